"""Reading the ID3 tag of a file of chunks: with mutagen, and where mutagen looks for none, by us.

mutagen knows no RF64 or BW64, no list INFO, and one spelling of the chunk's name in AIFF.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, BinaryIO

from mutagen import aiff, id3, wave

from tagger.records import TrackTags
from tagger.tags.containers.aiff import Aiff
from tagger.tags.containers.iff import Chunked
from tagger.tags.containers.source import DamagedFile, Source, total
from tagger.tags.containers.wav import Wav
from tagger.tags.fields import id3_fields
from tagger.wording import say

_LARGEST_FORMAT = 1 << 16
_LARGEST_ID3 = 1 << 28


@dataclass(frozen=True)
class Length:
    length: float
    """Seconds."""


@dataclass(frozen=True)
class WavTags:
    id3: Any
    """mutagen's tag, or None."""
    info: TrackTags
    """What the list INFO says."""


@dataclass(frozen=True)
class Opened:
    """As mutagen's files look."""

    tags: Any
    info: Any


def open_wav(file: BinaryIO, known_frames: Mapping[str, Any]) -> Opened:
    """`tags` is a `WavTags`. Raises mutagen's errors or `DamagedFile`."""
    container = Wav(Source(file))
    tags = None
    if container.head[:4] == b"RIFF":
        tags = _mutagen(wave.WAVE, file, known_frames).tags
    if tags is None:
        tags = _own(container, known_frames)
    info = next((info.fields() for info in container.infos()), TrackTags())
    return Opened(WavTags(tags, info), Length(_seconds(container)))


def open_aiff(file: BinaryIO, known_frames: Mapping[str, Any]) -> Opened:
    """Raises mutagen's errors or `DamagedFile`."""
    opened = _mutagen(aiff.AIFF, file, known_frames)
    tags = opened.tags
    if tags is None:
        tags = _own(Aiff(Source(file)), known_frames)
    return Opened(tags, opened.info)


def wav_fields(tags: WavTags) -> TrackTags:
    """From the ID3 tag, and what that leaves out from the list INFO."""
    found = id3_fields(tags.id3)
    missing = {
        field.name: getattr(tags.info, field.name)
        for field in fields(TrackTags)
        if not getattr(found, field.name)
    }
    return replace(found, **missing)


def _mutagen(reader: Callable[..., Any], file: BinaryIO, known_frames: Mapping[str, Any]) -> Any:
    file.seek(0)
    # An ID3v1 tag behind the last chunk is none of this file's.
    return reader(file, known_frames=known_frames, translate=False, load_v1=False)


def _own(container: Chunked, known_frames: Mapping[str, Any]) -> Any:
    chunk = container.id3_chunk()
    content = container.source.read(chunk.start, min(chunk.size, _LARGEST_ID3)) if chunk else b""
    if content[:3] != b"ID3":
        return None
    return id3.ID3(
        io.BytesIO(content), known_frames=dict(known_frames), translate=False, load_v1=False
    )


def _seconds(container: Wav) -> float:
    for chunk in container.walk():
        if chunk.name == b"fmt ":
            head = container.source.read(chunk.start, min(chunk.size, _LARGEST_FORMAT))
            if len(head) < 16:
                break
            rate = int.from_bytes(head[8:12], "little")
            return total(container.span()) / rate if rate else 0.0
    raise DamagedFile(say("it does not tell the form of its sound"))
