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
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import Labels, Scores, said_by

SURE = 0.8
"""The share of sure answers that are to be right; what the bundled model's limits stand for too."""
PRIOR_TRACKS = 200.0
"""The bundled temperature rests on hundreds of tracks; a person's first twenty hardly move it."""
DRAWN_PAIRS = 32
_COLDEST, _HOTTEST = 0.1, 10.0
ENOUGH_HELD_OUT = 100
"""So many held-out tracks, none of them above any line, say that a new genre is never sure."""


@dataclass(frozen=True, eq=False)
class Calibrated:
    """A head with calibrated probabilities, and what its surest answers are worth."""

    head: Head
    line: Line
    """From which probability on 95 % of the answers are expected to be right; an estimate."""


def calibrated(
    base: Head, statistics: Statistics, linear: Linear, held_out: Scores, truth: Labels
) -> Calibrated:
    """The head of a personal model from its linear part and what was said of held-out tracks.

    `held_out` (M, C) was said at the base's temperature by heads that were learned as this one was,
    without those tracks; `truth` (M,) are their genres, `statistics` those of the base. Known
    genres keep the bundled limits unless many own answers draw others, or fewer show them to be too
    low: a person who teaches Zouk says nothing of how sure Jazz can be.
    """
    prior = as_sure_as(base, linear, statistics)
    own = calibrate(held_out, truth, SURE, prior, PRIOR_TRACKS)
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


def as_sure_as(base: Head, linear: Linear, statistics: Statistics) -> float:
    """The temperature, on top of the base's, at which a head is as sure as the base of its genres.

    The limits of the bundled model are probabilities of its own head. Another head may be right as
    often and less outspoken; so both are asked about tracks as the base genres have them, and their
    best answers are made equally probable on average. On the valid items of the training data this
    is within 0.05 of the temperature that surprises least for the blended head, where matching all
    probabilities by cross-entropy is 0.13 too high.
    """
    drawn = statistics.draw(DRAWN_PAIRS).reshape(-1, statistics.size)
    own = said_by(linear, drawn, base.temperature).probabilities
    said = said_by(Linear(base.genres, base.weight, base.bias), drawn, base.temperature)
    wanted = float(said.probabilities.max(axis=1).mean())
    low, high = _COLDEST, _HOTTEST
    for _ in range(20):
        middle = (low * high) ** 0.5
        surer = float(tempered(own, middle).max(axis=1).mean()) > wanted
        low, high = (middle, high) if surer else (low, middle)
    return (low * high) ** 0.5


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
