"""MP4 files taken apart into boxes and put together in another layout, with true chunk offsets."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream

ILST = (b"moov", b"udta", b"meta", b"ilst")
_PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"meta", b"ilst", b"dinf"}
_TABLES = {b"stco": 4, b"co64": 8}


@dataclass
class Box:
    name: bytes
    data: bytes = b""
    """What stands in front of the children."""
    children: list[Box] = field(default_factory=list)
    wide: bool = False
    """With a size of 64 bits."""
    endless: bool = False
    """With the size 0, "to the end of the file"."""
    offset: int = 0
    """Of its content in the file that it was read from."""

    def __bytes__(self) -> bytes:
        content = self.data + b"".join(map(bytes, self.children))
        if self.wide:
            return b"\0\0\0\1" + self.name + (16 + len(content)).to_bytes(8, "big") + content
        size = 0 if self.endless else 8 + len(content)
        return size.to_bytes(4, "big") + self.name + content

    def at(self, *names: bytes) -> Box:
        """The first box under this path; made where there is none."""
        box = self
        for name in names:
            found = next((child for child in box.children if child.name == name), None)
            if found is None:
                found = Box(name)
                box.children.append(found)
            box = found
        return box

    def every(self, name: bytes) -> Iterable[Box]:
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)


def parsed(whole: bytes) -> Box:
    """A root without a name, with the file's boxes as its children."""
    return Box(b"", children=_boxes(whole, 0, len(whole)))


def _boxes(whole: bytes, offset: int, end: int) -> list[Box]:
    found = []
    while offset + 8 <= end:
        head = whole[offset : offset + 16]
        size, name, start = int.from_bytes(head[:4], "big"), head[4:8], offset + 8
        if size == 1:
            size, start = int.from_bytes(head[8:], "big"), offset + 16
        stop = offset + size if size else end
        if name in _PARENTS:
            first = start + 4 if name == b"meta" else start + 0
            box = Box(name, whole[start:first], _boxes(whole, first, stop), offset=start)
        else:
            box = Box(name, whole[start:stop], offset=start)
        found.append(box)
        offset = stop
    return found


def assembled(root: Box) -> bytes:
    """The file with its chunk offsets moved to where its one `mdat` has gone."""
    mdat = root.at(b"mdat")
    position = 0
    for box in root.children:
        if box is mdat:
            break
        position += len(bytes(box))
    moved = position + (16 if mdat.wide else 8) - mdat.offset
    for name, width in _TABLES.items():
        for table in root.every(name):
            entries = np.frombuffer(table.data[8:], f">u{width}").astype(np.int64) + moved
            table.data = table.data[:8] + entries.astype(f">u{width}").tobytes()
    mdat.offset += moved
    return b"".join(map(bytes, root.children))


def widen_offsets(root: Box) -> None:
    """`co64` in the place of every `stco`."""
    for table in root.every(b"stco"):
        table.name = b"co64"
        entries = np.frombuffer(table.data[8:], ">u4").astype(">u8")
        table.data = table.data[:8] + entries.tobytes()


def data_atom(value: bytes, kind: int = 1) -> Box:
    return Box(b"data", kind.to_bytes(4, "big") + bytes(4) + value)


def text(name: bytes, *values: str) -> Box:
    return Box(name, children=[data_atom(value.encode()) for value in values])


def freeform(mean: bytes, name: bytes, *values: bytes, kind: int = 1) -> Box:
    label = [Box(b"mean", bytes(4) + mean), Box(b"name", bytes(4) + name)]
    return Box(b"----", children=[*label, *(data_atom(value, kind) for value in values)])


@functools.cache
def film_bytes(codec: str = "aac", video: bool = False, chapters: bool = False, **flags) -> bytes:
    """Sound, and if wanted a picture track and chapters (`chpl` and a text track)."""
    options = {"fflags": "+bitexact", **flags}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "made"))
        with av.open(path, "w", format="mp4", options=options) as made:
            if chapters:
                base = Fraction(1, 1000)
                titles = {"Intro": (0, 300), "Lied 2": (300, 900)}
                made.set_chapters(
                    [
                        {"id": n, "start": a, "end": b, "time_base": base, "metadata": {"title": t}}
                        for n, (t, (a, b)) in enumerate(titles.items())
                    ]
                )
            picture = made.add_stream("mpeg4", rate=10) if video else None
            if picture:
                picture.width = picture.height = 32
                picture.pix_fmt = "yuv420p"
            sound = made.add_stream(codec, rate=48000)
            assert isinstance(sound, AudioStream)
            sound.layout = "stereo"
            noise = np.random.default_rng(4).normal(0, 6000, (1, 96000)).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(noise, format="s16", layout="stereo")
            frame.sample_rate = 48000
            sampler = av.AudioResampler(sound.format.name, "stereo", 48000, sound.frame_size)
            for part in [*sampler.resample(frame), *sampler.resample(None)]:
                made.mux(sound.encode(part))
            if picture:
                for _ in range(10):
                    made.mux(picture.encode(av.VideoFrame(32, 32, "yuv420p")))
                made.mux(picture.encode(None))
            made.mux(sound.encode(None))
        return Path(path).read_bytes()


def packets_of(path: Path) -> list[tuple[int, bytes]]:
    """The packets of every stream, as another program finds them by the tables of offsets."""
    with av.open(path) as opened:
        return [(packet.stream_index, bytes(packet)) for packet in opened.demux() if packet.size]


def chunk_starts(path: Path) -> list[bytes]:
    """The first bytes of every chunk of every track, found by the tables of offsets."""
    whole = path.read_bytes()
    found = []
    for name, width in _TABLES.items():
        for table in parsed(whole).every(name):
            for offset in np.frombuffer(table.data[8:], f">u{width}"):
                found.append(whole[offset : offset + 16])
    return found
