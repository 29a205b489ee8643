"""The catalog's rows as lines of the table: all, some, and those that differ. For workers only."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from tagger.ui.library.lines import Library, Line, line_of
from tagger.workflow.conflict import Conflicts
from tagger.workflow.review import ReviewRow, review_rows
from tagger.workflow.session import Session

_MANY = 2000


def read_library(session: Session, key: str | None) -> Library:
    """Every row, under the suggestions of the model with this key."""
    with _uncollected():
        library = Library.of(_lines(session, review_rows(session, key)))
    _give_memory_back()
    return library


def read_lines(session: Session, key: str | None, ids: Sequence[int]) -> list[Line]:
    """The lines of these tracks that still exist; all are read when that is quicker."""
    if len(ids) < _MANY:
        return _lines(session, review_rows(session, key, ids))
    wanted = set(ids)
    rows = review_rows(session, key)
    return _lines(session, (row for row in rows if row.track.id in wanted))


def read_differences(
    session: Session, key: str | None, known: dict[int, Line]
) -> tuple[list[Line], set[int]]:
    """The lines that are new or other than those known, and the ids of those that are gone."""
    changed: list[Line] = []
    gone = set(known)
    conflicts = Conflicts(session)
    for row in review_rows(session, key):
        old = known.get(row.track.id)
        gone.discard(row.track.id)
        conflict = conflicts.has(row)
        if old is None or old.row != row or old.conflict != conflict:
            changed.append(line_of(row, conflict))
    return changed, gone


def _lines(session: Session, rows: Iterable[ReviewRow]) -> list[Line]:
    conflicts = Conflicts(session)
    return [line_of(row, conflicts.has(row)) for row in rows]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is searched for cycles meanwhile: a million objects without any are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Frozen and unfrozen, they are in the oldest generation, which is hardly ever searched,
        # where each of them would have been looked at twice on its way.
        gc.freeze()
        gc.unfreeze()
        if enabled:
            gc.enable()


def _give_memory_back() -> None:
    """Much more was read than is kept, and glibc holds on to its room unless it is asked."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
