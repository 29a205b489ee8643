"""Analyse: listen to tracks, keep one embedding each, and let the model's head name genres."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tagger.catalog.suggestions import StoredEmbedding
from tagger.errors import TaggerError, explain_os_error
from tagger.model.library import LoadedModel
from tagger.records import AnalysisStatus, Presence, Suggestion, Track
from tagger.settings import WINDOWS
from tagger.workflow.jobs import JobContext, Meter, ordered_map
from tagger.workflow.session import Session

_log = logging.getLogger(__name__)

_STORE_SECONDS = 0.5
"""How much listening a crash may cost at most."""


@dataclass
class AnalysisReport:
    """What an analysis did; tracks that were heard before are not counted again."""

    heard: int = 0
    failed: int = 0


class AnalyseJob:
    """Listen to the tracks that the active network has not heard yet, and suggest genres.

    What was heard is stored as it goes, so that a later run takes it up where this one ended,
    however it ended. Copies of one piece of music are listened to once. `on_suggestion` gets
    every track of `tracks` in order, also those that needed no listening.
    """

    def __init__(
        self,
        session: Session,
        tracks: Sequence[Track],
        *,
        again: bool = False,
        on_suggestion: Callable[[Track, Suggestion], None] | None = None,
    ) -> None:
        self.title = "Analysing"
        self._session = session
        self._tracks = tracks
        self._again = again
        self._on_suggestion = on_suggestion

    def run(self, context: JobContext) -> AnalysisReport:
        model = self._session.model()
        refresh_suggestions(self._session, model)
        heard = self._session.suggestions.heard(model.network_key)
        suggestions = self._session.suggestions.all(model.key)
        report = AnalysisReport()
        todo = list(self._needed(set() if self._again else set(heard)))
        meter = Meter(context, "analyse", len(todo))
        pending = _Pending(self._session, model, context)
        needed = {id(track) for track in todo}
        waiting = iter(self._tracks)

        def emit_until(stop: Track | None) -> None:
            """Hand out what is known, in order, up to the track that was just heard.

            A track that a cancel took out of the queue is passed over.
            """
            for track in waiting:
                if track is stop or id(track) not in needed:
                    self._emit(track, suggestions)
                if track is stop:
                    return

        for track, embedding in ordered_map(
            lambda track: listen_to(track, model, self._session.settings.get(WINDOWS)),
            todo,
            self._session.workers,
            context.token,
        ):
            suggestion = suggestion_of(embedding, model)
            suggestions[track.identity] = suggestion
            failed = embedding.status is AnalysisStatus.FAILED
            report.heard += 1
            report.failed += failed
            pending.add(track, embedding, suggestion)
            meter.step(failed=failed)
            emit_until(track)
        pending.flush()
        if not context.token.cancelled:
            emit_until(None)
        meter.report()
        return report

    def _needed(self, heard: set[bytes]) -> Iterable[Track]:
        for track in self._tracks:
            if is_audible(track) and track.identity not in heard:
                heard.add(track.identity)
                yield track

    def _emit(self, track: Track, suggestions: dict[bytes, Suggestion]) -> None:
        if self._on_suggestion is not None:
            self._on_suggestion(track, suggestion_for(track, suggestions))


class _Pending:
    """Results on their way into the catalog, a handful at a time."""

    def __init__(self, session: Session, model: LoadedModel, context: JobContext) -> None:
        self._session = session
        self._model = model
        self._context = context
        self._items: list[tuple[Track, StoredEmbedding, Suggestion]] = []
        self._since = time.monotonic()

    def add(self, track: Track, embedding: StoredEmbedding, suggestion: Suggestion) -> None:
        self._items.append((track, embedding, suggestion))
        if time.monotonic() - self._since > _STORE_SECONDS:
            self.flush()

    def flush(self) -> None:
        if self._items:
            store = self._session.suggestions
            store.store_embeddings(self._model.network_key, [item[1] for item in self._items])
            store.store(self._model.key, [(item[0].identity, item[2]) for item in self._items])
            self._context.changed(
                [
                    copy.id
                    for item in self._items
                    for copy in self._session.tracks.with_identity(item[0].identity)
                ]
            )
        self._items = []
        self._since = time.monotonic()


def is_audible(track: Track) -> bool:
    """Whether there is a file to listen to now, without fetching it from a cloud."""
    return bool(track.identity) and track.presence is Presence.PRESENT


def listen_to(track: Track, model: LoadedModel, windows: int) -> StoredEmbedding:
    """Decode a track's windows and embed them; every failure becomes a sentence."""
    from tagger.audio.listen import listen

    try:
        listening = listen(track.path, track.tags.duration, model.front_end, windows)
        if listening.silent:
            reason = "There is no sound in this file, so it has no genre."
            return StoredEmbedding(track.identity, AnalysisStatus.OK, None, reason)
        vector = model.track_embedding(listening.logmel)
    except TaggerError as error:
        return _failed(track, error.message)
    except OSError as error:
        return _failed(track, explain_os_error(error, "listen to the file"))
    except Exception:
        _log.exception("listening to track %d failed", track.id)
        return _failed(
            track, "Listening failed because of an error in Tagger; the log has the details."
        )
    status = AnalysisStatus.PARTIAL if listening.partial else AnalysisStatus.OK
    return StoredEmbedding(track.identity, status, vector, listening.error)


def _failed(track: Track, reason: str) -> StoredEmbedding:
    return StoredEmbedding(track.identity, AnalysisStatus.FAILED, None, reason)


def suggestion_of(embedding: StoredEmbedding, model: LoadedModel) -> Suggestion:
    """The head's answer to a stored embedding."""
    if embedding.vector is None:
        return Suggestion(embedding.status, (), True, embedding.error)
    genres, unsure = model.suggest(embedding.vector)
    return Suggestion(embedding.status, genres, unsure, embedding.error)


def suggestion_for(track: Track, suggestions: dict[bytes, Suggestion]) -> Suggestion:
    """What is known of a track, or why nothing can be."""
    found = suggestions.get(track.identity) if track.identity else None
    if found is not None:
        return found
    reasons = {
        Presence.ONLINE_ONLY: "The file is online only; it was not fetched.",
        Presence.UNPLUGGED: "The drive of this file is not there now.",
        Presence.MISSING: "The file is no longer there.",
        Presence.PRESENT: track.error or "It was not listened to yet.",
    }
    return Suggestion(AnalysisStatus.FAILED, (), True, reasons[track.presence])


def refresh_suggestions(session: Session, model: LoadedModel) -> int:
    """Suggest anew, from stored embeddings, where this model has not spoken yet.

    Nothing is decoded. Returns how many pieces of music got a suggestion.
    """
    store = session.suggestions
    known = store.all(model.key)
    missing = [e for e in store.embeddings(model.network_key) if e.identity not in known]
    if not missing:
        return 0
    heard = [e for e in missing if e.vector is not None]
    items = [(e.identity, suggestion_of(e, model)) for e in missing if e.vector is None]
    if heard:
        vectors = np.stack([e.vector for e in heard if e.vector is not None])
        answers = model.suggest_many(vectors)
        items += [
            (e.identity, Suggestion(e.status, genres, unsure, e.error))
            for e, (genres, unsure) in zip(heard, answers, strict=True)
        ]
    store.store(model.key, items)
    return len(items)
