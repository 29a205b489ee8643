"""Vorbis comments (xiph.org/vorbis/doc/v-comment.html), taken apart without decoding them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.source import GENRE, DamagedFile, Piece, Splice

VENDOR = b"Tagger"


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(4, "little") + data


@dataclass(frozen=True)
class Comments:
    vendor: bytes
    entries: tuple[bytes, ...]
    rest: bytes
    """What follows the last comment: Vorbis' framing bit, Opus' padding."""

    @classmethod
    def empty(cls) -> Comments:
        return cls(VENDOR, (), b"")

    @classmethod
    def parse(cls, data: bytes) -> Comments:
        """Raises `DamagedFile` when a length leads out of `data`."""
        position = 0

        def number() -> int:
            nonlocal position
            if position + 4 > len(data):
                raise DamagedFile("its comments are cut short")
            value = int.from_bytes(data[position : position + 4], "little")
            position += 4
            return value

        def counted() -> bytes:
            nonlocal position
            size = number()
            if position + size > len(data):
                raise DamagedFile("one of its comments claims to be longer than all of them")
            position += size
            return data[position - size : position]

        vendor = counted()
        entries = tuple(counted() for _ in range(number()))
        return cls(vendor, entries, data[position:])

    def pieces(self) -> list[Piece]:
        found = [Piece("vendor", self.vendor)]
        found += [
            Piece("comment", entry, GENRE if _is_genre(entry) else None) for entry in self.entries
        ]
        return [*found, Piece("behind the comments", self.rest)] if self.rest else found

    def genre_splices(self, genres: Sequence[str]) -> list[Splice]:
        """The smallest change that makes `genres` the only genre comments."""
        position = 4 + len(self.vendor)
        count_at, position = position, position + 4
        old: list[tuple[int, bytes]] = []
        for entry in self.entries:
            raw = _counted(entry)
            if _is_genre(entry):
                old.append((position, raw))
            position += len(raw)
        key = old[0][1][4:10] if old else b"GENRE="
        new = b"".join(_counted(key + genre.encode()) for genre in genres)
        splices = []
        counts = (len(self.entries), len(self.entries) - len(old) + len(genres))
        if counts[0] != counts[1]:
            before, after = (count.to_bytes(4, "little") for count in counts)
            splices.append(Splice(count_at, before, after))
        if not old:
            return [*splices, Splice(position, b"", new)] if new else splices
        splices.append(Splice(*old[0], new))
        return splices + [Splice(*entry, b"") for entry in old[1:]]

    def with_genres(self, genres: Sequence[str]) -> bytes:
        entries = [b"GENRE=" + genre.encode() for genre in genres]
        return (
            _counted(self.vendor)
            + len(entries).to_bytes(4, "little")
            + b"".join(map(_counted, entries))
            + self.rest
        )


def _is_genre(entry: bytes) -> bool:
    return entry[:6].upper() == b"GENRE="
