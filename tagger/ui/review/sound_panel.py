"""What was listened to in one track: heard again in the background, shown, and remembered."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.library.lines import Line
from tagger.ui.player.bar import Playable
from tagger.ui.review.spectrogram import SpectrogramView, images_of
from tagger.workflow.inspect import Hearing, hear, telling_passage
from tagger.workflow.review import ReviewState

_DEBOUNCE_MILLISECONDS = 180
"""Someone who walks through the rows should not make the disk read each of them."""
_REMEMBERED = 16
_SOUNDLESS = (ReviewState.ABSENT, ReviewState.FAILED)
"""Where there is nothing to draw; the reason stands above."""

Heard = tuple[Hearing, list[QImage]]


class SoundPanel(QWidget):
    """The spectrogram of the track that is shown."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._line: Line | None = None
        self._heard: OrderedDict[bytes, Heard] = OrderedDict()
        self._timer = QTimer(self, singleShot=True, interval=_DEBOUNCE_MILLISECONDS)
        self._timer.timeout.connect(self._listen)
        self.spectrogram = SpectrogramView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(self.tr("What was listened to"), "caption"))
        layout.addWidget(self.spectrogram)

    def show_line(self, line: Line) -> None:
        """Show what was heard in this track, or listen to it."""
        self.setVisible(line.state not in _SOUNDLESS)
        shown = self._line is not None and self._line.id == line.id
        self._line = line
        if shown:
            return
        known = self._heard.get(line.row.track.identity)
        if known is not None:
            self.spectrogram.show_hearing(*known)
        elif line.state in _SOUNDLESS:
            self._timer.stop()
        else:
            self.spectrogram.show_message(self.tr("Listening…"))
            self._timer.start()

    def show_nothing(self) -> None:
        self._line = None
        self._timer.stop()
        self.hide()

    def playable(self, line: Line) -> Playable | None:
        """The track for a player, from where it tells most; None where there is no file."""
        if line.state is ReviewState.ABSENT:
            return None
        track = line.row.track

        def passage() -> tuple[float, float | None]:
            known = self._heard.get(track.identity)
            return telling_passage(track.tags.duration, known[0] if known else None)

        return Playable(track.path, line.title, track.tags.duration, passage)

    def _listen(self) -> None:
        session, line = self._controller.session, self._line
        if line is None or session is None:
            return
        track = line.row.track

        def wanted() -> bool:
            return self._line is not None and self._line.id == line.id

        def work() -> Heard:
            hearing = hear(session, track)
            return hearing, images_of(hearing)

        def done(heard: Heard) -> None:
            self._heard[track.identity] = heard
            while len(self._heard) > _REMEMBERED:
                self._heard.popitem(last=False)
            if wanted():
                self.spectrogram.show_hearing(*heard)

        def failed(reason: str) -> None:
            if wanted():
                self.spectrogram.show_message(reason)

        self._controller.listening.submit(
            work, done, failed=failed, wanted=wanted, doing="Listening to the track"
        )
