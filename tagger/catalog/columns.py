"""Values that are stored as JSON, read quickly: a library has hundreds of thousands of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import overload

from tagger.making import maker_of
from tagger.records import GenreScore

_read = json.JSONDecoder().raw_decode
_BETWEEN = "], ["
_score = maker_of(GenreScore)


@lru_cache(maxsize=16_384)
def names_of(text: str) -> tuple[str, ...]:
    """A list of names. Most tracks share theirs with others, and then its memory too."""
    return tuple(_read(text)[0])


def scores_of(text: str, most: int | None) -> Sequence[GenreScore]:
    """The first `most` pairs of a list of pairs, the others than the best one when asked for."""
    cut = text if most is None else _first_pairs(text, most)
    if cut is None or cut == "[]" or "\\" in cut:
        return _all(text)[:most]
    _, name, rest = cut.split('"', 2)
    return _StoredScores(_score(intern(name), float(rest[1 : rest.index("]")])), cut)


def _first_pairs(text: str, most: int) -> str | None:
    """A list with only the first `most` pairs of one; None where they have to be read to know."""
    end = 0
    for _ in range(most):
        end = text.find(_BETWEEN, end + 1)
        if end < 0:
            return text
    # Where every mark begins or ends a name, so many of them are so many pairs. Else a name holds
    # the very signs that stand between two pairs.
    return text[:end] + "]]" if text.count('"', 0, end) == 2 * most > 0 else None


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
