"""What models said on other terms than their own: with some genres left out, or by whole albums.

A variant stands among the suggestions under the key of its model with that of its terms behind it.
What the model said on its own terms is never touched, so that going back costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlite_utils import Database

from tagger.catalog.database import Catalog
from tagger.catalog.suggestions import BEST, SUGGESTION, suggestion_of
from tagger.records import Suggestion

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
