"""The map in the window: opened and closed above the table, and joined to it and to the player."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from tagger.settings import NEVER_WRITE
from tagger.ui.panes import Panes
from tagger.ui.player.player import Player
from tagger.ui.tab_order import put_before, stops_in
from tagger.ui.text import path_text

if TYPE_CHECKING:
    from tagger.ui.map.panel import MapPanel


class MapRoom(QObject):
    """The panel is made when it is first asked for; pyqtgraph is imported on a worker then."""

    def __init__(self, panes: Panes, action: QAction, player: Player) -> None:
        super().__init__(panes)
        self._panes = panes
        self._controller = panes.controller
        self._action = action
        self._table = panes.table
        self._player = player
        self._window = panes.window
        self.panel: MapPanel | None = None
        panes.add("map", action, self._make, self._watch, self._focus)

    def _watch(self, on: bool) -> None:
        self._desk.watch(on)

    def _focus(self) -> None:
        if self.panel is not None and self.panel.view is not None:
            self.panel.view.setFocus()

    def _make(self) -> QWidget:
        from tagger.ui.map.desk import MapDesk
        from tagger.ui.map.panel import MapPanel

        controller = self._controller
        self._desk = MapDesk(controller, self)
        panel = self.panel = MapPanel(self._desk, controller.mapping)
        self._restore(panel)
        panel.picked.connect(self._on_picked)
        panel.lassoed.connect(self._on_lassoed)
        panel.toggled.connect(self._player.toggle)
        panel.export_asked.connect(self._ask_export)
        panel.left.connect(lambda: self._table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        panel.close_asked.connect(lambda: self._action.setChecked(False))
        controller.listening.submit(
            _load_view, lambda _: self._show_view(panel), doing=self.tr("Loading the map")
        )
        return panel

    def _restore(self, panel: MapPanel) -> None:
        """Colours and layout as they were at last, and kept from now on."""
        state = self._panes.state
        for name, box in (("map_colors", panel.by), ("map_layout", panel.layouts)):
            place = box.findData(state.choice(name))
            if place >= 0:
                box.setCurrentIndex(place)
        panel.by.currentIndexChanged.connect(
            lambda: state.keep("map_colors", panel.by.currentData())
        )
        # Once it is drawn: one that was given up is not begun again by every start.
        self._desk.drawn.connect(lambda: state.keep("map_layout", self._desk.layout.value))

    def _show_view(self, panel: MapPanel) -> None:
        from tagger.ui.map.view import MapView

        panel.show_view(MapView(panel.name_of))
        put_before(self._table, stops_in(panel))

    def _on_picked(self, id_: int) -> None:
        line = self._controller.rows.line(id_)
        if line is None or self.panel is None:
            return
        row = self._controller.rows.row_of(id_)
        if row is None:
            self.panel.show_hidden(id_)
        else:
            self._table.select_ids([id_], id_)
            self._table.scrollTo(self._table.tracks.index(row, 0))
            self.panel.show_summary()
        self._player.play(line.row.track.path)

    def _on_lassoed(self, ids: NDArray[np.int64]) -> None:
        if self.panel is None:
            return
        if not len(ids):
            self.panel.show_summary()
            return
        wanted = ids.tolist()
        shown = self._table.tracks.rows_of(wanted)
        first = self._table.tracks.line_at(shown[0]).id if shown else None
        self._table.select_ids(wanted, first)
        self.panel.show_selected(len(wanted), len(shown))

    def _ask_export(self, form: str) -> None:
        dialog = QFileDialog(self._window, self.tr("Export the map"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.setNameFilter(f"{form.upper()} (*.{form})")
        dialog.selectFile(f"map.{form}")
        dialog.accepted.connect(lambda: self.export(Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, output: Path) -> None:
        """A file that exists is replaced, since the dialog asked."""
        session = self._controller.session
        picture = self.panel.picture() if self.panel is not None else None
        if session is None or picture is None:
            return

        def work() -> None:
            from tagger.ui.map.picture import export_picture

            export_picture(picture, output, session.settings.get(NEVER_WRITE))

        def done(_: None) -> None:
            text = self.tr("The map was exported to %1.").replace("%1", path_text(output))
            self._controller.notice.emit(text)

        self._controller.background.submit(work, done, doing=self.tr("Exporting the map"))


def _load_view() -> None:
    """Import on a worker what the Qt thread would wait half a second for."""
    import tagger.ui.map.view  # noqa: F401
