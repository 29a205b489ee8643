"""Vorbis comments (xiph.org/vorbis/doc/v-comment.html), taken apart without decoding them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tagger.tags.containers.source import CUSTOM_FIELDS, GENRE, DamagedFile, Piece, Splice
from tagger.wording import say

VENDOR = b"Tagger"
_FIELDS = {name.encode(): name for name in (GENRE, *CUSTOM_FIELDS)}


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(4, "little") + data


@dataclass(frozen=True)
class Comments:
    vendor: bytes
    entries: tuple[bytes, ...]
    rest: bytes
    """What follows the last comment: Vorbis' framing bit, Opus' padding."""

    @classmethod
    def parse(cls, data: bytes) -> Comments:
        """Raises `DamagedFile` when a length leads out of `data`."""
        position = 0

        def number() -> int:
            nonlocal position
            if position + 4 > len(data):
                raise DamagedFile(say("its comments are cut short"))
            value = int.from_bytes(data[position : position + 4], "little")
            position += 4
            return value

        def counted() -> bytes:
            nonlocal position
            size = number()
            if position + size > len(data):
                raise DamagedFile(say("one of its comments claims to be longer than all of them"))
            position += size
            return data[position - size : position]

        vendor = counted()
        entries = tuple(counted() for _ in range(number()))
        return cls(vendor, entries, data[position:])

    def pieces(self) -> list[Piece]:
        found = [Piece("vendor", self.vendor)]
        found += [Piece("comment", entry, field_of(entry)) for entry in self.entries]
        return [*found, Piece("behind the comments", self.rest)] if self.rest else found

    def splices(self, fields: Mapping[str, Sequence[str]]) -> list[Splice]:
        """The smallest change that makes the values of `fields` the only ones under their keys.

        A key keeps its spelling and a value that stays keeps its bytes, valid UTF-8 or not. In
        order, for the bytes that were parsed.
        """
        places = self._places()
        splices, new, count = [], b"", len(self.entries)
        for name, values in fields.items():
            old = [
                (at, e) for at, e in zip(places, self.entries, strict=False) if field_of(e) == name
            ]
            entries = _entries(name, values, [entry for _, entry in old])
            if entries == [entry for _, entry in old]:
                continue
            count += len(entries) - len(old)
            made = b"".join(map(_counted, entries))
            if not old:
                new += made
            for index, (at, entry) in enumerate(old):
                splices.append(Splice(at, _counted(entry), b"" if index else made))
        if new:
            splices.append(Splice(places[-1], b"", new))
        if count != len(self.entries):
            before, after = (n.to_bytes(4, "little") for n in (len(self.entries), count))
            splices.append(Splice(4 + len(self.vendor), before, after))
        return sorted(splices, key=lambda splice: splice.start)

    def _places(self) -> list[int]:
        """Where each comment starts with its length, and where the last one ends."""
        places = [4 + len(self.vendor) + 4]
        for entry in self.entries:
            places.append(places[-1] + 4 + len(entry))
        return places

    def encode(self) -> bytes:
        counted = map(_counted, self.entries)
        count = len(self.entries).to_bytes(4, "little")
        return _counted(self.vendor) + count + b"".join(counted) + self.rest


def new_comments(fields: Mapping[str, Sequence[str]]) -> bytes:
    """Comments where there were none."""
    entries = [entry for name, values in fields.items() for entry in _entries(name, values, [])]
    return Comments(VENDOR, tuple(entries), b"").encode()


def field_of(entry: bytes) -> str | None:
    """The field that a comment holds, of those that a change may name."""
    key, equals, _ = entry.partition(b"=")
    return _FIELDS.get(key.upper()) if equals else None


def _entries(name: str, values: Sequence[str], old: Sequence[bytes]) -> list[bytes]:
    key = old[0].partition(b"=")[0] if old else name.encode()
    left = list(old)
    entries = []
    for value in values:
        same = next((e for e in left if _value(e) == value), None)
        if same is not None:
            left.remove(same)
        entries.append(same if same is not None else key + b"=" + value.encode())
    return entries


def _value(entry: bytes) -> str:
    return entry.partition(b"=")[2].decode("utf-8", "replace")
