"""What was listened to in one track: heard again in the background, shown, and remembered."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tagger.model.explain import Explanation
from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.library.lines import Line
from tagger.ui.player.bar import Playable
from tagger.ui.review.genre_bars import MOST
from tagger.ui.review.layers import Heard, Layers
from tagger.ui.review.quiet_choice import QuietChoice
from tagger.ui.review.spectrogram import SpectrogramView, images_of, lit_images
from tagger.ui.text import plain
from tagger.workflow.inspect import Hearing, explain_hearing, hear, telling_passage
from tagger.workflow.review import ReviewState

_DEBOUNCE_MILLISECONDS = 180
"""Someone who walks through the rows should not make the disk read each of them."""
_REMEMBERED = 16
_SOUNDLESS = (ReviewState.ABSENT, ReviewState.FAILED)
"""Where there is nothing to draw; the reason stands above."""

_Why = tuple[bytes, str | None]
"""An explanation is of a track's sound and of a model."""


class SoundPanel(QWidget):
    """The spectrogram of the track that is shown, with a light on what speaks for a genre."""

    ready = Signal()
    """The track that is shown was listened to."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._line: Line | None = None
        self._heard: OrderedDict[bytes, Heard] = OrderedDict()
        self._explained: OrderedDict[_Why, Explanation] = OrderedDict()
        self._asked: _Why | None = None
        """What is being explained, so that it is not asked for twice."""
        self._plain = False
        """The person wants no light, on this track and those that follow."""
        self._timer = QTimer(self, singleShot=True, interval=_DEBOUNCE_MILLISECONDS)
        self._timer.timeout.connect(self._listen)
        self.spectrogram = SpectrogramView()
        self.genre = QuietChoice()
        self.genre.setAccessibleName(self.tr("Genre that the light in the spectrogram is for"))
        self.genre.setToolTip(
            self.tr(
                "What is bright and coloured speaks for this genre: without it, the model would "
                "find the genre less likely (up and down arrow keys)"
            )
        )
        self.genre.activated.connect(self._on_chosen)
        # A genre's name may be long, and must not widen the panel.
        self.genre.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        caption = QLabel(self.tr("Lit: what speaks for"))
        caption.setProperty("role", "muted")
        caption.setTextFormat(Qt.TextFormat.PlainText)
        caption.setBuddy(self.genre)
        self._why = QWidget()
        row = QHBoxLayout(self._why)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self.genre, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(self.tr("What was listened to"), "caption"))
        layout.addWidget(self.spectrogram)
        layout.addWidget(self._why)
        self.layers = Layers(controller)
        self.layers.changed.connect(self._redraw)
        layout.addWidget(self.layers)

    def show_line(self, line: Line) -> None:
        """Show what was heard in this track, or listen to it."""
        self.setVisible(line.state not in _SOUNDLESS)
        shown = self._line is not None and self._line.id == line.id
        self._line = line
        if not shown:
            self._asked = None
        self._offer_genres(keep=self.lit if shown else None)
        known = self._heard.get(line.row.track.identity)
        self.layers.show_track(line.row.track, known[0] if known is not None else None)
        if known is not None:
            self._show(known)
        elif shown:
            return
        elif line.state in _SOUNDLESS:
            self._timer.stop()
        else:
            self.spectrogram.show_message(self.tr("Listening…"))
            self._timer.start()

    def show_nothing(self) -> None:
        self._line = None
        self.layers.show_track(None)
        self._timer.stop()
        self.hide()

    @property
    def is_heard(self) -> bool:
        """Whether it is known where the track that is shown tells most."""
        return self._line is not None and self._line.row.track.identity in self._heard

    @property
    def lit(self) -> str | None:
        """The genre that the light is for."""
        return self.genre.currentData()

    def light(self, genre: str) -> None:
        """Put the light on what speaks for this genre, if it is one of those that were found."""
        place = self.genre.findData(genre)
        if place >= 0:
            self.genre.setCurrentIndex(place)
            self._on_chosen()

    def playable(self, line: Line) -> Playable | None:
        """The track for a player, from where it tells most; None where there is no file."""
        if line.state is ReviewState.ABSENT:
            return None
        track = line.row.track

        def passage() -> tuple[float, float | None]:
            known = self._heard.get(track.identity)
            return telling_passage(track.tags.duration, known[0] if known else None)

        return Playable(track.path, line.title, track.tags.duration, passage)

    def _offer_genres(self, keep: str | None) -> None:
        line = self._line
        suggestion = line.row.suggestion if line is not None else None
        scores = suggestion.genres[:MOST] if suggestion is not None else ()
        self._why.setVisible(bool(scores))
        genres = [None, *(score.genre for score in scores)]
        if genres != [self.genre.itemData(place) for place in range(self.genre.count())]:
            self.genre.clear()
            self.genre.addItem(self.tr("nothing (light everywhere)"), None)
            for genre in genres[1:]:
                self.genre.addItem(plain(genre or ""), genre)
        place = max(1, self.genre.findData(keep) if keep else 1)
        self.genre.setCurrentIndex(place if scores and not self._plain else 0)

    def _on_chosen(self) -> None:
        self._plain = self.lit is None
        self._redraw()

    def _redraw(self) -> None:
        known = self._heard.get(self._line.row.track.identity) if self._line is not None else None
        if known is not None:
            self._show(known)

    def _show(self, heard: Heard) -> None:
        """Draw this, lit where that is wanted and known; else find out."""
        assert self._line is not None
        hearing, images = self.layers.of(self._line.row.track.identity, heard)
        genre = self.lit
        if genre is not None:
            why = (self._line.row.track.identity, self._controller.model_key)
            explanation = self._explained.get(why)
            evidence = explanation.of(genre) if explanation is not None else None
            if evidence is not None:
                images = lit_images(hearing, evidence)
            elif explanation is None and why != self._asked:
                self._explain(why, heard[0])
        self.spectrogram.show_hearing(hearing, images)

    def _explain(self, why: _Why, hearing: Hearing) -> None:
        session = self._controller.session
        if session is None:
            return
        self._asked = why

        def wanted() -> bool:
            return self._asked == why and self._is_shown(why[0])

        def done(explanation: Explanation | None) -> None:
            if self._asked == why:
                self._asked = None
            if explanation is None:
                return
            self._explained[why] = explanation
            while len(self._explained) > _REMEMBERED:
                self._explained.popitem(last=False)
            known = self._heard.get(why[0])
            if known is not None and self._is_shown(why[0]):
                self._show(known)

        self._controller.listening.submit(
            lambda: explain_hearing(session, hearing, wanted),
            done,
            wanted=wanted,
            doing=self.tr("Explaining the suggestion"),
        )

    def _is_shown(self, identity: bytes) -> bool:
        return self._line is not None and self._line.row.track.identity == identity

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
                self.layers.show_track(track, heard[0])
                self._show(heard)
                self.ready.emit()

        def failed(reason: str) -> None:
            if wanted():
                # Why there is none stands above the library.
                none = self.tr("There is no model that could listen.")
                self.spectrogram.show_message(none if session.model_error else reason)

        self._controller.listening.submit(
            work, done, failed=failed, wanted=wanted, doing=self.tr("Listening to the track")
        )
