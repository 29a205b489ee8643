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
from tagger.records import AnalysisStatus, GenreScore, Suggestion


@dataclass(frozen=True)
class StoredEmbedding:
    """The mean embedding of one piece of music, or why there is none.

    `vector` has shape (D,), float16; None when listening failed or there was nothing to hear.
    """

    identity: bytes
    status: AnalysisStatus
    vector: NDArray[np.float16] | None
    error: str | None = None


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
            )
            for item in items
        ]

        def work(db: Database) -> None:
            db.conn.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?, ?, ?)", rows)

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
            "SELECT identity, status, vector, error FROM embeddings AS heard WHERE network = ? "
            "AND NOT EXISTS (SELECT 1 FROM suggestions AS said "
            "WHERE said.identity = heard.identity AND said.model = ?)",
            [network, model],
        )
        return [_embedding(row) for row in rows]

    def embedding(self, network: str, identity: bytes) -> StoredEmbedding | None:
        row = (
            self._catalog.reader()
            .execute(
                "SELECT identity, status, vector, error FROM embeddings "
                "WHERE network = ? AND identity = ?",
                [network, identity],
            )
            .fetchone()
        )
        return None if row is None else _embedding(row)

    def store(self, model: str, items: Iterable[tuple[bytes, Suggestion]]) -> None:
        rows = [
            (
                identity,
                model,
                item.status.value,
                json.dumps([[score.genre, round(score.probability, 6)] for score in item.genres]),
                item.unsure,
                item.error,
            )
            for identity, item in items
        ]

        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO suggestions VALUES (?, ?, ?, ?, ?, ?)", rows
            )

        self._catalog.write(work)

    def all(self, model: str) -> dict[bytes, Suggestion]:
        rows = self._catalog.reader().execute(
            "SELECT identity, status, genres, unsure, error FROM suggestions WHERE model = ?",
            [model],
        )
        return {row[0]: _suggestion(row) for row in rows}

    def get(self, model: str, identity: bytes) -> Suggestion | None:
        row = (
            self._catalog.reader()
            .execute(
                "SELECT identity, status, genres, unsure, error FROM suggestions "
                "WHERE model = ? AND identity = ?",
                [model, identity],
            )
            .fetchone()
        )
        return None if row is None else _suggestion(row)


def _embedding(row: Sequence[object]) -> StoredEmbedding:
    identity, status, vector, error = row
    assert isinstance(identity, bytes)
    return StoredEmbedding(
        identity,
        AnalysisStatus(str(status)),
        np.frombuffer(vector, dtype="<f2") if isinstance(vector, bytes) else None,
        None if error is None else str(error),
    )


def _suggestion(row: Sequence[object]) -> Suggestion:
    _, status, genres, unsure, error = row
    pairs: list[tuple[str, float]] = json.loads(str(genres))
    return Suggestion(
        status=AnalysisStatus(str(status)),
        genres=tuple(GenreScore(genre, probability) for genre, probability in pairs),
        unsure=bool(unsure),
        error=None if error is None else str(error),
    )
