"""The passages that the model listened to, as mel spectrograms side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tagger.records import Float32
from tagger.ui import theme
from tagger.ui.review.colormap import sound_colors
from tagger.ui.text import duration_text

if TYPE_CHECKING:
    from tagger.workflow.inspect import Hearing

_GAP = 2
_HEIGHT = 128
_LABELS = 20

_UNLIT = 0.6
"""How bright the sound stays that says nothing for a genre: enough to be read beside what does."""
_FAINTEST = 0.02
"""Log-odds; where no part gives a genre more than this, nothing lights up fully."""
_LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
"""Of sRGB (ITU-R BT.709)."""


def images_of(hearing: Hearing) -> list[QImage]:
    """One image per passage, low frequencies at the bottom. Safe on any thread."""
    return _images(_colored(hearing))


def lit_images(hearing: Hearing, evidence: Float32) -> list[QImage]:
    """The same with a light on what speaks for a genre, by `Explanation.of`. Safe on any thread.

    The rest is dimmed and without colour. What is lit is told by brightness as well as by colour,
    so that colour-blind people see it too, and no paint hides the sound.
    """
    colors = _colored(hearing).astype(np.float32)
    share = np.sqrt(np.clip(evidence / max(_FAINTEST, float(evidence.max())), 0, 1))
    light = _smooth(share, hearing.logmel.shape[1:])[:, ::-1, :, None]
    unlit = (colors @ _LUMA)[..., None] * np.float32(_UNLIT)
    return _images((unlit + light * (colors - unlit)).astype(np.uint8))


def _colored(hearing: Hearing) -> NDArray[np.uint8]:
    """(windows, mels, frames, 3), high frequencies first."""
    scaled = np.clip(1 + hearing.logmel / hearing.top_db, 0, 1) * 255
    return sound_colors()[np.ascontiguousarray(scaled.astype(np.uint8)[:, ::-1, :])]


def _images(colors: NDArray[np.uint8]) -> list[QImage]:
    return [
        QImage(
            window.tobytes(), window.shape[1], window.shape[0], 3 * window.shape[1],
            QImage.Format.Format_RGB888,
        ).copy()
        for window in colors
    ]  # fmt: skip


def _smooth(coarse: Float32, shape: tuple[int, ...]) -> Float32:
    """(N, bands, slices) to (N, *shape), linear between the middles of the parts."""
    high, wide = (_weights(*sizes) for sizes in zip(coarse.shape[1:], shape, strict=True))
    return (high @ coarse @ wide.T).astype(np.float32)


def _weights(parts: int, length: int) -> Float32:
    """(length, parts): how much each part gives to each place."""
    places = (np.arange(length) + 0.5) * parts / length - 0.5
    distance = np.abs(np.clip(places, 0, parts - 1)[:, None] - np.arange(parts))
    return np.maximum(0, 1 - distance).astype(np.float32)


class SpectrogramView(QWidget):
    """Draws a `Hearing`; until there is one, says what it waits for.

    A click plays from there, and so do the arrow keys from passage to passage.
    """

    asked = Signal(float)
    """Play from this second of the track."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._starts: tuple[float, ...] = ()
        self._seconds = 0.0
        """Of one passage."""
        self._played: float | None = None
        self._message = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Mel spectrogram of the passages that were listened to"))
        self.show_message("")

    @property
    def passages(self) -> int:
        """How many are drawn."""
        return len(self._images)

    def show_hearing(self, hearing: Hearing, images: list[QImage]) -> None:
        self._images = images
        self._starts = tuple(float(start) for start in hearing.starts)
        self._seconds = hearing.window_seconds
        self._message = ""
        self.setToolTip(
            self.tr(
                "%1 passages, low sounds at the bottom, up to %2 kHz at the top. "
                "A click plays from there (left and right arrow keys: passage by passage)"
            )
            .replace("%1", str(len(images)))
            .replace("%2", f"{hearing.fmax / 1000:.0f}")
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def show_message(self, message: str) -> None:
        self._images = []
        self._starts = ()
        self._message = message
        self.setToolTip("")
        self.unsetCursor()
        self.update()

    def show_position(self, seconds: float | None) -> None:
        """Draw where the player is; None while it is elsewhere."""
        before, self._played = self._place(self._played), seconds
        if self._place(seconds) != before:
            self.update()

    @property
    def position_x(self) -> float | None:
        """Where the player's place is drawn."""
        return self._place(self._played)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._images:
            self.asked.emit(self._second(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._images:
            super().keyPressEvent(event)
            return
        here = -1
        if self._played is not None:
            here = sum(start <= self._played for start in self._starts) - 1
        there = min(max(0, here + step), len(self._starts) - 1)
        self.asked.emit(self._starts[there])

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
            self._draw_focus(painter, area)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(QColor(c.muted))
        width, free = self._width(), 0.0
        for place, (image, start) in enumerate(zip(self._images, self._starts, strict=True)):
            left = place * (width + _GAP)
            painter.drawImage(QRectF(left, 0, width, _HEIGHT), image)
            label = duration_text(start)
            needed = painter.fontMetrics().horizontalAdvance(label)
            if left >= free and left + needed <= area.width():
                painter.drawText(QRectF(left, _HEIGHT + 2, needed + 2, _LABELS), label)
                free = left + needed + theme.GRID
        self._draw_position(painter)
        self._draw_focus(painter, area)

    def _draw_focus(self, painter: QPainter, area: QRectF) -> None:
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colors().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _draw_position(self, painter: QPainter) -> None:
        x = self._place(self._played)
        if x is not None:
            # White within black: it shows on loud and on silent sound, in either theme.
            for color, pen in ((Qt.GlobalColor.black, 4), (Qt.GlobalColor.white, 2)):
                painter.setPen(QPen(color, pen))
                painter.drawLine(QPointF(x, 0), QPointF(x, _HEIGHT))

    def _width(self) -> float:
        """Pixels of one passage."""
        count = len(self._images)
        return (self.width() - _GAP * (count - 1)) / count

    def _second(self, x: float) -> float:
        """Which second of the track is drawn there."""
        width = self._width()
        passage = min(max(0, int(x / (width + _GAP))), len(self._starts) - 1)
        share = (x - passage * (width + _GAP)) / width
        return self._starts[passage] + min(max(0.0, share), 1.0) * self._seconds

    def _place(self, second: float | None) -> float | None:
        """Where a second is drawn: what lies between two passages is the gap between them."""
        if second is None or not self._images or second < self._starts[0]:
            return None
        passage = sum(start <= second for start in self._starts) - 1
        inside = min(1.0, (second - self._starts[passage]) / self._seconds)
        if inside == 1.0 and passage == len(self._starts) - 1:
            return None
        width = self._width()
        gap = _GAP / 2 if inside == 1.0 else 0.0
        return passage * (width + _GAP) + inside * width + gap
