"""The errors that a person is meant to read.

Everything else that is raised is a bug: it goes to the log with its traceback and the app stays up.
"""

from __future__ import annotations

import os
from pathlib import Path


def display_path(path: Path | str | bytes) -> str:
    """A path as text that is safe to print and to store as JSON.

    Bytes that are no valid UTF-8 become U+FFFD, control characters (a newline in a name) become
    their escapes, so that one path is always one line.
    """
    raw = os.fsencode(path)
    text = raw.decode("utf-8", "replace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class TaggerError(Exception):
    """Something a person can understand and act on: what happened, to which file, what to do."""

    def __init__(self, message: str, path: Path | str | bytes | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return self.message


class AudioError(TaggerError):
    """A file whose sound cannot be read."""


class TagReadError(TaggerError):
    """A file whose tags cannot be read, or only in part."""


class TagWriteError(TaggerError):
    """A write that was refused or that failed; the original file is untouched."""


class ModelError(TaggerError):
    """A model file that is missing, damaged or not ours."""


class CatalogError(TaggerError):
    """A catalog that cannot be opened or written."""


class SettingsError(TaggerError):
    """A setting whose value is not allowed."""


def explain_os_error(error: OSError, doing: str) -> str:
    """An `OSError` as a sentence: what failed, why, and what to do where we know it."""
    import errno

    reasons = {
        errno.ENOSPC: "the disk is full. Free some space and try again",
        errno.EDQUOT: "your disk quota is used up. Free some space and try again",
        errno.EACCES: "there is no permission. Change the permissions of the file or its folder",
        errno.EPERM: "the system does not allow it. Check the owner and attributes of the file",
        errno.EROFS: "the disk is read-only",
        errno.ENOENT: "it is no longer there. Was it moved, or its drive unplugged?",
        errno.EIO: "the disk or network reported an input/output error. Check the drive",
        errno.EISDIR: "it is a folder",
        errno.EMFILE: "too many files are open",
        errno.ETIMEDOUT: "the network drive did not answer in time",
        errno.EBUSY: "another program is using it",
        errno.ETXTBSY: "another program is using it",
        errno.EXDEV: "it is the mount point of another volume, which cannot be replaced",
        errno.ESTALE: "the network drive lost it. Scan its folder again",
        errno.EFBIG: "the disk cannot hold a file of this size",
        errno.ENAMETOOLONG: "its name is too long for the disk",
    }
    if getattr(error, "winerror", None) in (32, 33):  # ERROR_SHARING_VIOLATION, _LOCK_VIOLATION
        return f"Could not {doing}: another program is using it. Close it there and try again."
    fallback = error.strerror or type(error).__name__
    reason = reasons.get(error.errno, fallback) if error.errno is not None else fallback
    end = "" if reason.endswith("?") else "."
    return f"Could not {doing}: {reason}{end}"
