"""Stands in for numba in the bundle: functions stay as they are written, uncompiled.

librosa imports numba for functions that Tagger never calls, or (those that `jit` and `vectorize`
mark) that are right, and quick enough for a track, without it. numba and its LLVM would be more
than a third of the bundle and most of a second of every start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

int32, int64, uint8, uint32 = np.int32, np.int64, np.uint8, np.uint32
float32, float64, complex64, complex128 = np.float32, np.float64, np.complex64, np.complex128
prange = range


def jit(*arguments: Any, **options: Any) -> Any:
    """The function itself: what numba compiles from it gives the same."""
    return _marked(arguments, lambda function: function)


njit = generated_jit = jit


def vectorize(*arguments: Any, **options: Any) -> Any:
    """The function itself, called once with whole arrays; librosa's are arithmetic alone."""
    return _marked(arguments, lambda function: function)


def stencil(*arguments: Any, **options: Any) -> Any:
    return _marked(arguments, _missing)


def guvectorize(*arguments: Any, **options: Any) -> Any:
    return _marked(arguments, _missing)


def _marked(arguments: tuple[Any, ...], mark: Callable[[Callable[..., Any]], Any]) -> Any:
    """Decorators come with and without arguments."""
    if len(arguments) == 1 and callable(arguments[0]) and not isinstance(arguments[0], type):
        return mark(arguments[0])
    return mark


def _missing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Such a function is no use uncompiled: it is written for one element of an array."""

    def refuse(*arguments: Any, **options: Any) -> Any:
        raise NotImplementedError(f"{function.__name__} needs numba, which is not in the bundle")

    return refuse
