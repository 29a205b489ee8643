"""Sound through FFmpeg (PyAV): M4A, ALAC, WMA, WavPack, APE, Musepack and what else remains."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from tagger.audio.av_frames import Run
from tagger.audio.reasons import reason_of
from tagger.audio.source import HIGHEST_RATE, LOWEST_RATE
from tagger.errors import AudioError, display_path
from tagger.parts import needs
from tagger.records import Float32
from tagger.wording import later, say

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream

_log = logging.getLogger(__name__)

_DEMUXERS = (
    "aac,ac3,eac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,flac,flv,iff,matroska,webm,mov,mp4,m4a,3gp,"
    "mp3,mpc,mpc8,mpeg,mpegts,oma,ogg,shn,tak,tta,voc,w64,wav,wv,wsaud,xwma"
)
"""Only containers of sound: no playlist, script or device can make FFmpeg open anything else."""

_WITHOUT_LENGTH = ("mp3", "aac", "ac3", "eac3", "dts", "amr", "dsf")
"""Streams without a container, whose length is a guess from the first bit rate; and DSF, whose
length FFmpeg guesses from the size of the file, pictures included."""

_MOST_BAD_PACKETS = 200
"""Packets that may fail before reading on is given up at that place."""

_MOST_DETOUR = 600
"""Seconds of sound decoded on the way to a place, for files whose seeking is that coarse."""

_UNREACHED = later("Its sound cannot be reached by seeking.")

_SMALLEST_GAP = 0.002
"""Seconds without a sample that count as damage; less is the rounding of time stamps."""

_PREROLL_FRAMES = {"mp3": 12, "mp3float": 12, "aac": 6}
"""Frames decoded and thrown away before the place asked for. An MP3 frame draws on up to 511 bytes
of earlier frames (ten of them at 32 kbit/s) and overlaps the one before; AAC overlaps by one, and
its spectral band replication remembers a few more."""

_PREROLL_NONE = ("alac", "flac", "wavpack", "ape", "tta", "tak", "shorten", "pcm_")
"""Lossless codecs, whose blocks stand alone."""

_PREROLL_SECONDS = 0.5
"""For all other codecs: more than the 80 ms of Opus (RFC 7845, section 4.6), whose traces last for
0.3 s, and than a superframe of WMA (up to 0.4 s)."""


class AvSource:
    """An open file of a format that FFmpeg reads.

    Frames are placed by their time stamps, so that a place reached by seeking and one reached by
    playing are the same. (AAC's noise substitution and WMA's noise coding draw new random
    numbers at each pass: there only the level is the same.) Raises `AudioError` when there is no
    sound that FFmpeg can decode.
    """

    def __init__(self, path: Path) -> None:
        with needs("av"):
            import av
            import av.error

        self._path = path
        self._failure = av.error.FFmpegError
        options = {"protocol_whitelist": "file", "format_whitelist": _DEMUXERS}
        try:
            self._container = av.open(f"file:{path}", options=options, metadata_errors="replace")
        except (av.error.FFmpegError, OSError) as error:
            raise AudioError(
                say("Its sound could not be opened: {reason}.", reason=reason_of(error)), path
            ) from error
        self.damaged = False
        self._bad_packets = 0
        try:
            self._open_stream()
        except AudioError:
            self._container.close()
            raise

    def _open_stream(self) -> None:
        stream = self._container.streams.best("audio")
        if stream is None:
            raise AudioError(say("It holds no sound."), self._path)
        self._stream: AudioStream = stream  # pyright: ignore[reportAttributeAccessIssue]
        context = self._stream.codec_context
        if context is None:
            raise AudioError(say("Its kind of sound cannot be decoded here."), self._path)
        context.thread_count = 1
        opening = self._opening_frames()
        if not opening:
            raise AudioError(say("It holds no sound that can be decoded."), self._path)
        first = opening[0]
        # Read from a decoded frame, since the header of HE-AAC tells half the true rate.
        self.sample_rate: int = first.sample_rate
        if not LOWEST_RATE <= self.sample_rate <= HIGHEST_RATE:
            message = say(
                "Its sampling rate of {rate} Hz makes no sense.",
                rate=self.sample_rate,
            )
            raise AudioError(message, self._path)
        self._tick = float((self._stream.time_base or Fraction(1, self.sample_rate)) * first.rate)
        """Samples between two time stamps. A float, since this is multiplied for every frame."""
        self._origin = first.pts or 0
        self._grid_start, self._grid = first.samples, opening[-1].samples
        self._preroll = self._codec_preroll(context.name)

    def _codec_preroll(self, codec: str) -> int:
        if codec in _PREROLL_FRAMES:
            return _PREROLL_FRAMES[codec] * self._grid
        if codec.startswith(_PREROLL_NONE):
            return 0
        return round(_PREROLL_SECONDS * self.sample_rate)

    def _opening_frames(self) -> list[AudioFrame]:
        frames: list[AudioFrame] = []
        for frame in self._decode():
            frames.append(frame)
            if len(frames) == 2:
                break
        return frames

    def read(self, start: int, stop: int) -> Float32:
        for target in self._approaches(start):
            samples = self._read_from(target, start, stop)
            if samples is not None:
                return samples
        raise AudioError(say(_UNREACHED), self._path)

    def frames(self, start: int) -> Iterator[tuple[int, AudioFrame]]:
        """Decoded frames from the one that holds sample `start` on, each with its first sample.

        What cannot be decoded is left out, and there are none when the file ends before. Raises
        `AudioError` when the place cannot be reached.
        """
        led_past = False
        for target in self._approaches(start):
            self._seek(target)
            passed = 0
            led_past = False
            for position, frame in self._placed(target):
                if not passed and target > 0:
                    led_past = position > start + _SMALLEST_GAP * self.sample_rate
                    if led_past:
                        break
                passed += frame.samples
                if position + frame.samples > start:
                    yield position, frame
                elif passed > start - target + _MOST_DETOUR * self.sample_rate:
                    raise AudioError(say(_UNREACHED), self._path)
            if passed and not led_past:
                return
        if led_past:
            raise AudioError(say(_UNREACHED), self._path)

    def _approaches(self, start: int) -> Iterator[int]:
        """Where to seek to for sample `start`: ever further ahead of it, as far as needed."""
        for seconds in (0, 5, 120):
            target = max(0, start - self._preroll - seconds * self.sample_rate)
            yield target
            if target == 0:
                return

    def _read_from(self, target: int, start: int, stop: int) -> Float32 | None:
        """Samples `start` to `stop` after a seek to `target`; None if that led past `start`."""
        self._seek(target)
        samples = np.zeros(stop - start, dtype=np.float32)
        reached = start
        for position, run in self._runs(target, stop):
            if position > reached + _SMALLEST_GAP * self.sample_rate and target > 0:
                if reached == start and not self._bad_packets:
                    return None
                self.damaged = True
            begin, end = max(start, position), min(stop, position + len(run))
            if end > begin:
                samples[begin - start : end - start] = run[begin - position : end - position]
                reached = max(reached, end)
        return samples[: reached - start]

    def _runs(self, target: int, stop: int) -> Iterator[tuple[int, Float32]]:
        """Stretches without a gap: the place of the first sample, mono samples."""
        run: Run | None = None
        decoded = 0
        for position, frame in self._placed(target):
            if run and not run.continues(position, frame):
                yield run.begin, run.mono()
                run = None
            if run is None:
                run = Run(position, frame)
            run.append(frame)
            decoded += frame.samples
            if run.end >= stop:
                break
            if decoded > stop - target + _MOST_DETOUR * self.sample_rate:
                # Time stamps that go back and forth would keep a player here for ever.
                break
        if run:
            yield run.begin, run.mono()

    def _placed(self, target: int) -> Iterator[tuple[int, AudioFrame]]:
        """Frames from where a seek to `target` led, each with the native sample it begins at."""
        expected: int | None = None
        for frame in self._decode():
            if frame.sample_rate != self.sample_rate:
                continue
            position = self._place(frame, expected)
            if position is None:
                position = target
            expected = position + frame.samples
            yield position, frame

    def _place(self, frame: AudioFrame, expected: int | None) -> int | None:
        """The native sample a frame begins at, None if nothing tells."""
        if frame.pts is None:
            return expected
        exact = (frame.pts - self._origin) * self._tick
        if expected is not None and abs(exact - expected) <= 2 * self._tick:
            return expected
        if self._tick <= 1 or not self._grid:
            return round(exact)
        # Stamps in milliseconds (ASF, Matroska) do not tell which sample it is, but frames of
        # one size lie on a grid that does.
        snapped = self._grid_start + round((exact - self._grid_start) / self._grid) * self._grid
        return snapped if abs(snapped - exact) <= 2 * self._tick else round(exact)

    def _decode(self) -> Iterator[AudioFrame]:
        """Frames from here on; packets that cannot be decoded are left out."""
        self._bad_packets = 0
        try:
            for packet in self._container.demux(self._stream):
                try:
                    frames = packet.decode()
                except self._failure:
                    self._bad_packets += 1
                    if self._bad_packets > _MOST_BAD_PACKETS:
                        return
                    continue
                yield from frames
        except self._failure as error:
            # The container ends here; whoever reads finds fewer samples than there should be.
            _log.debug("%s breaks off: %s", display_path(self._path), error)

    def _seek(self, sample: int) -> None:
        offsets = [int(sample / self._tick) + self._origin]
        if sample == 0:
            # Before the first sample lies the priming frame; not every container lets us go there.
            offsets = [offsets[0] - int(self.sample_rate / self._tick), *offsets, 0]
        failure: Exception | None = None
        for offset in offsets:
            try:
                self._container.seek(offset, stream=self._stream)
                return
            except self._failure as error:
                failure = error
        message = say("It breaks off.")
        if failure is not None:
            message = say("It breaks off there: {reason}.", reason=reason_of(failure))
        raise AudioError(message, self._path) from failure

    def length(self) -> int:
        claimed = self.claimed_length()
        if claimed is not None:
            return claimed
        self._seek(0)
        end = 0
        try:
            for packet in self._container.demux(self._stream):
                if packet.pts is not None:
                    end = max(end, packet.pts + (packet.duration or 0))
        except self._failure as error:
            _log.debug("%s breaks off: %s", display_path(self._path), error)
        return max(0, round((end - self._origin) * self._tick))

    def claimed_length(self) -> int | None:
        if self._container.format.name in _WITHOUT_LENGTH:
            return None
        if self._stream.duration:
            return round(self._stream.duration * self._tick)
        if self._container.duration:
            return round(self._container.duration * self.sample_rate / 1_000_000)
        return None

    def length_is_guessed(self) -> bool:
        if self._container.format.name != "mp3":
            return self._container.format.name in _WITHOUT_LENGTH
        from mutagen import MutagenError
        from mutagen.mp3 import MP3, BitrateMode

        try:
            info = MP3(self._path).info
        except (MutagenError, OSError):
            return True
        # A Xing, Info or VBRI header would tell how the bit rate was chosen, and the length.
        return getattr(info, "bitrate_mode", BitrateMode.UNKNOWN) == BitrateMode.UNKNOWN

    def close(self) -> None:
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()
