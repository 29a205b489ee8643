"""What a finished job means, in words: one line for the strip, and a list of what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from tagger.records import WriteOutcome, WriteStatus
from tagger.ui.text import counted, number, plain


@dataclass(frozen=True)
class Problem:
    """One file, and what is wrong with it."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Summary:
    text: str = ""
    problems: tuple[Problem, ...] = ()
    mended: tuple[Path, ...] = ()
    """Files whose earlier problem is over."""
    reload: bool = False
    """More rows may have changed than the job told."""
    wrote: bool = False
    """Files were changed, which other programs may have to be told."""


def summarise(result: object) -> Summary:
    """The summary of a scan's, an analysis's, a switch's, a write's or an undo's result."""
    from tagger.workflow.analyse import AnalysisReport
    from tagger.workflow.scan import ScanReport
    from tagger.workflow.switch import Switched
    from tagger.workflow.undo import UndoOutcome
    from tagger.workflow.used import Adapted

    match result:
        case ScanReport():
            return _scan(result)
        case AnalysisReport():
            return _analysis(result)
        case Switched():
            return _switch(result)
        case Adapted():
            return _adapted(result)
        case [WriteOutcome(), *_]:
            return _writes(result)
        case [UndoOutcome(), *_]:
            return _undos(result)
        case _:
            return Summary()


def _scan(report) -> Summary:
    parts = []
    if report.found or not report.unplugged:
        parts.append(counted(report.found, _tr("1 file found"), _tr("{n} files found")))
    if report.unplugged:
        away = len(report.unplugged)
        parts.append(counted(away, _tr("1 folder is not there"), _tr("{n} folders are not there")))
    if report.moved:
        parts.append(_tr("{n} moved").replace("{n}", number(report.moved)))
    if report.missing:
        parts.append(_tr("{n} gone").replace("{n}", number(report.missing)))
    if report.not_audio:
        parts.append(_tr("{n} are no music").replace("{n}", number(len(report.not_audio))))
    problems = [Problem(path, reason) for path, reason in report.failures]
    problems += [
        Problem(path, _tr("This folder is not there, or empty. Is its drive plugged in?"))
        for path in report.unplugged
    ]
    return Summary(", ".join(parts) + ".", tuple(problems), reload=True)


def _analysis(report) -> Summary:
    if not report.heard:
        return Summary(_tr("Everything was heard already."))
    text = counted(report.heard, _tr("1 track heard"), _tr("{n} tracks heard"))
    if report.failed:
        text += ", " + _tr("{n} failed").replace("{n}", number(report.failed))
    return Summary(text + ".")


def _switch(switched) -> Summary:
    name = plain(switched.model.name)
    if switched.cancelled:
        return Summary(_tr("Cancelled: “%1” stays in use.").replace("%1", name))
    text = _tr("“%1” suggests from now on.").replace("%1", name)
    if switched.changed:
        changed = counted(
            switched.changed,
            _tr("1 track has another suggestion than before."),
            _tr("{n} tracks have another suggestion than before."),
        )
        text = f"{text} {changed}"
    if switched.unheard:
        again = counted(
            switched.unheard,
            _tr("1 track is listened to again."),
            _tr("{n} tracks are listened to again."),
        )
        text = f"{text} {again}"
    return Summary(text, reload=True)


def _adapted(adapted) -> Summary:
    if adapted.cancelled:
        return Summary(_tr("Cancelled: the suggestions are as they were."))
    text = counted(
        adapted.changed,
        _tr("1 track has another suggestion than before."),
        _tr("{n} tracks have another suggestion than before."),
    )
    return Summary(text, reload=True)


def _writes(outcomes: Iterable[WriteOutcome]) -> Summary:
    outcomes = list(outcomes)
    count = Counter(outcome.status for outcome in outcomes)
    words = (
        (WriteStatus.WRITTEN, _tr("{n} written")),
        (WriteStatus.UNCHANGED, _tr("{n} said it already")),
        (WriteStatus.SKIPPED, _tr("{n} left as is")),
        (WriteStatus.FAILED, _tr("{n} failed")),
    )
    text = ", ".join(w.replace("{n}", number(count[s])) for s, w in words if count[s])
    if count[WriteStatus.WRITTEN]:
        text += ". " + _tr("Undo gives every file back")
    failed = tuple(Problem(o.path, o.error or "") for o in outcomes if o.status == "failed")
    fine = tuple(o.path for o in outcomes if o.status != "failed")
    return Summary(text + ".", failed, fine, wrote=count[WriteStatus.WRITTEN] > 0)


def _undos(outcomes) -> Summary:
    from tagger.workflow.undo import UndoStatus

    count = Counter(outcome.status for outcome in outcomes)
    words = (
        (UndoStatus.RESTORED, _tr("{n} back to the byte")),
        (UndoStatus.GENRE_RESTORED, _tr("{n} with their old genre")),
        (UndoStatus.SKIPPED, _tr("{n} left as is")),
        (UndoStatus.FAILED, _tr("{n} failed")),
    )
    text = ", ".join(w.replace("{n}", number(count[s])) for s, w in words if count[s])
    bad = (UndoStatus.SKIPPED, UndoStatus.FAILED)
    problems = tuple(Problem(o.path, o.error or "") for o in outcomes if o.status in bad)
    wrote = count[UndoStatus.RESTORED] + count[UndoStatus.GENRE_RESTORED] > 0
    return Summary(text + ".", problems, wrote=wrote)


def _tr(text: str) -> str:
    return QCoreApplication.translate("outcomes", text)
