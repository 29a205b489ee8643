#!/usr/bin/env python3
"""Two builds of the same sources: what they have to share, and what still differs between them.

    .venv/bin/python packaging/reproducible.py FOLDER OTHER      names every difference; 1 if any

PyInstaller gives the same bytes wherever and whenever it runs, but for two things: the order of the
modules in base_library.zip follows PYTHONHASHSEED, and the modes of files follow the umask. On
Windows the time of linking stands in the programs, where SOURCE_DATE_EPOCH is not set.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PIECE = 1 << 20


@dataclass(frozen=True)
class Difference:
    """A path of one of two folders, and in what the two are not the same."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def environment() -> dict[str, str]:
    """The variables that a build gets beside its own, so that another one gives the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return {
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": epoch if epoch.isdigit() else str(last_change()),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def last_change() -> int:
    """Seconds since 1970 of the last commit; without git, of the newest source."""
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        told = ""
    if told.isdigit():
        return int(told)
    return int(max(path.stat().st_mtime for path in (ROOT / "tagger").rglob("*.py")))


def settle(folder: Path, epoch: int) -> None:
    """Give everything in a folder the modes and times that do not tell who built it, and when."""
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.is_symlink():
            if os.utime in os.supports_follow_symlinks:
                os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        if os.name != "nt":
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch))


def compare(first: Path, second: Path) -> list[Difference]:
    """Every difference between two folders (or files), and inside of programs and zip archives."""
    if first.is_file():
        return list(_in_content(first, second, first.name))
    found: list[Difference] = []
    names = {path.relative_to(each).as_posix()
             for each in (first, second) for path in each.rglob("*")}  # fmt: skip
    for name in sorted(names):
        found += _in_entry(first / name, second / name, name)
    return found


def _in_entry(one: Path, other: Path, name: str) -> Iterator[Difference]:
    if not os.path.lexists(one) or not os.path.lexists(other):
        yield Difference(
            name, f"only in {'the second' if not os.path.lexists(one) else 'the first'}"
        )
    elif one.is_symlink() or other.is_symlink():
        targets = [os.readlink(each) if each.is_symlink() else "no link" for each in (one, other)]
        if targets[0] != targets[1]:
            yield Difference(name, f"link to {targets[0]}, to {targets[1]}")
    elif one.is_dir() != other.is_dir():
        yield Difference(name, "a folder in one of them")
    else:
        modes = [stat.S_IMODE(each.stat().st_mode) for each in (one, other)]
        if modes[0] != modes[1]:
            yield Difference(name, f"mode {modes[0]:o}, {modes[1]:o}")
        if one.is_file():
            yield from _in_content(one, other, name)


def _in_content(one: Path, other: Path, name: str) -> Iterator[Difference]:
    place = _first_difference(one, other)
    if place is None:
        return
    inner: list[Difference] = []
    for look in (_in_zip, _in_program):
        inner += look(one, other, name)
    # What is around an archive (the bootloader, the order of entries) may be all that differs.
    sizes = f"{one.stat().st_size} and {other.stat().st_size} bytes"
    yield from inner or [Difference(name, f"content from byte {place} on, {sizes}")]


def _first_difference(one: Path, other: Path) -> int | None:
    done = 0
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            pieces = first.read(_PIECE), second.read(_PIECE)
            if pieces[0] != pieces[1]:
                pairs = zip(*pieces, strict=False)
                same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(map(len, pieces)))
                return done + same
            if not pieces[0]:
                return None
            done += len(pieces[0])


def _in_zip(one: Path, other: Path, name: str) -> Iterator[Difference]:
    if not (zipfile.is_zipfile(one) and zipfile.is_zipfile(other)) or one.suffix != ".zip":
        return
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        yield from _in_names(name, first.namelist(), second.namelist(), first.read, second.read)
        for info in first.infolist():
            if info.filename in second.namelist():
                moments = info.date_time, second.getinfo(info.filename).date_time
                if moments[0] != moments[1]:
                    yield Difference(f"{name}: {info.filename}", f"time {moments[0]}, {moments[1]}")


def _in_program(one: Path, other: Path, name: str) -> Iterator[Difference]:
    """PyInstaller's archive in a program, and the archive of modules (PYZ) in that."""
    if b"MEI\014\013\012\013\016" not in one.read_bytes() + other.read_bytes():
        return
    from PyInstaller.archive.readers import CArchiveReader, NotAnArchiveError

    try:
        first, second = CArchiveReader(str(one)), CArchiveReader(str(other))
    except NotAnArchiveError:
        return
    if first.options != second.options:
        yield Difference(name, f"options {first.options}, {second.options}")
    yield from _in_names(name, [*first.toc], [*second.toc], first.extract, second.extract)
    for entry, (*_, kind) in first.toc.items():
        if kind != "z" or entry not in second.toc:
            continue
        modules = first.open_embedded_archive(entry), second.open_embedded_archive(entry)
        readers = [
            lambda module, archive=each: archive.extract(module, raw=True) for each in modules
        ]
        yield from _in_names(
            f"{name}: {entry}", [*modules[0].toc], [*modules[1].toc], *readers
        )  # fmt: skip


def _in_names(
    name: str,
    first: list[str],
    second: list[str],
    read_first: Callable[[str], object],
    read_second: Callable[[str], object],
) -> Iterator[Difference]:
    for entry in sorted(set(first) ^ set(second)):
        whose = "first" if entry in first else "second"
        yield Difference(f"{name}: {entry}", f"only in the {whose}")
    for entry in sorted(set(first) & set(second)):
        if read_first(entry) != read_second(entry):
            yield Difference(f"{name}: {entry}", "content")
    if first != second and sorted(first) == sorted(second):
        yield Difference(name, "the order of its entries")


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    found = compare(Path(arguments[0]), Path(arguments[1]))
    for each in found:
        print(each)
    print(f"{len(found)} differences" if found else "No difference.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
