"""Whether Qt will find a screen to draw on.

Where it does not, Qt ends the process within the constructor of QApplication, and what it has to
say goes to a terminal that may not be there. So what it would do is tried before.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPluginLoader

from tagger.errors import TaggerError, display_path
from tagger.parts import BrokenPartError, missing_library
from tagger.wording import say

_OWN = {"win32": "windows", "darwin": "cocoa"}
_LIBRARY_SUFFIXES = (".so", ".dll", ".dylib")


def find_problem() -> TaggerError | None:
    """Why no window can be shown; None where Qt will start.

    Loads Qt's plugin for the screen, as Qt does itself a moment later. Qt tries several where the
    desktop leaves it the choice; one that works is enough.
    """
    reasons: list[TaggerError] = []
    for name in _wanted():
        reason = _reason(name)
        if reason is None:
            return None
        reasons.append(reason)
    return reasons[0]


def _wanted() -> list[str]:
    """The platforms that Qt tries, in its order (QGuiApplicationPrivate, Qt 6)."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").split(";")
    names = [name for each in asked if (name := each.partition(":")[0].strip())]
    if names:
        return names
    if sys.platform in _OWN:
        return [_OWN[sys.platform]]
    wayland = _is_set("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland", "xcb"] if wayland else ["xcb"]


def _reason(name: str) -> TaggerError | None:
    """Why this platform cannot be used."""
    path = _plugin(name)
    if path is None:
        if _is_set("QT_QPA_PLATFORM"):
            return TaggerError(
                say(
                    "Tagger cannot show a window: the variable QT_QPA_PLATFORM asks for “{name}”, "
                    "which Qt has no plugin for. Take it out of the environment and start Tagger "
                    "again.",
                    name=display_path(name),
                )
            )
        return _broken(name, say("it is not there"))
    loader = QPluginLoader(str(path))
    if not loader.load():
        missing = missing_library(loader.errorString())
        return missing or _broken(name, loader.errorString())
    if _has_screen(name):
        return None
    return TaggerError(
        say(
            "Tagger cannot show a window, since there is no screen it can reach. Start it from a "
            "desktop, or use its commands: “tagger --help” lists them."
        )
    )


def _broken(name: str, reason: str) -> BrokenPartError:
    return BrokenPartError(
        say(
            "A part of Tagger is missing or damaged: Qt's plugin for the screen, “{name}” "
            "({reason}). Download and install Tagger again.",
            name=display_path(name),
            reason=display_path(" ".join(reason.split()))[:300].rstrip("."),
        )
    )


def _plugin(name: str) -> Path | None:
    """The file of a platform's plugin: the one that says so, else the one named so."""
    called = None
    for path in _plugins():
        told = QPluginLoader(str(path)).metaData().get("MetaData")
        keys = told.get("Keys", []) if isinstance(told, dict) else []
        if any(key.casefold() == name.casefold() for key in keys):
            return path
        # One that is damaged says nothing any more.
        if not keys and path.name.startswith((f"libq{name}", f"q{name}")):
            called = path
    return called


def _plugins() -> Iterator[Path]:
    own = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")
    folders = [Path(own)] if own else []
    folders += [Path(each) / "platforms" for each in QCoreApplication.libraryPaths()]
    for folder in folders:
        if folder.is_dir():
            yield from sorted(p for p in folder.iterdir() if p.suffix in _LIBRARY_SUFFIXES)


def _has_screen(name: str) -> bool:
    if name == "xcb":
        return _reaches_x()
    if name.startswith("wayland"):
        return _reaches_wayland()
    return True


def _reaches_x() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Qt's plugin is loaded, so there is one, by another name; Qt will see.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _reaches_wayland() -> bool:
    if _is_set("WAYLAND_SOCKET"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    # An absolute name replaces the folder.
    return Path(folder, os.environ.get("WAYLAND_DISPLAY") or "wayland-0").exists()


def _is_set(variable: str) -> bool:
    return bool(os.environ.get(variable))
