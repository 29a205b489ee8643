"""ID3v2.2, 2.3 and 2.4 (id3.org), changed frame by frame so that every other byte stays.

A tag keeps its version. Frames that nobody knows, doubled frames, encodings and terminators that a
library would rewrite are not touched, since only the genre frame is taken out and put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.edges import Tag, syncsafe
from tagger.tags.containers.id3v2_frames import (
    Frame,
    as_syncsafe,
    field_frame,
    field_of,
    texts,
    walk,
)
from tagger.tags.containers.source import (
    GENRE,
    DamagedFile,
    Piece,
    Source,
    Splice,
    TagChange,
    Unsupported,
    trimmed,
)
from tagger.tags.fields import id3_genres

NEW_PADDING = 1024
"""Bytes of padding in a tag that had to grow, so that the next change need not move the sound."""
_HEADER = 10
_UNSYNC = re.compile(rb"\xff(?=[\xe0-\xff\x00]|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Id3v2:
    """One tag; offsets of frames count from behind its header, unsynchronisation undone."""

    offset: int
    version: int
    flags: int
    stored: bytes
    """What follows the header, as in the file."""
    body: bytes
    frames: tuple[Frame, ...]
    frames_start: int
    frames_end: int
    safe_sizes: bool
    """Whether frame sizes use 7 bits a byte."""

    @classmethod
    def parse(cls, source: Source, tag: Tag) -> Id3v2:
        """Raises `DamagedFile` or `Unsupported`, and never gives half a tag."""
        head = source.exact(tag.start, _HEADER)
        version, flags = head[3], head[5]
        if version not in (2, 3, 4):
            raise Unsupported(f"its ID3 tag has version 2.{version}, which nobody defined")
        stored = body = source.exact(tag.start + _HEADER, syncsafe(head[6:]))
        if version < 4 and flags & 0x80:
            body = body.replace(b"\xff\x00", b"\xff")
        start = _behind_extended_header(version, flags, body)
        for safe in (True, False) if version == 4 else (False,):
            walked = walk(body, start, version, safe)
            if walked is not None:
                return cls(tag.start, version, flags, stored, body, *walked[:1], start,
                           walked[1], safe)  # fmt: skip
        raise DamagedFile("the frames of its ID3 tag are damaged")

    def pieces(self) -> list[Piece]:
        kind = f"ID3v2.{self.version}"
        head = bytes([self.version, self.flags]) + self.body[: self.frames_start]
        found = [Piece(f"{kind} header", head)]
        for frame in self.frames:
            data = self.body[frame.start : frame.end]
            found.append(Piece(kind, data, field_of(self.version, data)))
        return found

    def splices(self, change: TagChange) -> tuple[list[Splice], tuple[str, ...] | None]:
        """The change, relative to the file, and how the genres read where they were joined.

        Only frames of the named fields change, and those only where they say something else by
        now; then the size in the header, and the padding. Raises `Unsupported`.
        """
        inside: list[Splice] = []
        appended, joined = b"", None
        for field, wanted in change.fields.items():
            values = wanted
            if field == GENRE and self.version < 4:
                values = joined_genres(wanted, change.v23_separator)
                joined = values if values != wanted else None
            old = [frame for frame in self.frames if self._field(frame) == field]
            if values == self._values(field, old):
                continue
            if not old:
                appended += field_frame(self.version, self.safe_sizes, field, values)
                continue
            status = self.body[old[0].start + 8] if self.version > 2 else 0
            new = field_frame(self.version, self.safe_sizes, field, values, status)
            inside += [Splice(f.start, self.body[f.start : f.end], b"") for f in old[1:]]
            first = old[0]
            inside.append(Splice(first.start, self.body[first.start : first.end], new))
        inside.sort(key=lambda splice: splice.start)
        if appended:
            inside.append(Splice(self.frames_end, b"", appended))
        return self._outside(inside) if inside else [], joined

    def _field(self, frame: Frame) -> str | None:
        return field_of(self.version, self.body[frame.start : frame.end])

    def _values(self, field: str, frames: Sequence[Frame]) -> tuple[str, ...] | None:
        """What the frames of a field say together; None where they cannot be read."""
        found: list[str] = []
        for frame in frames:
            data = self.body[frame.start : frame.end]
            try:
                read = texts(self.version, bool(self.flags & 0x80), data)
            except DamagedFile:
                return None
            before = frozenset(found)
            found += [text for text in read[field != GENRE :] if text not in before]
        return id3_genres(found) if field == GENRE else tuple(text for text in found if text)

    def _outside(self, inside: list[Splice]) -> list[Splice]:
        """Splices of the body as splices of the file, with what follows from a change of size."""
        inside += self._padding(sum(splice.growth for splice in inside))
        growth = sum(splice.growth for splice in inside)
        if self.version < 4 and self.flags & 0x80:
            return self._unsynchronised(inside)
        base = self.offset + _HEADER
        splices = [Splice(base + s.start, s.removed, s.inserted) for s in inside]
        return [*self._sizes(len(self.stored), growth), *splices, *self._footer(growth)]

    def _padding(self, growth: int) -> list[Splice]:
        """Take the growth out of the padding, so that the tag keeps its size where it can."""
        padding = len(self.body) - self.frames_end
        footed = bool(self.version == 4 and self.flags & 0x10)
        if footed or growth == 0:
            return []
        if growth < 0:
            return [Splice(len(self.body), b"", bytes(-growth))]
        if growth <= padding:
            end = len(self.body)
            return [Splice(end - growth, self.body[end - growth :], b"")]
        return [Splice(len(self.body), b"", bytes(NEW_PADDING))]

    def _sizes(self, size: int, growth: int) -> list[Splice]:
        if not growth:
            return []
        return [Splice(self.offset + 6, as_syncsafe(size), as_syncsafe(size + growth))]

    def _footer(self, growth: int) -> list[Splice]:
        if not growth or not (self.version == 4 and self.flags & 0x10):
            return []
        size = len(self.stored)
        at = self.offset + _HEADER + size + 6
        return [Splice(at, as_syncsafe(size), as_syncsafe(size + growth))]

    def _unsynchronised(self, inside: list[Splice]) -> list[Splice]:
        body, position = b"", 0
        for splice in inside:
            body += self.body[position : splice.start] + splice.inserted
            position = splice.end
        new = _UNSYNC.sub(b"\xff\x00", body + self.body[position:])
        old = self.stored
        whole = Splice(self.offset + _HEADER, old, new)
        return [*self._sizes(len(old), len(new) - len(old)), trimmed(whole)]


def new_tag(change: TagChange, frames: bytes = b"") -> bytes:
    """An ID3v2.4 tag with the fields of a change and `frames`, for a file that has none."""
    made = [field_frame(4, True, name, values) for name, values in change.fields.items()]
    body = frames + b"".join(made) + bytes(NEW_PADDING)
    return b"ID3\x04\0\0" + as_syncsafe(len(body)) + body


def joined_genres(genres: Sequence[str], separator: str) -> tuple[str, ...]:
    """How several genres stand in a tag of a version that knows of one."""
    return (separator.join(genres),) if separator and len(genres) > 1 else tuple(genres)


def _behind_extended_header(version: int, flags: int, body: bytes) -> int:
    if not flags & 0x40:
        return 0
    if version == 2:
        raise Unsupported("its ID3 tag is compressed in a way that nobody defined")
    if len(body) < 6:
        raise DamagedFile("its ID3 tag is cut short")
    if version == 3:
        end, checked = 4 + int.from_bytes(body[:4], "big"), body[4] & 0x80
    else:
        end, checked = syncsafe(body[:4]), body[5] & 0x20
    if checked:
        raise Unsupported("its ID3 tag carries a checksum, which Tagger cannot renew yet")
    if end > len(body):
        raise DamagedFile("the extended header of its ID3 tag is longer than the tag")
    return end
