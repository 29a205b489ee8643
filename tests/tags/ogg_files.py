"""Ogg streams that no encoder at hand makes: Speex, and several streams in one file."""

from __future__ import annotations

import random
import struct

from mutagen.ogg import OggPage

SPEEX_SERIAL = 77


def page(
    number: int, packets: list[bytes], position: int = 0, serial: int = SPEEX_SERIAL
) -> OggPage:
    made = OggPage()
    made.serial, made.sequence, made.position, made.packets = serial, number, position, packets
    return made


def comments(vendor: bytes, *entries: bytes) -> bytes:
    """A Vorbis comment block, as its specification has it, without a framing bit."""
    counted = [len(data).to_bytes(4, "little") + data for data in (vendor, *entries)]
    return counted[0] + len(entries).to_bytes(4, "little") + b"".join(counted[1:])


def speex_bytes(seed: int, seconds: float, extra: tuple[bytes, ...] = ()) -> bytes:
    """Wideband Speex whose frames hold random bits; `extra` are further header packets."""
    chance = random.Random(seed)
    # Version, size, rate, mode, mode's version, channels, bit rate, frame, VBR, frames, extra.
    numbers = (1, 80, 16000, 1, 4, 1, -1, 320, 0, 1, len(extra), 0, 0)
    head = b"Speex   " + b"1.2.1".ljust(20, b"\0") + struct.pack("<13i", *numbers)
    headers = (head, comments(b"Encoded with Speex 1.2.1"), *extra)
    pages = [page(number, [packet]) for number, packet in enumerate(headers)]
    frames = int(seconds * 50)
    for first in range(0, frames, 40):
        packets = [chance.randbytes(70) for _ in range(first, min(first + 40, frames))]
        pages.append(page(len(pages), packets, 320 * (first + len(packets))))
    pages[0].first = pages[-1].last = True
    return b"".join(page.write() for page in pages)
