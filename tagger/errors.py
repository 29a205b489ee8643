"""The errors that a person is meant to read.

Everything else that is raised is a bug: it goes to the log with its traceback and the app stays up.
"""

from __future__ import annotations

import os
from pathlib import Path

from tagger.wording import say


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


class UnwritableCatalogError(CatalogError):
    """A catalog whose folder cannot be written: at best it can be looked at."""


class SettingsError(TaggerError):
    """A setting whose value is not allowed."""


def explain_os_error(error: OSError, failed: str) -> str:
    """An `OSError` as a sentence: what failed, why, and what to do where we know it.

    `failed` is the sentence's beginning in the language in use: “Could not read the settings”.
    """
    if getattr(error, "winerror", None) in (32, 33):  # ERROR_SHARING_VIOLATION, _LOCK_VIOLATION
        return say(
            "{failed}: another program is using it. Close it there and try again.", failed=failed
        )
    reason = _reason(error) or f"{error.strerror or type(error).__name__}."
    return say("{failed}: {reason}", failed=failed, reason=reason)


def _reason(error: OSError) -> str | None:
    """Why and what to do, up to the full stop, where it is an error that has a sentence here."""
    import errno

    match error.errno:
        case errno.ENOSPC:
            return say("the disk is full. Free some space and try again.")
        case errno.EDQUOT:
            return say("your disk quota is used up. Free some space and try again.")
        case errno.EACCES:
            return say("there is no permission. Change the permissions of the file or its folder.")
        case errno.EPERM:
            return say("the system does not allow it. Check the owner and attributes of the file.")
        case errno.EROFS:
            return say("the disk is read-only.")
        case errno.ENOENT:
            return say("it is no longer there. Was it moved, or its drive unplugged?")
        case errno.EIO:
            return say("the disk or network reported an input/output error. Check the drive.")
        case errno.EISDIR:
            return say("it is a folder.")
        case errno.EMFILE:
            return say("too many files are open.")
        case errno.ETIMEDOUT:
            return say("the network drive did not answer in time.")
        case errno.EBUSY | errno.ETXTBSY:
            return say("another program is using it.")
        case errno.EXDEV:
            return say("it is the mount point of another volume, which cannot be replaced.")
        case errno.ESTALE:
            return say("the network drive lost it. Scan its folder again.")
        case errno.EFBIG:
            return say("the disk cannot hold a file of this size.")
        case errno.ENAMETOOLONG:
            return say("its name is too long for the disk.")
    return None
