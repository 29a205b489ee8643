"""Ogg streams of sound: Vorbis, Opus, Speex and FLAC in pages (RFC 3533)."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from tagger.tags.containers.ogg_codecs import Codec, codec_of
from tagger.tags.containers.ogg_headers import Packets, Rewrite, at_least, read_packets
from tagger.tags.containers.ogg_numbers import Renumber
from tagger.tags.containers.ogg_pages import (
    FIRST,
    HEADER,
    NUMBERS,
    blank_numbers,
    page_at,
)
from tagger.tags.containers.ogg_walk import Walk, walk
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
)
from tagger.tags.containers.vorbis_comment import Comments
from tagger.wording import later, say

_PARALLEL = later("it holds several streams side by side")


class Ogg(WritableContainer):
    lookbehind = HEADER - 1

    @cached_property
    def codec(self) -> Codec:
        first = page_at(self.source, 0)
        found = codec_of(self.source.read(first.body, 8))
        if found:
            return found
        # All streams of a film, or of sound with a Skeleton, begin before any of them goes on.
        if first.end < self.source.size and page_at(self.source, first.end).flags & FIRST:
            raise Unsupported(say(_PARALLEL))
        raise DamagedFile(say("no sound that Tagger knows starts in its first Ogg page"))

    @cached_property
    def head(self) -> Packets:
        """The packets in front of the sound."""
        return read_packets(self.source, 0, self.codec.complete)

    def span(self) -> Ranges:
        start = self.head.end
        return ((start, self.source.size),) if start < self.source.size else ()

    @property
    def _sound(self) -> Walk:
        return walk(self.source, self.head.end)

    def payload(self) -> Ranges:
        """All pages with sound, without the numbers that change when comments grow."""
        pages = self._sound.starts
        if not len(pages):
            return ()
        starts = [self.head.end, *(pages + NUMBERS.stop).tolist()]
        ends = [*(pages + NUMBERS.start).tolist(), self.source.size]
        return tuple(zip(starts, ends, strict=True))

    def mask(self, data: bytearray, position: int) -> None:
        del position
        blank_numbers(data)

    def _comments(self) -> tuple[int, Comments]:
        """Where in the second packet the comments start, and the comments."""
        packet = self.head.packets[1]
        start = self.codec.comments_start(packet)
        return start, Comments.parse(packet[start:])

    def pieces(self) -> list[Piece]:
        _, comments = self._comments()
        head = self.head
        packets = [Piece("Ogg packet", packet) for packet in (head.packets[0], *head.packets[2:])]
        serial = Piece("Ogg serial", head.pages[0].serial.to_bytes(4, "little"))
        kind = Piece("Ogg packet", head.packets[1][: len(self.codec.comment_prefix)])
        return [serial, packets[0], kind, *comments.pieces(), *packets[1:]]

    def _check_single(self) -> None:
        """Other streams carry comments of their own, so one change would not reach the whole."""
        serial = self.head.pages[0].serial
        if np.any(self._sound.flags & FIRST):
            raise Unsupported(
                say("it is a chain of several Ogg streams, each with its own comments")
            )
        if np.any(self._sound.serials != serial):
            raise Unsupported(say(_PARALLEL))

    def _behind_first_page(self) -> Packets:
        head = self.head
        if len(head.packets[0]) == sum(head.pages[0].lacing):
            return Packets(head.pages[1:], head.packets[1:], head.closes[1:])
        start = head.pages[0].end
        return read_packets(self.source, start, at_least(len(head.packets) - 1))

    def edit(self, change: TagChange) -> Edit:
        """New pages for the comments and the headers behind them; the rest is renumbered."""
        head = self.head
        start, comments = self._comments()
        self._check_single()
        if not head.closes[0] or head.pages[0].end == head.end:
            raise Unsupported(say("its first Ogg page holds more than one packet"))
        held = self._behind_first_page()
        inside = [
            Splice(splice.start + start, splice.removed, splice.inserted)
            for splice in comments.splices(change.fields)
        ]
        growth = sum(splice.growth for splice in inside)
        inside = [*self.codec.resized(head.packets[1], growth), *inside]
        headers = Rewrite.of(held, inside)
        made = headers.made(held)
        splices = [headers.splice(self.source, held, made)]
        rules: list[Rule] = [headers.mirrored()]
        by = len(made) - len(held.pages)
        if by:
            numbers = Renumber(head.end, held.pages[0].serial, by)
            splices += numbers.splices(self.source)
            rules.append(numbers.mirrored(splices))
        return Edit(tuple(splices), tuple(rules))
