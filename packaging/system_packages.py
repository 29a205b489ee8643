"""What the Python packages expect from a Linux system, and how to get it on Debian.

The wheels of Qt bring Qt itself but take X11, Wayland, OpenGL, fonts and sound from the system.
The list is what `ldd` finds missing for the modules and plugins of Qt that Tagger uses in a
Debian 12 that has nothing but Python.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from problem import SetupProblem

DEBIAN_PACKAGE_OF_LIBRARY: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
VENV_PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def ensure() -> None:
    """See that the system has what is needed: install it as root, else say how.

    Raises `SetupProblem` when a person has to act. Systems without apt-get only get a note.
    """
    if sys.platform != "linux":
        return
    libraries = missing_libraries()
    packages = sorted({DEBIAN_PACKAGE_OF_LIBRARY[library] for library in libraries})
    if not _has_ensurepip():
        packages.insert(0, VENV_PACKAGE)
    if not has_font():
        packages.append(FONT_PACKAGE)
    if not packages:
        return
    if shutil.which("apt-get") is None:
        _explain_without_apt(libraries)
        return
    if os.geteuid() != 0:
        raise SetupProblem(advice(packages), exit_code=2)
    _apt_install(packages)
    importlib.invalidate_caches()
    still = missing_libraries()
    if still:
        _note(f"Still missing after the installation: {', '.join(still)}; going on without.")


def missing_libraries(libraries: Mapping[str, str] = DEBIAN_PACKAGE_OF_LIBRARY) -> list[str]:
    """The libraries that the dynamic linker cannot load."""
    missing = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def has_font() -> bool:
    """Whether there is any font, without which Qt draws no text."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(
        path.suffix.lower() in (".ttf", ".otf", ".ttc", ".pfb")
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
    )


def advice(packages: list[str]) -> str:
    """What somebody who is not root has to do."""
    install = " ".join(["sudo", *APT_INSTALL, *packages])
    return (
        f"{len(packages)} packages of the system are missing. Install them with\n\n"
        f"    sudo apt-get update && {install}\n\n"
        "and start this command again."
    )


def _has_ensurepip() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def _apt_install(packages: list[str]) -> None:
    _note(f"Installing {len(packages)} packages of the system: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    for command in (["apt-get", *wait, "update"], [*APT_INSTALL, *wait, *packages]):
        with subprocess.Popen(command, env=environment, stdout=sys.stderr) as child:
            code = child.wait()
        if code != 0:
            raise SetupProblem(
                f"'{' '.join(command)}' failed; its messages are above. "
                "Is the network up and the disk not full? When it works, start this command again."
            )


def _explain_without_apt(libraries: list[str]) -> None:
    if not _has_ensurepip():
        raise SetupProblem(
            "This Python has no ensurepip, so no virtual environment can be made. "
            "Install the venv package of your system and start this command again.",
            exit_code=2,
        )
    if libraries:
        _note(f"These libraries are missing, the window may not open: {', '.join(libraries)}.")
    if not has_font():
        _note("There is no font, the window will show no text. Install one, e.g. DejaVu.")


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
