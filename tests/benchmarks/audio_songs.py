"""Whole songs for the benchmarks: real clips, one behind the other, in the usual formats."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.audio.encode import ENCODINGS, Encoding, encode  # noqa: E402

CLIPS = ROOT.parent / "shared" / "data" / "clips"
RATE = 44_100

SONGS: dict[str, tuple[int, Encoding]] = {
    "mp3 128": (RATE, ENCODINGS["mp3"]),
    "mp3 320": (RATE, Encoding("mp3", "libmp3lame", 320_000)),
    "mp3 vbr": (RATE, ENCODINGS["mp3-vbr"]),
    "flac": (RATE, ENCODINGS["flac"]),
    "m4a aac": (RATE, ENCODINGS["aac"]),
    "m4a alac": (RATE, ENCODINGS["alac"]),
    "opus": (48_000, ENCODINGS["opus"]),
    "vorbis": (RATE, ENCODINGS["vorbis"]),
    "wma": (RATE, ENCODINGS["wma"]),
    "wavpack": (RATE, ENCODINGS["wavpack"]),
    "wav": (RATE, ENCODINGS["wav"]),
}


def make_songs(folder: Path, seconds: float, names: list[str]) -> dict[str, Path]:
    """One song of `seconds` in each of the formats named, stereo."""
    sound = _song(seconds)
    songs: dict[str, Path] = {}
    for name in names:
        rate, encoding = SONGS[name]
        samples = sound if rate == RATE else soxr.resample(sound.T, RATE, rate).T
        path = folder / f"{name.replace(' ', '-')}.{encoding.suffix}"
        songs[name] = encode(path, np.clip(samples, -1, 1), rate, encoding)
    return songs


def _song(seconds: float) -> NDArray[np.float32]:
    """(2, samples): clips until it is long enough."""
    wanted = round(seconds * RATE)
    parts: list[NDArray[np.float32]] = []
    length = 0
    clips = sorted(path for path in CLIPS.rglob("*") if path.suffix in (".mp3", ".flac"))
    if not clips:
        raise SystemExit(f"The recordings are not beside the checkout ({CLIPS}).")
    while length < wanted:
        for clip in clips:
            samples, rate = soundfile.read(clip, dtype="float32", always_2d=True)
            stereo = np.repeat(samples, 2, axis=1)[:, :2] if samples.shape[1] == 1 else samples
            parts.append(soxr.resample(stereo[:, :2], rate, RATE))
            length += len(parts[-1])
            if length >= wanted:
                break
    return np.ascontiguousarray(np.concatenate(parts)[:wanted].T)
