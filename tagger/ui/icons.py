"""Our own icons: one-coloured SVG files, tinted by the theme and drawn sharp at every scale."""

from __future__ import annotations

import logging
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tagger.paths import resources
from tagger.ui import theme

_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"/>'
_log = logging.getLogger(__name__)


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    try:
        source = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        # The words beside it, or its tooltip, are still there.
        _log.warning("The icon %s is missing or damaged: %s", name, error)
        source = _EMPTY
    return QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))


def paint(painter: QPainter, name: str, color: str, area: QRectF) -> None:
    """Draw an icon into a square of any size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, color).render(painter, area)
    painter.restore()


def stamp(painter: QPainter, name: str, color: str, area: QRectF) -> None:
    """As `paint`, for what stands in many cells: drawn once, then only copied."""
    device = painter.device()
    ratio = 1.0 if device is None else device.devicePixelRatioF()
    painter.drawImage(area.topLeft(), _drawn(name, color, round(area.width()), ratio))


@lru_cache(maxsize=256)
def _drawn(name: str, color: str, side: int, ratio: float) -> QImage:
    pixels = max(1, round(side * ratio))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, name, color, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class _Tinted(QIconEngine):
    """Draws with the colour that the theme has at that moment, so that icons follow it."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        disabled = mode == QIcon.Mode.Disabled
        color = getattr(theme.colors(), "field_border" if disabled else self._token)
        side = min(rect.width(), rect.height())
        corner = QPointF(rect.center()) - QPointF(side / 2 - 0.5, side / 2 - 0.5)
        paint(painter, self._name, color, QRectF(corner, QSize(side, side)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._token)


def icon(name: str, token: str = "text") -> QIcon:
    """The icon `resources/icons/<name>.svg` in one of the theme's colours."""
    return QIcon(_Tinted(name, token))


def app_icon() -> QIcon:
    return QIcon(str(resources() / "icons" / "tagger.svg"))
