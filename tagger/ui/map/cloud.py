"""All points of the map as one item, drawn as one image. Imports pyqtgraph."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from tagger.records import Float32
from tagger.ui.map.raster import draw_points

_RADII = ((500, 4.5), (5000, 3.5))
_SMALLEST_RADIUS = 2.5
"""Logical pixels of a dot by how many there are at most: many small ones, or few to see well."""


class Cloud(pg.GraphicsObject):
    """All points as one item, drawn as one image."""

    def __init__(self) -> None:
        super().__init__()
        self.points: Float32 = np.zeros((0, 2), np.float32)
        """(M, 2): those that are drawn, the uppermost last."""
        self._colors = np.zeros(0, np.uint32)
        self._drawn: tuple[QTransform, float, int, int] | None = None
        self._image = QImage()
        self._bounds = QRectF()

    def show_points(self, points: Float32, colors: NDArray[np.uint32]) -> None:
        self.prepareGeometryChange()
        self.points, self._colors = points, colors
        self._drawn = None
        low = points.min(axis=0) if len(points) else np.zeros(2)
        high = points.max(axis=0) if len(points) else np.zeros(2)
        self._bounds = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))
        self.update()

    @property
    def radius(self) -> float:
        """Logical pixels."""
        count = len(self.points)
        return next((radius for most, radius in _RADII if count <= most), _SMALLEST_RADIUS)

    def boundingRect(self) -> QRectF:
        # Dots stick out of the points, and the view clips at what this says.
        margin = max(self._bounds.width(), self._bounds.height(), 1.0)
        return self._bounds.adjusted(-margin, -margin, margin, margin)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if widget is None:
            return
        transform, ratio = painter.worldTransform(), widget.devicePixelRatioF()
        width, height = round(widget.width() * ratio), round(widget.height() * ratio)
        wanted = (transform, ratio, width, height)
        if self._drawn != wanted:
            pixels = mapped(self.points, transform) * np.float32(ratio)
            self._image = draw_points(width, height, pixels, self._colors, self.radius * ratio)
            self._image.setDevicePixelRatio(ratio)
            self._drawn = wanted
        painter.save()
        painter.resetTransform()
        painter.drawImage(QPointF(0, 0), self._image)
        painter.restore()


def mapped(points: Float32, transform: QTransform) -> Float32:
    """(N, 2) through a transform without perspective."""
    t = transform
    matrix = np.array([[t.m11(), t.m12()], [t.m21(), t.m22()]], np.float32)
    return points @ matrix + np.array([t.dx(), t.dy()], np.float32)
