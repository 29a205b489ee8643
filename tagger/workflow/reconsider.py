"""Decisions as steps that can be taken back and made again, whole, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tagger.catalog.decisions import StoredDecision
from tagger.workflow.session import Session

Standing = dict[int, StoredDecision | None]
"""What is decided on each track; None where nothing is."""
_MOST_STEPS = 500


@dataclass(frozen=True)
class Step:
    """One decision on one or many tracks: what stood before it, and what after."""

    before: Standing
    after: Standing


@dataclass(frozen=True)
class Turned:
    """What became of taking a step back, or of making it again."""

    ids: tuple[int, ...]
    """The tracks on which another decision stands now."""
    passed_over: int
    """Tracks that were written or decided anew since: what came later is not touched."""


class Reconsidering:
    """The decisions of one session. To be used on one thread, which is the one that stores them."""

    def __init__(self) -> None:
        self._made: list[Step] = []
        self._taken: list[Step] = []

    def decide(self, session: Session, ids: Sequence[int], store: Callable[[], object]) -> None:
        """Run what stores a decision on these tracks, and remember how to take it back."""
        before = _standing(session, ids)
        store()
        after = _standing(session, ids)
        if after != before:
            self._made = [*self._made[1 - _MOST_STEPS :], Step(before, after)]
            self._taken.clear()

    def take_back(self, session: Session) -> Turned | None:
        """Take the newest step back; None where there is none."""
        if not self._made:
            return None
        step = self._made.pop()
        self._taken.append(step)
        return _turn(session, step.after, step.before)

    def make_again(self, session: Session) -> Turned | None:
        """Make the step again that was taken back last; None where there is none."""
        if not self._taken:
            return None
        step = self._taken.pop()
        self._made.append(step)
        return _turn(session, step.before, step.after)


def _standing(session: Session, ids: Sequence[int]) -> Standing:
    found = session.decisions.of(ids)
    return {id_: found.get(id_) for id_ in ids}


def _turn(session: Session, here: Standing, there: Standing) -> Turned:
    """Have `there` stand instead of `here`, where that still stands."""
    now = _standing(session, list(here))
    ids = tuple(id_ for id_, stored in here.items() if now[id_] == stored)
    session.decisions.put({id_: there[id_] for id_ in ids})
    return Turned(ids, len(here) - len(ids))
