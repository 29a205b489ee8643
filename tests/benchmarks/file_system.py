"""What kind of disk a benchmark's files lie on."""

from __future__ import annotations

from pathlib import Path


def file_system(folder: Path) -> str:
    """The type of the file system, as Linux names it, and its mount point; else only the folder."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return str(folder)
    found = ("", "")
    for line in mounts.read_text().splitlines():
        _, point, kind, *_ = line.split(" ")
        if folder.resolve().is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return f"{found[1]} at {found[0]}"
