"""Cuts batches out of the corpus. Pure numpy; all randomness comes from one generator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.lab import augment
from tagger.lab.augment import Variation
from tagger.lab.data import (
    GENRES,
    PATCH_FRAMES,
    WINDOW_FRAMES,
    Corpus,
    Item,
    columns,
    decibels,
    known_genres,
)
from tagger.lab.targets import Teachers

WINDOWS = 3
"""Windows of a labelled crop: what the app would average, in small. For distillation a crop is a
single window: at the same cost a batch then holds three times as many songs."""


@dataclass(frozen=True, slots=True)
class TeacherBatch:
    """Single windows with what the teachers said of them.

    `crops` float32 (B, 1, 128, WINDOW_FRAMES) dB. `musicnn` (M, 200) and `yamnet` (M, 64) belong
    to the first M windows, `vggish` (B - M, 64) to the rest.
    """

    crops: NDArray[np.float32]
    musicnn: NDArray[np.float32]
    yamnet: NDArray[np.float32]
    vggish: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class GenreBatch:
    """Crops with genres: `target` (B, C) sums to one, `known` (B, C) is the set's mask."""

    crops: NDArray[np.float32]
    target: NDArray[np.float32]
    known: NDArray[np.bool_]


def spread(item: Item, generator: np.random.Generator, count: int = WINDOWS) -> list[int]:
    """Random starts of `count` windows, one in each equal part of the item."""
    room = item.frames - WINDOW_FRAMES
    return [int((k + generator.random()) / count * (room + 1)) for k in range(count)]


def crop(item: Item, starts: Sequence[int], coarse: bool, tempo: float = 1.0) -> NDArray[np.uint8]:
    """(starts, 128, WINDOW_FRAMES) of the item."""
    return np.stack([columns(item, start, coarse, tempo) for start in starts])


class TeacherSampler:
    """Draws windows of real audio, augmented pieces and FMA in fixed numbers."""

    def __init__(self, corpus: Corpus, teachers: Teachers, coarse_rate: float = 0.25) -> None:
        audio = corpus.audio.part("train")
        pieces = corpus.augmented
        self._sources = [
            (audio.items, teachers.patches(audio), teachers.yamnet.apply(audio.yamnet)),
            (pieces.items, teachers.patches(pieces), teachers.yamnet.apply(pieces.yamnet)),
        ]
        rows = [
            i
            for i, item in enumerate(corpus.fma)
            if item.split == "train" and not np.isnan(corpus.vggish[i]).any()
        ]
        self._fma = [corpus.fma[i] for i in rows]
        self._vggish = teachers.vggish.apply(corpus.vggish[rows])
        self._coarse_rate = coarse_rate

    def draw(
        self, generator: np.random.Generator, audio: int, augmented: int, fma: int
    ) -> TeacherBatch:
        """A batch of the given numbers of windows, with a level shift as the only change."""
        crops: list[NDArray[np.uint8]] = []
        musicnn: list[NDArray[np.float32]] = []
        yamnet: list[NDArray[np.float32]] = []
        for (items, patches, songs), count in zip(self._sources, (audio, augmented), strict=True):
            for i in generator.choice(len(items), count, replace=False):
                patch = int(generator.integers(len(patches[i])))
                start = round(PATCH_FRAMES * patch)
                crops.append(crop(items[i], [start], generator.random() < self._coarse_rate))
                musicnn.append(patches[i][patch])
                yamnet.append(songs[i])
        rows = generator.choice(len(self._fma), fma, replace=False)
        crops.extend(crop(self._fma[i], spread(self._fma[i], generator, 1), False) for i in rows)
        shifted = augment.level(decibels(np.stack(crops)), generator)
        return TeacherBatch(shifted, np.stack(musicnn), np.stack(yamnet), self._vggish[rows])


class GenreSampler:
    """Draws labelled crops: a set by its share, a genre evenly within it, an item of that genre."""

    def __init__(
        self,
        items: Sequence[Item],
        shares: dict[str, float],
        smoothing: float,
        change: Variation,
        coarse_rate: float = 0.3,
    ) -> None:
        self._pools: dict[str, list[list[Item]]] = {}
        for name in shares:
            pools: list[list[Item]] = [[] for _ in GENRES]
            for item in items:
                if item.set_name == name:
                    for genre in item.genres:
                        pools[genre].append(item)
            self._pools[name] = [pool for pool in pools if pool]
        self._names = list(shares)
        self._shares = np.array([shares[name] for name in self._names])
        self._shares /= self._shares.sum()
        self._smoothing = smoothing
        self._change = change
        self._coarse_rate = coarse_rate

    def target(self, item: Item) -> NDArray[np.float32]:
        """(C,) genre mass of the item, smoothed over the genres that its set knows."""
        known = known_genres(item.set_name)
        target = self._smoothing * known / known.sum()
        target[list(item.genres)] += (1 - self._smoothing) / len(item.genres)
        return target.astype(np.float32)

    def draw(self, generator: np.random.Generator, count: int) -> GenreBatch:
        """`count` augmented crops."""
        crops: list[NDArray[np.uint8]] = []
        picked: list[Item] = []
        for name in generator.choice(self._names, count, p=self._shares):
            pools = self._pools[str(name)]
            pool = pools[generator.integers(len(pools))]
            item = pool[generator.integers(len(pool))]
            coarse = generator.random() < self._coarse_rate
            tempo = self._change.draw_tempo(generator)
            crops.append(crop(item, spread(item, generator), coarse, tempo))
            picked.append(item)
        changed = augment.strong(decibels(np.stack(crops)), generator, self._change)
        return GenreBatch(
            changed,
            np.stack([self.target(item) for item in picked]),
            np.stack([known_genres(item.set_name) for item in picked]),
        )
