"""Programs that the tests ask for a second opinion, and how to get them on Debian.

They read back what Tagger wrote (`tests/interop`), make a system call fail on purpose (strace), or
judge what a Linux desktop gets to read.
Without one of them the tests that need it are skipped with that reason; nothing else needs them.
On a Debian 12 that runs Tagger's window they bring about 300 MB, nearly all of it FFmpeg's and
kid3's libraries.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

DEBIAN_PACKAGE_OF_PROGRAM: Mapping[str, str] = {
    "AtomicParsley": "atomicparsley",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "exiftool": "libimage-exiftool-perl",
    "eyeD3": "eyed3",
    "ffprobe": "ffmpeg",
    "kid3-cli": "kid3-cli",
    "metaflac": "flac",
    "opusinfo": "opus-tools",
    "strace": "strace",
    "vorbiscomment": "vorbis-tools",
    "wvtag": "wavpack",
}
DEBIAN_PACKAGE_OF_DISPLAY: Mapping[str, str] = {"Xvfb": "xvfb"}
DEBIAN_PACKAGE_OF_PROOF: Mapping[str, str] = {"Xvfb": "xvfb", "xdotool": "xdotool"}
LEAVE_THE_SYSTEM_ALONE = "TAGGER_NO_APT"
"""The variable that keeps us from installing anything, whatever its value."""
_PATIENCE = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=1"]
_PATIENCE += ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20"]


def ensure(memory: Path) -> None:
    """Install the programs that are missing, as root with apt-get; else say what would.

    Whatever fails is told and nothing more: the tests run without. `memory` is a file that keeps a
    try that failed from being repeated at every call.
    """
    _ensure(
        DEBIAN_PACKAGE_OF_PROGRAM,
        memory,
        "the tests compare with",
        "the tests that need them are skipped",
    )


def ensure_display(memory: Path) -> None:
    """The same for the display that screenshots are taken on; Qt can do without."""
    _ensure(
        DEBIAN_PACKAGE_OF_DISPLAY, memory, "screenshots are taken on", "Qt draws without a screen"
    )


def ensure_proof(memory: Path) -> None:
    """The same for what a bundle's window is tried with."""
    _ensure(DEBIAN_PACKAGE_OF_PROOF, memory, "the bundle is tried with", "it cannot be tried")


def _ensure(wanted: Mapping[str, str], memory: Path, purpose: str, without: str) -> None:
    missing = missing_programs(wanted)
    if not missing or sys.platform != "linux" or LEAVE_THE_SYSTEM_ALONE in os.environ:
        return
    packages = sorted({wanted[program] for program in missing})
    if shutil.which("apt-get") is None or _tried(memory, packages):
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        _note(f"Programs that {purpose} are missing; to have them: sudo {' '.join(command)}")
    else:
        _note(f"Installing programs that {purpose}: {' '.join(packages)}")
        # A package that this system does not know must not keep the others out.
        if _apt(["update"]) and (known := [name for name in packages if _is_known(name)]):
            _apt([*command[1:4], *known])
        still = missing_programs(wanted)
        if not still:
            return
        _note(f"Still missing: {', '.join(still)}; {without}.")
    memory.write_text("\n".join(packages), encoding="utf-8")


def missing_programs(programs: Mapping[str, str] = DEBIAN_PACKAGE_OF_PROGRAM) -> list[str]:
    """Those that are not on the path."""
    return [program for program in programs if shutil.which(program) is None]


def _tried(memory: Path, packages: list[str]) -> bool:
    try:
        return set(packages) <= set(memory.read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return False


def _is_known(package: str) -> bool:
    asked = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return asked.returncode == 0


def _apt(arguments: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *_PATIENCE, "-qq", *arguments]
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
