"""How good a way of learning is on music by artists it has not heard, beside the present model.

Cross-validation with whole groups (artists) held out. The intervals take tracks as independent;
with few artists the truth is a little wider.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tagger.measures import Share, confusion, macro_f1
from tagger.records import Float32
from tagger.training.comparison import Comparison, compare
from tagger.training.discriminant import Linear
from tagger.training.folds import FOLDS, LEAST_GROUPS, NEVER, Folds, split
from tagger.training.grouping import Groups

Labels = Sequence[tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Scores:
    """What a model says of N tracks."""

    genres: tuple[str, ...]
    """(C,) the columns."""
    probabilities: NDArray[np.floating]
    """(N, C)."""

    def __post_init__(self) -> None:
        if self.probabilities.ndim != 2 or self.probabilities.shape[1] != len(self.genres):
            raise ValueError(f"{len(self.genres)} genres, scores {self.probabilities.shape}")

    def columns(self, genres: Sequence[str]) -> NDArray[np.float64]:
        """(N, len(genres)): in that order; 0 for a genre that the model does not know."""
        place = {genre: i for i, genre in enumerate(genres)}
        known = [i for i, genre in enumerate(self.genres) if genre in place]
        result = np.zeros((len(self.probabilities), len(genres)))
        result[:, [place[self.genres[i]] for i in known]] = self.probabilities[:, known]
        return result


Predict = Callable[[Float32], Scores]
"""Embeddings (M, D) to what is said of them."""
Fit = Callable[[Float32, Labels], Predict]
"""Learns from embeddings (N, D) and the genres of each; never sees what is held out."""


def said_by(linear: Linear, embeddings: ArrayLike, temperature: float = 1.0) -> Scores:
    """What a linear head says of embeddings (N, D): the softmax of its logits over a temperature.

    The embeddings are rounded to float16 first, the form in which they are stored, as the app does
    whenever it applies a head.
    """
    stored = np.asarray(embeddings).astype(np.float16).astype(np.float32)
    logits = linear.logits(stored) / np.float32(temperature)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return Scores(linear.genres, odds / odds.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class GenreFigures:
    """How one genre of the examples fares."""

    genre: str
    tracks: int
    """All that carry it, also beside other genres."""
    groups: int
    """Artists, or what stands for them."""
    recall: Share | None
    """None: it cannot be checked yet."""
    present: Share | None
    """The present model's; None where the genre cannot be checked or that model lacks it."""

    @property
    def remark(self) -> str:
        """Why there is no figure, for a person; empty where there is one."""
        if self.recall is not None:
            return ""
        return f"cannot be checked yet: needs {LEAST_GROUPS} artists, has {self.groups}"


@dataclass(frozen=True, eq=False)
class Figures:
    """One model on the tracks that were held out.

    An answer is the most probable of all genres the model knows, and right if the track carries it.
    """

    accuracy: Share
    macro_f1: float
    answers: tuple[str, ...]
    """The columns of `confusion`: the genres that were checked, then others that were said."""
    confusion: NDArray[np.int64]
    """(genres that were checked, answers). A track with several genres counts under the one that
    was answered, where it is one of them, else under its first that was checked."""


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A way of learning, judged on held-out groups."""

    genres: tuple[str, ...]
    """Those that were checked, by name: the rows of both confusion matrices."""
    figures: Figures
    present: Figures
    """The model in use, on the same tracks."""
    comparison: Comparison
    known: Comparison
    """The same over the tracks with a genre that the present model knows."""
    by_genre: tuple[GenreFigures, ...]
    """Every genre of the examples, also those that could not be checked."""
    folds: int
    """0: nothing could be checked."""
    groups: int
    ungrouped: int
    """Tracks of which no artist, album or folder is known."""
    held_out: NDArray[np.intp]
    """(M,) the rows that were held out and judged, ascending."""
    scores: Scores
    """(M, C) what was said of those rows while they were held out; calibration rests on it."""

    @property
    def optimistic(self) -> bool:
        """Whether tracks of one artist may stand on both sides, which flatters the result."""
        return self.ungrouped > 0

    @property
    def unchecked(self) -> tuple[GenreFigures, ...]:
        return tuple(figures for figures in self.by_genre if figures.recall is None)


def evaluate(
    embeddings: Float32,
    labels: Labels,
    groups: Groups,
    fit: Fit,
    present: Scores,
    folds: int = FOLDS,
    between: Callable[[int, int], None] = lambda done, of: None,
) -> Evaluation:
    """Cross-validates `fit` on embeddings (N, D) with the genres and groups of each.

    `present` is what the model in use says of the same N tracks. `between(done, of)` is called
    before the first fold and after each; what it raises, a cancellation for instance, goes through.
    A genre of fewer than three groups is learned but not judged. Deterministic if `fit` is.
    Raises ValueError where the shapes do not fit.
    """
    held = hold_out(embeddings, labels, groups, present, folds)
    (scores,) = said_of_held_out(embeddings, labels, held, (fit,), between)
    return assess(held, scores)


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Which of N tracks are held out when, and what the present model says of them."""

    parts: Folds
    rows: NDArray[np.intp]
    """(M,) those that are held out and carry a genre that can be checked, ascending."""
    genres: tuple[str, ...]
    """(R,) the genres that can be checked, by name."""
    carried: NDArray[np.bool_]
    """(M, R) which of them each track carries."""
    present: Scores
    """(M, C)."""
    grouping: Groups

    @property
    def fold(self) -> NDArray[np.intp]:
        """(M,) the part in which each is held out."""
        return self.parts.fold[self.rows]


