"""Work in a process of its own that SIGKILL ends, at a moment from outside or by its own hand."""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], None]


@dataclass(frozen=True)
class Ended:
    """How a process of `run_and_kill` ended."""

    killed: bool
    seconds: float
    """From its `begin` to its end."""


def run_and_kill(work: Work, seconds: float | None) -> Ended:
    """Run `work` in a process of its own; SIGKILL it so long after it called `begin`.

    With None it runs to its end, unless it kills itself. Raises `RuntimeError` when it fails.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            _begin.append(writing)
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with open(reading, "rb", buffering=0) as pipe:
        begun = pipe.read(1)
        start = time.perf_counter()
        # The end of the pipe is the end of the process: no use in waiting any longer.
        select.select([pipe], [], [], seconds)
        if begun and seconds is not None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lasted = time.perf_counter() - start
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return Ended(True, lasted)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("the process failed by itself")
    return Ended(False, lasted)


_begin: list[int] = []


def beginning() -> int:
    """The open file for the byte that `begin` writes, for a work that becomes another program."""
    return _begin[-1]


def begin() -> None:
    """Tell the parent of `run_and_kill` that the work proper begins."""
    if _begin:
        os.write(_begin[-1], b".")
