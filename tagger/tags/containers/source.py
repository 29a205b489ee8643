"""A file as offsets and lengths, and the words in which containers are described."""

from __future__ import annotations

import io
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from tagger.errors import TagReadError
from tagger.wording import say

Range = tuple[int, int]
"""Bytes of a file: first offset, offset behind the last."""
Ranges = tuple[Range, ...]

CHUNK = 1 << 20

GENRE = "GENRE"
"""The field for genres, whatever a format calls it."""
SECOND_GENRE = "SECOND_GENRE"
"""What a piece of a second tag's genre is called, which only a change `everywhere` may touch."""
CUSTOM_FIELDS = ("STYLE", "SUBGENRE", "TAGGER_GENRES")
"""Fields besides, under one name in every format: `TXXX:STYLE`, the comment or item `STYLE`, the
iTunes freeform atom `----:com.apple.iTunes:STYLE`, the ASF attribute `STYLE`."""


class DamagedFile(TagReadError):
    """A container that cannot be followed to its end; the message says what is wrong with it."""


class Unsupported(TagReadError):
    """A container that is sound, but in a form that this version does not write."""


class Source:
    """A seekable binary file, read by offset. It does not own the file."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = file.seek(0, os.SEEK_END)

    @classmethod
    def of(cls, data: bytes) -> Source:
        return cls(io.BytesIO(data))

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer at the end of the file."""
        if offset >= self.size or length <= 0:
            return b""
        self.file.seek(offset)
        return self.file.read(min(length, self.size - offset))

    def exact(self, offset: int, length: int) -> bytes:
        """Exactly `length` bytes. Raises `DamagedFile` when the file is shorter."""
        data = self.read(offset, length)
        if len(data) != length:
            raise DamagedFile(say("it ends in the middle of its own structure"))
        return data

    def chunks(self) -> Iterator[bytes]:
        """The whole file from its start."""
        self.file.seek(0)
        while chunk := self.file.read(CHUNK):
            yield chunk


def total(ranges: Ranges) -> int:
    return sum(end - start for start, end in ranges)


def read_across(source: Source, ranges: Ranges, position: int, length: int) -> bytes:
    """`length` bytes at `position`, counted inside the ranges laid end to end."""
    parts = []
    for start, end in ranges:
        size = end - start
        if position < size:
            part = source.read(start + position, min(length, size - position))
            parts.append(part)
            length -= len(part)
            position = 0
            if length <= 0:
                break
        else:
            position -= size
    return b"".join(parts)


@dataclass(frozen=True)
class Piece:
    """One thing in a file that is not sound: a frame, a comment, a block, an atom, an item."""

    kind: str
    data: bytes
    field: str | None = None
    """The name of the field that this holds, of those that a change may name."""


@dataclass(frozen=True)
class Splice:
    """At `start`, `removed` is taken out and `inserted` is put in its place."""

    start: int
    removed: bytes
    inserted: bytes

    @property
    def end(self) -> int:
        return self.start + len(self.removed)

    @property
    def growth(self) -> int:
        return len(self.inserted) - len(self.removed)


class Rule(ABC):
    """Many small changes that follow from one: so undo can compute them instead of keeping them.

    A rule is stated for the file after a write; `splices` gives what turns it back.
    """

    @abstractmethod
    def splices(self, after: Source) -> list[Splice]: ...

    @abstractmethod
    def encode(self) -> bytes: ...

    @abstractmethod
    def mirrored(self, undo: Sequence[Splice]) -> Rule:
        """The rule that redoes what this one undid, for the file that the undo makes."""


@dataclass(frozen=True)
class TagChange:
    """What fields of a file shall hold: a field that is not named stays as it is, byte for byte."""

    fields: Mapping[str, tuple[str, ...]]
    """By name, `GENRE` or one of `CUSTOM_FIELDS`; no values take the field out."""
    everywhere: bool = False
    """Also where a second tag holds the genre (APEv2 on an MP3)."""
    v23_separator: str = ""
    """What joins several genres in an ID3v2.3 tag; empty keeps them apart by NUL."""

    @classmethod
    def of_genres(cls, genres: Sequence[str]) -> TagChange:
        return cls({GENRE: tuple(genres)})


@dataclass(frozen=True)
class Edit:
    """What one change of tags does to a file."""

    splices: tuple[Splice, ...]
    """In order, not overlapping."""
    rules: tuple[Rule, ...] = ()
    """Stated for the file after the edit; they cover some of the splices."""
    added: tuple[Piece, ...] = ()
    """Pieces that the edit adds besides the fields (those of an ID3v1 tag)."""
    genres: tuple[str, ...] | None = None
    """How the genres read afterwards, where that is not as the change names them (joined)."""


class Container(ABC):
    """A file's structure. Raises `DamagedFile` where it cannot be followed."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @abstractmethod
    def span(self) -> Ranges:
        """Where the sound lies, found with few reads: what the content identity covers."""

    def payload(self) -> Ranges:
        """Every byte of the sound, and nothing that a change of tags may touch."""
        return self.span()

    def declared_digest(self) -> bytes | None:
        """A digest of the samples that the file itself carries (FLAC)."""
        return None

    def mask(self, data: bytearray, position: int) -> None:
        """Blank in `data` what retagging may change inside the span (Ogg page numbers).

        `data` starts at `position` of the span and may begin or end anywhere.
        """
        del data, position

    lookbehind = 0
    """Bytes in front of a read that `mask` needs to see."""


class WritableContainer(Container):
    """A container whose genre this version can change."""

    @abstractmethod
    def pieces(self) -> list[Piece]:
        """Everything that is not sound, in file order, without padding."""

    @abstractmethod
    def edit(self, change: TagChange) -> Edit:
        """What makes the file's fields as the change wants them. Raises `Unsupported`."""


def trimmed(splice: Splice) -> Splice:
    """The same change without the bytes that are equal at both ends."""
    old, new = splice.removed, splice.inserted
    front = _common(old, new)
    old, new = old[front:], new[front:]
    back = _common(old, new, -1)
    return Splice(splice.start + front, old[: len(old) - back], new[: len(new) - back])


def _common(one: bytes, other: bytes, step: int = 1) -> int:
    """How many bytes are equal from the first on, or with a `step` of -1 from the last back."""
    length = min(len(one), len(other))
    if not length:
        return 0
    ends = (np.frombuffer(data, np.uint8)[::step][:length] for data in (one, other))
    differ = np.not_equal(*ends)
    first = int(differ.argmax())
    return first if differ[first] else length
