"""The passages that the model listened to, as mel spectrograms side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tagger.ui import theme
from tagger.ui.review.colormap import sound_colors
from tagger.ui.text import duration_text

if TYPE_CHECKING:
    from tagger.workflow.inspect import Hearing

_GAP = 2
_HEIGHT = 128
_LABELS = 20


def images_of(hearing: Hearing) -> list[QImage]:
    """One image per passage, low frequencies at the bottom. Safe on any thread."""
    scaled = np.clip(1 + hearing.logmel / hearing.top_db, 0, 1) * 255
    levels = np.ascontiguousarray(scaled.astype(np.uint8)[:, ::-1, :])
    colors = sound_colors()[levels]
    return [
        QImage(
            window.tobytes(), window.shape[1], window.shape[0], 3 * window.shape[1],
            QImage.Format.Format_RGB888,
        ).copy()
        for window in colors
    ]  # fmt: skip


class SpectrogramView(QWidget):
    """Draws a `Hearing`; until there is one, says what it waits for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._starts: tuple[float, ...] = ()
        self._fmax = 0.0
        self._message = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Mel spectrogram of the passages that were listened to"))

    @property
    def passages(self) -> int:
        """How many are drawn."""
        return len(self._images)

    def show_hearing(self, hearing: Hearing, images: list[QImage]) -> None:
        self._images = images
        self._starts = tuple(float(start) for start in hearing.starts)
        self._fmax = hearing.fmax
        self._message = ""
        self.setToolTip(
            self.tr("%1 passages, low sounds at the bottom, up to %2 kHz at the top")
            .replace("%1", str(len(images)))
            .replace("%2", f"{hearing.fmax / 1000:.0f}")
        )
        self.update()

    def show_message(self, message: str) -> None:
        self._images = []
        self._message = message
        self.setToolTip("")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, _HEIGHT + _LABELS)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT + _LABELS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = theme.colors()
        area = QRectF(0, 0, self.width(), _HEIGHT)
        if not self._images:
            painter.fillRect(area, QColor(c.window))
            painter.setPen(QColor(c.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(8, 8, -8, -8), int(flags), self._message)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(QColor(c.muted))
        count = len(self._images)
        width = (area.width() - _GAP * (count - 1)) / count
        free = 0.0
        for place, (image, start) in enumerate(zip(self._images, self._starts, strict=True)):
            left = place * (width + _GAP)
            painter.drawImage(QRectF(left, 0, width, _HEIGHT), image)
            label = duration_text(start)
            needed = painter.fontMetrics().horizontalAdvance(label)
            if left >= free and left + needed <= area.width():
                painter.drawText(QRectF(left, _HEIGHT + 2, needed + 2, _LABELS), label)
                free = left + needed + theme.GRID
