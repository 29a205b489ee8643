"""Nothing but the genre looks different to other programs after a write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tagger.tags.journal import WriteOptions
from tagger.tags.writer import safe_write
from tests.interop.decorated import decorate
from tests.interop.programs import APE, ID3, run
from tests.tags.audio_files import WRITABLE, RememberingJournal

KINDS = ("mp3 2.3", *WRITABLE)
WANTED = ["Drum & Bass", "日本語ロック", "A genre with a much longer name " * 9]
SIZES = {
    "size",
    "bit_rate",
    "ID3Size",
    "MediaDataOffset",
    "MediaDataSize",
    "AvgBitrate",
    "Free",
    "Padding",
}
"""What follows from the size of the file or the tag, and the room that is left free."""


def _ffprobe(path: Path) -> list[str]:
    """Format, streams (pictures among them) and chapters."""
    shows = ("-show_format", "-show_streams", "-show_chapters", "-show_data_hash", "SHA256")
    printed = json.loads(run("ffprobe", "-v", "error", *shows, "-of", "json", path))
    lines = []
    for name in ("format", "streams", "chapters"):
        for index, place in enumerate([printed[name]] if name == "format" else printed[name]):
            for key, value in {**place, **place.get("tags", {})}.items():
                if key.lower() not in {"tags", "genre", *SIZES}:
                    lines.append(f"{name} {index} {key}: {value}")
    return lines


def _exiftool(path: Path) -> list[str]:
    """All that it knows, with unknown tags and what is binary, but nothing of the file itself."""
    options = ("-j", "-b", "-a", "-u", "-U", "-G0:1:4", "--system:all", "--ExifTool:all")
    (printed,) = json.loads(run("exiftool", "-charset", "UTF8", *options, path))
    return [
        f"{name}: {value}"
        for name, value in printed.items()
        if not name.startswith("SourceFile") and name.split(":")[-1] not in {"Genre", *SIZES}
    ]


def _kid3(path: Path) -> list[str]:
    result = json.loads(run("kid3-cli", "-c", '{"method":"get"}', path))["result"]["taggedFile"]
    tags = {name: tag for name, tag in result.items() if name.startswith("tag")}
    frames = [(tag, frame) for tag in tags for frame in tags[tag]["frames"]]
    return [f"{tag} {frame}" for tag, frame in frames if frame["name"] != "Genre"]


def _metaflac(path: Path) -> list[str]:
    blocks = re.split(r"^METADATA block #", run("metaflac", "--list", path), flags=re.MULTILINE)
    lines = []
    for block in blocks:
        if "(PADDING)" in block:
            continue
        for line in block.splitlines():
            if not re.search(r"^\s+(length|comments|is last): |comment\[\d+\]: GENRE=", line, re.I):
                lines.append(re.sub(r"comment\[\d+\]", "comment", line))
    return lines


def _vorbiscomment(path: Path) -> list[str]:
    lines = run("vorbiscomment", "--list", "--raw", path).splitlines()
    return [line for line in lines if not line.upper().startswith("GENRE=")]


def _eyed3(path: Path) -> list[str]:
    lines = run("eyeD3", "--no-color", "-v", path).splitlines()
    return [
        re.sub(r"genre: .*", "", line)
        for line in lines
        if not re.search(r"KB \]|^TCON|unused", line)
    ]


def _atomicparsley(path: Path) -> list[str]:
    return [line for line in run("AtomicParsley", path, "-t").splitlines() if "©gen" not in line]


LISTINGS: list[tuple[Callable[[Path], list[str]], tuple[str, ...]]] = [
    (_ffprobe, (*ID3, "flac", "ogg", "opus", "oga", "spx", "m4a", "wma", "wv")),
    (
        _exiftool,
        ("mp3", "mp3 2.3", "wav", "aiff", "flac", "ogg", "opus", "m4a", "wma", "ape", "mpc"),
    ),
    (_kid3, (*ID3, "flac", "ogg", "opus", "oga", "spx", "m4a", "wma", *APE)),
    (_metaflac, ("flac",)),
    (_vorbiscomment, ("ogg",)),
    (_eyed3, ("mp3", "mp3 2.3")),
    (_atomicparsley, ("m4a",)),
]


@pytest.mark.parametrize(
    ("listing", "kind"),
    [(listing, kind) for listing, kinds in LISTINGS for kind in KINDS if kind in kinds],
    ids=lambda part: getattr(part, "__name__", part).strip("_"),
)
def test_a_program_sees_every_other_field_as_before(
    tmp_path: Path, listing: Callable[[Path], list[str]], kind: str
) -> None:
    path = decorate(tmp_path, kind, ["Old", "Older"])
    before = listing(path)
    assert any("Titel" in line for line in before), "the program reads this file"
    content = path.read_bytes()
    safe_write(path, WANTED, RememberingJournal(), options=WriteOptions(keep_mtime=True))
    assert path.read_bytes() != content
    assert listing(path) == before
