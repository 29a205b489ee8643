"""Ogg pages (RFC 3533)."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tagger.tags.containers.source import DamagedFile, Range, Source
from tagger.wording import say

HEADER = 27
NUMBERS = slice(18, 26)
"""Page sequence number and checksum: what renumbering changes."""
CONTINUED, FIRST, LAST = 0x01, 0x02, 0x04
NO_PACKET_ENDS = (1 << 64) - 1
CAPTURE = b"OggS\x00"
"""How a page starts: the capture pattern and the version."""
_CAPTURE = re.compile(re.escape(CAPTURE))
_MIRROR = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def checksum(page: bytes) -> int:
    """Ogg's CRC-32 (polynomial 04C11DB7, not reflected, no inversion) of a page.

    zlib's CRC is the same polynomial reflected and inverted: mirroring the bits of every byte and
    starting it from the inverse of -1 makes the one from the other, at zlib's speed.
    """
    reflected = zlib.crc32(page.translate(_MIRROR), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{reflected:032b}"[::-1], 2)


def mirrored(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The bytes with the bits of each the other way round."""
    return np.frombuffer(bytearray(data.data).translate(_MIRROR), np.uint8)


def checksums(bits: NDArray[np.uint8], places: Sequence[Range]) -> NDArray[np.uint32]:
    """The `checksum` of what lies at each of many places, given the `mirrored` bytes."""
    view = bits.data
    reflected = [zlib.crc32(view[start:end], 0xFFFFFFFF) ^ 0xFFFFFFFF for start, end in places]
    # A number's bits the other way round: its bytes the other way round, and the bits of each.
    return np.frombuffer(np.array(reflected, ">u4").tobytes().translate(_MIRROR), "<u4")


@dataclass(frozen=True)
class Page:
    offset: int
    flags: int
    granule: int
    serial: int
    number: int
    crc: int
    lacing: bytes

    @property
    def body(self) -> int:
        return self.offset + HEADER + len(self.lacing)

    @cached_property
    def end(self) -> int:
        return self.body + sum(self.lacing)


def page_at(source: Source, offset: int) -> Page:
    """The page that starts at `offset`. Raises `DamagedFile` when there is none."""
    head = source.exact(offset, HEADER)
    if head[:5] != CAPTURE:
        raise DamagedFile(say("an Ogg page is missing or damaged"))
    granule, serial, number, crc = struct.unpack("<QIII", head[6:26])
    lacing = source.exact(offset + HEADER, head[26])
    page = Page(offset, head[5], granule, serial, number, crc, lacing)
    if page.end > source.size:
        raise DamagedFile(say("its last Ogg page is cut short"))
    return page


def pages(source: Source, offset: int) -> Iterator[Page]:
    """Every page from `offset` to the end of the file."""
    while offset < source.size:
        page = page_at(source, offset)
        yield page
        offset = page.end


def build_page(
    flags: int, granule: int, serial: int, number: int, lacing: bytes, body: bytes
) -> bytes:
    """A page as bytes, its checksum included."""
    head = CAPTURE + bytes([flags]) + granule.to_bytes(8, "little")
    head += serial.to_bytes(4, "little") + number.to_bytes(4, "little")
    tail = bytes([len(lacing)]) + lacing + body
    crc = checksum(head + bytes(4) + tail)
    return head + crc.to_bytes(4, "little") + tail


def blank_numbers(data: bytearray) -> None:
    """Zero the sequence number and checksum behind everything that looks like a page head."""
    for match in _CAPTURE.finditer(data):
        first, last = match.start() + NUMBERS.start, match.start() + NUMBERS.stop
        last = min(last, len(data))
        if first < last:
            data[first:last] = bytes(last - first)
