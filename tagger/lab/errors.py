"""What is taken for what: the commonest errors on the valid parts, and the real clips among them.

A clip whose item was trained on would only show what was learned by heart, so it is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tagger.lab import data
from tagger.lab.encoding import RATE, read
from tagger.lab.evaluate import MUSIC_SETS
from tagger.lab.files import Answer, Ear, music_clips
from tagger.lab.listener import open_model, scores
from tagger.records import Float32

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Confusion:
    """`times` of the `total` items of genre `truth` were called `answer`."""

    truth: str
    answer: str
    times: int
    total: int

    def line(self) -> str:
        """One line of the report."""
        return f"{self.truth} as {self.answer}: {self.times} of {self.total}"


def confusions(truth: Sequence[str], answers: Sequence[str]) -> list[Confusion]:
    """Every wrong answer with how often it was given, the commonest share of a genre first."""
    totals = Counter(truth)
    wrong = Counter((t, a) for t, a in zip(truth, answers, strict=True) if t != a)
    found = [Confusion(t, a, times, totals[t]) for (t, a), times in wrong.items()]
    return sorted(found, key=lambda one: (-one.times, -one.times / one.total, one.truth))


def sound_of(samples: Float32) -> str:
    """Tempo, brightness and share of drums of (2, samples) at RATE, for a person to compare."""
    import librosa

    mono = np.asarray(samples.mean(0))
    tempo = float(np.atleast_1d(librosa.feature.tempo(y=mono, sr=RATE))[0])
    centroid = float(librosa.feature.spectral_centroid(y=mono, sr=RATE).mean())
    spectrum = np.abs(librosa.stft(mono))
    harmonic, percussive = librosa.decompose.hpss(spectrum)
    drums = float((percussive**2).sum() / ((percussive**2).sum() + (harmonic**2).sum()))
    return f"{tempo:.0f} beats/min, centroid {centroid:.0f} Hz, {drums:.0%} percussive"


def valid_clips(clips: Path, corpus: data.Corpus) -> list[tuple[Path, str]]:
    """The recordings of music whose items are in a valid part, with their genre."""
    items = [*corpus.gtzan, *corpus.audio.items]
    split = {item.name.removeprefix(f"{item.set_name}_"): item.split for item in items}
    return [(path, path.parent.name) for path in music_clips(clips) if split[path.stem] == "valid"]


def report(model: Path, folder: Path) -> str:
    """Both as text. Raises FileNotFoundError without the data."""
    corpus = data.load(folder)
    listener, network = open_model(model)
    valid = [item for item in corpus.labelled("valid") if item.labels == 1]
    shown = scores(network.head, network.activity, listener.hear(valid))
    lines = [f"Commonest errors among all {len(data.GENRES)} genres, valid parts"]
    for name in MUSIC_SETS:
        rows = [i for i, item in enumerate(valid) if item.set_name == name]
        truth = [data.GENRES[valid[i].genres[0]] for i in rows]
        found = confusions(truth, [data.GENRES[shown[i].argmax()] for i in rows])
        each = "; ".join(one.line() for one in found[:MOST_SHOWN])
        lines.append(f"{name}: {each}")
    ear = Ear(model)
    recordings = valid_clips(folder / "clips", corpus)
    lines.append(f"{len(recordings)} recordings of the valid parts, as the app hears them")
    for path, genre in recordings:
        lines.append(_clip_line(path, genre, ear.hear(path)))
    return "\n".join(lines)


def _clip_line(path: Path, genre: str, answer: Answer) -> str:
    mark = "right" if answer.first == genre else "WRONG"
    best = ", ".join(f"{name} {chance:.2f}" for name, chance in list(answer.genres.items())[:3])
    return f"{mark} {genre}/{path.name}: {best}; {sound_of(read(path))}"
