"""ASF: Advanced Systems Format specification 1.20.3."""

from __future__ import annotations

from tagger.tags.containers.source import Container, DamagedFile, Ranges

_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")


class Asf(Container):
    """The packets of the data object."""

    def span(self) -> Ranges:
        if self.source.read(0, 16) != _ASF_HEADER:
            raise DamagedFile("it does not start like a WMA file")
        offset = 0
        while offset + 24 <= self.source.size:
            head = self.source.exact(offset, 24)
            size = int.from_bytes(head[16:24], "little")
            if head[:16] == _ASF_DATA:
                # Behind the object's head: file id (16), packet count (8), two reserved bytes.
                end = offset + size if size else self.source.size
                return ((offset + 50, max(offset + 50, min(end, self.source.size))),)
            if size < 24:
                break
            offset += size
        raise DamagedFile("it has no audio data")
