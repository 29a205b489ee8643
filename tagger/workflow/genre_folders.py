"""Which genre a folder means, and how the names that people give to genres become one name each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tagger.errors import display_path
from tagger.genres.vocabulary import Vocabulary, fold
from tagger.workflow.evaluate import genre_matcher

LONGEST_NAME = 100
"""Characters; what is longer is a comment and no genre."""
_FEWEST_NAMED = 2
"""So many folders must be named after genres until the one that holds them is known to sort by
genre: one may be an album that is called “Jazz”."""

_REMEMBERED = 1 << 14

Names = tuple[str, ...]


class GenreNames:
    """Gives every genre one name: the model's, else the vocabulary's, else the first one given.

    `of(name)` is the genre that a name means, a new one where nobody knows it, and None where the
    name is none. `known(name)` is None also where neither model nor vocabulary knows it.
    """

    def __init__(self, vocabulary: Vocabulary, genres: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._new: dict[str, str] = {}
        # A library of 50,000 tracks asks for a few hundred names again and again.
        self._of_model = lru_cache(_REMEMBERED)(genre_matcher(vocabulary, genres))
        self.known = lru_cache(_REMEMBERED)(self._look_up)
        self.of = lru_cache(_REMEMBERED)(self._name)

    def _name(self, name: str) -> str | None:
        # Spaces first: of a newline in a name, `display_path` would make letters.
        clean = " ".join(display_path(" ".join(name.split())).split())
        if not clean or len(clean) > LONGEST_NAME:
            return None
        known = self.known(clean)
        return known or self._new.setdefault(fold(clean), clean)

    def _look_up(self, name: str) -> str | None:
        return self._of_model(name) or self._vocabulary.canonical(name)

    def is_below(self, name: str, genre: str) -> bool:
        return self._vocabulary.is_ancestor(genre, name)

    def is_one_of(self, name: str, genres: Iterable[str]) -> bool:
        """Whether a name means one of these genres; nothing becomes a new genre by asking."""

        def key(each: str) -> str:
            return fold(self.known(each) or each)

        return key(name) in set(map(key, genres))


@dataclass(frozen=True)
class _Named:
    """The folder that names the genre of what lies in it, and its name."""

    folder: Names
    name: str


class GenreFolders:
    """A folder that a person sorted by genre, read from where its music lies.

    The folders directly in it name the genres, whatever they are called. It names one itself where
    its own name is known, or where music lies directly in it and no folder below is a known genre.
    Further down only a known genre below the one above it counts (`Electronic/Techno`), so that
    artists and albums may be called like genres, unless most of the folders there are known genres
    (`Dance/Rock`, `Dance/Jazz`). An unknown name is passed through where that is so and no music
    lies beside them (`Sorted/Rock`, `Sorted/Jazz`).
    """

    def __init__(self, top: Path, files: Iterable[Path], names: GenreNames) -> None:
        self._top = top
        self._names = names
        self._inside: dict[Names, set[str]] = {}
        self._with_music: set[Names] = set()
        for file in files:
            folder = self._relative(file)
            self._with_music.add(folder)
            while folder and folder[-1] not in self._inside.setdefault(folder[:-1], set()):
                self._inside[folder[:-1]].add(folder[-1])
                folder = folder[:-1]
        self._named: dict[Names, _Named | None] = {(): self._of_top()}

    def find(self, file: Path) -> tuple[str, Path] | None:
        """The name that a file's folders give it, and the folder of that name; None beside them."""
        folder = self._relative(file)
        for length in range(1, len(folder) + 1):
            part = folder[:length]
            if part not in self._named:
                self._named[part] = self._step(part, self._named[part[:-1]])
        named = self._named[folder]
        return None if named is None else (named.name, self._top.joinpath(*named.folder))

    def _relative(self, file: Path) -> Names:
        return file.relative_to(self._top).parts[:-1]

    def _of_top(self) -> _Named | None:
        inside = self._inside.get((), set())
        known_inside = any(self._names.known(name) for name in inside)
        if self._names.known(self._top.name) or (() in self._with_music and not known_inside):
            return _Named((), self._top.name)
        return None

    def _step(self, folder: Names, above: _Named | None) -> _Named | None:
        name = folder[-1]
        own = _Named(folder, name)
        known = self._names.known(name) is not None
        if above is None:
            passed = not known and folder not in self._with_music and self._sorts(folder)
            return None if passed else own
        if above.folder != folder[:-1] or not known:
            return above
        is_genre = self._names.is_below(name, above.name) or self._sorts(above.folder, above.name)
        return own if is_genre else above

    def _sorts(self, folder: Names, genre: str | None = None) -> bool:
        """Whether most of the folders in one are named after known genres, not below its own."""
        inside = self._inside.get(folder, set())
        known = [name for name in inside if self._names.known(name) is not None]
        others = [n for n in known if genre is None or not self._names.is_below(n, genre)]
        return len(others) >= _FEWEST_NAMED and 2 * len(others) > len(inside)
