"""Files of chunks, put together by hand: WAV, RF64, AIFF and DSF."""

from __future__ import annotations

import io
import struct
from typing import Literal

import numpy as np
from mutagen import id3

DSD_RATE = 2_822_400


def riff(name: bytes, content: bytes) -> bytes:
    """A chunk of a RIFF file with its pad byte."""
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) & 1)


def iff(name: bytes, content: bytes) -> bytes:
    """A chunk of an AIFF file with its pad byte."""
    return name + len(content).to_bytes(4, "big") + content + bytes(len(content) & 1)


def sound(size: int = 6000, seed: int = 1) -> bytes:
    return np.random.default_rng(seed).bytes(size)


WAV_FORMAT = riff(b"fmt ", struct.pack("<HHIIHH", 1, 1, 48000, 96000, 2, 16))
"""16 bits, mono."""


def wav(*chunks: bytes) -> bytes:
    content = b"WAVE" + b"".join(chunks)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


def rf64(*chunks: bytes, size: int, table: bytes = b"", magic: bytes = b"RF64") -> bytes:
    """`size` is that of the sound; its chunk comes with -1, as RF64 has it."""
    content = b"".join(chunks)
    lines = len(table) // 12
    ds64_size = 28 + len(table)
    whole = 4 + 8 + ds64_size + len(content)
    ds64 = struct.pack("<QQQI", whole, size, size // 2, lines) + table
    return magic + b"\xff" * 4 + b"WAVE" + riff(b"ds64", ds64) + content


def large(name: bytes, content: bytes) -> bytes:
    """A chunk whose size stands in `ds64`."""
    return name + b"\xff" * 4 + content + bytes(len(content) & 1)


def info_list(*texts: tuple[bytes, bytes]) -> bytes:
    return riff(b"LIST", b"INFO" + b"".join(riff(name, text + b"\0") for name, text in texts))


def aiff(*chunks: bytes, kind: bytes = b"AIFF") -> bytes:
    content = kind + b"".join(chunks)
    return b"FORM" + len(content).to_bytes(4, "big") + content


def common(frames: int, kind: bytes = b"AIFF") -> bytes:
    """The chunk `COMM`: mono, 16 bits, 44.1 kHz as an 80-bit float; AIFF-C names its coding."""
    content = struct.pack(">hLh", 1, frames, 16) + bytes.fromhex("400eac44000000000000")
    coding = b"NONE" + b"\x0enot compressed\0"
    return iff(b"COMM", content + (coding if kind == b"AIFC" else b""))


def dsf_bytes(seed: int = 1, seconds: float = 1.5) -> bytes:
    """Mono, 1 bit at 2.8 MHz: a tone and a little noise through a first-order sigma-delta."""
    count = int(DSD_RATE * seconds)
    time = np.arange(count) / DSD_RATE
    noise = np.random.default_rng(seed).normal(0, 0.05, count)
    level = (np.clip(0.4 * np.sin(2 * np.pi * 220 * seed * time) + noise, -1, 1) + 1) / 2
    bits = np.diff(np.floor(np.cumsum(level)), prepend=0).astype(np.uint8)
    data = np.packbits(bits, bitorder="little").tobytes()
    data += bytes(-len(data) % 4096)
    # Version, raw, mono: 1 channel, rate, 1 bit with the lowest first, samples, block, reserved.
    form = struct.pack("<IIIIIIQII", 1, 0, 1, 1, DSD_RATE, 1, count, 4096, 0)
    total = 28 + 12 + len(form) + 12 + len(data)
    head = b"DSD " + struct.pack("<QQQ", 28, total, 0)
    form = b"fmt " + (12 + len(form)).to_bytes(8, "little") + form
    return head + form + b"data" + (12 + len(data)).to_bytes(8, "little") + data


def chunks_of(data: bytes, order: Literal["little", "big"]) -> list[tuple[bytes, bytes]]:
    """Names and contents of a form that fills the whole file, every size and pad byte checked."""
    assert int.from_bytes(data[4:8], order) == len(data) - 8
    position, found = 12, []
    while position < len(data):
        size = int.from_bytes(data[position + 4 : position + 8], order)
        content = data[position + 8 : position + 8 + size]
        assert len(content) == size
        found.append((data[position : position + 4], content))
        position += 8 + size + (size & 1)
    assert position == len(data)
    return found


def id3_tag(*genres: str, version: int = 4, padding: int = 0) -> bytes:
    """As mutagen writes it: a title, a genre and a frame that nobody knows."""
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=3 if version == 4 else 1, text=["Title"]))
    tags.add(id3.TCON(encoding=3 if version == 4 else 1, text=list(genres)))
    tags.add(id3.PRIV(owner="TRAKTOR4", data=b"cue\xff\xe0points"))
    file = io.BytesIO()
    tags.save(file, v2_version=version, v23_sep="\0", padding=lambda info: padding)
    return file.getvalue()
