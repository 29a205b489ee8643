"""Recordings that something has happened to, and files that are no music: what the app says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tagger.lab.comparison import HEADER, TRAINED_ON, Comparison, compare
from tagger.lab.encoding import FLAC, RATE, encode, read
from tagger.lab.files import Answer, Ear, music_clips, spoken_clips
from tagger.lab.variants import VARIANTS, Variant, noise_of
from tagger.records import Float32

_SEED = 432
_JINGLE_SECONDS = 6
_SILENT_MINUTES = 10


def measure(ear: Ear, recordings: list[Path]) -> list[Comparison]:
    """Every variant beside the recording itself as FLAC."""
    references: list[Answer] = []
    answers: dict[str, list[Answer]] = {name: [] for name in VARIANTS}
    with TemporaryDirectory() as folder:
        for number, recording in enumerate(recordings):
            samples = read(recording)
            # Room for what is added: nothing but the clipped variant may clip.
            samples *= np.float32(0.25 / max(float(np.abs(samples).max()), 1e-6))
            file = encode(Path(folder) / "clip", samples, FLAC)
            references.append(ear.hear(file))
            for name, variant in VARIANTS.items():
                generator = np.random.default_rng((_SEED, number))
                answers[name].append(ear.hear(write(Path(folder), samples, variant, generator)))
    return [compare(name, references, heard) for name, heard in answers.items()]


def write(folder: Path, samples: Float32, variant: Variant, generator: np.random.Generator) -> Path:
    """The variant of a recording (2, samples) as a file in `folder`."""
    changed = variant.change(samples, generator)
    return encode(folder / "variant", changed, variant.encoding, variant.rate)


def whole_files(music: list[Path], spoken: list[Path]) -> Iterator[tuple[str, Float32]]:
    """Names and samples (channels, samples) of files that are not simply music."""
    jingle = read(music[0])[:, : _JINGLE_SECONDS * RATE]
    talk = [read(path) for path in spoken]
    yield "podcast with a jingle", np.concatenate([jingle, *talk, jingle], axis=1)
    yield "speech without music", np.concatenate(talk, axis=1)
    song = [read(path) for path in music[:4]]
    yield "song with a spoken introduction", np.concatenate([talk[0], *song], axis=1)
    silent = np.zeros((2, 60 * _SILENT_MINUTES * RATE), np.float32)
    yield f"{_SILENT_MINUTES} minutes of silence", silent
    for kind in ("rain", "hum", "applause", "tone"):
        made = noise_of(kind, 60 * RATE, np.random.default_rng(_SEED))
        yield f"a minute of {kind}", made * np.float32(0.5)


def report(model: Path, clips: Path) -> str:
    """The tables as text. Raises FileNotFoundError without recordings."""
    ear = Ear(model)
    recordings = music_clips(clips)
    lines = [
        f"{len(recordings)} recordings of music beside themselves as FLAC. {TRAINED_ON}",
        HEADER,
        *(comparison.line() for comparison in measure(ear, recordings)),
        "",
        f"{'whole file':<34} {'content':<8} {'first genre':<14} what the app says besides",
    ]
    with TemporaryDirectory() as folder:
        for name, samples in whole_files(recordings, spoken_clips(clips)):
            heard = ear.hear(encode(Path(folder) / "whole", samples, FLAC))
            first = heard.first
            genre = f"{first} {heard.genres[first]:.2f}" if first else "-"
            lines.append(f"{name:<34} {heard.content:<8} {genre:<14} {heard.sentence or ''}")
    return "\n".join(lines)
