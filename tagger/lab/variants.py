"""What happens to recordings before they become files: telephones, needles, halls, loud masters.

Each takes and gives samples (channels, samples) within ±1 at RATE, unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tagger.lab import noise
from tagger.lab.encoding import FLAC, RATE, Encoding
from tagger.records import Float32

Change = Callable[[Float32, np.random.Generator], Float32]


@dataclass(frozen=True, slots=True)
class Variant:
    """A change of the sound, and the file that it is kept in at `rate`."""

    change: Change
    encoding: Encoding = FLAC
    rate: int = RATE


def unchanged(samples: Float32, generator: np.random.Generator) -> Float32:
    return samples


def voice_memo(samples: Float32, generator: np.random.Generator) -> Float32:
    """What a telephone line keeps, 300 to 3,400 Hz; one channel at 8 kHz."""
    import scipy.signal
    import soxr

    small = soxr.resample(samples.mean(0), RATE, 8000)
    band = scipy.signal.butter(4, (300, 3400), "bandpass", fs=8000, output="sos")
    return np.asarray(scipy.signal.sosfilt(band, small), dtype=np.float32)[None]


def vinyl(samples: Float32, generator: np.random.Generator) -> Float32:
    """Crackle and rumble 25 dB and hum 35 dB below the music."""
    crackle = noise_of("crackle", samples.shape[1], generator)
    hum = noise_of("hum", samples.shape[1], generator)
    return samples + _below(samples, crackle, -25) + _below(samples, hum, -35)


def live(samples: Float32, generator: np.random.Generator) -> Float32:
    """A hall that rings for a second and more, with applause 15 dB below the music, which is as
    loud as the music for the first and last three seconds."""
    import scipy.signal

    length = round(1.3 * RATE)
    decay = 10 ** (-3 * np.arange(length) / length)
    impulse = generator.standard_normal((2, length)) * decay
    impulse /= np.sqrt((impulse**2).sum(1, keepdims=True))
    wet = scipy.signal.fftconvolve(samples, impulse, axes=1)[:, : samples.shape[1]]
    played = (samples + 0.5 * wet).astype(np.float32)
    gain = np.full(samples.shape[1], 10 ** (-15 / 20), np.float32)
    gain[: 3 * RATE] = gain[-3 * RATE :] = 1
    applause = noise_of("applause", samples.shape[1], generator)
    return played + _below(played, applause, 0) * gain


def clipped(samples: Float32, generator: np.random.Generator) -> Float32:
    """12 dB too loud for its medium."""
    return np.clip(samples / _peak(samples) * 10 ** (12 / 20), -1, 1).astype(np.float32)


def retuned(samples: Float32, generator: np.random.Generator) -> Float32:
    """A' at 432 Hz instead of 440, by playing it more slowly."""
    import soxr

    return soxr.resample(samples.T, 432, 440).T


def quieter(samples: Float32, generator: np.random.Generator) -> Float32:
    """20 dB less, in 16 bits."""
    return samples * np.float32(0.1)


def mono(samples: Float32, generator: np.random.Generator) -> Float32:
    return samples.mean(0, keepdims=True)


VARIANTS: dict[str, Variant] = {
    "voice memo 8 kHz, AAC 24k": Variant(voice_memo, Encoding(".m4a", "aac", 24_000), 8000),
    "MP3 64k": Variant(unchanged, Encoding(".mp3", "libmp3lame", 64_000)),
    "vinyl rip": Variant(vinyl),
    "live, hall and applause": Variant(live),
    "clipped by 12 dB": Variant(clipped),
    "tuned to 432 Hz": Variant(retuned),
    "20 dB quieter": Variant(quieter),
    "mono": Variant(mono),
}


def _peak(samples: Float32) -> np.float32:
    return np.float32(max(float(np.abs(samples).max()), 1e-6))


def noise_of(kind: str, count: int, generator: np.random.Generator) -> Float32:
    """(1, count) samples of a kind of noise."""
    import soxr

    made = noise.synthesise(kind, generator, count / RATE + 0.1)
    return soxr.resample(made, noise.RATE, RATE)[None, :count].astype(np.float32)


def _below(samples: Float32, other: Float32, level: float) -> Float32:
    """`other` at `level` dB of the recording's mean power."""
    ratio = np.sqrt((samples**2).mean() / max(float((other**2).mean()), 1e-12))
    return (other * ratio * 10 ** (level / 20)).astype(np.float32)
