"""The training data as numpy arrays: mel items with their genres, and the teachers' outputs.

The folder's own README says where the sets come from and what their columns mean. Mel values are
uint8 0..127 (`dB = -80 + value * 80 / 127`, relative to the item's maximum) and stay so until a
batch is cut, because all of it together is then small enough for memory.
"""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger import records
from tagger.records import FrontEnd

GENRES: tuple[str, ...] = (
    "Blues", "Classical", "Country", "Disco", "Electronic", "Experimental", "Folk", "Hip-Hop",
    "Instrumental", "International", "Jazz", "Latin", "Metal", "Pop", "R&B", "Reggae", "Rock",
    "Spoken Word",
)  # fmt: skip
SPOKEN_WORD = GENRES.index(records.SPOKEN_WORD)
FRONT_END = FrontEnd(
    sample_rate=22_050, n_fft=2048, hop_length=1710, window="hann", n_mels=128,
    mel_scale="slaney", fmin=0.0, fmax=11_025.0, power=2.0, top_db=80.0, window_seconds=3.0,
)  # fmt: skip
"""What the data was made with; the export writes it into the model file, where the app reads it."""
WINDOW_FRAMES = FRONT_END.window_frames
"""Frames of one window of the app: 39, 3 s at 22050 / 1710 frames a second."""
PATCH_FRAMES = 2.992 * 22050 / 1710
"""Distance between two musicnn patches in frames."""

_GTZAN = {
    "blues": "Blues", "classical": "Classical", "country": "Country", "disco": "Disco",
    "hiphop": "Hip-Hop", "jazz": "Jazz", "metal": "Metal", "pop": "Pop", "reggae": "Reggae",
    "rock": "Rock",
}  # fmt: skip
_FMA = {
    name: name
    for name in (
        "Electronic", "Experimental", "Folk", "Hip-Hop", "Instrumental", "International", "Pop",
        "Rock",
    )
}  # fmt: skip
_TAFFC = {
    "Rap": "Hip-Hop", "Pop/Rock": "Rock", "Jazz": "Jazz", "Country": "Country", "Blues": "Blues",
    "Reggae": "Reggae", "Electronic": "Electronic", "R&B": "R&B", "Latin": "Latin",
}  # fmt: skip
_EMOTIFY = {name: name for name in ("Classical", "Electronic", "Pop", "Rock")}
LABELS: dict[str, dict[str, str]] = {
    "gtzan": _GTZAN,
    "fma": _FMA,
    "taffc": _TAFFC,
    "emotify": _EMOTIFY,
    "speech": {"speech": records.SPOKEN_WORD},
}
"""Per labelled set: its label -> canonical genre. Set `zouk` is absent on purpose: the bundled
model must not know it, since the tests teach it as a person's own genre."""


def known_genres(set_name: str) -> NDArray[np.bool_]:
    """(C,) mask of the genres that decide an item of the set.

    No music set labels speech, so for music it is known not to be Spoken Word; an item of speech
    is known to be none of the others.
    """
    known = np.zeros(len(GENRES), bool)
    if set_name == "speech":
        known[:] = True
    known[[GENRES.index(name) for name in LABELS[set_name].values()]] = True
    known[SPOKEN_WORD] = True
    return known


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled or unlabelled piece of sound.

    `mel` is a uint8 (128, frames) view; one column lasts `repeat` frames of the front end.
    `genres` are indices into GENRES, empty where none is known; `labels` counts the labels the
    set gave it, also those without a canonical genre.
    """

    set_name: str
    split: str
    mel: NDArray[np.uint8]
    repeat: int
    genres: tuple[int, ...]
    labels: int
    name: str

    @property
    def frames(self) -> int:
        """Length at the front end's rate of 12.9 frames a second."""
        return self.mel.shape[1] * self.repeat


