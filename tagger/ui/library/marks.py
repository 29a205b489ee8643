"""What tells a track's state and its certainty without words: a coloured sign, a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from tagger.ui import theme
from tagger.workflow.review import ReviewState

ROW_HEIGHT = 32
_SMALLEST_SHARE = 0.005
"""Less is shown as 0 %, and as an empty bar."""


def state_color(state: ReviewState) -> str:
    """The sign's colour; the sign's shape and the word say the same."""
    c = theme.colors()
    match state:
        case ReviewState.ACCEPTED | ReviewState.WRITTEN:
            return c.good
        case ReviewState.UNSURE:
            return c.caution
        case ReviewState.FAILED:
            return c.bad
        case ReviewState.TO_REVIEW:
            return c.accent
        case _:
            return c.muted


def draw_bar(
    painter: QPainter,
    area: QRectF,
    share: float,
    c: theme.Colors,
    *,
    hollow: bool = False,
    quiet: bool = False,
) -> None:
    """A bar filled to `share`; hollow where the model is unsure, so that shape tells it too.

    A `quiet` one is for what is likely but not suggested.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = area.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.bar))
    painter.drawRoundedRect(area, radius, radius)
    filled = QRectF(area)
    if share < _SMALLEST_SHARE:
        painter.restore()
        return
    filled.setWidth(max(area.height(), area.width() * min(1.0, share)))
    color = QColor(c.caution if hollow else c.muted if quiet else c.accent)
    if hollow:
        painter.setPen(color)
        painter.setBrush(QColor(c.surface))
        filled.adjust(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setBrush(color)
    painter.drawRoundedRect(filled, radius, radius)
    painter.restore()
