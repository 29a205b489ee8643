"""Values that are stored as JSON, read quickly: a library has hundreds of thousands of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import overload

from tagger.making import maker_of
from tagger.records import GenreScore

_read = json.JSONDecoder().raw_decode
_score = maker_of(GenreScore)


@lru_cache(maxsize=16_384)
def names_of(text: str) -> tuple[str, ...]:
    """A list of names. Most tracks share theirs with others, and then its memory too."""
    return tuple(_read(text)[0])


def scores_of(text: str, most: int | None) -> Sequence[GenreScore]:
    """The first `most` pairs of a list of pairs, the others than the best one when asked for."""
    found = _shape_of(most).match(text)
    if found is None:
        return _all(text)[:most]
    name, chance = found.groups()
    end = found.end()
    cut = text[:end] + "]"
    if text[end:] != "]" and cut.count('"') != 2 * (most or 0):
        # Such a name stands among them.
        return _all(text)[:most]
    return _StoredScores(_score(intern(name), float(chance)), cut)


@lru_cache(maxsize=16)
def _shape_of(most: int | None) -> re.Pattern[str]:
    """Up to `most` pairs from the first, up to a name that is written with a backslash."""
    if most is not None and most < 1:
        return re.compile("(?!)")
    more = "*" if most is None else f"{{0,{most - 1}}}"
    return re.compile(r'\[\["([^"\\]*)", ([^\]"]*)\](?:, \["[^"\\]*", [^\]"]*\])' + more)


def _all(text: str) -> tuple[GenreScore, ...]:
    return tuple([_score(intern(genre), chance) for genre, chance in _read(text)[0]])


class _StoredScores(Sequence[GenreScore]):
    """As a tuple of them, of which nobody ever asks for more than the first for most tracks.

    All but that one stay text, which takes a third of the time and two thirds of the room.
    """

    __slots__ = ("_best", "_text")

    def __init__(self, best: GenreScore, text: str) -> None:
        """`text` has no backslash."""
        self._best = best
        self._text = text

    @overload
    def __getitem__(self, place: int) -> GenreScore: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[GenreScore, ...]: ...
    def __getitem__(self, place: int | slice) -> GenreScore | tuple[GenreScore, ...]:
        return self._best if place == 0 else _all(self._text)[place]

    def __len__(self) -> int:
        return self._text.count('"') // 2

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _StoredScores):
            return self._text == other._text or _all(self._text) == _all(other._text)
        return _all(self._text) == other

    def __hash__(self) -> int:
        return hash(_all(self._text))

    def __repr__(self) -> str:
        return repr(_all(self._text))
