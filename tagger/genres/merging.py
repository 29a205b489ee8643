"""Ours and theirs as one vocabulary: the genres of the app with what the person says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tagger.errors import display_path
from tagger.genres.own import OwnGenre, OwnVocabulary, VocabularyError, entry_place, load_own
from tagger.genres.vocabulary import Genre, Vocabulary, fold, load_genres
from tagger.wording import say

_MOST_ERRORS = 10


def open_vocabulary(file: Path) -> Vocabulary:
    """The genres of the app with the person's own. Raises `VocabularyError`."""
    own = load_own(file)
    try:
        return merge(load_genres(), own)
    except VocabularyError as error:
        raise VocabularyError(
            say(
                "Your genres in {file} contradict themselves:\n{message}",
                file=display_path(file),
                message=error.message,
            ),
            file,
        ) from error


def merge(
    bundled: Sequence[Genre], own: OwnVocabulary, place: Callable[[int], str] = entry_place
) -> Vocabulary:
    """One vocabulary of ours and theirs.

    `place` names the entry of a number, counted from 1. Raises `VocabularyError` with every
    contradiction: empty names, names claimed twice, unknown parents, a genre below itself.
    """
    if not own.genres:
        return Vocabulary(bundled, own.hidden)
    merging = _Merge(bundled, own, place)
    merged = merging.merged()
    if merging.errors:
        more = len(merging.errors) - _MOST_ERRORS
        tail = [say("… and {more} more.", more=more)] if more > 0 else []
        raise VocabularyError("\n".join([*merging.errors[:_MOST_ERRORS], *tail]))
    return Vocabulary(merged, own.hidden)


