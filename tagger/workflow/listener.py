"""The active model at work: from a file to an embedding, from an embedding to a suggestion."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tagger.audio.listen import Listening, OpenTrack
from tagger.audio.windows import MOST_WINDOWS
from tagger.catalog.suggestions import HeardMany, StoredEmbedding
from tagger.errors import TaggerError, explain_os_error
from tagger.model.activity import content_of, track_embedding
from tagger.model.classifier import Verdict
from tagger.model.library import LoadedModel
from tagger.parts import BrokenPartError
from tagger.records import (
    AnalysisStatus,
    Float32,
    FrontEnd,
    RankedGenres,
    Suggestion,
    Track,
    TrackContent,
    WindowKind,
)
from tagger.wording import say

_log = logging.getLogger(__name__)

ENOUGH_MUSIC = 4
"""Windows with music that make an answer as good as more would: 4 vote right 0.79 of the time where
10 do 0.80 and one 0.74 (features of musicnn on clips of 30 s)."""

ENOUGH_SPEECH = 12
"""Evenly spread windows with speech and none with music, after which music cannot fill a third of
the track any more: chapters of audiobooks end the search here."""

MOST_KEPT = 20
"""Genres of a track that are stored, the best ones: a model may know hundreds."""


class Listener:
    """A loaded model and what the steps ask of it."""

    def __init__(self, model: LoadedModel) -> None:
        self.model = model

    @property
    def front_end(self) -> FrontEnd:
        return self.model.front_end

    @property
    def network_key(self) -> str:
        """Names the embedding: models that share a network share what was heard."""
        return self.model.network_key

    @property
    def key(self) -> str:
        """Names network and head together: the model whose suggestions these are."""
        return self.model.key

    def hear(self, track: Track, windows: int) -> StoredEmbedding:
        """Decode a track's windows and embed them; every failure becomes a sentence."""
        try:
            heard, embeddings, kinds = self._hear_enough(track, windows)
        except BrokenPartError:
            # No fault of the track: every one of them would be said to have failed.
            raise
        except Exception as error:
            reason = why_not_heard(track, error)
            return StoredEmbedding(track.identity, AnalysisStatus.FAILED, None, reason)
        status = AnalysisStatus.PARTIAL if heard.partial else AnalysisStatus.OK
        content = content_of(kinds)
        sentences = [heard.error, nothing_found(kinds) if content is TrackContent.NONE else None]
        return StoredEmbedding(
            track.identity,
            status,
            track_embedding(embeddings, kinds),
            " ".join(filter(None, sentences)) or None,
            content,
            windows=len(kinds),
            music_windows=kinds.count(WindowKind.MUSIC),
            speech_windows=kinds.count(WindowKind.SPEECH),
        )

    def _hear_enough(
        self, track: Track, windows: int
    ) -> tuple[Listening, Float32, list[WindowKind]]:
        """Listen until there is music enough to judge by; embeddings (N, D) and kinds (N,)."""
        duration = track.tags.duration
        with OpenTrack(track.path, duration, self.front_end, windows) as sound:
            while True:
                heard = sound.heard()
                embeddings = self.model.network.embed(heard.logmel)
                kinds = self.model.activity.kinds(embeddings, heard.logmel)
                if _enough(kinds, windows) or not sound.listen_further(MOST_WINDOWS):
                    return heard, embeddings, kinds

    def suggest(self, embedding: StoredEmbedding) -> Suggestion:
        """The head's answer to a stored embedding."""
        if embedding.vector is None:
            return _suggestion(embedding, None)
        return _suggestion(embedding, self.model.suggest(embedding.vector, embedding.content))

    def suggest_many(self, heard: HeardMany) -> list[tuple[NDArray[np.intp], RankedGenres]]:
        """The head's answers to many, as `Suggestions.store_ranked` takes them."""
        if not len(heard.rows):
            return []
        speech = np.array(heard.contents)[heard.rows] == TrackContent.SPEECH.value
        return self.model.rank(heard.vectors, speech, MOST_KEPT)


def _suggestion(embedding: StoredEmbedding, verdict: Verdict | None) -> Suggestion:
    if verdict is None:
        return Suggestion(embedding.status, (), True, embedding.error, embedding.content)
    return Suggestion(
        embedding.status,
        verdict.scores[:MOST_KEPT],
        verdict.unsure,
        embedding.error,
        embedding.content,
        verdict.likely,
    )


def _enough(kinds: Sequence[WindowKind], windows: int) -> bool:
    """Whether more windows would hardly change the answer, for a setting of `windows`."""
    music, speech = kinds.count(WindowKind.MUSIC), kinds.count(WindowKind.SPEECH)
    return music >= min(ENOUGH_MUSIC, windows) or (speech >= ENOUGH_SPEECH and not music)


def nothing_found(kinds: Sequence[WindowKind]) -> str:
    """What to say of a track none of whose windows holds music or speech."""
    if WindowKind.NOISE not in kinds:
        return say("No music was found in this file: only silence.")
    if WindowKind.SILENCE not in kinds:
        return say("No music was found in this file: only noise.")
    return say("No music was found in this file: only noise and silence.")


def why_not_heard(track: Track, error: Exception) -> str:
    """What to tell a person of an error that ended the listening; a bug goes to the log."""
    if isinstance(error, TaggerError):
        # What reading the tags found out says more than a decoder's "invalid data".
        return track.error or error.message
    if isinstance(error, OSError):
        return explain_os_error(error, say("Could not listen to the file"))
    _log.error("listening to track %d failed", track.id, exc_info=error)
    return say("Listening failed because of an error in Tagger; the log has the details.")
