"""Small audio files of every format, made on the spot, and a journal that remembers."""

from __future__ import annotations

import functools
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from mutagen import apev2, asf, flac, id3, mp3, mp4, oggflac, oggopus, oggspeex, oggvorbis, wave
from mutagen.aiff import AIFF
from mutagen.asf._attrs import ASFByteArrayAttribute
from mutagen.dsf import DSF
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.musepack import Musepack
from mutagen.wavpack import WavPack

from tagger.records import FileStamp
from tagger.tags.journal import UndoRecord
from tests.tags.chunk_files import dsf_bytes
from tests.tags.ogg_files import speex_bytes

RATE = 48000

_ENCODERS = {
    "mp3": ("mp3", "libmp3lame", {}),
    "flac": ("flac", "flac", {}),
    "ogg": ("ogg", "vorbis", {"strict": "experimental"}),
    "opus": ("ogg", "libopus", {}),
    "oga": ("ogg", "flac", {}),
    "m4a": ("mp4", "aac", {}),
    "wav": ("wav", "pcm_s16le", {}),
    "aiff": ("aiff", "pcm_s16be", {}),
    "wma": ("asf", "wmav2", {}),
    "wv": ("wv", "wavpack", {}),
}
_VORBIS_COMMENTS = {
    "flac": flac.FLAC,
    "ogg": oggvorbis.OggVorbis,
    "opus": oggopus.OggOpus,
    "oga": oggflac.OggFLAC,
    "spx": oggspeex.OggSpeex,
}
WRITABLE = (
    *("mp3", "flac", "ogg", "opus", "oga", "spx", "m4a"),
    *("wav", "aiff", "dsf"),
    *("wv", "ape", "mpc", "wma"),
)
EVERY = (*_ENCODERS, "spx", "ape", "mpc", "dsf")


@functools.cache
def audio_bytes(kind: str, seed: int = 1, seconds: float = 1.5, faststart: bool = False) -> bytes:
    """A file with noise and a tone; another seed sounds different. No tags."""
    if kind in ("ape", "mpc"):
        return _headed(kind, seed)
    if kind == "dsf":
        # One bit at 2.8 MHz takes more room than it says.
        return dsf_bytes(seed, seconds / 2)
    if kind == "spx":
        return speex_bytes(seed, seconds)
    container_name, codec, options = _ENCODERS[kind]
    flags = {"movflags": "+faststart"} if faststart else {}
    with tempfile.TemporaryDirectory() as folder:
        # On disk, because the muxer opens the file again to move `moov` to the front.
        out = str(Path(folder, "made"))
        options_all = {**flags, "fflags": "+bitexact"}
        with av.open(out, "w", format=container_name, options=options_all) as made:
            _encode(made, codec, options, seed, seconds)
        return Path(out).read_bytes()


def _encode(
    made: OutputContainer, codec: str, options: dict[str, str], seed: int, seconds: float
) -> None:
    rng = np.random.default_rng(seed)
    stream = made.add_stream(codec, rate=RATE, options=options)
    assert isinstance(stream, AudioStream)
    stream.layout = "stereo"
    stream.bit_rate = 128_000
    frames = int(RATE * seconds)
    tone = np.sin(np.arange(frames) * 2 * np.pi * 220 * seed / RATE)
    sound = 0.3 * tone + rng.normal(0, 0.2, (2, frames))
    pcm = (np.clip(sound, -1, 1) * 32000).astype(np.int16)
    resampler = av.AudioResampler(stream.format.name, "stereo", RATE, stream.frame_size or 4096)
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(pcm.T).reshape(1, -1), format="s16", layout="stereo"
    )
    frame.sample_rate = RATE
    for part in [*resampler.resample(frame), *resampler.resample(None)]:
        made.mux(stream.encode(part))
    # FLAC ends with a packet of no sound, which tells the MD5 and which Ogg does not take.
    ogg = made.format.name == "ogg"
    made.mux([packet for packet in stream.encode(None) if packet.size or not ogg])


def _headed(kind: str, seed: int) -> bytes:
    """A valid header before random frames, where no encoder is at hand."""
    body = random.Random(seed).randbytes(300_000)
    return musepack_7(body) if kind == "mpc" else monkeys_audio(body)


def _u32(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "little") for value in values)


def musepack_7(body: bytes) -> bytes:
    # Magic and version, number of frames, flags with the rate's index, gains, encoder.
    return b"MP+\x07" + _u32(1000) + bytes(20) + body


def musepack_8(body: bytes) -> bytes:
    """Stream header, replay gain, two audio packets, stream end."""

    def packet(key: bytes, content: bytes) -> bytes:
        size = len(content) + 6
        digits = [size >> shift & 0x7F | (0x80 if shift else 0) for shift in (21, 14, 7, 0)]
        return key + bytes(digits) + content

    # CRC, version, 1,000,000 samples, none skipped, 44.1 kHz, 2 channels.
    header = bytes(4) + b"\x08" + b"\xbd\x84\x40" + b"\0" + b"\x1f\x1b"
    middle = len(body) // 2
    audio = packet(b"AP", body[:middle]) + packet(b"AP", body[middle:])
    gain = packet(b"RG", b"\x01" + bytes(8))
    return b"MPCK" + packet(b"SH", header) + gain + audio + packet(b"SE", b"")


