"""Music, speech, noise or silence: what the windows of a track hold, and so the track itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.model.classifier import Answer, Head, Verdict
from tagger.records import (
    SPOKEN_WORD,
    Float32,
    GenreScore,
    TrackContent,
    WindowKind,
)

SILENT_WINDOW_DB = -60.0
"""A window whose loudest mel band stays below this, relative to the track, decides nothing."""

SOUNDING_KINDS = (WindowKind.MUSIC, WindowKind.SPEECH, WindowKind.NOISE)
"""The kinds that are told apart by ear, in the order of every array of their probabilities."""

LEAST_MUSIC_SHARE = 0.3
"""Music in fewer of the windows with music or speech makes a track spoken word: a podcast with
jingles is one, a song with a spoken introduction is not."""

DECISIVE_KIND = {TrackContent.MUSIC: WindowKind.MUSIC, TrackContent.SPEECH: WindowKind.SPEECH}
"""Whose windows stand for the track."""


@dataclass(frozen=True, eq=False)
class ActivityHead:
    """A linear softmax classifier on the embedding of one window, as it comes from the network."""

    weight: Float32
    """(3, embedding), rows as `SOUNDING_KINDS`."""
    bias: Float32
    """(3,)."""

    def __post_init__(self) -> None:
        if self.weight.ndim != 2 or self.weight.shape[0] != len(SOUNDING_KINDS):
            raise ValueError(f"{len(SOUNDING_KINDS)} kinds, weight {self.weight.shape}")
        if self.bias.shape != (len(SOUNDING_KINDS),):
            raise ValueError(f"{len(SOUNDING_KINDS)} kinds, bias {self.bias.shape}")
        if not (np.isfinite(self.weight).all() and np.isfinite(self.bias).all()):
            raise ValueError("weight and bias must be finite")

    def probabilities(self, embeddings: NDArray) -> Float32:
        """(N, embedding) to (N, 3); every row sums to 1."""
        logits = np.asarray(embeddings, dtype=np.float32) @ self.weight.T + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        return logits


class Activity:
    """Tells what windows hold, by a model's own classifier.

    A model without one (the first version's, and personal ones made from it) hears speech where
    its genre head finds Spoken Word most likely, else music, and never noise.
    """

    def __init__(self, genres: Head, classifier: ActivityHead | None = None) -> None:
        self._genres = genres
        self._classifier = classifier

    @property
    def knows_noise(self) -> bool:
        return self._classifier is not None

    def probabilities(self, embeddings: NDArray) -> Float32:
        """(N, embedding) of windows that hold sound to (N, 3), columns as `SOUNDING_KINDS`.

        The greatest tells the kind.
        """
        if self._classifier is not None:
            return self._classifier.probabilities(embeddings)
        found = np.zeros((len(embeddings), len(SOUNDING_KINDS)), dtype=np.float32)
        if SPOKEN_WORD in self._genres.genres:
            scores = self._genres.probabilities(embeddings)
            place = self._genres.genres.index(SPOKEN_WORD)
            others = np.delete(scores, place, axis=1).max(axis=1, initial=0)
            found[:, 1] = scores[:, place] / (scores[:, place] + others)
        found[:, 0] = 1 - found[:, 1]
        return found

    def kinds(self, embeddings: NDArray, logmel: Float32) -> list[WindowKind]:
        """What each window holds.

        `embeddings` (N, embedding) are those of the windows `logmel` (N, n_mels, frames), in dB
        relative to the track.
        """
        best = self.probabilities(embeddings).argmax(axis=1)
        return [
            SOUNDING_KINDS[kind] if sounds else WindowKind.SILENCE
            for kind, sounds in zip(best, sounding_windows(logmel), strict=True)
        ]

    def speech_probabilities(self, embeddings: NDArray) -> Float32:
        """How likely tracks' mean embeddings (N, embedding) are speech (N,)."""
        if self._classifier is not None:
            return self._classifier.probabilities(embeddings)[:, 1]
        if SPOKEN_WORD not in self._genres.genres:
            return np.zeros(len(embeddings), dtype=np.float32)
        place = self._genres.genres.index(SPOKEN_WORD)
        return self._genres.probabilities(embeddings)[:, place]


def sounding_windows(logmel: Float32) -> NDArray[np.bool_]:
    """Which windows (N,) of (N, n_mels, frames) in dB relative to the track hold sound."""
    return logmel.max(axis=(1, 2)) >= SILENT_WINDOW_DB


def content_of(kinds: Sequence[WindowKind]) -> TrackContent:
    """What a track is whose windows hold these."""
    count = Counter(kinds)
    music, speech = count[WindowKind.MUSIC], count[WindowKind.SPEECH]
    if not music + speech:
        return TrackContent.NONE
    if music < LEAST_MUSIC_SHARE * (music + speech):
        return TrackContent.SPEECH
    return TrackContent.MUSIC


def track_embedding(embeddings: Float32, kinds: Sequence[WindowKind]) -> NDArray[np.float16] | None:
    """The embedding of a track (embedding,), as it is stored and learned from.

    The mean over the windows (N, embedding) of the kind that decides; None when there are none.
    """
    content = content_of(kinds)
    if content is TrackContent.NONE:
        return None
    decisive = DECISIVE_KIND[content]
    return mean_embedding(embeddings[[kind is decisive for kind in kinds]])


def mean_embedding(embeddings: Float32) -> NDArray[np.float16]:
    """The mean (embedding,) of windows (N, embedding), N at least 1; always finite."""
    largest = float(np.finfo(np.float16).max)
    mean = embeddings.mean(axis=0, dtype=np.float64)
    return np.clip(mean, -largest, largest).astype(np.float16)


def spoken_probabilities(others: NDArray, speech: NDArray) -> NDArray[np.float64]:
    """(N, 1 + C) probabilities of tracks that are speech: Spoken Word, then the other genres.

    `speech` (N,) is how likely it is; the others share the rest in the proportions (N, C) that the
    head gives them. It never falls below the runner-up's, since the windows have decided.
    """
    others = others.astype(np.float64)
    total = others.sum(axis=1, keepdims=True)
    shares = np.divide(others, total, out=np.zeros_like(others), where=total > 0)
    top = shares.max(axis=1, initial=0)
    spoken = np.maximum(speech, top / (1 + top))[:, None]
    # Rounding might put the runner-up a hair above.
    return np.hstack([spoken, np.minimum((1 - spoken) * shares, spoken)])


def answer_spoken(head: Head, embeddings: NDArray, speech: NDArray) -> Answer:
    """What a head says of tracks of speech (N, embedding): Spoken Word first, and it alone."""
    known = [place for place, genre in enumerate(head.genres) if genre != SPOKEN_WORD]
    genres = (SPOKEN_WORD, *(head.genres[place] for place in known))
    probabilities = spoken_probabilities(head.probabilities(embeddings)[:, known], speech)
    unsure_below = np.full(len(genres), head.unsure_limit(SPOKEN_WORD))
    return Answer(genres, probabilities, unsure_below, np.full(len(genres), np.inf))


def spoken_verdict(verdict: Verdict, speech: float, unsure_below: float) -> Verdict:
    """A head's verdict on a track that is speech: Spoken Word first, whatever the head says.

    `speech` is its probability; see `spoken_probabilities`.
    """
    others = [score for score in verdict.scores if score.genre != SPOKEN_WORD]
    given = np.array([[score.probability for score in others]])
    shares = spoken_probabilities(given, np.array([speech]))[0].tolist()
    genres = (SPOKEN_WORD, *(score.genre for score in others))
    scores = tuple(map(GenreScore, genres, shares))
    return Verdict(scores, unsure=shares[0] < unsure_below)
