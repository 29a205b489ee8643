"""The tracks that would teach the model most, one after another, each answered with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.labels import PlainLabel
from tagger.ui.library.empty import Message
from tagger.ui.player.player import Player
from tagger.ui.text import counted, number
from tagger.ui.training.question_card import QuestionCard
from tagger.ui.training.teach_desk import Questions, TeachDesk

if TYPE_CHECKING:
    from tagger.workflow.teach import Teaching

COUNT = 20


class TeachDialog(QDialog):
    """Every answer is a decision, stored at once; nothing is written into files."""

    refresh_asked = Signal(object)
    """The name of the model to be taught more; None where a new one is to learn."""

    def __init__(
        self, desk: TeachDesk, player: Player, names: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        """`names` are the genres to complete from."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What would teach me most"))
        self.resize(640, 576)
        self._desk = desk
        self._player = player
        self._tracks: tuple[Teaching, ...] = ()
        self._answers: list[tuple[str, ...]] = []
        """Of the tracks so far; () where one was skipped."""
        self._taken_back: dict[int, tuple[str, ...]] = {}
        self._model: str | None = None
        self.place = PlainLabel(role="caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How many are done"))
        self.message = Message()
        self.card = QuestionCard(player, names)
        self.end = _End()
        self.pages = QStackedWidget()
        for page in (self.message, self.card, self.end):
            self.pages.addWidget(page)
        self.quiet = PlainLabel(
            self.tr("Your answers are kept as decisions. Nothing is written into your files."),
            "muted",
        )
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self.card.answered.connect(self._answer)
        self.card.skipped.connect(lambda: self._answer(()))
        self.card.back_asked.connect(self._go_back)
        self.end.refresh.clicked.connect(self._ask_refresh)
        self.end.more.clicked.connect(self._find)
        desk.found.connect(self._on_found)
        desk.failed.connect(self._say)
        self.finished.connect(lambda _: self._hush())
        self._find()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_end = self.pages.currentWidget() is self.end
        if at_end and event.key() == Qt.Key.Key_Backspace:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.place, 1)
        top.addWidget(self.bar, 2)
        bottom = QHBoxLayout()
        bottom.setSpacing(16)
        bottom.addWidget(self.quiet, 1)
        bottom.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addLayout(bottom)

    def _find(self) -> None:
        self._tracks, self._answers, self._taken_back = (), [], {}
        self._say(self.tr("Looking for the tracks that teach most…"))
        self._desk.find(COUNT)

    def _say(self, sentence: str) -> None:
        self.message.label.setText(sentence)
        self.pages.setCurrentWidget(self.message)
        self._show_place()

    def _on_found(self, found: Questions) -> None:
        if self._tracks:
            return
        self._tracks, self._model = found.tracks, found.model
        if found.tracks:
            self._show_current()
        else:
            self._say(
                self.tr(
                    "There is nothing to ask: no track that was listened to is undecided. Add "
                    "music, or have what is there analysed."
                )
            )

    def _show_current(self) -> None:
        at = len(self._answers)
        self._hush()
        if at < len(self._tracks):
            self.card.show_track(self._tracks[at], self._taken_back.get(at))
            self.card.back.setEnabled(at > 0)
            self.pages.setCurrentWidget(self.card)
            self.card.setFocus()
        else:
            self.end.show_count(sum(map(bool, self._answers)), self._model)
            self.pages.setCurrentWidget(self.end)
            (self.end.refresh if self.end.refresh.isVisible() else self.end.more).setFocus()
        self._show_place()

    def _show_place(self) -> None:
        total, at = len(self._tracks), len(self._answers)
        asking = self.pages.currentWidget() is not self.message
        self.place.setVisible(asking)
        self.bar.setVisible(asking)
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(at)
        text = self.tr("%1 of %2").replace("%1", number(min(at + 1, total)))
        self.place.setText(text.replace("%2", number(total)))

    def _answer(self, genres: tuple[str, ...]) -> None:
        at = len(self._answers)
        if at >= len(self._tracks):
            return
        stored = not genres or self._desk.answer(self._tracks[at].track.id, genres)
        # A track that left the library meanwhile cannot be answered any more.
        self._answers.append(genres if stored else ())
        self._taken_back.pop(at, None)
        self._show_current()

    def _go_back(self) -> None:
        """To the track before, whose answer is taken back."""
        if not self._answers:
            return
        genres = self._answers.pop()
        at = len(self._answers)
        self._taken_back[at] = genres
        if genres:
            self._desk.take_back(self._tracks[at].track.id)
        self._show_current()

    def _hush(self) -> None:
        path = self._player.path
        if any(each.track.path == path for each in self._tracks):
            self._player.stop()

    def _ask_refresh(self) -> None:
        self.accept()
        self.refresh_asked.emit(self._model)


class _End(QWidget):
    """What was answered, and what to do with it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = PlainLabel()
        font = self.text.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        self.text.setFont(font)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.then = PlainLabel(role="muted")
        self.then.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.refresh = QPushButton()
        self.refresh.setProperty("primary", True)
        self.more = QPushButton(self.tr("Ask me about others"))
        self.more.setAccessibleName(self.more.text())
        self.more.setToolTip(self.tr("The next tracks, now that these are answered"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.refresh)
        buttons.addWidget(self.more)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch()
        layout.addWidget(self.text)
        layout.addWidget(self.then)
        layout.addSpacing(16)
        layout.addLayout(buttons)
        layout.addStretch()

    def show_count(self, answered: int, model: str | None) -> None:
        """`model` can be refreshed; where it is None a new one has to learn the answers."""
        self.text.setText(
            counted(answered, self.tr("You answered 1."), self.tr("You answered {n}."))
            if answered
            else self.tr("You answered none.")
        )
        if model is not None:
            name, tip = self.tr("Refresh the model…"), self.tr("Teach “%1” your answers")
            tip = tip.replace("%1", model)
            then = self.tr("The model learns them when you refresh it.")
        else:
            name, tip = self.tr("Teach a model…"), self.tr("Train a model of your own on them")
            then = self.tr("A model of your own can learn them.")
        self.refresh.setText(name)
        self.refresh.setAccessibleName(name.rstrip("…"))
        self.refresh.setToolTip(tip)
        self.refresh.setVisible(answered > 0)
        self.then.setText(then)
        self.then.setVisible(answered > 0)
