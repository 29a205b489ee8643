"""Files of a wanted size in every format, made in moments by repeating a short encoding."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import av
import mutagen
from av.audio.stream import AudioStream

from tests.tags import audio_files
from tests.tags.audio_files import make, picture, tag_by_mutagen

_SECONDS = 8.0
_HEADED = {"mpc": audio_files.musepack_7, "ape": audio_files.monkeys_audio}
PICTURE_BYTES = 300_000
"""Of the cover that each file has."""


def big_file(folder: Path, kind: str, size: int, name: str = "song") -> Path:
    """A tagged file of about `size` bytes, whose tag has no room to grow in place."""
    path = folder / f"{name}.{kind}"
    wanted = max(size - PICTURE_BYTES, size // 2)
    if kind in _HEADED:
        path.write_bytes(_HEADED[kind](random.Random(1).randbytes(wanted)))
    elif kind in audio_files._ENCODERS:  # pyright: ignore[reportPrivateUsage]
        _repeat(kind, wanted, path)
    elif kind == "dsf":
        path.write_bytes(_direct_stream_digital(wanted))
    else:
        sample = make(folder, kind, name, seconds=1.0).stat().st_size
        make(folder, kind, name, seconds=wanted / sample)
    tag_by_mutagen(path, ["Rock"], picture(PICTURE_BYTES))
    _without_padding(path)
    return path


def _repeat(kind: str, size: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        short = make(Path(scratch), kind, seconds=_SECONDS)
        # In front of the sound the tags of an MP4 have to move it when they grow.
        options = {"movflags": "+faststart"} if kind == "m4a" else {}
        times = max(1, round(size / short.stat().st_size))
        with av.open(str(short)) as read:
            stream = read.streams.audio[0]
            packets = [(bytes(p), p.duration) for p in read.demux(stream) if p.size]
            usual = packets[0][1]
            assert usual and stream.time_base
            format_name, _, _ = audio_files._ENCODERS[kind]  # pyright: ignore[reportPrivateUsage]
            with av.open(str(path), "w", format=format_name, options=options) as made:
                copy = made.add_stream_from_template(stream)
                assert isinstance(copy, AudioStream)
                position = 0
                for data, duration in packets * times:
                    packet = av.Packet(data)
                    packet.stream, packet.time_base = copy, stream.time_base
                    packet.pts = packet.dts = position
                    # The last one of an Ogg file does not know how long it is.
                    length = duration if duration and duration < 100 * usual else usual
                    packet.duration = length
                    position += length
                    made.mux(packet)


def _direct_stream_digital(size: int) -> bytes:
    """A second of sound repeated; the sizes stand at fixed places of the three chunks."""
    short = audio_files.audio_bytes("dsf", seconds=2.0)
    head, sound = bytearray(short[:92]), short[92:] * max(1, size // len(short))
    for offset, number in ((12, 92 + len(sound)), (64, 8 * len(sound)), (84, 12 + len(sound))):
        head[offset : offset + 8] = number.to_bytes(8, "little")
    return bytes(head) + sound


def _without_padding(path: Path) -> None:
    opened: Any = mutagen.File(path)  # pyright: ignore[reportPrivateImportUsage]
    try:
        opened.save(padding=lambda info: 0)
    except TypeError:
        # APEv2 tags, at the end of the file, have none.
        opened.save()
