"""The examples as fine-tuning needs them: kept in memory once read, split by artists, drawn from.

Needs no torch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.errors import TaggerError
from tagger.lab import augment
from tagger.lab.augment import Variation
from tagger.model import Activity, Network, track_embedding
from tagger.model.activity import DECISIVE_KIND, content_of, mean_embedding
from tagger.records import Float32, TrackContent
from tagger.training.evaluation import Labels
from tagger.training.folds import FOLDS, LEAST_GROUPS, NEVER, split

MOST_WINDOWS, LEAST_WINDOWS = 12, 3
"""Windows of an example that are kept, evenly over those that decide."""
MOST_BYTES = 400 << 20
"""Of windows in memory; with very many examples each keeps fewer, down to LEAST_WINDOWS."""
CROP = 3
"""Windows that stand for a track while learning, as the bundled network learned."""

CHANGE = Variation(rate=0.4, equaliser=3.0, shift=2, tempo=0.0)
"""Lighter than what the bundled network learned with: it is to get to know these recordings."""
MIXED = 0.3
MIXED_BETA = 0.4


@dataclass(frozen=True, eq=False)
class Examples:
    """N examples, heard by the network as it is."""

    windows: tuple[NDArray[np.uint8], ...]
    """(W, n_mels, T) each: 0 to 255 from `-top_db` to 0 dB, finer than the bundled network's own
    training data."""
    embeddings: NDArray[np.float16]
    """(N, D) as the app would store them."""
    top_db: float

    def decibels(self, row: int, chosen: NDArray[np.intp] | None = None) -> Float32:
        """(W, n_mels, T): all windows of an example that are kept, or those."""
        values = self.windows[row] if chosen is None else self.windows[row][chosen]
        scale = np.float32(self.top_db / 255)
        return values.astype(np.float32) * scale - np.float32(self.top_db)


@dataclass(frozen=True, eq=False)
class Parts:
    """The rows (ascending) of each part; no group has rows in two."""

    learned: NDArray[np.intp]
    stopping: NDArray[np.intp]
    tested: NDArray[np.intp]


def read_examples(
    network: Network,
    logmels: Callable[[int], Float32],
    count: int,
    read: Callable[[int], None],
) -> Examples:
    """Reads every example once; `read` is told how many are done and may raise.

    As in the app, only the windows with music count, of a track of speech those with speech.
    Raises ValueError where an example has no windows, or others than the network takes.
    """
    front_end = network.front_end
    activity = Activity(network.head, network.activity)
    of_one = front_end.n_mels * front_end.window_frames
    most = int(np.clip(MOST_BYTES / max(count * of_one, 1), LEAST_WINDOWS, MOST_WINDOWS))
    windows: list[NDArray[np.uint8]] = []
    embeddings: list[NDArray[np.float16]] = []
    read(0)
    for row in range(count):
        logmel = logmels(row)
        if logmel.shape[1:] != (front_end.n_mels, front_end.window_frames) or not len(logmel):
            raise ValueError(f"example {row} has windows of the shape {logmel.shape}")
        heard = network.embed(logmel)
        kinds = activity.kinds(heard, logmel)
        content = content_of(kinds)
        decisive = np.arange(len(logmel))
        if content is not TrackContent.NONE:
            decisive = np.flatnonzero([kind is DECISIVE_KIND[content] for kind in kinds])
        places = np.linspace(0, len(decisive) - 1, min(most, len(decisive)))
        kept = decisive[places.astype(np.intp)]
        scaled = np.rint((logmel[kept] / front_end.top_db + 1) * 255)
        windows.append(np.clip(scaled, 0, 255).astype(np.uint8))
        embedding = track_embedding(heard, kinds)
        embeddings.append(mean_embedding(heard) if embedding is None else embedding)
        read(row + 1)
    return Examples(tuple(windows), np.stack(embeddings), front_end.top_db)


def divide(labels: Labels, groups: NDArray[np.intp]) -> Parts:
    """About 65 % to learn from, 15 % for early stopping and 20 % for the test, whole groups each.

    Every genre is spread over the parts as far as its groups allow, and always learned from. Rows
    without a genre are in no part. Raises `TaggerError` where too few artists are there, or only
    one genre: all that a network could learn then is to hear it everywhere.
    """
    if len({genre for genres in labels for genre in genres}) < 2:
        raise TaggerError(
            "The whole network cannot be fine-tuned on one genre alone. Give examples of others "
            "too, also of genres that Tagger knows already."
        )
    part = np.where([bool(genres) for genres in labels], 0, NEVER)
    tested = split(labels, groups, FOLDS).fold == 0
    part[tested] = 2
    rest = np.flatnonzero(part == 0)
    _, numbers = np.unique(groups[rest], return_inverse=True)
    left = [labels[row] for row in rest.tolist()]
    part[rest[split(left, numbers.astype(np.intp), FOLDS).fold == 0]] = 1
    _learn_every_genre(part, labels, groups)
    parts = Parts(*(np.flatnonzero(part == number) for number in range(3)))
    if not (len(parts.tested) and len(parts.stopping)):
        raise TaggerError(
            "The whole network cannot be fine-tuned: there are too few artists to check it by. "
            f"Give examples by at least {LEAST_GROUPS + 1} artists of one genre."
        )
    return parts


def _learn_every_genre(part: NDArray[np.intp], labels: Labels, groups: NDArray[np.intp]) -> None:
    """A genre that stands only beside others may have been held out as a whole: it comes back."""
    for genre in sorted({genre for genres in labels for genre in genres}):
        carries = np.array([genre in genres for genres in labels])
        if not (part[carries] == 0).any():
            group = groups[carries][0]
            part[(groups == group) & (part != NEVER)] = 0


@dataclass(frozen=True, eq=False)
class Draw:
    """Crops of the examples to learn from, every genre as often as the next."""

    examples: Examples
    rows: NDArray[np.intp]
    target: Float32
    """(N, C): the share of each example in each genre of the head; each row sums to 1."""

    def batch(self, size: int, generator: np.random.Generator) -> tuple[Float32, Float32]:
        """Changed crops (size, CROP, n_mels, T) in dB and their targets (size, C)."""
        share = self.target[self.rows]
        present = np.flatnonzero(share.sum(axis=0))
        genres = generator.permutation(np.resize(generator.permutation(present), size))
        crops: list[Float32] = []
        targets: list[Float32] = []
        for genre in genres:
            weight = share[:, genre] / share[:, genre].sum()
            row = int(generator.choice(self.rows, p=weight))
            count = len(self.examples.windows[row])
            chosen = generator.choice(count, CROP, replace=count < CROP)
            crops.append(self.examples.decibels(row, chosen))
            targets.append(self.target[row, :])
        batch = augment.strong(np.stack(crops), generator, CHANGE)
        mixed, own, other = augment.mix(batch, generator, MIXED, MIXED_BETA)
        target = np.stack(targets)
        share = own[:, None]
        return mixed, (share * target + (1 - share) * target[other]).astype(np.float32)
