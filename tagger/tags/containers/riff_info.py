"""The texts of a RIFF file: the chunk `LIST` of type `INFO` (Microsoft, RIFF MCI, 1991, 2-14).

The standard names no encoding. FFmpeg and TagLib write and read UTF-8, older programs the code
page of their computer. So a text that is valid UTF-8 is that, any other is Windows-1252; and a
genre is written in UTF-8, except into a list whose other texts show that it is Windows-1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tagger.records import TrackTags
from tagger.tags.containers.id3v2_frames import as_syncsafe
from tagger.tags.containers.source import GENRE, Piece, Splice
from tagger.tags.fields import shown

SEPARATOR = "; "
"""Between several genres: the list has room for one text."""
_GENRE = b"IGNR"
_NAME = re.compile(rb"[!-~][ -~]{3}")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_TRACK = re.compile(r"\d{1,4}(/\d{1,4})?")


@dataclass(frozen=True)
class Entry:
    """One text: a chunk within the list. Offsets count from the list's type."""

    name: bytes
    start: int
    end: int
    """Behind its pad byte, where it has one."""
    content: bytes

    @property
    def text(self) -> str:
        return _decoded(self.content.split(b"\0")[0])


@dataclass(frozen=True)
class Info:
    """A list whose every byte is accounted for."""

    data: bytes
    """The content of the chunk, from its type `INFO` on."""
    entries: tuple[Entry, ...]

    @classmethod
    def parse(cls, data: bytes) -> Info | None:
        """None for another list, or one that cannot be followed to its end."""
        if data[:4] != b"INFO":
            return None
        position, entries = 4, []
        while position < len(data) and (data[position] or any(data[position:])):
            name, size = data[position : position + 4], data[position + 4 : position + 8]
            start = position + 8
            end = start + int.from_bytes(size, "little")
            if not _NAME.fullmatch(name) or end > len(data):
                return None
            behind = min(end + (end - start & 1), len(data))
            entries.append(Entry(name, position, behind, data[start:end]))
            position = behind
        return cls(data, tuple(entries))

    def pieces(self) -> Iterator[Piece]:
        yield Piece("LIST", b"INFO")
        for entry in self.entries:
            field = GENRE if entry.name == _GENRE else None
            yield Piece("INFO", entry.name + entry.content, field)

    def genre_splices(self, genres: Sequence[str]) -> list[Splice]:
        """The genre where the list has one already, relative to the list's content."""
        old = [entry for entry in self.entries if entry.name == _GENRE]
        if not old or (len(old) == 1 and genres and old[0].text == SEPARATOR.join(genres)):
            return []
        new = self._entry(SEPARATOR.join(genres)) if genres else b""
        first, *others = (Splice(e.start, self.data[e.start : e.end], b"") for e in old)
        return [Splice(first.start, first.removed, new), *others]

    def _entry(self, text: str) -> bytes:
        content = text.encode()
        if any(not _is_utf8(e.content) for e in self.entries if e.name != _GENRE):
            try:
                content = text.encode("cp1252")
            except UnicodeEncodeError:
                content = text.encode()
        content += b"\0"
        return _GENRE + len(content).to_bytes(4, "little") + content + bytes(len(content) & 1)

    def text(self, *names: bytes) -> str:
        return next((e.text for name in names for e in self.entries if e.name == name), "")

    def fields(self) -> TrackTags:
        genre, track, year = self.text(_GENRE), self.text(b"ITRK", b"IPRT"), self.text(b"ICRD")
        return TrackTags(
            title=shown(self.text(b"INAM")),
            artist=shown(self.text(b"IART")),
            album=shown(self.text(b"IPRD")),
            track=int(track.split("/")[0]) or None if _TRACK.fullmatch(track) else None,
            year=int(year[:4]) or None if _DATE.fullmatch(year) else None,
            genres=(genre,) if genre.strip() else (),
        )

    def frames(self) -> bytes:
        """The texts as ID3v2.4 frames, since some programs show no list beside an ID3 tag."""
        comment, date, track = self.text(b"ICMT"), self.text(b"ICRD"), self.text(b"ITRK", b"IPRT")
        found = (
            (b"TIT2", self.text(b"INAM")),
            (b"TPE1", self.text(b"IART")),
            (b"TALB", self.text(b"IPRD")),
            (b"TDRC", date if _DATE.fullmatch(date) else ""),
            (b"TRCK", track if _TRACK.fullmatch(track) else ""),
            (b"COMM", "eng\0" + comment if comment else ""),
        )
        return b"".join(_frame(name, text) for name, text in found if text)


def _frame(name: bytes, text: str) -> bytes:
    content = b"\x03" + text.encode()
    return name + as_syncsafe(len(content)) + b"\0\0" + content


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
