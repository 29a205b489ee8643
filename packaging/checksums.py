"""SHA-256 sums of what is given away, in the form that `sha256sum --check` reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> Path:
    """Sum up every file that lies in the folder itself, not in folders of it; the list's path.

    A part that is being written (`.part`) and an older list are left out. Raises `OSError`.
    """
    files = sorted(
        (
            path
            for path in folder.iterdir()
            if path.is_file() and path.name != NAME and path.suffix != ".part"
        ),
        key=lambda path: path.name,
    )
    lines = [_line(path) for path in files]
    target = folder / NAME
    part = folder / f"{NAME}.part"
    # Bytes: on Windows, too, a line ends with one character, or sha256sum takes it for the name's.
    part.write_bytes("".join(lines).encode())
    part.replace(target)
    return target


def sha256(path: Path) -> str:
    """Of a file's content, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _line(path: Path) -> str:
    """Coreutils marks a line with a backslash where the name has characters that it escapes."""
    escaped = path.name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != path.name else ""
    return f"{mark}{sha256(path)}  {escaped}\n"
