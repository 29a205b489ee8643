"""The picture of the program as PNG in any size, drawn from resources/icons/tagger.svg."""

from __future__ import annotations

from pathlib import Path

from problem import SetupProblem
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

PICTURE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "tagger.svg"


def drawn(size: int, margin: float = 0.0) -> QImage:
    """The picture in size x size pixels, RGBA; `margin` is left free on each side, 0 to 0.5."""
    renderer = QSvgRenderer(str(PICTURE))
    if not renderer.isValid():
        raise SetupProblem(f"{PICTURE} is missing or is no SVG; bring the file back.")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    free = size * margin
    renderer.render(painter, QRectF(free, free, size - 2 * free, size - 2 * free))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())
