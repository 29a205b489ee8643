"""A change inside the header packets of an Ogg stream, and the pages that follow from it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tagger.tags.containers.ogg_pages import Page, page_at, paginate
from tagger.tags.containers.source import DamagedFile, Rule, Source, Splice, Unsupported, trimmed

_HEAD = struct.Struct("<QIIBHBB")
_MUTAGENS_SPARE = 2048
"""mutagen lets a rest of this size stay on a page, libogg lets none."""
_SPLICE = struct.Struct("<III")


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


def read_packets(source: Source, offset: int, count: int) -> Packets:
    """The `count` packets from the page at `offset` on. Raises `DamagedFile`, `Unsupported`."""
    pages: list[Page] = []
    packets: list[bytes] = []
    closes: list[bool] = []
    parts: list[bytes] = []
    while len(packets) < count:
        page = page_at(source, offset)
        if pages and page.serial != pages[0].serial:
            raise Unsupported("it holds several streams side by side")
        pages.append(page)
        body, position = source.exact(page.body, page.end - page.body), 0
        for index, lace in enumerate(page.lacing):
            parts.append(body[position : position + lace])
            position += lace
            if lace < 255:
                packets.append(b"".join(parts))
                closes.append(index == len(page.lacing) - 1)
                parts = []
        offset = page.end
    if len(packets) != count or parts:
        raise DamagedFile("its sound does not start on a page of its own")
    return Packets(tuple(pages), tuple(packets), tuple(closes))


@dataclass(frozen=True)
class Rewrite(Rule):
    """The first packet from `start` on is changed by `inside`, then all are put into pages."""

    start: int
    number: int
    """Of the first page."""
    serial: int
    limit: int
    """Segments of a page."""
    spare: int
    """Bytes of a rest that may exceed the limit."""
    closes: tuple[bool, ...]
    inside: tuple[Splice, ...]

    kind = 3

    @classmethod
    def of(cls, held: Packets, inside: Sequence[Splice]) -> Rewrite:
        first = held.pages[0]
        old = [len(page.lacing) for page in held.pages]
        # Long headers keep the page size that their writer chose: less changes, less to undo.
        chosen = (old[0] if len(old) > 1 else 255, 0)
        packets = list(zip(held.packets, held.closes, strict=True))
        for limit, spare in (chosen, (chosen[0], _MUTAGENS_SPARE)):
            made = paginate(packets, first.serial, first.number, limit, spare)
            if [page[26] for page in made] == old:
                chosen = (limit, spare)
                break
        return cls(first.offset, first.number, first.serial, *chosen, held.closes, tuple(inside))

    def made(self, held: Packets) -> list[bytes]:
        """The new pages."""
        packet, position, parts = held.packets[0], 0, []
        for splice in self.inside:
            parts += [packet[position : splice.start], splice.inserted]
            position = splice.end
        changed = b"".join([*parts, packet[position:]])
        packets = list(zip((changed, *held.packets[1:]), self.closes, strict=True))
        return paginate(packets, self.serial, self.number, self.limit, self.spare)

    def splices(self, after: Source) -> list[Splice]:
        held = read_packets(after, self.start, len(self.closes))
        old = after.exact(self.start, held.end - self.start)
        return [trimmed(Splice(self.start, old, b"".join(self.made(held))))]

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
            *(self.limit, self.spare, len(self.closes), len(self.inside)),
        )
        parts = [head, bytes(self.closes)]
        for splice in self.inside:
            parts.append(_SPLICE.pack(splice.start, len(splice.removed), len(splice.inserted)))
            parts += [splice.removed, splice.inserted]
        return b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Rewrite:
        start, number, serial, limit, spare, closes, count = _HEAD.unpack_from(data)
        at = _HEAD.size
        flags = tuple(map(bool, data[at : at + closes]))
        at, inside = at + closes, []
        for _ in range(count):
            place, taken, put = _SPLICE.unpack_from(data, at)
            at += _SPLICE.size
            inside.append(Splice(place, data[at : at + taken], data[at + taken : at + taken + put]))
            at += taken + put
        return cls(start, number, serial, limit, spare, flags, tuple(inside))
