"""How mutagen reads ID3 frames for us, and which of an MP3's tags speaks for it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import mutagen
from mutagen import apev2, id3, mp3

from tagger.records import TrackTags
from tagger.tags import fields
from tagger.tags.containers.edges import Tag
from tagger.tags.containers.mpeg import Mp3
from tagger.tags.containers.source import Source

_NAMES = frozenset(
    {"TIT2", "TPE1", "TPE2", "TALB", "TCOM", "TPOS", "TRCK", "TDRC", "TYER", "TDRL", "TDOR"}
    | {"TORY", "TCMP", "TCON", "TT2", "TP1", "TP2", "TAL", "TCM", "TPA", "TRK", "TYE", "TOR"}
    | {"TCP", "TCO", "TXXX", "TXX"}
)


class _Grouped:
    """A frame that may belong to a group, which mutagen takes for a part of the text."""

    @classmethod
    def _fromData(cls, header: Any, tflags: int, data: bytes) -> Any:
        if header.version[1] == 4 and tflags & 0x40:
            data = data[1:]
        elif header.version[1] == 3 and tflags & 0x20:
            # The size before compression stands in front of the group's number.
            at = 4 if tflags & 0x80 else 0
            data = data[:at] + data[at + 1 :]
        return super()._fromData(header, tflags, data)  # type: ignore[misc]


KNOWN_FRAMES = {
    name: frame for name, frame in {**id3.Frames, **id3.Frames_2_2}.items() if name in _NAMES
} | {base.__name__: type(base.__name__, (_Grouped, base), {}) for base in (id3.TCON, id3.TXXX)}
"""The frames that are read; mutagen leaves the rest, pictures among them, undecoded."""


@dataclass(frozen=True)
class Mp3Tags:
    """What mutagen read of one MP3: an ID3 tag (v1 where there is no other) and an APEv2 tag."""

    id3: Any
    ape: Any
    named_by_ape: bool
    """Whether the APEv2 tag is the one that names the song."""


@dataclass(frozen=True)
class ReadMp3:
    info: Any
    tags: Mp3Tags


def read_mp3(file: BinaryIO) -> ReadMp3:
    """Read an MP3 whichever of its tags names the song. Raises what mutagen raises."""
    source = Source(file)
    container = Mp3(source)
    main = container.main
    kind = main.kind if main else None
    file.seek(0)
    # An ID3v1 tag stands for nothing once there is an ID3v2 tag, which hides it.
    alone = kind not in ("ID3v2", "appended ID3v2")
    opened = mp3.MP3(file, known_frames=KNOWN_FRAMES, translate=False, load_v1=alone)
    tags = opened.tags
    if main and kind == "appended ID3v2":
        data = io.BytesIO(_bytes(source, main))
        tags = id3.ID3(data, known_frames=KNOWN_FRAMES, translate=False, load_v1=False)
    named_by_ape = kind == "APEv2"
    ape = _ape(source, container.ape, named_by_ape)
    return ReadMp3(opened.info, Mp3Tags(tags, ape, named_by_ape))


def _ape(source: Source, tag: Tag | None, needed: bool) -> apev2.APEv2 | None:
    if tag is None:
        return None
    try:
        return apev2.APEv2(io.BytesIO(_bytes(source, tag)))
    except (mutagen.MutagenError, ValueError):
        # A second tag that cannot be read says nothing.
        if needed:
            raise
        return None


def _bytes(source: Source, tag: Tag) -> bytes:
    return source.exact(tag.start, tag.end - tag.start)


def mp3_fields(tags: Mp3Tags) -> TrackTags:
    """From the tag that names the song; the genres of an APEv2 tag beside it come second.

    What an APEv2 tag that names the song does not say is taken from ID3v1, all but the genre.
    """
    first, second = fields.id3_fields(tags.id3), fields.apev2_fields(tags.ape)
    if not tags.named_by_ape:
        return replace(first, second_genres=second.genres)
    return replace(
        second,
        title=second.title or first.title,
        artist=second.artist or first.artist,
        album=second.album or first.album,
        year=second.year or first.year,
        track=second.track or first.track,
    )
