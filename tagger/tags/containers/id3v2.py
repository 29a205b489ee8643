"""ID3v2.2, 2.3 and 2.4 (id3.org), changed frame by frame so that every other byte stays.

A tag keeps its version. Frames that nobody knows, doubled frames, encodings and terminators that a
library would rewrite are not touched, since only the genre frame is taken out and put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.edges import ID3V1_SIZE, Tag, syncsafe
from tagger.tags.containers.source import (
    GENRE,
    DamagedFile,
    Piece,
    Source,
    Splice,
    Unsupported,
    trimmed,
)

NEW_PADDING = 1024
"""Bytes of padding in a tag that had to grow, so that the next change need not move the sound."""
_HEADER = 10
_NAME = {2: re.compile(rb"[A-Z][A-Z0-9]{2}"), 3: re.compile(rb"[A-Z][A-Z0-9]{2}[A-Z0-9 \0]")}
_UNSYNC = re.compile(rb"\xff(?=[\xe0-\xff\x00]|\Z)", re.DOTALL)
_GENRE = {2: b"TCO", 3: b"TCON", 4: b"TCON"}


def as_syncsafe(number: int) -> bytes:
    """A size as four bytes of 7 bits."""
    if number >= 1 << 28:
        raise Unsupported("its ID3 tag would grow beyond the 256 MB that ID3 allows")
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


@dataclass(frozen=True)
class Frame:
    name: bytes
    start: int
    end: int


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
        if version not in _GENRE:
            raise Unsupported(f"its ID3 tag has version 2.{version}, which nobody defined")
        stored = body = source.exact(tag.start + _HEADER, syncsafe(head[6:]))
        if version < 4 and flags & 0x80:
            body = body.replace(b"\xff\x00", b"\xff")
        start = _behind_extended_header(version, flags, body)
        for safe in (True, False) if version == 4 else (False,):
            walked = _walk(body, start, version, safe)
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
            genre = frame.name == _GENRE[self.version]
            found.append(Piece(kind, data, GENRE if genre else None))
        return found

    def genre_splices(self, genres: Sequence[str]) -> list[Splice]:
        """The change inside the tag, the size in its header included."""
        new = self._frame(genres)
        old = [frame for frame in self.frames if frame.name == _GENRE[self.version]]
        inside = [Splice(f.start, self.body[f.start : f.end], b"") for f in old]
        if not old:
            inside = [Splice(self.frames_end, b"", new)] if new else []
        else:
            inside[0] = Splice(inside[0].start, inside[0].removed, new)
        inside += self._padding(sum(splice.growth for splice in inside))
        growth = sum(splice.growth for splice in inside)
        if self.body is not self.stored:
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

    def _frame(self, genres: Sequence[str]) -> bytes:
        return genre_frame(self.version, genres, self.safe_sizes)


def genre_frame(version: int, genres: Sequence[str], safe_sizes: bool) -> bytes:
    """A genre frame; several genres are separated by NUL in every version."""
    if not genres:
        return b""
    # "((" is how ID3v2.3 writes a name that starts with a parenthesis.
    texts = ["(" + genre if genre.startswith("(") else genre for genre in genres]
    joined = "\0".join(texts)
    if joined.isascii() or (version < 4 and _is_plain_latin(joined)):
        content = b"\0" + joined.encode("latin-1")
    elif version == 4:
        content = b"\x03" + joined.encode()
    else:
        content = b"\x01" + b"\0\0".join(b"\xff\xfe" + t.encode("utf-16-le") for t in texts)
    if version == 2:
        return b"TCO" + len(content).to_bytes(3, "big") + content
    size = as_syncsafe(len(content)) if safe_sizes else len(content).to_bytes(4, "big")
    return b"TCON" + size + b"\0\0" + content


def new_tag(genres: Sequence[str], frames: bytes = b"") -> bytes:
    """An ID3v2.4 tag for a file that has none."""
    body = frames + genre_frame(4, genres, True) + bytes(NEW_PADDING)
    return b"ID3\x04\0\0" + as_syncsafe(len(body)) + body


def frames_from_id3v1(tag: bytes) -> bytes:
    """The fields of an ID3v1 tag as ID3v2.4 frames, since an ID3v2 tag hides the old one.

    `tag` is the last 128 bytes of the file. Text keeps its bytes and counts as Latin-1.
    """
    if len(tag) != ID3V1_SIZE:
        raise DamagedFile("its ID3v1 tag is damaged")

    def text(start: int, end: int) -> bytes:
        return tag[start:end].split(b"\0")[0].strip()

    numbered = tag[125] == 0 and tag[126] != 0
    comment = text(97, 125 if numbered else 127)
    fields = [
        (b"TIT2", text(3, 33)),
        (b"TPE1", text(33, 63)),
        (b"TALB", text(63, 93)),
        (b"TDRC", text(93, 97)),
        (b"TRCK", str(tag[126]).encode() if numbered else b""),
        (b"COMM", b"engID3v1 Comment\0" + comment if comment else b""),
    ]
    return b"".join(
        name + as_syncsafe(len(value) + 1) + b"\0\0" + b"\0" + value
        for name, value in fields
        if value
    )


def _is_plain_latin(text: str) -> bool:
    try:
        # FF could form what a decoder takes for the start of an audio frame.
        return b"\xff" not in text.encode("latin-1")
    except UnicodeEncodeError:
        return False


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


def _walk(
    body: bytes, start: int, version: int, safe: bool
) -> tuple[tuple[Frame, ...], int] | None:
    """The frames and where they end, or None when they do not fill the tag up to its padding."""
    short = version == 2
    head, name_size = (6, 3) if short else (10, 4)
    pattern = _NAME[2 if short else 3]
    position, frames = start, []
    while position + head <= len(body) and body[position]:
        name = body[position : position + name_size]
        size_bytes = body[position + name_size : position + (6 if short else 8)]
        if not pattern.fullmatch(name) or (safe and max(size_bytes) >= 0x80):
            return None
        size = syncsafe(size_bytes) if safe else int.from_bytes(size_bytes, "big")
        end = position + head + size
        if end > len(body):
            return None
        frames.append(Frame(name, position, end))
        position = end
    if body[position:].strip(b"\0"):
        return None
    return tuple(frames), position
