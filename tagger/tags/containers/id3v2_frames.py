"""Frames of ID3v2.2, 2.3 and 2.4 (id3.org): followed, understood where they hold text, and built.

Several values of one frame are separated by NUL in every version. ID3v2.3 has no rule for several
genres; with NUL a program that knows of several shows each, and one that does not shows the first.
Measured (tests/interop): TagLib, ExifTool and eyeD3 show each, FFmpeg and MediaInfo the first.
Joined by "/", as the standard has it for artists, all five show one genre "Rock/Jazz" and none
takes it apart; so NUL is the default, and joining is the person's choice.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tagger.tags.containers.edges import ID3V1_SIZE, syncsafe
from tagger.tags.containers.source import CUSTOM_FIELDS, GENRE, DamagedFile, Unsupported
from tagger.wording import say

_GENRES = {2: (b"TCO",), 3: (b"TCON", b"TCO\0"), 4: (b"TCON", b"TCO\0")}
"""Some programs put frames with names of version 2.2, padded by NUL, into later tags."""
_OTHERS = {2: (b"TXX",), 3: (b"TXXX", b"TXX\0"), 4: (b"TXXX", b"TXX\0")}
_NAME = {2: re.compile(rb"[A-Z][A-Z0-9]{2}"), 3: re.compile(rb"[A-Z][A-Z0-9]{2}[A-Z0-9 \0]")}
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_LARGEST_TEXT = 1 << 20
"""A compressed text that is longer when unpacked is an attack, not a genre."""


@dataclass(frozen=True)
class _Flags:
    """Bits of the second flag byte of a frame."""

    compressed: int
    encrypted: int
    grouped: int
    unsynchronised: int
    measured: int


_FLAGS = {2: _Flags(0, 0, 0, 0, 0), 3: _Flags(0x80, 0x40, 0x20, 0, 0), 4: _Flags(8, 4, 0x40, 2, 1)}


def as_syncsafe(number: int) -> bytes:
    """A size as four bytes of 7 bits."""
    if number >= 1 << 28:
        raise Unsupported(say("its ID3 tag would grow beyond the 256 MB that ID3 allows"))
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


@dataclass(frozen=True)
class Frame:
    """One frame of a tag; `data` is all of it, with its header."""

    name: bytes
    start: int
    end: int


class EncryptedFrame(Unsupported):
    """A frame that holds what nobody without its key can read."""


def walk(body: bytes, start: int, version: int, safe: bool) -> tuple[tuple[Frame, ...], int] | None:
    """The frames and where they end, or None when they do not fill the tag up to its padding."""
    short = version == 2
    head, name_size = (6, 3) if short else (10, 4)
    pattern = _NAME[2 if short else 3]
    position, frames = start, []
    while position + head <= len(body) and body[position]:
        name = body[position : position + name_size]
        size_bytes = body[position + name_size : position + (6 if short else 8)]
        if not pattern.fullmatch(name) or (safe and max(size_bytes) >= 0x80):
            return None
        size = syncsafe(size_bytes) if safe else int.from_bytes(size_bytes, "big")
        end = position + head + size
        if end > len(body):
            return None
        frames.append(Frame(name, position, end))
        position = end
    if body[position:].strip(b"\0"):
        return None
    return tuple(frames), position


def field_of(version: int, tag_unsynchronised: bool, frame: bytes) -> str | None:
    """The field that a frame holds, of those that a change may name.

    Here and below `frame` has its header, and the flag of the tag matters in version 2.4 alone.
    """
    name = frame[: 3 if version == 2 else 4]
    if name in _GENRES[version]:
        return GENRE
    if name not in _OTHERS[version]:
        return None
    try:
        description = texts(version, tag_unsynchronised, frame)[0].upper()
    except (EncryptedFrame, DamagedFile, IndexError):
        return None
    return description if description in CUSTOM_FIELDS else None


def content(version: int, tag_unsynchronised: bool, frame: bytes) -> bytes:
    """What a frame holds, without what its flags put around it.

    Raises `EncryptedFrame`, or `DamagedFile` where it cannot be unpacked.
    """
    if version == 2:
        return frame[6:]
    flags, bits, data = frame[9], _FLAGS[version], frame[10:]
    if flags & bits.encrypted:
        raise EncryptedFrame(say("its genre is encrypted"))
    grouped = 1 if flags & bits.grouped else 0
    if version == 3:
        # The size before compression comes in front of the group's number.
        data = data[grouped + (4 if flags & bits.compressed else 0) :]
    else:
        data = data[grouped + (4 if flags & (bits.compressed | bits.measured) else 0) :]
        if flags & bits.unsynchronised or tag_unsynchronised:
            data = data.replace(b"\xff\x00", b"\xff")
    if flags & bits.compressed:
        try:
            data = zlib.decompressobj().decompress(data, _LARGEST_TEXT)
        except zlib.error as error:
            raise DamagedFile(say("a compressed frame of its ID3 tag is damaged")) from error
    return data


def texts(version: int, tag_unsynchronised: bool, frame: bytes) -> tuple[str, ...]:
    """The texts of a text frame, as it separates them by NUL, with empty ones behind the last.

    Raises as `content` does.
    """
    data = content(version, tag_unsynchronised, frame)
    if not data:
        return ()
    if data[0] >= len(_ENCODINGS):
        raise DamagedFile(say("a frame of its ID3 tag has an unknown encoding"))
    wide = data[0] in (1, 2)
    held = data[1 : len(data) - (len(data) - 1) % 2] if wide else data[1:]
    try:
        found = held.decode(_ENCODINGS[data[0]]).split("\0")
    except UnicodeDecodeError as error:
        raise DamagedFile(say("a text in its ID3 tag is damaged")) from error
    return tuple(text.removeprefix("\ufeff") for text in found)


def genre_texts(genres: Sequence[str]) -> list[str]:
    """Genres as a genre frame writes them: "((" stands for a name that starts with "("."""
    return ["(" + genre if genre.startswith("(") else genre for genre in genres]


def field_frame(
    version: int, safe_sizes: bool, field: str, values: Sequence[str], status: int = 0
) -> bytes:
    """The frame that holds a field, or nothing where it has no values.

    `status` is the first flag byte: what other programs shall do with the frame.
    """
    if not values:
        return b""
    name = (_GENRES if field == GENRE else _OTHERS)[version][0]
    held = genre_texts(values) if field == GENRE else [field, *values]
    joined = "\0".join(held)
    if joined.isascii() or (version < 4 and _is_plain_latin(joined)):
        data = b"\0" + joined.encode("latin-1")
    elif version == 4:
        data = b"\x03" + joined.encode()
    else:
        data = b"\x01" + b"\0\0".join(b"\xff\xfe" + t.encode("utf-16-le") for t in held)
    if version == 2:
        if len(data) >= 1 << 24:
            raise Unsupported(say("its ID3 tag has no room for so long a genre"))
        return name + len(data).to_bytes(3, "big") + data
    size = as_syncsafe(len(data)) if safe_sizes else len(data).to_bytes(4, "big")
    return name + size + bytes([status, 0]) + data


def _is_plain_latin(text: str) -> bool:
    try:
        # FF could form what a decoder takes for the start of an audio frame.
        return b"\xff" not in text.encode("latin-1")
    except UnicodeEncodeError:
        return False


def frames_from_id3v1(tag: bytes, without_genre: bool = True) -> bytes:
    """The fields of an ID3v1 tag as ID3v2.4 frames, since an ID3v2 tag hides the old one.

    `tag` is the last 128 bytes of the file. Text keeps its bytes and counts as Latin-1; the genre
    keeps its number.
    """
    if len(tag) != ID3V1_SIZE:
        raise DamagedFile(say("its ID3v1 tag is damaged"))

    def text(start: int, end: int) -> bytes:
        return tag[start:end].split(b"\0")[0].strip()

    numbered = tag[125] == 0 and tag[126] != 0
    comment = text(97, 125 if numbered else 127)
    fields = [
        (b"TIT2", text(3, 33)),
        (b"TPE1", text(33, 63)),
        (b"TALB", text(63, 93)),
        (b"TDRC", text(93, 97)),
        (b"TRCK", str(tag[126]).encode() if numbered else b""),
        (b"TCON", b"" if without_genre or tag[127] == 255 else str(tag[127]).encode()),
        (b"COMM", b"engID3v1 Comment\0" + comment if comment else b""),
    ]
    return b"".join(
        name + as_syncsafe(len(value) + 1) + b"\0\0" + b"\0" + value
        for name, value in fields
        if value
    )
