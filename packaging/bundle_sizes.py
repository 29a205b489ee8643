#!/usr/bin/env python3
"""What takes how much of a bundle: `python3 packaging/bundle_sizes.py [FOLDER]`.

Fails where the whole is larger than it may be.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
MOST_UNPACKED = 450 * MEGABYTE
MOST_COMPRESSED = 180 * MEGABYTE
_CHUNK = 1 << 20

PARTS = (
    ("FFmpeg, through PyAV", ("av/", "av.libs/")),
    ("Qt, through PySide6", ("PySide6/", "shiboken6/", "libpyside6", "libshiboken6", "libQt6")),
    ("SciPy", ("scipy/",)),
    ("OpenBLAS and Fortran, of NumPy and SciPy", ("numpy.libs/", "scipy.libs/")),
    ("ONNX Runtime", ("onnxruntime/",)),
    ("NumPy", ("numpy/", "ml_dtypes/")),
    ("onnx and protobuf, to make personal models", ("onnx/", "google/")),
    ("Python", ("python3", "libpython", "base_library.zip")),
    ("librosa", ("librosa/", "msgpack/")),
    ("libsndfile and soxr", ("_soundfile_data/", "soxr/")),
    ("zstandard and watchfiles", ("zstandard/", "watchfiles/")),
    ("Tagger: model, pictures, words", ("tagger/",)),
)
"""A name, and how paths in `_internal` begin; the first that fits counts."""
_PROGRAMS = "Both programs, with all modules in Python"
_SYSTEM = "Libraries of the system, and other small ones"


@dataclass(frozen=True)
class Size:
    """In bytes."""

    unpacked: int
    compressed: int
    """By deflate at its best, each file for itself."""


def measure(bundle: Path) -> dict[str, Size]:
    """The parts of a bundle, the largest first."""
    unpacked: Counter[str] = Counter()
    compressed: Counter[str] = Counter()
    for path in sorted(bundle.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = _part_of(path.relative_to(bundle).as_posix())
        unpacked[name] += path.stat().st_size
        compressed[name] += sum(map(len, _deflated(path)))
    return {name: Size(size, compressed[name]) for name, size in unpacked.most_common()}


def table(sizes: dict[str, Size]) -> str:
    """Lines for people, in megabytes of a million bytes."""
    whole = total(sizes)
    rows = [*sizes.items(), ("Together", whole)]
    lines = [f"{'':<46}{'unpacked':>10}{'compressed':>12}"]
    for name, size in rows:
        unpacked, packed = size.unpacked / MEGABYTE, size.compressed / MEGABYTE
        lines.append(f"{name:<46}{unpacked:>7.1f} MB{packed:>9.1f} MB")
    return "\n".join(lines)


def total(sizes: dict[str, Size]) -> Size:
    return Size(
        sum(size.unpacked for size in sizes.values()),
        sum(size.compressed for size in sizes.values()),
    )


def _part_of(path: str) -> str:
    inside = path.removeprefix("_internal/")
    if inside == path:
        return _PROGRAMS
    for name, beginnings in PARTS:
        if inside.startswith(beginnings):
            return name
    return _SYSTEM


def _deflated(path: Path) -> Iterator[bytes]:
    deflate = zlib.compressobj(9)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield deflate.compress(chunk)
    yield deflate.flush()


def main(arguments: list[str]) -> int:
    bundle = Path(arguments[0]) if arguments else ROOT / "build" / "bundle" / "Tagger"
    sizes = measure(bundle)
    print(table(sizes))
    whole = total(sizes)
    if whole.unpacked > MOST_UNPACKED or whole.compressed > MOST_COMPRESSED:
        print("The bundle is larger than it may be.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
