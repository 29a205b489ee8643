"""What was heard (embeddings, one per piece of music and network) and what a model said of it."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from tagger.catalog.columns import scores_of
from tagger.catalog.database import Catalog
from tagger.making import maker_of
from tagger.records import (
    AnalysisStatus,
    RankedGenres,
    Suggestion,
    TrackContent,
)


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


@dataclass(frozen=True, eq=False)
class HeardMany:
    """Stored embeddings of N pieces of music as columns, for a whole library at once."""

    identities: list[bytes]
    statuses: list[str]
    errors: list[str | None]
    contents: list[str]
    rows: NDArray[np.intp]
    """(M,): those that have a vector."""
    vectors: NDArray[np.float16]
    """(M, D): theirs."""


_EMBEDDING = "identity, status, vector, error, content, windows, music_windows, speech_windows"
_UNANSWERED = (
    "embeddings AS heard WHERE network = ? AND NOT EXISTS (SELECT 1 FROM suggestions AS said "
    "WHERE said.identity = heard.identity AND said.model = ?)"
)
BEST = "json_extract({}.genres, '$[0][0]')"
_DIGITS = 6
SUGGESTION = "identity, status, genres, unsure, error, content, likely, covered, tracks"


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

    def unanswered(self, network: str, model: str) -> int:
        """On how many stored embeddings of a network this model has not spoken yet."""
        (count,) = (
            self._catalog.reader()
            .execute(f"SELECT count(*) FROM {_UNANSWERED}", [network, model])
            .fetchone()
        )
        return int(count)

    def next_unanswered(
        self, network: str, model: str, after: bytes | None, most: int
    ) -> HeardMany | None:
        """The first `most` of them whose identity comes after another; None when there are none."""
        found = (
            self._catalog.reader()
            .execute(
                "SELECT identity, status, error, content, vector "
                f"FROM {_UNANSWERED} AND identity > ? ORDER BY identity LIMIT ?",
                [network, model, b"" if after is None else after, most],
            )
            .fetchall()
        )
        if not found:
            return None
        return _heard_many(found)

    def heard_again(self, network: str, identities: Sequence[bytes]) -> HeardMany:
        """These pieces of music, of those that have an embedding."""
        found: list[Sequence[Any]] = []
        for start in range(0, len(identities), _AT_ONCE):
            some = identities[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            found += self._catalog.reader().execute(
                "SELECT identity, status, error, content, vector FROM embeddings "
                f"WHERE network = ? AND vector IS NOT NULL AND identity IN ({marks})",
                [network, *some],
            )
        return _heard_many(found)

    def unheard(self, network: str, other: str) -> int:
        """How many pieces of music that another network has listened to are new to this one."""
        (count,) = (
            self._catalog.reader()
            .execute(
                "SELECT count(*) FROM embeddings AS heard WHERE network = ? AND NOT EXISTS "
                "(SELECT 1 FROM embeddings AS here "
                "WHERE here.identity = heard.identity AND here.network = ?)",
                [other, network],
            )
            .fetchone()
        )
        return int(count)

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
                json.dumps([[s.genre, round(s.probability, _DIGITS)] for s in item.genres]),
                item.unsure,
                item.error,
                item.content.value,
                item.likely,
                item.covered,
            )
            for identity, item in items
        ]
        self._insert(rows)

    def store_ranked(
        self,
        model: str,
        heard: HeardMany,
        parts: Iterable[tuple[NDArray[np.intp], RankedGenres]],
    ) -> None:
        """Keep what a model says of many embeddings, in one transaction.

        Each part names rows of `heard.vectors` and holds the genres of these; what has no vector
        has no genres.
        """
        count = len(heard.identities)
        genres, unsure, likely = ["[]"] * count, [True] * count, [1] * count
        covered = [1.0] * count
        for places, ranked in parts:
            told = zip(
                heard.rows[places].tolist(),
                genre_texts(ranked),
                ranked.unsure.tolist(),
                ranked.likely.tolist(),
                [1.0] * len(places) if ranked.covered is None else ranked.covered.tolist(),
                strict=True,
            )
            for row, text, is_unsure, how_many, share in told:
                genres[row], unsure[row], likely[row] = text, is_unsure, how_many
                covered[row] = share
        columns = (heard.statuses, genres, unsure, heard.errors, heard.contents, likely, covered)
        self._insert(
            (identity, model, *values)
            for identity, *values in zip(heard.identities, *columns, strict=True)
        )

    def _insert(self, rows: Iterable[tuple[object, ...]]) -> None:
        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO suggestions "
                "(identity, model, status, genres, unsure, error, content, likely, covered) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

        self._catalog.write(work)

    def keep_only(self, models: Collection[str]) -> int:
        """Drop what other models than these said; returns how many answers that were.

        The room in the catalog is used again by what is stored next.
        """
        marks = ", ".join("?" * len(models))

        def work(db: Database) -> int:
            sql = f"DELETE FROM suggestions WHERE model NOT IN ({marks})"
            return db.conn.execute(sql, list(models)).rowcount

        return self._catalog.write(work)

    def differing(self, one: str, other: str) -> int:
        """For how many pieces of music two models have different best genres."""
        (count,) = (
            self._catalog.reader()
            .execute(
                "SELECT count(*) FROM suggestions AS a "
                "JOIN suggestions AS b ON b.identity = a.identity AND b.model = ? "
                f"WHERE a.model = ? AND {BEST.format('a')} IS NOT {BEST.format('b')}",
                [other, one],
            )
            .fetchone()
        )
        return int(count)

    def all(self, model: str, most: int | None = None) -> dict[bytes, Suggestion]:
        """What a model said, by identity; of each piece of music no more than the `most` best
        genres. Few are read far quicker than all."""
        rows = self._catalog.reader().execute(
            f"SELECT {SUGGESTION} FROM suggestions WHERE model = ?", [model]
        )
        return {row[0]: suggestion_of(row, most) for row in rows}

    def get(self, model: str, identity: bytes, most: int | None = None) -> Suggestion | None:
        row = (
            self._catalog.reader()
            .execute(
                f"SELECT {SUGGESTION} FROM suggestions WHERE model = ? AND identity = ?",
                [model, identity],
            )
            .fetchone()
        )
        return None if row is None else suggestion_of(row, most)


def _heard_many(found: Sequence[Sequence[Any]]) -> HeardMany:
    if not found:
        return HeardMany([], [], [], [], np.zeros(0, np.intp), np.zeros((0, 0), np.float16))
    identities, statuses, errors, contents, vectors = map(list, zip(*found, strict=True))
    rows = np.array([row for row, vector in enumerate(vectors) if vector is not None], np.intp)
    stored = np.frombuffer(b"".join(vectors[row] for row in rows.tolist()), dtype="<f2")
    stored = stored.reshape(len(rows), -1) if len(rows) else stored.reshape(0, 0)
    return HeardMany(identities, statuses, errors, contents, rows, stored)


def genre_texts(ranked: RankedGenres) -> list[str]:
    """The JSON of each row, as `json.dumps` would write it but for the zeros at the end.

    One format for a whole row: a library has a million of these numbers.
    """
    forms = [f"[{json.dumps(genre)}, ".replace("%", "%%") + "%d.%06d]" for genre in ranked.genres]
    scaled = np.rint(ranked.probabilities.astype(np.float64) * 10**_DIGITS).astype(np.int64)
    parts = np.stack(np.divmod(scaled, 10**_DIGITS), axis=2).reshape(len(scaled), -1)
    form_of = forms.__getitem__
    return [
        f"[{', '.join(map(form_of, places))}]" % tuple(numbers)
        for places, numbers in zip(ranked.order.tolist(), parts.tolist(), strict=True)
    ]


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


_STATUSES = {status.value: status for status in AnalysisStatus}
_suggestion = maker_of(Suggestion)
_CONTENTS = {content.value: content for content in TrackContent}


def suggestion_of(row: Sequence[Any], most: int | None) -> Suggestion:
    """A row with the columns of `SUGGESTION`, with no more than the `most` best genres."""
    _, status, genres, unsure, error, content, likely, covered, tracks = row
    return _suggestion(
        _STATUSES[status],
        scores_of(genres, most),
        bool(unsure),
        error,
        _CONTENTS[content],
        likely,
        # One number for all that say so.
        1.0 if covered == 1.0 else covered,
        tracks,
    )
