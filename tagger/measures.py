"""How good answers are: shares with intervals, confusion, F1, calibration. Pure numbers.

Classes are numbered 0 to C-1. A measure that has nothing to stand on is NaN.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z_95 = 1.959964
"""The normal distribution holds 95 % within so many deviations."""


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    right: int
    total: int

    @classmethod
    def of(cls, right: ArrayLike) -> Share:
        """The share of true values (N,)."""
        flags = np.asarray(right, dtype=bool)
        return cls(int(flags.sum()), flags.size)

    @property
    def value(self) -> float:
        return self.right / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval."""
        return wilson(self.right, self.total) if self.total else (math.nan, math.nan)


def wilson(right: int, total: int) -> tuple[float, float]:
    """95 % score interval of `right` out of `total` (> 0).

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
    """
    share = right / total
    centre = share + Z_95**2 / (2 * total)
    spread = Z_95 * math.sqrt(share * (1 - share) / total + Z_95**2 / (4 * total * total))
    scale = 1 + Z_95**2 / total
    # At the ends rounding would leave the scale by some 1e-17.
    return max((centre - spread) / scale, 0.0), min((centre + spread) / scale, 1.0)


def confusion(truth: ArrayLike, answer: ArrayLike, classes: int) -> NDArray[np.int64]:
    """(C, C): how often class row was answered with class column; `truth` and `answer` (N,)."""
    matrix = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(matrix, (np.asarray(truth, dtype=int), np.asarray(answer, dtype=int)), 1)
    return matrix


@dataclass(frozen=True)
class ClassMeasure:
    """How one class fares."""

    right: int
    count: int
    """How often it is the truth."""
    answered: int
    """How often it is the answer."""

    @property
    def precision(self) -> float:
        """Of the answers that name it, the share that is right."""
        return self.right / self.answered if self.answered else math.nan

    @property
    def recall(self) -> float:
        """Of what it is, the share that is found."""
        return self.right / self.count if self.count else math.nan

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing of it is found."""
        total = self.count + self.answered
        return 2 * self.right / total if total else math.nan


def by_class(matrix: NDArray[np.int64]) -> list[ClassMeasure]:
    """The measures of every class of a confusion matrix (C, C)."""
    parts = zip(np.diagonal(matrix), matrix.sum(axis=1), matrix.sum(axis=0), strict=True)
    return [ClassMeasure(int(right), int(count), int(said)) for right, count, said in parts]


def macro_f1(matrix: NDArray[np.int64]) -> float:
    """The mean F1 of the classes that occur as truth."""
    scores = [measure.f1 for measure in by_class(matrix) if measure.count]
    return float(np.mean(scores)) if scores else math.nan


@dataclass(frozen=True)
class Bin:
    """The answers whose probability lies between two bounds."""

    low: float
    high: float
    count: int
    probability: float
    """What they said on average."""
    right: int

    @property
    def accuracy(self) -> float:
        return self.right / self.count


def reliability(probability: ArrayLike, right: ArrayLike, bins: int = 10) -> list[Bin]:
    """How often answers were right when they said so, in equal bins; empty bins are left out.

    `probability` (N,) of the answer that was given and whether it was `right` (N,). A bin holds its
    lower bound; the last one also its upper.
    """
    said, hit = np.asarray(probability, dtype=float), np.asarray(right, dtype=bool)
    place = np.minimum((said * bins).astype(int), bins - 1)
    return [
        Bin(
            b / bins,
            (b + 1) / bins,
            int((place == b).sum()),
            float(said[place == b].mean()),
            int(hit[place == b].sum()),
        )
        for b in range(bins)
        if (place == b).any()
    ]


def calibration_error(probability: ArrayLike, right: ArrayLike, bins: int = 10) -> float:
    """Expected calibration error over equal bins.

    Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    """
    table = reliability(probability, right, bins)
    total = sum(b.count for b in table)
    gaps = sum(abs(b.accuracy - b.probability) * b.count for b in table)
    return gaps / total if total else math.nan
