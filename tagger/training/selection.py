"""Which way of learning suits these examples: grouped cross-validation tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from tagger.measures import Share
from tagger.records import Float32
from tagger.training.comparison import Comparison
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import Evaluation, Labels, Predict, Scores, evaluate, said_by
from tagger.training.folds import FOLDS
from tagger.training.grouping import Groups
from tagger.training.learner import BLEND, learn


@dataclass(frozen=True)
class Trial:
    method: str
    accuracy: Share
    macro_f1: float
    beside: Comparison


@dataclass(frozen=True, eq=False)
class Selected:
    method: str
    evaluation: Evaluation
    trials: tuple[Trial, ...]


def select(
    base: Statistics,
    head: Linear,
    temperature: float,
    embeddings: Float32,
    labels: Sequence[tuple[str, ...]],
    groups: Groups,
    present: Scores,
    *,
    folds: int = FOLDS,
    between: Callable[[int, int], None] = lambda done, of: None,
) -> Selected:
    def fit(some: Float32, names: Labels) -> Predict:
        linear = learn(base, head, some, names).linear
        return partial(said_by, linear, temperature=temperature)

    found = evaluate(np.asarray(embeddings), labels, groups, fit, present, folds, between)
    trial = Trial(BLEND, found.figures.accuracy, found.figures.macro_f1, Comparison(0, 0, 0, 0))
    return Selected(BLEND, found, (trial,))
