"""What the person decided and a model has not learned, and what nobody decided yet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagger.catalog.database import Catalog

_BLOCK = 5000


@dataclass(frozen=True)
class Picked:
    """One piece of music whose genres the person picked, and what is known of them."""

    genres: tuple[str, ...]
    decided_at: float
    """Seconds since the epoch."""
    suggested: tuple[str, ...] | None
    """That a model suggests, as far as it was sure; None where it was not, or said nothing."""
    taught: tuple[str, ...] | None
    """The genres of the lesson's example of it; None where there is none, () where the person took
    the example out."""
    source: str
    """Where the lesson has its genres from; empty where there is no example."""


@dataclass(frozen=True, eq=False)
class Heard:
    """N pieces of music and their embeddings."""

    identities: list[bytes]
    vectors: NDArray[np.float16]
    """(N, D)."""


class Teaching:
    """Questions about decisions and examples that need many rows at once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def picks(self) -> int:
        """How many tracks have genres that the person picked; told at once."""
        rows = self._catalog.reader().execute(
            "SELECT count(*) FROM decisions WHERE kind = 'chosen'"
        )
        return int(rows.fetchone()[0])

    def picked(self, network: str, model: str, lesson: str | None, most: int) -> Iterator[Picked]:
        """The newest decision on each piece of music, where it was picked and is not taught as is.

        Copies are one piece. Suggested is what the model said under which it was decided, or else
        what `model` says, `most` genres of it. Left out is what cannot be learned: files that are
        gone, and music in which this network found none.
        """
        rows = self._catalog.reader().execute(_PICKED, [network, lesson or "", model])
        for genres, decided_at, said, likely, unsure, taught, source in rows:
            yield Picked(
                tuple(json.loads(genres)),
                decided_at,
                None if said is None or unsure else _best(said, min(likely, most)),
                None if taught is None else tuple(json.loads(taught)),
                source or "",
            )

    def undecided(self, network: str, lesson: str | None) -> Iterator[Heard]:
        """Music that was heard, has a file that is there, no decision and no part in a lesson.

        In order of identity, a block of rows at a time.
        """
        rows = self._catalog.reader().execute(_UNDECIDED, [network, lesson or ""])
        return _blocks(rows)

    def known(self, network: str, lesson: str | None, most: int) -> Iterator[Heard]:
        """Embeddings of what is in a lesson or was decided, at most so many.

        Identities are hashes, so that the first ones in their order are a fair sample.
        """
        rows = self._catalog.reader().execute(_KNOWN, [network, lesson or "", most])
        return _blocks(rows)


# SQLite gives the columns beside a single max() from the row that has it.
_PICKED = """
SELECT d.genres, d.decided_at, coalesce(then_.genres, now_.genres),
    coalesce(then_.likely, now_.likely), coalesce(then_.unsure, now_.unsure), x.genres, x.source
FROM (
    SELECT t.identity AS identity, d.kind AS kind, d.genres AS genres, d.model AS model,
        max(d.decided_at) AS decided_at
    FROM decisions AS d JOIN tracks AS t ON t.id = d.track_id
    WHERE d.kind IN ('accepted', 'chosen') AND t.identity != x'' AND t.presence != 'missing'
    GROUP BY t.identity
) AS d
LEFT JOIN embeddings AS e ON e.identity = d.identity AND e.network = ?
LEFT JOIN examples AS x ON x.lesson = ? AND x.identity = d.identity
LEFT JOIN suggestions AS then_ ON then_.identity = d.identity AND then_.model = d.model
LEFT JOIN suggestions AS now_ ON now_.identity = d.identity AND now_.model = ?
WHERE d.kind = 'chosen' AND (e.identity IS NULL OR e.vector IS NOT NULL)
    AND d.genres IS NOT x.genres
"""

_DECIDED = """
SELECT t.identity FROM decisions AS d JOIN tracks AS t ON t.id = d.track_id
UNION SELECT identity FROM decisions
"""

_UNDECIDED = f"""
SELECT e.identity, e.vector FROM embeddings AS e
WHERE e.network = ? AND e.vector IS NOT NULL AND e.content = 'music'
    AND EXISTS (SELECT 1 FROM tracks AS t
        WHERE t.identity = e.identity AND t.identity != x'' AND t.presence = 'present'
        AND t.id NOT IN (SELECT track_id FROM guests))
    AND e.identity NOT IN (SELECT identity FROM examples WHERE lesson = ?)
    AND e.identity NOT IN ({_DECIDED})
ORDER BY e.identity
"""

_KNOWN = """
SELECT e.identity, e.vector FROM embeddings AS e
WHERE e.network = ? AND e.vector IS NOT NULL
    AND (e.identity IN (SELECT identity FROM examples WHERE lesson = ? AND genres != '[]')
        OR e.identity IN (SELECT identity FROM decisions WHERE kind IN ('accepted', 'chosen')))
ORDER BY e.identity LIMIT ?
"""


def _blocks(rows: Any) -> Iterator[Heard]:
    while found := rows.fetchmany(_BLOCK):
        identities = [row[0] for row in found]
        stored = np.frombuffer(b"".join(row[1] for row in found), dtype="<f2")
        yield Heard(identities, stored.reshape(len(found), -1))


def _best(scores: str, count: int) -> tuple[str, ...]:
    pairs: Sequence[tuple[str, float]] = json.loads(scores)
    return tuple(genre for genre, _ in pairs[:count])
