"""The outline of the whole track under the player: what was played of it, and a click seeks."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QLineF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tagger.audio.waveform import Envelope, envelope
from tagger.records import Track
from tagger.ui import theme
from tagger.ui.controller import Controller

_HEIGHT = 40
_DEBOUNCE_MILLISECONDS = 180
"""Someone who walks through the rows should not make the disk read each of them."""
_REMEMBERED = 48


class WaveformView(QWidget):
    """Draws the outline of one track, found in the background and remembered for a while."""

    asked = Signal(float)
    """Play from this second of the track."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._track: Track | None = None
        self._known: OrderedDict[bytes, Envelope] = OrderedDict()
        self._played: float | None = None
        self._lines: list[QLineF] = []
        self._timer = QTimer(self, singleShot=True, interval=_DEBOUNCE_MILLISECONDS)
        self._timer.timeout.connect(self._find)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Waveform of the track"))
        self.setToolTip(self.tr("The whole track. A click plays from there"))

    def show_track(self, track: Track | None) -> None:
        """Show this track; None when there is nothing to play."""
        same = track is not None and self._identity == track.identity
        self._track = track
        self.setVisible(track is not None)
        if same:
            return
        self._lay_out()
        self._timer.stop()
        if track is not None and self.outline is None:
            self._timer.start()

    @property
    def outline(self) -> Envelope | None:
        """What is drawn; None as long as it is not known."""
        return self._known.get(self._identity) if self._identity is not None else None

    def show_position(self, seconds: float | None) -> None:
        """Draw where the player is; None while it is elsewhere."""
        before, self._played = self.position_x, seconds
        if self.position_x != before:
            self.update()

    @property
    def position_x(self) -> int | None:
        """Up to where the track counts as played, in pixels."""
        length = self._seconds
        if self._played is None or not length:
            return None
        return min(self.width(), round(self._played / length * self.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        length = self._seconds
        if event.button() == Qt.MouseButton.LeftButton and length:
            share = event.position().x() / max(1, self.width())
            self.asked.emit(min(max(0.0, share), 1.0) * length)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(280, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = theme.colors()
        played = self.position_x or 0

        def flat(color: str) -> QPen:
            return QPen(QColor(color), 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)

        for color, lines in ((c.accent, self._lines[:played]), (c.scroll, self._lines[played:])):
            painter.setPen(flat(color))
            painter.drawLines(lines)
        if self.position_x is not None:
            painter.fillRect(min(played, self.width() - 2), 0, 2, _HEIGHT, QColor(c.text))

    @property
    def _identity(self) -> bytes | None:
        return self._track.identity if self._track is not None else None

    @property
    def _seconds(self) -> float | None:
        known = self.outline
        if known is not None:
            return known.seconds
        return self._track.tags.duration if self._track is not None else None

    def _lay_out(self) -> None:
        """One line a pixel, from low to high; a flat one where nothing is known."""
        known, width, middle = self.outline, self.width(), _HEIGHT / 2
        lows = highs = [0.0] * width
        if known is not None:
            # A quiet recording would be a flat line if its loudest sample did not fill the room.
            peak = max(float(known.highs.max()), -float(known.lows.min()), 1e-4)
            count = len(known.highs)
            edges = [(x * count // width, -(-(x + 1) * count // width)) for x in range(width)]
            lows = [float(known.lows[begin:end].min()) / peak for begin, end in edges]
            highs = [float(known.highs[begin:end].max()) / peak for begin, end in edges]
        room = middle - 1
        self._lines = [
            QLineF(x + 0.5, middle - 0.5 - high * room, x + 0.5, middle + 0.5 - low * room)
            for x, (low, high) in enumerate(zip(lows, highs, strict=True))
        ]
        self.update()

    def _find(self) -> None:
        track, drawing = self._track, self._controller.drawing
        if track is None:
            return
        identity = track.identity

        def wanted() -> bool:
            return self._identity == identity and not drawing.stopping

        def done(found: Envelope | None) -> None:
            if found is None:
                return
            self._known[identity] = found
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
            if wanted():
                self._lay_out()

        drawing.submit(
            # Whoever comes back to a track may have asked for it before.
            lambda: self._known.get(identity) or envelope(track.path, wanted),
            done,
            # It stays flat; why the file cannot be read is told by its state or by the player.
            failed=lambda reason: None,
            wanted=wanted,
            doing=self.tr("Drawing the waveform"),
        )
