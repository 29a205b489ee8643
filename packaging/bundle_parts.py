"""What goes into the bundle and what stays out: asked by tagger.spec, without PyInstaller's names.

PyInstaller takes whatever an import can reach and, of Qt, every plugin of a module. Tagger needs a
fraction of that, and a person downloads all of it.
"""

from __future__ import annotations

import importlib.metadata
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
STANDINS = ROOT / "packaging" / "standins"
HOOKS = ROOT / "packaging" / "hooks"
ENTRIES = (ROOT / "packaging" / "entry_window.py", ROOT / "packaging" / "entry_console.py")

Entry = tuple[str, str, str]
"""Where a file comes in the bundle, where it is, and PyInstaller's word for its kind."""

EXCLUDED_MODULES = (
    # Ours, and what it alone uses.
    "tagger.lab", "torch", "torchaudio", "tests",
    # numba and scikit-learn have stand-ins; LLVM is what makes numba heavy.
    "llvmlite", "numba.cuda",
    # Other toolkits, plotting, notebooks: of whoever uses pyqtgraph or librosa for more.
    "tkinter", "PyQt5", "PyQt6", "PySide2", "matplotlib", "IPython", "ipywidgets", "jupyter_rfb",
    "OpenGL", "cupy", "h5py", "pyqtgraph.examples", "pyqtgraph.opengl", "pyqtgraph.canvas",
    "pyqtgraph.console", "pyqtgraph.dockarea", "pyqtgraph.flowchart", "pyqtgraph.jupyter",
    "pyqtgraph.multiprocess", "pyqtgraph.parametertree", "pyqtgraph.metaarray",
    # Tools of libraries, not their work.
    "onnxruntime.quantization", "onnxruntime.tools", "onnxruntime.transformers",
    "onnx.backend.test", "onnx.test", "onnx.bin", "onnx.reference", "onnx.tools",
    "numpy.tests", "numpy.distutils", "zstandard._cffi", "zstandard.backend_cffi",
    "setuptools", "pip", "pkg_resources", "_distutils_hack", "distutils", "wheel", "lib2to3",
    "pytest", "_pytest", "hypothesis", "pycparser", "pydoc_data", "idlelib", "turtle", "ensurepip",
    # What librosa would download examples with: nothing here asks the network for anything.
    "requests", "urllib3", "certifi", "charset_normalizer",
    # Qt that the window does not use.
    "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtPdf",
    "PySide6.QtPrintSupport", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql",
    "PySide6.QtTest", "PySide6.QtWebEngineCore", "PySide6.QtXml", "PySide6.QtDesigner",
    "PySide6.QtUiTools", "PySide6.scripts",
)  # fmt: skip

