"""Stored embeddings of a whole library at once, by track."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tagger.catalog.database import Catalog

_AT_ONCE = 2000
"""Vectors in one batch: a cancel waits for no more than that."""

_HEARD = (
    "tracks AS t JOIN embeddings AS e ON e.identity = t.identity AND e.network = ? "
    "WHERE e.vector IS NOT NULL AND t.id NOT IN (SELECT track_id FROM guests)"
)


def most_used_network(catalog: Catalog) -> str | None:
    """The network that has heard the most; None where nothing was heard yet."""
    row = (
        catalog.reader()
        .execute(
            "SELECT network FROM embeddings WHERE vector IS NOT NULL "
            "GROUP BY network ORDER BY count(*) DESC, network LIMIT 1"
        )
        .fetchone()
    )
    return None if row is None else str(row[0])


def tracks_heard(catalog: Catalog, network: str) -> int:
    """How many tracks of the library, guests aside, have an embedding of this network."""
    (count,) = catalog.reader().execute(f"SELECT count(*) FROM {_HEARD}", [network]).fetchone()
    return int(count)


def track_vectors(
    catalog: Catalog, network: str
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float16]]]:
    """Track ids (n,) and their embeddings (n, D) in order of id, batch by batch.

    Copies of one piece of music share its embedding.
    """
    rows = catalog.reader().execute(f"SELECT t.id, e.vector FROM {_HEARD} ORDER BY t.id", [network])
    while found := rows.fetchmany(_AT_ONCE):
        ids, vectors = zip(*found, strict=True)
        yield (
            np.array(ids, np.int64),
            np.frombuffer(b"".join(vectors), dtype="<f2").reshape(len(ids), -1),
        )
