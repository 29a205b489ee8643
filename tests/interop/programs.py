"""Other programs that read tags, and how each of them shows the genres of a file.

What a program shows where a file holds several genres is its own affair; the table is what was
found with FFmpeg 5.1, ExifTool 12.57, kid3 3.9.3 (TagLib 1.13), eyeD3 0.9.7, AtomicParsley
20210715 and WavPack 5.6 as in Debian 12. Programs of other versions must show the same.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

Shown = Callable[[Sequence[str]], list[str]]
"""From the genres in a file, in order, to what a program prints."""


def each(genres: Sequence[str]) -> list[str]:
    return list(genres)


def first(genres: Sequence[str]) -> list[str]:
    return list(genres[:1])


def first_last(genres: Sequence[str]) -> list[str]:
    """As they lie in a WMA file, where the first stands in another object, behind the others."""
    return [*genres[1:], *genres[:1]]


def joined(separator: str) -> Shown:
    return lambda genres: [separator.join(genres)] if genres else []


def run(*command: str | Path) -> str:
    """What a program prints. Skips the test when it is not installed, fails it when it fails."""
    program = str(command[0])
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    assert done.returncode == 0, f"{program}: {done.stderr.decode(errors='replace')}"
    # ExifTool takes each half of a UTF-16 surrogate pair for a character of its own.
    halves = done.stdout.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    return halves.decode("utf-16")


@dataclass(frozen=True)
class Program:
    name: str
    read: Callable[[Path], list[str]]
    """The genres of a file as the program prints them."""
    shows: Mapping[str, Shown]
    """By kind of file; a kind that is not named is none that the program reads."""


def _ffprobe(path: Path) -> list[str]:
    entries = "format_tags:stream_tags"
    printed = json.loads(
        run("ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", path)
    )
    places = [printed.get("format", {}), *printed.get("streams", [])]
    tags = [item for place in places for item in place.get("tags", {}).items()]
    return [value for name, value in tags if name.casefold() == "genre"]


def _exiftool(path: Path) -> list[str]:
    return run("exiftool", "-a", "-s3", "-charset", "UTF8", "-Genre", path).splitlines()


def _kid3(path: Path) -> list[str]:
    result = json.loads(run("kid3-cli", "-c", '{"method":"get"}', path))["result"]["taggedFile"]
    frames = result.get("tag2", result.get("tag1", {})).get("frames", [])
    return [frame["value"] for frame in frames if frame["name"] == "Genre" and frame["value"]]


def _eyed3(path: Path) -> list[str]:
    found = re.search(r"genre: (.*) \(id \w+\)", run("eyeD3", "--no-color", path))
    return [found[1].replace("\ufeff", "")] if found else []


def _after(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text, re.MULTILINE | re.IGNORECASE)


def _metaflac(path: Path) -> list[str]:
    printed = run("metaflac", "--no-utf8-convert", "--show-tag=GENRE", path)
    return _after(r"^GENRE=(.*)$", printed)


def _vorbiscomment(path: Path) -> list[str]:
    return _after(r"^GENRE=(.*)$", run("vorbiscomment", "--list", "--raw", path))


def _opusinfo(path: Path) -> list[str]:
    return _after(r"^\s+GENRE=(.*)$", run("opusinfo", path))


def _atomicparsley(path: Path) -> list[str]:
    return _after('^Atom "©gen" contains: (.*)$', run("AtomicParsley", path, "-t"))


def _wvtag(path: Path) -> list[str]:
    return _after(r"^Genre: +(.*)$", run("wvtag", "-q", "-l", path))


ID3 = ("mp3", "mp3 2.3", "wav", "aiff", "dsf")
VORBIS = ("flac", "ogg", "opus", "spx", "oga")
APE = ("wv", "ape", "mpc")
PROGRAMS = (
    Program(
        "ffprobe",
        _ffprobe,
        {
            **dict.fromkeys(ID3, first),
            **dict.fromkeys(VORBIS, joined(";")),
            "m4a": first,
            "wma": first,
            "wv": first,
        },
    ),
    Program(
        "exiftool",
        _exiftool,
        {
            **dict.fromkeys(("mp3", "mp3 2.3", "wav", "aiff"), joined("/")),
            **dict.fromkeys(("flac", "ogg", "opus"), each),
            "m4a": each,
            "wma": first_last,
            # NUL between them, which the terminal does not show.
            **dict.fromkeys(("ape", "mpc"), joined("")),
        },
    ),
    Program(
        "kid3-cli",
        _kid3,
        {
            **dict.fromkeys(ID3, joined("|")),
            **dict.fromkeys(VORBIS, each),
            "m4a": joined("|"),
            "wma": first_last,
            **dict.fromkeys(APE, first),
        },
    ),
    # eyeD3 keeps the NUL between them.
    Program("eyeD3", _eyed3, dict.fromkeys(("mp3", "mp3 2.3"), joined("\0"))),
    Program("metaflac", _metaflac, {"flac": each}),
    Program("vorbiscomment", _vorbiscomment, {"ogg": each}),
    Program("opusinfo", _opusinfo, {"opus": each}),
    Program("AtomicParsley", _atomicparsley, {"m4a": each}),
    Program("wvtag", _wvtag, {"wv": joined("\\")}),
)
