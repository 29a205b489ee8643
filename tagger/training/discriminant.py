"""The streaming linear discriminant: what a set of examples is to a classifier, as sums.

Statistics of examples are added, removed and merged without the examples that are in them
already, so that a person's genres join the bundled model's, and leave it again, in milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tagger.records import Float32

Float64 = NDArray[np.float64]

SHRINKAGE = 0.1
"""How far the covariance is moved towards a sphere where nobody says otherwise."""
_NO_MASS = 1e-6
"""A genre of less than this many tracks is gone: what is left is rounding of thirds and sevenths,
and no track with a believable number of genres weighs so little."""


@dataclass(frozen=True, eq=False)
class Linear:
    """A linear classifier on the embedding, without calibration."""

    genres: tuple[str, ...]
    weight: Float32
    """(C, D)."""
    bias: Float32
    """(C,)."""

    def __post_init__(self) -> None:
        if self.weight.ndim != 2 or len(self.weight) != len(self.genres):
            raise ValueError(f"{len(self.genres)} genres, weight {self.weight.shape}")
        if self.bias.shape != (len(self.genres),):
            raise ValueError(f"{len(self.genres)} genres, bias {self.bias.shape}")

    def logits(self, embeddings: ArrayLike) -> Float32:
        """(N, D) to (N, C)."""
        return np.asarray(embeddings, np.float32) @ self.weight.T + self.bias

    def rows(self, genres: Sequence[str]) -> Linear:
        """These genres alone, in this order. Raises ValueError for one that it does not have."""
        index = [self.genres.index(genre) for genre in genres]
        return Linear(tuple(genres), self.weight[index], self.bias[index])


@dataclass(frozen=True, eq=False)
class Statistics:
    """Count and mean of every genre and their pooled scatter: all that a linear discriminant needs.

    Every genre has a count above 0; genres stand in the order in which they were met. Nothing is
    changed in place, and all sums are float64. A track with k genres gives each 1/k of its mass.
    Two statistics of one set of tracks agree to rounding, whichever way they were come by.
    """

    genres: tuple[str, ...]
    count: Float64
    """(C,) tracks, in fractions where tracks have several genres."""
    mean: Float64
    """(C, D)."""
    scatter: Float64
    """(D, D): the sum over tracks and their genres of mass times the outer product of the
    distance from the genre's mean."""

    def __post_init__(self) -> None:
        classes, size = len(self.genres), self.scatter.shape[0]
        shapes = self.count.shape, self.mean.shape, self.scatter.shape
        if shapes != ((classes,), (classes, size), (size, size)):
            raise ValueError(f"{classes} genres, count, mean and scatter {shapes}")
        if len(set(self.genres)) != classes:
            raise ValueError("a genre is named twice")
        if not all(np.isfinite(part).all() for part in (self.count, self.mean, self.scatter)):
            raise ValueError("statistics must be finite")
        if (self.count <= 0).any():
            raise ValueError("a genre without tracks")

    @classmethod
    def empty(cls, size: int) -> Statistics:
        """Of no track at all, for embeddings of `size` numbers."""
        return cls((), np.zeros(0), np.zeros((0, size)), np.zeros((size, size)))

    @classmethod
    def load(cls, path: Path | IO[bytes]) -> Statistics:
        """Reads `genre-statistics.npz`: `genres`, `count`, `mean`, `scatter`.

        Raises OSError where it cannot be read, KeyError and ValueError where it is not that.
        """
        with np.load(path, allow_pickle=False) as file:
            count = file["count"].astype(np.float64)
            mean = file["mean"].astype(np.float64)
            scatter = file["scatter"].astype(np.float64)
            genres = tuple(str(genre) for genre in file["genres"])
        return _with_mass(genres, count, mean, scatter)

    @property
    def size(self) -> int:
        """Numbers in one embedding."""
        return self.scatter.shape[0]

    @property
    def tracks(self) -> float:
        """How many tracks are in it."""
        return float(self.count.sum())

    def covariance(self) -> Float64:
        """(D, D) the covariance that all genres share; zero without tracks."""
        return self.scatter / max(self.tracks, 1.0)

    def add(self, embeddings: ArrayLike, labels: Sequence[tuple[str, ...]]) -> Statistics:
        """With these tracks too: embeddings (N, D), the genres of each. New names are new genres.

        A track without a genre counts for nothing. Raises ValueError where the shapes do not fit
        or a number is not finite.
        """
        return self.merge(_of(self.size, embeddings, labels))

    def remove(self, embeddings: ArrayLike, labels: Sequence[tuple[str, ...]]) -> Statistics:
        """As if these tracks, which were added with these genres, had never been there.

        A genre that loses its last track is gone. Raises ValueError as `add` does, and where a
        genre has fewer tracks than are to be removed.
        """
        return self._less(_of(self.size, embeddings, labels))

    def merge(self, other: Statistics) -> Statistics:
        """Of the tracks of both (Chan, Golub & LeVeque, "Updating formulae and a pairwise
        algorithm for computing sample variances", 1979)."""
        if other.size != self.size:
            raise ValueError(f"embeddings of {self.size} and of {other.size} numbers")
        genres = tuple(dict.fromkeys((*self.genres, *other.genres)))
        count, mean = self._spread(genres)
        more, shift = other._spread(genres)
        shift -= mean
        total = count + more
        mean = mean + shift * (more / total)[:, None]
        scatter = self.scatter + other.scatter + _between(shift, count * more / total)
        return Statistics(genres, total, mean, scatter)

    def without(self, genre: str) -> Statistics:
        """Without this genre; unchanged where there is none of that name.

        The scatter is not kept by genre, so it only shrinks with the mass: what the genre gave to
        the shared covariance stays. `remove` forgets its tracks exactly.
        """
        if genre not in self.genres:
            return self
        keep = [i for i, name in enumerate(self.genres) if name != genre]
        share = self.count[keep].sum() / self.count.sum()
        names = tuple(self.genres[i] for i in keep)
        return Statistics(names, self.count[keep], self.mean[keep], self.scatter * share)

    def draw(self, pairs: int) -> Float64:
        """(C, 2 * pairs, D): tracks as each genre has them, from its mean and the covariance.

        Always the same ones, in pairs around the mean, so that the mean of what is drawn is the
        genre's own.
        """
        shape = (len(self.genres), pairs, self.size)
        noise = np.random.default_rng(0).standard_normal(shape)
        spread, axes = np.linalg.eigh(self.covariance())
        # The symmetric root: unlike the axes it does not depend on the sign a library gives them.
        noise = noise @ (axes * np.sqrt(spread.clip(0)) @ axes.T)
        return self.mean[:, None] + np.concatenate([noise, -noise], axis=1)

    def discriminant(self, shrinkage: float = SHRINKAGE) -> Linear:
        """The linear discriminant with equal priors: weight (C, D), bias (C,).

        After Hayes & Kanan, "Lifelong Machine Learning with Deep Streaming Linear Discriminant
        Analysis" (2020, arXiv 1909.01520); the covariance is moved by `shrinkage` (above 0, up
        to 1) towards a sphere of the same trace (Ledoit & Wolf 2004), so that embeddings of any
        scale give the same answers.
        """
        _check(shrinkage)
        covariance = self.covariance()
        # Without any spread (one track of each genre) every direction counts the same.
        sphere = float(np.trace(covariance)) / self.size
        shrunk = (1 - shrinkage) * covariance
        shrunk[np.diag_indices(self.size)] += shrinkage * sphere if sphere > 0 else 1.0
        weight = np.linalg.solve(shrunk, self.mean.T).T
        bias = -0.5 * (weight * self.mean).sum(1)
        return Linear(self.genres, weight.astype(np.float32), bias.astype(np.float32))

    def dimensions(self, shrinkage: float = SHRINKAGE) -> float:
        """The dimensions in which tracks of a genre differ, as the discriminant sees them.

        The trace of the covariance over the shrunk one: from 0 to D. Half of it, divided by the
        tracks of a genre, is what the discriminant expects to ask too much of the genre because
        its mean is only estimated.
        """
        _check(shrinkage)
        spread = np.linalg.eigvalsh(self.covariance()).clip(0)
        if not spread.any():
            return 0.0
        return float((spread / ((1 - shrinkage) * spread + shrinkage * spread.mean())).sum())

    def _less(self, other: Statistics) -> Statistics:
        unknown = set(other.genres) - set(self.genres)
        if unknown:
            raise ValueError(f"nothing to remove from {sorted(unknown)}")
        fewer, taken = other._spread(self.genres)
        left = self.count - fewer
        if (left < -_NO_MASS).any():
            raise ValueError("more tracks to remove than there are")
        stays = left > _NO_MASS
        safe = np.where(stays, left, 1.0)[:, None]
        rest = (self.count[:, None] * self.mean - fewer[:, None] * taken) / safe
        # Where the genre goes altogether its scatter goes as a whole, and nothing lies between.
        between = np.where(stays, left * fewer / self.count, 0.0)
        scatter = self.scatter - other.scatter - _between(taken - rest, between)
        return _with_mass(self.genres, np.where(stays, left, 0.0), rest, scatter)

    def _spread(self, genres: tuple[str, ...]) -> tuple[Float64, Float64]:
        """Count (C,) and mean (C, D) in the order of `genres`; 0 where it has none of a genre."""
        index = {genre: i for i, genre in enumerate(genres)}
        places = [index[genre] for genre in self.genres]
        count, mean = np.zeros(len(genres)), np.zeros((len(genres), self.size))
        count[places], mean[places] = self.count, self.mean
        return count, mean


