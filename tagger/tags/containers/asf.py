"""ASF, of which WMA is one kind (Advanced Systems Format specification 1.20.3).

A header of objects, the packets of sound, perhaps indexes. The indexes count packets (6.1), or
bytes from the first packet (6.2), and so they stay true when the header grows.
"""

from __future__ import annotations

from functools import cached_property

from tagger.tags.containers.asf_change import header_edit
from tagger.tags.containers.asf_objects import (
    DATA,
    EXTENSION,
    FILE_PROPERTIES,
    FILE_SIZE,
    HEAD,
    HEADER,
    PADDING,
    SIGNATURE,
    Header,
    Object,
)
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    TagChange,
    Unsupported,
    WritableContainer,
)
from tagger.wording import say

_DATA_HEAD = 50
"""GUID, size, the file's GUID, the number of packets, two reserved bytes."""


class Asf(WritableContainer):
    """The sound is the packets of the data object."""

    @cached_property
    def _data(self) -> Object:
        if self.source.read(0, 16) != HEADER:
            raise DamagedFile(say("it does not start like a WMA file"))
        offset = 0
        while offset + HEAD <= self.source.size:
            head = self.source.exact(offset, HEAD)
            size = int.from_bytes(head[16:], "little")
            if head[:16] == DATA:
                # A stream that was recorded does not know its size.
                return Object(DATA, offset, size or self.source.size - offset)
            if size < HEAD:
                break
            offset += size
        raise DamagedFile(say("it has no audio data"))

    def span(self) -> Ranges:
        start = self._data.start + _DATA_HEAD
        return ((start, max(start, min(self._data.end, self.source.size))),)

    @cached_property
    def _header(self) -> Header:
        start = self._data.start
        header = Header(self.source)
        if header.end > start:
            raise DamagedFile(say("its header has a size that is not valid"))
        return header

    def pieces(self) -> list[Piece]:
        header = self._header
        found = [Piece("ASF header", self.source.exact(28, 2))]
        lists = {each.start: each for each in header.lists}
        for each in header.objects:
            if each.start in lists:
                found += lists[each.start].pieces()
            elif each.kind == EXTENSION:
                found.append(Piece("ASF header extension", self.source.exact(each.start + 24, 18)))
            elif each.kind != PADDING:
                data = bytearray(self.source.exact(each.start, each.size))
                if each.kind == FILE_PROPERTIES and each.parent is None:
                    data[FILE_SIZE] = bytes(8)
                found.append(Piece("ASF object", bytes(data)))
        data, (_, end) = self._data.start, self.span()[0]
        between = self.source.exact(header.end, data + _DATA_HEAD - header.end)
        behind = self.source.read(end, self.source.size - end)
        return [*found, Piece("ASF data", between), Piece("ASF indexes", behind)]

    def edit(self, change: TagChange) -> Edit:
        header = self._header
        if any(each.kind == SIGNATURE for each in header.objects):
            raise Unsupported(say("it carries a digital signature, which any change would break"))
        if self._data.end > self.source.size:
            raise DamagedFile(say("its sound is cut short"))
        return header_edit(header, change)
