"""Crates: the playlists of other programs as examples, one genre per playlist. Only ever read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tagger.errors import display_path
from tagger.training.crate_file import Crate, CrateError
from tagger.training.m3u import read_m3u
from tagger.training.rekordbox import read_rekordbox
from tagger.training.serato import read_serato
from tagger.training.traktor import read_traktor
from tagger.wording import say

__all__ = ["Crate", "CrateError", "is_crate_name", "read_crates"]

_READERS: dict[str, Callable[[Path], tuple[Crate, ...]]] = {
    ".m3u": read_m3u,
    ".m3u8": read_m3u,
    ".xml": read_rekordbox,
    ".crate": read_serato,
    ".nml": read_traktor,
}


def is_crate_name(name: str) -> bool:
    """Whether a file of this name is one that `read_crates` reads."""
    return Path(name).suffix.lower() in _READERS


def read_crates(path: Path) -> tuple[Crate, ...]:
    """Every playlist in a file of M3U, Rekordbox, Serato or Traktor, the empty ones too.

    Raises `CrateError`, which names the file: it is no such file, is damaged, holds no playlist,
    or asks for more than such a file can need.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise CrateError(
            say(
                "{path} is no file of playlists that Tagger knows. It reads M3U, Rekordbox "
                "XML, Serato crates and Traktor NML.",
                path=display_path(path),
            ),
            path,
        )
    crates = reader(path)
    if not crates:
        raise CrateError(
            say(
                "{path} holds no playlist. Export it again with the playlists that name your "
                "genres.",
                path=display_path(path),
            ),
            path,
        )
    return crates
