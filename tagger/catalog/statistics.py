"""What the journal tells of a library as it was before anything was written into it."""

from __future__ import annotations

import json

from tagger.catalog.database import Catalog

# An entry that was not done left its file as it was; the oldest that was done saw the file first.
_FIRST = """
SELECT track_id, genres_before FROM journal WHERE id IN (
    SELECT min(id) FROM journal WHERE state = 'done' AND track_id IS NOT NULL GROUP BY track_id
)
"""


def genres_at_first(catalog: Catalog) -> dict[int, tuple[str, ...]]:
    """The genres that each track's file held before it was first written, by the track's id.

    Tracks that were never written are not named: their files hold what was read last.
    """
    return {
        track_id: tuple(json.loads(genres)) for track_id, genres in catalog.reader().execute(_FIRST)
    }
