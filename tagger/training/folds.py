"""Splits for cross-validation in which every group is held out as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
LEAST_GROUPS = 3
"""A genre of fewer groups (artists) cannot be checked: what is held out says too little of it, and
what is left to learn from even less."""

NEVER = -1
"""The fold of a track that is learned from every time and never held out."""


@dataclass(frozen=True, eq=False)
class Folds:
    """N tracks of C genres in K parts that are held out in turn."""

    genres: tuple[str, ...]
    """(C,) all that occur as labels, by name."""
    mass: NDArray[np.float64]
    """(N, C): what a track gives to each genre; a track with k genres gives each 1/k."""
    fold: NDArray[np.intp]
    """(N,) the part of each track, 0 to K-1, or NEVER."""
    count: int
    """K; 0 where nothing can be held out."""
    groups: NDArray[np.intp]
    """(C,) how many groups have tracks of each genre."""
    checkable: NDArray[np.bool_]
    """(C,) which genres have enough groups."""


def genre_mass(labels: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """All genres by name, and the share of every track in each of them (N, C)."""
    genres = tuple(sorted({genre for names in labels for genre in names}))
    place = {genre: i for i, genre in enumerate(genres)}
    mass = np.zeros((len(labels), len(genres)))
    for row, names in enumerate(labels):
        several = set(names)
        for genre in several:
            mass[row, place[genre]] = 1 / len(several)
    return genres, mass


def split(labels: Sequence[tuple[str, ...]], groups: NDArray[np.intp], folds: int = FOLDS) -> Folds:
    """Up to `folds` parts with about the same share of every genre, as far as groups allow.

    `labels` are the genres of each track (N,), `groups` the number of its group (N,), 0 to G-1.
    Groups that are large within their genres are dealt first, each to the part that has least of
    its genres so far (the greedy rule of scikit-learn's StratifiedGroupKFold, with genres weighed
    by their size so that thin ones spread too). No chance is involved: the same tracks in the same
    order always give the same parts.

    Groups of which no genre can be checked, and tracks without a genre, are never held out: their
    genres compete in every part, as they do in the model that comes of it.
    """
    if len(labels) != len(groups):
        raise ValueError(f"{len(labels)} labels, {len(groups)} groups")
    genres, mass = genre_mass(labels)
    count = int(groups.max()) + 1 if len(groups) else 0
    of_group = np.zeros((count, len(genres)))
    np.add.at(of_group, groups, mass)
    spread = (of_group > 0).sum(axis=0)
    checkable = spread >= LEAST_GROUPS
    dealt = np.flatnonzero((of_group[:, checkable] > 0).any(axis=1))
    parts = min(folds, len(dealt))
    part_of = np.full(count, NEVER, dtype=np.intp)
    if parts:
        # Each genre weighs the same in all, however many tracks it has.
        relative = of_group / np.maximum(of_group.sum(axis=0), 1e-12)
        part_of[dealt] = _deal(relative[dealt], parts)
    fold = part_of[groups] if len(groups) else np.zeros(0, dtype=np.intp)
    fold[mass.sum(axis=1) == 0] = NEVER
    return Folds(genres, mass, fold, parts, spread, checkable)


def _deal(relative: NDArray[np.float64], parts: int) -> NDArray[np.intp]:
    """The part of each group, from its share of every genre (G, C)."""
    order = np.argsort(-(relative**2).sum(axis=1), kind="stable")
    held = np.zeros((parts, relative.shape[1]))
    total = np.zeros(parts)
    chosen = np.zeros(len(relative), dtype=np.intp)
    for group in order:
        own = relative[group]
        # What the squared sizes of the parts grow by; equal ones are told apart by what they hold.
        growth = held @ own
        part = int(np.lexsort((total, np.round(growth, 12)))[0])
        chosen[group] = part
        held[part] += own
        total[part] += own.sum()
    return chosen
