"""Work behind the window steps back: it takes what is left of the processors, and all of it.

Where as many threads compute as there are processors, the thread that paints has to queue for one.
With nobody else about, a thread that has stepped back computes as fast as before.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading

_log = logging.getLogger(__name__)

_NICE = 5
"""A third of what a thread gets that has not stepped back; see setpriority(2) and sched(7). Farther
back, other programs could keep who holds the interpreter's lock from giving it to the window."""
_QOS_UTILITY = 0x11
"""«Work that takes a while», as sys/qos.h of macOS names its classes."""
_BELOW_NORMAL = -1
"""THREAD_PRIORITY_BELOW_NORMAL of SetThreadPriority in Windows."""


def step_back() -> None:
    """Lower the priority of the calling thread, for as long as it lives.

    On Linux the threads that it starts inherit that. Where the system refuses, all stays as it is.
    """
    try:
        if sys.platform == "linux":
            thread = threading.get_native_id()
            # Whoever is called with a lower one yet, keeps it.
            if os.getpriority(os.PRIO_PROCESS, thread) < _NICE:
                os.setpriority(os.PRIO_PROCESS, thread, _NICE)
        elif sys.platform == "darwin":
            ctypes.CDLL(None).pthread_set_qos_class_self_np(_QOS_UTILITY, 0)
        elif sys.platform == "win32":
            kernel = ctypes.WinDLL("kernel32")
            kernel.GetCurrentThread.restype = ctypes.c_void_p
            kernel.SetThreadPriority.argtypes = (ctypes.c_void_p, ctypes.c_int)
            kernel.SetThreadPriority(kernel.GetCurrentThread(), _BELOW_NORMAL)
    except (OSError, AttributeError) as error:
        _log.debug("Threads keep their priority on this system: %s", error)
