"""What a model learned from, and how it is made to forget some of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.model.personal import name_key
from tagger.settings import ACTIVE_MODEL
from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.player.bar import Playable, PlayerBar
from tagger.ui.player.player import Player
from tagger.ui.progress_strip import ProgressStrip
from tagger.ui.text import counted, genres_text, number, path_text, plain
from tagger.ui.training.ask import ask
from tagger.ui.training.findings import title_of
from tagger.ui.training.result_text import share_text
from tagger.ui.training.train_desk import TrainDesk
from tagger.ui.window_state import WindowState
from tagger.workflow.example_records import Example
from tagger.workflow.forget import ForgetJob, Forgotten, Unwanted

_FILTER_MILLISECONDS = 120
_GEOMETRY = "taught/geometry"


@dataclass(frozen=True)
class _Line:
    example: Example
    texts: tuple[str, ...]
    words: str
    """What the filter looks through."""


class TaughtDialog(QDialog):
    """Examples with a filter. Removing teaches the model anew, without what is removed."""

    changed = Signal()
    """The model is another one now."""
    asking = Signal(object)
    """QMessageBox: the question whether to remove is open."""

    def __init__(
        self, controller: Controller, player: Player, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        title = self.tr("What “%1” learned from").replace("%1", plain(name))
        self.setWindowTitle(title)
        self.resize(960, 640)
        self._controller = controller
        self._player = player
        self._name = name
        self._desk = TrainDesk(controller, self)
        self._lines: Sequence[_Line] = ()
        self._shown: list[_Line] = []
        self.headline = PlainLabel()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter by title, artist, genre, path"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.table = PlainTable(
            [
                self.tr("Title"),
                self.tr("Artist"),
                self.tr("Genre"),
                self.tr("Learned from"),
                self.tr("File"),
            ]
        )
        self.table.setAccessibleName(self.tr("Examples"))
        self.table.set_widths(224, 160, 144, 120)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.player_bar = PlayerBar(player, key=self.tr("Space"))
        self.message = PlainLabel()
        self.strip = ProgressStrip(self._desk.runner)
        self.strip.setObjectName("dialogProgress")
        self.remove = QPushButton(self.tr("&Remove the selected"))
        self.remove.setToolTip(self.tr("Have the model forget these tracks (Delete)"))
        self.more = QPushButton(self.tr("Remove a &folder or genre"))
        self.more.setToolTip(self.tr("Have the model forget all of a folder, or a genre"))
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.menu)
        self.close_button = QPushButton(self.tr("Close"))
        for button in (self.remove, self.more, self.close_button):
            button.setAccessibleName(button.text().replace("&", ""))
            button.setAutoDefault(False)
        self._filter_timer = QTimer(self, singleShot=True, interval=_FILTER_MILLISECONDS)
        self._lay_out()
        self._connect()
        WindowState(controller.home).restore_geometry(_GEOMETRY, self)
        self._enable()
        self._read()

    def done(self, result: int) -> None:
        self._desk.close()
        self._player.stop()
        WindowState(self._controller.home).keep_geometry(_GEOMETRY, self)
        super().done(result)

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(16)
        above.addWidget(self.filter, 1)
        above.addWidget(self.player_bar, 1)
        below.setSpacing(8)
        below.addWidget(self.strip, 1)
        below.addStretch()
        for button in (self.remove, self.more, self.close_button):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.headline)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.message)
        layout.addLayout(below)

    def _connect(self) -> None:
        self._filter_timer.timeout.connect(self._show_lines)
        self.filter.textChanged.connect(lambda _: self._filter_timer.start())
        self.table.selectionModel().selectionChanged.connect(lambda: self._on_selected())
        self.remove.clicked.connect(lambda: self._ask_tracks())
        self.close_button.clicked.connect(self.accept)
        self._desk.busy_changed.connect(self._enable)
        self._desk.failed.connect(lambda sentence: self._say(sentence, "bad"))
        self._desk.cancelled.connect(
            lambda: self._say(self.tr("Stopped. The model is what it was."), "muted")
        )
        for key, act in (
            (QKeySequence(Qt.Key.Key_Delete), self._ask_tracks),
            (QKeySequence(Qt.Key.Key_Space), self.player_bar.toggle),
        ):
            shortcut = QShortcut(key, self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _read(self) -> None:
        words = {
            "decision": self.tr("your decision"),
            "folder": self.tr("its folder"),
            "crate": self.tr("a playlist"),
            "tags": self.tr("its tags"),
        }
        self._desk.examples_of(
            self._name, lambda examples: _lines_of(examples, words), self._on_read
        )

    def _on_read(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
        genres = {genre for line in lines for genre in line.example.genres}
        tracks = counted(len(lines), self.tr("1 track"), self.tr("{n} tracks"))
        text = self.tr("%1 in %2").replace("%1", tracks)
        self.headline.setText(
            text.replace("%2", counted(len(genres), self.tr("1 genre"), self.tr("{n} genres")))
        )
        self._show_lines()

    def _show_lines(self) -> None:
        words = self.filter.text().casefold().split()
        self._shown = [line for line in self._lines if all(w in line.words for w in words)]
        self.table.fill([line.texts for line in self._shown])
        self._on_selected()

    def _chosen(self) -> list[Example]:
        rows = self.table.selected_rows()
        return [self._shown[row].example for row in rows if row < len(self._shown)]

    def _on_selected(self) -> None:
        chosen = self._chosen()
        each = chosen[0] if chosen else None
        self.player_bar.show_track(Playable(each.path, title_of(each)) if each else None)
        self._enable()

    def _enable(self) -> None:
        busy = self._desk.busy
        self.strip.setVisible(busy)
        for button in (self.remove, self.more):
            button.setEnabled(bool(self._chosen()) and not busy)

    def _fill_menu(self) -> None:
        self.menu.clear()
        chosen = self._chosen()
        tracks = Counter(parent for line in self._lines for parent in line.example.path.parents)
        for folder in dict.fromkeys(each.path.parent for each in chosen):
            text = self.tr("The folder %1 (%2)").replace("%2", number(tracks[folder]))
            self._add(text.replace("%1", path_text(folder)), Unwanted(paths=(Path(folder),)))
        counts = Counter(genre for line in self._lines for genre in line.example.genres)
        for genre in dict.fromkeys(genre for each in chosen for genre in each.genres):
            text = self.tr("The genre %1 (%2)").replace("%2", number(counts[genre]))
            self._add(text.replace("%1", plain(genre)), Unwanted(genres=(genre,)))

    def _add(self, text: str, unwanted: Unwanted) -> None:
        action = self.menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda: self._ask(text, unwanted))

    def _ask_tracks(self) -> None:
        chosen = self._chosen()
        if chosen and not self._desk.busy:
            what = counted(len(chosen), title_of(chosen[0]), self.tr("{n} tracks"))
            self._ask(what, Unwanted(identities=frozenset(each.identity for each in chosen)))

    def _ask(self, what: str, unwanted: Unwanted) -> None:
        text = self.tr(
            "Have “%1” forget this?\n\n%2\n\nIt is taught anew from what is left, as if it had "
            "never heard of it. Your files are not touched."
        )
        text = text.replace("%1", plain(self._name)).replace("%2", what)

        def answered(go: bool) -> None:
            if go:
                self._forget(unwanted)

        self.asking.emit(ask(self, text, self.tr("Forget it"), self.tr("Cancel"), answered))

    def _forget(self, unwanted: Unwanted) -> None:
        self._say("", "muted")
        job = ForgetJob(self._controller.open_session(), self._name, unwanted)
        self._desk.run(job, self._on_forgotten)

    def _on_forgotten(self, forgotten: Forgotten) -> None:
        text = self.tr("Forgotten: %1. What is left: %2.")
        tracks = self.tr("1 track"), self.tr("{n} tracks")
        text = text.replace("%1", counted(forgotten.examples, *tracks))
        text = text.replace("%2", counted(len(forgotten.trained.examples), *tracks))
        found = forgotten.trained.selected.evaluation
        if found.folds:
            right = self.tr("On held-out artists %1 are right now.")
            text = f"{text} {right.replace('%1', share_text(found.figures.accuracy))}"
        self._say(text, "muted")
        session = self._controller.open_session()
        if name_key(session.settings.get(ACTIVE_MODEL)) == name_key(self._name):
            # What suggests now has learned from what is forgotten.
            self._controller.use_model(self._name)
        self.changed.emit()
        self._read()

    def _say(self, text: str, role: str) -> None:
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(plain(text, 2000))


def _lines_of(examples: Sequence[Example], words: dict[str, str]) -> list[_Line]:
    lines: list[_Line] = []
    for each in examples:
        if not each.genres:
            continue
        texts = (
            title_of(each),
            plain(each.artist),
            genres_text(each.genres),
            words.get(each.source.value, ""),
            path_text(each.path),
        )
        lines.append(_Line(each, texts, "\n".join(texts).casefold()))
    return sorted(lines, key=lambda line: (line.texts[2].casefold(), line.texts[4].casefold()))
