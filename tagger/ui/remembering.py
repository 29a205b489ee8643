"""Where a person was: the filter, the selected tracks and the asked share, after a restart too."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from tagger.ui.controller import Controller
from tagger.ui.library.filter_box import FilterBox
from tagger.ui.library.table import TrackTable
from tagger.ui.review.sure_bar import SureBar
from tagger.ui.window_state import WindowState

_FILTER, _SELECTED, _CURRENT, _SHARE = "filter", "selected", "current", "share"
_MOST_SELECTED = 2000
"""Of more than this nobody could tell which they were."""
_LONGEST_FILTER = 2000


class Remembering(QObject):
    """Puts back what was kept in `window.ini`, as far as it still makes sense."""

    def __init__(
        self,
        controller: Controller,
        state: WindowState,
        box: FilterBox,
        table: TrackTable,
        bar: SureBar,
    ) -> None:
        super().__init__(table)
        self._state = state
        self._box = box
        self._table = table
        self._bar = bar
        box.setText(state.choice(_FILTER)[:_LONGEST_FILTER])
        share = state.choice(_SHARE)
        if share.isascii() and share.isdigit():
            bar.slider.setValue(min(int(share[:3]), bar.slider.maximum()))
        controller.loaded.connect(self._select)

    def keep(self) -> None:
        """For the state to store."""
        state, table = self._state, self._table
        state.keep(_FILTER, self._box.text()[:_LONGEST_FILTER])
        state.keep(_SHARE, str(self._bar.slider.value()))
        ranges = table.selectionModel().selection().toList()
        count = sum(each.bottom() - each.top() + 1 for each in ranges)
        rows = (row for each in ranges for row in range(each.top(), each.bottom() + 1))
        state.keep(_SELECTED, self._names(rows) if count <= _MOST_SELECTED else "")
        index = table.currentIndex()
        state.keep(_CURRENT, self._names([index.row()] if index.isValid() else []))

    def _names(self, rows: Iterable[int]) -> str:
        """The tracks in these rows; the lines of groups have no names that last."""
        handles = map(self._table.tracks.handle_at, rows)
        return " ".join(str(handle) for handle in handles if isinstance(handle, int))

    def _select(self) -> None:
        selected = _ids(self._state.choice(_SELECTED))
        current = _ids(self._state.choice(_CURRENT))
        if self._table.tracks.rows_of(selected):
            self._table.select_ids(selected, current[0] if current else selected[0])
            self._table.scrollTo(self._table.currentIndex())


def _ids(text: str) -> list[int]:
    return [int(word) for word in text.split() if word.isascii() and word.isdigit()]
