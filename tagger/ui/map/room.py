"""The map in the window: opened and closed above the table, and joined to it and to the player."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from tagger.settings import NEVER_WRITE
from tagger.ui.controller import Controller
from tagger.ui.library.table import TrackTable
from tagger.ui.player.player import Player
from tagger.ui.text import path_text

if TYPE_CHECKING:
    from tagger.ui.map.panel import MapPanel

_HEIGHT = 380


class MapRoom(QObject):
    """The panel is made when it is first asked for; pyqtgraph is imported on a worker then."""

    def __init__(
        self,
        controller: Controller,
        action: QAction,
        table: TrackTable,
        player: Player,
        place: QSplitter,
        window: QWidget,
    ) -> None:
        """`place` stands upright and holds the table; the map comes above it."""
        super().__init__(window)
        self._controller = controller
        self._action = action
        self._table = table
        self._player = player
        self._place = place
        self._window = window
        self.panel: MapPanel | None = None
        action.setCheckable(True)
        action.setEnabled(False)
        controller.opened.connect(lambda: action.setEnabled(True))
        action.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:
        if on and self.panel is None:
            self._make()
        if self.panel is not None:
            self.panel.setVisible(on)
            self._desk.watch(on)
        if on and self.panel is not None and self.panel.view is not None:
            self.panel.view.setFocus()
        elif not on:
            self._table.setFocus()

    def _make(self) -> None:
        from tagger.ui.map.desk import MapDesk
        from tagger.ui.map.panel import MapPanel

        controller = self._controller
        self._desk = MapDesk(controller, self)
        panel = self.panel = MapPanel(self._desk, controller.mapping)
        panel.picked.connect(self._on_picked)
        panel.lassoed.connect(self._on_lassoed)
        panel.toggled.connect(self._player.toggle)
        panel.export_asked.connect(self._ask_export)
        panel.left.connect(lambda: self._table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        panel.close_asked.connect(lambda: self._action.setChecked(False))
        self._place.insertWidget(0, panel)
        below = max(200, self._place.height() - _HEIGHT)
        self._place.setSizes([_HEIGHT, below])
        controller.listening.submit(
            _load_view, lambda _: self._show_view(panel), doing=self.tr(self.tr("Loading the map"))
        )

    def _show_view(self, panel: MapPanel) -> None:
        from tagger.ui.map.view import MapView

        panel.show_view(MapView(panel.name_of))

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
