"""Three hints for a person who sees suggestions for the first time; never shown twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.ui import theme
from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.library.table import TrackTable
from tagger.ui.review.inspector import Inspector
from tagger.ui.review.shortcuts import Key
from tagger.ui.toolbar import Toolbar
from tagger.ui.window_state import WindowState
from tagger.workflow.review import ReviewState

_WIDTH = 340
_ARROW = 10
"""Pixels that the arrow stands out."""
_EDGE = 8
_CALM_MILLISECONDS = 200
_ROWS = 2
"""Rows of the table that stay in sight above the first hint."""


class Side(Enum):
    """Where a bubble's arrow is."""

    TOP = "top"
    RIGHT = "right"


@dataclass(frozen=True)
class Hint:
    """What a bubble says, and the place in the window that it says it of."""

    title: str
    text: str
    side: Side
    place: Callable[[], QRect]


class Bubble(QFrame):
    """Lies over the window and takes no key away from what has the focus."""

    next = Signal()
    skipped = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFixedWidth(_WIDTH)
        self._side = Side.TOP
        self._tip = QPoint()
        self.title = PlainLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.text = PlainLabel()
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "muted")
        self.skip = QPushButton(self.tr("Skip"))
        self.skip.setToolTip(self.tr("Show no more hints (Esc)"))
        self.on = QPushButton()
        self.on.setProperty("primary", True)
        for button in (self.skip, self.on):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.skip.setAccessibleName(self.skip.text())
        self.skip.clicked.connect(self.skipped)
        self.on.clicked.connect(self.next)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.count)
        buttons.addStretch()
        buttons.addWidget(self.skip)
        buttons.addWidget(self.on)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.text)
        self._layout.addSpacing(4)
        self._layout.addLayout(buttons)
        self.hide()

    def show_hint(self, hint: Hint, number: int, of: int) -> None:
        """Say this and point at its place."""
        self._side = hint.side
        top = 16 + (_ARROW if hint.side is Side.TOP else 0)
        right = 16 + (_ARROW if hint.side is Side.RIGHT else 0)
        self._layout.setContentsMargins(16, top, right, 16)
        self.title.setText(hint.title)
        self.text.setText(hint.text)
        self.setAccessibleName(hint.title)
        self.setAccessibleDescription(hint.text)
        count = self.tr("%1 of %2").replace("%1", str(number)).replace("%2", str(of))
        self.count.setText(count)
        last = number == of
        self.on.setText(self.tr("Got it") if last else self.tr("Next"))
        self.on.setAccessibleName(self.on.text())
        self.skip.setHidden(last)
        self.point_at(hint.place())

    def point_at(self, place: QRect) -> None:
        """Move so that the arrow touches this rectangle of the window."""
        height = self._layout.totalHeightForWidth(_WIDTH)
        self.resize(_WIDTH, max(height, self._layout.totalMinimumSize().height()))
        whole = self.window().rect()
        if self._side is Side.TOP:
            left, top = place.center().x() - _WIDTH // 4, place.bottom() + 2
        else:
            left, top = place.left() - _WIDTH - 2, place.center().y() - self.height() // 3
        left = max(_EDGE, min(left, whole.width() - _WIDTH - _EDGE))
        top = max(_EDGE, min(top, whole.height() - self.height() - _EDGE))
        self.move(left, top)
        self._tip = place.center() - self.pos()
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colors()
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        reach = 24.0
        if self._side is Side.TOP:
            body.adjust(0, _ARROW, 0, 0)
            x = min(max(float(self._tip.x()), reach), body.width() - reach)
            arrow = (QPointF(x - _ARROW, body.top()), QPointF(x, 1.0),
                     QPointF(x + _ARROW, body.top()))  # fmt: skip
        else:
            body.adjust(0, 0, -_ARROW, 0)
            y = min(max(float(self._tip.y()), reach), body.height() - reach)
            arrow = (QPointF(body.right(), y - _ARROW), QPointF(self.width() - 1.0, y),
                     QPointF(body.right(), y + _ARROW))  # fmt: skip
        box, pointer = QPainterPath(), QPainterPath()
        box.addRoundedRect(body, 8, 8)
        pointer.addPolygon(QPolygonF(arrow))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.accent), 1.5))
        painter.setBrush(QColor(c.surface))
        painter.drawPath(box.united(pointer))
        painter.end()


