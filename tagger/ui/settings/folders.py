"""A page with a list of folders, to add to and to take from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.labels import PlainLabel
from tagger.ui.text import path_text, tooltip

_PATH = Qt.ItemDataRole.UserRole


class FolderPage(QWidget):
    """Folders as they are stored: absolute, in the order in which they were added."""

    def __init__(self, head: str, folders: Sequence[str]) -> None:
        super().__init__()
        self.head = head
        self.list = QListWidget()
        self.list.setAccessibleName(head)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for folder in folders:
            self.add(folder)
        self.add_button = QPushButton(self.tr("Add folder…"))
        self.add_button.clicked.connect(self._choose)
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self._on_selection()
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(head))
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def folders(self) -> tuple[str, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(_PATH) for item in items)

    def add(self, folder: str) -> None:
        """Show a folder, once."""
        if folder not in self.folders():
            item = QListWidgetItem(path_text(folder))
            item.setData(_PATH, folder)
            item.setToolTip(tooltip(folder))
            self.list.addItem(item)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Never write here"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.accepted.connect(lambda: [self.add(name) for name in dialog.selectedFiles()])
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))

    def _on_selection(self) -> None:
        self.remove.setEnabled(bool(self.list.selectedItems()))
