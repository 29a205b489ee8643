"""The libraries that Tagger is built on: whether they are there and whole, and how it is told.

Nothing but the standard library is needed here, so that this works when they do not.
"""

from __future__ import annotations

import importlib.util
import os
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import TracebackType

from tagger.errors import TaggerError, display_path
from tagger.paths import resources
from tagger.wording import say

_SPOKEN = {
    "av": "PyAV (FFmpeg)",
    "librosa": "librosa",
    "mutagen": "Mutagen",
    "numpy": "NumPy",
    "onnx": "ONNX",
    "onnxruntime": "ONNX Runtime",
    "PySide6": "Qt (PySide6)",
    "scipy": "SciPy",
    "shiboken6": "Qt (PySide6)",
    "soundfile": "libsndfile (soundfile)",
    "soxr": "SoX Resampler (soxr)",
    "tagger": "Tagger",
}
"""The parts as a person may find them named elsewhere; others go by the name of their module."""

_BELOW = {
    "librosa": ("numba", "llvmlite", "sklearn"),
    "PySide6": ("shiboken6",),
    "soundfile": ("_soundfile_data",),
}
"""What a part loads besides itself and has native code of its own."""

_FOR_THE_WINDOW = re.compile(
    r"(Qt(Core|Gui|Widgets|Svg)|Shiboken)\.|libshiboken|libpyside|libicu|libq(xcb|wayland)"
    r"|libQt6(Core|Gui|Widgets|Svg|DBus|XcbQpa|OpenGL|WaylandClient)\."
)
"""Of Qt's many libraries, those without which no window is shown."""

_DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt takes from the system, and the package of Debian and Ubuntu that has it."""

_LOADER_REFUSES = sys.platform in ("win32", "darwin")
"""Whether the system's loader refuses a file that is cut short, so that the import says so."""

_ABSENT = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")


class BrokenPartError(TaggerError):
    """A library that Tagger brings, or takes from the system, is missing or damaged."""


@contextmanager
def needs(*names: str) -> Iterator[None]:
    """Around the import of these modules: what goes wrong there becomes a `BrokenPartError`.

    Their native libraries are looked at first, since the loader of the system ends the process
    when it meets one that is cut short.
    """
    for name in names:
        check(name)
    try:
        yield
    except TaggerError:
        raise
    except Exception as error:
        # Whatever code raises when a part of it is not as it was built: not only ImportError.
        raise broken(error, names[0] if names else None) from error


def check(name: str) -> None:
    """See that a module is installed and none of its native libraries is cut short.

    Looks at each module once in a process, for it reads a few bytes of every library. Raises
    `BrokenPartError`.
    """
    damaged = _damage(name)
    if damaged is not None:
        raise _told(name, damaged)


def check_qt() -> None:
    """`check` for as much of Qt as every window needs; Qt brings hundreds of libraries."""
    if _LOADER_REFUSES:
        return
    for name in ("PySide6", "shiboken6"):
        for folder in _folders(name):
            for place in ("", "Qt/lib", "Qt/plugins/platforms"):
                for path in _in_folder(os.path.join(folder, place)):
                    if _FOR_THE_WINDOW.match(path.name) and _is_cut(path):
                        raise _told(name, _short(path))


def check_for_window() -> None:
    """See that what the window needs at once is whole, and the rest at least there."""
    check("numpy")
    for name in ("PySide6", "shiboken6", "mutagen", "sqlite_utils", "av",
                 "soundfile", "soxr", "librosa", "scipy", "onnx", "onnxruntime"):  # fmt: skip
        if not _is_there(name):
            raise _told(name, say("it is not there"))
    check_qt()


def check_resources() -> None:
    """See that the files that no window and no command can do without are there."""
    for name in ("genres.json", "icons/tagger.svg"):
        if not (resources() / name).is_file():
            raise broken_file(resources() / name, say("it is not there"))


def broken_file(path: Path, reason: str) -> BrokenPartError:
    """What to say of a file that Tagger brings."""
    return BrokenPartError(
        say(
            "A file of Tagger is missing or damaged: {path} ({reason}). Download and install "
            "Tagger again.",
            path=display_path(path),
            reason=reason,
        )
    )


