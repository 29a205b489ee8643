"""Finding the files that a playlist means among those of a library.

A playlist may come from another machine, drive or folder, and spell names in another Unicode form
or case. So paths are compared from their end: the library's file that shares the most names with
an entry, from the file's own name upwards, is the one, if there is only one such file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN = re.compile(r"[/\\]+")
_NUMBERED = re.compile(r"(?:track|titel|title|piste|pista|audio ?track|[\W\d_])+", re.IGNORECASE)
"""The stem of a name that any album has: "01", "Track 03", "Audio Track 7"."""
_MOST_COMPARED = 1000
_MOST_SHOWN = 5


@dataclass(frozen=True)
class Match:
    """What became of one entry."""

    entry: str
    found: int | None = None
    """The place of the file among the library's paths; None where there is none for certain."""
    candidates: tuple[int, ...] = ()
    """Files that fit equally well, a few of them where there are many."""


class PathMatcher:
    """The paths of a library, to be found by what a playlist says."""

    def __init__(self, paths: Sequence[Path]) -> None:
        names = [path_names(str(path)) for path in paths]
        order = sorted(range(len(names)), key=lambda place: _key(names[place]))
        self._places = order
        self._names = [names[place] for place in order]
        self._keys = [_key(each) for each in self._names]

    def find(self, entry: str) -> Match:
        """The file that an entry means.

        The whole path wins over a shared end, and the same spelling over another one, where both
        exist. A file that shares no more than a name such as `01.mp3` is not taken for it.
        """
        names = path_names(entry)
        key = _key(names)
        at = bisect_left(self._keys, key)
        shared = max((_shared(key, k) for k in self._keys[max(0, at - 1) : at + 1]), default=0)
        if not shared:
            return Match(entry)
        end = _key(names[:shared])
        low, high = bisect_left(self._keys, end), bisect_left(self._keys, f"{end[:-1]}\1")
        fitting: Sequence[int] = range(low, high)
        if len(fitting) <= _MOST_COMPARED:
            fitting = self._closest(fitting, names, shared)
        places = sorted(self._places[number] for number in fitting[:_MOST_COMPARED])
        if len(places) > 1:
            return Match(entry, candidates=tuple(places[:_MOST_SHOWN]))
        if shared == 1 and len(names) > 1 and _says_nothing(names[0]):
            return Match(entry, candidates=tuple(places))
        return Match(entry, places[0])

    def _closest(self, fitting: Sequence[int], names: Sequence[str], shared: int) -> Sequence[int]:
        whole = [n for n in fitting if len(self._names[n]) == shared == len(names)]
        fitting = whole or fitting
        for spelling in (str, _composed):
            wanted = [spelling(name) for name in names[:shared]]
            same = [n for n in fitting if [spelling(x) for x in self._names[n][:shared]] == wanted]
            if same:
                return same
        return fitting


def path_names(path: str) -> tuple[str, ...]:
    """The names in a path of any system, the file's own first; `.` and `..` are followed."""
    names: list[str] = []
    for name in _BETWEEN.split(path.replace("\0", "")):
        if name == "..":
            del names[-1:]
        elif name and name != ".":
            names.append(name)
    return tuple(reversed(names))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _key(names: Sequence[str]) -> str:
    """Names without case and Unicode form, each ended by what sorts below everything else."""
    folded = (_composed(_composed(name).casefold()) for name in names)
    return "".join(f"{name}\0" for name in folded)


def _shared(one: str, other: str) -> int:
    """How many names two keys have in common from their start."""
    count = 0
    for a, b in zip(one.split("\0")[:-1], other.split("\0")[:-1], strict=False):
        if a != b:
            break
        count += 1
    return count


def _says_nothing(name: str) -> bool:
    return bool(_NUMBERED.fullmatch(name.rsplit(".", 1)[0]))
