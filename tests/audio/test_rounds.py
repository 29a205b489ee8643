"""Listening on: more windows of a track that is open, without reading any of them twice."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
import soundfile

from tagger.audio import OpenTrack, decode, listen
from tests.audio.encode import music

RATE = 22050
# The package holds the function under the name of its module.
LISTEN = importlib.import_module("tagger.audio.listen")


@pytest.fixture
def places(monkeypatch) -> list[int]:
    """The first frames of all windows that were decoded."""
    read: list[int] = []

    def noted(source, front_end, first, frames):
        read.append(first)
        return decode.read_window(source, front_end, first, frames)

    monkeypatch.setattr(LISTEN, "read_window", noted)
    return read


def test_a_further_round_reads_only_what_is_new(make_sound, front_end, places):
    path = make_sound("flac", RATE, 1, 60.0)
    with OpenTrack(path, 60.0, front_end, 4) as track:
        first = track.heard()
        assert track.listen_further(40)
        second = track.heard()
    assert len(places) == len(set(places)) == 7
    assert set(first.starts) < set(second.starts)
    assert list(second.starts) == sorted(second.starts)


def test_what_two_rounds_heard_is_what_one_would_have(make_sound, front_end):
    path = make_sound("mp3", 44100, 2, 60.0)
    with OpenTrack(path, 60.0, front_end, 4) as track:
        track.listen_further(40)
        rounds = track.heard()
    once = listen(path, 60.0, front_end, 7)
    assert rounds.starts == pytest.approx(once.starts, abs=2 / 12)
    assert np.abs(rounds.logmel.mean(axis=2) - once.logmel.mean(axis=2)).mean() < 6


def test_decibels_are_relative_to_the_loudest_of_all_windows(tmp_path, front_end):
    samples = 0.01 * music(60.0, RATE)[0]
    # A loud passage that the first three windows miss.
    samples[10 * RATE : 20 * RATE] *= 100
    path = tmp_path / "x.wav"
    soundfile.write(path, samples, RATE)
    with OpenTrack(path, 60.0, front_end, 3) as track:
        quiet = track.heard()
        assert quiet.logmel[0].max() > -15
        track.listen_further(40)
        heard = track.heard()
    assert heard.logmel.max() == pytest.approx(0, abs=1e-3)
    assert heard.logmel[0].max() < -30
    np.testing.assert_allclose(
        heard.logmel[0].max() - heard.logmel[-1].max(),
        quiet.logmel[0].max() - quiet.logmel[-1].max(),
        atol=0.01,
    )


def test_there_is_an_end_to_it(make_sound, front_end, places):
    path = make_sound("flac", RATE, 1, 60.0)
    with OpenTrack(path, 60.0, front_end, 4) as track:
        rounds = 0
        while track.listen_further(10):
            rounds += 1
        assert (rounds, len(track.heard().starts), len(places)) == (2, 10, 10)
    with OpenTrack(path, 60.0, front_end, 4) as track:
        while track.listen_further(1000):
            pass
        full = len(track.heard().starts)
    assert 10 < full <= 19


def test_windows_that_cannot_be_read_count_as_tried(make_sound, front_end, places):
    path = make_sound("mp3-vbr", 44100, 2, 60.0)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with OpenTrack(path, 60.0, front_end, 6) as track:
        while track.listen_further(12):
            pass
        heard = track.heard()
    assert len(places) == len(set(places))
    assert heard.partial
    assert heard.error == LISTEN.CUT_OFF
    assert max(heard.starts) < 20
