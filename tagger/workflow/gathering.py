"""The first two steps of a training: gather the examples, then listen to those that were not heard
yet and look for what is worth a second look.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from tagger.catalog.suggestions import StoredEmbedding
from tagger.errors import TaggerError, display_path
from tagger.model.library import load_model
from tagger.records import AnalysisStatus, Track
from tagger.settings import WINDOWS
from tagger.tags.formats import is_audio_name
from tagger.training.checks import Overlap, check
from tagger.training.crates import Crate
from tagger.wording import say, say_count
from tagger.workflow.analyse import is_audible
from tagger.workflow.example_notes import genre_notes, obstacle_to
from tagger.workflow.example_records import Example, Gathered, Wanted
from tagger.workflow.examples import counted_genres, gather
from tagger.workflow.jobs import JobContext, Meter, ordered_map
from tagger.workflow.lessons import examples_of_model
from tagger.workflow.listener import Listener
from tagger.workflow.material import Material, Stopped, go_on, group_names, open_base
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

_STORE_SECONDS = 0.5


class ExamplesJob:
    """Scan the folders and gather the examples; with those of a model that was taught before."""

    def __init__(self, session: Session, wanted: Wanted, model: str | None = None) -> None:
        self.title = say("Gathering examples")
        self._session = session
        self._wanted = wanted
        self._model = model

    def run(self, context: JobContext) -> Gathered | None:
        """None when cancelled. Raises `TaggerError` where the model's examples are not known."""
        session, wanted = self._session, self._wanted
        folders = list(dict.fromkeys((*wanted.folders, *wanted.tagged)))
        failures: dict[Path, str] = {}
        listed = _listed_here(wanted.crates)
        if folders or listed:
            report = ScanJob(session, [*folders, *listed], guests=True).run(context)
            failures |= dict(report.failures)
            for path in report.unplugged:
                failures[path] = say("It is gone or empty. Is its drive plugged in?")
        if context.token.cancelled:
            return None
        known = load_model(session.home).genres
        found = gather(session, wanted, known)
        # What cannot tell its tags may still be heard.
        for each in found.examples:
            failures.pop(each.path, None)
        failures |= dict(found.failures)
        if self._model is None:
            return replace(found, failures=tuple(sorted(failures.items())))
        taught = examples_of_model(session, self._model)
        out = {each.identity for each in taught if not each.genres}
        examples = [
            each
            for each in found.examples
            if each.identity not in out or each.source.value == "decision"
        ]
        stay_out = len(found.examples) - len(examples)
        there = {each.identity for each in examples}
        examples += [e for e in taught if e.genres and e.identity not in there]
        genres = counted_genres(examples, known)
        # The notes on the genres that were found stand last.
        others = len(found.notes) - len(genre_notes(found.genres))
        notes = [*found.notes[:others], *genre_notes(genres)]
        if stay_out:
            notes.append(
                say_count(
                    stay_out,
                    "{count} track was taken out of this model before: out, until you accept a "
                    "genre in Tagger.",
                    "{count:,} tracks were taken out of this model before: out, until you accept a "
                    "genre in Tagger.",
                )
            )
        return replace(
            found,
            notes=tuple(notes),
            examples=tuple(sorted(examples, key=lambda each: each.path)),
            genres=genres,
            failures=tuple(sorted(failures.items())),
            obstacle=obstacle_to(genres, failures),
            left_out=tuple(each for each in taught if not each.genres),
        )


def _listed_here(crates: Iterable[Crate]) -> list[Path]:
    """The music of playlists that lies on this computer under the very path that they give."""
    entries = dict.fromkeys(entry for crate in crates for entry in crate.entries)
    return [
        Path(entry)
        for entry in entries
        if is_audio_name(entry) and os.path.isabs(entry) and os.path.isfile(entry)
    ]


