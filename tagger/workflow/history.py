"""History: every write of every batch, what became of it, and how to find it again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from tagger.catalog.journal import Batch, BatchKind, EntryState
from tagger.catalog.past import Past, PastEntry
from tagger.workflow.session import Session


class HistoryStatus(StrEnum):
    WRITTEN = "written"
    RESTORED = "restored"
    """An undo of an earlier write, and the file is still so."""
    UNDONE = "undone"
    """Written or restored, and turned back since."""
    REDONE = "redone"
    """Written, undone, and brought back since."""
    UNFINISHED = "unfinished"
    """Cut off; the next start settles it."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One file of one batch."""

    entry: int
    batch: int
    kind: BatchKind
    created_at: float
    path: Path
    before: tuple[str, ...]
    after: tuple[str, ...]
    status: HistoryStatus
    error: str | None
    turns: BatchKind | None = None
    """What can be done with it now: undo or redo; None where nothing is stored for either."""


@dataclass(frozen=True)
class PastBatch:
    """A batch with its files, or with those that a search found."""

    batch: Batch
    lines: tuple[HistoryLine, ...]

    @cached_property
    def changes(self) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
        """From what to what, and how many files; the most frequent first."""
        counted = Counter((line.before, line.after) for line in self.lines)
        return [(before, after, count) for (before, after), count in counted.most_common()]

    @cached_property
    def states(self) -> Counter[HistoryStatus]:
        return Counter(line.status for line in self.lines)

    @cached_property
    def turns(self) -> Counter[BatchKind | None]:
        """How many of the files can be undone, and how many redone."""
        return Counter(line.turns for line in self.lines)


def history(session: Session) -> list[HistoryLine]:
    """The lines of all batches, newest batch first, each in the order of writing."""
    return [line for past in read_history(session) for line in past.lines]


def read_history(session: Session) -> list[PastBatch]:
    """All batches with their files, newest first; takes a moment with 100,000 writes."""
    batches = {batch.id: batch for batch in session.journal.batches()}
    lines: dict[int, list[HistoryLine]] = {}
    for entry in reversed(Past(session.catalog).entries()):
        # One may have been opened since they were listed.
        if entry.batch in batches:
            lines.setdefault(entry.batch, []).append(_line(batches[entry.batch], entry))
    return [
        _counted(PastBatch(batch, tuple(lines[batch.id])))
        for batch in batches.values()
        if batch.id in lines
    ]


def search_history(batches: Sequence[PastBatch], typed: str) -> list[PastBatch]:
    """The batches with the files whose path or genres, then or after, hold every typed word."""
    words = typed.casefold().split()
    if not words:
        return list(batches)
    found = []
    for past in batches:
        lines = tuple(line for line in past.lines if _holds(line, words))
        if lines:
            found.append(_counted(PastBatch(past.batch, lines)))
    return found


def _counted(past: PastBatch) -> PastBatch:
    """Counted by whoever reads it, so that a window need not count 100,000 files."""
    _ = past.changes, past.states, past.turns
    return past


def _holds(line: HistoryLine, words: Sequence[str]) -> bool:
    text = "\n".join((os.fspath(line.path), *line.before, *line.after)).casefold()
    return all(word in text for word in words)


def _line(batch: Batch, entry: PastEntry) -> HistoryLine:
    done = entry.state is EntryState.DONE
    turns = None
    if done and entry.tip.stored:
        turns = BatchKind.REDO if entry.tip.kind is BatchKind.UNDO else BatchKind.UNDO
        if batch.kind is BatchKind.UNDO and turns is BatchKind.UNDO:
            # It was redone: what can be undone is that redo, or the write that it belongs to.
            turns = None
    return HistoryLine(
        entry=entry.id,
        batch=batch.id,
        kind=batch.kind,
        created_at=batch.created_at,
        path=entry.path,
        before=entry.before,
        after=entry.wanted,
        status=_status(batch.kind, entry),
        error=entry.error,
        turns=turns,
    )


def _status(kind: BatchKind, entry: PastEntry) -> HistoryStatus:
    if entry.state is EntryState.FAILED:
        return HistoryStatus.FAILED
    if entry.state is not EntryState.DONE:
        return HistoryStatus.UNFINISHED
    taken_back = entry.tip.kind is BatchKind.UNDO
    if kind is BatchKind.UNDO:
        return HistoryStatus.RESTORED if taken_back else HistoryStatus.UNDONE
    if taken_back:
        return HistoryStatus.UNDONE
    return HistoryStatus.WRITTEN if entry.tip.entry == entry.id else HistoryStatus.REDONE
