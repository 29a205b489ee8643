"""How many windows of a track are worth listening to: accuracy against seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tagger.audio.windows import plan_windows
from tagger.lab import data
from tagger.lab.encoding import FORMATS, RATE, encode, read
from tagger.lab.evaluate import known_music
from tagger.lab.figures import Figure, share
from tagger.lab.files import Ear, music_clips
from tagger.lab.listener import Listener, Tracks, open_model, scores
from tagger.model import Network
from tagger.records import Float32

COUNTS = (1, 2, 3, 4, 6, 8, 10)
"""The items for the accuracy have room for 9, so their last step is a small one."""
SETS = ("gtzan", "fma")
TIMED = ("MP3 128k", "FLAC")
SONG_SECONDS = 240
_SONGS = 3
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One number of windows."""

    count: int
    accuracy: tuple[Figure, ...]
    """As SETS, over the genres of the set."""
    seconds: tuple[float, ...]
    """Of one song as TIMED: opened, decoded and embedded; the median over songs."""

    def line(self) -> str:
        shares = [
            f"{figure.value:.3f} {figure.right:>3}/{figure.total:<3}" for figure in self.accuracy
        ]
        times = [f"{seconds:>9.4f}" for seconds in self.seconds]
        return "  ".join([f"{self.count:>7}", *shares, *times])


def accuracy(
    listener: Listener, network: Network, items: Sequence[data.Item], count: int
) -> tuple[Figure, ...]:
    """The share of right first genres by set, of at most `count` windows of each item, spread as
    the app spreads them over a track."""
    heard = [listener.track(spread_windows(item, count)) for item in items]
    tracks = Tracks(np.stack([one for one, _ in heard]), [content for _, content in heard])
    shown = scores(network.head, network.activity, tracks)
    truth = np.array([item.genres[0] for item in items])
    sets = np.array([item.set_name for item in items])
    figures: list[Figure] = []
    for name in SETS:
        rows = sets == name
        within = np.where(known_music(name), shown[rows], -1).argmax(1)
        figures.append(share(name, within == truth[rows]))
    return tuple(figures)


def spread_windows(item: data.Item, count: int) -> Float32:
    """(N, 128, 39) dB: at most `count` windows of an item."""
    hop_seconds = data.FRONT_END.hop_length / data.FRONT_END.sample_rate
    starts = plan_windows((item.frames - 1) * hop_seconds, data.FRONT_END, count)
    return data.decibels(np.stack([data.columns(item, start) for start in starts]))


def seconds_a_song(model: Path, files: Sequence[Path], count: int) -> float:
    """The median time of one file, each at its fastest: other programs only ever add to it."""
    ear = Ear(model, count)
    ear.hear(files[0])
    return float(np.median([min(_times(ear, file)) for file in files]))


def _times(ear: Ear, file: Path) -> Iterator[float]:
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        ear.hear(file)
        yield time.perf_counter() - begun


def songs(recordings: Sequence[Path], count: int, seconds: int) -> Iterator[Float32]:
    """`count` songs (2, samples) of that length, recordings one behind the other."""
    place = 0
    for _ in range(count):
        parts: list[Float32] = []
        while sum(part.shape[1] for part in parts) < seconds * RATE:
            parts.append(read(recordings[place % len(recordings)]))
            place += 1
        yield np.concatenate(parts, axis=1)[:, : seconds * RATE]


def report(model: Path, folder: Path) -> str:
    """The curve as text. Raises FileNotFoundError without the data."""
    listener, network = open_model(model)
    corpus = data.load(folder)
    items = [item for item in corpus.labelled("valid") if item.set_name in SETS]
    with TemporaryDirectory() as made:
        files: dict[str, list[Path]] = {name: [] for name in TIMED}
        for number, song in enumerate(songs(music_clips(folder / "clips"), _SONGS, SONG_SECONDS)):
            for name in TIMED:
                file = encode(Path(made) / f"song{number}", song, FORMATS[name])
                files[name].append(file)
        rows = [
            Row(
                count,
                accuracy(listener, network, items, count),
                tuple(seconds_a_song(model, files[name], count) for name in TIMED),
            )
            for count in COUNTS
        ]
    heading = "  ".join(
        ["windows", *(f"{name:<13}" for name in SETS), *(f"{name:>9}" for name in TIMED)]
    )
    return "\n".join(
        [
            "accuracy on valid items of 30 s (room for 9 windows), and seconds of one "
            f"song of {SONG_SECONDS} s: tags read, decoded and embedded on one thread",
            heading,
            *(row.line() for row in rows),
        ]
    )
