"""A made-up bundle for Linux, and what the tests of its packages share."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from configparser import ConfigParser
from pathlib import Path

import pytest

WHEN = 1_700_000_000
"""The time of everything that is packed, in seconds since 1970."""
PROGRAM = """#!/bin/sh
echo "tagger-made-up $0 $*"
"""
Tree = dict[str, str]


def make_bundle(folder: Path, *parts: str) -> Path:
    """A bundle like PyInstaller's: programs, a library and a link to it, and these files."""
    inside = folder / "_internal"
    inside.mkdir(parents=True)
    for name in ("tagger", "tagger-cli"):
        (folder / name).write_text(PROGRAM)
        (folder / name).chmod(0o700)
    (inside / "libmade.so.1.2").write_bytes(b"no library" * 500)
    (inside / "libmade.so.1.2").chmod(0o755)
    (inside / "libmade.so.1").symlink_to("libmade.so.1.2")
    for part in ("base library/ümlaut.txt", *parts):
        (inside / part).parent.mkdir(parents=True, exist_ok=True)
        (inside / part).write_text(part)
        (inside / part).chmod(0o600)
    return folder


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "TAGGER"))}
    environment.pop("DESTDIR", None)
    return subprocess.run(
        [str(word) for word in command],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def needs(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def look(folder: Path) -> Tree:
    """All that lies in a folder: what a file holds, where a link leads."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            seen[name] = f"-> {os.readlink(path)}"
        elif path.is_dir():
            seen[name] = "folder"
        else:
            seen[name] = path.read_bytes().hex()
    return seen


def unpacked(archive: Path, to: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(to, filter="tar")
    (folder,) = to.iterdir()
    return folder


def read_desktop(text: str) -> dict[str, str]:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    parser.read_string(text)
    return dict(parser["Desktop Entry"])
