"""The best genres as bars that can be clicked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from tagger.ui import theme
from tagger.ui.library.marks import draw_bar
from tagger.ui.review.shortcuts import Key
from tagger.ui.text import plain
from tagger.workflow.review import MOST_SHOWN

MOST = MOST_SHOWN
_HEIGHT = 40
_KEYS = Key.PICK.value


@dataclass(frozen=True)
class Bar:
    """One genre: how long its bar is and what stands at its end."""

    genre: str
    share: float
    label: str


class GenreBars(QWidget):
    """Up to five bars; a click, or the number in front, chooses the genre."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._buttons = [_BarButton(place + 1) for place in range(MOST)]
        for button in self._buttons:
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, b=button: self._on_clicked(b))
        # No taller than its bars, however much room there is.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_bars([])

    def show_bars(
        self,
        bars: Sequence[Bar],
        suggested: int | None = None,
        chosen: Collection[str] = (),
        hollow: bool = False,
    ) -> None:
        """The first `suggested` stand out (None is all of them), and `chosen` ones get a mark.

        A `hollow` first bar says that the model is unsure.
        """
        for place, button in enumerate(self._buttons):
            bar = bars[place] if place < len(bars) else None
            button.show_bar(
                bar,
                suggested=suggested is None or place < suggested,
                chosen=bar is not None and bar.genre in chosen,
                hollow=hollow and place == 0,
            )

    def genre(self, place: int) -> str | None:
        """The genre of the bar with this number, from 1."""
        bar = self._buttons[place - 1].bar
        return bar.genre if bar else None

    def _on_clicked(self, button: _BarButton) -> None:
        if button.bar is not None:
            self.picked.emit(button.bar.genre)


class _BarButton(QAbstractButton):
    def __init__(self, place: int) -> None:
        super().__init__()
        self.bar: Bar | None = None
        self._place = place
        self._suggested = False
        self._chosen = False
        self._hollow = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: Bar | None, *, suggested: bool, chosen: bool, hollow: bool) -> None:
        self.bar, self._suggested, self._chosen, self._hollow = bar, suggested, chosen, hollow
        self.setVisible(bar is not None)
        if bar is not None:
            name = plain(bar.genre)
            said = self.tr("suggested") if suggested else ""
            self.setAccessibleName(", ".join(filter(None, (name, bar.label, said))))
            tip = self.tr("Choose this genre (key %1)").replace("%1", _KEYS[self._place - 1])
            self.setToolTip(tip)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.bar is None:
            return
        c = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.setPen(QColor(c.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.hover))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        key = QRectF(8, 10, 20, 20)
        painter.setPen(QColor(c.field_border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(c.muted))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(self._place))
        font = self.font()
        font.setBold(self._chosen)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        text = area.adjusted(40, 4, -8, -14)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(c.text if self._suggested else c.muted))
        painter.drawText(text, right, self.bar.label)
        room = text.width() - metrics.horizontalAdvance(self.bar.label) - 8
        name = plain(self.bar.genre) + (" ✓" if self._chosen else "")
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, left, shown)
        strip = QRectF(40, 28, area.width() - 48, 6)
        quiet = not self._suggested
        draw_bar(painter, strip, self.bar.share, c, hollow=self._hollow, quiet=quiet)
