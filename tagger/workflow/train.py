"""Train: a personal model from examples that were heard, judged on artists that it has not heard.

Nothing on disk changes until `save`, which puts one file in place as a whole. So a training may be
cancelled or killed at any moment, and the model in use stays what it is.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from tagger.errors import CatalogError, TaggerError
from tagger.genres.editing import add_genre
from tagger.genres.own import OwnVocabulary, VocabularyError, load_own, save_own
from tagger.genres.vocabulary import fold, load_genres
from tagger.model.keeping import check_name, path_for
from tagger.model.library import find_personal, load_model
from tagger.model.personal import write_model
from tagger.records import ModelInfo
from tagger.training.discriminant import Statistics
from tagger.training.learner import learn
from tagger.training.selection import select
from tagger.wording import say
from tagger.workflow.example_records import Example, Wanted
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.lessons import store_lesson, sweep
from tagger.workflow.material import Corrections, Material, Stopped, go_on, open_base
from tagger.workflow.personal_head import calibrated
from tagger.workflow.present import ask_present
from tagger.workflow.report import as_metrics, as_provenance
from tagger.workflow.session import Session
from tagger.workflow.trained import Trained


class TrainJob:
    """Learn from material as the person corrected it."""

    def __init__(
        self, session: Session, material: Material, corrections: Corrections | None = None
    ) -> None:
        self.title = say("Training")
        self._session = session
        self._material = material
        self._corrections = corrections or Corrections()

    def run(self, context: JobContext) -> Trained | None:
        """None when cancelled. Raises `TaggerError` where nothing is left to learn from."""
        started = time.monotonic()
        base = open_base(self._session)
        material = self._material
        examples, embeddings, groups = material.corrected(self._corrections, base.genres)
        if not examples:
            raise TaggerError(
                say(
                    "No example is left to learn from: all were taken out. Put some back, or "
                    "add more."
                )
            )
        labels = [each.genres for each in examples]
        meter = Meter(context, "train", None)

        def between(done: int, of: int) -> None:
            go_on(context.token)
            meter.total = of
            meter.step(count=done - meter.done)

        linear, temperature = base.linear, base.listener.model.head.temperature
        try:
            go_on(context.token)
            present = ask_present(self._session, base, examples, embeddings, groups)
            selected = select(
                base.statistics,
                linear,
                temperature,
                embeddings,
                labels,
                groups,
                present.scores,
                between=between,
            )
            learned = learn(base.statistics, linear, embeddings, labels, selected.method)
            go_on(context.token)
        except Stopped:
            return None
        truth = [labels[int(row)] for row in selected.evaluation.held_out]
        made = calibrated(
            base.listener.model.head, base.statistics, learned.linear, selected.scores, truth
        )
        kept = {each.identity for each in examples}
        left_out = tuple(each for each in material.examples if each.identity not in kept)
        return Trained(
            examples,
            left_out,
            made.head,
            learned.statistics,
            selected,
            made.line,
            present,
            base,
            time.monotonic() - started,
        )


def save(
    session: Session,
    trained: Trained,
    name: str,
    *,
    wanted: Wanted | None = None,
    left_out: Sequence[Example] = (),
    parents: Mapping[str, str] | None = None,
    replace: bool = False,
) -> ModelInfo:
    """Keep what was learned as a personal model, whole or not at all; it is not in use by that.

    `wanted` is where the examples came from, for the day when they are gathered again, and
    `left_out` are more that are not to come back then; `parents` names genres above new ones, which
    go into the person's vocabulary. Raises `ModelError` where the name cannot be had or the file
    cannot be written, `VocabularyError` where a genre cannot have this parent, and `CatalogError`;
    then nothing is kept.
    """
    path = _target(session, name, replace)
    if trained.heard:
        session.suggestions.store_embeddings(trained.base.listener.network_key, trained.heard)
    vocabulary = own_with_parents(session, parents or {}, trained.head.genres)
    lesson = store_lesson(
        session,
        trained.base.listener.network_key,
        wanted or Wanted(),
        trained.examples,
        _once((*trained.left_out, *left_out), trained.examples),
    )
    try:
        write_model(
            trained.base.path,
            path,
            name=path.stem,
            genres=trained.head.genres,
            head=trained.head,
            statistics=_as_npz(trained.statistics),
            provenance=as_provenance(trained, lesson),
            metrics=as_metrics(trained),
            content=trained.base.content,
        )
    except BaseException:
        session.lessons.delete([lesson])
        raise
    # From here on the model is there, so what fails now is told and does not say that it is not.
    try:
        if vocabulary is not None:
            save_own(session.home.vocabulary, vocabulary)
            session.reload_vocabulary()
    except VocabularyError as error:
        session.tell(
            say(
                "The model is saved, but not the parents of its genres. {message}",
                message=error.message,
            )
        )
    with suppress(CatalogError):  # the next training sweeps
        sweep(session)
    return load_model(session.home, path.stem).info


def free_name(session: Session, wish: str) -> str:
    """The wish, or with the first number behind it that makes it a name no model has."""
    plain = check_name(wish)
    number, name = 1, plain
    while find_personal(session.home, name) is not None:
        number += 1
        name = f"{plain} {number}"
    return name


def _target(session: Session, name: str, replace: bool) -> Path:
    there = find_personal(session.home, name)
    return there if replace and there is not None else path_for(session.home, name)


def own_with_parents(
    session: Session, parents: Mapping[str, str], genres: Iterable[str]
) -> OwnVocabulary | None:
    """The person's vocabulary with a parent for each of these genres; None where there are none.

    Such a parent may be one of `genres`, those of the model, that the vocabulary does not know yet.
    Raises `VocabularyError` where a genre cannot stand there.
    """
    if not parents:
        return None
    ours, own = load_genres(), load_own(session.home.vocabulary)
    taught = {fold(genre): genre for genre in genres}
    for parent in parents.values():
        if fold(parent) in taught and session.vocabulary.canonical(parent) is None:
            own = add_genre(ours, own, taught[fold(parent)])
    for genre, parent in parents.items():
        own = add_genre(ours, own, genre, [parent])
    return own


def _once(left_out: Iterable[Example], kept: Iterable[Example]) -> list[Example]:
    """Each piece of music once, and none that was learned from after all."""
    there = {each.identity for each in kept}
    found = {each.identity: each for each in left_out if each.identity not in there}
    return list(found.values())


def _as_npz(statistics: Statistics) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        genres=np.array(statistics.genres),
        count=statistics.count,
        mean=statistics.mean,
        scatter=statistics.scatter,
    )
    return stream.getvalue()
