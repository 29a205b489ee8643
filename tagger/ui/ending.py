"""Ctrl+C and the system's request to end close the window, as a click on its cross does."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_ASKING = ("SIGINT", "SIGTERM", "SIGHUP")
_MOST_SIGNALS = 64


class EndBySignal(QObject):
    """Calls `end` on the Qt thread, from its event loop; make it there.

    Python's own answer to Ctrl+C is an exception in whatever runs at that moment: in a method that
    Qt called, from where it cannot go on, or in a painter's, which then is never ended.
    """

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._reader, self._writer = socket.socketpair()
        for each in (self._reader, self._writer):
            each.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        # The interpreter writes there at once, also while the event loop waits in C++.
        self._before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers = {
            number: signal.signal(number, _leave_to_loop)
            for name in _ASKING
            if (number := getattr(signal, name, None)) is not None
        }

    def close(self) -> None:
        """Let signals do again what they did."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _on_signal(self) -> None:
        self._reader.recv(_MOST_SIGNALS)
        self._end()


def _leave_to_loop(number: int, frame: object) -> None:
    """Without a handler of Python's, nothing is written for the loop to read."""
