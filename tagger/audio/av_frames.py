"""The samples of FFmpeg's decoded frames, mixed to one channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from tagger.audio.source import mix_down, mix_planes
from tagger.records import Float32

if TYPE_CHECKING:
    from av import AudioFrame

_MOST_PLANES = 8
"""From this many channels on, PyAV counts too many planes (FFmpeg's list of eight has no end mark),
so that frames of so many channels have to be interleaved before they are touched."""

_DTYPES = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}


class Run:
    """Decoded frames of one form that follow each other without a gap.

    Frames are kept as they are and joined once: handling each of the thousand frames of a track
    with several numpy calls would cost as much as decoding it.
    """

    def __init__(self, begin: int, frame: AudioFrame) -> None:
        self.begin = self.end = begin
        """Native samples: of the first one, and behind the last one."""
        self._format = frame.format.name
        self._channels = frame.layout.nb_channels
        self._packs = self._format.endswith("p") and self._channels >= _MOST_PLANES
        self._planes: list[list[NDArray]] = []

    def continues(self, position: int, frame: AudioFrame) -> bool:
        same = (frame.format.name, frame.layout.nb_channels) == (self._format, self._channels)
        return same and position == self.end

    def append(self, frame: AudioFrame) -> None:
        for packed in self._pack(frame) if self._packs else (frame,):
            interleaved = 1 if packed.format.is_planar else self._channels
            dtype = _DTYPES[packed.format.packed.name]
            count = packed.samples * interleaved
            # PyAV's stubs do not say that a plane is a buffer.
            planes = cast("tuple[memoryview, ...]", packed.planes)
            self._planes.append([np.frombuffer(plane, dtype, count) for plane in planes])
        self.end += frame.samples

    def _pack(self, frame: AudioFrame) -> list[AudioFrame]:
        import av

        packer = av.AudioResampler(frame.format.packed.name, frame.layout, frame.sample_rate)
        return [*packer.resample(frame), *packer.resample(None)]

    def mono(self) -> Float32:
        """The mean of the channels (n,), full scale at 1."""
        channels = [np.concatenate(plane) for plane in zip(*self._planes, strict=True)]
        samples = channels[0].reshape(-1, self._channels // len(channels))
        full_scale = 1.0
        if samples.dtype.kind in "iu":
            full_scale = 2.0 ** (8 * samples.dtype.itemsize - 1)
        if samples.dtype.kind == "u":
            channels = [c.astype(np.float32) - np.float32(full_scale) for c in channels]
        if len(channels) == 1:
            mixed = mix_down(channels[0].reshape(-1, self._channels).astype(np.float32, copy=False))
        else:
            mixed = mix_planes(channels)
        return mixed if full_scale == 1.0 else mixed * np.float32(1.0 / full_scale)


def mono_of(frame: AudioFrame) -> Float32:
    """The mean of a frame's channels (n,), full scale at 1."""
    run = Run(0, frame)
    run.append(frame)
    return run.mono()
