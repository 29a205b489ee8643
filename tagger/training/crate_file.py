"""What every file of playlists has in common: how it is opened, how long it may be, how it fails.

Such a file comes from another program or from the net, so nothing in it is believed: not its
lengths, not its size, not its nesting.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.wording import say

MOST_ENTRIES = 1_000_000
"""Of all playlists of one file together."""
MOST_CRATES = 20_000
LONGEST_PATH = 32_767
"""Characters; no file system takes longer paths."""
_LONGEST_NAME = 500
_DRIVE = re.compile(r"[A-Za-z]:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")


@dataclass(frozen=True)
class Crate:
    """One playlist: its name, the file that it comes from, and the paths that it lists, in order.

    Paths are text as the other program wrote it, since they may be of another machine; what was
    relative to the playlist is joined to its folder. Each is listed once.
    """

    name: str
    source: Path
    entries: tuple[str, ...]
    parents: tuple[str, ...] = ()
    """The folders of playlists that it lies in, the outermost first."""
    lost: int = 0
    """Entries that do not say where their file is."""


class CrateError(TaggerError):
    """A file of playlists that cannot be read; nothing of it is used."""


@contextmanager
def open_crate(path: Path, most_bytes: int) -> Iterator[BinaryIO]:
    """Open a regular file of at most so many bytes, never a pipe or a device.

    Raises `CrateError`, also for what goes wrong while it is read.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise CrateError(
                    say("{path} is not a regular file.", path=display_path(path)), path
                )
            if status.st_size > most_bytes:
                raise too_large(path, say("longer than {most} MiB", most=most_bytes >> 20))
            yield file
    except OSError as error:
        raise CrateError(
            explain_os_error(error, say("Could not read {path}", path=display_path(path))), path
        ) from error


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """The whole file. Raises `CrateError`."""
    with open_crate(path, most_bytes) as file:
        # It may have grown since it was opened.
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise too_large(path, say("longer than {most} MiB", most=most_bytes >> 20))
    return data


def too_large(path: Path, how: str) -> CrateError:
    return CrateError(
        say(
            "{path} is {how}, which is too much for a file of playlists. Export the "
            "playlists that you want one by one.",
            path=display_path(path),
            how=how,
        ),
        path,
    )


def damaged(path: Path, kind: str, what: str) -> CrateError:
    """`kind` is what the file should be, to be said; `what` is the rest of a sentence."""
    return CrateError(
        say(
            "{path} cannot be read as {kind}: {what}. Export it again.",
            path=display_path(path),
            kind=say(kind),
            what=what,
        ),
        path,
    )


def make_crate(
    name: str, source: Path, entries: Iterable[str], parents: Iterable[str] = (), lost: int = 0
) -> Crate:
    """A crate whose name is one line; the file's own name stands in where it has none."""
    title = clean_name(name) or clean_name(display_path(source.stem))
    above = tuple(filter(None, map(clean_name, parents)))
    listed = list(entries)
    fit = dict.fromkeys(entry for entry in listed if entry and len(entry) <= LONGEST_PATH)
    unusable = sum(1 for entry in listed if not entry or len(entry) > LONGEST_PATH)
    return Crate(title, source, tuple(fit), above, lost + unusable)


def clean_name(name: str) -> str:
    """A name without control characters and double spaces, of a length that can be shown."""
    shown = "".join(c if c.isprintable() else " " for c in name[: 4 * _LONGEST_NAME])
    return " ".join(shown.split())[:_LONGEST_NAME]


def decode_name(raw: bytes) -> str:
    """Text that says nothing of its encoding: UTF-8, else Latin-1 as Windows writes it."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def located(text: str, folder: Path) -> str:
    """Where an entry of a playlist in `folder` points to; addresses on the net stay as they are."""
    if text[:5].lower() == "file:":
        return path_of_url(text)
    if text[:1] in ("/", "\\") or _DRIVE.match(text) or _SCHEME.match(text):
        return text
    return f"{os.path.abspath(folder)}/{text}"


def path_of_url(url: str) -> str:
    """The path in a file URI (RFC 8089): `file://localhost/C:/a%20b.mp3` is `C:/a b.mp3`.

    What is no file URI is taken for a path as it stands.
    """
    if url[:5].lower() != "file:":
        return url
    path = decode_name(unquote_to_bytes(url[5:]))
    if path.startswith("//"):
        host, _, rest = path[2:].partition("/")
        if host.lower() in ("", "localhost"):
            path = f"/{rest}"
        elif _DRIVE.fullmatch(host):
            path = f"{host}/{rest}"
    return path[1:] if path[:1] == "/" and _DRIVE.match(path[1:]) else path
