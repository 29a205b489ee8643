"""The outline of a track is that of its sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tagger.audio.waveform import POINTS, envelope
from tagger.errors import AudioError

from .encode import ENCODINGS, encode

RATE = 44100


def steps(*levels: tuple[float, float]) -> np.ndarray:
    """(2, samples): a tone that goes from -low to high, of each level for so many seconds."""
    parts = []
    for high, seconds in levels:
        wave = np.sin(2 * np.pi * 441 * np.arange(round(seconds * RATE)) / RATE)
        parts.append(high * np.where(wave > 0, wave, wave / 2))
    return np.tile(np.concatenate(parts), (2, 1)).astype(np.float32)


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "aac", "opus", "vorbis"])
def test_the_outline_follows_the_level_of_every_format(tmp_path: Path, kind: str) -> None:
    # Opus knows no 44.1 kHz: the same samples are written as if they were at 48 kHz.
    rate = 48000 if kind == "opus" else RATE
    levels = ((0.8, 10.0), (0.1, 20.0), (0.4, 35.0))
    path = encode(tmp_path / f"a.{ENCODINGS[kind].suffix}", steps(*levels), rate, ENCODINGS[kind])
    levels = tuple((high, seconds * RATE / rate) for high, seconds in levels)
    found = envelope(path)
    assert found is not None
    assert found.seconds == pytest.approx(sum(seconds for _, seconds in levels), abs=0.15)
    assert found.lows.shape == found.highs.shape == (POINTS,)
    begin = 0.0
    for high, seconds in levels:
        part = slice(
            int((begin + 0.1 * seconds) / found.seconds * POINTS),
            int((begin + 0.9 * seconds) / found.seconds * POINTS),
        )
        assert np.abs(found.highs[part] - high).max() < 0.2 * high
        assert np.abs(found.lows[part] + high / 2).max() < 0.2 * high
        begin += seconds


def test_one_click_in_a_silent_track_is_not_lost(tmp_path: Path) -> None:
    samples = np.zeros((1, 200 * RATE), dtype=np.float32)
    samples[0, 150 * RATE + 7] = 0.5
    samples[0, 50 * RATE + 7] = -0.25
    found = envelope(encode(tmp_path / "a.flac", samples, RATE, ENCODINGS["flac"]))
    assert found is not None
    assert found.highs.argmax() == 150 * POINTS // 200
    assert found.highs.max() == pytest.approx(0.5, abs=1e-3)
    assert found.lows.argmin() == 50 * POINTS // 200
    assert np.count_nonzero(found.highs) == np.count_nonzero(found.lows) == 1


def test_a_short_sound_has_an_outline_too(tmp_path: Path) -> None:
    found = envelope(encode(tmp_path / "a.wav", steps((0.5, 0.255)), RATE, ENCODINGS["wav"]))
    assert found is not None
    assert len(found.highs) == 26
    assert found.seconds == pytest.approx(0.26)
    assert found.highs == pytest.approx(0.5, abs=0.02)


def test_what_a_file_cut_off_no_longer_holds_is_not_drawn(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.flac", steps((0.5, 100.0)), RATE, ENCODINGS["flac"])
    whole = envelope(path)
    assert whole is not None and whole.seconds == pytest.approx(100)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = envelope(path)
    assert found is not None
    assert 40 < found.seconds < 60
    assert found.highs.max() == pytest.approx(0.5, abs=0.02)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"no sound" * 1000)
    with pytest.raises(AudioError):
        envelope(path)


def test_decoding_ends_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.flac", steps((0.5, 100.0)), RATE, ENCODINGS["flac"])
    asked: list[bool] = []

    def proceed() -> bool:
        asked.append(len(asked) < 1)
        return asked[-1]

    assert envelope(path, proceed) is None
    assert len(asked) == 2
