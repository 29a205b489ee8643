"""Files made of chunks, after EA IFF 85: what WAV (RIFF) and AIFF (FORM) share.

A chunk is a name of four characters, the size of its content in 32 bits, the content, and a pad
byte behind content of odd length. The first chunk, the form, holds all others. An ID3 tag is a
chunk of its own; it is changed in place, or put behind the last chunk of the form.

Finding the sound follows the chunks as far as they go. Changing tags asks for more: every byte of
the form has to belong to one chunk, so that no two programs see different chunks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

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
from tagger.wording import later, say

UNKNOWN_SIZE = 0xFFFFFFFF
"""What stands for a size that was never filled in, or that an RF64 file tells elsewhere."""
FIRST_CHUNK = 12
_MOST_CHUNKS = 1 << 16
_LARGE = 1 << 24
_NAME = re.compile(rb"(?! )[ -~]{4}")


@dataclass(frozen=True)
class Chunk:
    name: bytes
    offset: int
    """Of its name."""
    stated: int
    """The 32 bits that say its size."""
    size: int
    """Of its content."""

    @property
    def start(self) -> int:
        return self.offset + 8

    @property
    def end(self) -> int:
        return self.start + self.size

    @property
    def behind(self) -> int:
        """Where the next chunk begins."""
        return self.end + (self.size & 1)

    @property
    def is_id3(self) -> bool:
        return self.name.upper() == b"ID3 "


@dataclass(frozen=True)
class Layout:
    """A form whose every byte is accounted for."""

    chunks: tuple[Chunk, ...]
    end: int
    """Behind the last chunk, and behind its pad byte where it has one."""

    def padded(self, chunk: Chunk) -> bool:
        return chunk.end < chunk.behind <= self.end


class Chunked(WritableContainer):
    """A form with one chunk of sound and at most one ID3 tag."""

    byteorder: ClassVar[Literal["little", "big"]]
    not_such: ClassVar[str]
    """What is said of a file that is none, as the rest of a sentence."""
    too_large: ClassVar[str]
    """What is said of a file that would become longer than the form allows."""
    forms: ClassVar[tuple[bytes, ...]]
    types: ClassVar[tuple[bytes, ...]]
    sound: ClassVar[bytes]
    """The name of the chunk that holds it."""
    id3: ClassVar[bytes]
    """The name that a new ID3 chunk gets."""

    @cached_property
    def head(self) -> bytes:
        head = self.source.exact(0, FIRST_CHUNK)
        if head[:4] not in self.forms or head[8:] not in self.types:
            raise DamagedFile(say(self.not_such))
        return head

    def walk(self) -> Iterator[Chunk]:
        """The chunks as far as they can be followed, wherever the form says that it ends."""
        assert self.head
        offset = FIRST_CHUNK
        for _ in range(_MOST_CHUNKS):
            chunk = self._chunk_at(offset)
            if chunk is None:
                return
            yield chunk
            offset = chunk.behind

    def span(self) -> Ranges:
        for chunk in self.walk():
            if chunk.name == self.sound:
                return (self.sound_of(chunk),)
        raise DamagedFile(say("it has no audio data"))

    def sound_of(self, chunk: Chunk) -> tuple[int, int]:
        return chunk.start, max(chunk.start, min(chunk.end, self.source.size))

    def size_of(self, name: bytes, stated: int) -> int:
        """The size of a chunk's content, given what its own 32 bits say."""
        return stated

    def form_size(self) -> int:
        """What the file says of the bytes behind its first eight."""
        return int.from_bytes(self.head[4:8], self.byteorder)

    def form_splice(self, size: int) -> Splice:
        """What makes the form's size true."""
        if size >= UNKNOWN_SIZE:
            raise Unsupported(say(self.too_large))
        return Splice(4, self.head[4:8], size.to_bytes(4, self.byteorder))

    def id3_chunk(self) -> Chunk | None:
        """The first ID3 chunk of a file that need not be sound otherwise."""
        return next((chunk for chunk in self.walk() if chunk.is_id3), None)

    def _chunk_at(self, offset: int) -> Chunk | None:
        head = self.source.read(offset, 8)
        if len(head) < 8:
            return None
        stated = int.from_bytes(head[4:], self.byteorder)
        return Chunk(head[:4], offset, stated, self.size_of(head[:4], stated))

    @cached_property
    def layout(self) -> Layout:
        """Raises `DamagedFile` or `Unsupported` where a byte's place in the form is in doubt."""
        stated = 8 + self.form_size()
        end = min(stated, self.source.size)
        offset, chunks = FIRST_CHUNK, []
        while offset < end:
            chunk = self._chunk_at(offset)
            if chunk is None or not _NAME.fullmatch(chunk.name) or chunk.end > end:
                raise self._astray(chunks, chunk, end)
            chunks.append(chunk)
            if len(chunks) > _MOST_CHUNKS:
                raise DamagedFile(say("it has more chunks than any program would write"))
            offset = chunk.behind
        if offset > end and self.source.read(end, 1) == b"\0":
            # The form's size leaves out the last pad byte, which is there all the same.
            end = offset
        self._check(chunks, end)
        return Layout(tuple(chunks), end)

    def _astray(self, before: Sequence[Chunk], chunk: Chunk | None, end: int) -> Exception:
        followed = [*before, chunk] if chunk else before
        if any(c.name == self.sound and c.size in (0, UNKNOWN_SIZE) for c in followed):
            return Unsupported(say(_NEVER_CLOSED))
        if before and before[-1].size & 1 and _NAME.fullmatch(self.source.read(before[-1].end, 4)):
            return Unsupported(
                say(
                    "a chunk of odd length lacks its pad byte, so that programs disagree "
                    "about what follows it"
                )
            )
        if chunk is None or not _NAME.fullmatch(chunk.name):
            return Unsupported(say("some of its bytes belong to no chunk"))
        if end < self.source.size:
            return Unsupported(say("the size in its header contradicts the sizes of its chunks"))
        return DamagedFile(
            say("it ends in the middle of a chunk, as if it had not been copied completely")
        )

    def _check(self, chunks: Sequence[Chunk], end: int) -> None:
        found = [chunk for chunk in chunks if chunk.name == self.sound]
        if not found:
            raise DamagedFile(say("it has no audio data"))
        if len(found) > 1:
            raise Unsupported(say("its sound lies in several chunks"))
        if found[0].size == 0:
            raise Unsupported(say(_NEVER_CLOSED))
        if sum(chunk.is_id3 for chunk in chunks) > 1:
            raise Unsupported(
                say("it holds two ID3 tags, and programs disagree about which one counts")
            )
        behind = self._chunk_at(end)
        if behind and _NAME.fullmatch(behind.name) and behind.end <= self.source.size:
            raise Unsupported(say("chunks stand behind the end that its header states"))

    def pieces(self) -> list[Piece]:
        layout = self.layout
        found = [Piece("form", self.head[:4] + self.head[8:])]
        for chunk in layout.chunks:
            found += self.pieces_of(chunk)
        found.append(Piece("behind the form", _compared(self.source, layout.end, self.source.size)))
        return found

    def pieces_of(self, chunk: Chunk) -> list[Piece]:
        kind = chunk.name.decode("ascii")
        if chunk.name == self.sound:
            return [Piece(kind, b"")]
        if not chunk.is_id3:
            return [Piece(kind, _compared(self.source, chunk.start, chunk.end))]
        tag = self._tag(chunk)
        if tag is None:
            return [Piece(kind, b"")]
        rest = _compared(self.source, tag.end, chunk.end).rstrip(b"\0")
        return [Piece(kind, rest), *Id3v2.parse(self.source, tag).pieces()]

    def _tag(self, chunk: Chunk) -> Tag | None:
        """The tag in an ID3 chunk; None for a chunk that is empty."""
        tag = id3v2_at(self.source, chunk.start)
        if tag is None:
            if chunk.size > _LARGE or any(self.source.exact(chunk.start, chunk.size)):
                raise DamagedFile(say("its ID3 chunk holds no ID3 tag"))
            return None
        if tag.end > chunk.end:
            raise DamagedFile(say("its ID3 tag claims to be longer than the chunk that holds it"))
        return tag

    def edit(self, change: TagChange) -> Edit:
        layout = self.layout
        changed = self.other_changes(change)
        splices: list[Splice] = []
        added: list[Piece] = []
        genres = None
        chunk = next((chunk for chunk in layout.chunks if chunk.is_id3), None)
        tag = self._tag(chunk) if chunk else None
        if chunk and tag:
            inside, genres = Id3v2.parse(self.source, tag).splices(change)
            changed.append((chunk, inside))
        elif any(change.fields.values()):
            data = new_tag(change, self.frames_for_new_tag())
            made = Id3v2.parse(Source.of(data), Tag("ID3v2", 0, len(data)))
            added = [piece for piece in made.pieces() if piece.field is None]
            if chunk:
                old = self.source.exact(chunk.start, chunk.size)
                changed.append((chunk, [Splice(chunk.start, old, data)]))
            else:
                added.append(Piece(self.id3.decode("ascii"), b""))
                splices.append(self._new_chunk(data, [chunk for chunk, _ in changed]))
        for owner, inside in changed:
            splices += [*inside, *self._resized(owner, sum(s.growth for s in inside))]
        if not joined(splices):
            return Edit(())
        size = layout.end - 8 + sum(splice.growth for splice in splices)
        splices.append(self.form_splice(size))
        return Edit(joined(splices), added=tuple(added), genres=genres)

    def other_changes(self, change: TagChange) -> list[tuple[Chunk, list[Splice]]]:
        """Chunks besides ID3 that say the genre too, and the changes of their content."""
        return []

    def frames_for_new_tag(self) -> bytes:
        """What the file says of itself elsewhere, as frames of ID3v2.4."""
        return b""

    def _new_chunk(self, data: bytes, resized: Sequence[Chunk]) -> Splice:
        last = self.layout.chunks[-1]
        lacks_pad = last.size & 1 and not self.layout.padded(last) and last not in resized
        head = self.id3 + len(data).to_bytes(4, self.byteorder)
        content = bytes(1 if lacks_pad else 0) + head + data + bytes(len(data) & 1)
        return Splice(self.layout.end, b"", content)

    def _resized(self, chunk: Chunk, growth: int) -> list[Splice]:
        """The size of a chunk made true, and its pad byte."""
        if chunk.stated != chunk.size:
            raise Unsupported(say("a chunk that holds its genre is too large to be changed"))
        size = chunk.size + growth
        old, new = (number.to_bytes(4, self.byteorder) for number in (chunk.size, size))
        pad = self.source.read(chunk.end, 1) if self.layout.padded(chunk) else b""
        padding = Splice(chunk.end, pad, pad or bytes(1) if size & 1 else b"")
        return [Splice(chunk.offset + 4, old, new), padding]


_NEVER_CLOSED = later(
    "its recorder never noted how long its sound is, so what follows the sound cannot be "
    "told from it; open and save it in an audio editor first"
)


def joined(splices: Iterable[Splice]) -> tuple[Splice, ...]:
    """Splices in order, those that touch made one, those that change nothing left out."""
    found: list[Splice] = []
    for splice in sorted(splices, key=lambda splice: splice.start):
        if splice.removed == splice.inserted:
            continue
        if found and found[-1].end == splice.start:
            last = found.pop()
            splice = Splice(
                last.start, last.removed + splice.removed, last.inserted + splice.inserted
            )
        found.append(splice)
    return tuple(found)


def _compared(source: Source, start: int, end: int) -> bytes:
    """Bytes that have to stay; their SHA-256 (FIPS 180-4) where that spares much memory."""
    if end - start <= _LARGE:
        return source.exact(start, end - start)
    digest = hashlib.sha256()
    for offset in range(start, end, _LARGE):
        size = min(_LARGE, end - offset)
        digest.update(source.exact(offset, size))
    return digest.digest()
