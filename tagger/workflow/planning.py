"""Planning: what writing would do to each file, from what the catalog knows of it."""

from __future__ import annotations

from collections.abc import Sequence

from tagger.catalog.journal import Fields
from tagger.genres.profiles import GENRE, chosen_profile
from tagger.records import Decision, DecisionKind, Policy, Presence, Track
from tagger.settings import (
    BULK_POLICY,
    HAND_POLICY,
    NEVER_WRITE,
    PLACEHOLDERS,
    SECOND_TAG,
    WRITE_EVIDENCE,
)
from tagger.tags.formats import format_of
from tagger.tags.policies import (
    PolicyDecision,
    PolicyOutcome,
    decide,
    put_in_order,
    same_text,
    unrelated,
)
from tagger.wording import say
from tagger.workflow.changes import ChangeKind, Intent, PlannedChange
from tagger.workflow.evidence import EVIDENCE, Heard
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.session import Session


def intent_of(session: Session, track: Track, decision: Decision) -> Intent | None:
    """What a decision asks for; None when it asks to leave the file alone."""
    if not decision.settled:
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
    intents = (
        intent_of(session, track, waiting[track.id])
        for track in session.tracks.get(list(wanted))
        if track.presence is Presence.PRESENT
    )
    # A file whose genre is right may still lack what was heard, or have a second tag.
    more = session.settings.get(WRITE_EVIDENCE) or session.settings.get(SECOND_TAG)
    return [i for i in intents if i is not None and (more or i.genres != i.track.tags.genres)]


class Planner:
    """Plans changes by the settings of one moment; make one for each batch."""

    def __init__(self, session: Session) -> None:
        settings = session.settings
        self._placeholders = settings.get(PLACEHOLDERS)
        self._second_tag = settings.get(SECOND_TAG)
        self._never = NeverWrite(settings.get(NEVER_WRITE))
        self._vocabulary = session.vocabulary
        self._profile = chosen_profile(settings)
        self._heard = Heard(session) if settings.get(WRITE_EVIDENCE) else None

    def plan(self, intent: Intent) -> PlannedChange:
        """What would happen to one file."""
        tags = intent.track.tags
        present = self._profile.present(tags.genres, dict(tags.custom), self._vocabulary)
        said = self._decide(intent, present)
        if said.outcome is PolicyOutcome.ALREADY_SO:
            # What is right stays as it is written, whoever reads it.
            wanted, fields = present, {GENRE: tags.genres}
        elif said.after is None:
            return PlannedChange(intent, None, said.reason, ChangeKind(said.outcome.value))
        else:
            wanted = said.after
            # What "append" promises to keep is not left out for being one too many.
            keep = present if intent.policy is Policy.APPEND else ()
            keep = wanted if intent.exact else keep
            fields = self._profile.fields(wanted, self._vocabulary, keep)
        after = fields.pop(GENRE)
        contradiction = () if tags.second_genres in ((), after) else tags.second_genres
        more = self._more(intent, fields)
        kind, reason = ChangeKind(said.outcome.value), said.reason
        if after == tags.genres:
            kind = ChangeKind.ALREADY_SO
            if more:
                kind = ChangeKind.FIELDS
                reason = say("Its genre is right; another field is written.")
            elif contradiction and self._second_tag:
                kind = ChangeKind.SECOND_TAG
                reason = say("Its genre is right; its second tag is changed to it.")
        planned = PlannedChange(intent, after, reason, kind, wanted, more, contradiction)
        if not planned.changes:
            return planned
        return self._forbidden(planned) or planned

    def _decide(self, intent: Intent, present: tuple[str, ...]) -> PolicyDecision:
        if intent.exact:
            return put_in_order(present, intent.genres)
        vocabulary = self._vocabulary
        return decide(
            present,
            intent.genres if intent.by_hand else vocabulary.spelled(intent.genres),
            intent.policy,
            self._placeholders,
            unrelated if intent.by_hand else vocabulary.is_ancestor,
            same_text if intent.by_hand else vocabulary.is_same,
        )

    def _more(self, intent: Intent, fields: dict[str, tuple[str, ...]]) -> Fields:
        """Fields besides the genre whose values are to become others."""
        present = dict(intent.track.tags.custom)
        heard = None if self._heard is None or intent.exact else self._heard.of(intent.track)
        if heard is not None:
            fields[EVIDENCE] = (heard,)
        return tuple(
            (name, values)
            for name, values in sorted(fields.items())
            if present.get(name, ()) != values
        )

    def _forbidden(self, planned: PlannedChange) -> PlannedChange | None:
        """The same change where a rule of the person or the format keeps it from being made."""
        intent, row = planned.intent, format_of(planned.path)
        if intent.present is not None and intent.present != planned.before:
            kind, reason = ChangeKind.CHANGED, changed_since(intent.present, planned.before)
        elif (why := self._never.reason(planned.path)) is not None:
            kind, reason = ChangeKind.NEVER_WRITE, why
        elif intent.track.error is not None:
            kind, reason = ChangeKind.UNWRITABLE, intent.track.error
        elif row is not None and not row.writable:
            kind = ChangeKind.UNWRITABLE
            reason = say("Tagger cannot write {format} files yet.", format=row.name)
        else:
            return None
        return PlannedChange(intent, None, reason, kind, planned.genres, (), planned.contradiction)


def reload_sentence(session: Session) -> str | None:
    """How the program that reads this library is made to read its tags again, after a write."""
    reload = chosen_profile(session.settings).reload
    return say(reload) if reload else None


def plan_change(session: Session, intent: Intent) -> PlannedChange:
    """What would happen to one file; for many, `Planner` asks for the settings once."""
    return Planner(session).plan(intent)


def changed_since(then: tuple[str, ...], now: tuple[str, ...]) -> str:
    """Why a plan does not hold any more for a file, in a sentence."""
    was, has = (", ".join(genres) or say("no genre") for genres in (then, now))
    return say(
        "Its genre was changed since the plan was made: it has {has}, and had {was}.",
        has=has,
        was=was,
    )
