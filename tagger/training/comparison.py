"""Two models on the same tracks: whether one is better, or chance explains the difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tagger.measures import Z_95


class Standing(StrEnum):
    """How what was learned stands beside the present model."""

    BETTER = "better"
    SAME = "no clear difference"
    WORSE = "worse"


@dataclass(frozen=True)
class Comparison:
    """Two models on the same tracks, track by track."""

    both: int
    """Tracks of which both are right."""
    only_new: int
    only_present: int
    neither: int

    @property
    def total(self) -> int:
        return self.both + self.only_new + self.only_present + self.neither

    @property
    def difference(self) -> float:
        """Accuracy of the new one less that of the present one; NaN without tracks."""
        return (self.only_new - self.only_present) / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the difference.

        Agresti & Min, "Simple improved confidence intervals for comparing matched proportions",
        Statistics in Medicine 2005: Wald's, with half a track added to each of the four cells.
        """
        if not self.total:
            return math.nan, math.nan
        won, lost, total = self.only_new + 0.5, self.only_present + 0.5, self.total + 2
        centre = (won - lost) / total
        spread = Z_95 * math.sqrt(won + lost - (won - lost) ** 2 / total) / total
        return max(centre - spread, -1.0), min(centre + spread, 1.0)

    @property
    def p_value(self) -> float:
        """Of the exact two-sided test that neither is better (McNemar, Psychometrika 1947)."""
        changed, fewer = self.only_new + self.only_present, min(self.only_new, self.only_present)
        ways = term = 1
        for k in range(fewer):
            term = term * (changed - k) // (k + 1)
            ways += term
        return min(1.0, ways / (1 << max(changed - 1, 0)))

    @property
    def standing(self) -> Standing:
        """Better or worse only where chance explains it in less than one case of twenty."""
        if self.p_value >= 0.05:
            return Standing.SAME
        return Standing.BETTER if self.only_new > self.only_present else Standing.WORSE


def compare(new: NDArray[np.bool_], present: NDArray[np.bool_]) -> Comparison:
    """From whether each is right of the same tracks (N,)."""
    cells = (new & present, new & ~present, ~new & present, ~new & ~present)
    return Comparison(*(int(cell.sum()) for cell in cells))
