"""Analyse: listen to tracks, keep one embedding each, and let the model's head name genres."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tagger.catalog.suggestions import StoredEmbedding
from tagger.records import AnalysisStatus, Presence, Suggestion, Track
from tagger.settings import WINDOWS
from tagger.workflow.evidence import believe
from tagger.workflow.jobs import JobContext, Meter, ordered_map
from tagger.workflow.listener import Listener
from tagger.workflow.session import Session

_STORE_SECONDS = 0.5
"""How much listening a crash may cost at most."""


_SCORED_AT_ONCE = 2500
"""Embeddings that are scored and stored together: some 50 ms of work."""


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
        listener = self._session.listener()
        refresh_suggestions(self._session, listener)
        believe(self._session, self._tracks, listener)
        heard = self._session.suggestions.heard(listener.network_key)
        suggestions = self._session.suggestions.all(listener.key)
        report = AnalysisReport()
        # What a file's own field told has a suggestion, and nothing that was heard here.
        known = set(heard) | set(suggestions)
        todo = list(self._needed(set() if self._again else known))
        meter = Meter(context, "analyse", len(todo))
        pending = _Pending(self._session, listener, context)
        windows = self._session.settings.get(WINDOWS)
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
            lambda track: listener.hear(track, windows),
            todo,
            self._session.workers,
            context.token,
        ):
            suggestion = listener.suggest(embedding)
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

    def __init__(self, session: Session, listener: Listener, context: JobContext) -> None:
        self._session = session
        self._listener = listener
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
            store.store_embeddings(self._listener.network_key, [item[1] for item in self._items])
            store.store(self._listener.key, [(item[0].identity, item[2]) for item in self._items])
            heard = [item[0].id for item in self._items]
            self._context.changed(self._session.tracks.copies(heard))
        self._items = []
        self._since = time.monotonic()


def is_audible(track: Track) -> bool:
    """Whether there is a file to listen to now, without fetching it from a cloud."""
    return bool(track.identity) and track.presence is Presence.PRESENT


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


def refresh_suggestions(
    session: Session, listener: Listener, context: JobContext | None = None
) -> int:
    """Suggest anew, from stored embeddings, where this model has not spoken yet.

    Nothing is decoded. What was scored is stored as it goes, so that a cancel or a crash costs a
    fraction of a second, and the next run takes it up. Returns how many pieces of music got a
    suggestion.
    """
    context = context or JobContext()
    store, network, model = session.suggestions, listener.network_key, listener.key
    total = store.unanswered(network, model)
    if not total:
        return 0
    meter = Meter(context, "score", total)
    last: bytes | None = None
    while context.token.proceed():
        heard = store.next_unanswered(network, model, last, _SCORED_AT_ONCE)
        if heard is None:
            break
        store.store_ranked(model, heard, listener.suggest_many(heard))
        last = heard.identities[-1]
        meter.step(count=len(heard.identities))
    meter.report()
    return meter.done
