"""What the journal tells of the past: what became of each entry, and all of it in short."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tagger.catalog.database import Catalog, decode_path
from tagger.catalog.journal import BatchKind, EntryState

# An undo marks what it undid, a redo marks that undo, and so on: the last one says what holds.
_CHAIN = """
WITH RECURSIVE chain (root, id) AS (
    SELECT id, id FROM journal {where}
    UNION ALL
    SELECT c.root, j.undone_by FROM chain c JOIN journal j ON j.id = c.id
    WHERE j.undone_by IS NOT NULL
),
tip AS (
    SELECT c.root, j.id AS entry, j.batch_id AS batch, b.kind,
        j.state = 'done' AND j.patch IS NOT NULL AS stored
    FROM chain c JOIN journal j ON j.id = c.id JOIN batches b ON b.id = j.batch_id
    WHERE j.undone_by IS NULL
)
"""


@dataclass(frozen=True, slots=True)
class Tip:
    """The last word on an entry: itself, or the last undo or redo that followed on it."""

    entry: int
    batch: int
    kind: BatchKind
    stored: bool
    """It was done, and what turns it back is stored."""


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One file of one batch, without what rebuilds it."""

    id: int
    batch: int
    path: Path
    before: tuple[str, ...]
    wanted: tuple[str, ...]
    state: EntryState
    error: str | None
    tip: Tip


class Past:
    """Reads what the journal of a catalog holds; changes nothing."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def tips(self, batch: int) -> dict[int, Tip]:
        """The last word on each entry of a batch, by the entry's id."""
        rows = self._catalog.reader().execute(
            _CHAIN.format(where="WHERE batch_id = ?")
            + "SELECT root, entry, batch, kind, stored FROM tip",
            [batch],
        )
        return {row[0]: _tip(row[1:]) for row in rows}

    def entries(self, batch: int | None = None) -> Iterator[PastEntry]:
        """The entries of one batch, or of all, newest batch first, in the order of writing."""
        where, values = ("", []) if batch is None else ("WHERE batch_id = ?", [batch])
        rows = self._catalog.reader().execute(
            _CHAIN.format(where=where)
            + "SELECT j.id, j.batch_id, j.path, j.genres_before, j.genres_wanted, j.state, "
            "j.error, t.entry, t.batch, t.kind, t.stored FROM tip t JOIN journal j "
            "ON j.id = t.root ORDER BY j.batch_id DESC, j.id",
            values,
        )
        for row in rows:
            yield PastEntry(
                id=row[0],
                batch=row[1],
                path=decode_path(row[2]),
                before=_genres(row[3]),
                wanted=_genres(row[4]),
                state=EntryState(row[5]),
                error=row[6],
                tip=_tip(row[7:]),
            )


def _tip(row: Sequence[Any]) -> Tip:
    return Tip(row[0], row[1], BatchKind(row[2]), bool(row[3]))


@lru_cache(maxsize=1024)
def _genres(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
