"""A report of an error of Tagger's own, for a person to read and, if they like, to send.

Nothing is sent from here. Reports are text files beside the log; the last few are kept.
"""

from __future__ import annotations

import datetime
import locale
import logging
import os
import platform
import sys
import textwrap
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tagger import __version__
from tagger.errors import TaggerError
from tagger.paths import Home
from tagger.workflow.crash_privacy import Privacy

KEPT = 10
"""Reports; of those that are too many the oldest go."""

_LINES = 40
"""Of the log, the last ones."""

_DEEPEST = 8
"""Errors that were the cause of one another."""

_LIBRARIES = (
    "PySide6", "numpy", "scipy", "librosa", "numba", "onnxruntime", "onnx", "av", "soundfile",
    "soxr", "mutagen", "sqlite-utils", "pyqtgraph", "watchfiles", "zstandard",
)  # fmt: skip
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CrashReport:
    """All that a report would tell."""

    key: str
    """The same for the same error at the same place."""
    text: str
    path: Path | None = None
    """The file that holds it, once it is saved."""


class RecentLines(logging.Handler):
    """Keeps the last warnings and errors of the log as a report may show them."""

    def __init__(self, home: Home, also: Callable[[str], None] = lambda line: None) -> None:
        """`also` gets every line, on the thread that logged it."""
        super().__init__(logging.WARNING)
        self._home = home
        self._also = also
        self.lines: deque[str] = deque(maxlen=_LINES)

    @cached_property
    def _privacy(self) -> Privacy:
        # Most runs log nothing, and looking for all folders takes a moment of the start.
        return Privacy(self._home)

    def emit(self, record: logging.LogRecord) -> None:
        line = self._privacy.record(record)
        self.lines.append(line)
        self._also(line)


def of_error(error: BaseException, home: Home, lines: Sequence[str] = ()) -> CrashReport:
    """The report of an exception; `lines` are of the log, as `RecentLines` has them."""
    privacy = Privacy(home, _music(home))
    stack = [line for each in _chain(error) for line in _stack(each, privacy)]
    what = privacy.error(error)
    return CrashReport(key_of(error), _text(what, stack, lines))


def of_fault(
    told: str, home: Home, lines: Sequence[str] = (), version: str = "", when: float | None = None
) -> CrashReport:
    """The report of a process that the system ended, from what `faulthandler` wrote then.

    `version` is the one of the Tagger that it happened to, `when` it was, in seconds of the epoch.
    """
    privacy = Privacy(home, _music(home))
    what, *stacks = privacy.trace(told.strip()).split("\n\n")
    # The thread that failed comes last, below all that only waited.
    stacks.sort(key=lambda stack: not stack.startswith("Current thread"))
    stack = "\n\n".join((what, *stacks)).split("\n")
    return CrashReport(stack[0], _text(stack[0], stack, lines, version, when))


def key_of(error: BaseException) -> str:
    """Where in the code which kind of error came up."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(error)
    return f"{type(error).__qualname__} {place}"


def folder(home: Home) -> Path:
    """Where the reports lie."""
    return home.logs / "crashes"


def save(home: Home, report: CrashReport) -> CrashReport:
    """Write the report into a file of its own; without one where that is not possible."""
    now = datetime.datetime.now().astimezone()
    try:
        folder(home).mkdir(parents=True, exist_ok=True)
        # Down to the microsecond, so that the order of names is that of the errors.
        path = folder(home) / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(report.text, encoding="utf-8", errors="backslashreplace")
        for old in saved(home)[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("A crash report could not be saved: %s", error)
        return report
    return replace(report, path=path)


def saved(home: Home) -> list[Path]:
    """The reports that are kept, the oldest first."""
    return sorted(folder(home).glob("crash-*.txt"))


def _text(
    what: str,
    stack: Sequence[str],
    lines: Sequence[str],
    version: str = "",
    when: float | None = None,
) -> str:
    kind = "bundle" if getattr(sys, "frozen", False) else "source"
    now = datetime.datetime.fromtimestamp(time.time() if when is None else when).astimezone()
    spoken, encoding = locale.getlocale()
    indent = " " * len("Libraries: ")
    libraries = textwrap.fill(", ".join(_versions()), 66, break_on_hyphens=False)
    parts = [
        "Tagger crash report",
        "",
        f"What:      {what}",
        f"When:      {now:%Y-%m-%d %H:%M:%S %z}",
        f"Tagger:    {version or __version__} ({kind})",
        f"Python:    {platform.python_version()} ({platform.python_implementation()})",
        f"Qt:        {_qt()}",
        f"System:    {platform.platform()}, {os.cpu_count()} processors",
        f"Desktop:   {_desktop()}",
        f"Language:  {spoken or 'C'}, {encoding or 'unknown encoding'}",
        "Libraries: " + libraries.replace("\n", f"\n{indent}"),
        "",
        "Where it happened",
        "-----------------",
        *stack,
        "",
        "The last warnings and errors of the log",
        "---------------------------------------",
        *(lines or ["none"]),
        "",
        "Folders and names of files were replaced; nothing of this was sent anywhere.",
        "",
    ]
    return "\n".join(parts)


def _versions() -> Iterator[str]:
    # It takes longer to load than all else here, and mostly nothing is to be reported.
    import importlib.metadata

    for name in _LIBRARIES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} –"


def _qt() -> str:
    """Without loading it: the window has, the command line does without."""
    core = sys.modules.get("PySide6.QtCore")
    return str(core.qVersion()) if core is not None else "not loaded"


def _desktop() -> str:
    names = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")
    return ", ".join(f"{name}={os.environ[name]}" for name in names if name in os.environ) or "–"


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the first cause first."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found and len(found) < _DEEPEST:
        found.append(current)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return found[::-1]


def _stack(error: BaseException, privacy: Privacy) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {privacy.code(frame.filename)}, line {frame.lineno}, in {frame.name}"
        if frame.line:
            yield f"    {frame.line}"
    yield privacy.error(error)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions[:_DEEPEST]:
            yield from (f"  | {line}" for line in _stack(each, privacy))


def _music(home: Home) -> list[Path]:
    """The folders of the library, where the catalog still tells them."""
    if not home.catalog.exists():
        return []
    from sqlite3 import Error

    try:
        from tagger.catalog.database import open_catalog
        from tagger.catalog.tracks import Tracks

        catalog = open_catalog(home, read_only=True)
        try:
            return [root.path for root in Tracks(catalog).roots()]
        finally:
            catalog.close()
    except (TaggerError, ImportError, OSError, Error):
        # It may be what is broken. Then their paths go as any other path does.
        return []
