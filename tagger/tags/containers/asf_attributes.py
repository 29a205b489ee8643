"""Lists of attributes in an ASF header (Advanced Systems Format specification 1.20.3).

The Extended Content Description (3.11) names each attribute once; what is "multiply defined" goes
to the Metadata Library (4.8), like what has a language or is long. So mutagen and TagLib do it, and
so do we: the first value stands in the one, the others in the other.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from uuid import UUID

from tagger.tags.containers.source import (
    CUSTOM_FIELDS,
    GENRE,
    DamagedFile,
    Piece,
    Source,
    Unsupported,
)
from tagger.wording import say


def guid(text: str) -> bytes:
    """A GUID as it lies in the file."""
    return UUID(text).bytes_le


EXTENDED = guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
METADATA = guid("C5F8CBEA-5BAF-4877-8467-AA8C44FA4CCA")
LIBRARY = guid("44231C94-9498-49D1-A141-1D134E457054")
LISTS = (EXTENDED, METADATA, LIBRARY)
"""In the order in which programs read them."""

_NAMES = {GENRE: "WM/Genre"} | {name: name for name in CUSTOM_FIELDS}
_OBJECT_HEAD = 24
_TEXT = 0
_MAX_VALUE = 0xFFFF


@dataclass(frozen=True)
class Attribute:
    kind: bytes
    """The kind of list that holds it."""
    start: int
    """In the file."""
    raw: bytes
    name: str
    value_type: int
    value: bytes

    @property
    def field(self) -> str | None:
        if self.name == _NAMES[GENRE]:
            return GENRE
        return self.name.upper() if self.name.upper() in CUSTOM_FIELDS else None

    @property
    def text(self) -> str:
        """Raises `Unsupported` when it holds something else, `UnicodeDecodeError` on damage."""
        if self.value_type != _TEXT:
            raise Unsupported(say("its attribute {name} does not hold text", name=self.name))
        return self.value.decode("utf-16-le").strip("\0")


@dataclass(frozen=True)
class AttributeList:
    kind: bytes
    start: int
    """Of the object, in the file, like all offsets here."""
    attributes: tuple[Attribute, ...]
    attributes_end: int
    rest: bytes

    @classmethod
    def parse(cls, source: Source, kind: bytes, start: int, size: int) -> AttributeList:
        """Raises `DamagedFile` when an attribute is longer than the object."""
        data = source.exact(start, size)
        if size < _OBJECT_HEAD + 2:
            raise DamagedFile(say("a list of its attributes is cut short"))
        position, found = _OBJECT_HEAD + 2, []
        for _ in range(int.from_bytes(data[_OBJECT_HEAD : _OBJECT_HEAD + 2], "little")):
            name, value_type, value, end = _attribute(kind, data, position)
            raw = data[position:end]
            found.append(Attribute(kind, start + position, raw, name, value_type, value))
            position = end
        return cls(kind, start, tuple(found), start + position, data[position:])

    @property
    def count_at(self) -> int:
        return self.start + _OBJECT_HEAD

    def pieces(self) -> list[Piece]:
        name = str(UUID(bytes_le=self.kind))
        found = [Piece("ASF attributes", self.kind + self.rest)]
        return found + [Piece(name, each.raw, each.field) for each in self.attributes]


def _attribute(kind: bytes, data: bytes, position: int) -> tuple[str, int, bytes, int]:
    """Name, type of value, value, and where the attribute ends."""
    try:
        if kind == EXTENDED:
            (name_size,) = struct.unpack_from("<H", data, position)
            name_at = position + 2
            value_type, size = struct.unpack_from("<HH", data, name_at + name_size)
            value_at = name_at + name_size + 4
        else:
            _, _, name_size, value_type, size = struct.unpack_from("<HHHHI", data, position)
            name_at = position + 12
            value_at = name_at + name_size
    except struct.error as error:
        raise DamagedFile(say("a list of its attributes is cut short")) from error
    end = value_at + size
    if end > len(data):
        raise DamagedFile(say("one of its attributes claims to be longer than all of them"))
    name = data[name_at : name_at + name_size].decode("utf-16-le", "replace").strip("\0")
    return name, value_type, data[value_at:end], end


def name_of(field: str) -> str:
    return _NAMES[field]


def text_attribute(kind: bytes, name: str, text: str) -> bytes:
    """Raises `Unsupported` for a text that is too long."""
    label, value = ((part + "\0").encode("utf-16-le") for part in (name, text))
    if len(value) > _MAX_VALUE:
        raise Unsupported(
            say("its attribute {name} would be longer than the 64 kB that WMA allows", name=name)
        )
    if kind == EXTENDED:
        sizes = struct.pack("<HH", _TEXT, len(value))
        return struct.pack("<H", len(label)) + label + sizes + value
    return struct.pack("<HHHHI", 0, 0, len(label), _TEXT, len(value)) + label + value


def new_list(kind: bytes, attributes: list[bytes]) -> bytes:
    """A whole object."""
    content = struct.pack("<H", len(attributes)) + b"".join(attributes)
    return kind + struct.pack("<Q", _OBJECT_HEAD + len(content)) + content
