"""Reading streams with APEv2 tags: WavPack, Monkey's Audio, Musepack."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, BinaryIO

from mutagen import apev2, id3

from tagger.tags.containers.edges import ID3V1_SIZE, find_edges
from tagger.tags.containers.source import DamagedFile, Source
from tagger.tags.containers.tagged import packets
from tagger.tags.fields import id3_genres
from tagger.wording import say

_ID3V1 = {"Title": "TIT2", "Artist": "TPE1", "Album": "TALB", "Year": "TDRC", "Track": "TRCK"}
_MOST_PACKETS = 1000
"""In front of the sound; encoders write five."""


def between_tags(reader: Callable[..., Any]) -> Callable[[BinaryIO], Any]:
    """A reader that finds the stream behind any tag in front of it.

    Where it has no APEv2 tag, an ID3v1 tag speaks for it.
    """

    def opened(file: BinaryIO) -> Any:
        source = Source(file)
        edges = find_edges(source)
        if source.read(edges.audio[0], 4) == b"MPCK":
            _check_packets(source, edges.audio[0] + 4)
        # mutagen reads the stream's header where the file stands.
        file.seek(edges.audio[0])
        found = reader(file)
        kinds = {tag.kind for tag in edges.leading + edges.trailing}
        if "ID3v1" in kinds and "APEv2" not in kinds:
            last = next(tag for tag in edges.trailing[::-1] if tag.kind == "ID3v1")
            found.tags = _from_id3v1(source.read(last.end - ID3V1_SIZE, ID3V1_SIZE))
        return found

    return opened


def _check_packets(source: Source, position: int) -> None:
    """Raises `DamagedFile` for packets without a size, which mutagen would read forever."""
    for key, _ in itertools.islice(packets(source, position), _MOST_PACKETS):
        if key in (b"AP", b"SE"):
            return
    raise DamagedFile(say("it has too many Musepack packets in front of its sound"))


def _from_id3v1(data: bytes) -> apev2.APEv2:
    frames = id3.ParseID3v1(data) or {}
    tags = apev2.APEv2()
    for key, name in _ID3V1.items():
        if name in frames:
            tags[key] = str(frames[name].text[0])
    if "TCON" in frames:
        tags["Genre"] = list(id3_genres(frames["TCON"].text))
    return tags
