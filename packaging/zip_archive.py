"""A folder as one ZIP, the same for the same files: for Windows, and for the app of macOS.

Links stay links and programs stay programs, which Python's own `shutil.make_archive` does not see
to: an app of macOS is full of links, and breaks without them.
"""

from __future__ import annotations

import os
import stat
import time
import zipfile
from pathlib import Path

_OLDEST = 315532800
"""1980-01-01, before which a ZIP knows no time (PKWARE's APPNOTE, 4.4.6)."""
_UNIX = 3
_Time = tuple[int, int, int, int, int, int]


def pack(folder: Path, archive: Path) -> Path:
    """Write the folder, under its own name, to the archive, which replaces one that is there.

    Every file gets the time of SOURCE_DATE_EPOCH (reproducible-builds.org), else the oldest.
    """
    seconds = max(int(os.environ.get("SOURCE_DATE_EPOCH", _OLDEST)), _OLDEST)
    year, month, day, hour, minute, second, *_ = time.gmtime(seconds)
    when = (year, month, day, hour, minute, second)
    part = archive.with_name(archive.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in _walk(folder):
            _add(file, path, path.relative_to(folder.parent).as_posix(), when)
    part.replace(archive)
    return archive


def _walk(folder: Path) -> list[Path]:
    """All that lies in it and the folder itself; a link to a folder is not gone into."""
    found = [folder]
    for path in sorted(folder.iterdir()):
        found += _walk(path) if path.is_dir() and not path.is_symlink() else [path]
    return found


def _add(file: zipfile.ZipFile, path: Path, name: str, when: _Time) -> None:
    is_folder = path.is_dir() and not path.is_symlink()
    entry = zipfile.ZipInfo(name + "/" if is_folder else name, when)
    entry.create_system = _UNIX
    if path.is_symlink():
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, os.readlink(path))
    elif is_folder:
        entry.external_attr = (stat.S_IFDIR | 0o755) << 16 | 0x10
        file.writestr(entry, b"")
    else:
        runs = path.stat().st_mode & 0o100
        entry.external_attr = (stat.S_IFREG | (0o755 if runs else 0o644)) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.file_size = path.stat().st_size
        with path.open("rb") as source, file.open(entry, "w") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
