"""What a front end that shows the whole library asks for, beyond the single steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tagger.records import Policy
from tagger.settings import BULK_POLICY, HAND_POLICY
from tagger.wording import say
from tagger.workflow.jobs import JobContext
from tagger.workflow.preview import WritePlan, write_plan
from tagger.workflow.review import ReviewRow
from tagger.workflow.session import Session

if TYPE_CHECKING:
    from tagger.workflow.analyse import AnalysisReport
    from tagger.workflow.changes import PlannedChange
    from tagger.workflow.turning import Turn
    from tagger.workflow.undo import Rehearsal


class AnalyseLibrary:
    """Listen to every track that was not heard yet, or to those of `track_ids`."""

    def __init__(
        self, session: Session, track_ids: Sequence[int] | None = None, *, again: bool = False
    ) -> None:
        self.title = say("Analysing")
        self._session = session
        self._track_ids = track_ids
        self._again = again

    def run(self, context: JobContext) -> AnalysisReport:
        """Raises `ModelError` when there is no model to listen with."""
        from tagger.workflow.analyse import AnalyseJob

        tracks = self._session.tracks
        chosen = tracks.library() if self._track_ids is None else tracks.get(self._track_ids)
        return AnalyseJob(self._session, chosen, again=self._again).run(context)


@dataclass(frozen=True)
class RehearsedUndo:
    """An undo or a redo, and what it would do."""

    turn: Turn
    rehearsal: Rehearsal


class RehearseUndo:
    """Find out what an undo or a redo would do; without a turn, undoing the newest batch."""

    def __init__(self, session: Session, turn: Turn | None = None) -> None:
        redo = turn is not None and turn.kind == "redo"
        self.title = say("Rehearsing the redo") if redo else say("Rehearsing the undo")
        self._session = session
        self._turn = turn

    def run(self, context: JobContext) -> RehearsedUndo:
        """Raises `TaggerError` when there is nothing to undo."""
        from tagger.workflow.turning import pick
        from tagger.workflow.undo import rehearse

        turn = self._turn or pick(self._session)
        return RehearsedUndo(turn, rehearse(self._session, turn, context))


def plan_writes(session: Session, policy: Policy | None = None) -> WritePlan:
    """Plan all that was decided and not written; `policy` overrides the settings for all."""
    from tagger.workflow.planning import Planner, unwritten

    planner = Planner(session)
    intents = unwritten(session)
    if policy is not None:
        intents = [replace(intent, policy=policy) for intent in intents]
    return write_plan(session.settings, map(planner.plan, intents))


def preview_change(session: Session, row: ReviewRow) -> PlannedChange | None:
    """What the decision on a row or on its copy, or else its suggestion, would do."""
    from tagger.workflow.changes import Intent
    from tagger.workflow.planning import intent_of, plan_change

    if row.decision is not None:
        intent = intent_of(session, row.track, row.decision)
    elif row.offer:
        intent = Intent(row.track, row.offer, Policy(session.settings.get(HAND_POLICY)), True)
    elif row.suggested:
        policy = Policy(session.settings.get(BULK_POLICY))
        intent = Intent(row.track, row.suggested, policy)
    else:
        intent = None
    return None if intent is None else plan_change(session, intent)
