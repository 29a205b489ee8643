"""Whether a folder lies on another computer, whose changes nobody reports to this one."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
_REMOTE = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs", "9p"),
        *("ceph", "glusterfs", "lustre", "ncpfs", "coda", "virtiofs", "vboxsf", "prl_fs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse"),
        *("fuse.s3fs", "fuse.vmhgfs-fuse", "fuse.smbnetfs", "fuse.curlftpfs"),
    )
)
"""Types of file systems whose files change without a word to the kernel that mounted them."""
_DRIVE_REMOTE = 4
_PATIENCE = 5.0


def is_remote(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether changes in a folder may come from another computer.

    `mounts` is the system's table of mounted drives, read on Linux alone.
    """
    if sys.platform == "win32":
        root = os.path.splitdrive(folder)[0] + "\\"
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # there on Windows alone
        return root.startswith("\\\\") or kernel.GetDriveTypeW(root) == _DRIVE_REMOTE
    table = _macos_mounts() if sys.platform == "darwin" else _linux_mounts(mounts)
    best, kind = -1, ""
    for place, its_kind in table:
        inside = folder == place or place in folder.parents
        # Of two on one place the later one is on top.
        if inside and len(place.parts) >= best:
            best, kind = len(place.parts), its_kind
    return kind in _REMOTE


def _linux_mounts(mounts: Path) -> list[tuple[Path, str]]:
    """The second and third field of each line (proc(5)); blanks in paths are octal escapes."""
    try:
        lines = mounts.read_bytes().splitlines()
    except OSError:
        return []
    fields = (line.split() for line in lines)
    return [
        (Path(os.fsdecode(_unescaped(each[1]))), each[2].decode("ascii", "replace"))
        for each in fields
        if len(each) > 2
    ]


def _unescaped(path: bytes) -> bytes:
    for code in (b"\\040", b"\\011", b"\\012", b"\\134"):
        path = path.replace(code, bytes([int(code[1:], 8)]))
    return path


def _macos_mounts() -> list[tuple[Path, str]]:
    """Lines such as `//me@nas/music on /Volumes/music (smbfs, nodev, nosuid)`."""
    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return _told_by_mount(told.stdout)


def _told_by_mount(table: bytes) -> list[tuple[Path, str]]:
    # Not by the locale: an app that Finder starts has none, and ASCII would refuse a name.
    found: list[tuple[Path, str]] = []
    for line in os.fsdecode(table).splitlines():
        left, _, options = line.rpartition(" (")
        _, _, place = left.partition(" on ")
        if place:
            found.append((Path(place), options.split(",")[0].rstrip(")")))
    return found
