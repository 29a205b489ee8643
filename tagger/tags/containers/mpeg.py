"""MP3: MPEG audio frames between tags.

An MP3 can carry several tags, and programs differ in which they show. Here one of them names the
song, is read and is written: an ID3v2 tag in front; else one at the end (ID3v2.4 with a footer);
else an APEv2 tag with a title, artist or album, or with a genre where there is no ID3v1 tag; else
ID3v1. A file with ID3v1 alone, or without any of these, gets a new ID3v2.4 tag. An APEv2 tag that
names the song is changed in place: a new ID3v2 tag would hide its fields, and copying them would
have to leave out what ID3 has no frame for. An ID3v1 tag stays as it is, since it holds a number
for the genre and nothing for most of the vocabulary.
"""

from __future__ import annotations

from functools import cached_property

from tagger.tags.containers.apev2 import Apev2
from tagger.tags.containers.edges import ID3V1_SIZE, Edges, Tag, find_edges
from tagger.tags.containers.id3v2 import Id3v2, new_tag
from tagger.tags.containers.id3v2_frames import frames_from_id3v1
from tagger.tags.containers.source import (
    GENRE,
    SECOND_GENRE,
    DamagedFile,
    Edit,
    Piece,
    Ranges,
    Source,
    Splice,
    TagChange,
    Unsupported,
    WritableContainer,
)
from tagger.wording import say

_NAMING = frozenset({b"title", b"artist", b"album"})


class Mp3(WritableContainer):
    @cached_property
    def edges(self) -> Edges:
        return find_edges(self.source)

    def span(self) -> Ranges:
        return self.edges.span

    @cached_property
    def main(self) -> Tag | None:
        """The tag that names the song."""
        leading, trailing = self.edges.leading, self.edges.trailing
        if leading and leading[0].kind == "ID3v2":
            return leading[0]
        if tag := _last(trailing, "appended ID3v2"):
            return tag
        old = _last(trailing, "ID3v1")
        ape = self._apev2
        if ape:
            keys = {item.key.lower() for item in ape.items}
            if keys & _NAMING or (old is None and b"genre" in keys):
                return self.ape
        return old

    @cached_property
    def ape(self) -> Tag | None:
        """The APEv2 tag that programs show, which is the last."""
        return _last(self.edges.leading + self.edges.trailing, "APEv2")

    @cached_property
    def _apev2(self) -> Apev2 | None:
        """None also where it is damaged."""
        try:
            return Apev2.parse(self.source, self.ape) if self.ape else None
        except DamagedFile:
            return None

    @cached_property
    def _id3v2(self) -> Id3v2 | None:
        main = self.main
        if main is None or main.kind not in ("ID3v2", "appended ID3v2"):
            return None
        tag = Id3v2.parse(self.source, main)
        if main.kind != "ID3v2" and not tag.footed:
            raise DamagedFile(say("the ID3 tag at its end does not know of its own footer"))
        return tag

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        for tag in self.edges.leading + self.edges.trailing:
            if tag == self.main and self._id3v2:
                found += self._id3v2.pieces()
            elif tag == self.ape and self._apev2:
                own = tag == self.main
                found += [p if own else _of_second(p) for p in self._apev2.pieces()]
            else:
                found.append(Piece(tag.kind, self._bytes(tag)))
        return found

    def edit(self, change: TagChange) -> Edit:
        if any(tag.kind == "ID3v2" for tag in self.edges.leading if tag != self.main):
            raise Unsupported(say("another tag stands in front of its ID3 tag"))
        genres, added = None, ()
        if self._id3v2:
            splices, genres = self._id3v2.splices(change)
        elif self._apev2 and self.main == self.ape:
            return Edit(tuple(self._apev2.splices(change)))
        else:
            splices, added = self._new_tag(change)
        if change.everywhere:
            splices = sorted([*splices, *self._second_genre(change)], key=lambda s: s.start)
        return Edit(tuple(splices), added=added, genres=genres)

    def _new_tag(self, change: TagChange) -> tuple[list[Splice], tuple[Piece, ...]]:
        if self.ape and not self._apev2:
            raise DamagedFile(say("its APEv2 tag is damaged, and a new ID3 tag would hide it"))
        frames = b""
        if self.main:
            frames = frames_from_id3v1(self._bytes(self.main)[-ID3V1_SIZE:], GENRE in change.fields)
        data = new_tag(change, frames)
        made = Id3v2.parse(Source.of(data), Tag("ID3v2", 0, len(data)))
        added = tuple(piece for piece in made.pieces() if piece.field not in change.fields)
        return [Splice(0, b"", data)], added

    def _second_genre(self, change: TagChange) -> list[Splice]:
        """The change of the genre in an APEv2 tag that has one."""
        ape = self._apev2
        if GENRE not in change.fields or not ape or all(i.field != GENRE for i in ape.items):
            return []
        return ape.splices(TagChange({GENRE: change.fields[GENRE]}))

    def _bytes(self, tag: Tag) -> bytes:
        return self.source.exact(tag.start, tag.end - tag.start)


def _last(tags: tuple[Tag, ...], kind: str) -> Tag | None:
    return next((tag for tag in reversed(tags) if tag.kind == kind), None)


def _of_second(piece: Piece) -> Piece:
    """A piece of a tag that does not speak for the song, where only the genre may ever change."""
    return Piece(piece.kind, piece.data, SECOND_GENRE if piece.field == GENRE else None)
