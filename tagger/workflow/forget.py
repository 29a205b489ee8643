"""Forget: a personal model as if it had never met some of its examples.

What is left is learned anew from the stored embeddings, judged anew and calibrated anew, so that
nothing of what is forgotten stays behind, and nothing is listened to again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tagger.errors import TaggerError, display_path
from tagger.genres.vocabulary import fold
from tagger.model.library import load_model
from tagger.model.personal import provenance_of
from tagger.records import ModelInfo
from tagger.wording import say
from tagger.workflow.example_records import Example, Wanted
from tagger.workflow.gathering import CheckJob
from tagger.workflow.jobs import JobContext
from tagger.workflow.lessons import examples_of_model, lesson_of_model, wanted_of
from tagger.workflow.report import FINE_TUNED
from tagger.workflow.session import Session
from tagger.workflow.train import TrainJob, save
from tagger.workflow.trained import Trained


@dataclass(frozen=True)
class Unwanted:
    """What a model is to forget; each may be empty."""

    paths: tuple[Path, ...] = ()
    """Files, and folders with all that lies in them."""
    genres: tuple[str, ...] = ()
    identities: frozenset[bytes] = frozenset()

    def split(self, examples: Iterable[Example]) -> tuple[list[Example], list[Example]]:
        """Examples that stay, with the genres that stay, and those that are forgotten.

        One that only loses a genre of several stays.
        """
        paths = {Path(os.path.abspath(path)) for path in self.paths}
        names = {fold(genre) for genre in self.genres}
        kept: list[Example] = []
        gone: list[Example] = []
        for each in examples:
            genres = tuple(genre for genre in each.genres if fold(genre) not in names)
            below = each.path in paths or any(parent in paths for parent in each.path.parents)
            if below or each.identity in self.identities or not genres:
                gone.append(each)
            else:
                kept.append(each if genres == each.genres else replace(each, genres=genres))
        return kept, gone


@dataclass(frozen=True, eq=False)
class Forgotten:
    """The model as it is now."""

    model: ModelInfo
    trained: Trained
    examples: int
    """That it was made to forget, whole or one genre of several."""


class ForgetJob:
    """Teach a model anew, without what is unwanted, under its own name."""

    def __init__(self, session: Session, name: str, unwanted: Unwanted) -> None:
        self.title = say("Forgetting")
        self._session = session
        self._name = name
        self._unwanted = unwanted

    def run(self, context: JobContext) -> Forgotten | None:
        """None when cancelled: then the model is what it was.

        Raises `TaggerError` where the model's examples are not known, none of them is meant, or
        none would be left.
        """
        session, name = self._session, self._name
        model = load_model(session.home, name)
        shown = display_path(name)
        if provenance_of(model.network).get("method") == FINE_TUNED:
            raise TaggerError(
                say(
                    "The whole network of the model “{name}” was fine-tuned, and a network "
                    "does not forget. Train it again without these examples.",
                    name=shown,
                )
            )
        taught = examples_of_model(session, name)
        learned = [each for each in taught if each.genres]
        kept, gone = self._unwanted.split(learned)
        genres = {each.identity: each.genres for each in learned}
        changed = len(gone) + sum(each.genres != genres[each.identity] for each in kept)
        if not changed:
            raise TaggerError(
                say(
                    "Nothing of that is among the {count:,} examples of the model “{name}”.",
                    count=len(learned),
                    name=shown,
                )
            )
        if not kept:
            raise TaggerError(
                say(
                    "These are all the examples of the model “{name}”. Delete the model instead.",
                    name=shown,
                )
            )
        material = CheckJob(session, kept).run(context)
        trained = material and TrainJob(session, material).run(context)
        if trained is None:
            return None
        lesson = lesson_of_model(session, model)
        wanted = Wanted() if lesson is None else wanted_of(lesson)[0]
        out = [*gone, *(each for each in taught if not each.genres)]
        info = save(session, trained, name, wanted=wanted, left_out=out, replace=True)
        return Forgotten(info, trained, changed)
