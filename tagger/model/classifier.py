"""Embeddings to calibrated genre scores: the model's own head or a personal one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tagger.records import MOST_SUGGESTED, Float32, GenreScore


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
    also_above: float = 1.0
    """A genre other than the best one is suggested too from this probability on; 1 is never."""

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
        if not 0 < self.also_above <= 1:
            raise ValueError(f"also_above {self.also_above}")

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
        if self.also_above < 1:
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

    def suggest(self, embedding: NDArray) -> Verdict:
        """The verdict on one track's embedding (embedding,)."""
        return self._verdict(self.probabilities(embedding[None])[0])

    def suggest_many(self, embeddings: NDArray) -> list[Verdict]:
        """The verdicts on many tracks' embeddings (N, embedding)."""
        return [self._verdict(row) for row in self.probabilities(embeddings)]

    def _verdict(self, probabilities: Float32) -> Verdict:
        order = np.argsort(-probabilities, kind="stable")
        scores = tuple(GenreScore(self.genres[i], float(probabilities[i])) for i in order)
        unsure = scores[0].probability < self.unsure_limit(scores[0].genre)
        return Verdict(scores, unsure, 1 if unsure else count_likely(scores, self.also_above))


def count_likely(scores: Sequence[GenreScore], also_above: float) -> int:
    """How many of the scores, best first, are suggested by an answer that is sure.

    The best one always; the next ones as far as they reach `also_above`.
    """
    others = scores[1:MOST_SUGGESTED]
    return 1 + sum(score.probability >= also_above for score in others)
