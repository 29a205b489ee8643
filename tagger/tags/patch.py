"""The undo patch: the few bytes that a write took out, and where they go.

Layout, version 1: the version (1 byte), SHA-256 of the payload (32), the splices (count, then gap,
bytes to take out, bytes to put in), the rules (count, then kind and length), the bytes to put in
and those of the rules: a method byte, 0 for plain or 1 for zstandard (RFC 8878) with the bytes that
are taken out as its raw dictionary. Numbers are varints of 7 bits a byte, lowest first.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from tagger.errors import TagWriteError
from tagger.parts import needs
from tagger.tags.containers.mp4_offsets import Shift
from tagger.tags.containers.ogg_headers import Rewrite
from tagger.tags.containers.ogg_numbers import Renumber
from tagger.tags.containers.source import DamagedFile, Rule, Source, Splice
from tagger.wording import say

VERSION = 1
_DIGEST = 32
_PLAIN, _ZSTD = 0, 1
_WORTH_PACKING = 64
_MIN_DICTIONARY = 8
_LEVEL = 9
_RULES: dict[int, type[Shift] | type[Renumber] | type[Rewrite]] = {
    made.kind: made for made in (Shift, Renumber, Rewrite)
}


@dataclass(frozen=True)
class Patch:
    """How a file goes back to what it was before a write."""

    payload: bytes
    """SHA-256 of the payload, equal before and after."""
    splices: tuple[Splice, ...]
    """For the file after the write."""
    rules: tuple[Rule, ...]


def encode(patch: Patch, after: Source) -> bytes:
    """The patch as bytes. Rules that do not give their splices back exactly are written out."""
    spelled = set(patch.splices)
    computed = [(rule, rule.splices(after)) for rule in patch.rules]
    rules = [rule for rule, made in computed if spelled.issuperset(made)]
    covered = {splice for rule, made in computed if rule in rules for splice in made}
    literal = [splice for splice in patch.splices if splice not in covered]
    out = bytearray([VERSION]) + patch.payload
    _put(out, len(literal))
    position = 0
    for splice in literal:
        for number in (splice.start - position, len(splice.removed), len(splice.inserted)):
            _put(out, number)
        position = splice.end
    _put(out, len(rules))
    stated = [rule.encode() for rule in rules]
    for rule, data in zip(rules, stated, strict=True):
        _put(out, next(kind for kind, made in _RULES.items() if isinstance(rule, made)))
        _put(out, len(data))
    plain = b"".join([*(splice.inserted for splice in literal), *stated])
    return bytes(out + _packed(plain, b"".join(splice.removed for splice in literal)))


def decode(data: bytes, after: Source) -> Patch:
    """Read a patch for the file that the write made. Raises `TagWriteError` when it is damaged."""
    try:
        return _decode(data, after)
    except (IndexError, ValueError, KeyError, struct.error, DamagedFile) as error:
        raise TagWriteError(say("The undo record of this write is damaged.")) from error


def payload_digest(data: bytes) -> bytes:
    """SHA-256 of the payload that a patch belongs to."""
    return data[1 : 1 + _DIGEST]


def _decode(data: bytes, after: Source) -> Patch:
    if data[0] != VERSION:
        raise TagWriteError(say("The undo record was made by a newer version of Tagger."))
    reader = _Reader(data, 1 + _DIGEST)
    position, places = 0, []
    for _ in range(reader.number()):
        start, taken, put = (reader.number() for _ in range(3))
        places.append((position + start, taken, put))
        position += start + taken
    kinds = [(reader.number(), reader.number()) for _ in range(reader.number())]
    removed = [after.exact(start, taken) for start, taken, _ in places]
    size = sum(put for _, _, put in places) + sum(length for _, length in kinds)
    content = _Reader(_unpacked(data[reader.position :], b"".join(removed), size), 0)
    splices = [
        Splice(start, old, content.take(put))
        for (start, _, put), old in zip(places, removed, strict=True)
    ]
    rules = [_RULES[kind].decode(content.take(length)) for kind, length in kinds]
    splices += [splice for rule in rules for splice in rule.splices(after)]
    splices.sort(key=lambda splice: (splice.start, splice.end))
    return Patch(payload_digest(data), tuple(splices), tuple(rules))


def _packed(plain: bytes, removed: bytes) -> bytes:
    if len(plain) >= _WORTH_PACKING:
        with needs("zstandard"):
            import zstandard

        packer = zstandard.ZstdCompressor(level=_LEVEL, dict_data=_dictionary(removed))
        packed = packer.compress(plain)
        if len(packed) < len(plain):
            return bytes([_ZSTD]) + packed
    return bytes([_PLAIN]) + plain


def _unpacked(data: bytes, removed: bytes, size: int) -> bytes:
    if data[0] == _PLAIN:
        return data[1:]
    with needs("zstandard"):
        import zstandard

    opened = zstandard.ZstdDecompressor(dict_data=_dictionary(removed))
    try:
        return opened.decompress(data[1:], max_output_size=size)
    except zstandard.ZstdError as error:
        raise ValueError("cannot be unpacked") from error


def _dictionary(content: bytes):
    import zstandard

    if len(content) < _MIN_DICTIONARY:
        return None
    return zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _put(out: bytearray, number: int) -> None:
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


class _Reader:
    def __init__(self, data: bytes, position: int) -> None:
        self._data = data
        self.position = position

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self._data[self.position]
            self.position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def take(self, length: int) -> bytes:
        end = self.position + length
        if end > len(self._data):
            raise ValueError("cut short")
        taken = self._data[self.position : end]
        self.position = end
        return taken
