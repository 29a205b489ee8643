"""What a probability means: temperature, the "at least 95 % right" line, genres that are likely.

All is fitted on what was said of held-out artists, by models that had learned from the others; the
model that is used in the end has learned from all (cross-conformal prediction; Vovk, Annals of
Mathematics and Artificial Intelligence 2015). And tracks of one artist are not independent. So
these are estimates, and are called so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.measures import Share
from tagger.records import MOST_SUGGESTED
from tagger.training.evaluation import Labels, Scores
from tagger.training.folds import genre_mass

RIGHT_ENOUGH = 0.95
"""What "at least 95 % right" asks of the answers above the line."""

OWN_ANSWERS = 200
"""A genre with so many held-out answers has a line of its own, which may be lower than the common
one. On drawn data such lines kept what they promise to half a point; with 100 answers only 0.93
were right where 0.95 were asked, and no more answers were above the lines."""
PSEUDO_ANSWERS = 20
"""How many answers of the common kind stand beside a genre's own when its line is drawn."""

LIKELY_CHANCE = 0.2
"""No further genre is suggested below this: most libraries give one name, and there it clutters."""
LEAST_LIKELY = 5
"""A limit for further genres needs so many of them above it to be believed."""
OWN_LIKELY = 20
"""A genre that is a further one so often has a limit of its own."""

NEVER_SURE = 1.0
_COLDEST, _HOTTEST = 0.05, 20.0


@dataclass(frozen=True, eq=False)
class Line:
    """From which probability on answers are expected to be right often enough; an estimate."""

    genres: tuple[str, ...]
    """(C,)."""
    common: float
    """Over all genres together; NEVER_SURE where no line can be promised."""
    by_genre: NDArray[np.float64]
    """(C,) for answers with this genre."""
    asked: float
    """The share that is to be right."""
    above: Share
    """Of the held-out answers above their genre's line, how many are right."""
    total: int
    """Held-out answers."""

    @property
    def reachable(self) -> bool:
        """Whether any answer can be above it."""
        return bool((self.by_genre < NEVER_SURE).any())


@dataclass(frozen=True, eq=False)
class Calibration:
    """How the probabilities of a model are to be read; estimated on `tracks` held-out tracks."""

    temperature: float
    """Divides the logits whose softmax was handed in, on top of any temperature they had."""
    line: Line
    also_above: float
    """From here on a genre beside the best one is suggested too; 1: never."""
    likely_above: NDArray[np.float64]
    """(C,) the same for each further genre by itself, in the order of `line.genres`."""
    tracks: int


def calibrate(
    held_out: Scores,
    labels: Labels,
    asked: float = RIGHT_ENOUGH,
    prior: float = 1.0,
    prior_tracks: float = 0.0,
) -> Calibration:
    """Temperature and limits from what was said of held-out tracks (N, C) and their genres (N,).

    Limits are probabilities after the temperature. Without tracks the temperature is 1, nothing is
    ever sure and no further genre is suggested. `prior` is a temperature that is known to suit, and
    counts as much as so many tracks: few new ones hardly change it.
    """
    if len(labels) != len(held_out.probabilities):
        raise ValueError(f"{len(labels)} labels, {len(held_out.probabilities)} scores")
    truth = _truth(held_out.genres, labels)
    temperature = fit_temperature(held_out.probabilities, truth)
    if prior_tracks:
        share = len(labels) / (len(labels) + prior_tracks)
        temperature = temperature**share * prior ** (1 - share)
    scores = tempered(held_out.probabilities, temperature)
    also, likely = _likely_limits(scores, truth)
    line = sure_line(Scores(held_out.genres, scores), labels, asked)
    return Calibration(temperature, line, also, likely, len(labels))


def _truth(genres: Sequence[str], labels: Labels) -> NDArray[np.float64]:
    """(N, C): the share of each track in each genre that has a column."""
    names, mass = genre_mass(labels)
    return Scores(names, mass).columns(genres)


def tempered(probabilities: NDArray[np.floating], temperature: float) -> NDArray[np.float64]:
    """(N, C): the probabilities that logits divided by the temperature would have given."""
    return _softmax(_logits(probabilities) / temperature)


def fit_temperature(probabilities: NDArray[np.floating], truth: NDArray[np.float64]) -> float:
    """The temperature under which the tracks' genres (N, C) are least surprising; 1 without any.

    Guo et al., "On Calibration of Modern Neural Networks", ICML 2017. A track with several genres
    asks for its mass on each. The logarithms of probabilities (N, C) are logits but for a constant
    in each row, which the softmax takes away again. The loss is convex in the inverse of the
    temperature, so its slope is halved to zero.
    """
    use = truth.sum(axis=1) > 0
    logits, share = _logits(probabilities[use]), truth[use]
    if not len(logits):
        return 1.0
    share = share / share.sum(axis=1, keepdims=True)
    wanted = float((share * logits).sum())
    low, high = np.log(1 / _HOTTEST), np.log(1 / _COLDEST)
    for _ in range(30):
        middle = (low + high) / 2
        given = float((_softmax(np.exp(middle) * logits) * logits).sum())
        low, high = (middle, high) if given < wanted else (low, middle)
    return float(np.exp(-(low + high) / 2))


