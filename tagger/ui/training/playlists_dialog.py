"""Which playlists of a file name a genre each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.training.crates import Crate
from tagger.ui.labels import PlainLabel
from tagger.ui.text import counted, path_text, plain, tooltip

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_HEIGHT = 28


class _Rows(QAbstractListModel):
    def __init__(self, crates: Sequence[Crate]) -> None:
        super().__init__()
        self.crates = crates
        # An empty playlist teaches nothing.
        self.ticked = {place for place, crate in enumerate(crates) if crate.entries}

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.crates)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        crate = self.crates[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                count = len(crate.entries)
                tracks = counted(count, self.tr("1 track"), self.tr("{n} tracks"))
                return f"{plain(' / '.join((*crate.parents, crate.name)))} · {tracks}"
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(path_text(crate.source))
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, _ROW_HEIGHT)
            case Qt.ItemDataRole.CheckStateRole:
                on = index.row() in self.ticked
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[int], on: bool) -> None:
        self.ticked = self.ticked | set(rows) if on else self.ticked - set(rows)
        self.dataChanged.emit(self.index(0), self.index(max(len(self.crates) - 1, 0)))


class PlaylistsDialog(QDialog):
    """Ticks for playlists, with a filter: a file of a DJ program may have thousands."""

    def __init__(self, crates: Sequence[Crate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Playlists that name a genre"))
        self.resize(560, 520)
        self.rows = _Rows(crates)
        self.rows.setParent(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self.rows)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._found.setFilterFixedString)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Playlists"))
        self.list.setUniformItemSizes(True)
        self.list.setModel(self._found)
        every = QPushButton(self.tr("Tick all"))
        none = QPushButton(self.tr("Tick none"))
        every.clicked.connect(lambda: self._tick_shown(True))
        none.clicked.connect(lambda: self._tick_shown(False))
        self.take = QPushButton(self.tr("Take these"))
        self.take.setProperty("primary", True)
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        stop = QPushButton(self.tr("Cancel"))
        stop.clicked.connect(self.reject)
        for button in (every, none, stop):
            button.setAutoDefault(False)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.filter, 1)
        above.addWidget(every)
        above.addWidget(none)
        below.addStretch()
        below.addWidget(stop)
        below.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(
            PlainLabel(
                self.tr("Each playlist that is ticked teaches one genre, which has its name.")
            )
        )
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        self.rows.dataChanged.connect(self._on_ticked)
        self._on_ticked()

    def chosen(self) -> list[Crate]:
        return [self.rows.crates[place] for place in sorted(self.rows.ticked)]

    def _tick_shown(self, on: bool) -> None:
        shown = range(self._found.rowCount())
        self.rows.tick([self._found.mapToSource(self._found.index(r, 0)).row() for r in shown], on)

    def _on_ticked(self) -> None:
        self.take.setEnabled(bool(self.rows.ticked))
