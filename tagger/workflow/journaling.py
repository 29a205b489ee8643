"""The writer's journal, kept in the catalog: one entry per file and write."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from tagger.catalog.journal import BatchKind, Entry, Fields, UndoData
from tagger.catalog.tracks import ScannedFile
from tagger.records import Decision, DecisionKind, FileStamp
from tagger.settings import NEVER_WRITE
from tagger.tags.journal import UndoRecord, WriteRefused
from tagger.workflow.discovery import look_at
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.scan import read_file
from tagger.workflow.session import Session


class JournaledWrite:
    """Hands each step of one safe write to the catalog; returns when it is durable there."""

    def __init__(
        self,
        session: Session,
        batch: int,
        path: Path,
        track_id: int | None,
        *,
        undoes: Entry | None = None,
        kind: BatchKind = BatchKind.WRITE,
        fields: tuple[Fields, Fields] = ((), ()),
    ) -> None:
        """`fields` are those besides the genre that the write changes, before and after."""
        self._session = session
        self._batch = batch
        self._path = path
        self._track_id = track_id
        self._undoes = undoes
        self._kind = kind
        self._fields = fields
        self._entry: int | None = None
        self._wanted: tuple[str, ...] = ()

    def planned(self, before: Sequence[str], wanted: Sequence[str], identity: bytes) -> None:
        # Every write of the app comes this way, whatever planned it: the last place to say no.
        reason = NeverWrite(self._session.settings.get(NEVER_WRITE)).reason(self._path)
        if reason is not None:
            raise WriteRefused(reason, self._path)
        self._wanted = tuple(wanted)
        self._entry = self._session.journal.plan(
            self._batch,
            self._path,
            identity,
            before,
            wanted,
            self._track_id,
            self._undoes.id if self._undoes else None,
            self._fields,
        )

    def prepared(self, record: UndoRecord) -> None:
        assert self._entry is not None
        self._session.journal.prepare(self._entry, undo_data(record))

    def done(self, stamp: FileStamp) -> None:
        assert self._entry is not None
        finish(
            self._session, self._entry, self._path, self._wanted, stamp, self._track_id, self._kind
        )

    def failed(self, reason: str) -> None:
        if self._entry is not None:
            self._session.journal.fail(self._entry, reason)


def finish(
    session: Session,
    entry: int,
    path: Path,
    genres: tuple[str, ...],
    stamp: FileStamp,
    track_id: int | None,
    kind: BatchKind,
) -> None:
    """Note that a file holds the new genres: its entry, its track and its decision at once.

    In one transaction, since a crash between them would leave a track that says something else
    than its file until the next scan.
    """

    found = _as_written(session, path)

    def work(_: object) -> None:
        session.journal.finish(entry)
        if found is None:
            session.tracks.set_genres(path, genres, stamp)
        else:
            session.tracks.store([found])
        if track_id is not None:
            settle_decision(session, kind, entry, track_id, genres)

    session.catalog.write(work)


def _as_written(session: Session, path: Path) -> ScannedFile | None:
    """A track as its file now reads, which may be another way than it was asked for (joined).

    None where the file cannot be read any more, or is no track.
    """
    if path not in session.tracks.known(path):
        return None
    try:
        found = read_file(look_at(path))
    except OSError:
        return None
    return found if found.error is None and found.identity else None


def settle_decision(
    session: Session, kind: BatchKind, entry: int, track_id: int, genres: tuple[str, ...]
) -> None:
    """What a finished write means for the track's decision.

    After an undo the track is open for review again, so that nothing writes it anew unasked; a
    redo brings the decision back. Tidying decides nothing: what waits to be written still does.
    """
    if session.journal.origin(entry) is BatchKind.TIDY:
        return
    decisions = session.decisions
    if kind is BatchKind.UNDO:
        decisions.clear([track_id])
        return
    if kind is BatchKind.REDO and decisions.get(track_id) is None:
        decision = Decision(track_id, DecisionKind.CHOSEN, genres, time.time())
        decisions.store([decision], None)
    decisions.mark_written(track_id)


def undo_data(record: UndoRecord) -> UndoData:
    return UndoData(
        record.sha256_before,
        record.sha256_after,
        record.size_before,
        record.mtime_ns_before,
        record.patch,
    )


def undo_record(data: UndoData) -> UndoRecord:
    return UndoRecord(
        sha256_before=data.sha256_before,
        sha256_after=data.sha256_after,
        size_before=data.size_before,
        mtime_ns_before=data.mtime_ns_before,
        patch=data.patch,
    )