QT_PLUGINS = {
    "platforms": ("xcb", "wayland", "offscreen", "windows", "cocoa"),
    "imageformats": ("svg", "ico", "icns", "jpeg"),
    "iconengines": ("svgicon",),
    "platforminputcontexts": ("compose", "ibus"),
    "platformthemes": ("xdgdesktopportal",),
    "xcbglintegrations": (),
    "styles": ("modernwindowsstyle", "macstyle"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-graphics-integration-client": (),
}
"""By kind, what the names of those that are kept hold. The rest would bring QML, PDF, FFmpeg a
second time and drivers for machines without a desktop."""
QT_TRANSLATIONS = ("qtbase_de", "qtbase_en")


_OF_THE_INSTALLER = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")
"""What pip notes of how it installed something, with the paths of this machine."""
_WORTH_STRIPPING = 200_000
_STOOD_IN = ("numba", "sklearn")


def data_folders() -> list[tuple[str, str]]:
    """Our own files as (source, folder in the bundle), where `tagger.paths` looks for them."""
    found: list[tuple[str, str]] = []
    for top in ("models", "resources"):
        for path in sorted((ROOT / top).rglob("*")):
            kept = path.is_file() and "screenshots" not in path.parts and path.suffix != ".ts"
            if kept and "__pycache__" not in path.parts:
                place = PurePosixPath("tagger") / path.relative_to(ROOT).parent.as_posix()
                found.append((str(path), str(place)))
    return found


def is_wanted(destination: str) -> bool:
    """Whether a collected file is one that Tagger can come to use."""
    path = PurePosixPath(destination.replace("\\", "/"))
    parts = path.parts
    if "PySide6" in parts:
        return _is_wanted_of_qt(path)
    if path.name.startswith("libmvec."):
        # A part of the C library: it has to be of the same build as the rest of that.
        return False
    if parts[0].endswith(".dist-info") and (
        path.name in _OF_THE_INSTALLER or path.suffix == ".pyc"
    ):
        return False
    if path.suffix in (".pyi", ".pxd", ".h", ".c", ".cpp", ".pyx", ".lib", ".a", ".f90"):
        # Stubs say to lazy_loader what librosa consists of.
        return "librosa" in parts and path.suffix == ".pyi"
    if "tests" in parts or "test" in parts[:-1]:
        return False
    if parts[0] == "librosa" and path.suffix in (".ogg", ".txt"):
        return "example" not in path.name
    return True


def _is_wanted_of_qt(path: PurePosixPath) -> bool:
    parts = path.parts
    if "plugins" in parts:
        kind = parts[parts.index("plugins") + 1]
        names = QT_PLUGINS.get(kind, ())
        return any(name in path.name for name in names)
    if "translations" in parts:
        return path.stem in QT_TRANSLATIONS
    return "qml" not in parts and "resources" not in parts


def without_orphans(entries: Sequence[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The libraries that are still needed once plugins and modules were left out.

    `needs` gives the file names of the libraries that one at a path is linked with. Extension
    modules, plugins and what is loaded by name stay; of the other shared libraries those stay that
    something which stays asks for, and of links those whose target stays.
    """
    links = [entry for entry in entries if entry[2] == "SYMLINK"]
    files = [entry for entry in entries if entry[2] != "SYMLINK"]
    by_name: dict[str, list[Entry]] = {}
    for entry in files:
        by_name.setdefault(_place(entry).name, []).append(entry)
    for link in links:
        by_name.setdefault(_place(link).name, []).extend(
            by_name.get(PurePosixPath(link[1].replace("\\", "/")).name, ())
        )
    kept: set[PurePosixPath] = set()
    waiting = [entry for entry in files if not _is_plain_library(entry)]
    while waiting:
        entry = waiting.pop()
        if _place(entry) in kept:
            continue
        kept.add(_place(entry))
        for name in needs(entry[1]):
            waiting.extend(by_name.get(name, ()))
    for link in links:
        target = link[1].replace("\\", "/")
        if PurePosixPath(posixpath.normpath(_place(link).parent / target)) in kept:
            kept.add(_place(link))
    return [entry for entry in entries if _place(entry) in kept]


def _place(entry: Entry) -> PurePosixPath:
    return PurePosixPath(entry[0].replace("\\", "/"))


def without_debugging(entries: Sequence[Entry], folder: Path) -> list[Entry]:
    """The same with copies in `folder` of libraries that carry much for debuggers, without it.

    Only where that saves something: most wheels bring none, and libraries that were patched for a
    wheel are better left as they are.
    """
    strip = shutil.which("strip")
    if sys.platform != "linux" or strip is None:
        return list(entries)
    found: list[Entry] = []
    for destination, source, kind in entries:
        path = Path(source)
        large = kind in ("BINARY", "EXTENSION") and path.stat().st_size > _WORTH_STRIPPING
        if large and ".libs/" not in destination:
            copy = folder / destination
            copy.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([strip, "--strip-unneeded", "-o", str(copy), source], check=True)
            if path.stat().st_size - copy.stat().st_size > _WORTH_STRIPPING:
                source = str(copy)
        found.append((destination, source, kind))
    return found


def without_absent(datas: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """Without the metadata of distributions of which no module is in the bundle."""
    tops = {_place(entry).parts[0].partition(".")[0] for entry in (*datas, *others)}
    present = {
        canonicalize_name(name)
        for top, names in importlib.metadata.packages_distributions().items()
        if top in tops and top not in _STOOD_IN
        for name in names
    }
    present |= {canonicalize_name("PySide6_Addons"), canonicalize_name("PySide6_Essentials")}
    found: list[Entry] = []
    for entry in datas:
        top = _place(entry).parts[0]
        name = top.removesuffix(".dist-info").rpartition("-")[0]
        if not top.endswith(".dist-info") or canonicalize_name(name) in present:
            found.append(entry)
    return found


def _is_plain_library(entry: Entry) -> bool:
    """Whether it is there only because something is linked with it."""
    destination, _, kind = entry
    if kind == "EXTENSION":
        return False
    path = PurePosixPath(destination)
    if "plugins" in path.parts or path.name.startswith("libpython"):
        return False
    loaded_by_name = ("onnxruntime", "_soundfile_data")
    return not any(part in loaded_by_name for part in path.parts)
