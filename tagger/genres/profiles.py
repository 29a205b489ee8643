"""Who reads the tags: how several genres are put into a file so that a program shows them.

One profile holds for the whole library. What a profile puts into the fields it can read back:
`present` is the inverse of `fields`, so that a policy decides about genres and not about how they
are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tagger.genres.vocabulary import Vocabulary, fold
from tagger.settings import (
    PROFILE,
    PROFILE_JOINT,
    PROFILE_MOST,
    PROFILE_ORDER,
    PROFILE_SEPARATOR,
    PROFILE_SUBGENRES,
    Settings,
)
from tagger.wording import later

GENRE = "GENRE"
SUBGENRE_FIELDS = ("STYLE", "SUBGENRE")


class Order(StrEnum):
    AS_GIVEN = "as given"
    NARROWEST = "narrowest first"
    BROADEST = "broadest first"


@dataclass(frozen=True)
class Profile:
    """How the genres of a file are written for the programs that read it."""

    name: str
    title: str
    most: int = 0
    """At most so many genres; 0 is all."""
    order: Order = Order.AS_GIVEN
    """Only genres of which one lies below the other change places; among others the likelier one,
    which is given first, stays first."""
    separator: str = ""
    """What joins several genres to one value; empty keeps them separate values."""
    subgenre_field: str = ""
    """The field that narrower genres go into, one of `SUBGENRE_FIELDS`; empty is none."""
    reload: str = ""
    """How its program is made to read the tags again, in a sentence."""
    one_value: bool = False
    """Its program shows one value only."""

    def fields(
        self, genres: Sequence[str], vocabulary: Vocabulary, keep: Sequence[str] = ()
    ) -> dict[str, tuple[str, ...]]:
        """The values by field: `GENRE`, and the field for sub-genres where there is one.

        With such a field every genre that lies below others goes into it, and the broadest genres
        above it go into `GENRE` instead, whether they were given or not: Tech House is written as
        the genre Electronic with the style Tech House. So a program's list of genres stays short
        and every file has an entry in it. No values mean that the field is to be taken out.

        `keep` are genres that are not left out for being too many: what a file has, where the
        policy promises to keep that.
        """
        chosen = self._cut(self._ordered(genres, vocabulary), keep)
        if not self.subgenre_field:
            return {GENRE: self._joined(chosen)}
        broad = _once(top for genre in chosen for top in _broadest(genre, vocabulary))
        narrow = tuple(genre for genre in chosen if genre not in broad)
        broad = self._cut(broad, [top for genre in keep for top in _broadest(genre, vocabulary)])
        return {GENRE: self._joined(broad), self.subgenre_field: self._joined(narrow)}

    def split(self, values: Iterable[str], vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
        """The genres in the values of one field; a name the vocabulary knows is not torn apart."""
        if not self.separator:
            return tuple(values)
        found = (part for value in values for part in self._split(value, vocabulary))
        return tuple(part for part in found if part)

    def present(
        self,
        values: Sequence[str],
        others: Mapping[str, tuple[str, ...]],
        vocabulary: Vocabulary,
    ) -> tuple[str, ...]:
        """The genres that a file holds, from its genre values and its other fields by name.

        A broad genre that is only there because a narrower one lies below it is not told again.
        With a field for sub-genres those come first, since two fields have no common order.
        """
        genres = self.split(values, vocabulary)
        if not self.subgenre_field:
            return genres
        narrow = self.split(others.get(self.subgenre_field, ()), vocabulary)
        implied = {top for genre in narrow for top in _broadest(genre, vocabulary)}
        own = (g for g in genres if (vocabulary.canonical(g) or g) not in implied)
        return _once((*narrow, *own))

    def _cut(self, genres: tuple[str, ...], keep: Sequence[str]) -> tuple[str, ...]:
        if not self.most:
            return genres
        kept = {fold(genre) for genre in keep}
        room = self.most - sum(fold(genre) in kept for genre in genres)
        others = [genre for genre in genres if fold(genre) not in kept][: max(room, 0)]
        return tuple(genre for genre in genres if fold(genre) in kept or genre in others)

    def _joined(self, genres: tuple[str, ...]) -> tuple[str, ...]:
        return (self.separator.join(genres),) if self.separator and genres else genres

    def _split(self, value: str, vocabulary: Vocabulary | None) -> Iterator[str]:
        pieces = value.split(self.separator)
        start = 0
        while start < len(pieces):
            end = start + 1
            if vocabulary is not None:
                longer = range(len(pieces), end, -1)
                whole = (e for e in longer if self._known(pieces[start:e], vocabulary))
                end = next(whole, end)
            yield self.separator.join(pieces[start:end]).strip()
            start = end

    def _known(self, pieces: list[str], vocabulary: Vocabulary) -> bool:
        # To the letter: "Folk / Pop" may well be two genres, though it means Folk Pop elsewhere.
        text = self.separator.join(pieces).casefold()
        genre = vocabulary.genre(text)
        names = (genre.name, *genre.aliases) if genre else ()
        return any(name.casefold() == text for name in names)

    def _ordered(self, genres: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
        once = _once(genres)
        if self.order is Order.AS_GIVEN:
            return once
        above = {genre: vocabulary.ancestors(genre) for genre in once}
        name = {genre: vocabulary.canonical(genre) or genre for genre in once}
        found: dict[str, None] = {}

        def place(genre: str) -> None:
            for other in once:
                narrower = name[genre] in above[other]
                broader = name[other] in above[genre]
                first = narrower if self.order is Order.NARROWEST else broader
                if first and other not in found:
                    place(other)
            found.setdefault(genre)

        for genre in once:
            place(genre)
        return tuple(found)


def _broadest(genre: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The genres at the top of the graph above one, hidden ones left out; else itself."""
    above = vocabulary.ancestors(genre) - set(vocabulary.hidden)
    tops = [name for name in above if not vocabulary.ancestors(name) & above]
    return tuple(sorted(tops, key=fold)) or (genre,)


