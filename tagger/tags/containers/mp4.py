"""MP4 audio (ISO/IEC 14496-12 and -14; iTunes metadata in `moov.udta.meta.ilst`)."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from tagger.tags.containers.mp4_atoms import PARENTS, Atom, atoms, children_start, walk
from tagger.tags.containers.mp4_items import field_of
from tagger.tags.containers.mp4_layout import plan_items
from tagger.tags.containers.mp4_offsets import OFFSET_TABLES, read_table
from tagger.tags.containers.source import (
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    TagChange,
    WritableContainer,
)
from tagger.wording import say

_PADDING = (b"free", b"skip")


class Mp4(WritableContainer):
    @cached_property
    def top(self) -> list[Atom]:
        if self.source.read(4, 4) != b"ftyp":
            raise DamagedFile(say("it does not start like an MP4 file"))
        found = list(atoms(self.source, 0, self.source.size))
        if not any(atom.name == b"moov" for atom in found):
            raise DamagedFile(say("its moov atom, which says where the sound is, is missing"))
        return found

    @cached_property
    def all_atoms(self) -> list[Atom]:
        return list(walk(self.source, self.top))

    def span(self) -> Ranges:
        return tuple((a.start, a.end) for a in self.top if a.name == b"mdat" and a.end > a.start)

    def pieces(self) -> list[Piece]:
        found = []
        for atom in self.all_atoms:
            kind = b".".join(atom.path).decode("latin-1")
            if atom.name in (b"mdat", *_PADDING):
                continue
            if atom.path in PARENTS:
                first = children_start(self.source, atom)
                data = self.source.exact(atom.start, first - atom.start)
            elif atom.name in OFFSET_TABLES:
                data = self._inside_the_sound(atom)
            else:
                data = self.source.exact(atom.start, atom.end - atom.start)
            found.append(Piece(kind, data, field_of(self.source, atom)))
        return found

    def _inside_the_sound(self, table: Atom) -> bytes:
        """Chunk offsets counted from the mdat that they point into: equal wherever it moves."""
        head, entries = read_table(self.source, table)
        values = entries.astype(np.int64)
        span = self.span()
        starts = np.array([start for start, _ in span], dtype=np.int64)
        ends = np.array([end for _, end in span], dtype=np.int64)
        index = np.searchsorted(starts, values, side="right") - 1
        inside = (index >= 0) & (values < ends[index]) if len(span) else values < 0
        relative = np.where(inside, values - starts[index], values) if len(span) else values
        return head + np.where(inside, index, -1).tobytes() + relative.tobytes()

    def edit(self, change: TagChange) -> Edit:
        return plan_items(self.source, self.top, self.all_atoms, change.fields)
