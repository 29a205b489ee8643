"""The journal: every write is noted before it happens and can be told apart afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tagger.catalog.database import Catalog, open_catalog
from tagger.catalog.journal import BatchKind, EntryState, Journal, UndoData
from tagger.paths import find_home
from tagger.records import Policy

_UNDO = UndoData(b"b" * 32, b"a" * 32, 10, 20, b"patch")


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    opened = open_catalog(find_home())
    yield opened
    opened.close()


def _plan(journal: Journal, batch: int, undoes: int | None = None) -> int:
    return journal.plan(batch, Path("/m/a"), b"id", ["Other"], ["Jazz"], None, undoes)


def test_a_write_goes_from_planned_over_prepared_to_done(catalog: Catalog) -> None:
    journal = Journal(catalog)
    entry = _plan(journal, journal.open_batch(BatchKind.WRITE, Policy.FILL))
    seen = [journal.unfinished()[0].state]
    journal.prepare(entry, _UNDO)
    seen.append(journal.unfinished()[0].state)
    journal.finish(entry)
    assert seen == [EntryState.PLANNED, EntryState.PREPARED]
    assert journal.unfinished() == []
    stored = journal.entry(entry)
    assert stored is not None
    assert (stored.undo, stored.before, stored.wanted) == (_UNDO, ("Other",), ("Jazz",))


def test_only_a_batch_that_still_stands_can_be_undone(catalog: Catalog) -> None:
    journal = Journal(catalog)
    first = journal.open_batch(BatchKind.WRITE)
    written = _plan(journal, first)
    journal.prepare(written, _UNDO)
    journal.finish(written)
    failed = journal.open_batch(BatchKind.WRITE)
    journal.fail(_plan(journal, failed), "no permission")
    last = journal.last_undoable()
    assert last is not None
    assert last.id == first
    undo = journal.open_batch(BatchKind.UNDO, undoes=first)
    journal.finish(_plan(journal, undo, undoes=written))
    assert journal.last_undoable() is None
    counts = {b.id: (b.written, b.failed, b.undone) for b in journal.batches()}
    assert counts == {first: (1, 0, 1), failed: (0, 1, 0), undo: (1, 0, 0)}


def test_an_undo_that_was_undone_lets_the_first_write_be_undone_again(catalog: Catalog) -> None:
    journal = Journal(catalog)
    write = journal.open_batch(BatchKind.WRITE)
    written = _plan(journal, write)
    journal.finish(written)
    undo = journal.open_batch(BatchKind.UNDO, undoes=write)
    undone = _plan(journal, undo, undoes=written)
    journal.finish(undone)
    redo = journal.open_batch(BatchKind.REDO, undoes=undo)
    redone = _plan(journal, redo, undoes=undone)
    journal.prepare(redone, _UNDO)
    journal.finish(redone)
    last = journal.last_undoable()
    assert last is not None
    assert last.id == redo


def test_a_batch_in_which_nothing_was_planned_disappears(catalog: Catalog) -> None:
    journal = Journal(catalog)
    empty, full = journal.open_batch(BatchKind.WRITE), journal.open_batch(BatchKind.WRITE)
    _plan(journal, full)
    journal.drop_empty(empty)
    journal.drop_empty(full)
    assert [batch.id for batch in journal.batches()] == [full]