def hold_out(
    embeddings: Float32, labels: Labels, groups: Groups, present: Scores, folds: int = FOLDS
) -> HeldOut:
    """The parts of `evaluate`. Raises ValueError where the shapes do not fit."""
    if not len(embeddings) == len(labels) == len(groups.index) == len(present.probabilities):
        sizes = len(embeddings), len(labels), len(groups.index), len(present.probabilities)
        raise ValueError(f"embeddings, labels, groups and present scores of {sizes} tracks")
    return hold_parts(split(labels, groups.index, folds), groups, present)


def hold_parts(parts: Folds, groups: Groups, present: Scores) -> HeldOut:
    """`hold_out` of parts that were made in another way."""
    carries = (parts.mass[:, parts.checkable] > 0).any(axis=1)
    rows = np.flatnonzero((parts.fold != NEVER) & carries)
    genres = tuple(g for g, ok in zip(parts.genres, parts.checkable, strict=True) if ok)
    carried = parts.mass[rows][:, parts.checkable] > 0
    beside = Scores(present.genres, present.probabilities[rows])
    return HeldOut(parts, rows, genres, carried, beside, groups)


def said_of_held_out(
    embeddings: Float32,
    labels: Labels,
    held: HeldOut,
    fits: Sequence[Fit],
    between: Callable[[int, int], None],
) -> tuple[Scores, ...]:
    """What each of `fits` says of the rows held out (M, C), learned from the other parts.

    `between(done, of)` is called before the first fit and after each.
    """
    said: tuple[list[tuple[NDArray[np.intp], Scores]], ...] = tuple([] for _ in fits)
    of = held.parts.count * len(fits)
    between(0, of)
    for part in range(held.parts.count):
        rest = np.flatnonzero(held.parts.fold != part)
        rows = np.flatnonzero(held.fold == part)
        learned, names = embeddings[rest], [labels[int(row)] for row in rest]
        for i, fit in enumerate(fits):
            predict = fit(learned, names)
            if len(rows):
                said[i].append((rows, predict(embeddings[held.rows[rows]])))
            between(part * len(fits) + i + 1, of)
    return tuple(_together(part, len(held.rows)) for part in said)


def _together(said: Sequence[tuple[NDArray[np.intp], Scores]], count: int) -> Scores:
    genres = tuple(dict.fromkeys(genre for _, scores in said for genre in scores.genres))
    result = np.zeros((count, len(genres)), dtype=np.float32)
    for rows, scores in said:
        result[rows] = scores.columns(genres)
    return Scores(genres, result)


def assess(held: HeldOut, scores: Scores) -> Evaluation:
    """The figures of what was said of the rows held out (M, C)."""
    parts, genres = held.parts, held.genres
    figures, own_right = figures_of(scores, genres, held.carried)
    other, other_right = figures_of(held.present, genres, held.carried)
    known = held.carried[:, [genre in held.present.genres for genre in genres]].any(axis=1)
    return Evaluation(
        genres,
        figures,
        other,
        compare(own_right, other_right),
        compare(own_right[known], other_right[known]),
        _by_genre(parts, genres, figures, other, held.present.genres),
        parts.count,
        held.grouping.count,
        held.grouping.ungrouped,
        held.rows,
        scores,
    )


def figures_of(
    scores: Scores, genres: tuple[str, ...], carried: NDArray[np.bool_]
) -> tuple[Figures, NDArray[np.bool_]]:
    """Figures over M tracks that carry (M, R) of the checked genres, and which are right (M,)."""
    place = {genre: i for i, genre in enumerate(genres)}
    outside = [genre for genre in scores.genres if genre not in place]
    column = {genre: len(genres) + i for i, genre in enumerate(outside)} | place
    to_column = np.array([column[genre] for genre in scores.genres], dtype=np.intp)
    rows = len(carried)
    if not rows or not scores.genres:
        empty = np.zeros((len(genres), len(genres)), dtype=np.int64)
        return Figures(Share(0, rows), math.nan, genres, empty), np.zeros(rows, dtype=bool)
    answer = to_column[scores.probabilities.argmax(axis=1)]
    inside = answer < len(genres)
    right = inside & carried[np.arange(rows), np.where(inside, answer, 0)]
    truth = np.where(right, answer, carried.argmax(axis=1))
    matrix = confusion(truth, answer, len(genres) + len(outside))
    names = {index: genre for genre, index in column.items()}
    others = range(len(genres), len(names))
    said = [*range(len(genres)), *(c for c in others if (answer == c).any())]
    figures = Figures(
        Share.of(right),
        macro_f1(matrix),
        tuple(names[c] for c in said),
        matrix[: len(genres), said],
    )
    return figures, right


def _by_genre(
    parts: Folds,
    genres: tuple[str, ...],
    figures: Figures,
    present: Figures,
    known: tuple[str, ...],
) -> tuple[GenreFigures, ...]:
    own, other = _recalls(genres, figures), _recalls(genres, present)
    tracks = (parts.mass > 0).sum(axis=0)
    return tuple(
        GenreFigures(
            genre,
            int(tracks[i]),
            int(parts.groups[i]),
            own.get(genre),
            other.get(genre) if genre in known else None,
        )
        for i, genre in enumerate(parts.genres)
    )


def _recalls(genres: tuple[str, ...], figures: Figures) -> dict[str, Share]:
    counts = figures.confusion.sum(axis=1)
    return {
        genre: Share(int(figures.confusion[i, i]), int(counts[i])) for i, genre in enumerate(genres)
    }
