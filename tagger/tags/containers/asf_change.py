"""The change of an ASF header: attributes, and every size and number that follows from them."""

from __future__ import annotations

import struct

from tagger.tags.containers.asf_attributes import (
    EXTENDED,
    LIBRARY,
    AttributeList,
    guid,
    name_of,
    new_list,
    text_attribute,
)
from tagger.tags.containers.asf_objects import (
    EXTENSION,
    EXTENSION_HEAD,
    FILE_PROPERTIES,
    FILE_SIZE,
    HEAD,
    HEADER_HEAD,
    INSIDE_AT,
    PADDING,
    Header,
    Object,
)
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Source,
    Splice,
    TagChange,
    Unsupported,
)
from tagger.wording import say

_RESERVED = guid("ABD3D211-A9BA-11CF-8EE6-00C00C205365") + struct.pack("<H", 6)
_FLAGS = slice(88, 92)
_BROADCAST = 1
"""The flag of a file that was recorded as a stream: its size says nothing (3.2)."""
_MAX_COUNT = 0xFFFF


def header_edit(header: Header, change: TagChange) -> Edit:
    """Raises `Unsupported` and `DamagedFile`."""
    plan = _Plan(header)
    for field, values in change.fields.items():
        plan.set_field(field, values)
    for each in header.lists:
        plan.change_list(each)
    inner, top = plan.new_objects()
    growth = sum(splice.growth for splice in (*plan.splices, *inner, *top))
    if growth:
        growth += plan.pad(growth)
    plan.splices += [*inner, *top]
    plan.count(top, growth)
    # A stable sort, so that padding that grows stays in front of what is added behind it.
    splices = sorted(plan.splices, key=lambda splice: (splice.start, len(splice.removed)))
    added = [piece for each in (*inner, *top) for piece in _pieces_of(each.inserted)]
    kept = tuple(piece for piece in added if piece.field not in change.fields)
    return Edit(tuple(splices), added=kept)


class _Plan:
    def __init__(self, header: Header) -> None:
        self.header = header
        self.source = header.source
        self.splices: list[Splice] = []
        self._growth = {each.start: 0 for each in header.objects}
        self._replaced: dict[int, list[bytes]] = {}
        """By the offset of the attribute that is taken out: what comes in its place."""
        self._appended: dict[bytes, list[bytes]] = {EXTENDED: [], LIBRARY: []}
        """By the kind of list: what it gets besides."""

    def set_field(self, field: str, values: tuple[str, ...]) -> None:
        """The first value goes to the extended content description, the others to the library."""
        held = [each for found in self.header.lists for each in found.attributes]
        old = [each for each in held if each.field == field]
        if tuple(each.text for each in old) == values:
            return
        name = old[0].name if old else name_of(field)
        for kind, part in ((EXTENDED, values[:1]), (LIBRARY, values[1:])):
            made = [text_attribute(kind, name, value) for value in part]
            home = next((each.start for each in old if each.kind == kind), None)
            if home is None:
                self._appended[kind] += made
            else:
                self._replaced[home] = made
        for each in old:
            self._replaced.setdefault(each.start, [])

    def change_list(self, found: AttributeList) -> None:
        appended = self._appended.pop(found.kind, [])
        taken = [each for each in found.attributes if each.start in self._replaced]
        count = len(found.attributes) + len(appended)
        count += sum(len(self._replaced[each.start]) - 1 for each in taken)
        if count > _MAX_COUNT:
            raise Unsupported(say("it holds as many attributes as a WMA file may"))
        made = [
            Splice(found.count_at, _u16(len(found.attributes)), _u16(count)),
            *(Splice(e.start, e.raw, b"".join(self._replaced[e.start])) for e in taken),
            Splice(found.attributes_end, b"", b"".join(appended)),
        ]
        self.splices += [splice for splice in made if splice.removed != splice.inserted]
        self._growth[found.start] += sum(splice.growth for splice in made)

    def new_objects(self) -> tuple[list[Splice], list[Splice]]:
        """Lists that the file lacks: those in its header extension, and those beside it."""
        extended, library = (
            new_list(kind, self._appended[kind]) if self._appended.get(kind) else b""
            for kind in (EXTENDED, LIBRARY)
        )
        extension = self._first(EXTENSION)
        inner = []
        if library and extension:
            inner.append(Splice(extension.end, b"", library))
            self._growth[extension.start] += len(library)
        elif library:
            size = struct.pack("<Q", EXTENSION_HEAD + len(library))
            inside = struct.pack("<I", len(library))
            whole = EXTENSION + size + _RESERVED + inside + library
            # FFmpeg shows the value that it meets last: that should be the first.
            description = self._first(EXTENDED)
            at = description.start if description else self.header.end
            return [], [Splice(at, b"", whole), *self._described(extended)]
        return inner, self._described(extended)

    def pad(self, growth: int) -> int:
        """Take the growth out of padding that has the room, or else move the sound."""
        paddings = [each for each in self.header.objects if each.kind == PADDING]
        found = next((each for each in paddings if each.size - HEAD >= growth), None)
        if found is None:
            return 0
        if growth > 0:
            room = self.source.exact(found.end - growth, growth)
            self.splices.append(Splice(found.end - growth, room, b""))
        else:
            self.splices.append(Splice(found.end, b"", bytes(-growth)))
        self._growth[found.start] -= growth
        return -growth

    def count(self, top: list[Splice], growth: int) -> None:
        """Keep the sizes and numbers true; `growth` is that of the whole file."""
        for each in self.header.objects:
            if each.parent:
                self._growth[each.parent.start] += self._growth[each.start]
        for each in self.header.objects:
            grown = self._growth[each.start]
            self._number(each.start + 16, 8, each.size + grown)
            if each.kind == EXTENSION:
                self._number(each.start + INSIDE_AT, 4, each.size + grown - EXTENSION_HEAD)
            elif each.kind == FILE_PROPERTIES and each.parent is None:
                data = self.source.exact(each.start, each.size)
                if len(data) < _FLAGS.stop:
                    raise DamagedFile(say("its file properties are cut short"))
                told = int.from_bytes(data[FILE_SIZE], "little")
                recorded = int.from_bytes(data[_FLAGS], "little") & _BROADCAST
                # What another program left untrue stays; FFmpeg doubts such a file's duration.
                if told == self.source.size and not recorded:
                    self._number(each.start + FILE_SIZE.start, 8, told + growth)
        objects = sum(each.parent is None for each in self.header.objects) + len(top)
        self._number(16, 8, self.header.end + growth)
        self._number(24, 4, objects)

    def _number(self, at: int, size: int, value: int) -> None:
        old, new = self.source.exact(at, size), value.to_bytes(size, "little")
        if old != new:
            self.splices.append(Splice(at, old, new))

    def _described(self, extended: bytes) -> list[Splice]:
        return [Splice(self.header.end, b"", extended)] if extended else []

    def _first(self, kind: bytes) -> Object | None:
        top = (each for each in self.header.objects if each.parent is None)
        return next((each for each in top if each.kind == kind), None)


def _u16(value: int) -> bytes:
    return value.to_bytes(2, "little")


def _pieces_of(made: bytes) -> list[Piece]:
    """What a new object adds: read like any other."""
    head = b"".join((bytes(16), struct.pack("<QI", HEADER_HEAD + len(made), 1), bytes(2)))
    header = Header(Source.of(head + made))
    found = [piece for each in header.lists for piece in each.pieces()]
    if header.objects[0].kind == EXTENSION:
        found.append(Piece("ASF header extension", _RESERVED))
    return found
