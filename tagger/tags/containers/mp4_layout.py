"""Where a change of iTunes items goes in an MP4: sizes above it, room from `free`, moved sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tagger.tags.containers.mp4_atoms import Atom, atoms, children
from tagger.tags.containers.mp4_items import ITEMS, build_atom, item_splices, new_items
from tagger.tags.containers.mp4_offsets import OFFSET_TABLES, Shift
from tagger.tags.containers.source import Edit, Piece, Source, Splice, Unsupported
from tagger.wording import say

_HANDLER = bytes(8) + b"mdirappl" + bytes(9)
_FRAGMENTS = (b"moof", b"sidx", b"mfra")
_PLACES = (b"saio", b"iloc")
"""Atoms that say, by offset in the file, where something lies that chunk offsets do not cover."""


def plan_items(
    source: Source,
    top: list[Atom],
    everything: list[Atom],
    fields: Mapping[str, Sequence[str]],
) -> Edit:
    """Raises `Unsupported` where the change would not be safe."""
    parents = []
    for depth in range(1, 5):
        found = [a for a in everything if a.path == ITEMS[:depth]]
        if len(found) > 1:
            raise Unsupported(say("it holds several {atom} atoms", atom=ITEMS[depth - 1].decode()))
        parents += found
    if len(parents) >= 3:
        _check_handler(source, parents[2])
    if len(parents) == 4:
        splices, added = item_splices(source, parents[3], fields), ()
    else:
        splices, added = _new_list(parents, new_items(fields))
    return _Layout(source, top, everything, parents).fitted(splices, added)


def _check_handler(source: Source, meta: Atom) -> None:
    handlers = [a for a in children(source, meta) if a.name == b"hdlr"]
    if len(handlers) != 1 or source.read(handlers[0].start + 8, 4) != b"mdir":
        raise Unsupported(say("its metadata is of another kind than iTunes'"))


def _new_list(parents: list[Atom], items: bytes) -> tuple[list[Splice], tuple[Piece, ...]]:
    """Build what is missing of `moov.udta.meta.ilst` around the items."""
    if not items:
        return [], ()
    new = build_atom(b"ilst", items)
    added = [Piece("moov.udta.meta.ilst", b"")]
    if len(parents) == 3:
        return [Splice(parents[2].end, b"", new)], tuple(added)
    new = build_atom(b"meta", bytes(4) + build_atom(b"hdlr", _HANDLER) + new)
    added = [
        Piece("moov.udta.meta", bytes(4)),
        Piece("moov.udta.meta.hdlr", _HANDLER),
        *added,
    ]
    if len(parents) == 2:
        return [Splice(parents[1].start, b"", new)], tuple(added)
    added.insert(0, Piece("moov.udta", b""))
    return [Splice(parents[0].end, b"", build_atom(b"udta", new))], tuple(added)


class _Layout:
    def __init__(
        self, source: Source, top: list[Atom], everything: list[Atom], parents: list[Atom]
    ) -> None:
        self.source, self.top, self.everything = source, top, everything
        self.parents = parents
        self.moov = parents[0]

    def fitted(self, splices: list[Splice], added: tuple[Piece, ...]) -> Edit:
        """The whole edit: room found or made, sizes and chunk offsets kept true."""
        growth = sum(splice.growth for splice in splices)
        if not growth:
            return Edit(tuple(splices), added=added)
        room = self._room(splices[-1].end, growth)
        if room is not None:
            free, room_splices = room
            grown = [parent for parent in self.parents if len(parent.path) >= len(free.path)]
            sizes = self._sizes(grown, growth)
            return Edit(_sorted([*splices, *room_splices, *sizes]), added=added)
        if growth <= -8 and len(self.parents) == 4:
            filler = build_atom(b"free", bytes(-growth - 8))
            splices = [*splices, Splice(self.parents[3].end, b"", filler)]
            sizes = self._sizes(self.parents[3:], growth)
            return Edit(_sorted([*splices, *sizes]), added=added)
        sizes = self._sizes(self.parents, growth)
        return self._moved(_sorted([*splices, *sizes]), growth, added)

    def _room(self, behind: int, growth: int) -> tuple[Atom, list[Splice]] | None:
        """A `free` atom behind the change, with nothing but metadata in between."""
        limit = next(
            (a.offset for a in self.top if a.offset >= self.moov.end and a.name != b"free"),
            self.source.size,
        )
        holders = {parent.path for parent in self.parents} | {()}
        for free in self.everything:
            if free.name != b"free" or free.path[:-1] not in holders or free.size_field != 32:
                continue
            if not behind <= free.offset < limit:
                continue
            left = free.size - growth
            if left == 0:
                return free, [Splice(free.offset, self.source.exact(free.offset, free.size), b"")]
            if left < 8:
                continue
            size = Splice(free.offset, *(n.to_bytes(4, "big") for n in (free.size, left)))
            if growth < 0:
                return free, [size, Splice(free.end, b"", bytes(-growth))]
            old = self.source.exact(free.end - growth, growth)
            return free, [size, Splice(free.end - growth, old, b"")]
        return None

    def _sizes(self, parents: list[Atom], growth: int) -> list[Splice]:
        found = []
        for atom in parents:
            if not atom.size_field:
                continue
            wide = atom.size_field == 64
            offset, width = (atom.offset + 8, 8) if wide else (atom.offset, 4)
            if atom.size + growth >= 1 << (8 * width):
                raise Unsupported(say("its metadata would grow beyond 4 GB"))
            sizes = (n.to_bytes(width, "big") for n in (atom.size, atom.size + growth))
            found.append(Splice(offset, *sizes))
        return found

    def _moved(self, splices: tuple[Splice, ...], growth: int, added: tuple[Piece, ...]) -> Edit:
        behind = [a.name for a in self.top if a.offset >= self.moov.end]
        if b"mdat" not in behind and b"moof" not in behind:
            return Edit(splices, added=added)
        if any(a.name in _FRAGMENTS for a in self.top):
            raise Unsupported(say("it is a fragmented MP4 without room for a longer genre"))
        self._check_moveable()
        tables = [a for a in self.everything if a.name in OFFSET_TABLES]
        forth = Shift.of(self.source, tables, self.moov.end, growth)
        moved = forth.splices(self.source)
        everything = _sorted([*splices, *moved])
        return Edit(everything, (forth.mirrored(everything),), added)

    def _check_moveable(self) -> None:
        for atom in self.everything:
            unseen = atom.name == b"meta" and atom.path != ITEMS[:3]
            inside = self.source.read(atom.start, atom.end - atom.start) if unseen else b""
            if atom.name in _PLACES or any(name in inside for name in _PLACES):
                raise Unsupported(say("it has tables of offsets that Tagger does not move"))
            if atom.name == b"dinf" and not self._holds_its_sound(atom):
                raise Unsupported(say("part of its sound lies in another file"))

    def _holds_its_sound(self, information: Atom) -> bool:
        """Whether every data reference (`dref`) says that the data is in this file."""
        references = atoms(self.source, information.start, information.end, information.path)
        return all(
            self.source.exact(entry.start, 4)[3] & 1
            for table in references
            for entry in atoms(self.source, table.start + 8, table.end, table.path)
        )


def _sorted(splices: list[Splice]) -> tuple[Splice, ...]:
    return tuple(sorted(splices, key=lambda splice: (splice.start, splice.end)))
