"""Temperature and the limit of "unsure", fitted on the valid parts.

On those parts the calibrated scores are therefore a little better than on music never heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.lab.data import Item


@dataclass(frozen=True, slots=True)
class Calibration:
    """`temperature` divides the logits; `unsure_below` is a probability of the best genre."""

    temperature: float
    unsure_below: float


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """(N, C) -> (N, C), rows sum to one."""
    shifted = np.exp(logits.astype(np.float64) - logits.max(1, keepdims=True))
    return shifted / shifted.sum(1, keepdims=True)


def fit(logits: NDArray[np.floating], items: Sequence[Item], sure_accuracy: float) -> Calibration:
    """Fits both on the items with one label, every item counting the same.

    `logits` (N, C) come from the mean embedding of an item's windows. The temperature minimises
    the log loss over all genres; `unsure_below` is the lowest limit above which at least
    `sure_accuracy` of the best genres over all genres are right (1 where none reaches it).
    """
    rows = [i for i, item in enumerate(items) if item.labels == 1 and item.genres]
    truth = np.array([items[i].genres[0] for i in rows])
    picked = logits[rows]
    candidates = np.geomspace(0.25, 4, 400)
    losses = [log_loss(softmax(picked / t), truth) for t in candidates]
    temperature = float(candidates[int(np.argmin(losses))])
    scores = softmax(picked / temperature)
    return Calibration(temperature, limit(scores, truth, sure_accuracy))


def log_loss(scores: NDArray[np.float64], truth: NDArray[np.int_]) -> float:
    """Mean negative log probability of the right genre."""
    return float(-np.log(scores[np.arange(len(truth)), truth] + 1e-12).mean())


def limit(scores: NDArray[np.float64], truth: NDArray[np.int_], sure_accuracy: float) -> float:
    """The lowest best score above which at least `sure_accuracy` of the items are right."""
    best = scores.max(1)
    order = np.argsort(-best)
    right = (scores.argmax(1) == truth)[order]
    accuracy = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(accuracy >= sure_accuracy)
    return float(best[order][enough[-1]]) if len(enough) else 1.0
