"""Ogg Vorbis and Opus (RFC 3533, RFC 7845, Vorbis I specification)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tagger.tags.containers.ogg_headers import Packets, Rewrite, read_packets
from tagger.tags.containers.ogg_numbers import Renumber
from tagger.tags.containers.ogg_pages import (
    HEADER,
    NUMBERS,
    blank_numbers,
    page_at,
    pages,
)
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    Rule,
    Splice,
    TagChange,
    Unsupported,
    WritableContainer,
    only_genres,
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
    def head(self) -> Packets:
        """The packets in front of the sound."""
        return read_packets(self.source, 0, self._header_packets())

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

    def edit(self, change: TagChange) -> Edit:
        """New pages for the comments and the headers behind them; the rest is renumbered."""
        comments, head = self._comments, self.head
        if not head.closes[0] or head.pages[0].end == head.end:
            raise Unsupported("its first Ogg page holds more than one packet")
        held = read_packets(self.source, head.pages[0].end, len(head.packets) - 1)
        prefix = len(self.codec.comment_prefix)
        inside = [
            Splice(splice.start + prefix, splice.removed, splice.inserted)
            for splice in comments.genre_splices(only_genres(change))
        ]
        headers = Rewrite.of(held, inside)
        splices = headers.splices(self.source)
        rules: list[Rule] = [headers.mirrored()]
        by = len(headers.made(held)) - len(held.pages)
        if by:
            numbers = Renumber(head.end, held.pages[0].serial, by)
            splices += numbers.splices(self.source)
            rules.append(numbers.mirrored(splices))
        return Edit(tuple(splices), tuple(rules))
