"""What the journal tells of the past: what became of each entry, and all of it in short."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tagger.catalog.database import Catalog, decode_path
from tagger.catalog.journal import BatchKind, EntryState

# An undo marks what it undid, a redo marks that undo, and so on: the last one says what holds.
_TIPS = """
WITH RECURSIVE chain (root, id) AS (
    SELECT id, id FROM journal WHERE batch_id = ?
    UNION ALL
    SELECT c.root, j.undone_by FROM chain c JOIN journal j ON j.id = c.id
    WHERE j.undone_by IS NOT NULL
)
SELECT c.root, j.id, j.batch_id, b.kind, j.state = 'done' AND j.patch IS NOT NULL
FROM chain c JOIN journal j ON j.id = c.id JOIN batches b ON b.id = j.batch_id
WHERE j.undone_by IS NULL
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
        rows = self._catalog.reader().execute(_TIPS, [batch])
        return {row[0]: _tip(row[1:]) for row in rows}

    def entries(self) -> list[PastEntry]:
        """Every entry of every batch, newest first."""
        rows = self._catalog.reader().execute(
            "SELECT j.id, j.batch_id, b.kind, j.state = 'done' AND j.patch IS NOT NULL, "
            "j.undone_by, j.path, j.genres_before, j.genres_wanted, j.state, j.error "
            "FROM journal j JOIN batches b ON b.id = j.batch_id ORDER BY j.id DESC"
        )
        # What undid an entry is newer than it, so its own last word is known by then.
        tips: dict[int, Tip] = {}
        found = []
        for id_, batch, kind, stored, undone_by, path, before, wanted, state, error in rows:
            tip = tips.get(undone_by) or _tip((id_, batch, kind, stored))
            tips[id_] = tip
            found.append(
                PastEntry(
                    id=id_,
                    batch=batch,
                    path=decode_path(path),
                    before=_genres(before),
                    wanted=_genres(wanted),
                    state=EntryState(state),
                    error=error,
                    tip=tip,
                )
            )
        return found


def _tip(row: Sequence[Any]) -> Tip:
    return Tip(row[0], row[1], BatchKind(row[2]), bool(row[3]))


@lru_cache(maxsize=1024)
def _genres(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