def monkeys_audio(body: bytes) -> bytes:
    """Version 3.99: descriptor, header, seek table of ten frames, a WAV header, frames."""
    # Sizes of descriptor, header, seek table, WAV header, frames (two halves) and trailer; MD5.
    sizes = _u32(52, 24, 40, 44, len(body), 0, 0)
    descriptor = b"MAC " + (3990).to_bytes(4, "little") + sizes + bytes(16)
    shape = (16).to_bytes(2, "little") + (2).to_bytes(2, "little") + _u32(44100)
    header = (2000).to_bytes(4, "little") + _u32(73728, 4608, 10) + shape
    return descriptor + header + bytes(40) + b"RIFF" + bytes(40) + body


def monkeys_audio_old(body: bytes) -> bytes:
    """Version 3.97: one header, a WAV header, a seek table of ten frames, frames."""
    header = b"MAC " + (3970).to_bytes(2, "little") + (2000).to_bytes(2, "little") + bytes(2)
    header += (2).to_bytes(2, "little") + _u32(44100, 44, 0, 10, 4608)
    fmt = b"RIFF" + bytes(4) + b"WAVEfmt " + _u32(16) + bytes(14) + (16).to_bytes(2, "little")
    return header + fmt + b"data" + bytes(4) + bytes(40) + body


def make(folder: Path, kind: str, name: str = "song", **options) -> Path:
    path = folder / f"{name}.{kind}"
    path.write_bytes(audio_bytes(kind, **options))
    return path


def picture(size: int = 400_000, seed: int = 9) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + random.Random(seed).randbytes(size)


def tag_by_mutagen(path: Path, genres: list[str], image: bytes | None = None) -> None:
    """Title, artist, genre and a picture, written by another program than ours."""
    kind = path.suffix[1:]
    if kind in ("mp3", "wav", "aiff", "dsf"):
        opened = {"mp3": mp3.MP3, "wav": wave.WAVE, "aiff": AIFF, "dsf": DSF}[kind](path)
        if opened.tags is None:
            opened.add_tags()
        tags = opened.tags
        assert tags is not None
        tags.setall("TIT2", [id3.TIT2(encoding=3, text=["Title"])])
        tags.setall("TPE1", [id3.TPE1(encoding=3, text=["Künstler"])])
        tags.setall("TCON", [id3.TCON(encoding=3, text=genres)])
        if image:
            tags.add(id3.APIC(mime="image/png", type=3, desc="", data=image))
        opened.save()
    elif kind in _VORBIS_COMMENTS:
        opened = _VORBIS_COMMENTS[kind](path)
        opened["title"], opened["artist"], opened["genre"] = ["Title"], ["Künstler"], genres
        if image:
            shown = flac.Picture()
            shown.data, shown.mime, shown.type = image, "image/png", 3
            if isinstance(opened, flac.FLAC):
                opened.add_picture(shown)
            else:
                import base64

                block = base64.b64encode(shown.write()).decode()
                opened["metadata_block_picture"] = [block]
        opened.save()
    elif kind == "m4a":
        opened = mp4.MP4(path)
        opened["\xa9nam"], opened["\xa9ART"], opened["\xa9gen"] = ["Title"], ["Künstler"], genres
        if image:
            opened["covr"] = [mp4.MP4Cover(image, mp4.MP4Cover.FORMAT_PNG)]
        opened.save()
    elif kind == "wma":
        opened = asf.ASF(path)
        opened["Title"], opened["Author"], opened["WM/Genre"] = "Title", "Künstler", genres
        if image:
            opened["WM/Picture"] = ASFByteArrayAttribute(image)
        opened.save()
    else:
        opened = {"wv": WavPack, "ape": MonkeysAudio, "mpc": Musepack}[kind](path)
        if opened.tags is None:
            opened.add_tags()
        opened["Title"], opened["Artist"], opened["Genre"] = "Title", "Künstler", genres
        if image:
            opened["Cover Art (Front)"] = apev2.APEValue(image, apev2.BINARY)
        opened.save()


@dataclass
class RememberingJournal:
    """A journal in memory: what was told, in order."""

    calls: list[str] = field(default_factory=list)
    before: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    identity: bytes = b""
    record: UndoRecord | None = None
    stamp: FileStamp | None = None
    reason: str = ""

    def planned(self, before: tuple[str, ...], wanted: tuple[str, ...], identity: bytes) -> None:
        self.calls.append("planned")
        self.before, self.wanted, self.identity = before, wanted, identity

    def prepared(self, record: UndoRecord) -> None:
        self.calls.append("prepared")
        self.record = record

    def done(self, stamp: FileStamp) -> None:
        self.calls.append("done")
        self.stamp = stamp

    def failed(self, reason: str) -> None:
        self.calls.append("failed")
        self.reason = reason

    @property
    def undo(self) -> UndoRecord:
        assert self.record is not None
        return self.record
