"""A file in which a process that the system ends says where it was, found at the next start.

Python's `faulthandler` writes the stacks of all threads into it on a segmentation fault, an abort
and the like. Whoever ends as they should take their file away; one that is left and tells of a
fault is turned into a report.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from tagger import __version__
from tagger.errors import display_path
from tagger.paths import Home
from tagger.workflow import crash
from tagger.workflow.crash import CrashReport, RecentLines

_PREFIX = "running-"
_SHOWN = "The window is shown."
_FAULTS = ("Fatal Python error", "Windows fatal exception")
_log = logging.getLogger(__name__)


class CrashWatch:
    """From the moment it is made until `end`, a fault of this process leaves its trace.

    What earlier processes left is in `last`: the report of the latest of them, and whether it
    happened before there was a window. Where the folder of logs cannot be written nothing is kept.
    """

    def __init__(self, home: Home) -> None:
        self.last: CrashReport | None = None
        self.while_starting = False
        self._file: TextIO | None = None
        self._path = crash.folder(home) / f"{_PREFIX}{os.getpid()}.txt"
        self._before = faulthandler.is_enabled()
        self._recent = RecentLines(home, self._write)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._collect(home)
            self._file = self._path.open("w", encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            _log.warning("Crashes leave no trace in %s: %s", display_path(self._path.parent), error)
            return
        _hold(self._file)
        self._write(f"Tagger {__version__}")
        faulthandler.enable(self._file, all_threads=True)
        logging.getLogger("tagger").addHandler(self._recent)

    @property
    def lines(self) -> list[str]:
        """The last of the log, as a report may show them."""
        return list(self._recent.lines)

    def shown(self) -> None:
        """There is a window from now on."""
        self._write(_SHOWN)

    def end(self) -> None:
        """The process is about to end as it should; may be called again."""
        logging.getLogger("tagger").removeHandler(self._recent)
        if self._file is None:
            return
        faulthandler.disable()
        if self._before and sys.stderr is not None:
            # Whoever listened before, such as a test's runner, listens again.
            with suppress(OSError, ValueError):
                faulthandler.enable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._path.unlink()

    def _write(self, line: str) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.write(line + "\n")
                # What comes after it is written past Python's buffers.
                self._file.flush()

    def _collect(self, home: Home) -> None:
        for told, when in _left_behind(self._path.parent):
            begin = min((at for fault in _FAULTS if (at := told.find(fault)) >= 0), default=-1)
            if begin < 0:
                # Killed, or the power failed: no error of Tagger's.
                continue
            version, *lines = told[:begin].splitlines() or [""]
            self.while_starting = _SHOWN not in lines
            lines = [line for line in lines if line != _SHOWN]
            report = crash.of_fault(
                told[begin:], home, lines, version.removeprefix("Tagger "), when
            )
            self.last = crash.save(home, report)


def _left_behind(folder: Path) -> Iterator[tuple[str, float]]:
    """What ended processes wrote, and when; their files are taken away. The latest comes last."""
    files = [(path.stat().st_mtime, path) for path in folder.glob(f"{_PREFIX}*.txt")]
    for when, path in sorted(files):
        try:
            with path.open("r+", encoding="utf-8", errors="replace") as file:
                if not _hold(file):
                    continue
                told = file.read()
            path.unlink()
        except OSError:
            # In use, as Windows says it, or another Tagger has just taken it.
            continue
        yield told, when


def _hold(file: TextIO) -> bool:
    """Mark an open file as in use until it is closed or the process ends; False if it is already.

    Windows does without: there a file that is open cannot be removed.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
