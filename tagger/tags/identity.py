"""The content identity: a name for a file's sound that no change of tags, path or copy alters.

BLAKE2b (RFC 7693) over the kind of container, the payload's length and its first, middle and last
64 KiB; for FLAC over the MD5 of the samples in STREAMINFO where it is set, so that even a
re-encoding keeps it. Three short reads, never the whole file.
"""

from __future__ import annotations

import hashlib

from tagger.tags.containers.source import Container, DamagedFile, Source, read_across, total
from tagger.wording import say

DIGEST_SIZE = 20
SAMPLE = 64 * 1024


def _samples(length: int) -> list[tuple[int, int]]:
    if length <= 3 * SAMPLE:
        return [(0, length)]
    middle = (length - SAMPLE) // 2
    return [(0, SAMPLE), (middle, SAMPLE), (length - SAMPLE, SAMPLE)]


def container_identity(container: Container, kind: str) -> bytes:
    """The identity of a container's sound. Raises `DamagedFile` where it cannot be found."""
    name = hashlib.blake2b(kind.encode() + b"\0", digest_size=DIGEST_SIZE)
    span = container.span()
    length = total(span)
    if not length:
        raise DamagedFile(say("it holds no sound"))
    digest = container.declared_digest()
    if digest is not None:
        name.update(b"samples\0" + digest)
        return name.digest()
    name.update(length.to_bytes(8, "big"))
    for position, size in _samples(length):
        before = min(position, container.lookbehind)
        data = bytearray(read_across(container.source, span, position - before, size + before))
        container.mask(data, position - before)
        name.update(memoryview(data)[before:])
    return name.digest()


def file_identity(source: Source) -> bytes:
    """The identity of a file whose container cannot be followed: of all its bytes alike."""
    name = hashlib.blake2b(b"file\0", digest_size=DIGEST_SIZE)
    name.update(source.size.to_bytes(8, "big"))
    for position, size in _samples(source.size):
        name.update(source.read(position, size))
    return name.digest()
