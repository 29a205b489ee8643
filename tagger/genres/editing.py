"""Changes to the person's own vocabulary; each refuses what would contradict the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tagger.genres.merging import merge
from tagger.genres.own import OwnGenre, OwnVocabulary, VocabularyError
from tagger.genres.vocabulary import Genre, Vocabulary, fold
from tagger.wording import say


def add_genre(
    bundled: Sequence[Genre],
    own: OwnVocabulary,
    name: str,
    parents: Sequence[str] = (),
    aliases: Sequence[str] = (),
) -> OwnVocabulary:
    """The same with a genre, or with parents and aliases added to a known one.

    A hidden genre is shown again. Raises `VocabularyError` where that contradicts the rest.
    """
    vocabulary = merge(bundled, own)
    said = OwnGenre(name.strip(), parents=tuple(parents) or None, aliases=tuple(aliases))
    shown = own.show(vocabulary.canonical(name) or name)
    known = vocabulary.genre(said.name)
    if known is not None and known.name == said.name and not parents and not aliases:
        return shown
    taken = take_over(shown, vocabulary, said, adds_parents=True) or shown
    merge(bundled, taken, _your_genres)
    return taken


def remove_genre(bundled: Sequence[Genre], own: OwnVocabulary, name: str) -> OwnVocabulary:
    """The same without a genre of the person's own, or with one of ours hidden.

    Raises `VocabularyError` for an unknown name, or where genres lie below it that only the
    person's list has.
    """
    vocabulary = merge(bundled, own)
    found = vocabulary.genre(name)
    if found is None:
        raise VocabularyError(say("There is no genre “{name}”.", name=name))
    entry = own.find(found.name)
    if entry is None or _meant(bundled, entry) is not None:
        return replace(own.show(found.name), hidden=(*own.show(found.name).hidden, found.name))
    below = [
        child.name
        for child in own.genres
        if any(vocabulary.canonical(parent) == found.name for parent in child.parents or ())
    ]
    if below:
        names = ", ".join(say("“{genre}”", genre=child) for child in below)
        raise VocabularyError(
            say(
                "“{name}” is a parent of {names}. Change or remove them first.",
                name=found.name,
                names=names,
            )
        )
    left = tuple(genre for genre in own.genres if genre is not entry)
    without = replace(own.show(found.name), genres=left)
    merge(bundled, without, _your_genres)
    return without


def spell_genre(
    bundled: Sequence[Genre], own: OwnVocabulary, name: str, of: str | None = None
) -> OwnVocabulary:
    """The same with the person's spelling of a genre, which is what `of` or the name itself means.

    Raises `VocabularyError` where no genre is meant, or the name is another genre.
    """
    vocabulary = merge(bundled, own)
    found = vocabulary.genre(of if of is not None else name)
    if found is None:
        raise VocabularyError(say("There is no genre “{name}” to be spelled so.", name=of or name))
    name = name.strip()
    entry = own.find(found.name)
    ours = _meant(bundled, entry) if entry is not None else found.name
    if ours is not None:
        means = "" if fold(name) == fold(ours) else ours
        spelled = replace(entry or OwnGenre(name), name=name, means=means)
    else:
        assert entry is not None
        old = () if fold(entry.name) == fold(name) else (entry.name,)
        spelled = replace(entry, name=name, aliases=(*entry.aliases, *old))
    aliases = tuple(alias for alias in spelled.aliases if fold(alias) != fold(name))
    spelled = replace(spelled, aliases=aliases)
    changed = own.put(spelled, entry)
    if spelled == OwnGenre(ours or ""):
        left = tuple(genre for genre in changed.genres if genre is not spelled)
        changed = replace(changed, genres=left)
    changed = replace(
        changed,
        genres=tuple(_parents_renamed(genre, found.name, name) for genre in changed.genres),
        hidden=tuple(name if fold(n) == fold(found.name) else n for n in changed.hidden),
    )
    merge(bundled, changed, _your_genres)
    return changed


def take_over(
    own: OwnVocabulary, before: Vocabulary, new: OwnGenre, *, adds_parents: bool
) -> OwnVocabulary | None:
    """The same with an entry taken over; None where it says nothing new.

    With `adds_parents` its parents are added to those that the genre has, else they stand in
    their place. `before` is the vocabulary that the entry is compared with.
    """
    entry = own.find(new.name)
    known = before.genre(new.means or new.name)
    if known is not None and not new.means and fold(known.name) != fold(new.name):
        known = None
    aliases = new.aliases
    if known is not None:
        aliases = tuple(a for a in aliases if before.canonical(a) != known.name)
    parents = new.parents
    if adds_parents and known is not None and parents is not None:
        above = {fold(name) for name in before.ancestors(known.name)}
        fresh = [parent for parent in parents if fold(parent) not in above]
        parents = (*known.parents, *fresh) if fresh else None
    if entry is None:
        nothing = parents is None or (known is not None and parents == known.parents)
        if known is not None and new.name == known.name and nothing and not aliases:
            return None
        return own.put(replace(new, parents=parents, aliases=aliases))
    if parents is not None:
        parents = _once((*(entry.parents or ()), *parents))
    merged = replace(
        entry,
        means=entry.means or new.means,
        parents=entry.parents if parents is None else parents,
        aliases=_once((*entry.aliases, *aliases)),
        unknown={**new.unknown, **entry.unknown},
    )
    return None if merged == entry else own.put(merged, entry)


def _meant(bundled: Sequence[Genre], entry: OwnGenre) -> str | None:
    """Our genre that an entry is the spelling of."""
    ours = Vocabulary(bundled)
    if entry.means:
        return ours.canonical(entry.means)
    name = ours.canonical(entry.name)
    return name if name is not None and fold(name) == fold(entry.name) else None


def _parents_renamed(genre: OwnGenre, old: str, new: str) -> OwnGenre:
    if genre.parents is None or not any(fold(parent) == fold(old) for parent in genre.parents):
        return genre
    parents = tuple(new if fold(parent) == fold(old) else parent for parent in genre.parents)
    return replace(genre, parents=parents)


def _your_genres(number: int) -> str:
    return say("Your genres")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values())
