"""Undo and redo: rehearsed first, to the byte where nobody else touched the file.

Both are journaled like a write.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tagger.catalog.journal import Batch, BatchKind, Entry, Fields
from tagger.errors import CatalogError, TaggerError, display_path, explain_os_error
from tagger.records import Presence, WriteStatus
from tagger.settings import NEVER_WRITE, UNDO_MTIME
from tagger.tags.containers.source import GENRE, TagChange
from tagger.tags.journal import WriteResult
from tagger.tags.reader import read_tags
from tagger.tags.undo import UndoWay, rehearse_undo, undo_write
from tagger.tags.writer import safe_write
from tagger.wording import say
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.journaling import JournaledWrite, settle_decision, undo_record
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.session import Session
from tagger.workflow.turning import Turn, to_turn
from tagger.workflow.write import write_options

_log = logging.getLogger(__name__)


class UndoStatus(StrEnum):
    RESTORED = "restored"
    """The file is back, byte for byte."""
    GENRE_RESTORED = "genre restored"
    """Somebody else changed the file meanwhile; only its genre came back."""
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class UndoOutcome:
    """What became of one file of an undo."""

    path: Path
    status: UndoStatus
    batch: int | None
    error: str | None = None


@dataclass(frozen=True)
class Rehearsal:
    """What an undo would do, told before it touches anything."""

    to_the_byte: int
    by_value: tuple[tuple[Path, str], ...]
    impossible: tuple[tuple[Path, str], ...]


def locate(session: Session, entry: Entry) -> Path:
    """Where the entry's file is now: its path then, the track's path now, or a moved twin.

    Raises `TaggerError` when it is nowhere.
    """
    candidates = [entry.path]
    if entry.track_id is not None:
        candidates = [track.path for track in session.tracks.get([entry.track_id])] + candidates
    candidates += [
        track.path
        for track in session.tracks.with_identity(entry.identity)
        if track.presence is Presence.PRESENT and track.path not in candidates
    ]
    for path in candidates:
        if os.path.isfile(path):
            return path
    raise TaggerError(
        say(
            "The file {path} is not there. If it was moved, scan its new folder; if its "
            "drive is unplugged, plug it in.",
            path=display_path(entry.path),
        )
    )


def rehearse(session: Session, what: Turn | Batch, context: JobContext | None = None) -> Rehearsal:
    """Find out what an undo or a redo would do to each file, reading every file once."""
    entries = to_turn(session, _turn(what))
    never = NeverWrite(session.settings.get(NEVER_WRITE))
    meter = Meter(context or JobContext(), "rehearse", len(entries))
    to_the_byte = 0
    by_value: list[tuple[Path, str]] = []
    impossible: list[tuple[Path, str]] = []
    for entry in entries:
        assert entry.undo is not None
        try:
            path = locate(session, entry)
        except TaggerError as error:
            impossible.append((entry.path, error.message))
            meter.step()
            continue
        if (reason := never.reason(path)) is not None:
            impossible.append((path, reason))
        else:
            found = rehearse_undo(path, undo_record(entry.undo))
            if found.way is UndoWay.VALUE:
                by_value.append((path, _why_by_value(session, entry, found.reason)))
            elif found.way is UndoWay.NO:
                impossible.append((path, found.reason))
            else:
                to_the_byte += 1
        meter.step()
    return Rehearsal(to_the_byte, tuple(by_value), tuple(impossible))


class UndoJob:
    """Undo or redo what a turn names; it is journaled as a batch, so that it can be turned too.

    `by_value` answers for files that somebody else changed since: bring only their genre back.
    """

    def __init__(
        self,
        session: Session,
        what: Turn | Batch,
        *,
        by_value: bool = False,
        new_mtime: bool | None = None,
        on_outcome: Callable[[UndoOutcome], None] | None = None,
    ) -> None:
        """A batch stands for all of its files.

        `new_mtime` says whether the files get the present time as their mtime instead of the one
        that they had; None is as the settings have it.
        """
        turn = _turn(what)
        self.title = say("Undoing") if turn.kind is BatchKind.UNDO else say("Redoing")
        self._session = session
        self._turn = turn
        self._by_value = by_value
        self._new_mtime = gives_new_mtime(session, new_mtime)
        self._on_outcome = on_outcome
        self._kind = turn.kind

    def run(self, context: JobContext) -> list[UndoOutcome]:
        """Raises `CatalogError` when the journal cannot be written: then nothing is touched."""
        entries = to_turn(self._session, self._turn)
        journal = self._session.journal
        batch = journal.open_batch(self._kind, undoes=self._turn.batch.id)
        meter = Meter(context, "undo", len(entries))
        outcomes: list[UndoOutcome] = []
        try:
            for entry in entries:
                if not context.token.proceed():
                    break
                outcome = self._undo(entry, batch)
                outcomes.append(outcome)
                if self._on_outcome is not None:
                    self._on_outcome(outcome)
                meter.step(failed=outcome.status is UndoStatus.FAILED)
                if entry.track_id is not None:
                    context.changed([entry.track_id])
        finally:
            journal.drop_empty(batch)
            meter.report()
        return outcomes

    def _undo(self, entry: Entry, batch: int) -> UndoOutcome:
        try:
            return self._try_undo(entry, batch)
        except CatalogError:
            raise
        except TaggerError as error:
            reason = error.message
        except OSError as error:
            reason = explain_os_error(error, say("Could not undo the write"))
        except Exception:
            _log.exception("undoing journal entry %d failed", entry.id)
            reason = say("Undoing failed because of an error in Tagger; the log has the details.")
        return UndoOutcome(entry.path, UndoStatus.FAILED, None, reason)

    def _try_undo(self, entry: Entry, batch: int) -> UndoOutcome:
        assert entry.undo is not None
        session = self._session
        path = locate(session, entry)
        reason = NeverWrite(session.settings.get(NEVER_WRITE)).reason(path)
        if reason is not None:
            raise TaggerError(say("{reason} Undo does not either.", reason=reason), path)
        record = undo_record(entry.undo)
        found = rehearse_undo(path, record)
        if found.way is UndoWay.NO:
            raise TaggerError(found.reason)
        if found.way is UndoWay.VALUE and not self._by_value:
            reason = _why_by_value(session, entry, found.reason)
            return UndoOutcome(path, UndoStatus.SKIPPED, None, reason)
        fields = (entry.fields_wanted, entry.fields_before)
        if found.way is UndoWay.VALUE:
            fields = _still_ours(path, entry)
        journaled = JournaledWrite(
            session, batch, path, entry.track_id, undoes=entry, kind=self._kind, fields=fields
        )
        options = write_options(session)
        if found.way is UndoWay.VALUE:
            change = TagChange({GENRE: entry.before, **dict(fields[1])})
            result = safe_write(path, change, journaled, options=options)
        else:
            keep = not self._new_mtime
            result = undo_write(
                path, record, journaled, entry.before, options=options, restore_mtime=keep
            )
        if result.status is WriteStatus.UNCHANGED:
            self._already_undone(entry, path, batch, result)
        status = UndoStatus.GENRE_RESTORED if found.way is UndoWay.VALUE else UndoStatus.RESTORED
        return UndoOutcome(path, status, batch)

    def _already_undone(self, entry: Entry, path: Path, batch: int, result: WriteResult) -> None:
        """Somebody else brought the old genres back; the journal closes the write all the same."""
        journal = self._session.journal
        closing = journal.plan(
            batch, path, result.identity, result.after, result.after, entry.track_id, entry.id
        )
        journal.finish(closing)
        self._session.tracks.set_genres(path, result.after, result.stamp)
        if entry.track_id is not None:
            settle_decision(self._session, self._kind, closing, entry.track_id, result.after)


def _turn(what: Turn | Batch) -> Turn:
    return what if isinstance(what, Turn) else Turn.of(what)


def _why_by_value(session: Session, entry: Entry, reason: str) -> str:
    """Why a file does not come back to the byte: by our own later write, or by somebody else's."""
    later = session.journal.later_write(entry)
    if later is None:
        return reason
    return say(
        "Tagger wrote {name} again in batch {later}; undo that one first, or only the "
        "genre can be brought back.",
        name=display_path(entry.path.name),
        later=later,
    )


def gives_new_mtime(session: Session, new_mtime: bool | None = None) -> bool:
    """Whether an undo gives files a new mtime; None is as the settings have it."""
    return session.settings.get(UNDO_MTIME) == "new" if new_mtime is None else new_mtime


OLD_MTIME_NOTE = (
    "The files have their old modification times again, so media servers may not notice "
    "the change. With --new-mtime, or the setting “undo_mtime”, an undo gives them new "
    "ones."
)
"""What to say after an undo that brought mtimes back."""


def _still_ours(path: Path, entry: Entry) -> tuple[Fields, Fields]:
    """The fields besides the genre that hold what the write put there: now, and before it."""
    now = dict(read_tags(path).tags.custom)
    before = dict(entry.fields_before)
    ours = [(name, values) for name, values in entry.fields_wanted if now.get(name, ()) == values]
    return tuple(ours), tuple((name, before.get(name, ())) for name, _ in ours)
