"""DSF, the stream file of Direct Stream Digital (Sony, DSF File Format Specification 1.01).

Three chunks follow each other: `DSD ` with the size of the file and the place of an ID3v2 tag or
0, `fmt ` and `data`. Sizes count a chunk's head too. The tag stands at the end of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tagger.tags.containers.edges import Tag, id3v2_at
from tagger.tags.containers.id3v2 import Id3v2, new_tag
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    Source,
    Splice,
    TagChange,
    Unsupported,
    WritableContainer,
)
from tagger.wording import say

_DSD_SIZE = 28
_CHUNK_HEAD = 12
_TOTAL, _POINTER = 12, 20
"""Where the size of the file and the place of its tag stand."""


@dataclass(frozen=True)
class _Layout:
    pointer: int
    sound: tuple[int, int]


class Dsf(WritableContainer):
    @cached_property
    def _layout(self) -> _Layout:
        if self.source.read(0, 4) != b"DSD " or self._number(4) != _DSD_SIZE:
            raise DamagedFile(say("it does not start like a DSF file"))
        data = _DSD_SIZE + self._number(_DSD_SIZE + 4)
        if self.source.exact(_DSD_SIZE, 4) != b"fmt " or self.source.exact(data, 4) != b"data":
            raise DamagedFile(say("it has no format or no audio data"))
        size = self._number(data + 4)
        if size < _CHUNK_HEAD:
            raise DamagedFile(say("it has no audio data"))
        return _Layout(self._number(_POINTER), (data + _CHUNK_HEAD, data + size))

    def _number(self, offset: int) -> int:
        return int.from_bytes(self.source.exact(offset, 8), "little")

    def span(self) -> Ranges:
        start, end = self._layout.sound
        return ((start, max(start, min(end, self.source.size))),)

    @cached_property
    def _tag(self) -> Tag | None:
        """Raises `DamagedFile` or `Unsupported` where the tag's place is in doubt."""
        layout = self._layout
        end = layout.sound[1]
        if end > self.source.size:
            raise DamagedFile(
                say("it ends in the middle of its sound, as if it had not been copied completely")
            )
        if not layout.pointer:
            if self.source.read(end, 3) == b"ID3":
                raise Unsupported(say("its ID3 tag is not announced in its header"))
            return None
        if layout.pointer < end:
            raise DamagedFile(say("its header places its ID3 tag amid the sound"))
        tag = id3v2_at(self.source, layout.pointer)
        if tag is None:
            raise DamagedFile(say("no ID3 tag stands where its header says"))
        return tag

    def pieces(self) -> list[Piece]:
        start, end = self._layout.sound
        tag = self._tag
        found = [Piece("fmt", self.source.exact(_DSD_SIZE, start - _CHUNK_HEAD - _DSD_SIZE))]
        if tag:
            found.append(Piece("behind the sound", self._bytes(end, tag.start)))
            found += Id3v2.parse(self.source, tag).pieces()
            found.append(Piece("behind the tag", self._bytes(tag.end, self.source.size)))
        else:
            found.append(Piece("behind the sound", self._bytes(end, self.source.size)))
            found.append(Piece("behind the tag", b""))
        return found

    def _bytes(self, start: int, end: int) -> bytes:
        return self.source.exact(start, end - start)

    def edit(self, change: TagChange) -> Edit:
        if self._tag:
            splices, genres = Id3v2.parse(self.source, self._tag).splices(change)
            if not splices:
                return Edit(())
            growth = sum(splice.growth for splice in splices)
            return Edit((*self._numbers(growth, self._tag.start), *splices), genres=genres)
        data = new_tag(change)
        made = Id3v2.parse(Source.of(data), Tag("ID3v2", 0, len(data)))
        added = tuple(piece for piece in made.pieces() if piece.field is None)
        end = self.source.size
        return Edit((*self._numbers(len(data), end), Splice(end, b"", data)), added=added)

    def _numbers(self, growth: int, pointer: int) -> list[Splice]:
        """The size of the file made true, and the place of the tag."""
        wanted = ((_TOTAL, self.source.size + growth), (_POINTER, pointer))
        found = []
        for offset, number in wanted:
            old, new = self.source.exact(offset, 8), number.to_bytes(8, "little")
            if old != new:
                found.append(Splice(offset, old, new))
        return found
