"""How header packets are laid into Ogg pages, in the manner of the program that wrote them.

Keeping the manner keeps most pages as they are, and lets undo compute the old pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from tagger.tags.containers.ogg_pages import CONTINUED, HEADER, NO_PACKET_ENDS, build_page

MAX_SEGMENTS = 255
_CHUNK = 4080
_PAGE = 4096
_SPARE = 2048
"""mutagen fills pages of about 4 kB chunk by chunk; a rest below 2 kB stays on its page."""


@dataclass(frozen=True)
class LaidPage:
    """A page whose bytes nobody may ever ask for."""

    flags: int
    granule: int
    serial: int
    number: int
    lacing: bytes
    body: bytes

    def built(self) -> bytes:
        return build_page(
            self.flags, self.granule, self.serial, self.number, self.lacing, self.body
        )


class _Pages:
    """Pages under construction."""

    def __init__(self, serial: int, number: int) -> None:
        self.made: list[LaidPage] = []
        self.lacing = bytearray()
        self._serial, self._number = serial, number
        self._body = bytearray()
        self._continued = self._ended = False

    @property
    def size(self) -> int:
        return HEADER + len(self.lacing) + len(self._body)

    def add(self, data: bytes, last: bool) -> None:
        """Add part of a packet; all but its last part are multiples of 255 bytes."""
        self.lacing += b"\xff" * (len(data) // 255)
        self._body += data
        if last:
            self.lacing.append(len(data) % 255)
            self._ended = True

    def flush(self, open_packet: bool) -> None:
        granule = 0 if self._ended else NO_PACKET_ENDS
        flags = CONTINUED if self._continued else 0
        number = self._number + len(self.made)
        lacing, body = bytes(self.lacing), bytes(self._body)
        self.made.append(LaidPage(flags, granule, self._serial, number, lacing, body))
        self.lacing.clear()
        self._body.clear()
        self._continued, self._ended = open_packet, False


def full_pages(
    packets: list[tuple[bytes, bool]], serial: int, number: int, limit: int = MAX_SEGMENTS
) -> list[LaidPage]:
    """Pages of `limit` segments, as libogg makes them; a true flag closes its packet's page."""
    pages = _Pages(serial, number)
    for packet, close in packets:
        position, last = 0, False
        while not last:
            room = 255 * (limit - len(pages.lacing))
            part = packet[position : position + room]
            last = len(part) < room
            pages.add(part, last)
            if len(pages.lacing) == limit or (last and close):
                pages.flush(not last)
            position += room
    if pages.lacing:
        pages.flush(False)
    return pages.made


def chunked_pages(packets: list[tuple[bytes, bool]], serial: int, number: int) -> list[LaidPage]:
    """Pages of whole chunks, as mutagen makes them. Raises `ValueError` where one would be full."""
    pages = _Pages(serial, number)
    for packet, _ in packets:
        position = 0
        while True:
            if pages.size + (position == 0) >= _PAGE:
                pages.flush(position > 0)
            end = position + _CHUNK
            if len(packet) - end < _SPARE:
                end = len(packet)
            pages.add(packet[position:end], end == len(packet))
            position = end
            if len(pages.lacing) > MAX_SEGMENTS:
                raise ValueError("more segments than a page can hold")
            if end == len(packet):
                break
    if pages.lacing:
        pages.flush(False)
    return pages.made
