"""Accepting in bulk: which suggestions are good enough, and the decisions that follow."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tagger.records import AnalysisStatus, Decision, DecisionKind, Suggestion
from tagger.wording import say
from tagger.workflow.changes import ChangeKind, PlannedChange
from tagger.workflow.session import Session


def what_to_accept(
    suggestion: Suggestion, min_probability: float | None
) -> tuple[tuple[str, ...], str | None]:
    """The genres to accept, or none and the reason.

    Without `min_probability` the model's own word counts: what it is unsure of is left to a
    person. With it, those suggested genres are accepted that are at least that likely.
    """
    if suggestion.status is AnalysisStatus.FAILED or not suggestion.genres:
        return (), suggestion.error or say("No genre was heard.")
    best = suggestion.genres[0]
    if min_probability is None:
        if not suggestion.fits:
            return (), say("Unsure: none of the genres you use fits.")
        if suggestion.unsure:
            return (), say(
                "Unsure: {genre} is only {share:.0%} likely.",
                genre=best.genre,
                share=best.probability,
            )
    elif best.probability < min_probability:
        return (), say(
            "{genre} is only {share:.0%} likely.", genre=best.genre, share=best.probability
        )
    least = min_probability or 0.0
    return tuple(s.genre for s in suggestion.suggested if s.probability >= least), None


def decide(
    session: Session, planned: Sequence[PlannedChange], model_key: str | None = None
) -> None:
    """Remember as decisions the changes that will be written, or may not be.

    What is decided for a file that is never written stays in the catalog, to be exported.
    `model_key` names the model whose suggestions these are; None where they are nobody's.
    """
    now = time.time()
    kept = (ChangeKind.NEVER_WRITE, ChangeKind.UNWRITABLE)
    session.decisions.store(
        [
            Decision(
                change.intent.track.id,
                DecisionKind.CHOSEN if change.intent.by_hand else DecisionKind.ACCEPTED,
                change.intent.genres,
                now,
            )
            for change in planned
            if change.changes or change.kind in kept
        ],
        model_key,
    )
