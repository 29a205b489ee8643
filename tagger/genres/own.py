"""The person's own vocabulary: genres of their own, their spelling of ours, and names they hide.

It is one JSON file in the home. What it says wins over what ships with the app:

- `name` is the person's spelling. Where it differs from ours in case, spaces, accents or hyphens
  only, the two are one genre; `means` names our genre where the spelling is another word.
- A name that is only an alias of ours ("Rap") becomes a genre of its own when it is listed, and
  lies below the genre whose alias it was unless its parents are given.
- `parents`, where given, stand in place of ours; `aliases` are added to ours.
- `hidden` genres keep their meaning but are not offered.

Keys that this version does not know are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.genres.vocabulary import fold
from tagger.whole_file import write_whole
from tagger.wording import say


class VocabularyError(TaggerError):
    """A vocabulary that cannot be read or contradicts itself; each line names its entry."""


@dataclass(frozen=True)
class OwnGenre:
    """What the person says of one genre."""

    name: str
    means: str = ""
    """Our name of the genre where theirs is another word for it."""
    parents: tuple[str, ...] | None = None
    """None leaves ours as they are."""
    aliases: tuple[str, ...] = ()
    unknown: Mapping[str, object] = field(default_factory=dict)
    """Keys of a later version."""


@dataclass(frozen=True)
class OwnVocabulary:
    genres: tuple[OwnGenre, ...] = ()
    hidden: tuple[str, ...] = ()
    unknown: Mapping[str, object] = field(default_factory=dict)

    def find(self, name: str) -> OwnGenre | None:
        """The entry of this name, in whatever spelling."""
        return next((own for own in self.genres if fold(own.name) == fold(name)), None)

    def put(self, entry: OwnGenre, instead_of: OwnGenre | None = None) -> OwnVocabulary:
        """The same with an entry added, or put in another one's place."""
        if instead_of is None:
            return replace(self, genres=(*self.genres, entry))
        genres = tuple(entry if own is instead_of else own for own in self.genres)
        return replace(self, genres=genres)

    def show(self, name: str) -> OwnVocabulary:
        """The same with a name no longer hidden."""
        return replace(self, hidden=tuple(n for n in self.hidden if fold(n) != fold(name)))


def load_own(file: Path) -> OwnVocabulary:
    """Read the file; a missing one is empty. Raises `VocabularyError` when it is damaged."""
    try:
        return parse(file.read_bytes())
    except FileNotFoundError:
        return OwnVocabulary()
    except OSError as error:
        raise VocabularyError(
            explain_os_error(error, say("Could not read your genres")), file
        ) from error
    except VocabularyError as error:
        raise VocabularyError(
            say(
                "Your genres in {file} are damaged: {message} Correct the file, or delete it "
                "to start with the genres of the app.",
                file=display_path(file),
                message=error.message,
            ),
            file,
        ) from error


def save_own(file: Path, own: OwnVocabulary) -> None:
    """Put the file in place as a whole. Raises `VocabularyError` when that is not possible."""
    try:
        write_whole(file, dump(own).encode())
    except OSError as error:
        raise VocabularyError(
            explain_os_error(error, say("Could not save your genres")), file
        ) from error


def dump(own: OwnVocabulary) -> str:
    rows: list[dict[str, object]] = []
    for genre in own.genres:
        row: dict[str, object] = {**genre.unknown, "name": genre.name}
        if genre.means:
            row["means"] = genre.means
        if genre.parents is not None:
            row["parents"] = list(genre.parents)
        if genre.aliases:
            row["aliases"] = list(genre.aliases)
        rows.append(row)
    content = {**own.unknown, "genres": rows, "hidden": list(own.hidden)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def parse(content: bytes) -> OwnVocabulary:
    """The vocabulary in a JSON text: an object as `dump` makes it, or a list of genres alone.

    Raises `VocabularyError` that names the entry.
    """
    try:
        said: object = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise VocabularyError(say("It is no JSON text ({error}).", error=error)) from error
    if isinstance(said, list):
        said = {"genres": said}
    if not isinstance(said, dict):
        raise VocabularyError(say("It holds no genres."))
    found = dict(cast("dict[str, object]", said))
    rows = found.pop("genres", [])
    if not isinstance(rows, list):
        raise VocabularyError(say("“genres” is no list."))
    hidden = _texts(found.pop("hidden", []), "“hidden”")
    return OwnVocabulary(tuple(_genre(n, row) for n, row in enumerate(rows, 1)), hidden, found)


def _genre(number: int, said: object) -> OwnGenre:
    place = entry_place(number)
    if isinstance(said, str):
        return OwnGenre(said)
    if not isinstance(said, dict):
        raise VocabularyError(say("{place}: this is no genre.", place=place))
    row = dict(cast("dict[str, object]", said))
    name, means = row.pop("name", None), row.pop("means", "")
    if not isinstance(name, str) or not isinstance(means, str):
        raise VocabularyError(say("{place}: it has no name.", place=place))
    parents, aliases = row.pop("parents", None), row.pop("aliases", [])
    return OwnGenre(
        name,
        means,
        None if parents is None else _texts(parents, say("{place}: “parents”", place=place)),
        _texts(aliases, say("{place}: “aliases”", place=place)),
        row,
    )


def _texts(said: object, what: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(text, str) for text in said):
        raise VocabularyError(say("{what} is no list of names.", what=what))
    return tuple(cast("list[str]", said))


def entry_place(number: int) -> str:
    """How an error names an entry of a JSON file."""
    return say("Entry {number}", number=number)