@dataclass(frozen=True, slots=True)
class Taught:
    """Items that a teacher has heard, row by row.

    `musicnn` is one float32 (patches, 200) array per item and `yamnet` float32 (items, 1024).
    """

    items: list[Item]
    musicnn: list[NDArray[np.float32]]
    yamnet: NDArray[np.float32]

    def part(self, split: str) -> Taught:
        """The rows of one split."""
        rows = [i for i, item in enumerate(self.items) if item.split == split]
        return Taught(
            [self.items[i] for i in rows], [self.musicnn[i] for i in rows], self.yamnet[rows]
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything a training run reads.

    `vggish` is float32 (fma items, 128), NaN where the vector is missing, row by row with `fma`.
    """

    gtzan: list[Item]
    fma: list[Item]
    vggish: NDArray[np.float32]
    audio: Taught
    augmented: Taught
    speech: list[Item]

    def labelled(self, split: str) -> list[Item]:
        """Items of the split with at least one canonical genre, GTZAN's faulty clips left out."""
        everything = [*self.gtzan, *self.fma, *self.audio.items, *self.speech]
        return [item for item in everything if item.split == split and item.genres]


def decibels(values: NDArray[np.uint8]) -> NDArray[np.float32]:
    """uint8 mel values to float32 dB in -80..0, same shape."""
    return values.astype(np.float32) * np.float32(80 / 127) - np.float32(80)


def columns(item: Item, start: int, coarse: bool = False, tempo: float = 1.0) -> NDArray[np.uint8]:
    """The window of WINDOW_FRAMES frames at `start`: uint8 (128, WINDOW_FRAMES).

    `coarse` keeps every third frame and repeats it: the texture of FMA's images, so that a
    network cannot tell the sets apart by it. `tempo` plays the window faster or slower at the same
    pitch; one that would outlast the item ends with its last frame.
    """
    steps = (np.arange(WINDOW_FRAMES) * tempo).astype(int)
    index = np.minimum(start + steps, item.frames - 1) // item.repeat
    if coarse and item.repeat == 1:
        index = np.minimum(start + steps // 3 * 3 + 1, item.mel.shape[1] - 1)
    return item.mel[:, index]


def windows(item: Item) -> NDArray[np.float32]:
    """Whole item as the app hears it: dB float32 (N, 1, 128, WINDOW_FRAMES), side by side.

    An item of at least one window is expected; all of the data is longer.
    """
    starts = range(0, item.frames - WINDOW_FRAMES + 1, WINDOW_FRAMES)
    return decibels(np.stack([columns(item, start) for start in starts]))[:, None]


def load(folder: Path) -> Corpus:
    """Reads every set under `folder`; takes some seconds and about 0.5 GB.

    Raises FileNotFoundError where a file is missing.
    """
    fma, vggish = _fma(folder)
    audio, augmented = _audio(folder)
    return Corpus(_gtzan(folder), fma, vggish, audio, augmented, _speech(folder))


def _array(path: Path) -> NDArray[np.generic]:
    return np.load(io.BytesIO(lzma.open(path).read()))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _genres(set_name: str, labels: list[str]) -> tuple[int, ...]:
    mapping = LABELS.get(set_name, {})
    return tuple(sorted({GENRES.index(mapping[label]) for label in labels if label in mapping}))


def _gtzan(folder: Path) -> list[Item]:
    mel = _array(folder / "gtzan_mel.npy.xz").astype(np.uint8, copy=False)
    return [
        Item("gtzan", row["split"], mel[int(row["row"])], 1, _genres("gtzan", [row["genre"]]), 1,
             row["name"])
        for row in _rows(folder / "gtzan.csv")
    ]  # fmt: skip


def _fma(folder: Path) -> tuple[list[Item], NDArray[np.float32]]:
    mel = _array(folder / "fma_small_mel.npy.xz").astype(np.uint8, copy=False)
    vggish = np.load(folder / "fma_small_vggish.npy").astype(np.float32)
    rows = list(_rows(folder / "fma_small.csv"))
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["split"] == "train", i))
    seen: set[bytes] = set()
    kept: list[int] = []
    # Valid first: of a track stored twice, a train copy of a valid one would be a leak.
    for i in order:
        content = mel[int(rows[i]["row"])].tobytes()
        if content not in seen:
            seen.add(content)
            kept.append(i)
    kept.sort()
    items = [
        Item("fma", rows[i]["split"], mel[int(rows[i]["row"])], 3,
             _genres("fma", [rows[i]["genre"]]), 1, rows[i]["track_id"])
        for i in kept
    ]  # fmt: skip
    return items, vggish[[int(rows[i]["row"]) for i in kept]]


def _audio(folder: Path) -> tuple[Taught, Taught]:
    mel = _array(folder / "audio_mel.npy.xz").astype(np.uint8, copy=False)
    musicnn = _array(folder / "audio_musicnn_penultimate.npy.xz").astype(np.float32)
    yamnet = _array(folder / "audio_yamnet_embedding.npy.xz").astype(np.float32)
    items: list[Item] = []
    patches: list[NDArray[np.float32]] = []
    for row in _rows(folder / "audio.csv"):
        start, frames = int(row["frames_start"]), int(row["frames"])
        labels = [label for label in row["genres"].split("|") if label]
        genres = _genres(row["set"], labels)
        items.append(
            Item(row["set"], row["split"], mel[:, start : start + frames], 1, genres,
                 len(labels), row["id"])
        )  # fmt: skip
        first = int(row["patch_start"])
        patches.append(musicnn[first : first + int(row["patches"])])
    augmented = _array(folder / "augmented_mel.npy.xz").astype(np.uint8, copy=False)
    pieces = [
        Item("augmented", "train", piece, 1, (), 0, f"augmented{i}")
        for i, piece in enumerate(augmented)
    ]
    heard = _array(folder / "augmented_musicnn_penultimate.npy.xz").astype(np.float32)
    felt = _array(folder / "augmented_yamnet_embedding.npy.xz").astype(np.float32)
    return Taught(items, patches, yamnet), Taught(pieces, list(heard), felt)


def _speech(folder: Path) -> list[Item]:
    mel = _array(folder / "speech_mel.npy.xz").astype(np.uint8, copy=False)
    items: list[Item] = []
    for row in _rows(folder / "speech.csv"):
        start, frames = int(row["frames_start"]), int(row["frames"])
        items.append(
            Item("speech", row["split"], mel[:, start : start + frames], 1,
                 _genres("speech", ["speech"]), 1, row["id"])
        )  # fmt: skip
    return items
