"""Listening to a track: a few windows of it as the network takes them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tagger.audio.decode import check_readable, open_sources, read_window
from tagger.audio.melspectrogram import LogMel, log_mel, power_to_db
from tagger.audio.source import Source
from tagger.audio.windows import DEFAULT_WINDOWS, plan_windows
from tagger.errors import AudioError
from tagger.records import Float32, FrontEnd

SILENT_POWER = 1e-6
"""A track whose greatest mel power is below this is silent: it lies above the dither noise of
16-bit silence (about 1e-7) and below a sine at -97 dB of full scale."""

_OVERSTATED_SECONDS = 2.0
"""How much shorter than promised a track may be and still be whole: encoders' padding, rounding."""


_DAMAGED = "Part of its sound is damaged and was left out."
_CUT_OFF = "The file is cut off: its sound ends before its header says."


@dataclass(frozen=True)
class Listening:
    """What was heard of one track."""

    logmel: Float32
    """(windows, n_mels, window_frames): dB relative to the greatest power of all the windows,
    from -top_db to 0. All -top_db when the track is silent."""
    starts: tuple[float, ...]
    """Where each window begins, in seconds."""
    failed_windows: int = 0
    """Windows that were wanted and could not be read."""
    partial: bool = False
    """The file is damaged or cut off; the windows are those that could be read."""
    silent: bool = False
    """There is nothing to hear, so nothing to say of its genre."""
    error: str | None = None
    """Why it is partial, for a person."""


@dataclass(frozen=True)
class _Attempt:
    """What one decoder could read."""

    windows: tuple[tuple[int, Float32], ...]
    """First frame and mel power (n_mels, window_frames) of each."""
    failed: int
    error: str | None


def listen(
    path: Path, duration: float | None, front_end: FrontEnd, count: int = DEFAULT_WINDOWS
) -> Listening:
    """Read `count` windows spread over a track, or fewer if it is short.

    `duration` is the length in seconds that the file's header tells (`TrackTags.duration`); None
    when it tells none. A track shorter than a window gives one window, which its frames fill by
    beginning again: the network pools over time, so repetition leaves the statistics of the sound
    as they are, where silence behind it would shift them towards silence.

    Raises `AudioError` when no window at all can be read.
    """
    check_readable(path)
    mel = log_mel(front_end)
    best: _Attempt | None = None
    reason: AudioError | None = None
    for source in open_sources(path):
        with closing(source):
            try:
                attempt = _attempt(source, duration, mel, count)
            except AudioError as error:
                reason = error
                continue
        if best is None or len(attempt.windows) > len(best.windows):
            best = attempt
        if attempt.error is None:
            best = attempt
            break
    if best is None or not best.windows:
        message = reason.message if reason else "There is no sound in this file."
        raise AudioError(message, path) from reason
    return _as_listening(best, front_end)


def _attempt(source: Source, duration: float | None, mel: LogMel, count: int) -> _Attempt:
    seconds = duration if duration is not None and np.isfinite(duration) and duration > 0 else None
    samples = source.claimed_length()
    claimed = samples / source.sample_rate if samples else None
    if seconds is None:
        return _read_windows(source, _actual_seconds(source), mel, count)
    if claimed is None:
        attempt = _read_windows(source, seconds, mel, count)
        if attempt.failed and (source.length_is_guessed() or not attempt.windows):
            return _read_windows(source, _actual_seconds(source), mel, count)
        return attempt
    attempt = _read_windows(source, min(seconds, claimed), mel, count)
    if seconds - claimed > _OVERSTATED_SECONDS and attempt.error is None:
        # A decoder that knows the size of the file sees at once that the rest is gone.
        return replace(attempt, error=_CUT_OFF)
    return attempt


def _actual_seconds(source: Source) -> float:
    samples = source.length()
    if samples <= 0:
        raise AudioError("There is no sound in this file.")
    return samples / source.sample_rate


def _read_windows(source: Source, seconds: float, mel: LogMel, count: int) -> _Attempt:
    front_end = mel.front_end
    windows: list[tuple[int, Float32]] = []
    plan = plan_windows(seconds, front_end, count)
    last_failed = -1
    reason: str | None = None
    for first in plan:
        try:
            powers = _window_powers(source, mel, first, alone=len(plan) == 1)
        except AudioError as error:
            powers = None
            reason = error.message
        if powers is None:
            last_failed = first
        else:
            windows.append((first, powers))
    error = None
    if source.damaged or (windows and windows[-1][0] > last_failed > -1):
        error = _DAMAGED
    elif last_failed > -1:
        error = reason or _CUT_OFF
    return _Attempt(tuple(windows), len(plan) - len(windows), error)


def _window_powers(source: Source, mel: LogMel, first: int, alone: bool) -> Float32 | None:
    """Mel power (n_mels, window_frames) from frame `first` on; None if too little is there.

    What is missing at the end is filled by beginning again. More than half may only be missing
    in a track's only window.
    """
    wanted = mel.front_end.window_frames
    window = read_window(source, mel.front_end, first, wanted)
    if not window.frames or (2 * window.frames < wanted and not alone):
        return None
    powers = mel.powers(window.samples)[:, : window.frames]
    if window.frames == wanted:
        return powers
    return np.take(powers, np.arange(wanted), axis=1, mode="wrap")


def _as_listening(attempt: _Attempt, front_end: FrontEnd) -> Listening:
    powers = np.stack([window for _, window in attempt.windows])
    reference = float(powers.max())
    silent = reference < SILENT_POWER
    if silent:
        logmel = np.full_like(powers, -front_end.top_db)
    else:
        logmel = power_to_db(powers, reference, front_end.top_db)
    seconds_per_frame = front_end.hop_length / front_end.sample_rate
    return Listening(
        logmel=logmel,
        starts=tuple(first * seconds_per_frame for first, _ in attempt.windows),
        failed_windows=attempt.failed,
        partial=attempt.error is not None,
        silent=silent,
        error=attempt.error,
    )
