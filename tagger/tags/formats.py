"""The one table of file types: what a file is called, how its tags are read, whether we write it.

A new type is one row here and, where its structure is new, one `Container` class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from mutagen import (
    asf,
    dsf,
    flac,
    monkeysaudio,
    mp4,
    musepack,
    oggflac,
    oggopus,
    oggspeex,
    oggvorbis,
    wavpack,
)

from tagger.records import TrackTags
from tagger.tags import chunked, fields
from tagger.tags.ape_reading import between_tags
from tagger.tags.containers.aiff import Aiff
from tagger.tags.containers.asf import Asf
from tagger.tags.containers.dsf import Dsf
from tagger.tags.containers.flac import Flac
from tagger.tags.containers.mp4 import Mp4
from tagger.tags.containers.mpeg import Mp3
from tagger.tags.containers.ogg import Ogg
from tagger.tags.containers.source import Container, WritableContainer
from tagger.tags.containers.tagged import MonkeysAudio, Musepack, WavPack
from tagger.tags.containers.wav import Wav
from tagger.tags.id3_reading import KNOWN_FRAMES, mp3_fields, read_mp3


def _wav(file: BinaryIO) -> Any:
    return chunked.open_wav(file, KNOWN_FRAMES)


def _aiff(file: BinaryIO) -> Any:
    return chunked.open_aiff(file, KNOWN_FRAMES)


def _dsf(file: BinaryIO) -> Any:
    return dsf.DSF(file, known_frames=KNOWN_FRAMES, translate=False, load_v1=False)


_OGG = (
    (b"OpusHead", oggopus.OggOpus),
    (b"\x01vorbis", oggvorbis.OggVorbis),
    (b"Speex   ", oggspeex.OggSpeex),
    (b"\x7fFLAC", oggflac.OggFLAC),
)


def _ogg(file: BinaryIO) -> Any:
    file.seek(0)
    head = file.read(300)
    file.seek(0)
    reader = next((reader for magic, reader in _OGG if magic in head), oggvorbis.OggVorbis)
    return reader(file)


@dataclass(frozen=True)
class Format:
    """One type of file."""

    name: str
    """For a person."""
    family: str
    """Names the payload in the content identity: never change it."""
    suffixes: tuple[str, ...]
    """Lower case, with the dot."""
    open_tags: Callable[[BinaryIO], Any]
    """mutagen's reader: gives an object with `tags` and `info`."""
    fields: Callable[[Any], TrackTags]
    container: type[Container]

    @property
    def writable(self) -> bool:
        """Whether this version writes genres into such files."""
        return issubclass(self.container, WritableContainer)


_RIFF = (".wav", ".wave", ".bwf", ".rf64")
FORMATS = (
    Format("MP3", "id3-mp3", (".mp3",), read_mp3, mp3_fields, Mp3),
    Format("FLAC", "flac", (".flac",), flac.FLAC, fields.vorbis_fields, Flac),
    Format("Ogg Vorbis", "ogg", (".ogg",), _ogg, fields.vorbis_fields, Ogg),
    Format("Ogg", "ogg", (".oga",), _ogg, fields.vorbis_fields, Ogg),
    Format("Opus", "ogg", (".opus",), _ogg, fields.vorbis_fields, Ogg),
    Format("Speex", "ogg", (".spx",), _ogg, fields.vorbis_fields, Ogg),
    Format("M4A", "mp4", (".m4a", ".m4b", ".mp4"), mp4.MP4, fields.mp4_fields, Mp4),
    Format("WAV", "wav", _RIFF, _wav, chunked.wav_fields, Wav),
    Format("AIFF", "aiff", (".aiff", ".aif", ".aifc"), _aiff, fields.id3_fields, Aiff),
    Format("DSF", "dsf", (".dsf",), _dsf, fields.id3_fields, Dsf),
    Format("WMA", "asf", (".wma",), asf.ASF, fields.asf_fields, Asf),
    Format(
        "WavPack",
        "wavpack",
        (".wv",),
        between_tags(wavpack.WavPack),
        fields.apev2_fields,
        WavPack,
    ),
    Format(
        "Monkey's Audio",
        "monkeysaudio",
        (".ape",),
        between_tags(monkeysaudio.MonkeysAudio),
        fields.apev2_fields,
        MonkeysAudio,
    ),
    Format(
        "Musepack",
        "musepack",
        (".mpc", ".mp+", ".mpp"),
        between_tags(musepack.Musepack),
        fields.apev2_fields,
        Musepack,
    ),
)

_BY_SUFFIX = {suffix: row for row in FORMATS for suffix in row.suffixes}
AUDIO_SUFFIXES = frozenset(_BY_SUFFIX)


def format_of(path: Path) -> Format | None:
    """The type that a file's name promises, or None when it is none of ours."""
    return _BY_SUFFIX.get(path.suffix.lower())


def is_audio_name(name: str) -> bool:
    """Whether a file of this name is worth reading; hidden files and our copies are not."""
    return not name.startswith(".") and Path(name).suffix.lower() in _BY_SUFFIX


_MAGIC = (
    (b"fLaC", 0, "FLAC"),
    (b"OggS", 0, "Ogg"),
    (b"ftyp", 4, "MP4"),
    (b"WAVE", 8, "WAV"),
    (b"AIFF", 8, "AIFF"),
    (b"AIFC", 8, "AIFF"),
    (b"DSD ", 0, "DSF"),
    (bytes.fromhex("3026b2758e66cf11"), 0, "WMA"),
    (b"wvpk", 0, "WavPack"),
    (b"MAC ", 0, "Monkey's Audio"),
    (b"MPCK", 0, "Musepack"),
    (b"MP+", 0, "Musepack"),
)
_CONTENT_FAMILIES = {"Ogg": "ogg", "MP4": "mp4"} | {
    row.name: row.family for row in FORMATS if row.family not in {"ogg", "mp4"}
}


def content_contradicting(row: Format, head: bytes) -> str | None:
    """The name of what a file's first bytes are, where that is not what its name promises."""
    for magic, offset, name in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return name if _CONTENT_FAMILIES[name] != row.family else None
    return None
