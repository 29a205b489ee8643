"""From what was learned to a head that says how sure it is: temperature and limits of a model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tagger.model.classifier import Head
from tagger.training.calibration import (
    NEVER_SURE,
    OWN_ANSWERS,
    RIGHT_ENOUGH,
    Line,
    calibrate,
    sure_line,
    tempered,
)
from tagger.training.discriminant import Linear
from tagger.training.evaluation import Labels, Scores

SURE = 0.8
"""The share of sure answers that are to be right; what the bundled model's limits stand for too."""
PRIOR_TRACKS = 200.0
"""The bundled temperature rests on hundreds of tracks; a person's first twenty hardly move it."""
ENOUGH_HELD_OUT = 100
"""So many held-out tracks, none of them above any line, say that a new genre is never sure."""


@dataclass(frozen=True, eq=False)
class Calibrated:
    """A head with calibrated probabilities, and what its surest answers are worth."""

    head: Head
    line: Line
    """From which probability on 95 % of the answers are expected to be right; an estimate."""


def calibrated(base: Head, linear: Linear, held_out: Scores, truth: Labels) -> Calibrated:
    """The head of a personal model from its linear part and what was said of held-out tracks.

    `held_out` (M, C) was said at the base's temperature by heads that were learned as this one was,
    without those tracks; `truth` (M,) are their genres. Known genres keep the bundled limits unless
    many own answers draw others, or fewer show them to be too low: a person who teaches Zouk says
    nothing of how sure Jazz can be.
    """
    own = calibrate(held_out, truth, SURE, PRIOR_TRACKS)
    probabilities = tempered(held_out.probabilities, own.temperature)
    shown = Scores(held_out.genres, probabilities)
    answered = np.bincount(
        probabilities.argmax(axis=1) if probabilities.size else np.zeros(0, np.intp),
        minlength=len(shown.genres),
    )
    place = {genre: index for index, genre in enumerate(shown.genres)}
    unsure: list[float] = []
    further: list[float] = []
    for genre in linear.genres:
        index = place.get(genre)
        known = genre in base.genres
        bundled = base.unsure_limit(genre)
        also = _also(base, genre)
        if index is None:
            unsure.append(bundled)
            further.append(also)
            continue
        limit = float(own.line.by_genre[index])
        unsure.append(_limit(limit, own.line, bundled, int(answered[index]), known, len(truth)))
        likely = float(own.likely_above[index])
        further.append(likely if likely < 1 else also)
    head = Head(
        linear.genres,
        linear.weight,
        linear.bias,
        base.temperature * own.temperature,
        tuple(unsure),
        tuple(further),
    )
    return Calibrated(head, sure_line(shown, truth, RIGHT_ENOUGH))


def _limit(
    own: float, line: Line, bundled: float, answers: int, known: bool, held_out: int
) -> float:
    """Below which a genre's answers are unsure; `bundled` is the strictest one for new genres."""
    if known:
        if answers >= OWN_ANSWERS:
            return own
        return max(bundled, own) if line.common < own < NEVER_SURE else bundled
    if line.reachable or held_out >= ENOUGH_HELD_OUT:
        return own
    return bundled


def _also(base: Head, genre: str) -> float:
    limits = base.also_above
    if not isinstance(limits, tuple):
        return limits
    return limits[base.genres.index(genre)] if genre in base.genres else max(limits)
