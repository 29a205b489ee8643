"""Ogg pages (RFC 3533)."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tagger.tags.containers.source import DamagedFile, Source

HEADER = 27
NUMBERS = slice(18, 26)
"""Page sequence number and checksum: what renumbering changes."""
CONTINUED, FIRST, LAST = 0x01, 0x02, 0x04
NO_PACKET_ENDS = (1 << 64) - 1
_CAPTURE = re.compile(rb"OggS\x00")
_MIRROR = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def checksum(page: bytes) -> int:
    """Ogg's CRC-32 (polynomial 04C11DB7, not reflected, no inversion) of a page.

    zlib's CRC is the same polynomial reflected and inverted: mirroring the bits of every byte and
    starting it from the inverse of -1 makes the one from the other, at zlib's speed.
    """
    reflected = zlib.crc32(page.translate(_MIRROR), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{reflected:032b}"[::-1], 2)


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

    @property
    def end(self) -> int:
        return self.body + sum(self.lacing)


def page_at(source: Source, offset: int) -> Page:
    """The page that starts at `offset`. Raises `DamagedFile` when there is none."""
    head = source.exact(offset, HEADER)
    if head[:5] != b"OggS\x00":
        raise DamagedFile("an Ogg page is missing or damaged")
    granule, serial, number, crc = struct.unpack("<QIII", head[6:26])
    lacing = source.exact(offset + HEADER, head[26])
    page = Page(offset, head[5], granule, serial, number, crc, lacing)
    if page.end > source.size:
        raise DamagedFile("its last Ogg page is cut short")
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
    head = b"OggS\x00" + bytes([flags]) + granule.to_bytes(8, "little")
    head += serial.to_bytes(4, "little") + number.to_bytes(4, "little")
    tail = bytes([len(lacing)]) + lacing + body
    crc = checksum(head + bytes(4) + tail)
    return head + crc.to_bytes(4, "little") + tail


def renumbered(page: bytes, number: int) -> bytes:
    """The sequence number and checksum fields of `page` under another number."""
    numbered = number.to_bytes(4, "little")
    crc = checksum(page[:18] + numbered + bytes(4) + page[26:])
    return numbered + crc.to_bytes(4, "little")


def blank_numbers(data: bytearray) -> None:
    """Zero the sequence number and checksum behind everything that looks like a page head."""
    for match in _CAPTURE.finditer(data):
        first, last = match.start() + NUMBERS.start, match.start() + NUMBERS.stop
        last = min(last, len(data))
        if first < last:
            data[first:last] = bytes(last - first)
