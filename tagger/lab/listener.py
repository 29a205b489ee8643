"""The exported network, listening to mel items as the app listens to files. Needs no torch."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.lab import data
from tagger.model import Head, Network
from tagger.model.activity import (
    SOUNDING_KINDS,
    ActivityHead,
    content_of,
    mean_embedding,
    sounding_windows,
    spoken_verdict,
    track_embedding,
)
from tagger.records import TrackContent, WindowKind


@dataclass(frozen=True, slots=True)
class Tracks:
    """What the app would keep of some items."""

    embeddings: NDArray[np.float16]
    """(N, D): the mean over the windows that decide; over all of them where none does."""
    contents: list[TrackContent]
    """N of them; all MUSIC where the model does not tell music from speech and noise."""


class Listener:
    """A model file in onnxruntime, on one thread; its metadata may be missing.

    `activity` tells music from speech and noise; None hears everything as music. Raises whatever
    onnxruntime raises where the file is missing or no model.
    """

    def __init__(self, path: Path, activity: ActivityHead | None = None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.activity = activity
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )

    def embedding(self, logmel: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, 1, 128, T) dB -> (N, D)."""
        return np.asarray(self._session.run(["embedding"], {"logmel": logmel})[0])

    def hear(self, items: Sequence[data.Item]) -> Tracks:
        """Every item, cut into windows side by side."""
        heard = [self.track(data.windows(item)[:, 0]) for item in items]
        return Tracks(np.stack([one for one, _ in heard]), [content for _, content in heard])

    def track(self, logmel: NDArray[np.float32]) -> tuple[NDArray[np.float16], TrackContent]:
        """Embedding (D,) and content of one track from its windows (N, 128, T)."""
        embeddings = self.embedding(logmel[:, None])
        kinds = self.kinds(embeddings, logmel)
        embedding = track_embedding(embeddings, kinds)
        if embedding is None:
            embedding = mean_embedding(embeddings)
        return embedding, content_of(kinds)

    def kinds(
        self, embeddings: NDArray[np.float32], logmel: NDArray[np.float32]
    ) -> list[WindowKind]:
        """What each window (N, 128, T) with its embedding (N, D) holds."""
        best = np.zeros(len(embeddings), int)
        if self.activity is not None:
            best = self.activity.probabilities(embeddings).argmax(1)
        return [
            SOUNDING_KINDS[kind] if sounds else WindowKind.SILENCE
            for kind, sounds in zip(best, sounding_windows(logmel), strict=True)
        ]


def scores(head: Head, activity: ActivityHead | None, tracks: Tracks) -> NDArray[np.float64]:
    """Probabilities (N, C) as the app shows them: a track of speech is Spoken Word first.

    A track without music or speech gets no suggestion in the app; here it is scored like music,
    so it is an error only where the head is wrong.
    """
    found = head.probabilities(tracks.embeddings).astype(np.float64)
    for row, content in enumerate(tracks.contents):
        if activity is not None and content is TrackContent.SPEECH:
            embedding = tracks.embeddings[row]
            speech = float(activity.probabilities(embedding[None])[0, 1])
            for score in spoken_verdict(head.suggest(embedding), speech, 0).scores:
                found[row, data.GENRES.index(score.genre)] = score.probability
            # Where it is only as likely as the next one it still stands first.
            found[row, data.SPOKEN_WORD] += 1e-9
    return found


def open_model(path: Path) -> tuple[Listener, Network]:
    """A finished model for measuring. Raises ModelError where the app would refuse it."""
    network = Network(path)
    return Listener(path, network.activity), network


def milliseconds(listener: Listener, runs: int = 50) -> float:
    """Time for 30 s of sound (10 windows) on one thread: the fastest of `runs`, since other
    programs on the machine only ever add to it."""
    logmel = np.random.default_rng(0).uniform(-80, 0, (10, 1, 128, data.WINDOW_FRAMES))
    sound = logmel.astype(np.float32)
    times: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        listener.embedding(sound)
        times.append(time.perf_counter() - begun)
    return 1000 * min(times)
