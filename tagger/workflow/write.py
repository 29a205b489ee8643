"""Write: from decided genres to changed files, each change journaled before it happens."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tagger.catalog.journal import BatchKind
from tagger.errors import CatalogError, TaggerError, explain_os_error
from tagger.records import WriteOutcome, WriteStatus
from tagger.settings import ID3V23_SEPARATOR, KEEP_MTIME, SECOND_TAG, SPLIT_HARD_LINKS
from tagger.tags.containers.source import GENRE, TagChange
from tagger.tags.journal import FileChanged, WriteOptions
from tagger.tags.writer import safe_write
from tagger.wording import say
from tagger.workflow.changes import ChangeKind, Intent, PlannedChange
from tagger.workflow.discovery import look_at
from tagger.workflow.estimate import Volumes
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.journaling import JournaledWrite
from tagger.workflow.planning import Planner
from tagger.workflow.scan import read_file
from tagger.workflow.session import Session

_log = logging.getLogger(__name__)


class WriteJob:
    """Write a batch of intents; every file has its own outcome, and none stops the others."""

    def __init__(
        self,
        session: Session,
        intents: Sequence[Intent],
        *,
        on_outcome: Callable[[WriteOutcome], None] | None = None,
    ) -> None:
        self.title = say("Writing")
        self._session = session
        self._intents = intents
        self._on_outcome = on_outcome
        self._volumes = Volumes()
        self._times: dict[Path, list[tuple[int, float]]] = {}
        """By volume: the size of each file written, and the seconds it took."""

    def run(self, context: JobContext) -> list[WriteOutcome]:
        """Raises `CatalogError` when the journal cannot be written: then nothing is touched."""
        journal = self._session.journal
        policies = {intent.policy for intent in self._intents}
        policy = policies.pop() if len(policies) == 1 else None
        tidies = bool(self._intents) and all(intent.exact for intent in self._intents)
        kind = BatchKind.TIDY if tidies else BatchKind.WRITE
        batch = journal.open_batch(kind, policy)
        meter = Meter(context, "write", len(self._intents))
        outcomes: list[WriteOutcome] = []
        planner = Planner(self._session)
        try:
            for intent in self._intents:
                if not context.token.proceed():
                    break
                outcome = self._write(intent, planner, batch)
                outcomes.append(outcome)
                if self._on_outcome is not None:
                    self._on_outcome(outcome)
                meter.step(failed=outcome.status is WriteStatus.FAILED)
                context.changed([intent.track.id])
        finally:
            journal.drop_empty(batch)
            if self._times:
                self._session.rates.add(self._times)
                self._times = {}
            meter.report()
        return outcomes

    def _write(self, intent: Intent, planner: Planner, batch: int) -> WriteOutcome:
        path = intent.track.path
        before = intent.track.tags.genres
        try:
            return self._try_write(intent, planner, batch)
        except CatalogError:
            raise
        except TaggerError as error:
            reason = error.message
        except OSError as error:
            reason = explain_os_error(error, say("Could not write the file"))
        except Exception:
            _log.exception("writing track %d failed", intent.track.id)
            reason = say("Writing failed because of an error in Tagger; the log has the details.")
        return WriteOutcome(path, WriteStatus.FAILED, before, before, None, reason)

    def _try_write(self, intent: Intent, planner: Planner, batch: int) -> WriteOutcome:
        for _ in range(3):
            intent = self._up_to_date(intent)
            planned = planner.plan(intent)
            before = planned.before
            if planned.kind is ChangeKind.UNWRITABLE:
                raise TaggerError(
                    planned.reason or say("This file cannot be written."), planned.path
                )
            if planned.after is None:
                return WriteOutcome(
                    planned.path, WriteStatus.SKIPPED, before, before, None, planned.reason
                )
            try:
                return self._carry_out(planned, batch)
            except FileChanged:
                continue
        raise TaggerError(
            say("Another program keeps changing this file. Try again when it is done.")
        )

    def _carry_out(self, planned: PlannedChange, batch: int) -> WriteOutcome:
        assert planned.after is not None
        session, track = self._session, planned.intent.track
        fields = (planned.fields_before, planned.fields)
        started = time.perf_counter()
        result = safe_write(
            planned.path,
            TagChange({GENRE: planned.after, **dict(planned.fields)}),
            JournaledWrite(session, batch, planned.path, track.id, fields=fields),
            expected=track.stamp,
            options=write_options(session),
        )
        if result.status is WriteStatus.UNCHANGED:
            if not planned.intent.exact:
                # The file says already what was decided: nothing is left to be written.
                session.decisions.mark_written(track.id)
            return WriteOutcome(planned.path, result.status, result.before, result.after)
        took = time.perf_counter() - started
        volume = self._volumes.of(planned.path)
        self._times.setdefault(volume, []).append((result.stamp.size, took))
        return WriteOutcome(planned.path, result.status, result.before, result.after, batch)

    def _up_to_date(self, intent: Intent) -> Intent:
        """The intent on the file as it is now; it is read again when it changed since the scan."""
        track = intent.track
        found = look_at(track.path)
        if found.online_only:
            raise TaggerError(say("The file is online only; it was not fetched."))
        if found.stamp == track.stamp and track.error is None:
            return intent
        scanned = read_file(found)
        if scanned.error is not None:
            raise TaggerError(scanned.error)
        if track.identity and scanned.identity != track.identity:
            raise TaggerError(
                say("The music in this file is not the one that was listened to. Analyse it again.")
            )
        self._session.tracks.store([scanned])
        fresh = replace(track, stamp=scanned.stamp, tags=scanned.tags, identity=scanned.identity)
        return replace(intent, track=fresh)


def write_options(session: Session) -> WriteOptions:
    return WriteOptions(
        keep_mtime=session.settings.get(KEEP_MTIME),
        split_hard_links=session.settings.get(SPLIT_HARD_LINKS),
        second_tag=session.settings.get(SECOND_TAG),
        v23_separator=session.settings.get(ID3V23_SEPARATOR),
    )
