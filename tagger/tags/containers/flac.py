"""FLAC (RFC 9639): metadata blocks, then frames; sometimes with foreign tags around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tagger.tags.containers import vorbis_comment
from tagger.tags.containers.edges import find_edges
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    Splice,
    TagChange,
    Unsupported,
    WritableContainer,
)
from tagger.wording import say

STREAMINFO, PADDING, COMMENT = 0, 1, 4
_LAST = 0x80
_MAX_BLOCK = (1 << 24) - 1


@dataclass(frozen=True)
class Block:
    offset: int
    """Of its 4-byte header."""
    kind: int
    last: bool
    size: int

    @property
    def start(self) -> int:
        return self.offset + 4

    @property
    def end(self) -> int:
        return self.start + self.size


class Flac(WritableContainer):
    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        offset = self._edges.audio[0]
        if self.source.read(offset, 4) != b"fLaC":
            raise DamagedFile(say("it does not start like a FLAC file"))
        offset, found = offset + 4, []
        while not found or not found[-1].last:
            head = self.source.exact(offset, 4)
            block = Block(
                offset, head[0] & 0x7F, bool(head[0] & _LAST), int.from_bytes(head[1:], "big")
            )
            if block.end > self.source.size:
                raise DamagedFile(say("one of its metadata blocks is longer than the whole file"))
            found.append(block)
            offset = block.end
        if found[0].kind != STREAMINFO or found[0].size < 34:
            raise DamagedFile(say("it has no STREAMINFO block"))
        return tuple(found)

    @cached_property
    def _edges(self):
        return find_edges(self.source)

    def span(self) -> Ranges:
        start, end = self.blocks[-1].end, self._edges.audio[1]
        if start >= end:
            return ()
        sync = self.source.read(start, 2)
        if len(sync) < 2 or sync[0] != 0xFF or sync[1] & 0xFC != 0xF8:
            raise DamagedFile(say("no FLAC frame follows its metadata"))
        return ((start, end),)

    def declared_digest(self) -> bytes | None:
        digest = self.source.exact(self.blocks[0].start + 18, 16)
        return digest if any(digest) else None

    def pieces(self) -> list[Piece]:
        found = []
        for tag in self._edges.leading + self._edges.trailing:
            data = self.source.exact(tag.start, tag.end - tag.start)
            found.append(Piece(tag.kind, data))
        for block in self.blocks:
            data = self.source.exact(block.start, block.size)
            if block.kind == COMMENT:
                found += vorbis_comment.Comments.parse(data).pieces()
            elif block.kind != PADDING:
                found.append(Piece(f"FLAC block {block.kind}", data))
        return found

    def edit(self, change: TagChange) -> Edit:
        self.span()
        comments = [block for block in self.blocks if block.kind == COMMENT]
        if len(comments) > 1:
            raise Unsupported(say("it holds two comment blocks, which no FLAC file may"))
        if not comments:
            return self._with_new_block(vorbis_comment.new_comments(change.fields))
        block = comments[0]
        data = self.source.exact(block.start, block.size)
        inside = vorbis_comment.Comments.parse(data).splices(change.fields)
        growth = sum(splice.growth for splice in inside)
        moved = [
            Splice(block.start + splice.start, splice.removed, splice.inserted) for splice in inside
        ]
        return Edit(
            tuple(
                sorted(
                    [*self._resized(block, growth), *moved, *self._padding(growth)],
                    key=lambda splice: splice.start,
                )
            )
        )

    def _resized(self, block: Block, growth: int) -> list[Splice]:
        if block.size + growth > _MAX_BLOCK:
            raise Unsupported(say("its comments would grow beyond the 16 MB that FLAC allows"))
        if not growth:
            return []
        old, new = (size.to_bytes(3, "big") for size in (block.size, block.size + growth))
        return [Splice(block.offset + 1, old, new)]

    def _padding(self, growth: int) -> list[Splice]:
        """Take the growth out of a padding block, so that the sound need not move."""
        for block in reversed(self.blocks):
            if block.kind == PADDING and 0 <= block.size - growth <= _MAX_BLOCK and growth:
                resized = self._resized(block, -growth)
                if growth < 0:
                    return [*resized, Splice(block.end, b"", bytes(-growth))]
                old = self.source.exact(block.end - growth, growth)
                return [*resized, Splice(block.end - growth, old, b"")]
        return []

    def _with_new_block(self, content: bytes) -> Edit:
        first = self.blocks[0]
        kind = COMMENT | (_LAST if first.last else 0)
        block = bytes([kind]) + len(content).to_bytes(3, "big") + content
        splices = [Splice(first.end, b"", block)]
        if first.last:
            splices.insert(0, Splice(first.offset, bytes([STREAMINFO | _LAST]), bytes([0])))
        splices += self._padding(len(block))
        return Edit(tuple(splices), added=(Piece("vendor", vorbis_comment.VENDOR),))
