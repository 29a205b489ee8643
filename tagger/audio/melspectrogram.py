"""Windows of sound to mel spectrograms, exactly as the model was trained on them."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from tagger.parts import needs
from tagger.records import Float32, FrontEnd

AMIN = 1e-10
"""The least power that is told from silence, as in `librosa.power_to_db`."""

_FILTERS: dict[FrontEnd, LogMel] = {}
_LOCK = threading.Lock()


class LogMel:
    """The front end of a model: mel power of frames on the centred STFT grid.

    Equal to `librosa.feature.melspectrogram(y=y, sr=sample_rate, n_fft=n_fft,
    hop_length=hop_length, n_mels=n_mels)` with zero padding (McFee et al., "librosa: Audio and
    Music Signal Analysis in Python", SciPy 2015); the mel scale is Slaney's (Auditory Toolbox,
    1998) unless the model says "htk". Thread safe.
    """

    def __init__(self, front_end: FrontEnd) -> None:
        with needs("librosa", "scipy"):
            import librosa
            import scipy.signal
            import scipy.sparse

        self.front_end = front_end
        window = scipy.signal.get_window(front_end.window, front_end.n_fft, fftbins=True)
        self._window: Float32 = np.asarray(window, dtype=np.float32)
        filters = librosa.filters.mel(
            sr=front_end.sample_rate,
            n_fft=front_end.n_fft,
            n_mels=front_end.n_mels,
            fmin=front_end.fmin,
            fmax=front_end.fmax,
            htk=front_end.mel_scale == "htk",
        )
        # A filter spans few bins: sparse, it is twice as fast as BLAS, whose threads would fight
        # those that listen to other tracks.
        self._filters = scipy.sparse.csr_array(filters.astype(np.float32))

    def powers(self, samples: Float32) -> Float32:
        """Mel power (n_mels, frames) of samples that are padded already.

        Frame k covers samples k * hop_length to k * hop_length + n_fft.
        """
        import scipy.fft

        size, hop = self.front_end.n_fft, self.front_end.hop_length
        if len(samples) < size:
            return np.zeros((self.front_end.n_mels, 0), dtype=np.float32)
        frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop] * self._window
        spectrum = np.asarray(
            scipy.fft.rfft(frames, axis=1, overwrite_x=True, workers=1), dtype=np.complex64
        )
        if self.front_end.power == 2.0:
            power = np.square(spectrum.real)
            power += np.square(spectrum.imag)
        else:
            power = np.abs(spectrum) ** np.float32(self.front_end.power)
        return np.ascontiguousarray(self._filters @ power.T, dtype=np.float32)

    def centred_powers(self, samples: Float32) -> Float32:
        """Mel power (n_mels, 1 + n // hop_length) of a whole signal, zero padded at both ends."""
        return self.powers(np.pad(samples, self.front_end.n_fft // 2))


def log_mel(front_end: FrontEnd) -> LogMel:
    """The one `LogMel` of a front end; building it loads librosa, so not on the Qt thread."""
    with _LOCK:
        if front_end not in _FILTERS:
            _FILTERS[front_end] = LogMel(front_end)
        return _FILTERS[front_end]


def power_to_db(powers: NDArray, reference: float, top_db: float) -> Float32:
    """Powers in dB relative to `reference`, cut off at -`top_db`.

    Equal to `librosa.power_to_db(powers, ref=reference, top_db=top_db)` where the reference is
    the greatest of the powers.
    """
    decibel = np.log10(np.maximum(powers, np.float32(AMIN)), dtype=np.float32)
    decibel *= np.float32(10.0)
    decibel -= np.float32(10.0 * np.log10(max(reference, AMIN)))
    return np.maximum(decibel, np.float32(-top_db))
