"""What a `tagger train` is to learn from and what is to come of it, from the words of its call."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tagger.errors import TaggerError, display_path
from tagger.genres.own import VocabularyError
from tagger.genres.vocabulary import fold
from tagger.model.keeping import check_name, path_for
from tagger.model.library import find_personal, load_model
from tagger.training.crates import is_crate_name
from tagger.workflow.example_records import Example, Gathered, Wanted
from tagger.workflow.examples import read_crate_files
from tagger.workflow.lessons import examples_of_model, lesson_of_model, wanted_of
from tagger.workflow.material import Corrections
from tagger.workflow.session import Session
from tagger.workflow.train import free_name, own_with_parents

_MOST_NAMED = 20


@dataclass(frozen=True)
class Plan:
    """What was asked for, checked as far as it can be without looking at the music."""

    name: str
    """Of the model that is to be."""
    replaces: bool
    adds_to: str | None
    wanted: Wanted
    """Where examples are gathered from now."""
    origin: Wanted
    """Where all examples of the model come from, for the day when it is refreshed."""
    unread: tuple[tuple[Path, str], ...]
    """Files of playlists that cannot be read, and why."""
    leave_out: tuple[str, ...]
    parents: tuple[tuple[str, str], ...]

    def without(self, session: Session, found: Gathered) -> tuple[list[Example], list[Example]]:
        """The examples to learn from, and those that are left out, now or before.

        Raises `TaggerError` where nothing has the genre that is to be left out, or nothing is left.
        """
        genres = [each.genre for each in found.genres]
        dropped = frozenset(_meant(session, name, genres, "--leave-out") for name in self.leave_out)
        examples = Corrections(dropped=dropped).apply(found.examples)
        if not examples:
            raise TaggerError(
                "Nothing is left to learn from: every genre of the examples is left out."
            )
        kept = {each.identity for each in examples}
        gone = [each for each in found.examples if each.identity not in kept]
        return examples, [*found.left_out, *gone]

    def parents_of(self, session: Session, examples: Iterable[Example]) -> dict[str, str]:
        """The genre above each genre that was given one.

        Raises `TaggerError` where the examples have no such genre, and `VocabularyError` where it
        cannot stand there.
        """
        genres = list(dict.fromkeys(genre for each in examples for genre in each.genres))
        above = {
            _meant(session, genre, genres, "--parent"): parent for genre, parent in self.parents
        }
        if len(above) < len(self.parents):
            raise TaggerError(
                "--parent: a genre is given twice. “tagger genres add” gives it further parents."
            )
        try:
            own_with_parents(session, above, genres)
        except VocabularyError as error:
            raise VocabularyError(
                f"--parent: {error.message} “tagger genres list” names all that there are."
            ) from error
        return above


def make_plan(session: Session, options: argparse.Namespace, default_name: str) -> Plan:
    """Without a name the model gets `default_name`, or that with a number behind it.

    Raises `TaggerError` where the model cannot have the name, or cannot be taught more."""
    name, replaces = _name(session, options, default_name)
    lists = [p for p in options.paths if is_crate_name(p.name) and not p.is_dir()]
    folders = tuple(p.absolute() for p in options.paths if p not in lists)
    crates, unread = read_crate_files(dict.fromkeys((*lists, *options.crate)))
    wanted = Wanted(
        folders=() if options.from_tags else folders,
        tagged=folders if options.from_tags else (),
        crates=crates,
        decisions=options.decisions,
    )
    origin = wanted
    if options.add_to is not None:
        before, gone = _taught_from(session, options.add_to)
        origin = _both(before, wanted)
        if not (options.paths or options.crate or options.decisions):
            wanted, unread = origin, gone
    parents = tuple(
        (g.strip(), p.strip()) for g, _, p in (s.rpartition("=") for s in options.parent)
    )
    leave_out = tuple(options.leave_out)
    return Plan(name, replaces, options.add_to, wanted, origin, unread, leave_out, parents)


def _name(session: Session, options: argparse.Namespace, default: str) -> tuple[str, bool]:
    """What the model is to be called, and whether it takes the place of one of that name."""
    if options.add_to is not None:
        examples_of_model(session, options.add_to)  # raises where they are not known
        taught = load_model(session.home, options.add_to).info
        if options.name is None or find_personal(session.home, options.name) == taught.path:
            return taught.name, True
    if options.name is None:
        return free_name(session, default), False
    if options.replace:
        return check_name(options.name), True
    return path_for(session.home, options.name).stem, False


def _taught_from(session: Session, name: str) -> tuple[Wanted, tuple[tuple[Path, str], ...]]:
    lesson = lesson_of_model(session, load_model(session.home, name))
    return (Wanted(), ()) if lesson is None else wanted_of(lesson)


def _both(one: Wanted, other: Wanted) -> Wanted:
    return replace(
        one,
        folders=tuple(dict.fromkeys((*one.folders, *other.folders))),
        tagged=tuple(dict.fromkeys((*one.tagged, *other.tagged))),
        crates=tuple(dict.fromkeys((*one.crates, *other.crates))),
        decisions=one.decisions or other.decisions,
    )


def _meant(session: Session, name: str, genres: Sequence[str], option: str) -> str:
    """The genre of the examples that a person means, in whatever case, or by another name."""
    wanted = {fold(name), fold(session.vocabulary.canonical(name) or name)}
    found = next((genre for genre in genres if fold(genre) in wanted), None)
    if found is not None:
        return found
    some = ", ".join(genres[:_MOST_NAMED]) + ("…" if len(genres) > _MOST_NAMED else "")
    shown = display_path(name.encode("utf-8", "replace"))
    raise TaggerError(f"{option}: no example is of the genre “{shown}”. There are: {some}.")
