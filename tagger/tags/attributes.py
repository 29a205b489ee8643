"""What a file has beside its content: owner, mode, access lists, attributes, time of creation.

A copy takes all of it over before it is put in place, as far as the platform lets it. Failing at
what the person would miss (mode, attributes) stops the write; owner and time of creation are only
taken over where that is allowed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path


def copy_attributes(original: Path, copy: Path, status: os.stat_result) -> None:
    """Owner and group where allowed, then everything else. Raises `OSError`."""
    if hasattr(os, "chown"):
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with contextlib.suppress(PermissionError):
                os.chown(copy, owner, group)
    if sys.platform == "darwin":
        _copy_macos_attributes(original, copy)
    # On Linux access lists are extended attributes, which this takes along.
    shutil.copystat(original, copy)
    if sys.platform == "darwin":
        _set_macos_birth(copy, status)
    elif sys.platform == "win32":
        _copy_windows_access(original, copy)
        _set_windows_creation(copy, status)


def _copy_macos_attributes(original: Path, copy: Path) -> None:
    """Access list and extended attributes (Finder's tags among them): copyfile(3)."""
    import ctypes

    acl, xattr = 1 << 0, 1 << 2
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.copyfile(os.fsencode(original), os.fsencode(copy), None, acl | xattr) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), os.fspath(original))


def _set_macos_birth(copy: Path, status: os.stat_result) -> None:
    """APFS and HFS+ move a file's birth back to an older mtime; the real one is set afterwards."""
    birth = getattr(status, "st_birthtime", None)
    if birth is not None:
        nanoseconds = int(birth * 1_000_000_000)
        os.utime(copy, ns=(status.st_atime_ns, nanoseconds))


def _copy_windows_access(original: Path, copy: Path) -> None:
    """The access list that was set on the file itself; an inherited one the copy has already."""
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    advapi = ctypes.WinDLL("advapi32", use_last_error=True)
    dacl_information = 0x00000004
    needed = wintypes.DWORD(0)
    name = os.fspath(original)
    advapi.GetFileSecurityW(name, dacl_information, None, 0, ctypes.byref(needed))
    descriptor = ctypes.create_string_buffer(max(needed.value, 1))
    got = advapi.GetFileSecurityW(name, dacl_information, descriptor, needed, ctypes.byref(needed))
    # File systems without access lists (FAT, many network drives) have nothing to take over.
    if got:
        advapi.SetFileSecurityW(os.fspath(copy), dacl_information, descriptor)


def _set_windows_creation(copy: Path, status: os.stat_result) -> None:
    """The time of creation, in units of 100 ns since 1601."""
    if sys.platform != "win32":
        return
    import ctypes
    import msvcrt

    created = getattr(status, "st_birthtime_ns", status.st_ctime_ns)
    ticks = created // 100 + 116_444_736_000_000_000
    stamp = ctypes.c_uint64(ticks)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    handle = os.open(copy, os.O_RDWR | os.O_BINARY)
    try:
        kernel.SetFileTime(
            ctypes.c_void_p(msvcrt.get_osfhandle(handle)), ctypes.byref(stamp), None, None
        )
    finally:
        os.close(handle)
