"""History: every write of every batch, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tagger.catalog.journal import BatchKind, EntryState
from tagger.workflow.session import Session


class HistoryStatus(StrEnum):
    WRITTEN = "written"
    RESTORED = "restored"
    """An undo of an earlier write."""
    UNDONE = "undone"
    """Written or restored, and taken back since."""
    UNFINISHED = "unfinished"
    """Cut off; the next start settles it."""
    FAILED = "failed"


@dataclass(frozen=True)
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


def history(session: Session, batch: int | None = None) -> Iterator[HistoryLine]:
    """The lines of one batch, or of all, newest batch first."""
    for found in session.journal.batches():
        if batch is not None and found.id != batch:
            continue
        for entry in session.journal.entries(found.id):
            if entry.state is EntryState.FAILED:
                status = HistoryStatus.FAILED
            elif entry.state is not EntryState.DONE:
                status = HistoryStatus.UNFINISHED
            elif entry.undone_by is not None:
                status = HistoryStatus.UNDONE
            else:
                undo = found.kind is BatchKind.UNDO
                status = HistoryStatus.RESTORED if undo else HistoryStatus.WRITTEN
            yield HistoryLine(
                entry=entry.id,
                batch=found.id,
                kind=found.kind,
                created_at=found.created_at,
                path=entry.path,
                before=entry.before,
                after=entry.wanted,
                status=status,
                error=entry.error,
            )
