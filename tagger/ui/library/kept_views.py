"""Kept filters as views of the sidebar, each with the number of tracks that it finds."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from tagger.ui.controller import Controller
from tagger.ui.library.lines import Filter
from tagger.ui.library.saved_filters import SavedFilters
from tagger.ui.library.sidebar import Sidebar, View

_RECOUNT_MILLISECONDS = 500
"""A filter has to look at every track; while many change, it need not after each."""


class KeptViews(QObject):
    """Counts on a worker: 100,000 tracks take longer than a frame."""

    def __init__(
        self, saved: SavedFilters, controller: Controller, sidebar: Sidebar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.saved = saved
        self._controller = controller
        self._sidebar = sidebar
        self._filters: dict[str, str] = {}
        self._counting = 0
        self._timer = QTimer(self, singleShot=True, interval=_RECOUNT_MILLISECONDS)
        self._timer.timeout.connect(self._count)
        saved.changed.connect(self._list)
        controller.rows.counted.connect(self._count_later)
        self._list()

    def typed(self, view: View) -> str:
        """What was typed for this view's kept filter; empty for any other view."""
        return self._filters.get(view.kept, "") if view.kept is not None else ""

    def _list(self) -> None:
        before, self._filters = self._filters, self.saved.all()
        self._sidebar.show_kept(self._filters)
        view = self._sidebar.view
        if view.kept is not None and before.get(view.kept) != self._filters.get(view.kept):
            self._sidebar.viewed.emit(view)
        self._count()

    def _count_later(self) -> None:
        if self._filters and not self._timer.isActive():
            self._timer.start()

    def _count(self) -> None:
        if not self._filters:
            return
        self._counting += 1
        turn = self._counting
        filters = {name: Filter.of(None, None, typed) for name, typed in self._filters.items()}
        # Copied here, as the table goes on changing it.
        lines = list(self._controller.rows.library.lines.values())
        self._controller.background.submit(
            lambda: {name: sum(map(wanted.matches, lines)) for name, wanted in filters.items()},
            self._sidebar.count_kept,
            wanted=lambda: turn == self._counting,
            doing=self.tr("Counting what filters find"),
        )
