"""What opens above the table: one at a time, and after a restart the same again, as high."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QSplitter, QWidget

from tagger.ui.controller import Controller
from tagger.ui.library.table import TrackTable
from tagger.ui.tab_order import put_before, stops_in
from tagger.ui.window_state import WindowState

_HEIGHT = 380
_LEAST_BELOW = 200
"""Pixels that are left to the table when something opens."""


@dataclass
class _Pane:
    name: str
    make: Callable[[], QWidget]
    watch: Callable[[bool], None]
    focus: Callable[[], None]
    widget: QWidget | None = None


class Panes(QObject):
    """Opens and closes them by their actions; each is made when it is first asked for."""

    def __init__(
        self,
        controller: Controller,
        table: TrackTable,
        place: QSplitter,
        state: WindowState,
        window: QWidget,
    ) -> None:
        """`place` stands upright and holds the table."""
        super().__init__(window)
        self.controller = controller
        self.table = table
        self.state = state
        self.window = window
        self._place = place
        self._panes: dict[str, tuple[QAction, _Pane]] = {}
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._restoring = False
        controller.opened.connect(self._enable)
        controller.loaded.connect(self._restore)
        place.splitterMoved.connect(self._on_moved)

    def add(
        self,
        name: str,
        action: QAction,
        make: Callable[[], QWidget],
        watch: Callable[[bool], None],
        focus: Callable[[], None],
    ) -> None:
        """Have an action open what `make` makes; `watch` is told whenever it is shown or hidden.

        `focus` is for who opened it by hand. `name` is what a restart knows it by.
        """
        pane = _Pane(name, make, watch, focus)
        self._panes[name] = action, pane
        action.setCheckable(True)
        action.setEnabled(False)
        self._group.addAction(action)
        action.toggled.connect(lambda on: self._on_toggled(pane, on))

    def _enable(self) -> None:
        for action, _ in self._panes.values():
            action.setEnabled(True)

    def _restore(self) -> None:
        found = self._panes.get(self.state.choice("pane"))
        if found is not None:
            self._restoring = True
            found[0].setChecked(True)
            self._restoring = False

    def _on_toggled(self, pane: _Pane, on: bool) -> None:
        if on and pane.widget is None:
            pane.widget = pane.make()
            self._place.insertWidget(0, pane.widget)
            # It came last into the window, and stands before the table.
            put_before(self.table, stops_in(pane.widget))
        if pane.widget is None:
            return
        pane.widget.setVisible(on)
        if on:
            self._give_room(pane.widget)
            self.state.keep("pane", pane.name)
        elif self.state.choice("pane") == pane.name:
            self.state.keep("pane", "")
        pane.watch(on)
        if not on:
            self.table.setFocus()
        elif not self._restoring:
            pane.focus()

    def _give_room(self, widget: QWidget) -> None:
        stored = self.state.choice("pane_height")
        most = max(widget.minimumHeight(), self._place.height() - _LEAST_BELOW)
        height = min(int(stored) if stored.isascii() and stored.isdigit() else _HEIGHT, most)
        below = self._place.height() - height
        panes = [pane.widget for _, pane in self._panes.values()]
        sizes: list[int] = []
        for place in range(self._place.count()):
            each = self._place.widget(place)
            # What the window gains or loses is the table's.
            self._place.setStretchFactor(place, 0 if each in panes else 1)
            sizes.append(height if each is widget else 0 if each in panes else below)
        self._place.setSizes(sizes)

    def _on_moved(self) -> None:
        for _, pane in self._panes.values():
            if pane.widget is not None and pane.widget.isVisibleTo(self._place):
                self.state.keep("pane_height", str(pane.widget.height()))