def _check(shrinkage: float) -> None:
    if not 0 < shrinkage <= 1:
        raise ValueError(f"shrinkage {shrinkage}")


def _between(shift: Float64, mass: Float64) -> Float64:
    """(D, D) the sum of mass (C,) times the outer product of the shift (C, D)."""
    return (shift * mass[:, None]).T @ shift


def _with_mass(
    genres: tuple[str, ...], count: Float64, mean: Float64, scatter: Float64
) -> Statistics:
    """Only the genres that have tracks; no scatter is left where none has."""
    keep = np.flatnonzero(count)
    if not len(keep):
        return Statistics.empty(len(scatter))
    return Statistics(tuple(genres[i] for i in keep), count[keep], mean[keep], scatter)


def _of(size: int, embeddings: ArrayLike, labels: Sequence[tuple[str, ...]]) -> Statistics:
    """Statistics of these tracks alone."""
    vectors = np.asarray(embeddings, np.float64).reshape(-1, size)
    if len(vectors) != len(labels):
        raise ValueError(f"{len(vectors)} embeddings, {len(labels)} labels")
    if not np.isfinite(vectors).all():
        raise ValueError("embeddings must be finite")
    place: dict[str, int] = {}
    tracks: list[int] = []
    classes: list[int] = []
    masses: list[float] = []
    for track, given in enumerate(labels):
        names = dict.fromkeys(given)
        for name in names:
            tracks.append(track)
            classes.append(place.setdefault(name, len(place)))
            masses.append(1 / len(names))
    if not tracks:
        return Statistics.empty(size)
    rows, of, mass = vectors[tracks], np.array(classes), np.array(masses)
    count = np.bincount(of, mass, len(place)).astype(np.float64)
    mean = np.zeros((len(place), size))
    np.add.at(mean, of, rows * mass[:, None])
    mean /= count[:, None]
    rows -= mean[of]
    return Statistics(tuple(place), count, mean, _between(rows, mass))
