"""Temperature, the limits of "unsure" and that of further genres, fitted on the valid parts.

On those parts the calibrated scores are therefore a little better than on music never heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.lab.data import Item
from tagger.records import MOST_SUGGESTED

PSEUDO_ITEMS = 20
"""How many items of the common kind stand beside a genre's own: with far fewer of its own it gets
the common limit, with far more its own one."""

LEAST_LIMIT = 0.35
"""No answer below this is ever sure, however often the few items of its genre were right."""

LEAST_FURTHER_CHANCE = 0.2
"""No further genre is suggested below this. On music to which its set gave several names, genres of
less are right half the time; but most libraries give one name, and there they would clutter."""

LEAST_FURTHER = 5
"""A limit for further genres needs at least so many of them above it to be believed."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """`temperature` divides the logits; the limits are probabilities."""

    temperature: float
    common_limit: float
    """Below it the best genre is not right often enough, over all genres together."""
    unsure_below: tuple[float, ...]
    """(C,) the same for each best genre by itself."""
    also_above: float
    """From here on a further genre is at least as likely right as wrong; 1: never."""


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """(N, C) -> (N, C), rows sum to one."""
    shifted = np.exp(logits.astype(np.float64) - logits.max(1, keepdims=True))
    return shifted / shifted.sum(1, keepdims=True)


def fit_temperature(logits: NDArray[np.floating], items: Sequence[Item]) -> float:
    """Minimises the log loss over all genres on the items with one label.

    `logits` (N, C) come from the mean embedding of an item's windows.
    """
    rows, truth = _single(items)
    candidates = np.geomspace(0.25, 4, 400)
    losses = [log_loss(softmax(logits[rows] / t), truth) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def fit(
    scores: NDArray[np.floating], items: Sequence[Item], sure_accuracy: float, temperature: float
) -> Calibration:
    """The limits, from the probabilities (N, C) that the app shows with that temperature.

    `unsure_below` rests on the items with one label, `also_above` on those with several genres.
    """
    rows, truth = _single(items)
    single = scores[rows].astype(np.float64)
    several = [i for i, item in enumerate(items) if len(item.genres) > 1]
    return Calibration(
        temperature,
        limit(single, truth, sure_accuracy),
        genre_limits(single, truth, sure_accuracy),
        further_limit(scores[several].astype(np.float64), [items[i].genres for i in several]),
    )


def _single(items: Sequence[Item]) -> tuple[list[int], NDArray[np.int_]]:
    rows = [i for i, item in enumerate(items) if item.labels == 1 and item.genres]
    return rows, np.array([items[i].genres[0] for i in rows], int)


def log_loss(scores: NDArray[np.float64], truth: NDArray[np.int_]) -> float:
    """Mean negative log probability of the right genre."""
    return float(-np.log(scores[np.arange(len(truth)), truth] + 1e-12).mean())


def limit(scores: NDArray[np.float64], truth: NDArray[np.int_], sure_accuracy: float) -> float:
    """The lowest best score above which at least `sure_accuracy` of the items are right."""
    best, right = scores.max(1), scores.argmax(1) == truth
    return _lowest(best, right, np.ones(len(best)), sure_accuracy)


def genre_limits(
    scores: NDArray[np.float64], truth: NDArray[np.int_], sure_accuracy: float
) -> tuple[float, ...]:
    """`limit` for each best genre by itself, shrunk towards the common one.

    A genre's own items count one each; beside them stand all items of all genres, which together
    count PSEUDO_ITEMS. So a genre that is never the best one gets exactly the common limit, and
    one with hundreds of items is judged by them. Never below LEAST_LIMIT.
    """
    best, found = scores.max(1), scores.argmax(1)
    limits: list[float] = []
    for genre in range(scores.shape[1]):
        weight = (found == genre) + PSEUDO_ITEMS / len(best)
        limits.append(max(_lowest(best, found == truth, weight, sure_accuracy), LEAST_LIMIT))
    return tuple(limits)


def further_limit(scores: NDArray[np.float64], genres: Sequence[Sequence[int]]) -> float:
    """The lowest probability at which a further genre is right at least half the time.

    `scores` (N, C) and `genres` are of items with several genres. Further ones are the second and
    third best of every item, also where the best one is unsure: such items are few, and what a
    probability means does not hang on it. How often they are right may only rise with the
    probability (isotonic regression), so it is a limit's own neighbourhood that decides and not the
    good answers far above it. Never below LEAST_FURTHER_CHANCE; 1, which is never, unless
    LEAST_FURTHER reach the limit.
    """
    from sklearn.isotonic import isotonic_regression

    if not len(scores):
        return 1.0
    places = np.argsort(-scores, axis=1)[:, 1:MOST_SUGGESTED]
    chance = np.take_along_axis(scores, places, axis=1).ravel()
    pairs = zip(places, genres, strict=True)
    right = np.array([genre in true for row, true in pairs for genre in row])
    order = np.argsort(chance)
    enough = np.flatnonzero(isotonic_regression(right[order].astype(np.float64)) >= 0.5)
    if len(enough) < LEAST_FURTHER:
        return 1.0
    return max(float(chance[order][enough[0]]), LEAST_FURTHER_CHANCE)


def _lowest(
    chance: NDArray[np.float64],
    right: NDArray[np.bool_],
    weight: NDArray[np.float64],
    accuracy: float,
) -> float:
    """The lowest chance above which at least that weighted share is right; 1 if there is none."""
    order = np.argsort(-chance)
    reached = np.cumsum((right * weight)[order]) / np.cumsum(weight[order])
    enough = np.flatnonzero(reached >= accuracy)
    return float(chance[order][enough[-1]]) if len(enough) else 1.0
