"""A change inside the header packets of an Ogg stream, and the pages that follow from it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tagger.tags.containers.ogg_pages import Page, page_at
from tagger.tags.containers.ogg_paging import MAX_SEGMENTS, LaidPage, chunked_pages, full_pages
from tagger.tags.containers.source import DamagedFile, Rule, Source, Splice, Unsupported, trimmed
from tagger.wording import say

_HEAD = struct.Struct("<QIIBBB")
_SPLICE = struct.Struct("<III")
_MOST = 255
"""Packets and splices that a record counts."""


@dataclass(frozen=True)
class Packets:
    """Packets that start together on a page and end together on one."""

    pages: tuple[Page, ...]
    packets: tuple[bytes, ...]
    closes: tuple[bool, ...]
    """Whether each packet is the last of its page."""

    @property
    def end(self) -> int:
        return self.pages[-1].end


def at_least(count: int) -> Callable[[Sequence[bytes]], bool]:
    return lambda packets: len(packets) >= count


def read_packets(
    source: Source, offset: int, complete: Callable[[Sequence[bytes]], bool]
) -> Packets:
    """The packets from the page at `offset` on, until they are `complete`.

    Raises `DamagedFile`, `Unsupported`.
    """
    pages: list[Page] = []
    packets: list[bytes] = []
    closes: list[bool] = []
    parts: list[bytes] = []
    done = False
    while not done:
        page = page_at(source, offset)
        if pages and page.serial != pages[0].serial:
            raise Unsupported(say("it holds several streams side by side"))
        pages.append(page)
        body, begin, position = source.exact(page.body, page.end - page.body), 0, 0
        for index, lace in enumerate(page.lacing):
            position += lace
            if lace < 255:
                if done:
                    raise DamagedFile(say("its sound does not start on a page of its own"))
                packets.append(b"".join([*parts, body[begin:position]]))
                closes.append(index == len(page.lacing) - 1)
                parts, begin = [], position
                done = complete(packets)
        if page.lacing[-1:] == b"\xff":
            parts.append(body[begin:])
        offset = page.end
    if parts:
        raise DamagedFile(say("its sound does not start on a page of its own"))
    return Packets(tuple(pages), tuple(packets), tuple(closes))


@dataclass(frozen=True)
class Rewrite(Rule):
    """The first packet from `start` on is changed by `inside`, then all are put into pages."""

    start: int
    number: int
    """Of the first page."""
    serial: int
    limit: int
    """Segments of a page; 0 for pages of chunks."""
    closes: tuple[bool, ...]
    inside: tuple[Splice, ...]

    kind = 3

    @classmethod
    def of(cls, held: Packets, inside: Sequence[Splice]) -> Rewrite:
        if len(held.packets) > _MOST:
            raise Unsupported(say("it has more header packets than Tagger writes"))
        first = held.pages[0]
        inside = _gathered(held.packets[0], inside)
        old = [page.lacing for page in held.pages]
        plain = cls(
            *(first.offset, first.number, first.serial),
            *(len(old[0]) if len(old) > 1 else MAX_SEGMENTS, held.closes, tuple(inside)),
        )
        # The manner of their writer where it is known: less changes, and undo can compute it.
        for rewrite in (plain, replace(plain, limit=0)):
            try:
                again = replace(rewrite, inside=())._laid(held)
                rewrite._laid(held)
            except ValueError:
                continue
            if [page.lacing for page in again] == old:
                return rewrite
        return replace(plain, limit=MAX_SEGMENTS)

    def made(self, held: Packets) -> list[bytes]:
        """The new pages."""
        return [page.built() for page in self._laid(held)]

    def _laid(self, held: Packets) -> list[LaidPage]:
        packet, position, parts = held.packets[0], 0, []
        for splice in self.inside:
            parts += [packet[position : splice.start], splice.inserted]
            position = splice.end
        changed = b"".join([*parts, packet[position:]])
        packets = list(zip((changed, *held.packets[1:]), self.closes, strict=True))
        if not self.limit:
            return chunked_pages(packets, self.serial, self.number)
        return full_pages(packets, self.serial, self.number, self.limit)

    def splices(self, after: Source) -> list[Splice]:
        held = read_packets(after, self.start, at_least(len(self.closes)))
        return [self.splice(after, held, self.made(held))]

    def splice(self, source: Source, held: Packets, made: Sequence[bytes]) -> Splice:
        """What puts the pages that were `made` in the place of those that are `held`."""
        old = source.exact(self.start, held.end - self.start)
        return trimmed(Splice(self.start, old, b"".join(made)))

    def mirrored(self, undo: Sequence[Splice] = ()) -> Rewrite:
        del undo
        moved, back = 0, []
        for splice in self.inside:
            back.append(Splice(splice.start + moved, splice.inserted, splice.removed))
            moved += splice.growth
        return replace(self, inside=tuple(back))

    def encode(self) -> bytes:
        head = _HEAD.pack(
            *(self.start, self.number, self.serial),
            *(self.limit, len(self.closes), len(self.inside)),
        )
        parts = [head, bytes(self.closes)]
        for splice in self.inside:
            parts.append(_SPLICE.pack(splice.start, len(splice.removed), len(splice.inserted)))
            parts += [splice.removed, splice.inserted]
        return b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Rewrite:
        start, number, serial, limit, closes, count = _HEAD.unpack_from(data)
        at = _HEAD.size
        flags = tuple(map(bool, data[at : at + closes]))
        at, inside = at + closes, []
        for _ in range(count):
            place, taken, put = _SPLICE.unpack_from(data, at)
            at += _SPLICE.size
            inside.append(Splice(place, data[at : at + taken], data[at + taken : at + taken + put]))
            at += taken + put
        return cls(start, number, serial, limit, flags, tuple(inside))


def _gathered(packet: bytes, inside: Sequence[Splice]) -> list[Splice]:
    """The same change in few splices: neighbours are one, and very many are one altogether."""
    found: list[Splice] = []
    for splice in inside:
        if found and found[-1].end == splice.start:
            last = found.pop()
            splice = Splice(
                last.start, last.removed + splice.removed, last.inserted + splice.inserted
            )
        found.append(splice)
    if len(found) <= _MOST:
        return found
    parts, position = [], found[0].start
    for splice in found:
        parts += [packet[position : splice.start], splice.inserted]
        position = splice.end
    first = found[0].start
    return [Splice(first, packet[first:position], b"".join(parts))]
