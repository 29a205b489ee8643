"""Windows of music, speech and noise, and of their mixtures, as embeddings for the activity head.

What decides: a voice over music belongs to the music, a voice in noise is speech, music in noise is
music. Mixtures are made in the mel domain, where the powers of independent sounds add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.lab import data, noise
from tagger.lab.batches import crop, spread
from tagger.lab.listener import Listener
from tagger.model.activity import SOUNDING_KINDS, sounding_windows
from tagger.records import WindowKind

TRAIN_NOISE = 40
VALID_NOISE = 15
"""Items of every kind of noise."""

SPEECH_IN_NOISE = (10, 20)
MUSIC_IN_NOISE = (0, 10, 20)
"""dB that speech or music is louder than the noise in the measured mixtures."""
SPEECH_OVER_MUSIC = (0, 5, 10)
"""dB that the voice is louder than the music in the measured mixtures."""

_COARSE_RATE = 0.3
_LOWEST_CUT = 64
"""Mel band at 2.3 kHz: less is left by no recorder."""
_BATCH = 64
_SEED = 11

Crops = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """Embeddings of single windows with what they hold, row by row."""

    embeddings: NDArray[np.float32]
    """(N, D)."""
    kind: NDArray[np.int_]
    """(N,) index into SOUNDING_KINDS."""
    item: NDArray[np.int_]
    """(N,) number of the item or mixture that the window is part of."""
    group: NDArray[np.str_]
    """(N,) the set, the kind of noise or the mixture, as a name for figures."""
    noise: NDArray[np.str_]
    """(N,) the kind of noise in it, empty where there is none."""

    def rows(self, chosen: NDArray[np.bool_]) -> Heard:
        """Some of the rows."""
        return Heard(
            self.embeddings[chosen], self.kind[chosen], self.item[chosen], self.group[chosen],
            self.noise[chosen],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sound:
    """Windows (N, 128, 39) in dB of one item before they are embedded."""

    crops: Crops
    kind: WindowKind
    group: str
    noise: str = ""


def train_sounds(corpus: data.Corpus) -> Iterator[Sound]:
    """What the head learns from: the train parts, changed as recordings differ."""
    generator = np.random.default_rng(_SEED)
    hums = noise.items(list(noise.KINDS), TRAIN_NOISE, _SEED, "train")
    voices = [item for item in corpus.speech if item.split == "train"]
    for item in music_items(corpus, "train"):
        plain = _some(item, generator)
        yield Sound(_recorded(plain, generator, 0.4), WindowKind.MUSIC, music_group(item))
        if generator.random() < 0.35:
            hum = hums[generator.integers(len(hums))]
            mixed = mix(plain, _some(hum, generator), -generator.uniform(0, 30))
            changed = _recorded(mixed, generator, 0.4)
            yield Sound(changed, WindowKind.MUSIC, "music in noise", noise.kind_of(hum))
        if generator.random() < 0.2:
            voice = _some(voices[generator.integers(len(voices))], generator)
            mixed = mix(plain, voice, generator.uniform(-12, 12))
            yield Sound(_recorded(mixed, generator, 0.4), WindowKind.MUSIC, "speech over music")
    for item in voices:
        plain = data.windows(item)[:, 0]
        yield Sound(plain, WindowKind.SPEECH, "speech")
        yield Sound(_recorded(plain, generator, 0.8), WindowKind.SPEECH, "speech")
        for _ in range(3):
            hum = hums[generator.integers(len(hums))]
            mixed = mix(plain, _some(hum, generator, len(plain)), -generator.uniform(5, 35))
            changed = _recorded(mixed, generator, 0.5)
            yield Sound(changed, WindowKind.SPEECH, "speech in noise", noise.kind_of(hum))
    for item in hums:
        group = f"noise {noise.kind_of(item)}"
        plain = data.windows(item)[:, 0]
        yield Sound(plain, WindowKind.NOISE, group, noise.kind_of(item))
        changed = _recorded(_some(item, generator), generator, 0.9)
        yield Sound(changed, WindowKind.NOISE, group, noise.kind_of(item))


def valid_sounds(corpus: data.Corpus) -> Iterator[Sound]:
    """What the head is measured on: whole items of the valid parts, and mixtures of them."""
    generator = np.random.default_rng(_SEED + 1)
    hums = noise.items(list(noise.KINDS), VALID_NOISE, _SEED + 1, "valid")
    voices = [item for item in corpus.speech if item.split == "valid"]
    music = music_items(corpus, "valid")
    for item in music:
        yield Sound(data.windows(item)[:, 0], WindowKind.MUSIC, music_group(item))
    for item in voices:
        yield Sound(data.windows(item)[:, 0], WindowKind.SPEECH, "speech")
    for item in hums:
        kind = noise.kind_of(item)
        yield Sound(data.windows(item)[:, 0], WindowKind.NOISE, f"noise {kind}", kind)
    for level in SPEECH_IN_NOISE:
        for item in voices:
            plain, hum = data.windows(item)[:, 0], hums[generator.integers(len(hums))]
            mixed = mix(plain, _some(hum, generator, len(plain)), -level)
            group = f"speech {level} dB above noise"
            yield Sound(mixed, WindowKind.SPEECH, group, noise.kind_of(hum))
    sample = [music[i] for i in generator.choice(len(music), min(150, len(music)), replace=False)]
    for level in MUSIC_IN_NOISE:
        for item in sample:
            hum = hums[generator.integers(len(hums))]
            mixed = mix(_some(item, generator), _some(hum, generator), -level)
            group = f"music {level} dB above noise"
            yield Sound(mixed, WindowKind.MUSIC, group, noise.kind_of(hum))
    for level in SPEECH_OVER_MUSIC:
        for item in sample:
            voice = _some(voices[generator.integers(len(voices))], generator)
            mixed = mix(_some(item, generator), voice, level)
            yield Sound(mixed, WindowKind.MUSIC, f"voice {level} dB above music")


def music_items(corpus: data.Corpus, split: str) -> list[data.Item]:
    """All music of a part, also what has no genre."""
    everything = [*corpus.gtzan, *corpus.fma, *corpus.audio.items]
    return [item for item in everything if item.split == split]


def music_group(item: data.Item) -> str:
    """The item's set; those without genres go together."""
    return item.set_name if item.set_name in data.LABELS else "other music"