class Tour(QObject):
    """Begins with the first suggestions that there are to review."""

    def __init__(
        self,
        controller: Controller,
        table: TrackTable,
        inspector: Inspector,
        toolbar: Toolbar,
        state: WindowState,
    ) -> None:
        super().__init__(table)
        self._window = table.window()
        self._rows = controller.rows
        self._table = table
        self._inspector = inspector
        self._toolbar = toolbar
        self._state = state
        self._place = -1
        self.bubble: Bubble | None = None
        (self._escape,) = table.bind(Key.CLEAR_FILTER, self.end)
        self._escape.setEnabled(False)
        # Not in the midst of what the rows cause: the page they stand on may not be shown yet.
        self._soon = QTimer(self, singleShot=True, interval=_CALM_MILLISECONDS)
        self._soon.timeout.connect(self.offer)
        if not state.tour_shown:
            for told in (controller.loaded, self._rows.counted, self._rows.arranged):
                told.connect(self._offer_soon)

    @property
    def running(self) -> bool:
        return self.bubble is not None

    def offer(self) -> None:
        """Begin, if this person has never seen it and nothing lies over the window."""
        if not self._rows.library.states[ReviewState.TO_REVIEW] or not self._table.isVisible():
            return
        if self.running or self._state.tour_shown:
            return
        if QApplication.activeModalWidget() or not self._window.isActiveWindow():
            return
        # Whatever happens now, it is not shown again.
        self._state.tour_shown = True
        self._state.save()
        self.bubble = Bubble(self._window)
        self.bubble.next.connect(self._go_on)
        self.bubble.skipped.connect(self.end)
        self._window.installEventFilter(self)
        self._escape.setEnabled(True)
        self._go_on()

    def _offer_soon(self) -> None:
        # Rows that come all the time must not put it off for ever.
        if not self._soon.isActive():
            self._soon.start()

    def end(self) -> None:
        """Take the hints away, for good."""
        bubble, self.bubble = self.bubble, None
        if bubble is not None:
            self._escape.setEnabled(False)
            self._window.removeEventFilter(self)
            had_focus = bubble.isAncestorOf(QApplication.focusWidget() or self._window)
            bubble.hide()
            bubble.deleteLater()
            if had_focus:
                self._table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.bubble is not None:
            self.bubble.point_at(self._hints()[self._place].place())
        return False

    def _go_on(self) -> None:
        self._place += 1
        hints = self._hints()
        if self.bubble is None or self._place >= len(hints):
            self.end()
            return
        self.bubble.show_hint(hints[self._place], self._place + 1, len(hints))

    def _hints(self) -> list[Hint]:
        return [
            Hint(
                self.tr("Review with the keyboard"),
                self.tr(
                    "Up and Down move, Enter accepts the suggestion, 1 to 5 choose another genre, "
                    "Backspace leaves the file as it is. The key ? shows all the others."
                ),
                Side.TOP,
                self._first_rows,
            ),
            Hint(
                self.tr("See and hear why"),
                self.tr(
                    "Space plays the passage that decided. Here you see what was heard, how sure "
                    "the model is, and what would change in the file."
                ),
                Side.RIGHT,
                lambda: self._rect_of(self._inspector),
            ),
            Hint(
                self.tr("Nothing is written yet"),
                self.tr(
                    "What you accept is only noted. Write shows every change before it is made, "
                    "and everything written can be undone."
                ),
                Side.TOP,
                lambda: self._rect_of(self._toolbar.write_button),
            ),
        ]

    def _rect_of(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint()), widget.size())

    def _first_rows(self) -> QRect:
        view = self._table.viewport()
        corner = view.mapTo(self._window, QPoint())
        height = _ROWS * self._table.verticalHeader().defaultSectionSize()
        return QRect(corner.x(), corner.y(), view.width() // 2, height)
