"""The points on the screen: pan, zoom, what is under the mouse, and the lasso.

Imports pyqtgraph, so this file is loaded on a worker, when the map is asked for.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from tagger.records import Float32
from tagger.ui import theme
from tagger.ui.map.cloud import Cloud, mapped
from tagger.ui.map.coloring import Coloring
from tagger.ui.map.raster import point_colors
from tagger.workflow.mapping import inside

# pyqtgraph would leave out moves that follow each other quickly, and with them corners of a lasso.
pg.setConfigOption("mouseRateLimit", -1)

_REACH = 8.0
"""Logical pixels from which a dot is under the mouse."""
_PAN = 0.1
"""Of what is seen, for one press of an arrow."""
_ZOOM = 1.25
_OUTLIERS = 0.5
_MANY = 1000
"""Percent at each end that do not decide what is seen at first, where there are so many points."""
_MARGIN = 0.06


class _Box(pg.ViewBox):
    """Pans with the left button, zooms with the wheel; with Shift or the tool it draws a lasso."""

    def __init__(self, view: MapView) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self._view = view

    def mouseDragEvent(self, ev, axis=None) -> None:
        shift = ev.modifiers() & Qt.KeyboardModifier.ShiftModifier
        lasso = self._view.draws_lasso or bool(shift)
        if ev.button() != Qt.MouseButton.LeftButton or not (lasso or self._view.is_drawing):
            super().mouseDragEvent(ev, axis)
            return
        ev.accept()
        if ev.isStart():
            self._view.begin_lasso(ev.buttonDownScenePos())
        self._view.extend_lasso(ev.scenePos())
        if ev.isFinish():
            self._view.end_lasso()

    def mouseClickEvent(self, ev) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self._view.pick(ev.scenePos())


class MapView(pg.GraphicsView):
    """Points with colours. Tells what was clicked and what a lasso holds, by track id."""

    picked = Signal(int)
    lassoed = Signal(object)
    """(K,) ids; none when the lasso was cleared."""
    toggled = Signal()
    """The space bar: pause or go on."""
    left = Signal()
    """Escape, where there is no lasso to clear."""

    def __init__(self, name_of: Callable[[int], str], parent: QWidget | None = None) -> None:
        """`name_of` gives a track's name, shown as plain text."""
        super().__init__(parent)
        self._name_of = name_of
        self._ids = np.zeros(0, np.int64)
        self._points: Float32 = np.zeros((0, 2), np.float32)
        self._shown = np.zeros(0, np.intp)
        self._coloring: Coloring | None = None
        self._only: int | None = None
        self._hovered: int | None = None
        """A place in `_ids`."""
        self._chosen: int | None = None
        self._lasso: list[tuple[float, float]] = []
        """In the coordinates of the points, so that it goes with them."""
        self.draws_lasso = False
        """Whether dragging draws a lasso without Shift."""
        self.is_drawing = False
        self.setAccessibleName(self.tr("Map of the library"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.box = _Box(self)
        self.setCentralItem(self.box)
        self.cloud = Cloud()
        self.box.addItem(self.cloud, ignoreBounds=True)
        self.box.sigTransformChanged.connect(lambda *_: self._forget_hover())
        assert self.sceneObj is not None
        self.sceneObj.sigMouseMoved.connect(self._on_moved)
        # The window of pyqtgraph's own under this one would be nameless.
        self.viewport().setAccessibleName(self.accessibleName())
        self.show_theme()

    def show_map(self, ids: NDArray[np.int64], points: Float32) -> None:
        """Other points; what is seen is fitted to them."""
        self._ids, self._points = ids, points
        self._coloring = None
        self._hovered = self._chosen = None
        self._lasso = []
        self._color()
        self.fit()

    def show_colors(self, coloring: Coloring, only: int | None) -> None:
        self._coloring, self._only = coloring, only
        self._color()

    def show_theme(self) -> None:
        self.setBackground(theme.colors().surface)
        self._color()

    def fit(self) -> None:
        """See all but the outermost points."""
        if not len(self._points):
            return
        cut = _OUTLIERS if len(self._points) >= _MANY else 0.0
        low, high = np.percentile(self._points, [cut, 100 - cut], axis=0).tolist()
        spans = [max(b - a, 1e-3) for a, b in zip(low, high, strict=True)]
        left, bottom = (
            a - (span - (b - a)) / 2 for a, b, span in zip(low, high, spans, strict=True)
        )
        area = QRectF(left, bottom, spans[0], spans[1])
        self.box.setRange(area, padding=_MARGIN)

    def seen(self) -> QRectF:
        """What is seen, in the coordinates of the points."""
        return self.box.viewRect()

    @property
    def lasso_drawn(self) -> bool:
        return bool(self._lasso)

    def clear_lasso(self) -> None:
        self._lasso = []
        self.viewport().update()
        self.lassoed.emit(np.zeros(0, np.int64))

    def begin_lasso(self, start: QPointF) -> None:
        self.is_drawing = True
        self._lasso = []
        self.extend_lasso(start)

    def extend_lasso(self, scene: QPointF) -> None:
        place = self.box.mapSceneToView(scene)
        self._lasso.append((place.x(), place.y()))
        self.viewport().update()

    def end_lasso(self) -> None:
        self.is_drawing = False
        held = inside(self._points[self._pickable()], np.array(self._lasso))
        ids = self._ids[self._pickable()[held]]
        if len(ids):
            self.lassoed.emit(ids)
        else:
            self.clear_lasso()

    def pick(self, scene: QPointF) -> None:
        place = self.under(scene)
        if place is not None:
            self._chosen = place
            self.viewport().update()
            self.picked.emit(int(self._ids[place]))

    def _color(self) -> None:
        if self._coloring is None:
            self._shown = np.zeros(0, np.intp)
            self.cloud.show_points(self._points[self._shown], np.zeros(0, np.uint32))
        else:
            self._shown, colors = point_colors(self._coloring, theme.is_dark(), self._only)
            self.cloud.show_points(self._points[self._shown], colors)
        self._forget_hover()

    def _pickable(self) -> NDArray[np.intp]:
        """Places of the points that the mouse finds: with one group isolated, only its own."""
        if self._coloring is None or self._only is None:
            return self._shown
        return self._shown[self._coloring.of[self._shown] == self._only]

    def under(self, scene: QPointF) -> int | None:
        """The place of the point that lies there; of several, the nearest, then the uppermost."""
        places = self._pickable()
        if not len(places):
            return None
        pixels = mapped(self._points[places], self._transform())
        far = ((pixels - np.array([scene.x(), scene.y()], np.float32)) ** 2).sum(axis=1)
        nearest = len(far) - 1 - int(far[::-1].argmin())
        return int(places[nearest]) if far[nearest] <= _REACH * _REACH else None

    def _on_moved(self, scene: QPointF) -> None:
        place = None if self.is_drawing else self.under(scene)
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def _forget_hover(self) -> None:
        self._hovered = None
        self.viewport().update()

    def leaveEvent(self, ev) -> None:
        super().leaveEvent(ev)
        self._forget_hover()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        key, width, height = ev.key(), self.seen().width(), self.seen().height()
        steps: dict[int, tuple[float, float]] = {
            Qt.Key.Key_Left: (-_PAN * width, 0.0),
            Qt.Key.Key_Right: (_PAN * width, 0.0),
            Qt.Key.Key_Up: (0.0, _PAN * height),
            Qt.Key.Key_Down: (0.0, -_PAN * height),
        }
        if key in steps:
            self.box.translateBy(x=steps[key][0], y=steps[key][1])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.box.scaleBy((1 / _ZOOM, 1 / _ZOOM))
        elif key == Qt.Key.Key_Minus:
            self.box.scaleBy((_ZOOM, _ZOOM))
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear_lasso() if self._lasso else self.left.emit()
        else:
            # Not to pyqtgraph, which has keys of its own.
            ev.ignore()
            return
        ev.accept()

    def drawForeground(self, painter: QPainter, rect) -> None:
        colors = theme.colors()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lasso:
            self._draw_lasso(painter)
        for place in (self._chosen, self._hovered):
            if place is not None and place < len(self._points):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colors.text), 2))
                painter.drawEllipse(self._pixel(place), 7, 7)
        if self._hovered is not None:
            self._draw_name(painter, self._hovered)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _draw_lasso(self, painter: QPainter) -> None:
        color = QColor(theme.colors().accent)
        painter.setPen(QPen(color, 1.5, Qt.PenStyle.DashLine))
        color.setAlpha(40)
        painter.setBrush(color)
        corners = mapped(np.array(self._lasso, np.float32), self._transform())
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))

    def _draw_name(self, painter: QPainter, place: int) -> None:
        colors = theme.colors()
        metrics = self.fontMetrics()
        widest = max(80, self.viewport().width() - 32)
        text = self._name_of(int(self._ids[place]))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, min(480, widest))
        area = QRectF(0, 0, metrics.horizontalAdvance(text) + 16, metrics.height() + 8)
        point = self._pixel(place)
        area.moveTopLeft(point + QPointF(12, 10))
        if area.right() > self.viewport().width() - 8:
            area.moveRight(max(area.width() + 8, point.x() - 12))
        if area.bottom() > self.viewport().height() - 8:
            area.moveBottom(point.y() - 10)
        painter.setPen(QPen(QColor(colors.field_border), 1))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(colors.text))
        painter.setFont(self.font())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)

    def _transform(self) -> QTransform:
        """From the coordinates of the points to pixels, also before the next frame is drawn."""
        self.box.updateMatrix()
        return self.cloud.sceneTransform()

    def _pixel(self, place: int) -> QPointF:
        return self._transform().map(QPointF(*self._points[place].tolist()))
