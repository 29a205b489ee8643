"""The library as a map: every track that was heard as a point, alike music side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tagger.catalog.vectors import most_used_network, track_vectors, tracks_heard
from tagger.errors import ModelError
from tagger.records import Float32
from tagger.training.discriminant import SHRINKAGE, Statistics
from tagger.wording import say
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.neighbour_layout import FEWEST, by_neighbours
from tagger.workflow.session import Session

_MOST_MEASURED = 10_000
"""Tracks, evenly picked, that the directions of the largest spread are taken from: more of them
would turn the axes by less than a point is wide."""


class Layout(StrEnum):
    """By what the two directions of the map are chosen."""

    GENRES = "genres"
    """The directions in which the genres of the model in use lie furthest apart."""
    SPREAD = "spread"
    """The directions in which this library differs most."""
    NEIGHBOURS = "neighbours"
    """Each track beside those that sound most like it; only where a package for it is installed."""


@dataclass(frozen=True, eq=False)
class LibraryMap:
    """N tracks as points."""

    layout: Layout
    """What was drawn: by spread where the model's genres span no plane, or tracks are too few for
    neighbours."""
    ids: NDArray[np.int64]
    """(N,): track ids, rising."""
    points: Float32
    """(N, 2)."""


def discriminant_axes(statistics: Statistics) -> Float32 | None:
    """(D, 2): the two directions in which genres lie furthest apart, measured by how far tracks of
    one genre lie apart: Fisher's linear discriminant, each pair of genres weighted by how much it
    is mistaken (Loog, Duin & Haeb-Umbach, "Multiclass linear dimension reduction by weighted
    pairwise Fisher criteria", 2001). Unweighted, speech alone would take up one of the two.

    None where fewer than three genres, or means on one line, span no plane.
    """
    if len(statistics.genres) < 3 or statistics.size < 2:
        return None
    size = statistics.size
    covariance = statistics.covariance()
    sphere = float(np.trace(covariance)) / size or 1.0
    within = (1 - SHRINKAGE) * covariance
    within[np.diag_indices(size)] += SHRINKAGE * sphere
    # Whitened by the Cholesky factor, the problem is an ordinary one of the genres' means.
    factor = np.linalg.cholesky(within)
    white = np.linalg.solve(factor, statistics.mean.T).T
    one, other = np.triu_indices(len(white), 1)
    shift = white[one] - white[other]
    distance = np.sqrt((shift**2).sum(axis=1))
    mistaken = np.array([_pair_weight(d) for d in distance.tolist()])
    strength, axes = np.linalg.eigh((shift * mistaken[:, None]).T @ shift)
    if strength[-1] <= 0 or strength[-2] <= 1e-9 * strength[-1]:
        return None
    return _one_way_round(np.linalg.solve(factor.T, axes[:, :-3:-1]))


def _pair_weight(distance: float) -> float:
    """The approximate pairwise accuracy criterion of two genres so many deviations apart."""
    if distance == 0:
        return 0.0
    return math.erf(distance / (2 * math.sqrt(2))) / (2 * distance**2)


def principal_axes(vectors: NDArray[np.floating]) -> Float32:
    """(D, 2): the two directions of the largest variance of (N, D) embeddings (Pearson 1901).

    An axis along which nothing differs is zero, so that equal embeddings are equal points.
    """
    some = np.asarray(vectors, np.float64)
    some = some - some.mean(axis=0)
    spread, axes = np.linalg.eigh(some.T @ some / max(1, len(some)))
    chosen = np.zeros((some.shape[1], 2))
    count = min(2, len(spread))
    chosen[:, :count] = axes[:, ::-1][:, :count]
    tiny = 1e-12 * max(1.0, float(np.abs(spread).max(initial=0.0)))
    chosen[:, :count] *= spread[::-1][:count] > tiny
    return _one_way_round(chosen)


def _one_way_round(axes: NDArray[np.floating]) -> Float32:
    """The sign that a library gives an axis is chance; its largest part points up here."""
    largest = axes[np.abs(axes).argmax(axis=0), [0, 1]]
    return (axes * np.where(largest < 0, -1.0, 1.0)).astype(np.float32)


class MapJob:
    """Reads every stored embedding of the model's network and lays it out. Decodes nothing."""

    def __init__(self, session: Session, layout: Layout) -> None:
        self.title = say("Drawing the map")
        self._session = session
        self._layout = layout

    def run(self, context: JobContext) -> LibraryMap | None:
        """None when cancelled; without a point where nothing was heard yet.

        Raises `TaggerError` where the statistics of the model are missing or damaged.
        """
        network, statistics = self._model()
        meter = Meter(context, "Reading what was heard", None)
        if network is None:
            return _nothing(self._layout)
        catalog = self._session.catalog
        meter.total = tracks_heard(catalog, network)
        ids: list[NDArray[np.int64]] = []
        vectors: list[NDArray[np.float16]] = []
        for some, heard in track_vectors(catalog, network):
            if not context.token.proceed():
                return None
            ids.append(some)
            vectors.append(heard)
            meter.step(count=len(some))
        if not ids:
            return _nothing(self._layout)
        if self._layout is Layout.NEIGHBOURS and meter.done >= FEWEST:
            Meter(context, "Finding neighbours", None)
            found = by_neighbours(np.concatenate(vectors).astype(np.float32), context.token)
            return None if found is None else LibraryMap(self._layout, np.concatenate(ids), found)
        layout, axes = self._axes(vectors, statistics)
        placing = Meter(context, "Placing the tracks", meter.done)
        points: list[Float32] = []
        for heard in vectors:
            if not context.token.proceed():
                return None
            points.append(heard.astype(np.float32) @ axes)
            placing.step(count=len(heard))
        return LibraryMap(layout, np.concatenate(ids), np.concatenate(points))

    def _model(self) -> tuple[str | None, Statistics | None]:
        """The network whose embeddings are drawn, and what its model was learned from.

        Without a model that can be loaded there are still its embeddings.
        """
        from tagger.workflow.teach import learned_from

        try:
            listener = self._session.listener()
        except ModelError:
            return most_used_network(self._session.catalog), None
        if self._layout is not Layout.GENRES:
            return listener.network_key, None
        return listener.network_key, learned_from(self._session, listener.model)

    def _axes(
        self, vectors: list[NDArray[np.float16]], statistics: Statistics | None
    ) -> tuple[Layout, Float32]:
        size = vectors[0].shape[1]
        if statistics is not None and statistics.size == size:
            axes = discriminant_axes(statistics)
            if axes is not None:
                return Layout.GENRES, axes
        step = max(1, sum(map(len, vectors)) // _MOST_MEASURED)
        return Layout.SPREAD, principal_axes(np.concatenate([each[::step] for each in vectors]))


def _nothing(layout: Layout) -> LibraryMap:
    return LibraryMap(layout, np.zeros(0, np.int64), np.zeros((0, 2), np.float32))


def inside(points: NDArray[np.floating], polygon: NDArray[np.floating]) -> NDArray[np.bool_]:
    """(N,): which points (N, 2) a closed polygon (M, 2) holds, by the even-odd rule (Shimrat,
    "Algorithm 112: Position of point relative to polygon", 1962)."""
    held = np.zeros(len(points), bool)
    if len(polygon) < 3:
        return held
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    x, y = points[near, 0].astype(np.float64), points[near, 1].astype(np.float64)
    odd = np.zeros(len(near), bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crossing = (y < y0) != (y < y1)
        odd ^= crossing & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    held[near[odd]] = True
    return held
