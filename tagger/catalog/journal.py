"""The journal of writes: what was planned, what was proven, what was done and what undoes it."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from tagger.catalog.database import Catalog, decode_path, encode_path
from tagger.catalog.tracks import decode_fields
from tagger.records import Policy

Fields = tuple[tuple[str, tuple[str, ...]], ...]
"""By name, with their values; none where there is no such field."""


class BatchKind(StrEnum):
    WRITE = "write"
    TIDY = "tidy"
    """Values were put in order; nothing was decided on a track by it."""
    UNDO = "undo"
    REDO = "redo"


class EntryState(StrEnum):
    PLANNED = "planned"
    PREPARED = "prepared"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Batch:
    """Writes that were started together."""

    id: int
    kind: BatchKind
    policy: Policy | None
    created_at: float
    """Seconds since the epoch."""
    undoes: int | None
    written: int = 0
    failed: int = 0
    undone: int = 0


@dataclass(frozen=True)
class UndoData:
    """What rebuilds a file as it was before a write (see the tags' own undo record)."""

    sha256_before: bytes
    sha256_after: bytes
    size_before: int
    mtime_ns_before: int
    patch: bytes


@dataclass(frozen=True)
class Entry:
    """One file of one batch."""

    id: int
    batch: int
    track_id: int | None
    path: Path
    identity: bytes
    before: tuple[str, ...]
    wanted: tuple[str, ...]
    state: EntryState
    error: str | None
    undoes: int | None
    undone_by: int | None
    undo: UndoData | None
    fields_before: Fields = ()
    """Those besides the genre that the write changed."""
    fields_wanted: Fields = ()


class Journal:
    """The batches and entries of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def open_batch(
        self, kind: BatchKind, policy: Policy | None = None, undoes: int | None = None
    ) -> int:
        def work(db: Database) -> int:
            cursor = db.execute(
                "INSERT INTO batches (kind, policy, created_at, undoes) VALUES (?, ?, ?, ?)",
                [kind.value, policy.value if policy else None, time.time(), undoes],
            )
            return _rowid(cursor.lastrowid)

        return self._catalog.write(work)

    def plan(
        self,
        batch: int,
        path: Path,
        identity: bytes,
        before: Sequence[str],
        wanted: Sequence[str],
        track_id: int | None,
        undoes: int | None = None,
        fields: tuple[Fields, Fields] = ((), ()),
    ) -> int:
        """Note a write before anything is touched; returns the entry's id.

        `fields` are those besides the genre that it changes, before and after.
        """

        def work(db: Database) -> int:
            cursor = db.execute(
                "INSERT INTO journal (batch_id, track_id, path, identity, genres_before, "
                "genres_wanted, state, undoes, changed_at, fields_before, fields_wanted) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    batch,
                    track_id,
                    encode_path(path),
                    identity,
                    json.dumps(list(before)),
                    json.dumps(list(wanted)),
                    EntryState.PLANNED.value,
                    undoes,
                    time.time(),
                    *map(json.dumps, fields),
                ],
            )
            return _rowid(cursor.lastrowid)

        return self._catalog.write(work)

    def prepare(self, entry: int, undo: UndoData) -> None:
        """Make the undo record durable: on disk when this returns."""

        def work(db: Database) -> None:
            db.execute(
                "UPDATE journal SET state = ?, sha256_before = ?, sha256_after = ?, "
                "size_before = ?, mtime_ns_before = ?, patch = ?, changed_at = ? WHERE id = ?",
                [
                    EntryState.PREPARED.value,
                    undo.sha256_before,
                    undo.sha256_after,
                    undo.size_before,
                    undo.mtime_ns_before,
                    undo.patch,
                    time.time(),
                    entry,
                ],
            )

        self._catalog.write(work)

    def finish(self, entry: int) -> None:
        """The file holds the new genres; an entry that this one undoes is marked so."""

        def work(db: Database) -> None:
            _set_state(db, entry, EntryState.DONE, None)
            db.execute(
                "UPDATE journal SET undone_by = ? "
                "WHERE id = (SELECT undoes FROM journal WHERE id = ?)",
                [entry, entry],
            )

        self._catalog.write(work)

    def fail(self, entry: int, reason: str) -> None:
        """The file is as it was before."""
        self._catalog.write(lambda db: _set_state(db, entry, EntryState.FAILED, reason))

    def unfinished(self) -> list[Entry]:
        """Entries that a crash left behind, oldest first."""
        return self._entries("WHERE state IN ('planned', 'prepared') ORDER BY id", [])

    def entries(self, batch: int) -> list[Entry]:
        return self._entries("WHERE batch_id = ? ORDER BY id", [batch])

    def entry(self, entry: int) -> Entry | None:
        found = self._entries("WHERE id = ?", [entry])
        return found[0] if found else None

    def some(self, ids: Sequence[int]) -> list[Entry]:
        """The entries with these ids, in their order."""
        rows = self._entries("WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(ids)])
        found = {entry.id: entry for entry in rows}
        return [found[id_] for id_ in ids]

    def batches(self) -> list[Batch]:
        """Every batch, newest first, with the counts of its entries."""
        return self._batches("", [])

    def batch(self, batch: int) -> Batch | None:
        found = self._batches("WHERE b.id = ?", [batch])
        return found[0] if found else None

    def last_undoable(self) -> Batch | None:
        """The newest batch of writes of which at least one still stands and can be undone."""
        return self._last_standing("!=")

    def last_redoable(self) -> Batch | None:
        """The newest undo of which at least one file was not redone and can be."""
        return self._last_standing("=")

    def _last_standing(self, compared: str) -> Batch | None:
        found = self._batches(
            "WHERE b.id = (SELECT max(s.batch_id) FROM journal s JOIN batches w ON w.id = "
            f"s.batch_id WHERE w.kind {compared} 'undo' AND s.state = 'done' "
            "AND s.undone_by IS NULL AND s.patch IS NOT NULL)",
            [],
        )
        return found[0] if found else None

    def origin(self, entry: int) -> BatchKind:
        """The kind of the batch where it began: of what an entry undoes, or redoes, at last."""
        row = (
            self._catalog.reader()
            .execute(
                "WITH RECURSIVE back (id, undoes, batch_id) AS ("
                "SELECT id, undoes, batch_id FROM journal WHERE id = ? UNION ALL "
                "SELECT j.id, j.undoes, j.batch_id FROM journal j JOIN back ON j.id = back.undoes) "
                "SELECT b.kind FROM back JOIN batches b ON b.id = back.batch_id "
                "WHERE back.undoes IS NULL",
                [entry],
            )
            .fetchone()
        )
        return BatchKind(row[0])

    def later_write(self, entry: Entry) -> int | None:
        """The batch of the newest write of the same file after this one that still stands."""
        row = (
            self._catalog.reader()
            .execute(
                "SELECT max(s.batch_id) FROM journal s JOIN batches w ON w.id = s.batch_id "
                "WHERE s.id > ? AND (s.track_id = ? OR s.path = ?) AND w.kind != 'undo' "
                "AND s.state = 'done' AND s.undone_by IS NULL AND s.patch IS NOT NULL",
                [entry.id, entry.track_id, encode_path(entry.path)],
            )
            .fetchone()
        )
        return row[0]

    def drop_empty(self, batch: int) -> None:
        """Remove a batch in which nothing was ever planned."""

        def work(db: Database) -> None:
            db.execute(
                "DELETE FROM batches WHERE id = ? AND NOT EXISTS "
                "(SELECT 1 FROM journal WHERE batch_id = ?)",
                [batch, batch],
            )

        self._catalog.write(work)

    def _batches(self, where: str, values: list[Any]) -> list[Batch]:
        rows = self._catalog.reader().execute(
            "SELECT b.id, b.kind, b.policy, b.created_at, b.undoes, "
            "coalesce(sum(j.state = 'done'), 0), coalesce(sum(j.state = 'failed'), 0), "
            "coalesce(sum(j.undone_by IS NOT NULL), 0) "
            f"FROM batches b LEFT JOIN journal j ON j.batch_id = b.id {where} "
            "GROUP BY b.id ORDER BY b.id DESC",
            values,
        )
        return [
            Batch(
                id_, BatchKind(kind), Policy(policy) if policy else None, created, undoes, *counts
            )
            for id_, kind, policy, created, undoes, *counts in rows
        ]

    def _entries(self, where: str, values: list[Any]) -> list[Entry]:
        rows = self._catalog.reader().execute(
            "SELECT id, batch_id, track_id, path, identity, genres_before, genres_wanted, state, "
            "error, undoes, undone_by, sha256_before, sha256_after, size_before, mtime_ns_before, "
            f"patch, fields_before, fields_wanted FROM journal {where}",
            values,
        )
        return [_entry(row) for row in rows]


def _set_state(db: Database, entry: int, state: EntryState, error: str | None) -> None:
    db.execute(
        "UPDATE journal SET state = ?, error = ?, changed_at = ? WHERE id = ?",
        [state.value, error, time.time(), entry],
    )


def _rowid(rowid: int | None) -> int:
    assert rowid is not None
    return rowid


def _entry(row: Sequence[Any]) -> Entry:
    undo = UndoData(*row[11:16]) if row[15] is not None else None
    return Entry(
        id=row[0],
        batch=row[1],
        track_id=row[2],
        path=decode_path(row[3]),
        identity=row[4],
        before=tuple(json.loads(row[5])),
        wanted=tuple(json.loads(row[6])),
        state=EntryState(row[7]),
        error=row[8],
        undoes=row[9],
        undone_by=row[10],
        undo=undo,
        fields_before=decode_fields(row[16]),
        fields_wanted=decode_fields(row[17]),
    )
