"""MP4 atoms (ISO/IEC 14496-12), as offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagger.tags.containers.source import DamagedFile, Source
from tagger.wording import say

_STBL = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_ILST = (b"moov", b"udta", b"meta", b"ilst")
PARENTS = frozenset({_STBL[:n] for n in range(1, 6)} | {_ILST[:n] for n in range(1, 5)})
"""Paths of the atoms that hold atoms which matter here; the rest are leaves."""
FULL_META = 4
"""Bytes of version and flags in front of the children of `meta`."""


@dataclass(frozen=True)
class Atom:
    name: bytes
    offset: int
    head: int
    """Bytes of its header: 8, or 16 with a 64-bit size."""
    end: int
    path: tuple[bytes, ...]
    """Names from the top down to this atom."""
    size_field: int
    """32 or 64 bits, or 0 for "to the end of the file"."""

    @property
    def start(self) -> int:
        return self.offset + self.head

    @property
    def size(self) -> int:
        return self.end - self.offset


def atoms(source: Source, start: int, end: int, path: tuple[bytes, ...] = ()) -> Iterator[Atom]:
    """The atoms that follow one another from `start` to `end`, without their children."""
    offset = start
    while offset < end:
        if end - offset < 8:
            # QuickTime closes a user data list with four zero bytes.
            if source.exact(offset, end - offset).strip(b"\0"):
                raise DamagedFile(say("an MP4 atom is cut short"))
            return
        head = source.exact(offset, 8)
        size, name = int.from_bytes(head[:4], "big"), head[4:]
        length, field = 8, 32
        if size == 1:
            size, length, field = int.from_bytes(source.exact(offset + 8, 8), "big"), 16, 64
        elif size == 0 and not path:
            size, field = end - offset, 0
        if size < length or offset + size > end:
            raise DamagedFile(say("an MP4 atom is longer than the file or atom that holds it"))
        yield Atom(name, offset, length, offset + size, (*path, name), field)
        offset += size


def children(source: Source, atom: Atom) -> list[Atom]:
    return list(atoms(source, children_start(source, atom), atom.end, atom.path))


def children_start(source: Source, atom: Atom) -> int:
    """Where an atom's children begin; QuickTime's `meta` has no version in front of them."""
    if atom.name != b"meta" or source.read(atom.start + 4, 4) == b"hdlr":
        return atom.start
    return min(atom.start + FULL_META, atom.end)


def walk(source: Source, parents: list[Atom]) -> Iterator[Atom]:
    """Every atom, parents before their children, in file order."""
    for atom in parents:
        yield atom
        if atom.path in PARENTS:
            yield from walk(source, children(source, atom))
