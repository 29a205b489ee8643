"""The tracks of the finding that is looked at, and what plays them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tagger.ui.labels import PlainLabel
from tagger.ui.player.bar import Playable, PlayerBar
from tagger.ui.player.player import Player
from tagger.ui.text import plain
from tagger.ui.training.answer_table import AnswerTable


class FindingTracks(QWidget):
    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = PlainLabel(role="caption")
        self.player_bar = PlayerBar(player, key=self.tr("Space"))
        self.silence = PlainLabel(role="bad")
        """Why nothing is to be heard."""
        self.silence.hide()
        self.table = AnswerTable(
            [self.tr("Track"), self.tr("Artist"), self.tr("Genre"), self.tr("Answer")]
        )
        self.table.setAccessibleName(self.tr("Tracks of this finding"))
        self.table.set_widths(288, 208, 208)
        player.failed.connect(self._on_silent)
        player.unavailable.connect(self._on_silent)
        above = QHBoxLayout()
        above.setSpacing(16)
        above.addWidget(self.caption, 3)
        above.addWidget(self.player_bar, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.silence)
        column.addWidget(self.table, 1)

    def show_playable(self, track: Playable | None) -> None:
        self.silence.hide()
        self.player_bar.show_track(track)

    def _on_silent(self, sentence: str) -> None:
        self.silence.setText(plain(sentence, 1000))
        self.silence.show()
