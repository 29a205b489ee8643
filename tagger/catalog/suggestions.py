"""What was heard (embeddings, one per piece of music and network) and what a model said of it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from tagger.catalog.database import Catalog
from tagger.records import AnalysisStatus, GenreScore, Suggestion, TrackContent


@dataclass(frozen=True)
class StoredEmbedding:
    """The mean embedding of one piece of music, or why there is none.

    `vector` has shape (D,), float16: the mean over the windows that hold what `content` says; None
    when listening failed or no music was found.
    """

    identity: bytes
    status: AnalysisStatus
    vector: NDArray[np.float16] | None
    error: str | None = None
    content: TrackContent = TrackContent.MUSIC
    """Means nothing where listening failed."""
    windows: int = 0
    """How many were heard; 0 where the first version listened, which did not count."""
    music_windows: int = 0
    speech_windows: int = 0


_AT_ONCE = 500
"""Values in one query; SQLite promises 999."""

_EMBEDDING = "identity, status, vector, error, content, windows, music_windows, speech_windows"
_SUGGESTION = "identity, status, genres, unsure, error, content, likely"


class Suggestions:
    """Embeddings, keyed by identity and network; suggestions, keyed by identity and model."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def store_embeddings(self, network: str, items: Sequence[StoredEmbedding]) -> None:
        rows = [
            (
                item.identity,
                network,
                item.status.value,
                None if item.vector is None else item.vector.astype("<f2").tobytes(),
                item.error,
                time.time(),
                item.content.value,
                item.windows,
                item.music_windows,
                item.speech_windows,
            )
            for item in items
        ]

        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO embeddings (identity, network, status, vector, error, "
                "analysed_at, content, windows, music_windows, speech_windows) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

        self._catalog.write(work)

    def heard(self, network: str) -> dict[bytes, AnalysisStatus]:
        """Which pieces of music this network has listened to, and how that went."""
        rows = self._catalog.reader().execute(
            "SELECT identity, status FROM embeddings WHERE network = ?", [network]
        )
        return {identity: AnalysisStatus(status) for identity, status in rows}

    def unanswered(self, network: str, model: str) -> list[StoredEmbedding]:
        """The stored embeddings of a network on which this model has not spoken yet."""
        rows = self._catalog.reader().execute(
            f"SELECT {_EMBEDDING} FROM embeddings AS heard WHERE network = ? "
            "AND NOT EXISTS (SELECT 1 FROM suggestions AS said "
            "WHERE said.identity = heard.identity AND said.model = ?)",
            [network, model],
        )
        return [_embedding(row) for row in rows]

    def embedding(self, network: str, identity: bytes) -> StoredEmbedding | None:
        row = (
            self._catalog.reader()
            .execute(
                f"SELECT {_EMBEDDING} FROM embeddings WHERE network = ? AND identity = ?",
                [network, identity],
            )
            .fetchone()
        )
        return None if row is None else _embedding(row)

    def embeddings(self, network: str, identities: Sequence[bytes]) -> dict[bytes, StoredEmbedding]:
        """What a network heard in these pieces of music, of those that it has listened to."""
        found: dict[bytes, StoredEmbedding] = {}
        for start in range(0, len(identities), _AT_ONCE):
            some = identities[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._catalog.reader().execute(
                f"SELECT {_EMBEDDING} FROM embeddings WHERE network = ? AND identity IN ({marks})",
                [network, *some],
            )
            found |= {row[0]: _embedding(row) for row in rows}
        return found

    def store(self, model: str, items: Iterable[tuple[bytes, Suggestion]]) -> None:
        rows = [
            (
                identity,
                model,
                item.status.value,
                json.dumps([[score.genre, round(score.probability, 6)] for score in item.genres]),
                item.unsure,
                item.error,
                item.content.value,
                item.likely,
            )
            for identity, item in items
        ]

        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO suggestions "
                "(identity, model, status, genres, unsure, error, content, likely) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

        self._catalog.write(work)

    def all(self, model: str) -> dict[bytes, Suggestion]:
        rows = self._catalog.reader().execute(
            f"SELECT {_SUGGESTION} FROM suggestions WHERE model = ?", [model]
        )
        return {row[0]: _suggestion(row) for row in rows}

    def get(self, model: str, identity: bytes) -> Suggestion | None:
        row = (
            self._catalog.reader()
            .execute(
                f"SELECT {_SUGGESTION} FROM suggestions WHERE model = ? AND identity = ?",
                [model, identity],
            )
            .fetchone()
        )
        return None if row is None else _suggestion(row)


def _embedding(row: Sequence[object]) -> StoredEmbedding:
    identity, status, vector, error, content, *counts = row
    assert isinstance(identity, bytes)
    windows, music, speech = (int(str(count)) for count in counts)
    return StoredEmbedding(
        identity,
        AnalysisStatus(str(status)),
        np.frombuffer(vector, dtype="<f2") if isinstance(vector, bytes) else None,
        None if error is None else str(error),
        TrackContent(str(content)),
        windows,
        music,
        speech,
    )


def _suggestion(row: Sequence[object]) -> Suggestion:
    _, status, genres, unsure, error, content, likely = row
    pairs: list[tuple[str, float]] = json.loads(str(genres))
    return Suggestion(
        status=AnalysisStatus(str(status)),
        genres=tuple(GenreScore(genre, probability) for genre, probability in pairs),
        unsure=bool(unsure),
        error=None if error is None else str(error),
        content=TrackContent(str(content)),
        likely=int(str(likely)),
    )
