"""Widgets that are not drawn anew when a dialog opens or closes, or the pointer comes by.

Nothing in these tells either, and to draw one of them is to draw all that stands on it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QWidget

Kind = QEvent.Type


def draw_alike_when_inactive(view: QAbstractItemView) -> None:
    """Spare a view Qt's drawing it anew when its window becomes the active one or another does."""
    _Filter(view.viewport(), Kind.WindowActivate, Kind.WindowDeactivate)


def draw_alike_when_hovered(splitter: QSplitter) -> None:
    """For one whose handles show the pointer, which makes Qt take it that the whole does."""
    _Filter(splitter, Kind.HoverEnter, Kind.HoverLeave, Kind.HoverMove)


class _Filter(QObject):
    def __init__(self, widget: QWidget, *kinds: QEvent.Type) -> None:
        super().__init__(widget)
        self._kinds = kinds
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() in self._kinds