def _once(genres: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for genre in genres:
        seen.setdefault(fold(genre), genre)
    return tuple(seen.values())


OWN = "own"

PROFILES = (
    Profile("standard", "Any program: each genre is a value of its own"),
    Profile(
        "navidrome",
        "Navidrome",
        reload=later(
            "Start a full scan in Navidrome: from the activity menu, or by “navidrome scan --full”."
        ),
    ),
    Profile(
        "jellyfin",
        "Jellyfin",
        reload=later(
            "In Jellyfin choose “Refresh metadata” for the library, and there “Replace all "
            "metadata”."
        ),
    ),
    Profile(
        "plex",
        "Plex",
        reload=later(
            "In Plex choose “Refresh All Metadata” for the library; it shows the files' "
            "genres only where the library's advanced settings prefer local metadata."
        ),
    ),
    Profile(
        "kodi",
        "Kodi",
        reload=later(
            "In Kodi choose “Update library” in the music section, or “Scan item to library” "
            "on a folder."
        ),
    ),
    Profile(
        "rekordbox",
        "Rekordbox",
        reload=later("In Rekordbox select the tracks and choose “Reload Tag” in the context menu."),
        one_value=True,
    ),
    Profile(
        "serato",
        "Serato",
        reload=later("In Serato open the Files panel and choose “Rescan ID3 Tags”."),
        one_value=True,
    ),
    Profile(
        "traktor",
        "Traktor",
        reload=later(
            "Traktor keeps what it read in a collection of its own; its manual says how a "
            "track is read again."
        ),
        one_value=True,
    ),
    Profile(OWN, "As set below"),
)


def chosen_profile(settings: Settings) -> Profile:
    """The profile of the settings.

    For a program that shows one value all genres are joined, or, without anything to join them
    by, the narrowest is written alone. Raises `SettingsError` for a value that is not allowed.
    """
    name = settings.get(PROFILE)
    profile = next(profile for profile in PROFILES if profile.name == name)
    if profile.one_value:
        joint = settings.get(PROFILE_JOINT)
        most = 0 if joint else 1
        return replace(profile, most=most, order=Order.NARROWEST, separator=joint)
    if name != OWN:
        return profile
    field = settings.get(PROFILE_SUBGENRES)
    return replace(
        profile,
        most=settings.get(PROFILE_MOST),
        order=Order(settings.get(PROFILE_ORDER)),
        separator=settings.get(PROFILE_SEPARATOR),
        subgenre_field=field if field in SUBGENRE_FIELDS else "",
    )
