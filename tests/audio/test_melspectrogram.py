import librosa
import numpy as np
import pytest

from tagger.audio.melspectrogram import LogMel, log_mel, power_to_db
from tests.audio.encode import music


def _signals():
    noise = np.random.default_rng(1).normal(0, 0.2, 50_000).astype(np.float32)
    yield "music", music(5, 22050)[0]
    yield "noise", noise
    yield "a quiet song", music(4, 22050)[0] * np.float32(1e-3)
    yield "shorter than a frame", noise[:900]
    yield "a constant", np.full(30_000, 0.5, dtype=np.float32)


pytestmark = pytest.mark.filterwarnings("ignore:n_fft=2048 is too large")

SIGNALS = [pytest.param(samples, id=name) for name, samples in _signals()]


@pytest.mark.parametrize("samples", SIGNALS)
def test_mel_powers_are_those_of_librosa(front_end, samples):
    ours = log_mel(front_end).centred_powers(samples)
    theirs = librosa.feature.melspectrogram(
        y=samples, sr=22050, n_fft=2048, hop_length=1710, n_mels=128
    )
    assert ours.shape == theirs.shape
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-6 * theirs.max())


@pytest.mark.parametrize("samples", SIGNALS)
def test_decibels_are_those_of_librosa_on_every_bin_above_the_floor(front_end, samples):
    powers = log_mel(front_end).centred_powers(samples)
    ours = power_to_db(powers, float(powers.max()), front_end.top_db)
    theirs = librosa.power_to_db(
        librosa.feature.melspectrogram(
            y=samples, sr=22050, n_fft=2048, hop_length=1710, n_mels=128
        ),
        ref=np.max,
        top_db=80,
    )
    above = theirs > -79.9
    assert above.any()
    assert np.abs(ours - theirs)[above].max() < 0.05
    assert ours.min() >= -80
    assert ours.max() == pytest.approx(0, abs=1e-3)


def test_another_mel_scale_and_range_is_followed(front_end):
    from dataclasses import replace

    other = replace(front_end, mel_scale="htk", n_mels=64, fmin=50.0, fmax=8000.0)
    samples = music(3, 22050)[0]
    theirs = librosa.feature.melspectrogram(
        y=samples, sr=22050, n_fft=2048, hop_length=1710, n_mels=64, htk=True, fmin=50, fmax=8000
    )
    ours = LogMel(other).centred_powers(samples)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-6 * theirs.max())


def test_the_front_end_is_built_once_and_shared_by_all_threads(front_end):
    assert log_mel(front_end) is log_mel(front_end)


def test_silence_has_no_infinite_decibels(front_end):
    powers = log_mel(front_end).centred_powers(np.zeros(30_000, dtype=np.float32))
    assert np.isfinite(power_to_db(powers, 0.0, 80.0)).all()
