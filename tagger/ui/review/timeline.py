"""Genre over time: a lane for each of the strongest genres, on demand, and a click plays."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tagger.catalog.variants import model_of
from tagger.records import Track
from tagger.ui import theme
from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.text import duration_text, percent, plain
from tagger.workflow.timeline import Course, course_of

_LANES = 4
_NAME = 17
_FILL = 15
_LANE = _NAME + _FILL
_GAP = 3
_LABELS = 20
_REMEMBERED = 16
_LEAST = 0.02
"""Mean probability over the music of a track from which on a genre has a lane."""


class CourseView(QWidget):
    """Draws a `Course`: the higher the lane is filled, the likelier its genre then.

    A lane for each instead of colours on top of each other: nothing hangs on telling colours apart.
    """

    asked = Signal(float)
    """Play from this second of the track."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._means: list[float] = []
        self._played: float | None = None
        self.lanes: tuple[int, ...] = ()
        """Columns of the course, the strongest genre first."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Genre over time"))
        self.setToolTip(
            self.tr("How likely each genre is while the track goes on. A click plays from there")
        )

    def show_course(self, course: Course) -> None:
        self._course = course
        heard = course.probabilities[course.probabilities.any(axis=1)]
        means = heard.mean(axis=0) if len(heard) else np.zeros(len(course.genres))
        self._means = means.tolist()
        best = np.argsort(-means, kind="stable")[:_LANES]
        self.lanes = tuple(int(place) for place in best if means[place] >= _LEAST)
        self.setAccessibleDescription(
            ", ".join(f"{plain(course.genres[p])} {percent(means[p])}" for p in self.lanes)
        )
        self.updateGeometry()
        self.update()

    def show_position(self, seconds: float | None) -> None:
        """Draw where the player is; None while it is elsewhere."""
        if seconds != self._played:
            self._played = seconds
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._course is not None:
            share = event.position().x() / max(1, self.width())
            self.asked.emit(min(max(0.0, share), 1.0) * self._course.seconds)

    def sizeHint(self) -> QSize:
        return QSize(280, self._lanes_height + _LABELS)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._lanes_height + _LABELS)

    def paintEvent(self, event: QPaintEvent) -> None:
        course = self._course
        if course is None or course.seconds <= 0:
            return
        c = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        for place, genre in enumerate(self.lanes):
            lane = QRectF(0, place * (_LANE + _GAP), self.width(), _LANE)
            name = lane.adjusted(0, 0, 0, -_FILL)
            painter.setPen(QColor(c.muted))
            share = percent(self._means[genre])
            painter.drawText(name, Qt.AlignmentFlag.AlignRight, share)
            room = int(name.width()) - painter.fontMetrics().horizontalAdvance(share) - theme.GRID
            painter.setPen(QColor(c.text))
            shown = painter.fontMetrics().elidedText(
                plain(course.genres[genre]), Qt.TextElideMode.ElideRight, room
            )
            painter.drawText(name, Qt.AlignmentFlag.AlignLeft, shown)
            fill = lane.adjusted(0, _NAME, 0, 0)
            painter.fillRect(fill, QColor(c.bar))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent))
            for stretch in self._stretches(course, genre, fill):
                painter.drawPolygon(stretch)
        below = QRectF(0, self._lanes_height + 2, self.width(), _LABELS)
        painter.setPen(QColor(c.muted))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, duration_text(0))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, duration_text(course.seconds))
        if self._played is not None:
            x = self._played / course.seconds * self.width()
            painter.fillRect(QRectF(min(x, self.width() - 2), 0, 2, self._lanes_height), c.text)

    @property
    def _lanes_height(self) -> int:
        return len(self.lanes) * (_LANE + _GAP)

    def _stretches(self, course: Course, genre: int, lane: QRectF) -> list[QPolygonF]:
        """The filled part of a lane, a polygon for each stretch of windows without a gap."""
        scale = lane.width() / course.seconds
        tops = lane.bottom() - course.probabilities[:, genre] * lane.height()
        found: list[QPolygonF] = []
        points: list[QPointF] = []
        end = -1.0
        for start, top in zip(course.starts, tops.tolist(), strict=True):
            if start > end + course.window_seconds / 2 and points:
                found.append(_closed(points, lane.bottom()))
                points = []
            end = start + course.window_seconds
            points += [QPointF(start * scale, top), QPointF(end * scale, top)]
        if points:
            found.append(_closed(points, lane.bottom()))
        return found


def _closed(points: list[QPointF], bottom: float) -> QPolygonF:
    first, last = QPointF(points[0].x(), bottom), QPointF(points[-1].x(), bottom)
    return QPolygonF([first, *points, last])


class TimelinePanel(QWidget):
    """A button that has the whole of the shown track listened to, and what came of it."""

    _heard = Signal(object, float)
    """For which listening, and how many seconds were read since the last time; from the worker."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._track: Track | None = None
        self._known: OrderedDict[bytes, tuple[str, Course]] = OrderedDict()
        """With the key of the model that listened."""
        self._running: object | None = None
        """Stands for the listening that is under way; another one or None ends it."""
        self._seconds = 0.0
        self.view = CourseView()
        self.button = QPushButton()
        self.button.clicked.connect(self._on_clicked)
        self.message = PlainLabel(role="muted")
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(self.tr("Genre over time"), "caption"))
        layout.addWidget(self.view)
        layout.addWidget(self.button)
        layout.addWidget(self.message)
        self._show()

    def show_track(self, track: Track | None) -> None:
        """Show this track; what is under way for another one ends."""
        same = track is not None and self._identity == track.identity
        self._track = track
        self.setVisible(track is not None)
        if not same:
            self._running = None
            self.message.setText("")
        self._show()

    @property
    def _identity(self) -> bytes | None:
        return self._track.identity if self._track is not None else None

    def _show(self) -> None:
        known, now = None, self._controller.model_key
        if self._identity in self._known:
            key, course = self._known[self._identity]
            # The window learns its model's key a little later than the model is loaded.
            known = course if now is None or model_of(now) == key else None
        if known is not None:
            self.view.show_course(known)
            nothing = self.tr("Neither music nor speech was heard in it.")
            self.message.setText(known.error or ("" if self.view.lanes else nothing))
        self.view.setVisible(known is not None and bool(self.view.lanes))
        self.button.setVisible(known is None)
        busy = self._running is not None
        text = self.tr("Stop listening") if busy else self.tr("Listen to the whole track")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(
            self.tr("Stop; nothing is kept") if busy else
            self.tr("Find out how the genre changes while the track goes on")
        )  # fmt: skip
        self.message.setVisible(bool(self.message.text()))

    def _on_clicked(self) -> None:
        if self._running is not None:
            self._running = None
            self.message.setText("")
            self._show()
        else:
            self._listen()

    def _on_heard(self, running: object, seconds: float) -> None:
        if self._running is not running or self._track is None:
            return
        self._seconds += seconds
        heard, length = duration_text(self._seconds), self._track.tags.duration
        text = self.tr("Heard %1 of %2") if length else self.tr("Heard %1")
        self.message.setText(
            text.replace("%1", heard).replace("%2", duration_text(length) if length else "")
        )
        self.message.show()

    def _listen(self) -> None:
        track, session = self._track, self._controller.session
        if track is None or session is None:
            return
        drawing = self._controller.drawing
        running = self._running = object()
        self._seconds = 0.0
        self.message.setText(self.tr("Listening…"))
        self._show()

        def wanted() -> bool:
            return self._running is running and not drawing.stopping

        def proceed(seconds: float) -> bool:
            if seconds and wanted():
                self._heard.emit(running, seconds)
            return wanted()

        def work() -> tuple[str, Course] | None:
            listener = session.listener()
            course = course_of(listener, track.path, proceed)
            return (listener.key, course) if course is not None else None

        def done(found: tuple[str, Course] | None) -> None:
            if found is None or not wanted():
                return
            self._running = None
            self.message.setText("")
            self._known[track.identity] = found
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
            self._show()

        def failed(reason: str) -> None:
            if wanted():
                self._running = None
                self.message.setText(reason)
                self._show()

        drawing.submit(
            work, done, failed=failed, wanted=wanted, doing=self.tr("Listening to the whole track")
        )
