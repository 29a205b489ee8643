"""Headers of ASF files, taken apart and laid anew, apart from the code that is tested."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from uuid import UUID


def guid(text: str) -> bytes:
    return UUID(text).bytes_le


EXTENDED = guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
METADATA = guid("C5F8CBEA-5BAF-4877-8467-AA8C44FA4CCA")
LIBRARY = guid("44231C94-9498-49D1-A141-1D134E457054")
EXTENSION = guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
PROPERTIES = guid("8CABDCA1-A947-11CF-8EE4-00C00C205365")
PADDING = guid("1806D474-CADF-4509-A4BA-9AABCB96AAE8")
SIGNATURE = guid("2211B3FC-BD23-11D2-B4B7-00A0C955FC6E")
INDEX = guid("33000890-E5B1-11CF-89F4-00A0C90349CB")
MINE = guid("00112233-4455-6677-8899-AABBCCDDEEFF")

Objects = list[tuple[bytes, bytes]]


def walked(data: bytes) -> Objects:
    found = []
    while data:
        size = int.from_bytes(data[16:24], "little")
        assert 24 <= size <= len(data), "every size leads to the next object"
        found.append((data[:16], data[24:size]))
        data = data[size:]
    return found


def top(whole: bytes) -> Objects:
    """The objects of the header; its size and number are checked."""
    size, count = struct.unpack_from("<QL", whole, 16)
    found = walked(whole[30:size])
    assert len(found) == count
    assert whole[size : size + 16] == guid("75B22636-668E-11CF-A6D9-00AA0062CE6C")
    return found


def inside(objects: Objects) -> Objects:
    content = dict(objects)[EXTENSION]
    assert int.from_bytes(content[18:22], "little") == len(content) - 22
    return walked(content[22:])


def laid(*objects: tuple[bytes, bytes]) -> bytes:
    return b"".join(kind + struct.pack("<Q", 24 + len(data)) + data for kind, data in objects)


def extension(*objects: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    head = guid("ABD3D211-A9BA-11CF-8EE6-00C00C205365") + b"\x06\0"
    content = laid(*objects)
    return EXTENSION, head + struct.pack("<L", len(content)) + content


def rebuild(path: Path, change: Callable[[Objects], Objects], behind: bytes = b"") -> Path:
    """The file with other objects in its header, and its length told truly."""
    whole = path.read_bytes()
    (size,) = struct.unpack_from("<Q", whole, 16)
    objects = change(top(whole))
    content, sound = laid(*objects), whole[size:] + behind
    header = whole[:16] + struct.pack("<QL", 30 + len(content), len(objects)) + whole[28:30]
    made = bytearray(header + content + sound)
    at = made.index(PROPERTIES) + 40
    made[at : at + 8] = struct.pack("<Q", len(made))
    path.write_bytes(made)
    return path


def without(*kinds: bytes) -> Callable[[Objects], Objects]:
    return lambda objects: [each for each in objects if each[0] not in kinds]


def text(name: str, value: str) -> bytes:
    label, content = ((part + "\0").encode("utf-16-le") for part in (name, value))
    return struct.pack("<H", len(label)) + label + struct.pack("<HH", 0, len(content)) + content


def numbered(name: str, value: str, language: int = 0, stream: int = 0) -> bytes:
    label, content = ((part + "\0").encode("utf-16-le") for part in (name, value))
    head = struct.pack("<HHHHL", language, stream, len(label), 0, len(content))
    return head + label + content


def listed(kind: bytes, *attributes: bytes) -> tuple[bytes, bytes]:
    return kind, struct.pack("<H", len(attributes)) + b"".join(attributes)


def length_is_true(whole: bytes) -> bool:
    at = whole.index(PROPERTIES) + 40
    return struct.unpack_from("<Q", whole, at) == (len(whole),)
