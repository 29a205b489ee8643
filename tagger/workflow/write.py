"""Write: from decided genres to changed files, each change journaled before it happens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tagger.catalog.journal import BatchKind
from tagger.errors import CatalogError, TaggerError, explain_os_error
from tagger.records import (
    Decision,
    DecisionKind,
    Policy,
    Presence,
    Track,
    WriteOutcome,
    WriteStatus,
)
from tagger.settings import (
    BULK_POLICY,
    HAND_POLICY,
    KEEP_MTIME,
    PLACEHOLDERS,
    SPLIT_HARD_LINKS,
)
from tagger.tags.journal import FileChanged, WriteOptions
from tagger.tags.policies import PolicyOutcome, decide, same_text, unrelated
from tagger.tags.writer import safe_write
from tagger.workflow.discovery import look_at
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.journaling import JournaledWrite
from tagger.workflow.scan import read_file
from tagger.workflow.session import Session

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Intent:
    """Genres that one track is to get."""

    track: Track
    genres: tuple[str, ...]
    policy: Policy
    by_hand: bool = False
    """A person picked these genres; then a broader genre may replace a narrower one."""


@dataclass(frozen=True)
class PlannedChange:
    """What a write would do to one file.

    `after` is None where the file is passed over, and equal to `before` where it holds already
    what is wanted.
    """

    intent: Intent
    after: tuple[str, ...] | None
    reason: str | None = None
    """Why nothing would be written."""

    @property
    def path(self) -> Path:
        return self.intent.track.path

    @property
    def before(self) -> tuple[str, ...]:
        return self.intent.track.tags.genres

    @property
    def changes(self) -> bool:
        """Whether the file would be written."""
        return self.after is not None and self.after != self.before


def intent_of(session: Session, track: Track, decision: Decision) -> Intent | None:
    """What a decision asks for; None when it asks to leave the file alone."""
    if decision.kind is DecisionKind.REJECTED:
        return None
    by_hand = decision.kind is DecisionKind.CHOSEN
    policy = Policy(session.settings.get(HAND_POLICY if by_hand else BULK_POLICY))
    return Intent(track, decision.genres, policy, by_hand)


def unwritten(session: Session, track_ids: Sequence[int] | None = None) -> list[Intent]:
    """What the decisions ask for that the files do not hold, for all tracks or those named."""
    waiting = {
        id_: stored.decision
        for id_, stored in session.decisions.all().items()
        if not stored.written
    }
    wanted = [id_ for id_ in track_ids if id_ in waiting] if track_ids is not None else waiting
    tracks = session.tracks.get(list(wanted))
    intents = (
        intent_of(session, track, waiting[track.id])
        for track in tracks
        if track.presence is Presence.PRESENT
    )
    return [i for i in intents if i is not None and i.genres != i.track.tags.genres]


def plan_change(session: Session, intent: Intent) -> PlannedChange:
    """What would happen to one file, from what the catalog knows of it."""
    present = intent.track.tags.genres
    vocabulary = session.vocabulary
    said = decide(
        present,
        intent.genres if intent.by_hand else vocabulary.spelled(intent.genres),
        intent.policy,
        session.settings.get(PLACEHOLDERS),
        unrelated if intent.by_hand else vocabulary.is_ancestor,
        same_text if intent.by_hand else vocabulary.is_same,
    )
    if said.outcome is PolicyOutcome.ALREADY_SO:
        return PlannedChange(intent, present, said.reason)
    return PlannedChange(intent, said.after, said.reason if said.after is None else None)


class WriteJob:
    """Write a batch of intents; every file has its own outcome, and none stops the others."""

    def __init__(
        self,
        session: Session,
        intents: Sequence[Intent],
        *,
        on_outcome: Callable[[WriteOutcome], None] | None = None,
    ) -> None:
        self.title = "Writing"
        self._session = session
        self._intents = intents
        self._on_outcome = on_outcome

    def run(self, context: JobContext) -> list[WriteOutcome]:
        """Raises `CatalogError` when the journal cannot be written: then nothing is touched."""
        journal = self._session.journal
        policies = {intent.policy for intent in self._intents}
        policy = policies.pop() if len(policies) == 1 else None
        batch = journal.open_batch(BatchKind.WRITE, policy)
        meter = Meter(context, "write", len(self._intents))
        outcomes: list[WriteOutcome] = []
        try:
            for intent in self._intents:
                if not context.token.proceed():
                    break
                outcome = self._write(intent, batch)
                outcomes.append(outcome)
                if self._on_outcome is not None:
                    self._on_outcome(outcome)
                meter.step(failed=outcome.status is WriteStatus.FAILED)
                context.changed([intent.track.id])
        finally:
            journal.drop_empty(batch)
            meter.report()
        return outcomes

    def _write(self, intent: Intent, batch: int) -> WriteOutcome:
        path = intent.track.path
        before = intent.track.tags.genres
        try:
            return self._try_write(intent, batch)
        except CatalogError:
            raise
        except TaggerError as error:
            reason = error.message
        except OSError as error:
            reason = explain_os_error(error, "write the file")
        except Exception:
            _log.exception("writing track %d failed", intent.track.id)
            reason = "Writing failed because of an error in Tagger; the log has the details."
        return WriteOutcome(path, WriteStatus.FAILED, before, before, None, reason)

    def _try_write(self, intent: Intent, batch: int) -> WriteOutcome:
        for _ in range(3):
            intent = self._up_to_date(intent)
            planned = plan_change(self._session, intent)
            before = planned.before
            if planned.after is None:
                return WriteOutcome(
                    planned.path, WriteStatus.SKIPPED, before, before, None, planned.reason
                )
            entry = JournaledWrite(self._session, batch, planned.path, intent.track.id)
            try:
                result = safe_write(
                    planned.path,
                    planned.after,
                    entry,
                    expected=intent.track.stamp,
                    options=write_options(self._session),
                )
            except FileChanged:
                continue
            if result.status is WriteStatus.UNCHANGED:
                # The file says already what was decided: nothing is left to be written.
                self._session.decisions.mark_written(intent.track.id)
            written = batch if result.status is WriteStatus.WRITTEN else None
            return WriteOutcome(planned.path, result.status, result.before, result.after, written)
        raise TaggerError("Another program keeps changing this file. Try again when it is done.")

    def _up_to_date(self, intent: Intent) -> Intent:
        """The intent on the file as it is now; it is read again when it changed since the scan."""
        track = intent.track
        found = look_at(track.path)
        if found.online_only:
            raise TaggerError("The file is online only; it was not fetched.")
        if found.stamp == track.stamp and track.error is None:
            return intent
        scanned = read_file(found)
        if scanned.error is not None:
            raise TaggerError(scanned.error)
        if track.identity and scanned.identity != track.identity:
            raise TaggerError(
                "The music in this file is not the one that was listened to. Analyse it again."
            )
        self._session.tracks.store([scanned])
        fresh = replace(track, stamp=scanned.stamp, tags=scanned.tags, identity=scanned.identity)
        return replace(intent, track=fresh)


def write_options(session: Session) -> WriteOptions:
    return WriteOptions(
        keep_mtime=session.settings.get(KEEP_MTIME),
        split_hard_links=session.settings.get(SPLIT_HARD_LINKS),
    )
