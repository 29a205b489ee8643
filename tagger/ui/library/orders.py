"""The order of a large library, kept from one filter to the next: typing sorts nothing anew."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from tagger.ui.library.lines import Arrangement, Column, Line, text_of

_FEW = 1000
"""Lines that are put in their new places one by one; where more moved, all are sorted anew."""


class Orders:
    """Remembers all lines in the order of the column asked for last. For one thread only."""

    def __init__(self) -> None:
        self._column: Column | None = None
        self._lines: Mapping[int, Line] = {}
        self._order: list[int] = []

    def order(self, wished: Arrangement, lines: Mapping[int, Line]) -> list[int]:
        """As `wished.order(lines.values())`; nobody may change `lines` afterwards."""
        if not self._follow(wished.column, lines):
            self._order = Arrangement(column=wished.column).order(lines.values())
            self._column = wished.column
        self._lines = lines
        if wished.wanted.is_open:
            order = self._order.copy()
        else:
            matches = wished.wanted.test
            # One after another as they lie in memory; in any other order it takes three times
            # as long to fetch them.
            shown = {id_ for id_, line in lines.items() if matches(line)}
            order = [id_ for id_ in self._order if id_ in shown]
        if wished.descending:
            order.reverse()
        return order

    def _follow(self, column: Column, lines: Mapping[int, Line]) -> bool:
        """Put what changed since the last time in its place, if that was not too much."""
        if column is not self._column:
            return False
        old, text = self._lines, text_of(column)
        changed = [id_ for id_, line in lines.items() if old.get(id_) is not line]
        if len(changed) > _FEW:
            return False
        moved = {id_ for id_ in changed if id_ not in old or text(lines[id_]) != text(old[id_])}
        lasting = len(lines) - sum(id_ not in old for id_ in changed)
        if not moved and lasting == len(old):
            return True
        order = [id_ for id_ in self._order if id_ in lines and id_ not in moved]

        def key(id_: int) -> tuple[str, int]:
            return text(lines[id_]), id_

        for id_ in moved:
            order.insert(bisect_left(order, key(id_), key=key), id_)
        self._order = order
        return True
