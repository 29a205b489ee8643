"""Tags in front of and behind a stream of audio frames.

ID3v2 (id3.org), ID3v1 with its enhanced form, APEv2 (wiki.hydrogenaud.io/index.php?title=APEv2),
Lyrics3 (id3.org/Lyrics3v2).
"""

from __future__ import annotations

from dataclasses import dataclass

from tagger.tags.containers.source import DamagedFile, Ranges, Source
from tagger.wording import say

ID3V1_SIZE = 128
ENHANCED_SIZE = 227
APE_SIZE = 32
_LYRICS3_V1_REACH = 5100 + 20


@dataclass(frozen=True)
class Tag:
    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Edges:
    """The tags around the audio, in file order, and the audio between them."""

    leading: tuple[Tag, ...]
    trailing: tuple[Tag, ...]
    audio: tuple[int, int]

    @property
    def span(self) -> Ranges:
        return (self.audio,) if self.audio[1] > self.audio[0] else ()


def syncsafe(data: bytes) -> int:
    """A number of 7 bits a byte. Raises `DamagedFile` when a top bit is set."""
    value = 0
    for byte in data:
        if byte & 0x80:
            raise DamagedFile(say("its ID3 tag has a size that is not valid"))
        value = value << 7 | byte
    return value


def id3v2_at(source: Source, offset: int) -> Tag | None:
    """The ID3v2 tag that starts at `offset`. Raises `DamagedFile` when it is cut short."""
    header = source.read(offset, 10)
    if len(header) < 10 or header[:3] != b"ID3" or 0xFF in header[3:5]:
        return None
    end = offset + 10 + syncsafe(header[6:10])
    if header[3] >= 4 and header[5] & 0x10:
        end += 10
    if end > source.size:
        raise DamagedFile(say("its ID3 tag claims to be longer than the whole file"))
    return Tag("ID3v2", offset, end)


def ape_at_end(tail: bytes, end: int) -> Tag | None:
    """The APEv2 tag whose footer closes `tail`, the bytes in front of offset `end`."""
    footer = tail[-APE_SIZE:]
    if len(footer) < APE_SIZE or footer[:8] != b"APETAGEX":
        return None
    size = int.from_bytes(footer[12:16], "little")
    flags = int.from_bytes(footer[20:24], "little")
    start = end - size - (APE_SIZE if flags & 0x80000000 else 0)
    return Tag("APEv2", start, end) if size >= APE_SIZE else None


def _ape_at_start(source: Source, offset: int) -> Tag | None:
    header = source.read(offset, APE_SIZE)
    if len(header) < APE_SIZE or header[:8] != b"APETAGEX":
        return None
    if not int.from_bytes(header[20:24], "little") & 0x20000000:
        return None
    end = offset + APE_SIZE + int.from_bytes(header[12:16], "little")
    return Tag("APEv2", offset, end) if end <= source.size else None


def _lyrics3_at_end(source: Source, tail: bytes, end: int) -> Tag | None:
    if tail.endswith(b"LYRICS200"):
        digits = tail[-15:-9]
        if not digits.isdigit():
            return None
        start = end - 15 - int(digits)
        if start >= 0 and source.read(start, 11) == b"LYRICSBEGIN":
            return Tag("Lyrics3", start, end)
    elif tail.endswith(b"LYRICSEND"):
        reach = max(0, end - _LYRICS3_V1_REACH)
        found = source.read(reach, end - reach).rfind(b"LYRICSBEGIN")
        if found >= 0:
            return Tag("Lyrics3", reach + found, end)
    return None


def _appended_id3v2(source: Source, tail: bytes, end: int) -> Tag | None:
    footer = tail[-10:]
    if len(footer) < 10 or footer[:3] != b"3DI" or any(byte & 0x80 for byte in footer[6:]):
        return None
    start = end - 20 - syncsafe(footer[6:10])
    if start >= 0 and source.read(start, 3) == b"ID3":
        return Tag("appended ID3v2", start, end)
    return None


def _one_at_end(source: Source, end: int) -> Tag | None:
    tail = source.read(max(0, end - ID3V1_SIZE), min(ID3V1_SIZE, end))
    start = end - ID3V1_SIZE
    # An APEv2 tag of 131 bytes has the end of its own magic in that place.
    magic = start >= 3 and source.read(start - 3, 8) == b"APETAGEX"
    if len(tail) == ID3V1_SIZE and tail[:3] == b"TAG" and not magic:
        if start >= ENHANCED_SIZE and source.read(start - ENHANCED_SIZE, 4) == b"TAG+":
            start -= ENHANCED_SIZE
        return Tag("ID3v1", start, end)
    return (
        ape_at_end(tail, end)
        or _lyrics3_at_end(source, tail, end)
        or _appended_id3v2(source, tail, end)
    )


def find_edges(source: Source) -> Edges:
    """Follow the tags at both ends of the file until neither end is a tag."""
    start, leading = 0, []
    while tag := id3v2_at(source, start) or _ape_at_start(source, start):
        leading.append(tag)
        start = tag.end
    end, trailing = source.size, []
    while end > start and (tag := _one_at_end(source, end)) and tag.start >= start:
        trailing.append(tag)
        end = tag.start
    return Edges(tuple(leading), tuple(reversed(trailing)), (start, end))
