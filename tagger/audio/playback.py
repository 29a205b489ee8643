"""Sound for the ears: any file as a stream of interleaved 16-bit PCM, from any place on.

The same FFmpeg (PyAV) that reads for the network, so that what a person hears is what was listened
to. One frame is decoded at a time: memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tagger.audio.decode import check_readable

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler

BYTES_PER_SAMPLE = 2
"""Of signed 16-bit samples in the machine's byte order."""

_BLOCK_SECONDS = 0.1
"""No block is longer, so that whoever plays can stop between two of them."""

_LAYOUTS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True)
class Pcm:
    """A piece of sound that can be played."""

    position: float
    """Where in the file it begins, in seconds."""
    data: bytes
    """Interleaved signed 16-bit samples in the machine's byte order."""


class PcmStream:
    """An open file that is played: blocks of PCM, one after the other.

    What cannot be decoded is left out; a file that breaks off simply ends there. To be closed, and
    for one thread at a time. Every failure is an `AudioError`.
    """

    def __init__(self, path: Path, rate: int, channels: int, start: float = 0.0) -> None:
        """Open `path` at `start` seconds; `rate` in Hz, 1 or 2 `channels`.

        Raises `AudioError` when it cannot be opened or holds no sound that can be decoded.
        """
        if channels not in _LAYOUTS:
            raise ValueError(f"sound for 1 or 2 channels, not {channels}")
        check_readable(path)
        from tagger.audio.av_source import AvSource

        self._rate = rate
        self._channels = channels
        self._source = AvSource(path)
        self._blocks = iter(())
        self.seek(start)

    @property
    def duration(self) -> float | None:
        """Seconds as the header tells them; None where nothing tells (MP3, DSF, raw AAC)."""
        samples = self._source.claimed_length()
        return samples / self._source.sample_rate if samples else None

    def seek(self, seconds: float) -> None:
        """Go on from this place; whether it can be reached shows with the next `read`."""
        self._blocks = self._play(max(0, round(seconds * self._source.sample_rate)))

    def read(self) -> Pcm | None:
        """The next block, not longer than a tenth of a second; None at the end of the sound.

        Raises `AudioError` when the place that was asked for cannot be reached.
        """
        return next(self._blocks, None)

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _play(self, start: int) -> Iterator[Pcm]:
        native = self._source.sample_rate
        converter = _Converter(self._rate, self._channels)
        width = BYTES_PER_SAMPLE * self._channels
        place = start
        """Native sample behind what was given away."""
        for position, frame in self._source.frames(start):
            early = max(0, start - position)
            data = converter.convert(frame)[round(early * self._rate / native) * width :]
            place = position + frame.samples
            yield from self._cut(max(start, position) / native, data)
        yield from self._cut(place / native, converter.rest())

    def _cut(self, seconds: float, data: bytes) -> Iterator[Pcm]:
        width = BYTES_PER_SAMPLE * self._channels
        size = max(1, int(_BLOCK_SECONDS * self._rate)) * width
        for begin in range(0, len(data), size):
            yield Pcm(seconds + begin / (self._rate * width), data[begin : begin + size])


class _Converter:
    """Frames of any form to interleaved PCM of one form, by FFmpeg's resampler."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._channels = channels
        self._resampler: AudioResampler | None = None
        self._form: tuple[str, str, int] | None = None
        self._mixes = False
        """Whether FFmpeg does not know the layout, so that the channels are mixed here."""

    def convert(self, frame: AudioFrame) -> bytes:
        import av.error

        # Time stamps are dealt with already; jumps in them are no matter for the resampler.
        frame.pts = None
        form = (frame.format.name, frame.layout.name, frame.layout.nb_channels)
        ahead = b""
        if form != self._form:
            ahead = self.rest()
            self._form = form
            self._mixes = False
        if not self._mixes:
            try:
                return ahead + self._resample(frame)
            except (av.error.FFmpegError, ValueError):
                self._mixes = True
                self._resampler = None
        return ahead + self._resample(_mixed(frame))

    def rest(self) -> bytes:
        """What the resampler still held back; it begins anew afterwards."""
        import av.error

        resampler, self._resampler = self._resampler, None
        if resampler is not None:
            # At the end of broken sound there may be nothing that it could give back.
            with suppress(av.error.FFmpegError, ValueError):
                return b"".join(self._bytes(part) for part in resampler.resample(None))
        return b""

    def _resample(self, frame: AudioFrame) -> bytes:
        import av

        if self._resampler is None:
            self._resampler = av.AudioResampler("s16", _LAYOUTS[self._channels], self._rate)
        return b"".join(self._bytes(part) for part in self._resampler.resample(frame))

    def _bytes(self, frame: AudioFrame) -> bytes:
        # A plane is padded behind its samples.
        return bytes(frame.planes[0])[: frame.samples * BYTES_PER_SAMPLE * self._channels]


def _mixed(frame: AudioFrame) -> AudioFrame:
    """The mean of the channels of a frame whose layout nobody knows."""
    import av

    from tagger.audio.av_frames import mono_of

    mono = av.AudioFrame.from_ndarray(mono_of(frame)[None], format="fltp", layout="mono")
    mono.sample_rate = frame.sample_rate
    return mono
