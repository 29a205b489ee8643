"""What a personal model was taught, as the catalog remembers it: kept, found again, swept."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from tagger.catalog.lessons import Lesson, TaughtExample
from tagger.errors import ModelError, TaggerError, display_path
from tagger.model.library import LoadedModel, list_models, load_model
from tagger.model.network import Network
from tagger.model.personal import provenance_of
from tagger.training.crates import Crate
from tagger.wording import say
from tagger.workflow.example_records import Example, Source, Wanted
from tagger.workflow.examples import read_crate_files
from tagger.workflow.session import Session

LESSON = "lesson"
"""Under this name a model's provenance tells its lesson."""


def lesson_of(network: Network) -> str | None:
    """The id of the lesson that a model came of; None where it does not tell."""
    found = provenance_of(network).get(LESSON)
    return found if isinstance(found, str) and found else None


def lesson_of_model(session: Session, model: LoadedModel) -> Lesson | None:
    """The lesson of a model, where this catalog has it: not for models that were imported."""
    id = lesson_of(model.network)
    return None if id is None else session.lessons.get(id)


def examples_of_model(session: Session, name: str) -> list[Example]:
    """What a model was taught; examples without a genre were taken out by the person.

    Raises `ModelError` where there is no such model, and `TaggerError` where its examples are not
    known here.
    """
    model = load_model(session.home, name)
    lesson = lesson_of_model(session, model)
    if lesson is None:
        raise TaggerError(unknown_examples(model.info.name, model.info.bundled))
    return [_from_catalog(each) for each in session.lessons.examples(lesson.id)]


def unknown_examples(name: str, bundled: bool) -> str:
    """Why the examples of a model cannot be named, and what to do."""
    shown = display_path(name)
    if bundled:
        return say(
            "The model that comes with Tagger was not taught here. Teach a model of your own."
        )
    return say(
        "What the model “{name}” was taught from is not known in this library: it was "
        "imported, or the library was made anew. Teach another model from folders, tags "
        "or playlists.",
        name=shown,
    )


def store_lesson(
    session: Session,
    network: str,
    wanted: Wanted,
    examples: Iterable[Example],
    left_out: Iterable[Example] = (),
) -> str:
    """Remember what a model is about to be made of; returns the id of the lesson."""
    lesson = Lesson(uuid.uuid4().hex, time.time(), network, _wanted_as_json(wanted))
    out = [_to_catalog(each, ()) for each in left_out]
    session.lessons.store(lesson, [*(_to_catalog(e, e.genres) for e in examples), *out])
    return lesson.id


def sweep(session: Session) -> None:
    """Forget lessons of which no model is left. Nothing is forgotten while a file is unreadable."""
    models = list_models(session.home)
    if any(info.error is not None for info in models):
        return
    try:
        kept = {lesson_of(load_model(session.home, m.name).network) for m in models}
    except ModelError:
        return
    session.lessons.delete(session.lessons.ids() - {id for id in kept if id is not None})


def wanted_of(lesson: Lesson) -> tuple[Wanted, tuple[tuple[Path, str], ...]]:
    """Where a lesson's examples came from, playlists read anew; and those that are gone, and why.

    The person's decisions are always among it: a model is refreshed to learn from them.
    """
    said = json.loads(lesson.wanted)
    names = {(file, name) for file, name in said["crates"]}
    files = dict.fromkeys(Path(file) for file, _ in names)
    crates, failures = read_crate_files(sorted(files))
    kept = tuple(crate for crate in crates if (str(crate.source), crate.name) in names)
    folders, tagged = (tuple(map(Path, said[key])) for key in ("folders", "tagged"))
    return Wanted(folders, tagged, kept, decisions=True), failures


def _wanted_as_json(wanted: Wanted) -> str:
    return json.dumps(
        {
            "folders": [str(path) for path in wanted.folders],
            "tagged": [str(path) for path in wanted.tagged],
            "crates": [_crate_as_json(crate) for crate in wanted.crates],
            "decisions": wanted.decisions,
        }
    )


def _crate_as_json(crate: Crate) -> Sequence[str]:
    return [str(crate.source), crate.name]


def _to_catalog(example: Example, genres: tuple[str, ...]) -> TaughtExample:
    return TaughtExample(
        example.identity,
        genres,
        example.source.value,
        example.path,
        example.title,
        example.artist,
        example.album,
        example.folder,
    )


def _from_catalog(example: TaughtExample) -> Example:
    return Example(
        path=example.path,
        identity=example.identity,
        genres=example.genres,
        artist=example.artist,
        album=example.album,
        folder=example.folder,
        title=example.title,
        source=Source(example.source),
    )
