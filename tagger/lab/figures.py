"""A measured share and how a report shows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.measures import wilson


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share. `right` of `total`; `total` 0 marks a value that is no share."""

    name: str
    value: float
    right: int = 0
    total: int = 0

    def line(self) -> str:
        """One line of the report, with the 95 % Wilson interval where there is one."""
        if not self.total:
            return f"{self.name:<44} {self.value:.3f}"
        low, high = wilson(self.right, self.total)
        counts = f"{self.right}/{self.total}"
        return f"{self.name:<44} {self.value:.3f}  [{low:.3f}, {high:.3f}]  {counts}"


def share(name: str, right: NDArray[np.bool_]) -> Figure:
    """The share of true values as a figure."""
    count = int(right.sum())
    return Figure(name, round(count / max(len(right), 1), 4), count, len(right))
