"""Embeddings to calibrated genre scores: the model's own head or a personal one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tagger.records import MOST_SUGGESTED, Float32, GenreScore, RankedGenres


@dataclass(frozen=True)
class Verdict:
    """What a head says of one track."""

    scores: tuple[GenreScore, ...]
    """Every genre, best first; the probabilities sum to 1."""
    unsure: bool
    likely: int = 1
    """How many of the scores, from the first, are suggested."""


@dataclass(frozen=True, eq=False)
class Head:
    """A linear classifier on the embedding with calibrated probabilities.

    The temperature divides the logits (Guo et al., "On Calibration of Modern Neural Networks",
    ICML 2017). A head is always applied to an embedding rounded to float16, the form in which
    embeddings are stored, so that a fresh answer and one from the catalog are the same.
    """

    genres: tuple[str, ...]
    weight: Float32
    """(genres, embedding)."""
    bias: Float32
    """(genres,)."""
    temperature: float = 1.0
    unsure_below: float | tuple[float, ...] = 0.0
    """Below this best probability the answer is called unsure: one limit for all genres, or one
    for each."""
    also_above: float | tuple[float, ...] = 1.0
    """A genre other than the best one is suggested too from this probability on, one limit for all
    genres or one for each; 1 is never."""

    def __post_init__(self) -> None:
        if self.weight.ndim != 2 or self.weight.shape[0] != len(self.genres):
            raise ValueError(f"{len(self.genres)} genres, weight {self.weight.shape}")
        if self.bias.shape != (len(self.genres),):
            raise ValueError(f"{len(self.genres)} genres, bias {self.bias.shape}")
        if not (np.isfinite(self.temperature) and self.temperature > 0):
            raise ValueError(f"temperature {self.temperature}")
        if not (np.isfinite(self.weight).all() and np.isfinite(self.bias).all()):
            raise ValueError("weight and bias must be finite")
        limits = self.unsure_below
        if isinstance(limits, tuple) and len(limits) != len(self.genres):
            raise ValueError(f"{len(self.genres)} genres, {len(limits)} limits of unsure")
        if not np.isfinite(limits).all():
            raise ValueError("limits of unsure must be finite")
        also = self.also_above
        if isinstance(also, tuple) and len(also) != len(self.genres):
            raise ValueError(f"{len(self.genres)} genres, {len(also)} limits of further genres")
        if not all(0 < limit <= 1 for limit in (also if isinstance(also, tuple) else (also,))):
            raise ValueError(f"also_above {also}")

    @property
    def embedding_size(self) -> int:
        return self.weight.shape[1]

    @cached_property
    def sha256(self) -> str:
        """Names this very head: its genres and all its numbers."""
        digest = hashlib.sha256(json.dumps(self.genres).encode())
        for array in (self.weight, self.bias):
            digest.update(np.ascontiguousarray(array, dtype="<f4").tobytes())
        rule: list[object] = [self.temperature, self.unsure_below]
        if self.also_above != 1:
            # Left out otherwise: heads from before this rule keep the name under which what they
            # said is stored.
            rule.append(self.also_above)
        digest.update(json.dumps(rule).encode())
        return digest.hexdigest()

    def unsure_limit(self, genre: str) -> float:
        """Below which probability an answer with this best genre is unsure.

        A genre that is not the head's own gets the strictest of its limits.
        """
        if not isinstance(self.unsure_below, tuple):
            return self.unsure_below
        if genre not in self.genres:
            return max(self.unsure_below)
        return self.unsure_below[self.genres.index(genre)]

    def logits(self, embeddings: ArrayLike) -> Float32:
        """(N, embedding) to (N, genres), before temperature and softmax."""
        rounded = np.asarray(embeddings).astype(np.float16).astype(np.float32)
        return rounded @ self.weight.T + self.bias

    def probabilities(self, embeddings: ArrayLike) -> Float32:
        """(N, embedding) to (N, genres); every row sums to 1."""
        logits = self.logits(embeddings)
        logits /= np.float32(self.temperature)
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        return logits

    def also_limits(self) -> NDArray[np.float64]:
        """(genres,): from which probability on each is suggested beside a better one."""
        return _for_each(self.also_above, self.genres)

    def suggest(self, embedding: NDArray) -> Verdict:
        """The verdict on one track's embedding (embedding,)."""
        return self.suggest_many(embedding[None])[0]

    def suggest_many(self, embeddings: NDArray) -> list[Verdict]:
        """The verdicts on many tracks' embeddings (N, embedding)."""
        return verdicts(self.rank(self.probabilities(embeddings)))

    def rank(self, probabilities: Float32, most: int | None = None) -> RankedGenres:
        """What these probabilities (N, genres) come to; of each track the `most` best genres."""
        return self.answer(probabilities).rank(most)

    def answer(self, probabilities: NDArray[np.floating]) -> Answer:
        """These probabilities (N, genres) with what is asked of them."""
        unsure_below = _for_each(self.unsure_below, self.genres)
        return Answer(self.genres, probabilities, unsure_below, self.also_limits())


