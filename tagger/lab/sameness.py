"""The same recording in several formats: the app should not hear a difference."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tagger.lab.comparison import HEADER, TRAINED_ON, Comparison, compare
from tagger.lab.encoding import FORMATS, encode, read
from tagger.lab.files import Answer, Ear, music_clips
from tagger.measures import Share

REFERENCE = "FLAC"


def measure(ear: Ear, recordings: list[Path]) -> tuple[list[Comparison], Share]:
    """Every format beside REFERENCE, and how many recordings have one first genre in all."""
    answers: dict[str, list[Answer]] = {name: [] for name in FORMATS}
    with TemporaryDirectory() as folder:
        for recording in recordings:
            samples = read(recording)
            for name, encoding in FORMATS.items():
                file = encode(Path(folder) / "clip", samples, encoding)
                answers[name].append(ear.hear(file))
                file.unlink()
    compared = [
        compare(name, answers[REFERENCE], heard)
        for name, heard in answers.items()
        if name != REFERENCE
    ]
    everywhere = [
        len({answer.first for answer in same}) == 1 for same in zip(*answers.values(), strict=True)
    ]
    return compared, Share.of(everywhere)


def report(model: Path, clips: Path) -> str:
    """The table as text. Raises FileNotFoundError without recordings."""
    recordings = music_clips(clips)
    compared, everywhere = measure(Ear(model), recordings)
    return "\n".join(
        [
            f"{len(recordings)} recordings of music as stereo at 44.1 kHz, beside {REFERENCE}. "
            f"{TRAINED_ON}",
            HEADER,
            *(comparison.line() for comparison in compared),
            f"one first genre in all formats: {everywhere.right}/{everywhere.total} = "
            f"{everywhere.value:.3f} (goal 0.97; mean cosine 0.98)",
        ]
    )
