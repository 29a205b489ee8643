"""Ogg Vorbis and Opus (RFC 3533, RFC 7845, Vorbis I specification)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tagger.tags.containers.ogg_numbers import Renumber
from tagger.tags.containers.ogg_pages import (
    HEADER,
    NUMBERS,
    Page,
    blank_numbers,
    page_at,
    pages,
    paginate,
)
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    Splice,
    Unsupported,
    WritableContainer,
    trimmed,
)
from tagger.tags.containers.vorbis_comment import Comments


@dataclass(frozen=True)
class Codec:
    name: str
    magic: bytes
    """How its first packet starts."""
    headers: int
    """Packets in front of the sound."""
    comment_prefix: bytes
    """How its second packet, the comments, starts."""


CODECS = (
    Codec("Ogg Vorbis", b"\x01vorbis", 3, b"\x03vorbis"),
    Codec("Opus", b"OpusHead", 2, b"OpusTags"),
    Codec("Speex", b"Speex   ", 2, b""),
    Codec("Ogg FLAC", b"\x7fFLAC", 0, b""),
)


@dataclass(frozen=True)
class Head:
    """The pages and packets in front of the sound."""

    codec: Codec
    pages: tuple[Page, ...]
    packets: tuple[bytes, ...]
    ends: tuple[bool, ...]
    """Whether each packet closes its page."""
    end: int
    """Offset of the first page with sound."""


class Ogg(WritableContainer):
    lookbehind = HEADER - 1

    @cached_property
    def codec(self) -> Codec:
        first = page_at(self.source, 0)
        start = self.source.read(first.body, 8)
        for codec in CODECS:
            if start.startswith(codec.magic):
                return codec
        raise DamagedFile("no sound that Tagger knows starts in its first Ogg page")

    @cached_property
    def head(self) -> Head:
        codec, wanted = self.codec, self._header_packets()
        found, packets, ends, open_packet = [], [], [], b""
        offset = 0
        while len(packets) < wanted:
            page = page_at(self.source, offset)
            if found and page.serial != found[0].serial:
                raise Unsupported("it holds several streams side by side")
            found.append(page)
            position = page.body
            size = 0
            for index, lace in enumerate(page.lacing):
                size += lace
                if lace < 255:
                    open_packet += self.source.exact(position, size)
                    packets.append(open_packet)
                    ends.append(index == len(page.lacing) - 1)
                    position, size, open_packet = position + size, 0, b""
            open_packet += self.source.exact(position, size)
            offset = page.end
        if len(packets) != wanted or open_packet:
            raise DamagedFile("its sound does not start on a page of its own")
        return Head(codec, tuple(found), tuple(packets), tuple(ends), offset)

    def _header_packets(self) -> int:
        if self.codec.headers:
            return self.codec.headers
        first = page_at(self.source, 0)
        # Ogg FLAC counts the header packets that follow the first one in bytes 7 and 8.
        return 1 + int.from_bytes(self.source.exact(first.body + 7, 2), "big")

    def span(self) -> Ranges:
        start = self.head.end
        return ((start, self.source.size),) if start < self.source.size else ()

    def payload(self) -> Ranges:
        """All pages with sound, without the numbers that change when comments grow."""
        parts, start = [], self.head.end
        for page in pages(self.source, start):
            parts.append((start, page.offset + NUMBERS.start))
            start = page.offset + NUMBERS.stop
        if parts:
            parts.append((start, self.source.size))
        return tuple(parts)

    def mask(self, data: bytearray, position: int) -> None:
        del position
        blank_numbers(data)

    @property
    def _comments(self) -> Comments:
        codec = self.codec
        packet = self.head.packets[1]
        if not codec.comment_prefix:
            raise Unsupported(f"Tagger does not write {codec.name} yet")
        if not packet.startswith(codec.comment_prefix):
            raise DamagedFile("its second Ogg packet holds no comments")
        return Comments.parse(packet[len(codec.comment_prefix) :])

    def pieces(self) -> list[Piece]:
        comments = self._comments.pieces()
        head = self.head
        packets = [Piece("Ogg packet", packet) for packet in (head.packets[0], *head.packets[2:])]
        serial = Piece("Ogg serial", head.pages[0].serial.to_bytes(4, "little"))
        return [serial, packets[0], *comments, *packets[1:]]

    def genre_edit(self, genres: Sequence[str]) -> Edit:
        """New pages for the comments and the headers behind them; the rest is renumbered."""
        comments, head = self._comments, self.head
        if not head.ends[0] or head.pages[0].end == head.end:
            raise Unsupported("its first Ogg page holds more than one packet")
        first = head.pages[1]
        prefix = self.codec.comment_prefix
        inside = comments.genre_splices(genres)
        packet = head.packets[1]
        for splice in reversed(inside):
            start, end = splice.start + len(prefix), splice.end + len(prefix)
            packet = packet[:start] + splice.inserted + packet[end:]
        parts = list(zip((packet, *head.packets[2:]), head.ends[1:], strict=True))
        sizes = [len(page.lacing) for page in head.pages[1:]]
        # Long headers keep the page size that their writer chose: less changes, less to undo.
        limit = max(sizes) if len(sizes) > 1 else 255
        made = paginate(parts, first.serial, first.number, limit)
        old = self.source.exact(first.offset, head.end - first.offset)
        splices = [trimmed(Splice(first.offset, old, b"".join(made)))]
        by = len(made) - (len(head.pages) - 1)
        if not by:
            return Edit(tuple(splices))
        forth = Renumber(head.end, first.serial, by)
        splices += forth.splices(self.source)
        return Edit(tuple(splices), (forth.mirrored(splices),))
