"""The statistics in the window: opened above the table, and joined to its filter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from tagger.ui.library.sidebar import Sidebar, View
from tagger.ui.panes import Panes
from tagger.ui.text import path_text
from tagger.ui.toolbar import Toolbar
from tagger.workflow.filtering import Query, parse

if TYPE_CHECKING:
    from tagger.ui.statistics.panel import StatisticsPanel


class StatisticsRoom(QObject):
    """The panel is made when it is first asked for."""

    def __init__(self, panes: Panes, toolbar: Toolbar, sidebar: Sidebar) -> None:
        super().__init__(panes)
        self._panes = panes
        self._toolbar = toolbar
        self._sidebar = sidebar
        self.panel: StatisticsPanel | None = None
        panes.add("statistics", toolbar.statistics, self._make, self._watch, self._focus)

    def _make(self) -> QWidget:
        from tagger.ui.statistics.desk import StatisticsDesk
        from tagger.ui.statistics.panel import StatisticsPanel

        self.desk = StatisticsDesk(self._panes.controller, self)
        panel = self.panel = StatisticsPanel(self.desk)
        tab = self._panes.state.choice("statistics_tab")
        if tab.isascii() and tab.isdigit() and int(tab) < panel.tabs.count():
            panel.tabs.setCurrentIndex(int(tab))
        panel.tabs.currentChanged.connect(
            lambda place: self._panes.state.keep("statistics_tab", str(place))
        )
        panel.asked.connect(self._show_tracks)
        panel.export_asked.connect(self._ask_export)
        panel.left.connect(lambda: self._panes.table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        panel.close_asked.connect(lambda: self._toolbar.statistics.setChecked(False))
        return panel

    def _watch(self, on: bool) -> None:
        self.desk.watch(on)

    def _focus(self) -> None:
        if self.panel is not None:
            self.panel.view.setFocus()

    def _show_tracks(self, clauses: str) -> None:
        """Have the table show what a number counts: of the library, or of what is shown now."""
        box = self._toolbar.filter
        wanted = parse(clauses)
        if self.desk.only_shown:
            (more,) = wanted.groups
            groups = parse(box.text()).groups or ((),)
            wanted = Query(
                tuple((*group, *(c for c in more if c not in group)) for group in groups)
            )
        else:
            self._sidebar.show_view(View())
        box.setText(wanted.text)

    def _ask_export(self, form: str) -> None:
        dialog = QFileDialog(self._panes.window, self.tr("Export the statistics"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.setNameFilter(f"{form.upper()} (*.{form})")
        dialog.selectFile(f"statistics.{form}")
        dialog.accepted.connect(lambda: self.export(form, Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, form: str, output: Path) -> None:
        """A file that exists is replaced, since the dialog asked."""
        text = self.tr("The statistics were exported to %1.").replace("%1", path_text(output))
        self.desk.export(form, output, text)
