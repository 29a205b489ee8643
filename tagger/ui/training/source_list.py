"""The list of places where examples come from, with the buttons that add to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tagger.training.crates import is_crate_name
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import counted, number, path_text
from tagger.ui.training.sources import SourceKind, SourceRow, Sources


class SourceList(QWidget):
    """Holds the `Sources`; `changed` tells that the examples are to be gathered anew."""

    changed = Signal()
    crates_asked = Signal(object)
    """Files of playlists that are to be read: list of Path."""
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources = Sources()
        self.table = PlainTable([self.tr("Read as"), self.tr("From")])
        self.table.setAccessibleName(self.tr("Where the examples come from"))
        self.table.set_widths(120)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.selectionModel().selectionChanged.connect(lambda: self._enable())
        self.add_folders = self._button(
            self.tr("&Folders named by genre…"),
            self.tr("The name of each folder is the genre of the music in it (or drop it here)"),
            lambda: self._choose_folder(SourceKind.FOLDER),
        )
        self.add_tagged = self._button(
            self.tr("Folders with right &tags…"),
            self.tr("The genres in the tags of these files are right"),
            lambda: self._choose_folder(SourceKind.TAGGED),
        )
        self.add_crates = self._button(
            self.tr("&Playlists…"),
            self.tr("M3U, M3U8, Rekordbox XML, Serato crate or Traktor NML; they are only read"),
            self._choose_crates,
        )
        self.switch = self._button("", "", self._switch)
        self.remove = self._button(
            self.tr("&Remove"), self.tr("Take the selected lines out (Delete)"), self._remove
        )
        delete = QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self.table,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        delete.activated.connect(self._remove)
        self.decisions = QCheckBox()
        self.decisions.toggled.connect(self._on_decisions)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for row, button in enumerate((self.add_folders, self.add_tagged, self.add_crates)):
            buttons.addWidget(button, row, 0, 1, 2)
        buttons.addWidget(self.switch, 3, 0)
        buttons.addWidget(self.remove, 3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(self.tr("Where the examples come from"), "caption"))
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        layout.addWidget(self.decisions)
        self.show_decisions(0)
        self._enable()

    def show_decisions(self, count: int) -> None:
        """How many decisions there are to learn from."""
        none = self.tr("My decisions in Tagger (none yet)")
        text = self.tr("My decisions in Tagger (%1)").replace("%1", number(count))
        self.decisions.setText(text if count else none)
        self.decisions.setAccessibleName(self.decisions.text())
        self.decisions.setEnabled(count > 0)

    def show_sources(self, sources: Sources) -> None:
        """Show these; nobody is told of a change."""
        self.sources = sources
        self.table.fill([self._row(row) for row in sources.rows])
        self.decisions.blockSignals(True)
        self.decisions.setChecked(sources.decisions)
        self.decisions.blockSignals(False)
        self._enable()

    def take(self, sources: Sources) -> None:
        """Show these, and tell when they are others than before."""
        before = self.sources
        self.show_sources(sources)
        if sources != before:
            self.changed.emit()

    def drop(self, paths: Sequence[Path]) -> None:
        """Folders are read by their names; files of playlists are read."""
        folders = [path for path in paths if path.is_dir()]
        files = [path for path in paths if path not in folders]
        crates = [path for path in files if is_crate_name(path.name)]
        if folders:
            self.take(self.sources.with_folders(folders, SourceKind.FOLDER))
        if crates:
            self.crates_asked.emit(crates)
        if len(crates) < len(files):
            self.refused.emit(
                self.tr("Drop folders, or playlists. Single files do not say which genre they are.")
            )

    def _row(self, row: SourceRow) -> tuple[str, ...]:
        path = path_text(row.path)
        match row.kind:
            case SourceKind.FOLDER:
                return self.tr("Folder names"), path
            case SourceKind.TAGGED:
                return self.tr("Tags"), path
            case SourceKind.CRATES:
                count = len(row.crates)
                return counted(count, self.tr("1 playlist"), self.tr("{n} playlists")), path

    def _button(self, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: act())
        return button

    def _enable(self) -> None:
        rows = [self.sources.rows[place] for place in self.table.selected_rows()]
        self.remove.setEnabled(bool(rows))
        self.switch.setEnabled(any(row.kind is not SourceKind.CRATES for row in rows))
        by_tags = any(row.kind is SourceKind.TAGGED for row in rows)
        self.switch.setText(self.tr("By its &name") if by_tags else self.tr("By its ta&gs"))
        self.switch.setAccessibleName(self.switch.text().replace("&", ""))
        self.switch.setToolTip(self.tr("Read these folders by their tags, or by their names"))

    def _remove(self) -> None:
        self.take(self.sources.without(self.table.selected_rows()))

    def _switch(self) -> None:
        chosen = self.table.selected_rows()
        self.take(self.sources.switched(chosen))
        self.table.select_rows(chosen)

    def _on_decisions(self, on: bool) -> None:
        self.take(self.sources.with_decisions(on))

    def _choose_folder(self, kind: SourceKind) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)

        def chosen() -> None:
            folders = [Path(name) for name in dialog.selectedFiles()]
            self.take(self.sources.with_folders(folders, kind))

        self._open(dialog, chosen)

    def _choose_crates(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose playlists"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Playlists (*.m3u *.m3u8 *.xml *.crate *.nml)"),
                self.tr("All files (*)"),
            ]
        )
        self._open(
            dialog,
            lambda: self.crates_asked.emit([Path(name) for name in dialog.selectedFiles()]),
        )

    def _open(self, dialog: QFileDialog, act: Callable[[], object]) -> None:
        dialog.accepted.connect(act)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
