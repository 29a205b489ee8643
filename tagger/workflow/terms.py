"""On which terms a model suggests: of which genres, and for tracks or whole albums.

What a model says on its own terms is always kept. On other terms it says something else of the same
embeddings, which is stored beside that under a key of its own; nothing is listened to again, and
going back to the terms from before is exact, since what was said then was never touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tagger.catalog.suggestions import HeardMany, StoredEmbedding
from tagger.catalog.variants import VARIANT
from tagger.genres.used import UsedGenres
from tagger.genres.vocabulary import Vocabulary
from tagger.model.classifier import Answer, verdicts
from tagger.records import (
    LEAST_COVERED,
    SPOKEN_WORD,
    RankedGenres,
    Suggestion,
    TrackContent,
)
from tagger.settings import ALBUM_GENRES, UNUSED_GENRES
from tagger.workflow.listener import MOST_KEPT, Listener
from tagger.workflow.session import Session

AT_ONCE = 2500
"""Embeddings that are scored and stored together: some 50 ms of work."""


class Terms:
    """A model and what the person wants of its suggestions."""

    def __init__(self, listener: Listener, used: UsedGenres, albums: bool = False) -> None:
        self.listener = listener
        self.used = used
        self.albums = albums
        """Whether the tracks of an album share one suggestion."""

    @property
    def own(self) -> bool:
        """Whether the model may suggest as it likes."""
        return self.used.all and not self.albums

    @cached_property
    def key(self) -> str:
        """Under which these suggestions are stored."""
        if self.own:
            return self.listener.key
        said = json.dumps(sorted((genre, *heirs) for genre, heirs in self.used.heirs.items()))
        said += "albums" if self.albums else ""
        digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8)
        return f"{self.listener.key}{VARIANT}{digest.hexdigest()}"

    def suggest(self, embedding: StoredEmbedding) -> Suggestion:
        """What is suggested for one piece of music that was heard, whatever its album."""
        said = self.listener.suggest(embedding)
        if self.own or embedding.vector is None:
            return said
        spoken = np.array([embedding.content is TrackContent.SPEECH])
        ((_, answer),) = self.listener.model.answer(embedding.vector[None], spoken)
        return _told([said], self.rank(answer))[0]

    def suggest_many(self, heard: HeardMany) -> list[tuple[NDArray[np.intp], RankedGenres]]:
        """The same for many, as `Suggestions.store_ranked` takes them."""
        if not len(heard.rows):
            return []
        spoken = np.array(heard.contents)[heard.rows] == TrackContent.SPEECH.value
        parts = self.listener.model.answer(heard.vectors, spoken)
        return [(rows, self.rank(answer)) for rows, answer in parts]

    def rank(self, answer: Answer) -> RankedGenres:
        """What an answer comes to on these terms."""
        genres, probabilities, covered = self.used.restrict(answer.genres, answer.probabilities)
        ranked = answer.only(genres, probabilities).rank(MOST_KEPT)
        none = covered < LEAST_COVERED
        likely = np.where(none, 1, ranked.likely)
        return replace(ranked, covered=covered, unsure=ranked.unsure | none, likely=likely)

    def of_told(self, said: Sequence[Suggestion]) -> list[Suggestion]:
        """What suggestions become that came without an embedding.

        What they do not name, the model's least likely genres, counts as not used.
        """
        head = self.listener.model.head
        place = {genre: column for column, genre in enumerate(head.genres)}
        table = np.zeros((len(said), len(place)))
        for row, each in enumerate(said):
            for score in each.genres:
                if score.genre in place:
                    table[row, place[score.genre]] = score.probability
        found = list(said)
        for content in (TrackContent.MUSIC, TrackContent.SPEECH):
            rows = [n for n, each in enumerate(said) if each.genres and each.content is content]
            if rows:
                answer = head.answer(table[rows])
                if content is TrackContent.SPEECH:
                    # As for speech that was heard here: one limit, and one genre.
                    least = np.full(len(place), head.unsure_limit(SPOKEN_WORD))
                    never = np.full(len(place), np.inf)
                    answer = replace(answer, unsure_below=least, also_above=never)
                told = _told([said[row] for row in rows], self.rank(answer))
                for row, each in zip(rows, told, strict=True):
                    found[row] = each
        return found


def _told(said: Sequence[Suggestion], ranked: RankedGenres) -> list[Suggestion]:
    """The same suggestions with these genres."""
    covered = [1.0] * len(said) if ranked.covered is None else ranked.covered.tolist()
    return [
        replace(
            each,
            genres=tuple(score for score in verdict.scores if score.probability > 0),
            unsure=verdict.unsure,
            likely=verdict.likely,
            covered=share,
        )
        for each, verdict, share in zip(said, verdicts(ranked), covered, strict=True)
    ]


def terms_of(
    session: Session,
    listener: Listener | None = None,
    unused: Sequence[str] | None = None,
    albums: bool | None = None,
) -> Terms:
    """The terms on which a model suggests, by default the one in use as the settings have it.

    Loads the model on first use: slow then. Raises `ModelError` and `VocabularyError`.
    """
    listener = listener or session.listener()
    left_out = session.settings.get(UNUSED_GENRES) if unused is None else tuple(unused)
    # Whoever uses all genres can do without the vocabulary, which may be damaged.
    vocabulary = session.vocabulary if left_out else Vocabulary(())
    used = UsedGenres(suggestible(listener), left_out, vocabulary)
    if not set(used.genres) & set(listener.model.genres):
        # Chosen under another model: this one has to have something to say of music.
        used = UsedGenres(suggestible(listener), (), vocabulary)
    return Terms(listener, used, session.settings.get(ALBUM_GENRES) if albums is None else albums)


def suggestible(listener: Listener) -> tuple[str, ...]:
    """The genres that a model may suggest: its own, and what speech is called in any case."""
    return tuple(dict.fromkeys((*listener.model.genres, SPOKEN_WORD)))
