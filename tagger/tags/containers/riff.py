"""Containers of chunks whose sound is one chunk: WAV (RIFF, RF64, BW64), AIFF and ASF.

RIFF: Multimedia Programming Interface and Data Specifications 1.0; RF64: EBU Tech 3306; AIFF 1.3;
ASF: Advanced Systems Format specification 1.20.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tagger.tags.containers.source import Container, DamagedFile, Ranges, Source

_UNKNOWN_32 = 0xFFFFFFFF
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")


def chunks(source: Source, byteorder: Literal["little", "big"]) -> Iterator[tuple[bytes, int, int]]:
    """The chunks behind a 12-byte head: name, offset of the content, its declared size."""
    offset = 12
    while offset + 8 <= source.size:
        head = source.exact(offset, 8)
        size = int.from_bytes(head[4:], byteorder)
        yield head[:4], offset + 8, size
        offset += 8 + size + (size & 1)


class Wav(Container):
    """The content of the `data` chunk. A recorder that never closed its file left size 0 or -1."""

    def span(self) -> Ranges:
        head = self.source.exact(0, 12)
        if head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:] != b"WAVE":
            raise DamagedFile("it does not start like a WAV file")
        size_64 = None
        for name, start, size in chunks(self.source, "little"):
            if name == b"ds64":
                size_64 = int.from_bytes(self.source.exact(start + 8, 8), "little")
            elif name == b"data":
                if size == _UNKNOWN_32 and size_64 is not None:
                    size = size_64
                end = self.source.size if size in (0, _UNKNOWN_32) else start + size
                return ((start, min(end, self.source.size)),)
        raise DamagedFile("it has no audio data")


class Aiff(Container):
    """The content of the `SSND` chunk."""

    def span(self) -> Ranges:
        head = self.source.exact(0, 12)
        if head[:4] != b"FORM" or head[8:] not in (b"AIFF", b"AIFC"):
            raise DamagedFile("it does not start like an AIFF file")
        for name, start, size in chunks(self.source, "big"):
            if name == b"SSND":
                return ((start, min(start + size, self.source.size)),)
        raise DamagedFile("it has no audio data")


class Asf(Container):
    """The packets of the data object."""

    def span(self) -> Ranges:
        if self.source.read(0, 16) != _ASF_HEADER:
            raise DamagedFile("it does not start like a WMA file")
        offset = 0
        while offset + 24 <= self.source.size:
            head = self.source.exact(offset, 24)
            size = int.from_bytes(head[16:24], "little")
            if head[:16] == _ASF_DATA:
                # Behind the object's head: file id (16), packet count (8), two reserved bytes.
                end = offset + size if size else self.source.size
                return ((offset + 50, max(offset + 50, min(end, self.source.size))),)
            if size < 24:
                break
            offset += size
        raise DamagedFile("it has no audio data")
