"""Songs that hold all that a collector puts into them, written by another program than ours."""

from __future__ import annotations

import base64
from pathlib import Path

from mutagen import apev2, asf, flac, id3, mp3, mp4, oggopus, oggspeex, oggvorbis, wave
from mutagen.aiff import AIFF
from mutagen.asf._attrs import ASFByteArrayAttribute
from mutagen.dsf import DSF
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.musepack import Musepack
from mutagen.oggflac import OggFLAC
from mutagen.wavpack import WavPack

from tests.tags.audio_files import make

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LYRICS = "Erste Zeile\nzweite Zeile ü"
GAIN = {"REPLAYGAIN_TRACK_GAIN": "-7.89 dB", "REPLAYGAIN_TRACK_PEAK": "0.987654"}
CUE = 'FILE "song" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00'
PLAIN = {"title": "Titel", "artist": "Künstler", "album": "Album", "date": "1999-12-31"}


def decorate(folder: Path, kind: str, genres: list[str]) -> Path:
    """A file of this kind with pictures, lyrics, rating, ReplayGain, chapters, cue sheet.

    "mp3 2.3" has an ID3v2.3 tag; every MP3 has ID3v1 and APEv2 tags as well.
    """
    suffix, _, version = kind.partition(" ")
    path = make(folder, suffix, seconds=1.0)
    if suffix in ("mp3", "wav", "aiff", "dsf"):
        _id3(path, suffix, genres, 3 if version else 4)
    elif suffix in ("flac", "ogg", "opus", "oga", "spx"):
        _vorbis(path, suffix, genres)
    elif suffix == "m4a":
        _mp4(path, genres)
    elif suffix == "wma":
        _asf(path, genres)
    else:
        _ape({"wv": WavPack, "ape": MonkeysAudio, "mpc": Musepack}[suffix](path), genres)
    return path


def _id3(path: Path, kind: str, genres: list[str], version: int) -> None:
    opened = {"mp3": mp3.MP3, "wav": wave.WAVE, "aiff": AIFF, "dsf": DSF}[kind](path)
    if opened.tags is None:
        opened.add_tags()
    tags = opened.tags
    assert tags is not None
    date = id3.TYER if version == 3 else id3.TDRC
    for name, value in (("TIT2", "title"), ("TPE1", "artist"), ("TALB", "album")):
        tags.add(getattr(id3, name)(encoding=1, text=[PLAIN[value]]))
    tags.add(date(encoding=1, text=["1999"]))
    tags.add(id3.TCON(encoding=1, text=genres))
    tags.add(id3.APIC(encoding=1, mime="image/png", type=3, desc="vorn", data=PNG))
    tags.add(id3.APIC(encoding=1, mime="image/png", type=4, desc="hinten", data=PNG + b"\0"))
    tags.add(id3.USLT(encoding=1, lang="deu", desc="", text=LYRICS))
    tags.add(id3.POPM(email="someone@example.org", rating=196, count=42))
    tags.add(id3.COMM(encoding=1, lang="deu", desc="", text=["Bemerkung"]))
    tags.add(id3.GEOB(encoding=0, mime="a/b", filename="", desc="Cues", data=bytes(range(256))))
    if kind != "wav":  # FFmpeg shows no text of a WAV that has such a frame
        tags.add(id3.PRIV(owner="TRAKTOR4", data=b"\0\xff\xfe\0"))
    tags.add(id3.UFID(owner="http://musicbrainz.org", data=b"0a1b"))
    for name, value in GAIN.items():
        tags.add(id3.TXXX(encoding=1, desc=name, text=[value]))
    for number in (1, 2):
        times = {"start_time": 500 * (number - 1), "end_time": 500 * number}
        offsets = {"start_offset": 0xFFFFFFFF, "end_offset": 0xFFFFFFFF}
        title = id3.TIT2(encoding=1, text=[f"Teil {number}"])
        tags.add(id3.CHAP(element_id=f"ch{number}", **times, **offsets, sub_frames=[title]))
    tags.add(id3.CTOC(element_id="toc", flags=3, child_element_ids=["ch1", "ch2"], sub_frames=[]))
    if kind == "mp3":
        tags.save(path, v1=2, v2_version=version, v23_sep="\0")
        _ape(apev2.APEv2File(path), genres)
    else:
        opened.save(v2_version=version, v23_sep="\0")


