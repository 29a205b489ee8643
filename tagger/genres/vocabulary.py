"""The vocabulary of genre names: canonical spelling, aliases, and parents as a graph."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tagger.paths import resources


@dataclass(frozen=True)
class Genre:
    """A genre as the vocabulary knows it; a genre may have several parents."""

    name: str
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def fold(name: str) -> str:
    """A name without what spelling varies in: case, accents, spaces, hyphens, `&` against `and`."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\s*(?:&|\+|'n'|\band\b|\bn\b)\s*", "and", text)
    return re.sub(r"[\s\-_/.,'’]+", "", text)


class Vocabulary:
    """Names known to the app. A name that is not in it stays as the person wrote it."""

    def __init__(self, genres: Sequence[Genre]) -> None:
        self._genres: Mapping[str, Genre] = {genre.name: genre for genre in genres}
        self._by_fold: dict[str, str] = {}
        for genre in genres:
            for alias in genre.aliases:
                self._by_fold.setdefault(fold(alias), genre.name)
        for genre in genres:
            self._by_fold[fold(genre.name)] = genre.name

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._genres, key=str.casefold))

    def canonical(self, name: str) -> str | None:
        """The vocabulary's own spelling of a name or alias; None when it does not know it."""
        return self._by_fold.get(fold(name))

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

    def agrees(self, present: Sequence[str], suggested: str) -> bool:
        """Whether a file's genres already say the suggested one, or one below or above it."""
        wanted = self.canonical(suggested) or suggested
        for value in present:
            for part in re.split(r"[;/,|\0]", value) if self.canonical(value) is None else [value]:
                own = self.canonical(part.strip())
                if own is None:
                    continue
                if own == wanted or wanted in self.ancestors(own) or own in self.ancestors(wanted):
                    return True
        return False


class _Row(TypedDict, total=False):
    name: str
    parents: list[str]
    aliases: list[str]


def load_vocabulary(file: Path | None = None) -> Vocabulary:
    """The bundled vocabulary, `resources/genres.json`."""
    source = file or resources() / "genres.json"
    rows: list[_Row] = json.loads(source.read_text(encoding="utf-8"))
    return Vocabulary(
        [
            Genre(row["name"], tuple(row.get("parents", ())), tuple(row.get("aliases", ())))
            for row in rows
            if "name" in row
        ]
    )