@dataclass(frozen=True, eq=False)
class Answer:
    """How likely each of C genres is for N tracks, and what it takes to be suggested."""

    genres: tuple[str, ...]
    probabilities: NDArray[np.floating]
    """(N, C)."""
    unsure_below: NDArray[np.float64]
    """(C,): see `rank`."""
    also_above: NDArray[np.float64]
    """(C,): see `rank`."""

    def rank(self, most: int | None = None) -> RankedGenres:
        limits = (self.unsure_below, self.also_above)
        return rank(self.genres, self.probabilities, *limits, most)

    def only(self, genres: tuple[str, ...], probabilities: NDArray[np.floating]) -> Answer:
        """Other probabilities (N, K) of K of its genres, of which the same is asked."""
        places = [self.genres.index(genre) for genre in genres]
        return Answer(genres, probabilities, self.unsure_below[places], self.also_above[places])


def rank(
    genres: tuple[str, ...],
    probabilities: NDArray[np.floating],
    unsure_below: NDArray[np.float64],
    also_above: NDArray[np.float64],
    most: int | None = None,
) -> RankedGenres:
    """Order the genres of many tracks (N, C) and say which are suggested.

    `unsure_below` (C,) is asked of the best genre. A second or third one is suggested from its own
    `also_above` (C,) on, but never past one that is more likely and stays below its own: a person
    who sees the probabilities would not know why.
    """
    order = _best_first(probabilities, most)
    chosen = np.take_along_axis(probabilities, order, axis=1)
    unsure = chosen[:, 0] < unsure_below[order[:, 0]]
    reached = chosen[:, 1:MOST_SUGGESTED] >= also_above[order[:, 1:MOST_SUGGESTED]]
    further = np.logical_and.accumulate(reached, axis=1).sum(axis=1)
    return RankedGenres(genres, order, chosen, unsure, np.where(unsure, 1, 1 + further))


def verdicts(ranked: RankedGenres) -> list[Verdict]:
    """The same one by one."""
    names = ranked.genres
    columns = (ranked.order, ranked.probabilities, ranked.unsure, ranked.likely)
    return [
        Verdict(
            tuple(GenreScore(names[i], p) for i, p in zip(places, chances, strict=True)),
            unsure,
            likely,
        )
        for places, chances, unsure, likely in zip(*(c.tolist() for c in columns), strict=True)
    ]


def _for_each(limits: float | tuple[float, ...], genres: tuple[str, ...]) -> NDArray[np.float64]:
    return np.broadcast_to(np.asarray(limits, dtype=np.float64), len(genres))


def _best_first(probabilities: NDArray[np.floating], most: int | None) -> NDArray[np.intp]:
    """(N, C) to the places (N, K) of the best; of equal ones the first comes first."""
    if most is None or most >= probabilities.shape[1]:
        return np.argsort(-probabilities, axis=1, kind="stable")
    best = np.argpartition(-probabilities, most - 1, axis=1)[:, :most]
    best.sort(axis=1)
    chances = np.take_along_axis(probabilities, best, axis=1)
    return np.take_along_axis(best, np.argsort(-chances, axis=1, kind="stable"), axis=1)