class CheckJob:
    """Listen to the examples that were not heard yet, and look for what may be wrong with them."""

    def __init__(self, session: Session, examples: Sequence[Example]) -> None:
        self.title = say("Checking the examples")
        self._session = session
        self._examples = examples

    def run(self, context: JobContext) -> Material | None:
        """None when cancelled. Raises `TaggerError` where no example can be learned from."""
        base = open_base(self._session)
        key = base.listener.network_key
        heard = self._session.suggestions.embeddings(key, [e.identity for e in self._examples])
        new = [each for each in self._examples if each.identity not in heard]

        def keep(found: Sequence[StoredEmbedding]) -> None:
            self._session.suggestions.store_embeddings(key, found)

        heard |= hear_all(self._session, base.listener, new, context, keep)
        if context.token.cancelled:
            return None
        examples, failures = _usable(self._examples, heard)
        if not examples:
            raise TaggerError(_nothing_heard(failures))
        vectors = [heard[each.identity].vector for each in examples]
        embeddings = np.stack([v for v in vectors if v is not None]).astype(np.float32)
        blocks = Meter(context, "check", None)

        def step() -> None:
            go_on(context.token)
            blocks.step()

        try:
            findings = check(
                embeddings,
                [each.genres for each in examples],
                group_names(examples),
                base.statistics,
                [each.identity for each in examples],
                step,
            )
            go_on(context.token)
        except Stopped:
            return None
        findings = replace(findings, overlaps=self._strange(findings.overlaps))
        return Material(tuple(examples), embeddings, tuple(failures), findings)

    def _strange(self, overlaps: Iterable[Overlap]) -> tuple[Overlap, ...]:
        """Without those of a genre and one below it, which lie beside each other by nature."""
        vocabulary = self._session.vocabulary
        return tuple(
            each
            for each in overlaps
            if not vocabulary.is_ancestor(*each.genres)
            and not vocabulary.is_ancestor(*reversed(each.genres))
        )


def hear_all(
    session: Session,
    listener: Listener,
    examples: Sequence[Example],
    context: JobContext,
    keep: Callable[[Sequence[StoredEmbedding]], None] = lambda found: None,
) -> dict[bytes, StoredEmbedding]:
    """Hear the examples whose files are there. `keep` gets what was heard as it goes, so that
    nothing needs to be heard twice."""
    tracks = [found for each in examples if (found := to_hear(session, each)) is not None]
    if not tracks:
        return {}
    windows = session.settings.get(WINDOWS)
    meter = Meter(context, "analyse", len(tracks))
    heard: dict[bytes, StoredEmbedding] = {}
    waiting: list[StoredEmbedding] = []
    since = time.monotonic()
    for _, found in ordered_map(
        lambda track: listener.hear(track, windows), tracks, session.workers, context.token
    ):
        heard[found.identity] = found
        waiting.append(found)
        meter.step(failed=found.status is AnalysisStatus.FAILED)
        if time.monotonic() - since > _STORE_SECONDS:
            keep(waiting)
            waiting, since = [], time.monotonic()
    keep(waiting)
    meter.report()
    return heard


def to_hear(session: Session, example: Example) -> Track | None:
    """A file that holds this piece of music and can be read now."""
    tracks = session.tracks.with_identity(example.identity)
    return next(filter(is_audible, tracks), None)


def _usable(
    examples: Iterable[Example], heard: Mapping[bytes, StoredEmbedding]
) -> tuple[list[Example], list[tuple[Path, str]]]:
    usable: list[Example] = []
    failures: list[tuple[Path, str]] = []
    for each in examples:
        found = heard.get(each.identity)
        if found is not None and found.vector is not None:
            usable.append(each)
        else:
            gone = say("The file is not there now, and it was not listened to before.")
            reason = gone if found is None else found.error
            failures.append((each.path, reason or say("No music was found in this file.")))
    return usable, failures


def _nothing_heard(failures: Sequence[tuple[Path, str]]) -> str:
    path, reason = failures[0]
    return say(
        "None of the {count:,} examples can be learned from. The first of them, {path}: "
        "{reason} Choose other music.",
        count=len(failures),
        path=display_path(path),
        reason=reason,
    )
