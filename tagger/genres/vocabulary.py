"""The vocabulary of genre names: canonical spelling, aliases, and parents as a graph."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from tagger.parts import broken_file
from tagger.paths import resources
from tagger.wording import say


@dataclass(frozen=True)
class Genre:
    """A genre as the vocabulary knows it; a genre may have several parents."""

    name: str
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


_VOICING_MARKS = "\u3099\u309a"
"""They tell ガ from カ: no accents, but other letters."""


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without what spelling varies in: case, accents, spaces, hyphens, `&` against `and`."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace("`", "'")).casefold()
    text = "".join(c for c in text if c in _VOICING_MARKS or not unicodedata.combining(c))
    text = re.sub(r"\s*(?:&|\+|'n'|\band\b|\bn\b)\s*", "and", text)
    return re.sub(r"[\s\-‐‑–_/.,'・]+", "", text) or name.casefold()


JOINTS = (
    re.compile(r"[\0\x1f\r\n]+"),
    re.compile(r"[;；]|\\\\"),
    re.compile(r"[|,，、]"),
    re.compile(r"[/／]"),
)
"""What separates several genres in one value, the strongest first: "R&B/Soul; Funk" is two."""
AND = re.compile(r"\s+(?:&|and|und|et|y)\s+|\s*\+\s*", re.IGNORECASE)


class Vocabulary:
    """Names known to the app. A name that is not in it stays as the person wrote it.

    Hidden genres keep their meaning, but are not offered.
    """

    def __init__(self, genres: Iterable[Genre], hidden: Iterable[str] = ()) -> None:
        self._genres: Mapping[str, Genre] = {genre.name: genre for genre in genres}
        self._by_fold: dict[str, str] = {}
        for genre in self._genres.values():
            for alias in genre.aliases:
                self._by_fold.setdefault(fold(alias), genre.name)
        for genre in self._genres.values():
            self._by_fold[fold(genre.name)] = genre.name
        self._children: dict[str, list[str]] = {}
        for genre in self._genres.values():
            for parent in genre.parents:
                self._children.setdefault(parent, []).append(genre.name)
        self._hidden = frozenset(self.canonical(name) or name for name in hidden)

    @property
    def names(self) -> tuple[str, ...]:
        """The genres to offer, in alphabetical order."""
        return _sorted(name for name in self._genres if name not in self._hidden)

    @property
    def genres(self) -> tuple[Genre, ...]:
        """All of them, the hidden ones too."""
        return tuple(self._genres.values())

    @property
    def hidden(self) -> tuple[str, ...]:
        return _sorted(self._hidden)

    def canonical(self, name: str) -> str | None:
        """The vocabulary's own spelling of a name or alias; None when it does not know it."""
        return self._by_fold.get(fold(name))

    def genre(self, name: str) -> Genre | None:
        """The genre that a name or alias means."""
        known = self.canonical(name)
        return None if known is None else self._genres[known]

    def spelled(self, genres: Iterable[str]) -> tuple[str, ...]:
        """What is written for genres that a model suggests.

        Known names get their canonical spelling, which is the person's own where they have one.
        Unknown names stay as they are, for no genre is dropped for not being known. A genre that
        comes twice is kept once, in the first one's place. Genres that a person typed are not to
        be passed through here: their spelling at the time of writing wins over any list.
        """
        found: dict[str, str] = {}
        for genre in genres:
            name = self.canonical(genre) or genre
            found.setdefault(fold(name), name)
        return tuple(found.values())

    def ancestors(self, name: str) -> frozenset[str]:
        """Every genre above one, through all its parents; empty for an unknown name."""
        found: set[str] = set()
        waiting = [self.canonical(name) or name]
        while waiting:
            genre = self._genres.get(waiting.pop())
            for parent in genre.parents if genre else ():
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return frozenset(found)

    def children(self, name: str, *, hidden: bool = False) -> tuple[str, ...]:
        """The genres directly below one; the hidden ones only if asked for."""
        below = self._children.get(self.canonical(name) or name, [])
        return _sorted(child for child in below if hidden or child not in self._hidden)

    def tree(self, *, hidden: bool = False) -> Iterator[tuple[int, str]]:
        """Depth and name of every genre to offer; one with several parents comes below each."""
        offered = set(self._genres) if hidden else set(self.names)
        tops = [n for n in _sorted(offered) if not offered.intersection(self._genres[n].parents)]
        waiting = [(0, name) for name in reversed(tops)]
        while waiting:
            depth, name = waiting.pop()
            yield depth, name
            below = self.children(name, hidden=hidden)
            waiting.extend((depth + 1, child) for child in reversed(below))

    def parts(self, value: str) -> tuple[str, ...]:
        """The names in one value of a tag: "House; Techno" is two, "Rap/Hip-Hop" is a known one."""
        return tuple(self._parts(value.strip(), 0))

    def _parts(self, value: str, level: int) -> Iterator[str]:
        if not value:
            return
        if self.canonical(value) is not None:
            yield value
        elif level < len(JOINTS):
            for part in JOINTS[level].split(value):
                yield from self._parts(part.strip(), level + 1)
        else:
            both = AND.split(value)
            yield from both if all(self.canonical(part) for part in both) else [value]

    def is_same(self, name: str, value: str) -> bool:
        """Whether a value of a tag says this genre, in whatever spelling."""
        wanted = fold(self.canonical(name) or name)
        return any(fold(self.canonical(part) or part) == wanted for part in self.parts(value))

    def is_ancestor(self, name: str, value: str) -> bool:
        """Whether a value of a tag says a genre that lies below this one."""
        wanted = self.canonical(name) or name
        return any(wanted in self.ancestors(part) for part in self.parts(value))


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (fold(name), name)))


class _Row(TypedDict, total=False):
    name: str
    parents: list[str]
    aliases: list[str]


def load_genres(file: Path | None = None) -> tuple[Genre, ...]:
    """The genres that ship with the app, `resources/genres.json`.

    Raises `BrokenPartError` where the file is missing or damaged.
    """
    source = file or resources() / "genres.json"
    try:
        rows: list[_Row] = json.loads(source.read_text(encoding="utf-8"))
        return tuple(
            Genre(row["name"], tuple(row.get("parents", ())), tuple(row.get("aliases", ())))
            for row in rows
            if "name" in row
        )
    except FileNotFoundError as error:
        raise broken_file(source, say("it is not there")) from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise broken_file(source, say("it cannot be read")) from error


def load_vocabulary(file: Path | None = None) -> Vocabulary:
    """The bundled vocabulary alone, without what the person added."""
    return Vocabulary(load_genres(file))
