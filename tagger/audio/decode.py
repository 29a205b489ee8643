"""Any file to mono samples at the model's rate, by seeking: only what is asked for is decoded."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, gcd
from pathlib import Path

import numpy as np

from tagger.audio.source import Source
from tagger.errors import AudioError, explain_os_error
from tagger.parts import needs
from tagger.records import Float32, FrontEnd
from tagger.wording import say

_LIBSNDFILE_MAGIC = (b"RIFF", b"RF64", b"FORM", b"fLaC", b"OggS")

_RESAMPLER_SECONDS = 0.04
_RESAMPLER_SAMPLES = 256
"""Margin on either side of what is resampled, the greater of the two. soxr's HQ filter reaches
less than 150 samples of the lower rate to either side."""


@dataclass(frozen=True)
class WindowSamples:
    """The samples under some frames of the centred STFT grid of a whole track."""

    samples: Float32
    """Mono at the front end's rate, zeros before the start and after the end of the track; empty
    if the track ends before the first frame."""
    frames: int
    """How many of the frames asked for the track has."""


def check_readable(path: Path) -> None:
    """Raise `AudioError` with its reason unless `path` is a file with something in it.

    Devices and pipes are refused, since opening one may wait for ever.
    """
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise AudioError(say("This is not a file that could hold music."), path)
        with open(path, "rb"):
            pass
    except OSError as error:
        raise AudioError(explain_os_error(error, say("Could not read the file")), path) from error
    if status.st_size == 0:
        raise AudioError(say("The file is empty. Get it again from where it came from."), path)


def open_sources(path: Path) -> Iterator[Source]:
    """The decoders that can open a file, the preferred one first; the caller closes them.

    Chosen by `tests/benchmarks/audio_decoders.py`, which reads windows by seeking. libsndfile comes
    first for WAV and AIFF, where it takes a third of FFmpeg's time, and for FLAC and Vorbis, where
    both take about the same and libsndfile needs one call for a window (without Python's lock)
    where PyAV needs a hundred; FFmpeg stands behind it. Opus is FFmpeg's alone: libsndfile takes
    twice as long. So is MP3: libmpg123 is hardly faster there, prints to the standard error stream,
    and libsndfile takes tags for sound when it guesses the length.

    Raises `AudioError` when none can.
    """
    from tagger.audio.av_source import AvSource
    from tagger.audio.soundfile_source import SoundFileSource

    kinds = (SoundFileSource, AvSource) if _for_libsndfile(path) else (AvSource,)
    opened = False
    reason: AudioError | None = None
    for kind in kinds:
        try:
            source = kind(path)
        except AudioError as error:
            reason = error
        else:
            opened = True
            yield source
    if not opened and reason:
        raise reason


def _for_libsndfile(path: Path) -> bool:
    with open(path, "rb") as file:
        head = file.read(64)
    return head.startswith(_LIBSNDFILE_MAGIC) and b"OpusHead" not in head


def read_window(
    source: Source, front_end: FrontEnd, first_frame: int, frames: int
) -> WindowSamples:
    """The samples from `n_fft / 2` before the centre of `first_frame` on, for `frames` frames.

    They equal those of the whole file decoded, resampled and padded, since decoding begins
    earlier and on a sample that both rates share. Raises `AudioError` when the place cannot be
    decoded.
    """
    half, hop = front_end.n_fft // 2, front_end.hop_length
    target, native = front_end.sample_rate, source.sample_rate
    first = first_frame * hop - half
    last = first + (frames - 1) * hop + front_end.n_fft
    margin = 0
    if native != target:
        seconds = max(_RESAMPLER_SECONDS, _RESAMPLER_SAMPLES / native)
        margin = ceil(seconds * target)
    shared = gcd(native, target)
    unit = (first - margin) // (target // shared)
    begin = unit * (native // shared)
    end = ceil((last + margin) * native / target)

    origin = max(0, begin)
    sound = source.read(origin, end)
    total: int | None = None
    if len(sound) < end - origin:
        total = ceil((origin + len(sound)) * target / native) if len(sound) else 0
    # Zeros are put around the resampled sound and not around the file's own: soxr begins and ends
    # within the first and last sample as it does for a whole file.
    resampled = _resample(sound, native, target)
    samples = np.zeros(last - first, dtype=np.float32)
    skipped = first - origin // (native // shared) * (target // shared)
    piece = resampled[max(0, skipped) : max(0, skipped + last - first)]
    samples[max(0, -skipped) : max(0, -skipped) + len(piece)] = piece

    available = frames
    if total is not None:
        available = max(0, min(frames, 1 + total // hop - first_frame)) if total else 0
        samples[max(0, total - first) :] = 0
    return WindowSamples(samples if available else samples[:0], available)


def _resample(samples: Float32, native: int, target: int) -> Float32:
    if native == target or not len(samples):
        return samples
    with needs("soxr"):
        import soxr

    return soxr.resample(samples, native, target, quality="HQ")
