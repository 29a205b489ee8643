"""The person's own vocabulary in files that they keep or get: import and export.

Two kinds of file are read and written: JSON as in the home, and plain text, one genre a line,
indented by tabs or spaces below its parent, with aliases behind an equals sign:

    House
      Tech House = Techno House; Tekhouse

In such a tree a genre may stand below several parents. Parents that a tree names are added to
those that a known genre has, since a line at the top says nothing of what it lies below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tagger.genres.editing import take_over
from tagger.genres.merging import merge
from tagger.genres.own import OwnGenre, OwnVocabulary, VocabularyError, entry_place, parse
from tagger.genres.vocabulary import Genre, Vocabulary, fold
from tagger.wording import say

_EQUALS = " = "
_SIGN = re.compile(r"(?:^|\s)=(?:\s|$)")
_BETWEEN = "; "


@dataclass(frozen=True)
class Imported:
    """What an import made of a vocabulary."""

    own: OwnVocabulary
    added: tuple[str, ...]
    """Genres that are new, or of which something new is known."""
    known: tuple[str, ...]
    """Genres of which nothing new was said."""
    notes: tuple[str, ...]
    """What was said differently and not taken over, each with its line or entry."""


@dataclass(frozen=True)
class _Said:
    """One entry of a file to be imported."""

    place: str
    genre: OwnGenre
    adds_parents: bool


def import_any(bundled: Sequence[Genre], own: OwnVocabulary, content: bytes) -> Imported:
    """The same with what a file says, JSON or a tree in plain text.

    Raises `VocabularyError` that names the entry or the line.
    """
    is_json = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    return (import_json if is_json else import_text)(bundled, own, content)


def import_json(bundled: Sequence[Genre], own: OwnVocabulary, content: bytes) -> Imported:
    """The same with what a JSON file says. Raises `VocabularyError` that names the entry."""
    said = parse(content)
    entries = [_Said(entry_place(n), genre, False) for n, genre in enumerate(said.genres, 1)]
    found = _import(bundled, own, entries)
    hidden = {fold(name): name for name in (*found.own.hidden, *said.hidden)}
    unknown = {**said.unknown, **found.own.unknown}
    return replace(found, own=replace(found.own, hidden=tuple(hidden.values()), unknown=unknown))


def import_text(bundled: Sequence[Genre], own: OwnVocabulary, content: bytes) -> Imported:
    """The same with what a tree in plain text says.

    Raises `VocabularyError` that names the line.
    """
    return _import(bundled, own, list(_lines(content)))


def export_text(vocabulary: Vocabulary, only: OwnVocabulary | None = None) -> str:
    """The genres to offer as a tree; with `only`, the person's own with those above them."""
    if only is None:
        return "".join(_line(vocabulary, depth, name, True) for depth, name in vocabulary.tree())
    mine = {vocabulary.canonical(genre.name) or genre.name for genre in only.genres}
    wanted = mine.union(*(vocabulary.ancestors(name) for name in mine))
    # The aliases of a genre that only leads to theirs are not theirs to give.
    return "".join(
        _line(vocabulary, depth, name, name in mine)
        for depth, name in vocabulary.tree(hidden=True)
        if name in wanted
    )


def _line(vocabulary: Vocabulary, depth: int, name: str, with_aliases: bool) -> str:
    genre = vocabulary.genre(name)
    aliases = genre.aliases if genre is not None and with_aliases else ()
    bad = [text for text in (name, *aliases) if _EQUALS in text]
    bad += [alias for alias in aliases if _BETWEEN.strip() in alias]
    if bad:
        raise VocabularyError(
            say("“{name}” cannot stand in a text file. Export as JSON instead.", name=bad[0])
        )
    more = _EQUALS + _BETWEEN.join(aliases) if aliases else ""
    return f"{'  ' * depth}{name}{more}\n"


def _lines(content: bytes) -> Iterator[_Said]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise VocabularyError(say("The file is no text in UTF-8.")) from error
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    unit = min((width for width in widths if width > 0), default=2)
    above: list[str] = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        place = say("Line {number}", number=number)
        margin = line[: len(line) - len(line.lstrip())]
        tabs, spaces = margin.count("\t"), margin.count(" ")
        if spaces % unit or tabs + spaces != len(margin):
            raise VocabularyError(
                say(
                    "{place}: indent it by tabs or by {unit} spaces a level.",
                    place=place,
                    unit=unit,
                )
            )
        depth = tabs + spaces // unit
        if depth > len(above):
            place = say("{place} (“{name}”)", place=place, name=text)
            raise VocabularyError(
                say("{place}: it is indented too far below its parent.", place=place)
            )
        name, _, rest = _SIGN.sub("\0", text, count=1).partition("\0")
        if not name.strip():
            raise VocabularyError(say("{place}: the name is empty.", place=place))
        aliases = tuple(alias.strip() for alias in re.split("[;；]", rest) if alias.strip())
        parents = (above[depth - 1],) if depth else None
        above[depth:] = [name.strip()]
        yield _Said(place, OwnGenre(name.strip(), parents=parents, aliases=aliases), True)


def _import(bundled: Sequence[Genre], own: OwnVocabulary, entries: Sequence[_Said]) -> Imported:
    before = merge(bundled, own)
    places: dict[str, str] = {}
    notes: list[str] = []
    touched: dict[str, bool] = {}
    for said in entries:
        name = said.genre.name
        if not name.strip():
            raise VocabularyError(say("{place}: the name is empty.", place=said.place))
        first = own.find(name)
        if first is not None and first.name != name:
            notes.append(
                say(
                    "{place}: “{name}” is spelled “{spelling}” already.",
                    place=said.place,
                    name=name,
                    spelling=first.name,
                )
            )
        taken = take_over(own, before, said.genre, adds_parents=said.adds_parents)
        touched[first.name if first else name] = touched.get(name, False) or taken is not None
        if taken is not None:
            places.setdefault(fold(name), said.place)
            own = taken
    merge(bundled, own, lambda number: _place(own, places, number))
    return Imported(
        own,
        tuple(name for name, new in touched.items() if new),
        tuple(name for name, new in touched.items() if not new),
        tuple(notes),
    )


def _place(own: OwnVocabulary, places: dict[str, str], number: int) -> str:
    return places.get(fold(own.genres[number - 1].name), say("Your genres"))
