"""Groups in the table: which line belongs where, what stands on a group's own line, and the order.

The table stays one flat list in which a group's line stands above its tracks: a tree of 100,000
nodes would have Qt ask Python for each of them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tagger.ui.library.lines import Arrangement, Line, sort_in_runs
from tagger.ui.library.orders import Orders
from tagger.ui.text import path_text, plain
from tagger.workflow.album import album_of, album_title

_LAST = "\U0010ffff"


class GroupBy(StrEnum):
    NONE = ""
    ALBUM = "album"
    ARTIST = "artist"
    FOLDER = "folder"
    GENRE = "genre"


def group_of(line: Line, by: GroupBy) -> str:
    """The key of a line's group; groups stand in the order of their keys, and none comes last.

    What an album is, `tagger.workflow.album` says. A genre is the suggested one, so that a track
    stays where it is when another is chosen for it.
    """
    match by:
        case GroupBy.ALBUM:
            return album_of(line.row.track) or _LAST
        case GroupBy.ARTIST:
            return line.artist.casefold() or _LAST
        case GroupBy.FOLDER:
            return _folder(line)
        case GroupBy.GENRE:
            suggested = line.row.offer or line.row.suggested
            return suggested[0].casefold() if suggested else _LAST
        case GroupBy.NONE:
            return ""


def name_of(line: Line, by: GroupBy) -> str:
    """What its group is called; empty where it has none of this kind."""
    tags = line.row.track.tags
    match by:
        case GroupBy.ALBUM:
            album, artist = album_title(line.album), plain(tags.album_artist)
            return f"{album} – {artist}" if album and artist else album
        case GroupBy.ARTIST:
            return line.artist
        case GroupBy.FOLDER:
            return path_text(_folder(line))
        case GroupBy.GENRE:
            return plain(next(iter(line.row.offer or line.row.suggested), ""))
        case GroupBy.NONE:
            return ""


def _folder(line: Line) -> str:
    return os.path.dirname(line.row.track.path)


@dataclass(slots=True)
class Head:
    """One group: its name, and what its tracks add up to."""

    id: int
    """Negative, and so no track's."""
    key: str
    name: str
    folded: bool
    size: int = 0
    decided: int = 0
    names: dict[str, int] = field(default_factory=dict)
    """For how many tracks each genre is suggested or decided."""
    genres: dict[str, int] = field(default_factory=dict)
    """How many files say what now."""
    hidden: dict[int, None] = field(default_factory=dict)
    """The tracks of a folded group, in order."""

    def count(self, line: Line, step: int) -> None:
        """Count a line in (+1) or out (-1)."""
        self.size += step
        self.decided += step * (line.row.decision is not None)
        for name in line.names:
            self.names[name] = self.names.get(name, 0) + step
        self.genres[line.genres] = self.genres.get(line.genres, 0) + step

    @property
    def best(self) -> tuple[str, int] | None:
        """The genre that most of its tracks agree on, and how many do."""
        if not any(self.names.values()):
            return None
        return max(self.names.items(), key=lambda pair: pair[1])

    @property
    def present(self) -> str:
        """What all of its files say now; empty where they differ."""
        said = [genres for genres, count in self.genres.items() if count]
        return said[0] if len(said) == 1 else ""


@dataclass(frozen=True)
class Folding:
    """Which groups are folded."""

    all: bool = False
    unlike: frozenset[str] = frozenset()
    """The keys of those that are not as `all` says."""

    def folds(self, key: str) -> bool:
        return self.all != (key in self.unlike)

    def having(self, key: str, folded: bool) -> Folding:
        wanted = self.unlike - {key} if folded == self.all else self.unlike | {key}
        return Folding(self.all, wanted)


@dataclass(frozen=True)
class Layout(Arrangement):
    """What is shown, in which order, and in which groups."""

    by: GroupBy = GroupBy.NONE

    def arrange(
        self, lines: Mapping[int, Line], folding: Folding, orders: Orders | None = None
    ) -> Arranged:
        """Lay the lines that match out. Safe on any thread that is the only one to use `orders`."""
        order = self.order(lines.values()) if orders is None else orders.order(self, lines)
        return Arranged(order) if not self.by else _grouped(order, lines, self.by, folding)


@dataclass
class Arranged:
    """The ids of what stands in the rows: tracks, and groups (negative) above theirs."""

    order: list[int]
    heads: dict[int, Head] = field(default_factory=dict)
    """By their ids."""
    ids: dict[str, int] = field(default_factory=dict)
    """The heads' ids by their keys."""

    def head(self, key: str) -> Head | None:
        id_ = self.ids.get(key)
        return None if id_ is None else self.heads[id_]

    def add(self, key: str, name: str, folded: bool) -> Head:
        head = Head(min(self.heads, default=0) - 1, key, name, folded)
        self.heads[head.id] = head
        self.ids[key] = head.id
        return head

    def drop(self, head: Head) -> None:
        del self.heads[head.id]
        del self.ids[head.key]


def _grouped(
    order: list[int], lines: Mapping[int, Line], by: GroupBy, folding: Folding
) -> Arranged:
    heads: dict[str, Head] = {}
    members: dict[str, list[int]] = {}
    for id_ in order:
        line = lines[id_]
        key = group_of(line, by)
        head = heads.get(key)
        if head is None:
            head = heads[key] = Head(0, key, name_of(line, by), folding.folds(key))
            members[key] = []
        head.count(line, +1)
        members[key].append(id_)
    keys = list(heads)
    arranged = Arranged([])
    for place, key in enumerate(sort_in_runs(keys), 1):
        head = heads[key]
        head.id = -place
        arranged.heads[head.id] = head
        arranged.ids[key] = head.id
        arranged.order.append(head.id)
        if head.folded:
            head.hidden = dict.fromkeys(members[key])
        else:
            arranged.order += members[key]
    return arranged
