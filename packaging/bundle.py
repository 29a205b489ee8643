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
import checksums
import inventory
import notices
import reproducible
import sbom
from problem import SetupProblem

import tagger

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
        os.environ.update(reproducible.environment())
        build()
        found = describe()
        sizes = bundle_sizes.measure(given())
        print(bundle_sizes.table(sizes))
        whole = bundle_sizes.total(sizes)
        if whole.unpacked > bundle_sizes.MOST_UNPACKED:
            raise SetupProblem("The bundle is larger than it may be.")
        if not arguments:
            package(found)
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
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupProblem("The bundle could not be built; the messages above say why.")


def describe() -> list[inventory.Component]:
    """Write who made what of it into the folder, and give it its final modes and times.

    Raises `SetupProblem` for a file of unknown origin, and for a licence that forbids this.
    """
    folder = given()
    notices.write(folder, inventory.take(folder, COLLECTED))
    found = inventory.take(folder, COLLECTED)
    reproducible.settle(folder, int(os.environ["SOURCE_DATE_EPOCH"]))
    if sys.platform == "darwin":
        # What was put into the app since PyInstaller signed it would count as damage.
        command = ["codesign", "--force", "--deep", "--sign", "-", str(folder.parent)]
        subprocess.run(command, check=True)
    return found


def given() -> Path:
    """The folder that people get: on macOS the inside of the app."""
    return OUT / "Tagger.app" / "Contents" if sys.platform == "darwin" else FOLDER


def package(found: list[inventory.Component]) -> None:
    """Make what people download out of the folder."""
    print("Packing; this takes some minutes ...", flush=True)
    if sys.platform == "win32":
        import windows

        made = [windows.archive(FOLDER, OUT)]
    elif sys.platform == "darwin":
        import macos

        made = [macos.archive(given().parent, OUT)]
    else:
        import linux_packages

        made = [linux_packages.make_tarball(FOLDER, OUT), linux_packages.make_deb(FOLDER, OUT)]
    made.append(sbom.write(given(), found, OUT / f"tagger-{tagger.__version__}.cdx.json"))
    made.append(checksums.write_checksums(OUT))
    for path in made:
        print(f"{path.name:<46}{path.stat().st_size / bundle_sizes.MEGABYTE:>7.1f} MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
