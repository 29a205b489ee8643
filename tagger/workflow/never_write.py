"""Folders in which nothing is ever written: masters, torrents, a share that is only lent.

A file counts by where it really lies. A symbolic link into such a folder is as safe as what it
leads to, and one that leads out of it is not protected. No command and no option overrides it.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from tagger.errors import SettingsError, display_path
from tagger.settings import NEVER_WRITE, Settings
from tagger.wording import say


@dataclass(frozen=True)
class _Folder:
    name: str
    """As the person gave it."""
    parts: tuple[str, ...]
    inode: tuple[int, int] | None


class NeverWrite:
    """The folders of one moment. It remembers what it found out, so make a new one for each batch.

    A folder is known by its inode too: another spelling, case or mount of it is the same folder.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = [_folder(name) for name in folders if name.strip()]
        self._known: dict[str, str | None] = {}
        self._real: dict[str, str] = {}

    def folder_of(self, path: Path) -> str | None:
        """The folder that keeps a file from being written, as the person gave it."""
        if not self._folders:
            return None
        if os.path.islink(path):
            # A link's own folder does not matter, only where it leads.
            return self._around(os.path.dirname(os.path.realpath(path)))
        folder = os.path.dirname(path) or os.curdir
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return self._around(self._real[folder])

    def reason(self, path: Path) -> str | None:
        """Why this file is never written, in a sentence; None where it may be."""
        folder = self.folder_of(path)
        if folder is None:
            return None
        return say("It lies in {folder}, where Tagger never writes.", folder=display_path(folder))

    def _around(self, folder: str) -> str | None:
        if folder not in self._known:
            self._known[folder] = self._find(folder)
        return self._known[folder]

    def _find(self, folder: str) -> str | None:
        parts, inode = comparable(folder), _inode(folder)
        for each in self._folders:
            same = inode is not None and inode == each.inode
            if same or parts[: len(each.parts)] == each.parts:
                return each.name
        above = os.path.dirname(folder)
        return None if above == folder else self._around(above)


def comparable(path: str, platform: str = sys.platform) -> tuple[str, ...]:
    """The parts of an absolute path, as this platform's usual file system tells names apart.

    Windows: without regard to case, the prefix of long paths and dots or spaces at a name's end.
    macOS: without regard to case and Unicode normalisation. Elsewhere: as they are.
    """
    if platform == "win32":
        text = path.replace("/", "\\")
        if text.upper().startswith("\\\\?\\UNC\\"):
            text = "\\\\" + text[8:]
        elif text.startswith(("\\\\?\\", "\\\\.\\")):
            text = text[4:]
        parts = PureWindowsPath(text).parts
        return tuple(part.casefold().rstrip(". ") or part for part in parts)
    parts = PurePosixPath(path).parts
    if platform == "darwin":
        return tuple(
            unicodedata.normalize("NFD", unicodedata.normalize("NFD", part).casefold())
            for part in parts
        )
    return parts


def add_folder(settings: Settings, folder: Path) -> str:
    """Mark a folder, and return its name as it is kept. Raises `SettingsError` for a file."""
    name = os.path.abspath(folder.expanduser())
    if os.path.exists(name) and not os.path.isdir(name):
        raise SettingsError(say("{path} is no folder.", path=display_path(name)), folder)
    names = settings.get(NEVER_WRITE)
    if name not in names:
        settings.set(NEVER_WRITE, (*names, name))
    return name


def remove_folder(settings: Settings, folder: Path) -> str:
    """Allow writing in a folder again. Raises `SettingsError` when it was not marked itself."""
    wanted = _folder(os.path.abspath(folder.expanduser()))
    names = settings.get(NEVER_WRITE)
    kept = tuple(name for name in names if not _same(_folder(name), wanted))
    if kept == names:
        around = NeverWrite(names).folder_of(Path(wanted.name) / "file")
        text = say(
            "{folder} is not among the folders that are never written.",
            folder=display_path(wanted.name),
        )
        if around:
            hint = say("It lies in {folder}, which is.", folder=display_path(around))
            text = f"{text} {hint}"
        raise SettingsError(text, folder)
    settings.set(NEVER_WRITE, kept)
    return wanted.name


def _folder(name: str) -> _Folder:
    real = os.path.realpath(os.path.expanduser(name))
    return _Folder(name, comparable(real), _inode(real))


def _same(one: _Folder, other: _Folder) -> bool:
    return one.parts == other.parts or (one.inode is not None and one.inode == other.inode)


def _inode(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    # Some network file systems give every folder the inode 0.
    return (status.st_dev, status.st_ino) if status.st_ino else None
