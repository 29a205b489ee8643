"""Serato's `.crate`: records of a tag of 4 bytes, a length of 4 bytes (big-endian) and content.

`vrsn` comes first and names the format. Every `otrk` is a track and holds records itself, among
them `ptrk`: the path, UTF-16 (big-endian), from the root of its volume and without drive letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tagger.training.crate_file import Crate, damaged, make_crate, read_bytes, too_large
from tagger.wording import later, say

_MOST_BYTES = 64 << 20
_MOST_RECORDS = 2_000_000
_HEAD = 8
_KIND = later("a Serato crate")
_FOLDERS = "%%"
"""Between the names of crates within crates, in the name of the file."""


def read_serato(path: Path) -> tuple[Crate, ...]:
    """The crate in a `.crate` file, named as the file is. Raises `CrateError`."""
    data = memoryview(read_bytes(path, _MOST_BYTES))
    if data[:4] != b"vrsn":
        raise damaged(path, _KIND, say("it does not begin as one"))
    entries: list[str] = []
    lost = 0
    for number, (tag, content) in enumerate(_records(path, data)):
        if number > _MOST_RECORDS:
            raise too_large(
                path,
                say("a list of more than {most:,} records", most=_MOST_RECORDS),
            )
        if tag == b"otrk":
            places = [text for inner, text in _records(path, content) if inner == b"ptrk"]
            lost += not places
            entries += [bytes(p).decode("utf-16-be", "replace").strip("\0") for p in places[:1]]
    *parents, name = path.stem.split(_FOLDERS)
    return (make_crate(name, path, entries, parents, lost),)


def _records(path: Path, data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    at = 0
    while at < len(data):
        content = at + _HEAD
        if content > len(data):
            raise damaged(path, _KIND, say("it ends in the middle of a record"))
        end = content + int.from_bytes(data[at + 4 : content], "big")
        if end > len(data):
            raise damaged(path, _KIND, say("it ends before a record in it does"))
        yield bytes(data[at : at + 4]), data[content:end]
        at = end
