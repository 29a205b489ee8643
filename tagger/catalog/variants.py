"""What models said on other terms than their own: with some genres left out, or by whole albums.

A variant stands among the suggestions under the key of its model with that of its terms behind it.
What the model said on its own terms is never touched, so that going back costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from tagger.catalog.database import Catalog
from tagger.catalog.suggestions import BEST, SUGGESTION, HeardMany, genre_texts, suggestion_of
from tagger.records import RankedGenres, Suggestion

VARIANT = "|"
"""Parts a model's key from that of the terms, where there are any."""


def model_of(key: str) -> str:
    """The model whose suggestions stand under this key, on whatever terms."""
    return key.partition(VARIANT)[0]


class Variants:
    """Questions about suggestions of one model on several terms."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def keep_only(self, model: str, keys: Collection[str]) -> int:
        """Drop what a model said on other terms than these; returns how many answers that were.

        What it said on its own terms stays.
        """
        marks = ", ".join("?" * len(keys))
        low, high = f"{model}{VARIANT}", f"{model}{chr(ord(VARIANT) + 1)}"

        def work(db: Database) -> int:
            sql = "DELETE FROM suggestions WHERE model > ? AND model < ? AND model NOT IN "
            return db.conn.execute(f"{sql}({marks})", [low, high, *keys]).rowcount

        return self._catalog.write(work)

    def told_unheard(self, network: str, model: str, variant: str) -> dict[bytes, Suggestion]:
        """What a model said of music that nobody listened to here, where the variant said nothing.

        A file may bring along what was heard elsewhere.
        """
        rows = self._catalog.reader().execute(
            f"SELECT {SUGGESTION} FROM suggestions AS said WHERE model = ? AND NOT EXISTS "
            "(SELECT 1 FROM embeddings AS heard "
            "WHERE heard.identity = said.identity AND heard.network = ?) AND NOT EXISTS "
            "(SELECT 1 FROM suggestions AS other "
            "WHERE other.identity = said.identity AND other.model = ?)",
            [model, network, variant],
        )
        return {row[0]: suggestion_of(row, None) for row in rows}

    def best_counts(self, model: str) -> dict[str, int]:
        """For how many tracks of the library each genre is the best one."""
        rows = self._catalog.reader().execute(
            f"SELECT {BEST.format('said')}, count(*) FROM tracks AS t "
            "JOIN suggestions AS said ON said.identity = t.identity AND said.model = ? "
            "WHERE t.id NOT IN (SELECT track_id FROM guests) GROUP BY 1",
            [model],
        )
        return {genre: count for genre, count in rows if genre is not None}

    def heard(self, network: str) -> set[bytes]:
        """Which pieces of music have an embedding."""
        rows = self._catalog.reader().execute(
            "SELECT identity FROM embeddings WHERE network = ? AND vector IS NOT NULL", [network]
        )
        return {row[0] for row in rows}

    def albums(self, variant: str) -> dict[bytes, bytes]:
        """Of which album each piece of music has the common suggestion, where it has one."""
        rows = self._catalog.reader().execute(
            "SELECT identity, album FROM suggestions WHERE model = ? AND album IS NOT NULL",
            [variant],
        )
        return dict(rows)

    def drop(self, variant: str, identities: Sequence[bytes]) -> None:
        """Forget what stands there for this music."""

        def work(db: Database) -> None:
            sql = "DELETE FROM suggestions WHERE model = ? AND identity = ?"
            db.conn.executemany(sql, [(variant, identity) for identity in identities])

        self._catalog.write(work)

    def store_albums(
        self,
        variant: str,
        heard: HeardMany,
        albums: NDArray[np.intp],
        ranked: RankedGenres,
        names: Sequence[bytes],
    ) -> None:
        """Keep the common suggestion of every album for each of its pieces of music.

        `albums` (M,) says of which of the A albums in `ranked` each row of `heard` is, and `names`
        (A,) what each is called, `Album.digest`.
        """
        texts, counts = genre_texts(ranked), np.bincount(albums, minlength=len(names)).tolist()
        unsure, likely = ranked.unsure.tolist(), ranked.likely.tolist()
        covered = [1.0] * len(names) if ranked.covered is None else ranked.covered.tolist()
        own = zip(heard.identities, heard.statuses, heard.errors, heard.contents, strict=True)
        rows = [
            (identity, variant, status, texts[a], unsure[a], error, content, likely[a], covered[a],
             counts[a], names[a])
            for (identity, status, error, content), a in zip(own, albums.tolist(), strict=True)
        ]  # fmt: skip

        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO suggestions (identity, model, status, genres, unsure, "
                "error, content, likely, covered, tracks, album) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

        self._catalog.write(work)
