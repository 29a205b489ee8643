"""WAV: RIFF (Microsoft, 1991), and RF64 and BW64 for what is larger than 4 GB.

RF64 (EBU Tech 3306) and BW64 (ITU-R BS.2088) differ from RIFF in a chunk `ds64` in front of all
others: it holds in 64 bits the sizes that stand as -1 where they belong.

The genre lives in an ID3 tag in a chunk of its own. A genre in the list INFO is kept in step with
it, and never added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from tagger.tags.containers.iff import FIRST_CHUNK, UNKNOWN_SIZE, Chunk, Chunked
from tagger.tags.containers.riff_info import Info
from tagger.tags.containers.source import (
    GENRE,
    DamagedFile,
    Piece,
    Splice,
    TagChange,
    Unsupported,
)
from tagger.wording import later, say

_LARGEST_INFO = 1 << 20
_DS64_FIXED = 28
"""Bytes of `ds64` in front of its table: three sizes and how many lines the table has."""
_MOST_LINES = 1 << 12


class Wav(Chunked):
    byteorder = "little"
    not_such = later("it does not start like a WAV file")
    too_large = later("it would grow beyond the 4 GB that a WAV file can hold")
    forms = (b"RIFF", b"RF64", b"BW64")
    types = (b"WAVE",)
    sound = b"data"
    id3 = b"id3 "

    @cached_property
    def _ds64(self) -> bytes | None:
        """What the chunk holds, without the lines of its table."""
        head = self.source.read(FIRST_CHUNK, 8)
        if self.head[:4] == b"RIFF" or head[:4] != b"ds64":
            return None
        return self.source.exact(FIRST_CHUNK + 8, _DS64_FIXED)

    @cached_property
    def _large(self) -> dict[bytes, int]:
        """The sizes in the table of `ds64`, without names that stand there twice."""
        if not self._ds64:
            return {}
        lines = min(int.from_bytes(self._ds64[24:28], "little"), _MOST_LINES)
        table = self.source.read(FIRST_CHUNK + 8 + _DS64_FIXED, 12 * lines)
        parts = [table[at : at + 12] for at in range(0, len(table) - 11, 12)]
        times = Counter(part[:4] for part in parts)
        return {p[:4]: int.from_bytes(p[4:], "little") for p in parts if times[p[:4]] == 1}

    def size_of(self, name: bytes, stated: int) -> int:
        if stated != UNKNOWN_SIZE or not self._ds64:
            return stated
        if name == self.sound:
            return int.from_bytes(self._ds64[8:16], "little")
        return self._large.get(name, stated)

    def form_size(self) -> int:
        stated = super().form_size()
        if stated == UNKNOWN_SIZE and self.head[:4] != b"RIFF":
            if not self._ds64:
                raise DamagedFile(say("it does not tell its size, since its ds64 chunk is missing"))
            return int.from_bytes(self._ds64[:8], "little")
        return stated

    def form_splice(self, size: int) -> Splice:
        if self._ds64 and super().form_size() == UNKNOWN_SIZE:
            return Splice(FIRST_CHUNK + 8, self._ds64[:8], size.to_bytes(8, "little"))
        return super().form_splice(size)

    def sound_of(self, chunk: Chunk) -> tuple[int, int]:
        """A recorder that never closed its file left size 0 or -1: then all that follows."""
        if chunk.size in (0, UNKNOWN_SIZE):
            return chunk.start, max(chunk.start, self.source.size)
        return super().sound_of(chunk)

    def pieces_of(self, chunk: Chunk) -> list[Piece]:
        if chunk.name == b"ds64" and self._ds64:
            return [Piece("ds64", self.source.exact(chunk.start + 8, chunk.size - 8))]
        info = self._info(chunk)
        return list(info.pieces()) if info else super().pieces_of(chunk)

    def infos(self) -> Iterator[Info]:
        """The lists INFO of a file that need not be sound otherwise."""
        for chunk in self.walk():
            if info := self._info(chunk):
                yield info

    def other_changes(self, change: TagChange) -> list[tuple[Chunk, list[Splice]]]:
        found = []
        for chunk in self.layout.chunks if GENRE in change.fields else ():
            if info := self._info(chunk):
                inside = info.genre_splices(change.fields[GENRE])
                if inside:
                    found.append((chunk, [_moved(splice, chunk.start) for splice in inside]))
            elif chunk.name == b"LIST" and b"IGNR" in self._list(chunk):
                raise Unsupported(say("its INFO list, which holds a genre, is damaged"))
        return found

    def frames_for_new_tag(self) -> bytes:
        infos = [info for chunk in self.layout.chunks if (info := self._info(chunk))]
        return infos[0].frames() if infos else b""

    def _list(self, chunk: Chunk) -> bytes:
        if self.source.read(chunk.start, 4) != b"INFO" or chunk.size > _LARGEST_INFO:
            return b""
        return self.source.read(chunk.start, chunk.size)

    def _info(self, chunk: Chunk) -> Info | None:
        return Info.parse(self._list(chunk)) if chunk.name == b"LIST" else None


def _moved(splice: Splice, by: int) -> Splice:
    return Splice(splice.start + by, splice.removed, splice.inserted)
