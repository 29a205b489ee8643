"""A whole track, window after window, for those who want to know what happens when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Self

import numpy as np

from tagger.audio.decode import check_readable, open_sources, read_window
from tagger.audio.listen import (
    CUT_OFF,
    DAMAGED,
    OVERSTATED_SECONDS,
    SILENT_POWER,
    actual_seconds,
    filled,
)
from tagger.audio.melspectrogram import AMIN, LogMel, log_mel
from tagger.audio.source import Source
from tagger.audio.windows import track_frames
from tagger.errors import AudioError
from tagger.records import Float32, FrontEnd
from tagger.wording import say

_BLOCK_WINDOWS = 10
"""Windows decoded in one go. Half a minute bounds the memory also of 8 channels at 192 kHz, and
makes the seek at its beginning cheap."""

_MOST_UNREADABLE = 10
"""Blocks that fail one after the other until the rest of a file is given up: five minutes."""

_IN_MEMORY = 32 << 20
"""Bytes of spectrogram that are kept in memory (2.7 hours); longer tracks go on in a temporary
file."""

Proceed = Callable[[float], bool]
"""Told how many seconds were read since the last time; False stops the reading."""


class WholeTrack:
    """Every window of a track, one after the other and without gaps but for what is unreadable.

    The spectrogram waits as float16 dB of full scale (exact to 0.03 dB) until the loudest window is
    known, to which the network's input is relative. To be closed.
    """

    def __init__(self, front_end: FrontEnd) -> None:
        self.front_end = front_end
        self.starts: list[float] = []
        """Where each window begins, in seconds."""
        self.seconds = 0.0
        """Length of the track."""
        self.error: str | None = None
        """Why something is missing, for a person."""
        self._loudest = 0.0
        self._spool = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def append(self, first_frame: int, powers: Float32) -> None:
        """Add a window by its first frame and mel power (n_mels, window_frames)."""
        self.starts.append(first_frame * self.front_end.hop_length / self.front_end.sample_rate)
        self._loudest = max(self._loudest, float(powers.max()))
        self._spool.write(_decibel(powers).astype("<f2").tobytes())

    def blocks(self, windows: int) -> Iterator[Float32]:
        """Blocks of at most `windows` windows (N, n_mels, window_frames), in order.

        In dB relative to the greatest power of the track, from -top_db to 0; all -top_db when the
        track is silent.
        """
        shape = (-1, self.front_end.n_mels, self.front_end.window_frames)
        size = 2 * windows * shape[1] * shape[2]
        floor = np.float32(-self.front_end.top_db)
        reference = _decibel(np.float32(self._loudest))
        self._spool.seek(0)
        while data := self._spool.read(size):
            block = np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(shape)
            if self._loudest < SILENT_POWER:
                yield np.full_like(block, floor)
            else:
                yield np.clip(block - reference, floor, 0)

    def close(self) -> None:
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def read_whole(
    path: Path, front_end: FrontEnd, proceed: Proceed = lambda seconds: True
) -> WholeTrack:
    """Decode a track from end to end; what could be read until `proceed` said stop.

    What is damaged is left out, and told by `error`. Raises `AudioError` when nothing can be read
    and `OSError` when the temporary file cannot be written.
    """
    check_readable(path)
    mel = log_mel(front_end)
    best: WholeTrack | None = None
    reason: AudioError | None = None
    for source in open_sources(path):
        track = WholeTrack(front_end)
        try:
            with closing(source):
                finished = _read(source, mel, track, proceed)
        except AudioError as error:
            track.close()
            reason = error
            continue
        except BaseException:
            track.close()
            raise
        if best is None or len(track.starts) > len(best.starts):
            best, track = track, best
        if track is not None:
            track.close()
        if best.error is None or not finished:
            break
    if best is not None and best.starts:
        return best
    if best is not None:
        best.close()
    message = reason.message if reason else say("There is no sound in this file.")
    raise AudioError(message, path) from reason


def _read(source: Source, mel: LogMel, track: WholeTrack, proceed: Proceed) -> bool:
    """Fill `track`; False when `proceed` stopped it."""
    front_end = mel.front_end
    length = front_end.window_frames
    frame_seconds = front_end.hop_length / front_end.sample_rate
    track.seconds = actual_seconds(source)
    total = track_frames(track.seconds, front_end)
    end = unreadable = 0
    gap = False
    for first in range(0, total, _BLOCK_WINDOWS * length):
        wanted = min(_BLOCK_WINDOWS * length, total - first)
        frames = _read_block(source, mel, track, first, wanted)
        gap |= bool(frames) and end < first
        end = first + frames if frames else end
        unreadable = 0 if frames else unreadable + 1
        if not proceed(wanted * frame_seconds):
            return False
        if unreadable == _MOST_UNREADABLE:
            break
    cut_off = (total - end) * frame_seconds > OVERSTATED_SECONDS
    if cut_off:
        track.seconds = end * frame_seconds
    if source.damaged or gap:
        track.error = say(DAMAGED)
    elif cut_off:
        track.error = say(CUT_OFF)
    return True


def _read_block(source: Source, mel: LogMel, track: WholeTrack, first: int, wanted: int) -> int:
    """Append the windows of `wanted` frames from `first` on; how many frames there were."""
    length = mel.front_end.window_frames
    try:
        block = read_window(source, mel.front_end, first, wanted)
    except AudioError:
        return 0
    powers = mel.powers(block.samples)[:, : block.frames]
    for begin in range(0, block.frames, length):
        window = powers[:, begin : begin + length]
        # Of the rest at the end, less than half a window tells nothing, as in `listen`.
        if 2 * window.shape[1] >= length or not track.starts:
            track.append(first + begin, filled(window, length))
    return block.frames


def _decibel(powers: Float32 | np.float32) -> Float32:
    return np.float32(10) * np.log10(np.maximum(powers, np.float32(AMIN)))
