"""APEv2 tags, and APEv1 which lacks the header (wiki.hydrogenaud.io, "APEv2 specification").

A tag is items between a header and a footer of 32 bytes each; either may be missing. Header and
footer carry the number of items and their size with the footer, without the header.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mutagen._constants import GENRES

from tagger.tags.containers.edges import APE_SIZE, ID3V1_SIZE, Tag
from tagger.tags.containers.source import (
    CUSTOM_FIELDS,
    GENRE,
    DamagedFile,
    Piece,
    Source,
    Splice,
    TagChange,
    Unsupported,
)
from tagger.wording import say

MAGIC = b"APETAGEX"
MAX_SIZE = 16 << 20
"""Where FFmpeg (libavformat/apetag.c) stops to believe in a tag."""

_KEYS = {GENRE: b"Genre"} | {name: name.encode() for name in CUSTOM_FIELDS}
_FIELDS = {key.lower(): name for name, key in _KEYS.items()}
_READ_ONLY = 1
_KIND = 6
_HAS_HEADER, _HAS_NO_FOOTER, _IS_HEADER = 1 << 31, 1 << 30, 1 << 29
_NUMBERS = slice(12, 20)
"""Size and number of items in a header or footer."""


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _u32(value: int) -> bytes:
    return value.to_bytes(4, "little")


@dataclass(frozen=True)
class Item:
    start: int
    """In the file, like `end`."""
    end: int
    flags: int
    key: bytes
    value: bytes

    @property
    def raw(self) -> bytes:
        return _item(self.flags, self.key, self.value)

    @property
    def field(self) -> str | None:
        return _FIELDS.get(self.key.lower())

    @property
    def is_text(self) -> bool:
        return not self.flags & _KIND


def _item(flags: int, key: bytes, value: bytes) -> bytes:
    return _u32(len(value)) + _u32(flags) + key + b"\0" + value


def _joined(values: Sequence[str]) -> bytes:
    return "\0".join(values).encode()


@dataclass(frozen=True)
class Apev2:
    start: int
    """In the file, like all offsets here."""
    header: bytes
    """32 bytes, or none."""
    items: tuple[Item, ...]
    items_end: int
    footer: bytes

    @classmethod
    def parse(cls, source: Source, tag: Tag) -> Apev2:
        """The tag that lies at `tag`. Raises `DamagedFile`, and never gives half a tag."""
        data = source.exact(tag.start, tag.end - tag.start)
        header = data[:APE_SIZE] if data.startswith(MAGIC) and _flags(data) & _IS_HEADER else b""
        footer = data[len(header) :][-APE_SIZE:]
        if footer[:8] != MAGIC:
            footer = b""
        told = _flags(footer or header)
        if bool(told & _HAS_HEADER) != bool(header) and footer:
            raise DamagedFile(say("its APEv2 tag has no header where its footer promises one"))
        if not header and source.read(max(0, tag.start - APE_SIZE), 8) == MAGIC:
            raise DamagedFile(say("its APEv2 tag has a header that its footer does not know of"))
        if not footer and not told & _HAS_NO_FOOTER:
            raise DamagedFile(say("its APEv2 tag has no footer where its header promises one"))
        if header and footer and header[_NUMBERS] != footer[_NUMBERS]:
            raise DamagedFile(
                say("the header and the footer of its APEv2 tag contradict each other")
            )
        body = data[len(header) : len(data) - len(footer)]
        numbers = (footer or header)[_NUMBERS]
        if _number(numbers[:4]) != len(body) + len(footer):
            raise DamagedFile(say("its APEv2 tag has a size that is not valid"))
        items = _walk(body, tag.start + len(header), _number(numbers[4:]))
        return cls(tag.start, header, items, tag.start + len(header) + len(body), footer)

    def pieces(self) -> list[Piece]:
        """One for each item, as raw bytes, after what header and footer say besides numbers."""
        ends = [end[:12] + end[20:] for end in (self.header, self.footer) if end]
        found = [Piece("APEv2 header", b"".join(ends))]
        return found + [Piece("APEv2", item.raw, item.field) for item in self.items]

    def values(self, field: str) -> tuple[str, ...]:
        """What the tag says of a field. Raises `UnicodeDecodeError`."""
        last = [item for item in self.items if item.field == field and item.is_text][-1:]
        return tuple(value for item in last for value in item.value.decode().split("\0") if value)

    def splices(self, change: TagChange) -> list[Splice]:
        """What makes the tag's fields as the change wants them, in order. Raises `Unsupported`."""
        inside: list[Splice] = []
        count = len(self.items)
        for name, values in change.fields.items():
            old = [item for item in self.items if item.field == name]
            if len(old) < 2 and self.values(name) == values:
                continue
            new = self._renewed(name, old, values)
            count += bool(new) - len(old)
            if old:
                inside.append(Splice(old[0].start, old[0].raw, new))
                inside += [Splice(item.start, item.raw, b"") for item in old[1:]]
            elif new:
                inside.append(Splice(self._place(len(new)), b"", new))
        inside = [splice for splice in inside if splice.removed != splice.inserted]
        inside.sort(key=lambda splice: (splice.start, len(splice.removed)))
        return self._counted(inside, count)

    def _renewed(self, name: str, old: Sequence[Item], values: Sequence[str]) -> bytes:
        tag_flags = (_flags(end) for end in (self.header, self.footer) if end)
        if any(flags & _READ_ONLY for flags in (*tag_flags, *(item.flags for item in old))):
            raise Unsupported(
                say("its APEv2 tag marks {field} as read-only", field=_KEYS[name].decode())
            )
        if not all(item.is_text for item in old):
            raise Unsupported(
                say("its APEv2 item {field} does not hold text", field=_KEYS[name].decode())
            )
        if not values:
            return b""
        flags, key = (old[0].flags, old[0].key) if old else (0, _KEYS[name])
        return _item(flags, key, _joined(values))

    def _place(self, size: int) -> int:
        # Readers want small items in front, so that a picture does not keep them from the text.
        larger = (item.start for item in self.items if item.end - item.start > size)
        return next(larger, self.items_end)

    def _counted(self, inside: list[Splice], count: int) -> list[Splice]:
        """The splices with those that keep the numbers in header and footer true."""
        growth = sum(splice.growth for splice in inside)
        first = self.header or self.footer
        size = _number(first[12:16]) + growth
        if growth > 0 and size > MAX_SIZE:
            raise Unsupported(
                say("its APEv2 tag would grow beyond 16 MB, which players do not read")
            )
        old, new = first[_NUMBERS], _u32(size) + _u32(count)
        if old == new:
            return inside
        front = [Splice(self.start + 12, old, new)] if self.header else []
        back = [Splice(self.items_end + 12, old, new)] if self.footer else []
        return [*front, *inside, *back]


