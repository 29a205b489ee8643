"""From single windows to passages: what is heard from when to when."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from tagger.model.activity import SOUNDING_KINDS
from tagger.records import Float32, WindowKind

KINDS = (*SOUNDING_KINDS, WindowKind.SILENCE)

_LEAST_PROBABILITY = 0.05
"""No window is believed to be more certain of what it is not: else one alone could decide."""

_CHANGE_COST = 2.2
"""What a change of kind costs, in nats: the odds against one from a window to the next are 9 to 1,
a passage lasts half a minute. With the least probability above, a passage in the midst of another
one needs two windows that are sure, or four that are fairly sure (0.8); a single one is a flip."""


def smooth(probabilities: Float32, sounding: NDArray[np.bool_]) -> list[WindowKind]:
    """The kinds of consecutive windows without single flips.

    `probabilities` (N, 3) has columns as `SOUNDING_KINDS`; `sounding` (N,) is False where a window
    is silent. The likeliest path through a hidden Markov model whose states all follow each other
    alike (Viterbi, "Error bounds for convolutional codes", IEEE Trans. Inf. Theory 1967).
    """
    if not len(probabilities):
        return []
    found = np.zeros((len(probabilities), len(KINDS)))
    found[:, :-1] = probabilities * sounding[:, None]
    found[:, -1] = ~sounding
    costs = -np.log(np.clip(found, _LEAST_PROBABILITY, 1))
    total = costs[0]
    came_from = np.empty(costs.shape, dtype=np.intp)
    for place, cost in enumerate(costs):
        if place:
            best = int(total.argmin())
            change = total[best] + _CHANGE_COST
            came_from[place] = np.where(total <= change, np.arange(len(KINDS)), best)
            total = np.minimum(total, change) + cost
    path = [int(total.argmin())]
    for place in range(len(costs) - 1, 0, -1):
        path.append(int(came_from[place, path[-1]]))
    return [KINDS[kind] for kind in reversed(path)]


def runs(kinds: list[WindowKind]) -> list[tuple[WindowKind, int, int]]:
    """The kind, first window and end (behind the last window) of every run of equal kinds."""
    found: list[tuple[WindowKind, int, int]] = []
    begin = 0
    for kind, group in groupby(kinds):
        end = begin + sum(1 for _ in group)
        found.append((kind, begin, end))
        begin = end
    return found
