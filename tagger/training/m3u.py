"""M3U and M3U8 playlists: a path on every line, `#` before everything else."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from tagger.training.crate_file import (
    MOST_ENTRIES,
    Crate,
    damaged,
    decode_name,
    located,
    make_crate,
    read_bytes,
    too_large,
)
from tagger.wording import later, say

_MOST_BYTES = 64 << 20
_LINE = re.compile(rb"[^\r\n]+")
"""Only these end a line: other separators of Unicode may stand in the name of a file."""
_NAME = "#PLAYLIST:"


def read_m3u(path: Path) -> tuple[Crate, ...]:
    """The playlist in an M3U file. Its name is what `#PLAYLIST:` says, else the file's.

    Every line is UTF-8 or else Latin-1, whatever the suffix promises: files that several programs
    wrote into hold both. Raises `CrateError`.
    """
    name, entries = "", []
    for line in _lines(path):
        if not line.startswith("#"):
            entries.append(located(line, path.parent))
            if len(entries) > MOST_ENTRIES:
                raise too_large(
                    path,
                    say("a list of more than {most:,} entries", most=MOST_ENTRIES),
                )
        elif not name and line[: len(_NAME)].upper() == _NAME:
            name = line[len(_NAME) :]
    return (make_crate(name, path, entries),)


def _lines(path: Path) -> Iterator[str]:
    data = read_bytes(path, _MOST_BYTES)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    if b"\0" in data:
        raise damaged(path, later("an M3U playlist"), say("it is no text"))
    for line in _LINE.finditer(data.removeprefix(codecs.BOM_UTF8)):
        if text := decode_name(line[0]).strip():
            yield text
