"""ID3v2.2, 2.3 and 2.4 (id3.org), changed frame by frame so that every other byte stays.

A tag keeps its version. Frames that nobody knows, doubled frames, encodings and terminators that a
library would rewrite are not touched, since only the genre frame is taken out and put in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.edges import Tag, syncsafe
from tagger.tags.containers.id3v2_extended import Extended
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
from tagger.wording import say

NEW_PADDING = 1024
"""Bytes of padding in a tag that had to grow, so that the next change need not move the sound."""
_HEADER = 10
_ESCAPED = re.compile(rb"\xff\x00")
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
    extended: Extended
    frames: tuple[Frame, ...]
    frames_end: int
    safe_sizes: bool
    """Whether frame sizes use 7 bits a byte."""

    @classmethod
    def parse(cls, source: Source, tag: Tag) -> Id3v2:
        """Raises `DamagedFile` or `Unsupported`, and never gives half a tag."""
        head = source.exact(tag.start, _HEADER)
        version, flags = head[3], head[5]
        if version not in (2, 3, 4):
            raise Unsupported(
                say("its ID3 tag has version 2.{version}, which nobody defined", version=version)
            )
        stored = body = source.exact(tag.start + _HEADER, syncsafe(head[6:]))
        if version < 4 and flags & 0x80:
            body = body.replace(b"\xff\x00", b"\xff")
        extended = Extended.parse(version, flags, body)
        for safe in (True, False) if version == 4 else (False,):
            walked = walk(body, extended.end, version, safe)
            if walked is not None:
                extended.check(version, body, walked[1])
                return cls(tag.start, version, flags, stored, body, extended, *walked, safe)
        raise DamagedFile(say("the frames of its ID3 tag are damaged"))

    @property
    def footed(self) -> bool:
        """Whether a copy of the header stands behind the tag, which then has no padding."""
        return self.version == 4 and bool(self.flags & 0x10)

    def pieces(self) -> list[Piece]:
        kind = f"ID3v2.{self.version}"
        head = bytes([self.version, self.flags]) + self.extended.lasting(self.body)
        found = [Piece(f"{kind} header", head)]
        for frame in self.frames:
            data = self.body[frame.start : frame.end]
            found.append(Piece(kind, data, self._field(frame)))
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
        data = self.body[frame.start : frame.end]
        return field_of(self.version, bool(self.flags & 0x80), data)

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
        frames_end = self.frames_end + sum(splice.growth for splice in inside)
        inside = [*inside, *self._padding(frames_end - self.frames_end)]
        new = _applied(self.body, inside), frames_end
        head = self.extended.renewed(self.version, (self.body, self.frames_end), new)
        if head:
            inside = [*head, *inside]
            new = _applied(self.body, inside), frames_end
        growth = len(new[0]) - len(self.body)
        if self.version < 4 and self.flags & 0x80:
            return self._unsynchronised(inside, new[0])
        base = self.offset + _HEADER
        splices = [Splice(base + s.start, s.removed, s.inserted) for s in inside]
        return [*self._sizes(len(self.stored), growth), *splices, *self._footer(growth)]

    def _padding(self, growth: int) -> list[Splice]:
        """Take the growth out of the padding, so that the tag keeps its size where it can."""
        padding = len(self.body) - self.frames_end
        if self.footed or growth == 0:
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
        if not growth or not self.footed:
            return []
        size = len(self.stored)
        at = self.offset + _HEADER + size + 6
        return [Splice(at, as_syncsafe(size), as_syncsafe(size + growth))]

    def _unsynchronised(self, inside: list[Splice], body: bytes) -> list[Splice]:
        """Escape what is put in, and leave the rest escaped as it is where that is unambiguous."""
        old, parts, position = self.stored, [], 0
        escaped = [found.start() - n for n, found in enumerate(_ESCAPED.finditer(old))]
        for splice in inside:
            start, end = (at + bisect_left(escaped, at) for at in (splice.start, splice.end))
            parts += [old[position:start], _UNSYNC.sub(b"\xff\x00", splice.inserted)]
            position = end
        new = b"".join([*parts, old[position:]])
        if _ESCAPED.sub(b"\xff", new) != body:
            new = _UNSYNC.sub(b"\xff\x00", body)
        whole = Splice(self.offset + _HEADER, old, new)
        return [*self._sizes(len(old), len(new) - len(old)), trimmed(whole)]


def _applied(body: bytes, splices: Sequence[Splice]) -> bytes:
    parts, position = [], 0
    for splice in splices:
        parts += [body[position : splice.start], splice.inserted]
        position = splice.end
    return b"".join([*parts, body[position:]])


def new_tag(change: TagChange, frames: bytes = b"") -> bytes:
    """An ID3v2.4 tag with the fields of a change and `frames`, for a file that has none."""
    made = [field_frame(4, True, name, values) for name, values in change.fields.items()]
    body = frames + b"".join(made) + bytes(NEW_PADDING)
    return b"ID3\x04\0\0" + as_syncsafe(len(body)) + body


def joined_genres(genres: Sequence[str], separator: str) -> tuple[str, ...]:
    """How several genres stand in a tag of a version that knows of one."""
    return (separator.join(genres),) if separator and len(genres) > 1 else tuple(genres)
