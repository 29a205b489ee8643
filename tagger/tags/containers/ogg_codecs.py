"""What the header packets of each codec in Ogg hold, and which of them carries the comments.

Vorbis I specification; RFC 7845 (Opus); the Speex manual; xiph.org/flac/ogg_mapping.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.source import DamagedFile, Splice, Unsupported
from tagger.wording import say

_SPEEX_EXTRA = slice(68, 72)
_MAX_EXTRA = 64
"""No encoder makes extra headers; a huge number of them is damage, not a file to read whole."""
_FLAC_COMMENT, _FLAC_LAST, _FLAC_FRAME = 4, 0x80, 0xFF
_FLAC_MAX_BLOCK = (1 << 24) - 1


@dataclass(frozen=True)
class Codec:
    """A codec with a fixed number of header packets, the second of which holds the comments."""

    name: str
    magic: bytes
    """How its first packet starts."""
    headers: int
    """Packets in front of the sound."""
    comment_prefix: bytes
    """How its second packet starts; Vorbis comments follow."""

    def complete(self, packets: Sequence[bytes]) -> bool:
        """Whether these are all header packets. Raises `DamagedFile`."""
        return len(packets) >= self.headers

    def comments_start(self, packet: bytes) -> int:
        """Where in the second packet the comments start. Raises `DamagedFile`."""
        if not packet.startswith(self.comment_prefix):
            raise DamagedFile(say("its second Ogg packet holds no comments"))
        return len(self.comment_prefix)

    def resized(self, packet: bytes, growth: int) -> list[Splice]:
        """What else changes in the second packet when its comments grow. Raises `Unsupported`."""
        del packet, growth
        return []


class _Speex(Codec):
    def complete(self, packets: Sequence[bytes]) -> bool:
        extra = packets[0][_SPEEX_EXTRA]
        if len(extra) != 4 or int.from_bytes(extra, "little") > _MAX_EXTRA:
            raise DamagedFile(say("its Speex header makes no sense"))
        return len(packets) >= self.headers + int.from_bytes(extra, "little")


class _OggFlac(Codec):
    """Every header packet is a FLAC metadata block with its own header of 4 bytes."""

    def complete(self, packets: Sequence[bytes]) -> bool:
        if len(packets[0]) < 9:
            raise DamagedFile(say("its first Ogg packet is cut short"))
        if len(packets) > 1 and packets[-1][:1] in (b"", bytes([_FLAC_FRAME])):
            raise DamagedFile(say("its sound starts before its last metadata block"))
        # The number of header packets behind the first, 0 where the encoder did not know it.
        if following := int.from_bytes(packets[0][7:9], "big"):
            return len(packets) > following
        return len(packets) > 1 and bool(packets[-1][0] & _FLAC_LAST)

    def comments_start(self, packet: bytes) -> int:
        kind = packet[0] & ~_FLAC_LAST if packet else None
        if kind != _FLAC_COMMENT or int.from_bytes(packet[1:4], "big") != len(packet) - 4:
            raise DamagedFile(say("its second Ogg packet holds no comments"))
        return 4

    def resized(self, packet: bytes, growth: int) -> list[Splice]:
        size = len(packet) - 4
        if size + growth > _FLAC_MAX_BLOCK:
            raise Unsupported(say("its comments would grow beyond the 16 MB that FLAC allows"))
        if not growth:
            return []
        return [Splice(1, size.to_bytes(3, "big"), (size + growth).to_bytes(3, "big"))]


CODECS = (
    Codec("Ogg Vorbis", b"\x01vorbis", 3, b"\x03vorbis"),
    Codec("Opus", b"OpusHead", 2, b"OpusTags"),
    _Speex("Speex", b"Speex   ", 2, b""),
    _OggFlac("Ogg FLAC", b"\x7fFLAC", 2, bytes([_FLAC_COMMENT])),
)


def codec_of(first_packet: bytes) -> Codec | None:
    return next((codec for codec in CODECS if first_packet.startswith(codec.magic)), None)
