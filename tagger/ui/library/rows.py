"""Which track or group stands in which row, found without walking over the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from tagger.ui.library.grouping import Arranged, Head, Layout, group_of, name_of
from tagger.ui.library.lines import Line

Handle = int | str
"""A track by its id, a group by its key: what outlives a new order of the rows."""
_FEW = 500
"""Tracks that are looked for one by one; for more, all rows are walked once."""


class Rows:
    """Lines laid out once, and kept so while the model puts some in and takes some out."""

    def __init__(self, layout: Layout, arranged: Arranged, lines: Mapping[int, Line]) -> None:
        """`lines` is the library's own, so that what changes there is seen here."""
        self.layout = layout
        self.order = arranged.order
        """The ids of tracks, and those (negative) of groups above theirs."""
        self.arranged = arranged
        self._lines = lines

    @property
    def tracks(self) -> int:
        """Tracks that match, also those in folded groups."""
        heads = self.arranged.heads
        return sum(head.size for head in heads.values()) if heads else len(self.order)

    def head_at(self, row: int) -> Head | None:
        """The group whose own line stands in this row, if one does."""
        id_ = self.order[row]
        return self.arranged.heads[id_] if id_ < 0 else None

    def line_at(self, row: int) -> Line:
        """The track in this row; in a group's own row the first of its tracks."""
        id_ = self.order[row]
        return self._lines[id_] if id_ > 0 else self.lines_in([(row, row)])[0]

    def handle_at(self, row: int) -> Handle:
        head = self.head_at(row)
        return self.order[row] if head is None else head.key

    def lines_in(self, ranges: Iterable[tuple[int, int]]) -> list[Line]:
        """The lines of these rows, from first to last of each range, from top to bottom.

        A group's own line stands for all of its tracks.
        """
        lines, order = self._lines, self.order
        parts = sorted(ranges)
        if len(parts) == 1 and not self.arranged.heads:
            # As when all 100,000 are selected: no row can be in it twice.
            return [lines[id_] for id_ in order[parts[0][0] : parts[0][1] + 1]]
        found: dict[int, None] = {}
        for first, last in parts:
            if not self.arranged.heads:
                found.update(dict.fromkeys(order[first : last + 1]))
                continue
            for row in range(first, last + 1):
                head = self.head_at(row)
                if head is None:
                    found[order[row]] = None
                elif head.folded:
                    found.update(head.hidden)
                else:
                    found.update(dict.fromkeys(order[row + 1 : row + 1 + head.size]))
        return [lines[id_] for id_ in found]

    def row_of(self, handle: Handle) -> int | None:
        """Where a track or a group is shown, if it is."""
        if isinstance(handle, str):
            return None if self.arranged.head(handle) is None else self.place_of(handle)
        line = self._lines.get(handle)
        if line is None or not self.layout.shows(line):
            return None
        row = self.position(line)
        return row if row < len(self.order) and self.order[row] == handle else None

    def rows_of(self, handles: Collection[Handle]) -> list[int]:
        """Where those of them stand that are shown, from top to bottom."""
        if len(handles) < _FEW:
            return sorted(row for each in handles if (row := self.row_of(each)) is not None)
        heads = (self.arranged.ids.get(each) for each in handles if isinstance(each, str))
        wanted = {*handles, *heads}
        return [row for row, id_ in enumerate(self.order) if id_ in wanted]

    def group_row(self, row: int) -> int | None:
        """Where the line of a row's group stands; None where nothing is grouped."""
        if not self.layout.by:
            return None
        if self.order[row] < 0:
            return row
        return self.place_of(group_of(self._lines[self.order[row]], self.layout.by))

    def head_of(self, line: Line | None) -> Head | None:
        """The group that a line belongs to, if that is there."""
        by = self.layout.by
        return self.arranged.head(group_of(line, by)) if line is not None and by else None

    def add_head(self, line: Line, folded: bool) -> Head:
        """A new group for a line; where it stands is for `place_of` to say."""
        by = self.layout.by
        return self.arranged.add(group_of(line, by), name_of(line, by), folded)

    def position(self, line: Line) -> int:
        """Where a line stands, or would stand, among those that are shown."""
        key, descending = self.layout.key(line), self.layout.descending

        def stands_before(other: Line) -> bool:
            found = self.layout.key(other)
            return found != key and (found < key) != descending

        return self._search(group_of(line, self.layout.by), stands_before)

    def place_of(self, group: str) -> int:
        """Where a group's own line stands, or would stand."""
        return self._search(group, None)

    def _search(self, group: str, stands_before: Callable[[Line], bool] | None) -> int:
        """The first row that comes no sooner than a line, or (None) than a group's own line."""
        order, by = self.order, self.layout.by
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            head = self.head_at(middle)
            line = None if head is not None else self._lines[order[middle]]
            found = head.key if head is not None else group_of(self._lines[order[middle]], by)
            if found != group:
                before = found < group
            elif stands_before is None:
                before = False
            else:
                before = line is None or stands_before(line)
            low, high = (middle + 1, high) if before else (low, middle)
        return low
