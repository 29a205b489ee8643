"""Looks at the `.npz` inside an imported model before NumPy believes its claims.

The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. A header may
claim an array of any size, and a ZIP member may unpack to any size.
"""

from __future__ import annotations

import io
import math
import sys
import zipfile
import zlib

import numpy as np
from numpy.lib import format as npy

from tagger.model.personal import problem_with_genres
from tagger.wording import say

LARGEST_UNPACKED = 32_000_000
MOST_ARRAYS = 16

_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1


class StatisticsFileError(ValueError):
    """What is wrong, as the rest of a sentence that begins with the model."""


def check_statistics(data: bytes, size: int) -> None:
    """Raises `StatisticsFileError` unless these are statistics of embeddings of `size` numbers.

    They hold `genres` (C,), `count` (C,), `mean` (C, D) and `scatter` (D, D), all finite, and may
    hold more.
    """
    try:
        arrays = _arrays(data)
        names = arrays["genres"].tolist() if "genres" in arrays else []
    except (
        *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError),
        *(ValueError, KeyError, OverflowError, SyntaxError, TypeError),
    ) as error:
        raise StatisticsFileError(say("its statistics are damaged")) from error
    if not {"genres", "count", "mean", "scatter"} <= set(arrays):
        raise StatisticsFileError(say("its statistics are not complete"))
    genres = arrays["genres"]
    shapes = [arrays[name].shape for name in ("genres", "count", "mean", "scatter")]
    classes = len(genres) if genres.ndim == 1 else 0
    if (
        shapes != [(classes,), (classes,), (classes, size), (size, size)]
        or genres.dtype.kind != "U"
    ):
        raise StatisticsFileError(say("its statistics do not fit its network"))
    if (problem := problem_with_genres(names)) is not None:
        raise StatisticsFileError(say("in its statistics {problem}", problem=problem))
    numbers = [array for array in arrays.values() if array.dtype.kind in "fiu"]
    if not all(np.isfinite(array).all() for array in numbers) or (arrays["count"] < 0).any():
        raise StatisticsFileError(say("its statistics are damaged"))


def _arrays(data: bytes) -> dict[str, np.ndarray]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MOST_ARRAYS or len({m.filename for m in members}) != len(members):
            raise ValueError("too many arrays")
        if sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise ValueError("too large")
        found: dict[str, np.ndarray] = {}
        for member in members:
            if member.compress_type not in _STORED_OR_DEFLATED or member.flag_bits & _ENCRYPTED:
                raise ValueError("packed in another way")
            with archive.open(member) as stream:
                content = stream.read(LARGEST_UNPACKED)
            found[member.filename.removesuffix(".npy")] = _array(content)
    return found


def _array(content: bytes) -> np.ndarray:
    stream = io.BytesIO(content)
    version = npy.read_magic(stream)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"version {version}")
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, fortran, dtype = read(stream)
    if dtype.kind not in "fiuU" or any(side < 0 for side in shape):
        raise ValueError(f"{dtype}")
    rest = content[stream.tell() :]
    if math.prod(shape) * dtype.itemsize != len(rest):
        raise ValueError("more is claimed than is there")
    if dtype.kind == "U" and (np.frombuffer(rest, f"{dtype.byteorder}u4") > sys.maxunicode).any():
        raise ValueError("no text")
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran else "C")
