"""Analyse: listen to tracks, keep one embedding each, and let the model's head name genres."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tagger.catalog.suggestions import StoredEmbedding
from tagger.records import AnalysisStatus, Presence, Suggestion, Track
from tagger.settings import WINDOWS
from tagger.wording import say
from tagger.workflow.apply_terms import apply_terms
from tagger.workflow.evidence import believe
from tagger.workflow.jobs import JobContext, Meter, ordered_map
from tagger.workflow.listener import Listener
from tagger.workflow.pooling import AlbumVoice
from tagger.workflow.session import Session
from tagger.workflow.terms import AT_ONCE, Terms, terms_of

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
        self.title = say("Analysing")
        self._session = session
        self._tracks = tracks
        self._again = again
        self._on_suggestion = on_suggestion

    def run(self, context: JobContext) -> AnalysisReport:
        listener = self._session.listener()
        terms = terms_of(self._session, listener)
        if refresh_suggestions(self._session, listener, terms=terms) and terms.albums:
            # Other tags make other albums, and so other suggestions for tracks heard long ago.
            context.changed([track.id for track in self._tracks])
        if believe(self._session, self._tracks, listener):
            apply_terms(self._session, terms)
        heard = self._session.suggestions.heard(listener.network_key)
        suggestions = self._session.suggestions.all(terms.key)
        report = AnalysisReport()
        # What a file's own field told has a suggestion, and nothing that was heard here.
        known = set(heard) | set(suggestions)
        todo = list(self._needed(set() if self._again else known))
        meter = Meter(context, "analyse", len(todo))
        pending = _Pending(self._session, terms, context)
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
            suggestion = terms.suggest(embedding)
            suggestions[track.identity] = suggestion
            failed = embedding.status is AnalysisStatus.FAILED
            report.heard += 1
            report.failed += failed
            pending.add(track, embedding)
            meter.step(failed=failed)
            if terms.albums:
                needed.discard(id(track))
            else:
                emit_until(track)
        pending.flush()
        if terms.albums:
            # What an album is, only the last of its tracks tells.
            suggestions |= self._session.suggestions.all(terms.key)
        if terms.albums or not context.token.cancelled:
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

    def __init__(self, session: Session, terms: Terms, context: JobContext) -> None:
        self._session = session
        self._terms = terms
        self._context = context
        self._voice = AlbumVoice(session, terms) if terms.albums else None
        self._items: list[tuple[Track, StoredEmbedding]] = []
        self._since = time.monotonic()

    def add(self, track: Track, embedding: StoredEmbedding) -> None:
        self._items.append((track, embedding))
        if time.monotonic() - self._since > _STORE_SECONDS:
            self.flush()

    def flush(self) -> None:
        if self._items:
            store, listener = self._session.suggestions, self._terms.listener
            embeddings = [embedding for _, embedding in self._items]
            store.store_embeddings(listener.network_key, embeddings)
            store.store(listener.key, [(e.identity, listener.suggest(e)) for e in embeddings])
            if not self._terms.own:
                told = [(e.identity, self._terms.suggest(e)) for e in embeddings]
                store.store(self._terms.key, told)
            changed = set(self._session.tracks.copies([track.id for track, _ in self._items]))
            if self._voice is not None:
                changed.update(self._voice.suggest_for(e.identity for e in embeddings))
            self._context.changed(sorted(changed))
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
        Presence.ONLINE_ONLY: say("The file is online only; it was not fetched."),
        Presence.UNPLUGGED: say("The drive of this file is not there now."),
        Presence.MISSING: say("The file is no longer there."),
        Presence.PRESENT: track.error or say("It was not listened to yet."),
    }
    return Suggestion(AnalysisStatus.FAILED, (), True, reasons[track.presence])


def refresh_suggestions(
    session: Session,
    listener: Listener,
    context: JobContext | None = None,
    terms: Terms | None = None,
) -> int:
    """Suggest anew, from stored embeddings, where this model has not spoken yet on its own terms
    and on these, by default those of the settings.

    Nothing is decoded. What was scored is stored as it goes, so that a cancel or a crash costs a
    fraction of a second, and the next run takes it up. Returns how many pieces of music got a
    suggestion.
    """
    context = context or JobContext()
    terms = terms or terms_of(session, listener)
    store, network, model = session.suggestions, listener.network_key, listener.key
    total = store.unanswered(network, model)
    if not total:
        return apply_terms(session, terms, context)
    meter = Meter(context, "score", total)
    last: bytes | None = None
    while context.token.proceed():
        heard = store.next_unanswered(network, model, last, AT_ONCE)
        if heard is None:
            break
        store.store_ranked(model, heard, listener.suggest_many(heard))
        last = heard.identities[-1]
        meter.step(count=len(heard.identities))
    meter.report()
    if not context.token.cancelled:
        apply_terms(session, terms, context)
    return meter.done
