"""The extended header of ID3v2.3 (section 3.2) and 2.4 (section 3.2): what it says of the tag's
size and content must stay true when a frame changes.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from tagger.tags.containers.edges import syncsafe
from tagger.tags.containers.source import DamagedFile, Range, Splice, Unsupported
from tagger.wording import say

_FRAME = re.compile(rb"[A-Z][A-Z0-9]{3}")


@dataclass(frozen=True)
class Extended:
    """Places in a tag's body."""

    end: int
    padding: Range | None = None
    """Where 2.3 keeps the size of the padding."""
    checksum: Range | None = None

    @classmethod
    def parse(cls, version: int, flags: int, body: bytes) -> Extended:
        """Raises `DamagedFile` or `Unsupported`."""
        # Some programs set the flag and write no such header.
        if not flags & 0x40 or (version > 2 and _FRAME.fullmatch(body[:4])):
            return cls(0)
        if version == 2:
            raise Unsupported(say("its ID3 tag is compressed in a way that nobody defined"))
        if len(body) < 6:
            raise DamagedFile(say("its ID3 tag is cut short"))
        found = cls._of_2_3(body) if version == 3 else cls._of_2_4(body)
        if found.end > len(body) or (found.checksum and found.checksum[1] > found.end):
            raise DamagedFile(say("the extended header of its ID3 tag is longer than the tag"))
        return found

    @classmethod
    def _of_2_3(cls, body: bytes) -> Extended:
        end = 4 + int.from_bytes(body[:4], "big")
        checksum = (10, 14) if body[4] & 0x80 else None
        return cls(end, (6, 10) if end >= 10 else None, checksum)

    @classmethod
    def _of_2_4(cls, body: bytes) -> Extended:
        end, flags = syncsafe(body[:4]), body[5]
        if not flags & 0x20:
            return cls(end)
        # Each flag has data of its own, led by its length; "update" comes first and has none.
        at = 6 + (1 + body[6] if flags & 0x40 and len(body) > 6 else 0)
        if body[4] != 1 or body[at : at + 1] != b"\x05":
            raise Unsupported(say("its ID3 tag carries a checksum of an unknown kind"))
        return cls(end, None, (at + 1, at + 6))

    def lasting(self, body: bytes) -> bytes:
        """The header without what follows from the rest of the tag."""
        kept, position = b"", 0
        for start, end in sorted(filter(None, (self.padding, self.checksum))):
            kept += body[position:start]
            position = end
        return kept + body[position : self.end]

    def check(self, version: int, body: bytes, frames_end: int) -> None:
        """Raises `DamagedFile` when the checksum does not fit."""
        if self.checksum:
            start, end = self.checksum
            if body[start:end] != self._checksum(version, body, frames_end):
                raise DamagedFile(say("the checksum of its ID3 tag does not fit the tag"))

    def renewed(self, version: int, old: tuple[bytes, int], new: tuple[bytes, int]) -> list[Splice]:
        """What keeps the header true; `old` and `new` are the body and where its frames end."""
        splices = []
        if self.padding:
            start, end = self.padding
            told = old[0][start:end]
            if int.from_bytes(told, "big") == len(old[0]) - old[1]:
                splices.append(Splice(start, told, (len(new[0]) - new[1]).to_bytes(4, "big")))
        if self.checksum:
            start, end = self.checksum
            splices.append(Splice(start, old[0][start:end], self._checksum(version, *new)))
        return [splice for splice in splices if splice.removed != splice.inserted]

    def _checksum(self, version: int, body: bytes, frames_end: int) -> bytes:
        # Version 2.3 leaves the padding out, version 2.4 has it in.
        value = zlib.crc32(body[self.end : frames_end if version == 3 else len(body)])
        if version == 3:
            return value.to_bytes(4, "big")
        return bytes(value >> shift & 0x7F for shift in (28, 21, 14, 7, 0))