def new_tag(change: TagChange, others: Mapping[bytes, str] | None = None) -> bytes:
    """A tag with a header and a footer for a file that has none; nothing where it has no items.

    `others` are items besides, by key; the change goes before them.
    """
    texts = {_KEYS[name]: _joined(values) for name, values in change.fields.items()}
    texts = {key: text.encode() for key, text in (others or {}).items()} | texts
    items = sorted((_item(0, key, text) for key, text in texts.items() if text), key=len)
    if not items:
        return b""
    body = b"".join(items)
    numbers = _u32(2000) + _u32(len(body) + APE_SIZE) + _u32(len(items))
    header = MAGIC + numbers + _u32(_HAS_HEADER | _IS_HEADER) + bytes(8)
    return header + body + MAGIC + numbers + _u32(_HAS_HEADER) + bytes(8)


def items_from_id3v1(tag: bytes) -> dict[bytes, str]:
    """What an ID3v1 tag of 128 bytes says, for an APEv2 tag that will hide it.

    Text counts as Latin-1, like everywhere else.
    """
    if len(tag) != ID3V1_SIZE:
        raise DamagedFile(say("its ID3v1 tag is damaged"))

    def text(start: int, end: int) -> str:
        return tag[start:end].split(b"\0")[0].strip().decode("latin-1")

    numbered = tag[125] == 0 and tag[126] != 0
    found = {
        b"Title": text(3, 33),
        b"Artist": text(33, 63),
        b"Album": text(63, 93),
        b"Year": text(93, 97),
        b"Comment": text(97, 125 if numbered else 127),
        b"Track": str(tag[126]) if numbered else "",
        b"Genre": GENRES[tag[127]] if tag[127] < len(GENRES) else "",
    }
    return {key: value for key, value in found.items() if value}


def _flags(end: bytes) -> int:
    return _number(end[20:24])


def _walk(body: bytes, offset: int, count: int) -> tuple[Item, ...]:
    """The items, which must fill `body`; it lies at `offset` of the file."""
    position, items = 0, []
    while position < len(body):
        size = _number(body[position : position + 4])
        flags = _number(body[position + 4 : position + 8])
        key_end = body.find(b"\0", position + 8, position + 8 + 256)
        end = key_end + 1 + size
        if key_end <= position + 8 or end > len(body):
            raise DamagedFile(say("the items of its APEv2 tag are damaged"))
        key, value = body[position + 8 : key_end], body[key_end + 1 : end]
        items.append(Item(offset + position, offset + end, flags, key, value))
        position = end
    if len(items) != count:
        raise DamagedFile(say("its APEv2 tag does not hold as many items as it says"))
    return tuple(items)