class _Merge:
    def __init__(
        self, bundled: Sequence[Genre], own: OwnVocabulary, place: Callable[[int], str]
    ) -> None:
        self._bundled = bundled
        self._own = own
        self._place = place
        self._ours = Vocabulary(bundled)
        self.errors: list[str] = []

    def merged(self) -> list[Genre]:
        entries = self._entries()
        name_of = {ours.name: own.name for _, own, ours in entries if ours is not None}
        names: dict[str, str] = {
            fold(name_of.get(genre.name, genre.name)): name_of.get(genre.name, genre.name)
            for genre in self._bundled
        }
        for number, own, ours in entries:
            if ours is None or fold(own.name) != fold(ours.name):
                taken = self._ours.genre(own.name)
                is_ours = taken is not None and fold(taken.name) == fold(own.name)
                if is_ours and taken is not ours:
                    self._say(number, own, say("“{name}” is another genre.", name=own.name))
            names.setdefault(fold(own.name), own.name)
        claimed = self._claimed(entries, names)
        said = {own.name: (number, own) for number, own, _ in entries}
        found: list[Genre] = []
        for genre in self._bundled:
            name = name_of.get(genre.name, genre.name)
            mine = said[name][1] if genre.name in name_of else OwnGenre(name)
            kept = (
                alias
                for alias in (genre.name, *genre.aliases)
                if fold(alias) not in names and claimed.get(fold(alias), name) == name
            )
            parents = mine.parents
            if parents is None:
                parents = tuple(name_of.get(parent, parent) for parent in genre.parents)
            found.append(Genre(name, parents, _once((*mine.aliases, *kept))))
        below: list[str] = []
        for _, own, ours in entries:
            if ours is None:
                below += [own.name] if own.parents is None else []
                found.append(Genre(own.name, own.parents or (), _once(own.aliases)))
        # Parents may be named by any name or alias.
        known = Vocabulary(found)
        found = [replace(g, parents=self._parents(g, known, said)) for g in found]
        self._refuse_cycles(found, said)
        return self._place_aliases(found, below, name_of)

    def _entries(self) -> list[tuple[int, OwnGenre, Genre | None]]:
        """Every entry that has a name of its own, with its number and our genre that it means."""
        entries: list[tuple[int, OwnGenre, Genre | None]] = []
        names: dict[str, str] = {}
        meant: dict[str, str] = {}
        for number, own in enumerate(self._own.genres, 1):
            if not own.name.strip() or not fold(own.name.strip()):
                self._say(number, None, say("the name is empty."))
                continue
            if not own.name.isprintable() or own.name != own.name.strip():
                self._say(number, own, say("its name has spaces around it or a line break in it."))
                continue
            ours = self._ours.genre(own.means or own.name)
            if own.means and ours is None:
                self._say(
                    number, own, say("it stands for “{means}”, which is no genre.", means=own.means)
                )
                continue
            if ours is not None and not own.means and fold(ours.name) != fold(own.name):
                ours = None
            if (first := names.get(fold(own.name))) is not None:
                self._say(
                    number, own, say("the genre is there twice, also as “{first}”.", first=first)
                )
                continue
            names[fold(own.name)] = own.name
            if ours is not None and (first := meant.setdefault(ours.name, own.name)) != own.name:
                self._say(
                    number,
                    own,
                    say("“{first}” is another spelling of the same genre.", first=first),
                )
                continue
            entries.append((number, own, ours))
        return entries

    def _claimed(
        self, entries: Iterable[tuple[int, OwnGenre, Genre | None]], names: Mapping[str, str]
    ) -> dict[str, str]:
        """The genre of every alias that the person gave, by its fold."""
        claimed: dict[str, str] = {}
        for number, own, _ in entries:
            for alias in own.aliases:
                if not alias.strip():
                    self._say(number, own, say("an alias is empty."))
                elif (owner := names.get(fold(alias), own.name)) != own.name:
                    self._say(
                        number,
                        own,
                        say(
                            "its alias “{alias}” is the genre “{owner}”.", alias=alias, owner=owner
                        ),
                    )
                elif (owner := claimed.setdefault(fold(alias), own.name)) != own.name:
                    self._say(
                        number,
                        own,
                        say(
                            "its alias “{alias}” is also one of “{owner}”.",
                            alias=alias,
                            owner=owner,
                        ),
                    )
        return claimed

    def _parents(
        self, genre: Genre, known: Vocabulary, said: Mapping[str, tuple[int, OwnGenre]]
    ) -> tuple[str, ...]:
        found: list[str] = []
        for parent in genre.parents:
            name = known.canonical(parent)
            if name is None and genre.name in said:
                self._say(
                    *said[genre.name], say("its parent “{parent}” is no genre.", parent=parent)
                )
            elif name is not None and name not in found:
                found.append(name)
        return tuple(found)

    def _refuse_cycles(
        self, found: Sequence[Genre], said: Mapping[str, tuple[int, OwnGenre]]
    ) -> None:
        graph = Vocabulary(found)
        for genre in found:
            if genre.name in said and genre.name in graph.ancestors(genre.name):
                way = " → ".join(_way_round(genre.name, graph))
                self._say(*said[genre.name], say("it would lie below itself: {way}.", way=way))

    def _place_aliases(
        self, found: list[Genre], below: Sequence[str], name_of: Mapping[str, str]
    ) -> list[Genre]:
        """Put genres that were only aliases of ours below the genre whose aliases they were."""
        parents = {genre.name: genre.parents for genre in found}
        for name in below:
            ours = self._ours.genre(name)
            if ours is not None:
                owner = name_of.get(ours.name, ours.name)
                if name not in _above(owner, parents):
                    parents[name] = (owner,)
        return [replace(genre, parents=parents[genre.name]) for genre in found]

    def _say(self, number: int, own: OwnGenre | None, problem: str) -> None:
        place = self._place(number)
        if own is not None:
            place = say("{place} (“{name}”)", place=place, name=own.name)
        self.errors.append(say("{place}: {problem}", place=place, problem=problem))


def _above(name: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = [parent for parent in parents.get(waiting.pop(), ()) if parent not in found]
        found.update(new)
        waiting += new
    return found


def _way_round(name: str, graph: Vocabulary) -> list[str]:
    """A way from a genre up through its parents to itself."""
    waiting = [[name]]
    while waiting:
        way = waiting.pop(0)
        genre = graph.genre(way[-1])
        for parent in genre.parents if genre else ():
            if parent == name:
                return [*way, name]
            if parent not in way:
                waiting.append([*way, parent])
    return [name, name]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values())
