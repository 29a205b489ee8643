"""Values that are stored as JSON, read quickly: a library has hundreds of thousands of them."""

from __future__ import annotations

import json
from functools import lru_cache

_read = json.JSONDecoder().raw_decode
_BETWEEN = "], ["


@lru_cache(maxsize=16_384)
def names_of(text: str) -> tuple[str, ...]:
    """A list of names. Most tracks share theirs with others, and then its memory too."""
    return tuple(_read(text)[0])


def best_of(text: str, most: int | None) -> list[tuple[str, float]]:
    """The first `most` pairs of a list of pairs; only these are read."""
    if most is None or most < 1:
        return _all(text)[:most]
    end = 0
    for _ in range(most):
        end = text.find(_BETWEEN, end + 1)
        if end < 0:
            return _all(text)[:most]
    try:
        found = _all(text[:end] + "]]")
    except json.JSONDecodeError:
        found = []
    # Else a name holds the very signs that stand between two pairs.
    return found if len(found) == most else _all(text)[:most]


def _all(text: str) -> list[tuple[str, float]]:
    return _read(text)[0]
