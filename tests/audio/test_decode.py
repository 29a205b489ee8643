"""A window that was reached by seeking is the same as in the whole file."""

import math

import numpy as np
import pytest
import scipy.signal
import soxr

from tagger.audio.decode import open_sources, read_window
from tagger.audio.melspectrogram import log_mel, power_to_db
from tests.audio.conftest import SECONDS, read_whole, signal

FORMATS = {
    "wav": [(8000, 1), (22050, 1), (44100, 2), (96000, 2), (192000, 2), (48000, 6), (48000, 8)],
    "aiff": [(16000, 2), (44100, 1), (48000, 6)],
    "flac": [(8000, 2), (22050, 2), (44100, 2), (96000, 1), (192000, 2), (48000, 6), (48000, 8)],
    "mp3": [(8000, 1), (16000, 2), (22050, 1), (44100, 2), (48000, 2)],
    "mp3-vbr": [(22050, 2), (44100, 2)],
    "vorbis": [(8000, 2), (44100, 2), (96000, 2)],
    "opus": [(8000, 1), (16000, 2), (48000, 1), (48000, 2), (48000, 6), (48000, 8)],
    "aac": [(8000, 1), (16000, 2), (22050, 2), (44100, 1), (44100, 2), (96000, 2), (48000, 6)],
    "adts": [(44100, 2)],
    "alac": [(16000, 1), (44100, 2), (96000, 2), (192000, 1), (48000, 6)],
    "wma": [(22050, 1), (44100, 2), (48000, 2)],
    "wavpack": [(8000, 1), (44100, 2), (192000, 2), (48000, 6), (48000, 8)],
    "tta": [(44100, 2)],
    "matroska": [(48000, 2)],
}
LOSSLESS = ("wav", "aiff", "flac", "alac", "wavpack", "tta")
CASES = [(name, *form) for name, forms in FORMATS.items() for form in forms]


@pytest.mark.parametrize(("name", "sample_rate", "channels"), CASES)
def test_a_window_reached_by_seeking_is_that_of_the_whole_file(
    make_sound, front_end, name, sample_rate, channels
):
    path = make_sound(name, sample_rate, channels)
    mel = log_mel(front_end)
    wanted = front_end.window_frames
    for source in open_sources(path):
        with source:
            whole = mel.centred_powers(read_whole(source, front_end))
            last = whole.shape[1] - wanted
            assert last > 57
            places = [57, 0, 1, last, last - 11, 30, last + 20]
            if name == "adts":
                # A bare AAC stream begins with the encoder's priming frame, which FFmpeg decodes
                # to other noise each time; an M4A file says that it is not to be heard.
                places = [57, 2, 5, last, last - 11, 30, last + 20]
            for first in places:
                window = read_window(source, front_end, first, wanted)
                heard = mel.powers(window.samples)[:, : window.frames]
                expected = whole[:, first : first + wanted]
                assert heard.shape == expected.shape
                difference = np.abs(
                    power_to_db(heard, whole.max(), 80) - power_to_db(expected, whole.max(), 80)
                )
                assert difference.max() < 0.1, f"{type(source).__name__}, frame {first}"
            assert not source.damaged


SHIFTED = {"wma": 0.1, "adts": 0.03}
"""Seconds by which these may be off: their files do not tell the delay of the encoder."""


@pytest.mark.parametrize(("name", "sample_rate", "channels"), CASES)
def test_what_is_read_is_what_was_recorded_where_it_was(
    make_sound, front_end, name, sample_rate, channels
):
    recorded = soxr.resample(
        signal(SECONDS, sample_rate, channels).mean(axis=0), sample_rate, 22050, "HQ"
    )
    piece = recorded[2 * 22050 : 4 * 22050]
    for source in open_sources(make_sound(name, sample_rate, channels)):
        with source:
            heard = read_whole(source, front_end)
        match = scipy.signal.correlate(heard[22050 : 5 * 22050], piece, "valid", method="fft")
        delay = int(np.argmax(match)) - 22050
        assert abs(delay) <= max(1, SHIFTED.get(name, 0) * 22050)
        found = heard[2 * 22050 + delay :][: len(piece)]
        if name in LOSSLESS:
            assert np.abs(found - piece).max() < 1e-3
        else:
            assert np.corrcoef(found, piece)[0, 1] > 0.85
        assert math.isclose(len(heard) / 22050, SECONDS, abs_tol=0.15)


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "opus", "aac", "adts", "wma", "wavpack"])
def test_the_length_is_found_without_the_tags(make_sound, name):
    path = make_sound(name, 48000, 2)
    for source in open_sources(path):
        with source:
            seconds = source.length() / source.sample_rate
        assert math.isclose(seconds, SECONDS, abs_tol=0.1)


def test_many_channels_are_mixed_to_their_mean(tmp_path, front_end):
    from tests.audio.encode import ENCODINGS, encode

    time = np.arange(5 * 48000) / 48000
    one = np.zeros((8, len(time)), dtype=np.float32)
    one[6] = 0.8 * np.sin(2 * np.pi * 440 * time)
    for name in ("wav", "flac", "wavpack"):
        path = encode(tmp_path / f"x.{ENCODINGS[name].suffix}", one, 48000, ENCODINGS[name])
        for source in open_sources(path):
            with source:
                samples = source.read(48000, 96000)
            assert np.abs(samples).max() == pytest.approx(0.1, abs=0.002)