def _logits(probabilities: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.log(np.maximum(probabilities.astype(np.float64), 1e-12))


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    if not logits.size:
        return logits
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def sure_line(held_out: Scores, labels: Labels, asked: float = RIGHT_ENOUGH) -> Line:
    """Above which best probability at least a share of `asked` answers are right, by genre.

    Split-conformal selection (Jin & Candès, "Selection by Prediction with Conformal p-values",
    JMLR 2023): the lowest line above which, of A held-out answers of which W are wrong,
    (1 + W) / A is at most 1 - asked. The 1 is the answer yet to come, counted as wrong: no line
    rests on fewer than 20 answers where 95 % are asked. An answer is right if it is one of the
    track's genres.

    Beside a genre's own answers stand PSEUDO_ANSWERS of the common kind. With OWN_ANSWERS they draw
    its line by themselves; fewer can only raise it above the common one: so a genre that is often
    wrong is not hidden by the others, and one of which nothing is known has the common line.
    """
    scores = held_out.probabilities
    genres = held_out.genres
    if not scores.size:
        nothing = np.full(len(genres), NEVER_SURE)
        return Line(genres, NEVER_SURE, nothing, asked, Share(0, 0), len(scores))
    best, found = scores.max(axis=1).astype(np.float64), scores.argmax(axis=1)
    right = _truth(genres, labels)[np.arange(len(scores)), found] > 0
    every = np.ones(len(scores))
    common = _lowest(best, right, every, asked, unseen=1.0)
    limits = np.full(len(genres), common)
    for genre, count in enumerate(np.bincount(found, minlength=len(genres))):
        own = found == genre
        beside = own + PSEUDO_ANSWERS / len(scores)
        if count >= OWN_ANSWERS:
            limits[genre] = _lowest(best, right, beside, asked, unseen=1.0)
        elif count:
            limits[genre] = max(common, _lowest(best, right, beside, asked, unseen=0.0))
    above = best >= limits[found]
    # A probability of 1 would reach a line that nothing is meant to reach.
    above &= limits[found] < NEVER_SURE
    return Line(genres, common, limits, asked, Share.of(right[above]), len(scores))


def _lowest(
    chance: NDArray[np.float64],
    right: NDArray[np.bool_],
    weight: NDArray[np.float64],
    asked: float,
    *,
    unseen: float,
) -> float:
    """The lowest chance above which that weighted share is right with `unseen` wrong ones more."""
    order = np.argsort(-chance, kind="stable")
    wrong = unseen + np.cumsum((~right * weight)[order])
    count = np.cumsum(weight[order])
    # A line cuts between different chances only: equal ones stand above it together.
    ends = np.append(np.diff(chance[order]) != 0, True)
    enough = np.flatnonzero(ends & (wrong <= (1 - asked) * count + 1e-9))
    return min(float(chance[order][enough[-1]]), _under_one()) if len(enough) else NEVER_SURE


def _under_one() -> float:
    """The highest line that a float32 probability of 1 is above."""
    return float(np.nextafter(np.float32(1), np.float32(0)))


def _likely_limits(
    scores: NDArray[np.float64], truth: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """The limit for further genres, for all together and for each (C,).

    It rests on the second and third best of tracks with several genres: the lowest probability
    from which such a genre is right at least half the time, where being right may only rise with
    the probability. Never below LIKELY_CHANCE; 1, which is never, unless LEAST_LIKELY reach it.
    """
    classes = scores.shape[1]
    several = (truth > 0).sum(axis=1) > 1
    scores, carried = scores[several], truth[several] > 0
    places = np.argsort(-scores, axis=1, kind="stable")[:, 1:MOST_SUGGESTED]
    chance = np.take_along_axis(scores, places, axis=1).ravel()
    right = np.take_along_axis(carried, places, axis=1).ravel()
    genre = places.ravel()
    common = _half_right(chance, right)
    limits = np.full(classes, common)
    for index, count in enumerate(np.bincount(genre, minlength=classes)):
        if count >= OWN_LIKELY:
            limits[index] = _half_right(chance[genre == index], right[genre == index])
    return common, limits


def _half_right(chance: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    order = np.argsort(chance, kind="stable")
    enough = np.flatnonzero(rising(right[order].astype(np.float64)) >= 0.5)
    if len(enough) < LEAST_LIKELY:
        return 1.0
    return max(float(chance[order][enough[0]]), LIKELY_CHANCE)


def rising(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N,) the closest values that never fall: isotonic regression by pooling adjacent violators.

    Ayer et al., "An empirical distribution function for sampling with incomplete information",
    Annals of Mathematical Statistics 1955.
    """
    sums: list[float] = []
    counts: list[int] = []
    for value in values:
        total, count = float(value), 1
        while sums and sums[-1] * count >= total * counts[-1]:
            total += sums.pop()
            count += counts.pop()
        sums.append(total)
        counts.append(count)
    return np.repeat(np.divide(sums, counts), counts) if sums else np.zeros(0)