def _vorbis(path: Path, kind: str, genres: list[str]) -> None:
    readers = {"flac": flac.FLAC, "ogg": oggvorbis.OggVorbis, "opus": oggopus.OggOpus}
    opened = {**readers, "oga": OggFLAC, "spx": oggspeex.OggSpeex}[kind](path)
    chapters = {"CHAPTER001": "00:00:00.000", "CHAPTER001NAME": "Anfang"}
    chapters |= {"CHAPTER002": "00:00:00.500", "CHAPTER002NAME": "Ende"}
    others = {"LYRICS": LYRICS, "RATING": "80", "FMPS_RATING": "0.8", "CUESHEET": CUE}
    for name, value in {**PLAIN, **GAIN, **chapters, **others}.items():
        opened[name] = value
    opened["R128_TRACK_GAIN"], opened["PERFORMER"] = "-512", ["eine", "andere"]
    opened["genre"] = genres
    shown = flac.Picture()
    shown.data, shown.mime, shown.type, shown.desc = PNG, "image/png", 3, "vorn"
    if isinstance(opened, flac.FLAC):
        opened.add_picture(shown)
        sheet = flac.CueSheet(None)
        track = flac.CueSheetTrack(1, 0)
        track.indexes.append(flac.CueSheetTrackIndex(1, 0))
        sheet.tracks += [track, flac.CueSheetTrack(170, 48000)]
        opened.metadata_blocks.append(sheet)
        opened.cuesheet = sheet
    else:
        opened["metadata_block_picture"] = base64.b64encode(shown.write()).decode()
    opened.save()


def _mp4(path: Path, genres: list[str]) -> None:
    opened = mp4.MP4(path)
    opened["\xa9nam"], opened["\xa9ART"], opened["\xa9alb"] = ["Titel"], ["Künstler"], ["Album"]
    opened["\xa9gen"], opened["\xa9day"], opened["\xa9lyr"] = genres, ["1999"], [LYRICS]
    opened["trkn"], opened["disk"], opened["tmpo"] = [(3, 12)], [(1, 2)], [128]
    opened["covr"] = [mp4.MP4Cover(PNG, mp4.MP4Cover.FORMAT_PNG)] * 2
    opened["rtng"], opened["cpil"] = [2], True
    for name, value in {**GAIN, "iTunNORM": " 00000A12 00000B34", "CUESHEET": CUE}.items():
        opened[f"----:com.apple.iTunes:{name}"] = [mp4.MP4FreeForm(value.encode())]
    opened.save()


def _asf(path: Path, genres: list[str]) -> None:
    opened = asf.ASF(path)
    opened["Title"], opened["Author"], opened["WM/AlbumTitle"] = "Titel", "Künstler", "Album"
    opened["WM/Genre"], opened["WM/Lyrics"], opened["WM/Year"] = genres, LYRICS, "1999"
    opened["WM/SharedUserRating"] = 75
    for name, value in GAIN.items():
        opened[name] = value
    # MIME type and description as UTF-16, each with its NUL (ASF specification, 7.10).
    head = b"\3" + len(PNG).to_bytes(4, "little") + "image/png\0vorn\0".encode("utf-16-le")
    opened["WM/Picture"] = ASFByteArrayAttribute(head + PNG)
    opened.save()


def _ape(opened: WavPack | MonkeysAudio | Musepack | apev2.APEv2File, genres: list[str]) -> None:
    if opened.tags is None:
        opened.add_tags()
    others = {"Title": "Titel", "Artist": "Künstler", "Album": "Album", "Year": "1999"}
    others |= {"Lyrics": LYRICS, "Rating": "80", "Cuesheet": CUE}
    for name, value in {**others, **GAIN}.items():
        opened[name] = value
    opened["Genre"] = genres
    opened["Cover Art (Front)"] = apev2.APEValue(b"vorn.png\0" + PNG, apev2.BINARY)
    opened.save()
