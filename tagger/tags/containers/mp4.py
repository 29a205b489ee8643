"""MP4 audio (ISO/IEC 14496-12 and -14; iTunes metadata in `moov.udta.meta.ilst`)."""

from __future__ import annotations

from functools import cached_property

from tagger.tags.containers.mp4_atoms import Atom, atoms
from tagger.tags.containers.source import DamagedFile, Ranges, WritableContainer


class Mp4(WritableContainer):
    @cached_property
    def top(self) -> list[Atom]:
        if self.source.read(4, 4) != b"ftyp":
            raise DamagedFile("it does not start like an MP4 file")
        found = list(atoms(self.source, 0, self.source.size))
        if not any(atom.name == b"moov" for atom in found):
            raise DamagedFile("its moov atom, which says where the sound is, is missing")
        return found

    def span(self) -> Ranges:
        return tuple((a.start, a.end) for a in self.top if a.name == b"mdat" and a.end > a.start)
