"""Listening to a track: a few windows of it as the network takes them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from tagger.audio.decode import check_readable, open_sources, read_window
from tagger.audio.melspectrogram import LogMel, log_mel, power_to_db
from tagger.audio.source import Source
from tagger.audio.windows import DEFAULT_WINDOWS, further_windows, plan_windows
from tagger.errors import AudioError
from tagger.records import Float32, FrontEnd
from tagger.wording import later, say

SILENT_POWER = 1e-6
"""A track whose greatest mel power is below this is silent: it lies above the dither noise of
16-bit silence (about 1e-7) and below a sine at -97 dB of full scale."""

OVERSTATED_SECONDS = 2.0
"""How much shorter than promised a track may be and still be whole: encoders' padding, rounding."""

DAMAGED = later("Part of its sound is damaged and was left out.")
CUT_OFF = later("The file is cut off: its sound ends before its header says.")


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


def listen(
    path: Path, duration: float | None, front_end: FrontEnd, count: int = DEFAULT_WINDOWS
) -> Listening:
    """Read `count` windows spread over a track, or fewer if it is short; see `OpenTrack`."""
    with OpenTrack(path, duration, front_end, count) as track:
        return track.heard()


class OpenTrack:
    """A track that is listened to in rounds: some windows first, more where they are wanted.

    What was read stays; a further round reads only what is new. A track shorter than a window
    gives one window, which its frames fill by beginning again: the network pools over time, so
    repetition leaves the statistics of the sound as they are, where silence behind it would shift
    them towards silence.
    """

    def __init__(
        self,
        path: Path,
        duration: float | None,
        front_end: FrontEnd,
        count: int = DEFAULT_WINDOWS,
    ) -> None:
        """Read `count` windows spread over the track, or fewer if it is short.

        `duration` is the length in seconds that the file's header tells (`TrackTags.duration`);
        None when it tells none. Raises `AudioError` when no window at all can be read.
        """
        check_readable(path)
        mel = log_mel(front_end)
        best: _Reading | None = None
        reason: AudioError | None = None
        with ExitStack() as stack:
            for source in open_sources(path):
                stack.enter_context(closing(source))
                try:
                    reading = _Reading(source, duration, mel, count)
                except AudioError as error:
                    reason = error
                    continue
                if best is None or len(reading.windows) > len(best.windows):
                    best = reading
                if reading.error is None:
                    best = reading
                    break
            if best is None or not best.windows:
                message = reason.message if reason else say("There is no sound in this file.")
                raise AudioError(message, path) from reason
            self._sources = stack.pop_all()
        self._reading = best

    def heard(self) -> Listening:
        """What was heard so far."""
        return self._reading.as_listening()

    def listen_further(self, most: int) -> bool:
        """Read windows in between those tried already, up to `most` in all.

        False when there is no room for any.
        """
        return self._reading.read_further(most)

    def close(self) -> None:
        self._sources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class _Reading:
    """What one decoder reads of a track."""

    def __init__(self, source: Source, duration: float | None, mel: LogMel, count: int) -> None:
        """Raises `AudioError` when the track's length cannot be found out."""
        self._source = source
        self._mel = mel
        known = duration is not None and np.isfinite(duration) and duration > 0
        samples = source.claimed_length()
        claimed = samples / source.sample_rate if samples else None
        self._overstated = False
        if duration is None or not known:
            self._begin(actual_seconds(source), count)
        elif claimed is None:
            self._begin(duration, count)
            if self._failed and (source.length_is_guessed() or not self.windows):
                self._begin(actual_seconds(source), count)
        else:
            self._begin(min(duration, claimed), count)
            # A decoder that knows the size of the file sees at once that the rest is gone.
            self._overstated = duration - claimed > OVERSTATED_SECONDS

    def _begin(self, seconds: float, count: int) -> None:
        self._seconds = seconds
        self.windows: dict[int, Float32] = {}
        """Mel power (n_mels, window_frames) of each window by its first frame."""
        self._failed: set[int] = set()
        self._reason: str | None = None
        self._read(plan_windows(seconds, self._mel.front_end, count))

    def read_further(self, most: int) -> bool:
        tried = [*self.windows, *self._failed]
        left = max(0, most - len(tried))
        places = further_windows(self._seconds, self._mel.front_end, tried, left)
        self._read(places)
        return bool(places)

    def _read(self, places: Iterable[int]) -> None:
        plan = tuple(places)
        alone = len(plan) == 1 and not self.windows and not self._failed
        for first in plan:
            try:
                powers = _window_powers(self._source, self._mel, first, alone)
            except AudioError as error:
                powers = None
                self._reason = error.message
            if powers is None:
                self._failed.add(first)
            else:
                self.windows[first] = powers

    @property
    def error(self) -> str | None:
        last_failed = max(self._failed, default=-1)
        if self._source.damaged or max(self.windows, default=-1) > last_failed > -1:
            return say(DAMAGED)
        if self._failed:
            return self._reason or say(CUT_OFF)
        return say(CUT_OFF) if self._overstated else None

    def as_listening(self) -> Listening:
        front_end = self._mel.front_end
        places = sorted(self.windows)
        powers = np.stack([self.windows[first] for first in places])
        reference = float(powers.max())
        silent = reference < SILENT_POWER
        if silent:
            logmel = np.full_like(powers, -front_end.top_db)
        else:
            logmel = power_to_db(powers, reference, front_end.top_db)
        seconds_per_frame = front_end.hop_length / front_end.sample_rate
        return Listening(
            logmel=logmel,
            starts=tuple(first * seconds_per_frame for first in places),
            failed_windows=len(self._failed),
            partial=self.error is not None,
            silent=silent,
            error=self.error,
        )


def actual_seconds(source: Source) -> float:
    """How long a file really is; raises `AudioError` when it cannot be found out."""
    samples = source.length()
    if samples <= 0:
        raise AudioError(say("There is no sound in this file."))
    return samples / source.sample_rate


def _window_powers(source: Source, mel: LogMel, first: int, alone: bool) -> Float32 | None:
    """Mel power (n_mels, window_frames) from frame `first` on; None if too little is there.

    What is missing at the end is filled by beginning again. More than half may only be missing
    in a track's only window.
    """
    wanted = mel.front_end.window_frames
    window = read_window(source, mel.front_end, first, wanted)
    if not window.frames or (2 * window.frames < wanted and not alone):
        return None
    return filled(mel.powers(window.samples)[:, : window.frames], wanted)


def filled(powers: Float32, frames: int) -> Float32:
    """Powers (n_mels, at most `frames`) as (n_mels, frames), beginning again at their end."""
    if powers.shape[1] == frames:
        return powers
    return np.take(powers, np.arange(frames), axis=1, mode="wrap")
