"""Chunk offset tables (`stco`, `co64`): they move with the sound, by one constant."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tagger.tags.containers.mp4_atoms import Atom
from tagger.tags.containers.source import DamagedFile, Rule, Source, Splice, Unsupported
from tagger.wording import say

OFFSET_TABLES = {b"stco": 4, b"co64": 8}
_HEAD = 8
"""Version, flags and number of entries."""
_ENTRY = struct.Struct("<QIB")
_SHIFT = struct.Struct("<QqI")


def read_table(source: Source, atom: Atom) -> tuple[bytes, NDArray[np.unsignedinteger]]:
    """A table's head, what follows its entries, and its entries."""
    width = OFFSET_TABLES[atom.name]
    data = source.exact(atom.start, atom.end - atom.start)
    count = int.from_bytes(data[4:8], "big")
    end = _HEAD + count * width
    if len(data) < end:
        raise DamagedFile(say("a table of chunk offsets is cut short"))
    return data[:_HEAD] + data[end:], np.frombuffer(data[_HEAD:end], dtype=f">u{width}")


@dataclass(frozen=True)
class Table:
    start: int
    """Offset of the first entry."""
    count: int
    width: int


@dataclass(frozen=True)
class Shift(Rule):
    """Every entry from `threshold` on grows by `delta` bytes."""

    tables: tuple[Table, ...]
    threshold: int
    delta: int

    kind = 1

    @classmethod
    def of(cls, source: Source, tables: list[Atom], threshold: int, delta: int) -> Shift:
        found = []
        for atom in tables:
            _, entries = read_table(source, atom)
            found.append(Table(atom.start + _HEAD, len(entries), OFFSET_TABLES[atom.name]))
        return cls(tuple(found), threshold, delta)

    def splices(self, after: Source) -> list[Splice]:
        """Raises `Unsupported` where an offset would leave the width of its table."""
        found = []
        for table in self.tables:
            old = after.exact(table.start, table.count * table.width)
            values = np.frombuffer(old, dtype=f">u{table.width}").astype(np.int64)
            moved = np.where(values >= self.threshold, values + self.delta, values)
            if moved.size and (moved.min() < 0 or moved.max() >= 1 << min(8 * table.width, 63)):
                raise Unsupported(say("its sound would move beyond what its tables can say"))
            new = moved.astype(f">u{table.width}").tobytes()
            if new != old:
                found.append(Splice(table.start, old, new))
        return found

    def encode(self) -> bytes:
        tables = b"".join(_ENTRY.pack(t.start, t.count, t.width) for t in self.tables)
        return _SHIFT.pack(self.threshold, self.delta, len(self.tables)) + tables

    @classmethod
    def decode(cls, data: bytes) -> Shift:
        threshold, delta, count = _SHIFT.unpack_from(data)
        tables = tuple(
            Table(*_ENTRY.unpack_from(data, _SHIFT.size + i * _ENTRY.size)) for i in range(count)
        )
        return cls(tables, threshold, delta)

    def mirrored(self, undo: Sequence[Splice]) -> Shift:
        return Shift(
            tuple(replace(t, start=t.start + growth_before(undo, t.start)) for t in self.tables),
            self.threshold + self.delta,
            -self.delta,
        )


def growth_before(splices: Sequence[Splice], offset: int) -> int:
    """How far the byte at `offset` moves."""
    return sum(splice.growth for splice in splices if splice.end <= offset)
