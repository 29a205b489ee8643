"""Which genres a model takes for which others, made ready to be shown: without Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.training.evaluation import Figures

MOST_SHOWN = 30
"""Genres in a matrix that a person can still read."""
_MOST_PAIRS = 200


@dataclass(frozen=True)
class Mistake:
    genre: str
    taken_for: str
    count: int
    total: int
    """Tracks of the genre."""

    @property
    def share(self) -> float:
        return self.count / self.total


@dataclass(frozen=True, eq=False)
class Grid:
    """The confusion of G genres, the worst of them where there are too many."""

    genres: tuple[str, ...]
    counts: NDArray[np.int64]
    """(G, G + 1): how often the row was answered with the column; last, with any other genre."""
    totals: NDArray[np.int64]
    """(G,)."""
    others: tuple[tuple[tuple[str, int], ...], ...]
    """(G,) what the last column is made of, the most frequent first."""
    whole: bool
    """No genre was left out."""


def mistakes_of(genres: tuple[str, ...], figures: Figures) -> list[Mistake]:
    """The pairs that are confused, the most frequent first; `genres` are the matrix's rows."""
    wrong = _wrong(figures.confusion)
    totals = figures.confusion.sum(axis=1)
    rows, columns = np.nonzero(wrong)
    counts = wrong[rows, columns]
    shares = counts / totals[rows] if len(rows) else counts
    order = np.lexsort((columns, rows, -shares, -counts))[:_MOST_PAIRS]
    return [
        Mistake(genres[rows[i]], figures.answers[columns[i]], int(counts[i]), int(totals[rows[i]]))
        for i in order
    ]


def grid_of(genres: tuple[str, ...], figures: Figures, most: int = MOST_SHOWN) -> Grid:
    matrix = figures.confusion
    chosen = _worst(matrix, most)
    outside = np.setdiff1d(np.arange(matrix.shape[1]), chosen)
    part = matrix[chosen]
    counts = np.column_stack([part[:, chosen], part[:, outside].sum(axis=1)])
    others: list[tuple[tuple[str, int], ...]] = []
    for row in part:
        there = sorted(((int(row[c]), figures.answers[c]) for c in outside if row[c]), reverse=True)
        others.append(tuple((name, count) for count, name in there))
    names = tuple(genres[row] for row in chosen)
    return Grid(names, counts, part.sum(axis=1), tuple(others), len(chosen) == len(genres))


def _wrong(matrix: NDArray[np.int64]) -> NDArray[np.int64]:
    wrong = matrix.copy()
    np.fill_diagonal(wrong, 0)
    return wrong


def _worst(matrix: NDArray[np.int64], most: int) -> NDArray[np.intp]:
    """At most so many rows, in their order: those with the most wrong answers from or to them."""
    count = len(matrix)
    if count <= most:
        return np.arange(count)
    wrong = _wrong(matrix)
    weight = wrong.sum(axis=1) + wrong[:, :count].sum(axis=0)
    return np.sort(np.argsort(-weight, kind="stable")[:most])
