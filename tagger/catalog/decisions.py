"""What the person decided, track by track."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from tagger.catalog.columns import names_of
from tagger.catalog.database import Catalog
from tagger.making import maker_of
from tagger.records import Decision, DecisionKind

_MANY = 2000


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision, and whether the file holds it."""

    decision: Decision
    written: bool
    model: str | None = None
    """Whose suggestions the person saw, as `Suggestions` names it; None where nobody knows."""


class Decisions:
    """The decisions of a catalog; a track has at most one, the newest."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def store(self, decisions: Iterable[Decision], model: str | None) -> None:
        """Keep decisions, in place of earlier ones on the same tracks."""
        rows = [
            (d.track_id, d.kind.value, json.dumps(list(d.genres)), model, d.decided_at, d.track_id)
            for d in decisions
        ]

        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO decisions "
                "(track_id, kind, genres, model, decided_at, identity) "
                "SELECT ?, ?, ?, ?, ?, identity FROM tracks WHERE id = ?",
                rows,
            )

        self._catalog.write(work)

    def put(self, decisions: Mapping[int, StoredDecision | None]) -> None:
        """Have these stand, as they once stood; None is that nothing is decided on a track."""
        rows = [
            (id_, s.decision.kind.value, json.dumps(list(s.decision.genres)), s.model,
             s.decision.decided_at, s.written, id_)
            for id_, s in decisions.items() if s is not None
        ]  # fmt: skip
        gone = [(id_,) for id_, stored in decisions.items() if stored is None]

        def work(db: Database) -> None:
            db.conn.executemany("DELETE FROM decisions WHERE track_id = ?", gone)
            db.conn.executemany(
                "INSERT OR REPLACE INTO decisions "
                "(track_id, kind, genres, model, decided_at, written, identity) "
                "SELECT ?, ?, ?, ?, ?, ?, identity FROM tracks WHERE id = ?",
                rows,
            )

        self._catalog.write(work)

    def clear(self, track_ids: Iterable[int]) -> None:
        """Take decisions back; what was written stays written."""
        rows = [(track_id,) for track_id in track_ids]

        def work(db: Database) -> None:
            db.conn.executemany("DELETE FROM decisions WHERE track_id = ?", rows)

        self._catalog.write(work)

    def mark_written(self, track_id: int) -> None:
        """Note that a file holds what was decided."""

        def work(db: Database) -> None:
            db.execute("UPDATE decisions SET written = 1 WHERE track_id = ?", [track_id])

        self._catalog.write(work)

    def all(self) -> dict[int, StoredDecision]:
        rows = self._catalog.reader().execute(f"SELECT {_COLUMNS} FROM decisions")
        return {row[0]: _decision(row) for row in rows}

    def get(self, track_id: int) -> StoredDecision | None:
        row = (
            self._catalog.reader()
            .execute(f"SELECT {_COLUMNS} FROM decisions WHERE track_id = ?", [track_id])
            .fetchone()
        )
        return None if row is None else _decision(row)

    def of(self, track_ids: Collection[int]) -> dict[int, StoredDecision]:
        """Those on these tracks; all are read when that is quicker."""
        if len(track_ids) < _MANY:
            found = ((id_, self.get(id_)) for id_ in track_ids)
            return {id_: stored for id_, stored in found if stored is not None}
        wanted = set(track_ids)
        return {id_: stored for id_, stored in self.all().items() if id_ in wanted}

    def for_identity(self, identity: bytes) -> StoredDecision | None:
        """The newest genres decided on any copy of a piece of music: an offer for the others."""
        row = (
            self._catalog.reader()
            .execute(
                f"SELECT {_COLUMNS} FROM decisions WHERE identity = ? AND {_SETTLED} "
                "ORDER BY decided_at DESC LIMIT 1",
                [identity],
            )
            .fetchone()
        )
        return None if row is None else _decision(row)

    def of_library(self) -> tuple[dict[int, StoredDecision], dict[bytes, StoredDecision]]:
        """`all`, and `for_identity` of every piece of music that has one."""
        rows = self._catalog.reader().execute(
            f"SELECT {_COLUMNS}, identity FROM decisions ORDER BY decided_at"
        )
        by_track: dict[int, StoredDecision] = {}
        by_identity: dict[bytes, StoredDecision] = {}
        for *columns, identity in rows:
            stored = by_track[columns[0]] = _decision(columns)
            if stored.decision.settled:
                by_identity[identity] = stored
        return by_track, by_identity


_SETTLED = "kind IN ('accepted', 'chosen')"
_COLUMNS = "track_id, kind, genres, decided_at, written, model"


_KINDS = {kind.value: kind for kind in DecisionKind}
_of_track, _stored = maker_of(Decision), maker_of(StoredDecision)


def _decision(row: Sequence[Any]) -> StoredDecision:
    track_id, kind, genres, decided_at, written, model = row
    decision = _of_track(track_id, _KINDS[kind], names_of(genres), decided_at)
    return _stored(decision, bool(written), model)
