"""Which genres stand in the files of a library, counted without looking at every track."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tagger.catalog.database import Catalog, encode_path, under
from tagger.catalog.tracks import decode_fields

_THERE = "presence = 'present' AND id NOT IN (SELECT track_id FROM guests)"


@dataclass(frozen=True)
class GenreList:
    """The genres of some files, all the same."""

    genres: tuple[str, ...]
    custom: tuple[tuple[str, tuple[str, ...]], ...]
    """As in `TrackTags`."""
    tracks: int


class HeldGenres:
    """Of the tracks of a catalog whose files are there, guests left out."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def lists(self, paths: Sequence[Path] = (), *, with_fields: bool = False) -> list[GenreList]:
        """What files hold as genres, counted by whole lists; at or below `paths` if there are any.

        Without `with_fields` the other fields are left out, and files that differ only in those
        are counted together.
        """
        custom = "custom" if with_fields else "'[]'"
        where, values = _below(paths)
        rows = self._catalog.reader().execute(
            f"SELECT genres, {custom}, count(*) FROM tracks WHERE {_THERE}{where} GROUP BY 1, 2",
            values,
        )
        return [
            GenreList(tuple(json.loads(genres)), decode_fields(fields), count)
            for genres, fields, count in rows
        ]

    def ids(
        self, lists: Iterable[tuple[str, ...]], paths: Sequence[Path] = (), most: int | None = None
    ) -> list[int]:
        """The tracks that hold just one of these lists, in order of path; not more than `most`."""
        # As the catalog has them: by `json.dumps`. Thousands are looked for at once.
        wanted = json.dumps([json.dumps(genres) for genres in lists])
        where, bound = _below(paths)
        rows = self._catalog.reader().execute(
            f"SELECT id FROM tracks WHERE genres IN (SELECT value FROM json_each(?)) AND {_THERE}"
            f"{where} ORDER BY path LIMIT ?",
            [wanted, *bound, -1 if most is None else most],
        )
        return [track_id for (track_id,) in rows]


def _below(paths: Sequence[Path]) -> tuple[str, list[bytes]]:
    """A further condition, and the values bound in it; none for no paths."""
    if not paths:
        return "", []
    where = " OR ".join(["(path >= ? AND path < ?) OR path = ?"] * len(paths))
    return f" AND ({where})", [b for path in paths for b in (*under(path), encode_path(path))]
