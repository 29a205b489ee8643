"""MP3: MPEG audio frames between an ID3v2 tag and whatever tags come behind."""

from __future__ import annotations

from functools import cached_property

from tagger.tags.containers.edges import ID3V1_SIZE, Edges, Tag, find_edges
from tagger.tags.containers.id3v2 import Id3v2, new_tag
from tagger.tags.containers.id3v2_frames import frames_from_id3v1
from tagger.tags.containers.source import (
    Edit,
    Piece,
    Ranges,
    Source,
    Splice,
    TagChange,
    Unsupported,
    WritableContainer,
)


class Mp3(WritableContainer):
    @cached_property
    def edges(self) -> Edges:
        return find_edges(self.source)

    def span(self) -> Ranges:
        return self.edges.span

    @cached_property
    def _id3v2(self) -> Id3v2 | None:
        """The tag that players read: the first, in front."""
        leading = self.edges.leading
        if leading and leading[0].kind == "ID3v2":
            return Id3v2.parse(self.source, leading[0])
        if any(tag.kind == "ID3v2" for tag in leading):
            raise Unsupported("another tag stands in front of its ID3 tag")
        return None

    def pieces(self) -> list[Piece]:
        first = self._id3v2
        found = first.pieces() if first else []
        for tag in self.edges.leading[1 if first else 0 :] + self.edges.trailing:
            found.append(Piece(tag.kind, self._bytes(tag)))
        return found

    def edit(self, change: TagChange) -> Edit:
        if self._id3v2:
            splices, genres = self._id3v2.splices(change)
            return Edit(tuple(splices), genres=genres)
        kinds = [tag.kind for tag in self.edges.trailing]
        if "appended ID3v2" in kinds:
            raise Unsupported("its ID3 tag stands at the end, where Tagger cannot change it yet")
        if any(map(self._names_the_song, self.edges.leading + self.edges.trailing)):
            raise Unsupported("its title stands in an APEv2 tag, which a new ID3 tag would hide")
        frames = b""
        if "ID3v1" in kinds:
            tag = self.edges.trailing[kinds.index("ID3v1")]
            frames = frames_from_id3v1(self._bytes(tag)[-ID3V1_SIZE:])
        data = new_tag(change, frames)
        made = Id3v2.parse(Source.of(data), Tag("ID3v2", 0, len(data)))
        added = tuple(piece for piece in made.pieces() if piece.field is None)
        return Edit((Splice(0, b"", data),), added=added)

    def _names_the_song(self, tag: Tag) -> bool:
        if tag.kind != "APEv2":
            return False
        items = self._bytes(tag).lower()
        return any(key in items for key in (b"\0title\0", b"\0artist\0", b"\0album\0"))

    def _bytes(self, tag: Tag) -> bytes:
        return self.source.exact(tag.start, tag.end - tag.start)
