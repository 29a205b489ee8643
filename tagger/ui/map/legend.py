"""What the colours of the map mean; one of them can be isolated."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from tagger.ui import theme
from tagger.ui.map.coloring import Coloring
from tagger.ui.text import number

_SIDE = 12


class Legend(QListWidget):
    """The first entry is all; choosing another isolates its group."""

    isolated = Signal(object)
    """The place of a group, or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Colours of the map"))
        self.setToolTip(self.tr("Choose an entry to see it alone"))
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setObjectName("legend")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentRowChanged.connect(self._on_row)

    def show_groups(self, coloring: Coloring) -> int | None:
        """Show these groups; the name that was isolated stays so. Returns its place."""
        kept = self.currentItem()
        name = kept.data(Qt.ItemDataRole.UserRole) if kept is not None else None
        self.blockSignals(True)
        self.clear()
        everything = QListWidgetItem(self.tr("All") + f"  {number(coloring.tracks)}", self)
        everything.setData(Qt.ItemDataRole.UserRole, None)
        only = None
        for place, group in enumerate(coloring.groups):
            item = QListWidgetItem(f"{group.name}  {number(group.count)}", self)
            item.setData(Qt.ItemDataRole.UserRole, group.name)
            item.setIcon(_dot(group.color(theme.is_dark())))
            if group.name == name:
                only = place
        self.setCurrentRow(0 if only is None else only + 1)
        self.blockSignals(False)
        return only

    @property
    def only(self) -> int | None:
        """The place of the group that is isolated."""
        row = self.currentRow()
        return row - 1 if row > 0 else None

    def _on_row(self, _row: int) -> None:
        self.isolated.emit(self.only)


def _dot(color: str) -> QIcon:
    pixmap = QPixmap(4 * _SIDE, 4 * _SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(pixmap.rect().adjusted(2, 2, -2, -2))
    painter.end()
    icon = QIcon(pixmap)
    # Qt would tint it where its entry is chosen, and it would no longer be the points' colour.
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
