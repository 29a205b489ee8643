"""How cells are drawn: plain elided text, a bar for how sure, a sign and a word for the state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tagger.ui import icons, theme
from tagger.ui.library.cells import line_text
from tagger.ui.library.group_line import paint_head
from tagger.ui.library.lines import Column, Line
from tagger.ui.library.rows_model import RowsModel
from tagger.ui.text import STALE_ICON, STATE_ICONS, percent, state_text
from tagger.workflow.review import ReviewState

ROW_HEIGHT = 32
_MARGIN = theme.GRID
_SIGN = 16
_BAR_HEIGHT = 6
# As numbers: each step of arithmetic with Qt's flags costs as much as a word to draw.
_SELECTED = QStyle.StateFlag.State_Selected.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE | Qt.TextFlag.TextSingleLine.value
_RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE
_MOST_KEPT = 20_000
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


class CellDelegate(QStyledItemDelegate):
    """Draws every column of the track table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._font = QFont()
        self._elided: dict[tuple[str, int], str] = {}
        """Texts as they fit into so many pixels in this font: to find out takes as long as to
        draw them, and what is scrolled past was mostly seen before."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        # Asked directly: on the way through Qt a cell costs several times as much.
        tracks = index.model()
        assert isinstance(tracks, RowsModel)
        row, column = index.row(), Column(index.column())
        if tracks.head_at(row) is not None:
            paint_head(painter, option, index)
            return
        line = tracks.line_at(row)
        state = option.state.value
        selected = bool(state & _SELECTED)
        c = theme.colors()
        rect: QRect = option.rect
        painter.save()
        if selected:
            painter.fillRect(rect, option.palette.highlight())
        text = c.on_selection if selected else c.text
        muted = text if selected else c.muted
        if line.state is ReviewState.ABSENT:
            text = muted
        area = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.setFont(option.font)
        if option.font != self._font or len(self._elided) > _MOST_KEPT:
            self._font = QFont(option.font)
            self._elided.clear()
        if column is Column.SURE:
            self._sure(painter, area, line, QColor(text), c)
        elif column is Column.STATE:
            sign = QRectF(area.left(), area.center().y() - _SIGN / 2 + 1, _SIGN, _SIGN)
            icon, color = STATE_ICONS[line.state], state_color(line.state)
            if line.stale:
                icon, color = STALE_ICON, c.caution
            icons.stamp(painter, icon, color, sign)
            area.setLeft(area.left() + _SIGN + _MARGIN)
            self._text(painter, area, state_text(line.state), text)
        elif column is Column.SUGGESTION and line.chosen:
            sign = QRectF(area.left(), area.center().y() - 6, 14, 14)
            icons.stamp(painter, "edit", c.accent, sign)
            area.setLeft(area.left() + 20)
            self._text(painter, area, line.suggestion, text)
        else:
            shown = line_text(line, column) or "–"
            quiet = column in (Column.ALBUM, Column.GENRE) or shown == "–"
            quiet |= column is Column.SUGGESTION and line.state is ReviewState.NO_MUSIC
            self._text(painter, area, shown, muted if quiet else text)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(64, ROW_HEIGHT)

    def _text(self, painter: QPainter, area: QRect, text: str, color: str) -> None:
        painter.setPen(color)
        width = area.width()
        elided = self._elided.get((text, width))
        if elided is None:
            metrics = painter.fontMetrics()
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._elided[text, width] = elided
        painter.drawText(area, _LEFT, elided)

    def _sure(
        self, painter: QPainter, area: QRect, line: Line, text: QColor, c: theme.Colors
    ) -> None:
        if line.sure is None:
            return
        digits = painter.fontMetrics().horizontalAdvance(percent(1))
        share = QRect(area.right() - digits, area.top(), digits + 1, area.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(text)
        painter.drawText(share, right, percent(line.sure))
        width = share.left() - area.left() - _MARGIN
        if width > 8:
            unsure = line.row.suggestion is not None and line.row.suggestion.unsure
            bar = QRectF(area.left(), area.center().y() - 2, width, _BAR_HEIGHT)
            absent = line.state is ReviewState.ABSENT
            draw_bar(painter, bar, line.sure, c, hollow=unsure and not absent, quiet=absent)


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
