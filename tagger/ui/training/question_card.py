"""One track to be asked about: what it is, why it is asked, and the answers to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tagger.ui import icons
from tagger.ui.labels import ElidedLabel, PlainLabel
from tagger.ui.player.bar import Playable, PlayerBar
from tagger.ui.player.player import Player
from tagger.ui.review.genre_bars import MOST, Bar, GenreBars
from tagger.ui.review.genre_dialog import GenreCompleter, listed_genres
from tagger.ui.text import counted, duration_text, genres_text, path_text, percent, plain

if TYPE_CHECKING:
    from tagger.workflow.teach import Reason, Teaching

_INTRODUCTION = 60.0
"""Seconds; a longer track is played from a third of it on, where it tells more than at first."""


class QuestionCard(QFrame):
    """Takes the keys of the answers while no field has the focus."""

    answered = Signal(object)
    """tuple[str, ...]: the genres of this track."""
    skipped = Signal()
    back_asked = Signal()

    def __init__(self, player: Player, names: Sequence[str], parent: QWidget | None = None) -> None:
        """`names` are the genres that are offered while one types."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = PlainLabel()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        self.title.setFont(font)
        self.artist = ElidedLabel()
        self.path = ElidedLabel("muted", Qt.TextElideMode.ElideMiddle)
        self.why = PlainLabel()
        self.given = PlainLabel(role="muted")
        self.player_bar = PlayerBar(player, key=self.tr("Space"))
        self.bars = GenreBars()
        self.bars.picked.connect(lambda genre: self.answered.emit((genre,)))
        self.field = _GenreField()
        self.completer = GenreCompleter(names, self)
        self.field.setCompleter(self.completer)
        self.field.left.connect(self._leave_field)
        self.field.returnPressed.connect(self._on_return)
        self.back = self._button(
            "undo", self.tr("Back"), self.tr("Take the last answer back (Backspace)")
        )
        self.back.clicked.connect(self.back_asked)
        self.skip = self._button(
            "unsure", self.tr("I don’t know"), self.tr("Go on without an answer (U)")
        )
        self.skip.clicked.connect(self.skipped)
        self._keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.player_bar.toggle,
            Qt.Key.Key_E: self.field.setFocus,
            Qt.Key.Key_U: self.skipped.emit,
            Qt.Key.Key_Backspace: self.back_asked.emit,
        }
        for place in range(1, MOST + 1):
            self._keys[Qt.Key(Qt.Key.Key_0 + place)] = lambda p=place: self._pick(p)
        self._lay_out()

    def show_track(self, asked: Teaching, given: tuple[str, ...] | None) -> None:
        """Ask about a track; `given` is what was answered before, () where it was skipped."""
        track, tags = asked.track, asked.track.tags
        title = plain(tags.title) or path_text(track.path.name)
        self.title.setText(title)
        parts = [plain(tags.artist or tags.album_artist), plain(tags.album)]
        if tags.duration:
            parts.append(duration_text(tags.duration))
        self.artist.show_text(" · ".join(filter(None, parts)))
        self.artist.setVisible(bool(self.artist.text()))
        self.path.show_text(path_text(track.path))
        self.why.setText(self._why_text(asked.reason))
        said = genres_text(given) if given else self.tr("no answer")
        self.given.setText(self.tr("Before: %1").replace("%1", said))
        self.given.setVisible(given is not None)
        self.bars.show_bars(
            [Bar(s.genre, s.probability, percent(s.probability)) for s in asked.suggestions],
            chosen=given or (),
        )
        self.field.clear()
        length = tags.duration
        start = length / 3 if length and length > _INTRODUCTION else 0.0
        self.player_bar.show_track(Playable(track.path, title, length, lambda: (start, None)))
        self.setAccessibleName(f"{title}. {self.artist.text()}. {self.why.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is not None and plain_key:
            if not event.isAutoRepeat():
                act()
        elif event.text().isalpha():
            self.field.setFocus()
            self.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.field, 1)
        below.addWidget(self.skip)
        below.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.title, self.artist, self.path):
            layout.addWidget(widget)
        layout.addSpacing(12)
        layout.addWidget(self.why)
        layout.addWidget(self.given)
        layout.addSpacing(8)
        layout.addWidget(self.player_bar)
        layout.addSpacing(12)
        layout.addWidget(self.bars)
        layout.addStretch(1)
        layout.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _button(self, icon: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.setAutoDefault(False)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        return button

    def _pick(self, place: int) -> None:
        genre = self.bars.genre(place)
        if genre is not None:
            self.answered.emit((genre,))

    def _on_return(self) -> None:
        popup = self.completer.popup()
        if popup is not None and popup.isVisible():
            chosen = popup.currentIndex().isValid()
            popup.hide()
            if chosen:
                # Enter took a name from the list; the next one says that the list is complete.
                return
        if genres := listed_genres(self.field.text()):
            self.answered.emit(genres)

    def _leave_field(self) -> None:
        self.field.clear()
        self.setFocus()

    def _why_text(self, reason: Reason) -> str:
        from tagger.workflow.teach import Why

        names = [plain(name) for name in reason.genres]
        match reason.why:
            case Why.UNLIKE:
                text = self.tr("Unlike most of what the model has heard.")
            case Why.BETWEEN:
                text = self.tr("Between %1 and %2.").replace("%2", names[1])
                text = text.replace("%1", names[0])
            case Why.OPEN:
                text = self.tr("%1 or %2?").replace("%2", names[-1])
                text = text.replace("%1", ", ".join(names[:-1]))
            case Why.UNSURE:
                text = self.tr("Perhaps %1.").replace("%1", names[0])
        if reason.alike > 1:
            text += " " + counted(reason.alike, "", self.tr("{n} more tracks sound like it."))
        return text


class _GenreField(QLineEdit):
    """Any genre, with completion; Escape leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Another genre (E), then Enter"))
        self.setAccessibleName(self.tr("Another genre"))
        self.setToolTip(self.tr("Any name will do; several are separated by a semicolon (E)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
