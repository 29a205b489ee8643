"""What a bundle for Linux takes from the system, read from its own programs and libraries.

The dynamic section of an ELF file names the libraries that it needs; what the bundle does not bring
itself must come from the system. The form is that of the System V ABI (gABI, chapters 4 and 5), the
versions of symbols that of the Linux Standard Base (Core, generic, 10.7).
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from system_packages import DEBIAN_PACKAGE_OF_LIBRARY

_GLIBC = ("ld-linux", "libc.so", "libdl.so", "libm.so", "libmvec.so", "libpthread.so",
          "libresolv.so", "librt.so", "libutil.so", "libanl.so")  # fmt: skip
_MORE_PACKAGES: Mapping[str, str] = {
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libudev.so.1": "libudev1",
}
_DATA_OF_LIBRARY: Mapping[str, str] = {
    "libfontconfig.so.1": "fontconfig-config",
    "libxkbcommon.so.0": "xkb-data",
    "libX11.so.6": "libx11-data",
}
"""Where the bundle brings the library, its data still come from the system. fontconfig-config
depends on a font, without which no text is drawn."""

_LOAD, _DYNAMIC = 1, 2
_NEEDED, _STRTAB, _VERNEED, _VERNEEDNUM = 1, 5, 0x6FFFFFFE, 0x6FFFFFFF


@dataclass(frozen=True)
class Elf:
    """What one file asks of others."""

    needed: tuple[str, ...]
    """Names of libraries, e.g. `libEGL.so.1`."""
    versions: tuple[str, ...]
    """Versions of symbols, e.g. `GLIBC_2.34`."""


@dataclass(frozen=True)
class Needs:
    """What a whole bundle asks of the system."""

    libraries: dict[str, tuple[str, ...]]
    """By name, with the files of the bundle that need it."""
    glibc: str | None
    """The oldest version of the GNU C library that it runs with, e.g. `2.36`."""
    brought: frozenset[str]
    """The names of all files in it."""

    def packages(self) -> dict[str, str]:
        """Debian's package of every library of the system; the C library's is not among them."""
        known = {**DEBIAN_PACKAGE_OF_LIBRARY, **_MORE_PACKAGES}
        return {name: known[name] for name in sorted(self.libraries) if name in known}

    def unknown(self) -> dict[str, tuple[str, ...]]:
        """Libraries for which we know no package."""
        return {
            name: files
            for name, files in self.libraries.items()
            if name not in self.packages() and not name.startswith(_GLIBC)
        }

    def debian_depends(self) -> str:
        """The field Depends of a Debian package."""
        data = {_DATA_OF_LIBRARY[name] for name in self.brought & set(_DATA_OF_LIBRARY)}
        wanted = {*self.packages().values(), *data}
        first = [] if self.glibc is None else [f"libc6 (>= {self.glibc})"]
        return ", ".join([*first, *sorted(wanted)])


def needs_of(bundle: Path) -> Needs:
    """Read every ELF file of a bundle. What nobody has a package for is told on stderr."""
    brought: set[str] = set()
    libraries: dict[str, list[str]] = {}
    versions: set[tuple[int, ...]] = set()
    for path in sorted(bundle.rglob("*")):
        if path.is_dir():
            continue
        brought.add(path.name)
        elf = None if path.is_symlink() else read_elf(path)
        if elf is None:
            continue
        for name in elf.needed:
            libraries.setdefault(name, []).append(path.relative_to(bundle).as_posix())
        versions |= {
            tuple(int(part) for part in version.removeprefix("GLIBC_").split("."))
            for version in elf.versions
            if version.startswith("GLIBC_") and version[6:7].isdigit()
        }
    needs = Needs(
        {name: tuple(files) for name, files in libraries.items() if name not in brought},
        ".".join(str(part) for part in max(versions)) if versions else None,
        frozenset(brought),
    )
    for name, files in needs.unknown().items():
        print(
            f"No Debian package is known for {name}, which {files[0]} needs; add it to "
            "packaging/system_packages.py.",
            file=sys.stderr,
        )
    return needs


def read_elf(path: Path) -> Elf | None:
    """What a file asks for; None when it is no 64-bit little-endian ELF file that can be loaded."""
    with path.open("rb") as file:
        if file.read(6) != b"\x7fELF\x02\x01":
            return None
    try:
        return _read(path.read_bytes())
    except (struct.error, ValueError, OverflowError):
        # Damaged, or ELF in name only: the loader would say the same.
        return None


def _read(data: bytes) -> Elf | None:
    start, size, count = _program_headers(data)
    loaded: list[tuple[int, int, int]] = []
    dynamic = None
    for place in range(count):
        kind, _, offset, address, _, length = struct.unpack_from(
            "<IIQQQQ", data, start + size * place
        )
        if kind == _LOAD:
            loaded.append((address, address + length, offset - address))
        elif kind == _DYNAMIC:
            dynamic = offset, length
    if dynamic is None:
        return None
    entries = list(_entries(data, *dynamic))

    def offset_of(tag: int) -> int | None:
        address = next((value for found, value in entries if found == tag), None)
        return next((address + move for low, high, move in loaded if address is not None
                     and low <= address < high), None)  # fmt: skip

    strings = offset_of(_STRTAB)
    if strings is None:
        return None

    def text(at: int) -> str:
        begin = strings + at
        return data[begin : data.index(b"\0", begin)].decode()

    needed = tuple(text(value) for tag, value in entries if tag == _NEEDED)
    verneed = offset_of(_VERNEED)
    count = next((value for tag, value in entries if tag == _VERNEEDNUM), 0)
    versions = () if verneed is None else tuple(text(at) for at in _names(data, verneed, count))
    return Elf(needed, versions)


def _program_headers(data: bytes) -> tuple[int, int, int]:
    """Where they are, how long each is, and how many."""
    (start,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    return start, size, count


def _entries(data: bytes, offset: int, length: int) -> Iterator[tuple[int, int]]:
    for place in range(offset, offset + length, 16):
        tag, value = struct.unpack_from("<qQ", data, place)
        if tag == 0:
            return
        yield tag, value


def _names(data: bytes, offset: int, count: int) -> Iterator[int]:
    """Where in the strings the names of the needed versions are (Verneed and Vernaux)."""
    for _ in range(count):
        _, parts, _, first, following = struct.unpack_from("<HHIII", data, offset)
        at = offset + first
        for _ in range(parts):
            _, _, _, name, step = struct.unpack_from("<IHHII", data, at)
            yield name
            at += step
        offset += following