def hear(listener: Listener, sounds: Iterator[Sound]) -> Heard:
    """Embeds the windows that hold sound, as the app does; silent ones decide nothing."""
    embeddings: list[NDArray[np.float32]] = []
    kinds: list[int] = []
    owners: list[int] = []
    groups: list[str] = []
    noises: list[str] = []
    waiting: list[Crops] = []
    for number, sound in enumerate(sounds):
        crops = sound.crops[sounding_windows(sound.crops)]
        waiting.append(crops)
        kinds += [SOUNDING_KINDS.index(sound.kind)] * len(crops)
        owners += [number] * len(crops)
        groups += [sound.group] * len(crops)
        noises += [sound.noise] * len(crops)
        if sum(map(len, waiting)) >= _BATCH:
            embeddings.append(listener.embedding(np.concatenate(waiting)[:, None]))
            waiting.clear()
    if any(map(len, waiting)):
        embeddings.append(listener.embedding(np.concatenate(waiting)[:, None]))
    return Heard(
        np.concatenate(embeddings), np.array(kinds), np.array(owners), np.array(groups),
        np.array(noises),
    )  # fmt: skip


def mix(under: Crops, over: Crops, level: float) -> Crops:
    """Windows (N, 128, 39) with others on top, whose mean power is `level` dB above theirs.

    Where the sum is louder than either alone it becomes the loudest of the track, so all of it is
    relative to it.
    """
    power, other = 10 ** (under / 10), 10 ** (over / 10)
    other *= power.mean() / other.mean() * 10 ** (level / 10)
    mixed = 10 * np.log10(power + other)
    return np.maximum(mixed - max(mixed.max() - under.max(), 0), -80).astype(np.float32)


def _some(item: data.Item, generator: np.random.Generator, count: int = 0) -> Crops:
    """A few windows of an item, or `count` of them, beginning again where it has fewer."""
    starts: Sequence[int] = spread(item, generator)
    crops = data.decibels(crop(item, starts, generator.random() < _COARSE_RATE))
    return crops[np.arange(count or len(crops)) % len(crops)]


def _recorded(crops: Crops, generator: np.random.Generator, rate: float) -> Crops:
    """Quieter than the rest of its track, or without its top, each on a share of the items."""
    if generator.random() < rate:
        crops = np.clip(crops - generator.uniform(0, 35), -80, 0).astype(np.float32)
    if generator.random() < rate / 2:
        crops = crops.copy()
        crops[:, generator.integers(_LOWEST_CUT, crops.shape[1]) :] = -80
    return crops