def broken(error: BaseException, otherwise: str | None = None) -> BrokenPartError:
    """What failed while a part was loaded, as a sentence; `otherwise` is the part if none tells."""
    if isinstance(error, BrokenPartError):
        return error
    missing = missing_library(str(error))
    if missing is not None:
        return missing
    name = _culprit(error) or "_"
    if name.startswith("_"):
        # An extension module of a package may tell its own name alone.
        name = otherwise or name.strip("_") or "tagger"
    reason = " ".join(str(error).split()) or type(error).__name__
    return _told(name, display_path(reason)[:300].rstrip("."))


def missing_library(text: str) -> BrokenPartError | None:
    """For a message of the system's loader that lacks a library which the system should have."""
    found = _ABSENT.search(text)
    package = found and _DEBIAN.get(found[1])
    if not found or not package:
        return None
    return BrokenPartError(
        say(
            "Tagger needs the library {library} of your system, which is not installed. On Debian "
            "and Ubuntu, “sudo apt install {package}” brings it; then start Tagger again.",
            library=found[1],
            package=package,
        )
    )


def _told(name: str, reason: str) -> BrokenPartError:
    return BrokenPartError(
        say(
            "A part of Tagger is missing or damaged: {part} ({reason}). Download and install "
            "Tagger again.",
            part=_SPOKEN.get(name, name),
            reason=reason,
        )
    )


def _short(path: Path) -> str:
    return say("its file {name} is cut short", name=display_path(path.name))


@cache
def _damage(name: str) -> str | None:
    if not _is_there(name):
        return say("it is not there")
    cut = next((path for each in (name, *_BELOW.get(name, ())) for path in _libraries(each)
                if _is_cut(path)), None)  # fmt: skip
    return None if cut is None else _short(cut)


def _libraries(name: str) -> Iterator[Path]:
    """The native libraries in the folder of a module, and beside it where wheels put theirs."""
    if _LOADER_REFUSES:
        return
    for folder in _folders(name):
        for top in (folder, f"{folder}.libs"):
            for parent, _, files in os.walk(top):
                yield from (Path(parent, file) for file in files if ".so" in file)


def _is_there(name: str) -> bool:
    return sys.modules.get(name) is not None or _spec(name) is not None


def _spec(name: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except ValueError:
        # Loaded in a way that leaves no trace of where it came from.
        return None


def _folders(name: str) -> Sequence[str]:
    spec = _spec(name)
    return tuple((spec.submodule_search_locations if spec else None) or ())


def _in_folder(folder: str) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            yield from (Path(entry.path) for entry in found if ".so" in entry.name)
    except FileNotFoundError:
        return


def _is_cut(path: Path) -> bool:
    """Whether an ELF file is shorter than its own header says (System V ABI, chapters 4 and 5)."""
    with path.open("rb") as file:
        head = file.read(64)
        size = os.fstat(file.fileno()).st_size
        if head[:4] != b"\x7fELF"[: len(head)]:
            return False
        if len(head) < 64:
            return True
        if head[4:6] != b"\x02\x01":
            return False
        (segments, sections) = struct.unpack_from("<QQ", head, 32)
        each_segment, segment_count, each_section, section_count = struct.unpack_from(
            "<HHHH", head, 54
        )
        if size < sections + each_section * section_count:
            return True
        file.seek(segments)
        table = file.read(each_segment * segment_count)
    if len(table) < each_segment * segment_count:
        return True
    places = (struct.unpack_from("<Q16xQ", table, n * each_segment + 8)
              for n in range(segment_count))  # fmt: skip
    return any(offset + length > size for offset, length in places)


def _culprit(error: BaseException) -> str | None:
    """The module, of the outermost package, that was being loaded when this was raised."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return error.name.partition(".")[0]
    if isinstance(error, SyntaxError) and error.filename:
        return next((name for name in _SPOKEN for folder in _folders(name)
                     if Path(error.filename).is_relative_to(folder)), None)  # fmt: skip
    loading = [name for name in _modules(error.__traceback__) if name not in _LOADERS]
    if isinstance(error, ImportError) and error.name:
        loading.append(error.name.partition(".")[0])
    others = [name for name in loading if name not in ("tagger", "__main__")]
    return (others or loading or [None])[-1]


_LOADERS = frozenset(
    ("importlib", "_frozen_importlib", "_frozen_importlib_external", "contextlib", "ctypes",
     "runpy", "pyimod02_importers", "PyInstaller", "shibokensupport", "signature_bootstrap")
)  # fmt: skip
"""Modules that load others, and are not what is broken."""


def _modules(trace: TracebackType | None) -> Sequence[str]:
    names: list[str] = []
    while trace is not None:
        names.append(str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0])
        trace = trace.tb_next
    return names
