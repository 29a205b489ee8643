"""Which way of learning suits a person's examples: grouped cross-validation picks.

All candidates are judged on the same held-out groups. The best of several flatters itself on the
tracks that made it the best (Cawley & Talbot, Journal of Machine Learning Research 2010), so what
is reported of a fold was said by the way that wins on the other folds: the figures are those of
learning with the choice in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.measures import Share
from tagger.records import Float32
from tagger.training.comparison import Comparison, Standing, compare
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import (
    Evaluation,
    Fit,
    HeldOut,
    Labels,
    Predict,
    Scores,
    assess,
    figures_of,
    hold_out,
    said_by,
    said_of_held_out,
)
from tagger.training.folds import FOLDS
from tagger.training.grouping import Groups
from tagger.training.learner import BLEND, DISCRIMINANT, REFINED, learn

REFINED_FROM = 100
"""Examples from which the refined head is tried. It gains a point or two there, which fewer could
not tell from chance."""
REFINED_UP_TO = 1_200_000
"""Examples times genres of the head up to which it is tried: it is fitted once for each fold, which
takes seconds there."""


@dataclass(frozen=True)
class Trial:
    """How one way of learning fared on the tracks that were held out."""

    method: str
    accuracy: Share
    macro_f1: float
    beside: Comparison
    """With BLEND, the plain fit, on the same tracks."""


@dataclass(frozen=True, eq=False)
class Selected:
    """The way of learning that was chosen."""

    method: str
    evaluation: Evaluation
    """Of learning with the choice in it: may differ a little from the trial of the method."""
    scores: Scores
    """(M, C) what the method itself said of the rows of the evaluation while they were held out: a
    temperature for the head that is learned from all examples is fitted on these."""
    trials: tuple[Trial, ...]
    """All that were tried, BLEND first. Where nothing could be held out, each of no track."""


def select(
    base: Statistics,
    head: Linear,
    temperature: float,
    embeddings: Float32,
    labels: Labels,
    groups: Groups,
    present: Scores,
    *,
    folds: int = FOLDS,
    between: Callable[[int, int], None] = lambda done, of: None,
) -> Selected:
    """Judges the ways to learn from embeddings (N, D), given their genres and groups.

    `base` and `head` are what `learn` starts from, `temperature` divides the logits of what is
    learned, `present` is what the model in use says of the same tracks. BLEND is chosen unless
    another is clearly better than it. `between(done, of)` is called before the first fit and after
    each; what it raises, a cancellation for instance, goes through. Deterministic. Raises
    ValueError where the shapes do not fit.
    """
    held = hold_out(embeddings, labels, groups, present, folds)
    methods = _candidates(head, labels)
    fits = [_fit(base, head, temperature, method) for method in methods]
    said = said_of_held_out(embeddings, labels, held, fits, between)
    judged = [figures_of(scores, held.genres, held.carried) for scores in said]
    right = np.stack([each for _, each in judged])
    trials = tuple(
        Trial(method, figures.accuracy, figures.macro_f1, compare(own, right[0]))
        for method, (figures, own) in zip(methods, judged, strict=True)
    )
    winner = _winner(right)
    evaluation = assess(held, _cross_fitted(held, said, right))
    return Selected(methods[winner], evaluation, said[winner], trials)


def _candidates(head: Linear, labels: Labels) -> tuple[str, ...]:
    """BLEND first."""
    genres = {*head.genres, *(genre for names in labels for genre in names)}
    worth = len(labels) >= REFINED_FROM and len(labels) * len(genres) <= REFINED_UP_TO
    return (BLEND, DISCRIMINANT, REFINED) if worth else (BLEND, DISCRIMINANT)


def _fit(base: Statistics, head: Linear, temperature: float, method: str) -> Fit:
    def fit(embeddings: Float32, labels: Labels) -> Predict:
        linear = learn(base, head, embeddings, labels, method).linear
        return lambda unheard: said_by(linear, unheard, temperature)

    return fit


def _winner(right: NDArray[np.bool_]) -> int:
    """Of candidates of which each is right on some of M tracks (K, M): the first, unless others
    are clearly better than it; then the one that is most often right."""
    best, lead = 0, 0.0
    for i in range(1, len(right)):
        beside = compare(right[i], right[0])
        if beside.standing is Standing.BETTER and beside.difference > lead:
            best, lead = i, beside.difference
    return best


def _cross_fitted(held: HeldOut, said: Sequence[Scores], right: NDArray[np.bool_]) -> Scores:
    """Of each fold, what the candidate says that wins on the others."""
    genres = tuple(dict.fromkeys(genre for scores in said for genre in scores.genres))
    result = np.zeros((len(held.rows), len(genres)), dtype=np.float32)
    for part in range(held.parts.count):
        own = held.fold == part
        scores = said[_winner(right[:, ~own])]
        result[own] = Scores(scores.genres, scores.probabilities[own]).columns(genres)
    return Scores(genres, result)
