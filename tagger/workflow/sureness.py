""" "At least N % right": which suggestions that takes in, and how many of them will be wrong.

A calibrated probability is an estimate of how often such an answer is right (Guo et al., "On
Calibration of Modern Neural Networks", ICML 2017), so of many answers the sum of 1 - p is how many
are expected to be wrong. What is known of a model's error of calibration on held-out music is taken
off every probability first. All of it is an estimate: a library differs from what was held out.

Where genres are left out, what is shown is how likely a genre is *if the music is of one that is
used*; nothing calibrates that "if". So it is `Suggestion.chance` that is counted here, the
probability before what was left out was shared among the others: of all the music that a model was
measured on, so many answers are right, whichever genres are used (tests/benchmarks/genres_used.py).
That is why fewer answers may be taken than the shown shares suggest. A model's file holds its error
over all genres and not the answers themselves, so that this cannot be measured anew for some of its
genres. A suggestion for a whole album is counted once for each of its tracks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tagger.model.personal import provenance_of
from tagger.workflow.review import ReviewState
from tagger.workflow.session import Session

UNDECIDED = (ReviewState.TO_REVIEW, ReviewState.UNSURE)
"""States of tracks with a suggestion on which a person has still to decide."""

_ERROR = "calibration error, all"
"""What a model file calls its mean distance between said and found, over all held-out answers."""


@dataclass(frozen=True)
class HeldOut:
    """What a model's file tells of its answers on music that it had not learned from."""

    error: float | None = None
    """Expected calibration error: the mean distance between what was said and what was right."""
    right: float | None = None
    """Of the answers that it was sure of, the share that was right."""

    @property
    def is_known(self) -> bool:
        return self.error is not None or self.right is not None


def held_out(session: Session) -> HeldOut:
    """What is known of the model in use.

    Raises `ModelError` where there is none. May load it, so never on the Qt thread.
    """
    model = session.listener().model
    return read_held_out(model.info.metrics, provenance_of(model.network))


def read_held_out(metrics: dict[str, float], provenance: dict[str, object]) -> HeldOut:
    """The same from a file's notes, which may say anything."""
    error = metrics.get(_ERROR)
    evaluation = provenance.get("evaluation")
    sure = evaluation.get("sure") if isinstance(evaluation, dict) else None
    right = total = None
    if isinstance(sure, dict):
        right, total = sure.get("right"), sure.get("total")
    share = None
    if isinstance(right, int) and isinstance(total, int) and 0 <= right <= total and total > 0:
        # The answer yet to come is counted as wrong, as it was when the line was drawn.
        share = right / (total + 1)
    return HeldOut(error if _is_share(error) else None, share)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 1


def margin(chances: ArrayLike, sure: ArrayLike, known: HeldOut) -> float:
    """How much less often than they say these answers are expected to be right; never below 0.

    `chances` (N,) are their probabilities, `sure` (N,) says of which the model is sure. A file that
    has no error of calibration may tell how many of its sure answers were right: what those at hand
    say on average beyond that share is taken off.
    """
    if known.error is not None:
        return known.error
    said = np.asarray(chances, dtype=np.float64)[np.asarray(sure, dtype=bool)]
    if known.right is None or not len(said):
        return 0.0
    return max(0.0, float(said.mean()) - known.right)


@dataclass(frozen=True)
class Promise:
    """What a share that is asked for comes to."""

    count: int
    """Answers from the line on."""
    line: float
    """The lowest probability that is taken; above 1 where none is."""
    wrong: float
    """How many of them are expected to be wrong."""


NOTHING = Promise(0, math.inf, 0.0)


class Sureness:
    """The answers at hand, ordered once, so that any share is answered at once."""

    def __init__(self, chances: Sequence[float] | NDArray[np.floating], taken_off: float) -> None:
        """`chances` (N,) are the probabilities of the best genres; `taken_off` is `margin`."""
        self._chances = np.sort(np.asarray(chances, dtype=np.float64))[::-1]
        self._wrong = np.cumsum(np.minimum(1 - self._chances + taken_off, 1))
        counts = np.arange(1, len(self._chances) + 1)
        # A line cuts between different chances only: equal ones stand above it together.
        self._ends = np.append(np.diff(self._chances) != 0, True)[: len(counts)]
        self._share_wrong = self._wrong / counts

    def __len__(self) -> int:
        return len(self._chances)

    @property
    def best(self) -> float:
        """The largest share that some answers still reach; 0 without answers."""
        return float(1 - self._share_wrong[self._ends].min()) if len(self) else 0.0

    def at_least(self, share: float) -> Promise:
        """The most answers, best first, of which at least that share is expected to be right."""
        enough = np.flatnonzero(self._ends & (self._share_wrong <= 1 - share + 1e-12))
        if not len(enough):
            return NOTHING
        last = int(enough[-1])
        return Promise(last + 1, float(self._chances[last]), float(self._wrong[last]))
