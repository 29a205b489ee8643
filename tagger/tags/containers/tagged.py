"""Streams of audio frames between tags: WavPack, Monkey's Audio, Musepack.

WavPack 4 and 5 (wavpack.com/WavPack5FileFormat.pdf), Monkey's Audio (APEHeader.h of its SDK),
Musepack stream versions 7 and 8 (trac.musepack.net, "SV8Specification").
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from functools import cached_property

from tagger.tags.containers.apev2 import Apev2, items_from_id3v1, new_tag
from tagger.tags.containers.edges import ID3V1_SIZE, Edges, Tag, find_edges
from tagger.tags.containers.source import (
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


class TaggedStream(WritableContainer):
    """Whatever is between the tags in front and the tags behind; its own tag is APEv2."""

    @cached_property
    def edges(self) -> Edges:
        return find_edges(self.source)

    def span(self) -> Ranges:
        return self.edges.span

    @abstractmethod
    def check_stream(self, start: int, end: int) -> None:
        """Follow the stream, so that no tag is taken for sound. Raises `DamagedFile`."""

    def pieces(self) -> list[Piece]:
        found = []
        for tag in self.edges.leading + self.edges.trailing:
            if tag.kind == "APEv2":
                found += Apev2.parse(self.source, tag).pieces()
            else:
                found.append(Piece(tag.kind, self._bytes(tag)))
        return found

    def edit(self, change: TagChange) -> Edit:
        self.check_stream(*self.edges.audio)
        leading, trailing = self.edges.leading, self.edges.trailing
        tags = [tag for tag in leading + trailing if tag.kind == "APEv2"]
        if len(tags) > 1:
            raise Unsupported(
                say("it holds two APEv2 tags, which programs choose from differently")
            )
        if not tags:
            return self._with_new_tag(change)
        tag = tags[0]
        found_by_players = (
            self._ends_as_readers_expect(trailing[trailing.index(tag) + 1 :])
            if tag in trailing
            else tag.start == 0
        )
        if not found_by_players:
            raise Unsupported(say("its APEv2 tag stands where few programs look for it"))
        return Edit(tuple(Apev2.parse(self.source, tag).splices(change)))

    def _with_new_tag(self, change: TagChange) -> Edit:
        """A tag behind the sound, with the fields of an ID3v1 tag, which it hides."""
        trailing = self.edges.trailing
        if not self._ends_as_readers_expect(trailing):
            raise Unsupported(
                say("few programs would find an APEv2 tag in front of its other tags")
            )
        old = self._bytes(trailing[-1]) if trailing else b""
        data = new_tag(change, items_from_id3v1(old) if old else {})
        if not data:
            raise Unsupported(
                say("its genre stands in an ID3v1 tag alone, which Tagger leaves alone")
            )
        made = Apev2.parse(Source.of(data), Tag("APEv2", 0, len(data)))
        added = tuple(piece for piece in made.pieces() if piece.field not in change.fields)
        return Edit((Splice(self.edges.audio[1], b"", data),), added=added)

    def _ends_as_readers_expect(self, behind: tuple[Tag, ...]) -> bool:
        """Whether an APEv2 tag is found with these behind it: none, ID3v1, Lyrics3v2 and ID3v1."""
        kinds = [tag.kind for tag in behind]
        if not behind:
            return True
        if kinds[-1] != "ID3v1" or behind[-1].end - behind[-1].start != ID3V1_SIZE:
            return False
        lyrics = kinds[:-1] == ["Lyrics3"] and self._bytes(behind[0]).endswith(b"LYRICS200")
        return len(kinds) == 1 or lyrics

    def _bytes(self, tag: Tag) -> bytes:
        return self.source.exact(tag.start, tag.end - tag.start)


class WavPack(TaggedStream):
    """Blocks, each with a header of 32 bytes."""

    def check_stream(self, start: int, end: int) -> None:
        position = start
        while position < end:
            head = self.source.read(position, 32)
            if len(head) < 32 or head[:4] != b"wvpk":
                raise DamagedFile(say("something that is no WavPack block follows its sound"))
            if not 0x402 <= int.from_bytes(head[8:10], "little") <= 0x410:
                raise Unsupported(say("its version of WavPack is not one that Tagger knows"))
            position += 8 + max(24, int.from_bytes(head[4:8], "little"))
        if position != end or start == end:
            raise DamagedFile(say("its last WavPack block is cut short"))


class MonkeysAudio(TaggedStream):
    """A descriptor (from version 3.98 on) or a header, a seek table, frames."""

    def check_stream(self, start: int, end: int) -> None:
        head = self.source.read(start, 56)
        if len(head) < 56 or head[:3] != b"MAC":
            raise DamagedFile(say("it does not start like a Monkey's Audio file"))

        def number(offset: int) -> int:
            return int.from_bytes(head[offset : offset + 4], "little")

        if int.from_bytes(head[4:6], "little") >= 3980:
            # Descriptor, header, seek table, WAV header, frames (low and high half), WAV trailer.
            size = sum(number(offset) for offset in (8, 12, 16, 20, 24, 32)) + (number(28) << 32)
        else:
            # Header, WAV header, WAV trailer, 4 bytes of the seek table for each frame.
            size = 32 + number(16) + number(20) + 4 * number(24)
        if size > end - start:
            raise DamagedFile(say("its sound is cut short"))


class Musepack(TaggedStream):
    """Version 8: packets from a stream header to a stream end. Version 7: a header, then bits."""

    def check_stream(self, start: int, end: int) -> None:
        head = self.source.read(start, 4)
        if head == b"MPCK":
            self._follow_packets(start + 4, end)
        elif head[:3] != b"MP+" or head[3] & 0xF != 7:
            raise Unsupported(say("its version of Musepack is not one that Tagger knows"))
        elif end - start < 28:
            raise DamagedFile(say("its sound is cut short"))

    def _follow_packets(self, position: int, end: int) -> None:
        for key, packet_end in packets(self.source, position):
            if packet_end > end:
                raise DamagedFile(say("one of its Musepack packets is cut short"))
            if key == b"SE":
                if packet_end != end:
                    raise DamagedFile(say("something that is no Musepack packet follows its sound"))
                return


def packets(source: Source, position: int) -> Iterator[tuple[bytes, int]]:
    """Key and end of the packets of Musepack 8, without end. Raises `DamagedFile`."""
    while True:
        head = source.read(position, 12)
        key, size, length = head[:2], 0, 2
        while length < len(head):
            size = size << 7 | head[length] & 0x7F
            length += 1
            if head[length - 1] < 0x80:
                break
        if len(key) < 2 or not all(65 <= byte <= 90 for byte in key) or size < length:
            raise DamagedFile(say("one of its Musepack packets is damaged"))
        position += size
        yield key, position
