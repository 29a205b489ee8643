"""What sounds on is told from what strikes, and beats are counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tagger.audio.harmonic import Layer, Tempo, measure_tempo, separate, tempo_of
from tagger.audio.melspectrogram import log_mel, power_to_db
from tagger.errors import AudioError
from tagger.records import Float32, FrontEnd

RATE = 22050
FRONT_END = FrontEnd(
    sample_rate=RATE, n_fft=2048, hop_length=1710, n_mels=128, fmin=0.0, fmax=11025.0,
    window="hann", power=2.0, mel_scale="slaney", top_db=80.0, window_seconds=10.0,
)  # fmt: skip


def clicks(bpm: float, seconds: float = 30.0, *, weak: float = 1.0) -> Float32:
    """A drum on every beat; every other one `weak` as loud."""
    sound = np.zeros(round(seconds * RATE), np.float32)
    generator = np.random.default_rng(0)
    stroke = (generator.normal(0, 0.3, 800) * np.exp(-np.arange(800) / 120)).astype(np.float32)
    for number, second in enumerate(np.arange(0.1, seconds - 0.1, 60 / bpm)):
        start = round(second * RATE)
        sound[start : start + 800] += stroke * (weak if number % 2 else 1.0)
    return sound


def sine(seconds: float = 10.0) -> Float32:
    places = np.arange(round(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * 440 * places)).astype(np.float32)


def heard(sound: Float32) -> Float32:
    powers = log_mel(FRONT_END).centred_powers(sound)[:, :128]
    return power_to_db(powers, float(powers.max()), 80.0)[None]


def loudness(layer: Float32) -> float:
    return float(np.power(10, layer / 10).sum())


@pytest.mark.parametrize("bpm", [63.0, 90.0, 120.0, 174.0])
def test_a_click_track_has_its_tempo(bpm: float) -> None:
    beats = tempo_of(clicks(bpm), RATE).beats
    assert beats[0] == pytest.approx(bpm, abs=2)


def test_a_steady_click_has_one_tempo_and_a_faint_second_beat_makes_it_two() -> None:
    assert len(tempo_of(clicks(120), RATE).beats) == 1
    either = tempo_of(clicks(140, weak=0.03), RATE).beats
    assert sorted(round(beat) for beat in either) == [70, 140]


@pytest.mark.parametrize("sound", [sine(), np.zeros(10 * RATE, np.float32), clicks(120, 2.0)])
def test_without_a_beat_no_tempo_is_made_up(sound: Float32) -> None:
    assert tempo_of(sound, RATE) == Tempo()


def test_noise_has_no_tempo() -> None:
    noise = np.random.default_rng(3).normal(0, 0.2, 30 * RATE).astype(np.float32)
    assert tempo_of(noise, RATE) == Tempo()


def test_a_sine_is_harmonic_and_clicks_are_percussive() -> None:
    tone, strokes = heard(sine()), heard(clicks(100, 10.0))
    of_tone, of_strokes = separate(tone, 80.0), separate(strokes, 80.0)
    assert loudness(of_tone[Layer.HARMONIC]) > 20 * loudness(of_tone[Layer.PERCUSSIVE])
    assert loudness(of_strokes[Layer.PERCUSSIVE]) > 5 * loudness(of_strokes[Layer.HARMONIC])


def test_both_at_once_come_apart() -> None:
    layers = separate(heard(sine() + clicks(100, 10.0)), 80.0)
    harmonic, percussive = layers[Layer.HARMONIC][0], layers[Layer.PERCUSSIVE][0]
    assert harmonic.shape == percussive.shape == (128, 128)
    tone = int(harmonic.max(axis=1).argmax())
    assert harmonic[tone].mean() > percussive[tone].mean() + 6
    above = slice(tone + 20, 100)
    assert percussive[above].mean() > harmonic[above].mean() + 3


def test_a_files_tempo_is_measured_where_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "two.wav"
    soundfile.write(path, np.concatenate([clicks(90, 70.0), clicks(130, 70.0)]), RATE)
    early, late = measure_tempo(path, 30.0), measure_tempo(path, 110.0)
    assert early is not None and early.beats[0] == pytest.approx(90, abs=2)
    assert late is not None and late.beats[0] == pytest.approx(130, abs=2)
    assert measure_tempo(path, 30.0, lambda: False) is None
    with pytest.raises(AudioError):
        measure_tempo(tmp_path / "none.wav", 0.0)
