"""The objects in the header of an ASF file (Advanced Systems Format specification 1.20.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tagger.tags.containers.asf_attributes import LISTS, AttributeList, guid
from tagger.tags.containers.source import DamagedFile, Source, Unsupported
from tagger.wording import say

HEADER = guid("75B22630-668E-11CF-A6D9-00AA0062CE6C")
DATA = guid("75B22636-668E-11CF-A6D9-00AA0062CE6C")
EXTENSION = guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
FILE_PROPERTIES = guid("8CABDCA1-A947-11CF-8EE4-00C00C205365")
PADDING = guid("1806D474-CADF-4509-A4BA-9AABCB96AAE8")
SIGNATURE = guid("2211B3FC-BD23-11D2-B4B7-00A0C955FC6E")

HEAD = 24
"""GUID and size of an object."""
HEADER_HEAD = 30
"""The same, the number of objects and two reserved bytes."""
EXTENSION_HEAD = 46
"""The same, a reserved GUID, a reserved number and the size of the objects inside."""
INSIDE_AT = 42
"""Where an extension has the size of the objects inside."""
FILE_SIZE = slice(40, 48)
"""Where the file properties have the size of the file (3.2)."""


@dataclass(frozen=True)
class Object:
    kind: bytes
    start: int
    """In the file."""
    size: int
    parent: Object | None = None
    """The header extension that holds it."""

    @property
    def end(self) -> int:
        return self.start + self.size


class Header:
    """The header object of a file that starts with one. Raises `DamagedFile`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.end = int.from_bytes(source.exact(16, 8), "little")

    @cached_property
    def objects(self) -> tuple[Object, ...]:
        """All of them in file order, an extension before what is in it."""
        if not HEADER_HEAD <= self.end <= self.source.size:
            raise DamagedFile(say("its header has a size that is not valid"))
        top = self._walk(HEADER_HEAD, self.end, None)
        if len(top) != int.from_bytes(self.source.exact(24, 4), "little"):
            raise DamagedFile(say("its header does not hold as many objects as it says"))
        found = []
        for each in top:
            found.append(each)
            if each.kind == EXTENSION:
                found += self._inside(each)
        return tuple(found)

    @cached_property
    def lists(self) -> tuple[AttributeList, ...]:
        """In the order in which programs read them."""
        return tuple(
            AttributeList.parse(self.source, kind, each.start, each.size)
            for kind in LISTS
            for each in self.objects
            if each.kind == kind
        )

    def _inside(self, extension: Object) -> list[Object]:
        size = int.from_bytes(self.source.exact(extension.start + INSIDE_AT, 4), "little")
        if size != extension.size - EXTENSION_HEAD:
            raise DamagedFile(say("its header extension has a size that is not valid"))
        found = self._walk(extension.start + EXTENSION_HEAD, extension.end, extension)
        if any(each.kind == EXTENSION for each in found):
            raise Unsupported(say("its header extension holds another one, which none may"))
        return found

    def _walk(self, start: int, end: int, parent: Object | None) -> list[Object]:
        found = []
        while start < end:
            head = self.source.exact(start, HEAD)
            made = Object(head[:16], start, int.from_bytes(head[16:], "little"), parent)
            if made.size < HEAD or made.end > end:
                raise DamagedFile(say("an object in its header has a size that is not valid"))
            found.append(made)
            start = made.end
        return found
