"""Which writes an undo takes back, or a redo brings back: of a batch, or of some of its files.

An undo and a redo are batches like any other. A write that was undone and redone is undone by
turning back its redo, so what is turned back is always the last word on a file's write.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tagger.catalog.journal import Batch, BatchKind, Entry
from tagger.catalog.past import Past
from tagger.errors import TaggerError, display_path
from tagger.wording import later, say
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Turn:
    """What is asked for: a batch, whether its files are undone or redone, and which of them."""

    batch: Batch
    kind: BatchKind = BatchKind.UNDO
    only: frozenset[int] | None = None
    """Entries of the batch; None is all."""

    @classmethod
    def of(
        cls, batch: Batch, kind: BatchKind | None = None, only: frozenset[int] | None = None
    ) -> Turn:
        """Undoing an undo is a redo, and so is what nobody said otherwise of an undo."""
        if batch.kind is BatchKind.UNDO:
            return cls(batch, BatchKind.REDO, only)
        return cls(batch, kind or BatchKind.UNDO, only)


def to_turn(session: Session, turn: Turn) -> list[Entry]:
    """What is to be turned back, newest first: it may stand in later batches than the one named."""
    redo = turn.kind is BatchKind.REDO
    tips = sorted(
        tip.entry
        for root, tip in Past(session.catalog).tips(turn.batch.id).items()
        if tip.stored
        and (tip.kind is BatchKind.UNDO) is redo
        and (turn.only is None or root in turn.only)
    )
    return session.journal.some(tips[::-1])


def pick(
    session: Session,
    batch: int | None = None,
    kind: BatchKind = BatchKind.UNDO,
    files: Sequence[Path] = (),
) -> Turn:
    """What to undo or redo: of this batch, or of the newest one of which something is left.

    `files` are files or folders; none means every file. Raises `TaggerError` where there is
    nothing to turn.
    """
    redo = kind is BatchKind.REDO
    if batch is not None:
        found = session.journal.batch(batch)
        if found is None:
            raise TaggerError(
                say("There is no batch {batch}. “tagger history” lists them.", batch=batch)
            )
        turn = Turn.of(found, kind)
        if not to_turn(session, turn):
            text = later("Nothing of batch {batch} is left to undo.")
            if redo:
                text = later("Nothing of batch {batch} is left to redo.")
            raise TaggerError(say(text, batch=batch))
        return _narrowed(session, turn, files) if files else turn
    if not files:
        journal = session.journal
        found = journal.last_redoable() if redo else journal.last_undoable()
        if found is None:
            raise TaggerError(
                say("There is nothing to redo.") if redo else say("There is nothing to undo.")
            )
        return Turn.of(found, kind)
    for found in session.journal.batches():
        turn = Turn.of(found, kind)
        if turn.kind is kind and found.written > found.undone:
            turn = _matching(session, turn, files)
            if to_turn(session, turn):
                return _narrowed(session, turn, files)
    text = later("There is nothing to undo for {path}.")
    if redo:
        text = later("There is nothing to redo for {path}.")
    raise TaggerError(say(text, path=display_path(files[0])), files[0])


def _narrowed(session: Session, turn: Turn, files: Sequence[Path]) -> Turn:
    """The turn for these files alone. Raises `TaggerError` where one is not among them."""
    for file in files:
        if not to_turn(session, _matching(session, turn, [file])):
            text = later("Batch {batch} has nothing to undo for {path}.")
            if turn.kind is BatchKind.REDO:
                text = later("Batch {batch} has nothing to redo for {path}.")
            raise TaggerError(say(text, batch=turn.batch.id, path=display_path(file)), file)
    return _matching(session, turn, files)


def _matching(session: Session, turn: Turn, files: Sequence[Path]) -> Turn:
    """By the path that an entry has, or its track by now, at or below one of these."""
    wanted = {Path(os.path.abspath(file)) for file in files}
    tracks = {track.id for path in wanted for track in session.tracks.below(path)}
    only = frozenset(
        entry.id
        for entry in session.journal.entries(turn.batch.id)
        if entry.track_id in tracks or not wanted.isdisjoint((entry.path, *entry.path.parents))
    )
    return Turn(turn.batch, turn.kind, only)
