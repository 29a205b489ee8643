"""Items of iTunes metadata (`ilst`): the genre as text, and the free-form atoms of our own fields.

A free-form atom `----` holds `mean` (whose field it is), `name` and one `data` for each value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mutagen._constants import GENRES as ID3V1_GENRES

from tagger.tags.containers.mp4_atoms import Atom, atoms, children
from tagger.tags.containers.source import (
    CUSTOM_FIELDS,
    GENRE,
    DamagedFile,
    Source,
    Splice,
    Unsupported,
)
from tagger.wording import say

ITEMS = (b"moov", b"udta", b"meta", b"ilst")
_TEXT, _NUMBER, _FREEFORM = b"\xa9gen", b"gnre", b"----"
_MEAN = b"com.apple.iTunes"
_FIELDS = {name.encode(): name for name in CUSTOM_FIELDS}
_FULL = bytes(4)
"""Version and flags."""
_UTF8 = (1).to_bytes(4, "big")
_READABLE = (_FULL, _UTF8)
"""Types of data that are read as UTF-8: implicit, and UTF-8."""
_MAX_NAME = 100


def build_atom(name: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + name + content


def field_of(source: Source, item: Atom) -> str | None:
    """The field that an atom holds, of those that a change may name."""
    if item.path[:-1] != ITEMS:
        return None
    if item.name in (_TEXT, _NUMBER):
        return GENRE
    if item.name != _FREEFORM:
        return None
    try:
        parts = _parts(source, item)
    except DamagedFile:
        # Of a make that we do not know: it stays as it is.
        return None
    if [part.name for part in parts[:2]] != [b"mean", b"name"]:
        return None
    mean, name = (source.read(p.start + 4, min(p.end - p.start - 4, _MAX_NAME)) for p in parts[:2])
    return _FIELDS.get(name.upper()) if mean.lower() == _MEAN.lower() else None


def item_splices(source: Source, items: Atom, fields: Mapping[str, Sequence[str]]) -> list[Splice]:
    """What makes the values of `fields` the only ones, in order; equal ones are not touched.

    Raises `Unsupported` where a present value cannot be read, as it would be lost unseen.
    """
    held = [(item, field_of(source, item)) for item in children(source, items)]
    splices, new = [], b""
    for name, values in fields.items():
        old = [item for item, field in held if field == name]
        present = [value for item in old for value in _values(source, item)]
        if present == list(values):
            continue
        made = _item(name, values, _label(source, old[0]) if old else b"")
        if not old:
            new += made
        for index, item in enumerate(old):
            taken = source.exact(item.offset, item.size)
            splices.append(Splice(item.offset, taken, b"" if index else made))
    if new:
        splices.append(Splice(items.end, b"", new))
    return sorted(splices, key=lambda splice: splice.start)


def new_items(fields: Mapping[str, Sequence[str]]) -> bytes:
    """The items of a list that was not there."""
    return b"".join(_item(name, values, b"") for name, values in fields.items())


def _item(name: str, values: Sequence[str], label: bytes) -> bytes:
    """An item as bytes; nothing for no values. `label` is the one that it had before."""
    if not values:
        return b""
    data = b"".join(build_atom(b"data", _UTF8 + bytes(4) + value.encode()) for value in values)
    if name == GENRE:
        return build_atom(_TEXT, data)
    label = label or build_atom(b"mean", _FULL + _MEAN) + build_atom(b"name", _FULL + name.encode())
    return build_atom(_FREEFORM, label + data)


def _label(source: Source, item: Atom) -> bytes:
    """`mean` and `name` of a free-form atom, as they are spelled."""
    if item.name != _FREEFORM:
        return b""
    end = _parts(source, item)[1].end
    return source.exact(item.start, end - item.start)


def _parts(source: Source, item: Atom) -> list[Atom]:
    return list(atoms(source, item.start, item.end, item.path))


def _values(source: Source, item: Atom) -> list[str]:
    parts = _parts(source, item)[2 if item.name == _FREEFORM else 0 :]
    found = []
    for part in parts:
        content = source.exact(part.start, part.end - part.start)
        if part.name != b"data" or len(content) < 8:
            raise Unsupported(_unreadable(item))
        kind, value = content[:4], content[8:]
        if item.name == _NUMBER:
            found += _named(value)
        elif kind not in _READABLE:
            raise Unsupported(_unreadable(item))
        else:
            try:
                found.append(value.decode())
            except UnicodeDecodeError as error:
                raise Unsupported(_unreadable(item)) from error
    return found


def _named(number: bytes) -> list[str]:
    """The genre of a `gnre` atom, counted from 1; a number that names none says nothing."""
    index = int.from_bytes(number, "big", signed=True) - 1
    if len(number) != 2 or not -len(ID3V1_GENRES) <= index < len(ID3V1_GENRES):
        return []
    return [ID3V1_GENRES[index]]


def _unreadable(item: Atom) -> str:
    if item.name == _FREEFORM:
        return say("a field of its own is not written as UTF-8 text, so it cannot be read")
    return say("its genre is not written as UTF-8 text, so it cannot be read")
