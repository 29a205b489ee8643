"""Paths of the catalog, which are taken apart only when somebody asks for a part.

Before Python 3.12 `pathlib` takes every path apart at once: for 100,000 tracks that is half a
second and fifty megabytes, and of most tracks nobody ever asks more than the whole path.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

# As `os.fsdecode` has them, which asks each time what it was given.
_ENCODING, _ERRORS = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()

if TYPE_CHECKING or sys.version_info >= (3, 12):

    def stored_path(raw: bytes) -> Path:
        """The path of a track, from the bytes in which the catalog holds it."""
        return Path(os.fsdecode(raw))

else:

    class _StoredPath(type(Path())):
        """Only `_str` is set, with the text that `str` of the same path gives."""

        __slots__ = ()

        def __getattr__(self, name: str) -> Any:
            # Asked only for what was never set.
            if name not in ("_drv", "_root", "_parts"):
                raise AttributeError(name)
            self._drv, self._root, self._parts = self._parse_args((self._str,))
            return getattr(self, name)

        def __reduce__(self):
            return Path, (self._str,)

    # It is one to whoever reads its `repr`.
    _StoredPath.__name__ = type(Path()).__name__

    def stored_path(raw: bytes) -> Path:
        """The path of a track, from the bytes in which the catalog holds it."""
        path = object.__new__(_StoredPath)
        path._str = raw.decode(_ENCODING, _ERRORS)
        return path
