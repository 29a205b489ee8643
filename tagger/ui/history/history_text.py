"""The words of the history: what a batch changed, in a sentence, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from tagger.catalog.journal import BatchKind
from tagger.ui.text import counted, genres_text
from tagger.workflow.history import HistoryLine, HistoryStatus, PastBatch


def change_text(before: Sequence[str], after: Sequence[str]) -> str:
    """`Rock → Jazz`."""
    return f"{genre_text(before)} → {genre_text(after)}"


def genre_text(genres: Sequence[str]) -> str:
    return genres_text(genres) or _tr("no genre")


def sentence(past: PastBatch) -> str:
    """What a batch changed: the most frequent change, and how many others there are."""
    kinds = {BatchKind.UNDO: _tr("Undo: %1"), BatchKind.REDO: _tr("Redo: %1")}
    before, after, _ = past.changes[0]
    others = len(past.changes) - 1
    # The genres come last, since they may hold what looks like a place for something else.
    text = kinds.get(past.batch.kind, "%1")
    if others:
        more = counted(others, _tr("and 1 other change"), _tr("and {n} other changes"))
        text = f"{text} {more}"
    return text.replace("%1", change_text(before, after))


def batch_state(past: PastBatch) -> str:
    """What became of a batch since."""
    states = past.states
    undone = states[HistoryStatus.UNDONE]
    holds = sum(
        states[each]
        for each in (HistoryStatus.WRITTEN, HistoryStatus.RESTORED, HistoryStatus.REDONE)
    )
    failed = states[HistoryStatus.FAILED] + states[HistoryStatus.UNFINISHED]
    undo = past.batch.kind is BatchKind.UNDO
    if undone:
        if undo:
            text = _tr("Partly redone") if holds else _tr("Redone")
        else:
            text = _tr("Partly undone") if holds else _tr("Undone")
    elif states[HistoryStatus.REDONE]:
        text = _tr("Redone")
    elif holds:
        text = _tr("Stands")
    else:
        return _tr("Failed")
    if failed:
        return f"{text}, {counted(failed, _tr('1 failed'), _tr('{n} failed'))}"
    return text


def line_state(line: HistoryLine) -> str:
    """What became of one file."""
    match line.status:
        case HistoryStatus.WRITTEN:
            return _tr("Written")
        case HistoryStatus.RESTORED:
            return _tr("Brought back")
        case HistoryStatus.UNDONE:
            return _tr("Redone") if line.kind is BatchKind.UNDO else _tr("Undone")
        case HistoryStatus.REDONE:
            return _tr("Redone")
        case HistoryStatus.UNFINISHED:
            return _tr("Cut off")
        case HistoryStatus.FAILED:
            return _tr("Failed")


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)
