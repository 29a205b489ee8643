"""Renumbering Ogg pages: what follows when the comments need more pages, or fewer."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.ogg_walk import walk
from tagger.tags.containers.source import Rule, Source, Splice

_FIELDS = struct.Struct("<QIi")


@dataclass(frozen=True)
class Renumber(Rule):
    """Every page of stream `serial` from offset `start` on: its number grows by `by`."""

    start: int
    serial: int
    by: int

    kind = 2

    def splices(self, after: Source) -> list[Splice]:
        """Raises `DamagedFile` on a page whose checksum is wrong: renewing it would hide that."""
        return walk(after, self.start).renumbered(after, self.serial, self.by)

    def encode(self) -> bytes:
        return _FIELDS.pack(self.start, self.serial, self.by)

    @classmethod
    def decode(cls, data: bytes) -> Renumber:
        return cls(*_FIELDS.unpack(data))

    def mirrored(self, undo: Sequence[Splice]) -> Renumber:
        growth = sum(splice.growth for splice in undo if splice.end <= self.start)
        return Renumber(self.start + growth, self.serial, -self.by)
