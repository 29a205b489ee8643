#!/usr/bin/env python3
"""Build the bundle: one folder with both programs, and what is given to people to download.

    python3 packaging/dev.py bundle [--folder-only]

Leaves `build/bundle/Tagger/`, and beside it the packages of the system it runs on, the bill of
materials and the checksums; `--folder-only` ends with the folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import bundle_sizes
from problem import SetupProblem

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "packaging" / "tagger.spec"
OUT = ROOT / "build" / "bundle"
WORK = ROOT / "build" / "work"
FOLDER = OUT / "Tagger"
COLLECTED = WORK / "tagger" / "collected.json"
"""Pairs of where each file comes in the bundle and where it is, as tagger.spec notes them."""


def main(arguments: list[str]) -> int:
    if set(arguments) - {"--folder-only"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        build()
        sizes = bundle_sizes.measure(FOLDER)
        print(bundle_sizes.table(sizes))
        whole = bundle_sizes.total(sizes)
        if whole.unpacked > bundle_sizes.MOST_UNPACKED:
            raise SetupProblem("The bundle is larger than it may be.")
        if not arguments:
            package()
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    return 0


def build() -> None:
    """Make the folder anew. Raises `SetupProblem` when that fails."""
    for tool in ("objdump", "objcopy") if sys.platform == "linux" else ():
        if shutil.which(tool) is None:
            raise SetupProblem(
                f"A bundle needs {tool}, which is not installed here. On Debian and its relatives: "
                "apt-get install binutils"
            )
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.rmtree(WORK, ignore_errors=True)
    command = [
        sys.executable, "-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", str(OUT), "--workpath", str(WORK), str(SPEC),
    ]  # fmt: skip
    print("Building; this takes a minute or two ...", flush=True)
    if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode != 0:
        raise SetupProblem("The bundle could not be built; the messages above say why.")


def environment() -> dict[str, str]:
    """That in which two builds of the same sources give the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _last_change()
    return {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": epoch,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def _last_change() -> str:
    """Seconds since 1970 of the last commit; without git, of the newest source."""
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        asked = subprocess.run(git, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        asked = None
    if asked is not None and asked.returncode == 0 and asked.stdout.strip().isdigit():
        return asked.stdout.strip()
    return str(int(max(path.stat().st_mtime for path in (ROOT / "tagger").rglob("*.py"))))


def package() -> None:
    """Make what people download out of the folder."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
