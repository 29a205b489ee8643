"""A whole track in windows: without gaps, within bounds, and honest about what is missing."""

from __future__ import annotations

import os

import numpy as np
import pytest
import soundfile

from tagger.audio import listen, whole
from tagger.audio.decode import open_sources
from tagger.audio.melspectrogram import log_mel, power_to_db
from tagger.audio.whole import read_whole
from tagger.errors import AudioError
from tests.audio.conftest import read_whole as samples_of
from tests.audio.encode import ENCODINGS, encode, music

RATE = 22050
WINDOW = 39 * 1710 / RATE


def logmel_of(track, windows=7):
    return np.concatenate(list(track.blocks(windows)))


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "aac", "opus", "wma"])
def test_its_windows_are_those_of_the_spectrogram_of_the_whole_track(make_sound, front_end, name):
    path = make_sound(name, 48000, 2, 36.3)
    with read_whole(path, front_end) as track:
        logmel = logmel_of(track)
        assert track.seconds == pytest.approx(36.3, abs=0.1)
        assert track.error is None
    (source, *_) = open_sources(path)
    with source:
        at_once = log_mel(front_end).centred_powers(samples_of(source, front_end))
    powers = np.stack([at_once[:, first : first + 39] for first in range(0, 11 * 39, 39)])
    assert logmel.shape == (12, 128, 39)
    expected = power_to_db(powers, float(at_once.max()), 80.0)
    assert np.abs(logmel[:11] - expected).max() < 0.2


def test_windows_follow_each_other_without_a_gap(make_sound, front_end, monkeypatch):
    monkeypatch.setattr(whole, "_BLOCK_WINDOWS", 3)
    path = make_sound("flac", RATE, 1, 36.3)
    with read_whole(path, front_end) as track:
        assert track.starts == pytest.approx([WINDOW * place for place in range(12)])
        parts = logmel_of(track)
    monkeypatch.undo()
    with read_whole(path, front_end) as track:
        np.testing.assert_allclose(logmel_of(track), parts, atol=0.1)


def test_decibels_are_relative_to_the_loudest_window_even_if_it_comes_last(tmp_path, front_end):
    samples = music(60.0, RATE)[0] * 0.01
    samples[-5 * RATE :] *= 100
    path = tmp_path / "x.wav"
    soundfile.write(path, samples, RATE)
    with read_whole(path, front_end) as track:
        logmel = logmel_of(track)
    assert logmel.max() == pytest.approx(0, abs=0.05)
    assert logmel[0].max() < -30
    assert logmel.min() == -80


def test_a_long_track_goes_on_in_a_temporary_file(make_sound, front_end, monkeypatch):
    path = make_sound("wav", RATE, 1, 36.3)
    with read_whole(path, front_end) as track:
        in_memory = logmel_of(track)
    monkeypatch.setattr(whole, "_IN_MEMORY", 1000)
    with read_whole(path, front_end) as track:
        assert track._spool._rolled  # pyright: ignore[reportAttributeAccessIssue]
        np.testing.assert_array_equal(logmel_of(track), in_memory)


def test_silence_is_the_floor(tmp_path, front_end):
    path = tmp_path / "x.wav"
    soundfile.write(path, np.zeros(10 * RATE), RATE)
    with read_whole(path, front_end) as track:
        assert (logmel_of(track) == -80).all()


def test_a_track_shorter_than_a_window_fills_one(tmp_path, front_end):
    path = encode(tmp_path / "x.flac", music(1.3, RATE), RATE, ENCODINGS["flac"])
    with read_whole(path, front_end) as track:
        np.testing.assert_allclose(
            logmel_of(track), listen(path, 1.3, front_end, 8).logmel, atol=0.1
        )
        assert track.seconds == pytest.approx(1.3)


def test_reading_can_be_stopped(make_sound, front_end):
    told: list[float] = []

    def once(seconds: float) -> bool:
        told.append(seconds)
        return False

    with read_whole(make_sound("wav", RATE, 1, 60.0), front_end, once) as track:
        assert len(track.starts) == 10
    assert told == pytest.approx([10 * WINDOW])


def test_what_was_read_adds_up_to_the_whole_track(make_sound, front_end):
    told: list[float] = []
    path = make_sound("mp3", 44100, 2, 60.0)
    with read_whole(path, front_end, lambda seconds: told.append(seconds) is None):
        pass
    assert sum(told) == pytest.approx(60, abs=0.3)


def test_a_file_that_breaks_off_says_so(make_sound, front_end):
    path = make_sound("mp3-vbr", 44100, 2, 60.0)
    os.truncate(path, path.stat().st_size // 2)
    with read_whole(path, front_end) as track:
        assert 8 <= len(track.starts) <= 12
        assert track.seconds < 35


def test_a_hole_is_left_out_and_told(make_sound, front_end):
    path = make_sound("alac", 44100, 2, 120.0)
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = bytes(third)
    path.write_bytes(bytes(data))
    with read_whole(path, front_end) as track:
        assert track.error == whole.DAMAGED
        assert track.starts[0] == 0
        assert track.starts[-1] > 110
        assert track.seconds == pytest.approx(120, abs=1)


def test_what_holds_no_sound_is_refused(tmp_path, front_end):
    path = tmp_path / "x.mp3"
    path.write_text("no music\n" * 300)
    with pytest.raises(AudioError):
        read_whole(path, front_end)
    soundfile.write(tmp_path / "empty.wav", np.zeros(0), RATE)
    with pytest.raises(AudioError, match="no sound"):
        read_whole(tmp_path / "empty.wav", front_end)
