"""The lines under the toolbar that say what is wrong for as long as it is so, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.ui import icons, theme
from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.ui.labels import PlainLabel
from tagger.ui.text import counted, path_text, plain
from tagger.workflow.session import Session
from tagger.workflow.standing import Standing, standing

_SIGN = 16


@dataclass(frozen=True)
class Note:
    """A sentence, and what can be done about it here."""

    text: str
    remedy: str = ""
    """What the button is called; none where only the person can help."""
    act: Callable[[], None] | None = None


class StandingBar(QFrame):
    """One line for each thing that is wrong; hidden where nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standing")
        self.setAccessibleName(self.tr("What needs you"))
        self.notes: list[Note] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 8, 12, 8)
        self._lines.setSpacing(4)
        self.hide()

    def show_notes(self, notes: list[Note]) -> None:
        if notes == self.notes:
            return
        self.notes = notes
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self._lines.addWidget(self._line(note))
        self.setVisible(bool(notes))

    def _line(self, note: Note) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        text = PlainLabel(note.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(_Sign(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1)
        if note.act is not None:
            button = QPushButton(note.remedy)
            button.setAccessibleName(note.remedy)
            button.clicked.connect(note.act)
            row.addWidget(button)
        return line


class _Sign(QWidget):
    """Drawn anew with the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIGN, _SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "failed", theme.colors().caution, self.rect().toRectF())


class StandingRoom(QObject):
    """Looks after the catalog is open and after every job, and keeps the bar up to date."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self.bar = StandingBar()
        controller.opened.connect(self._look)
        controller.model_failed.connect(self._look)
        controller.runner.ended.connect(self._on_ended)

    def _on_ended(self, end: JobEnd) -> None:
        self._look()

    def _look(self) -> None:
        session = self._controller.session
        if session is None:
            return

        def work(session: Session = session) -> Standing:
            return standing(session)

        self._controller.background.submit(
            work, self._show, doing=self.tr("Looking after the library")
        )

    def _show(self, found: Standing) -> None:
        notes: list[Note] = []
        if found.unwritable is not None:
            text = self.tr(
                "You can look at your library, and change nothing: its folder %1 cannot be "
                "written. Make that folder writable, then start Tagger again."
            )
            notes.append(Note(text.replace("%1", path_text(found.unwritable))))
        if found.no_model is not None:
            text = self.tr(
                "The model that listens is missing (%1), so no genres can be suggested. Install "
                "Tagger again to get it back. Tidying, writing and undo work without it."
            )
            notes.append(Note(text.replace("%1", path_text(found.no_model))))
        if found.model_error is not None:
            text = self.tr(
                "%1 Until then no genres can be suggested. Tidying, writing and undo work without "
                "it."
            )
            notes.append(Note(text.replace("%1", plain(found.model_error, 1000))))
        if found.away:
            text = counted(
                len(found.away),
                self.tr(
                    "%1 is not there, or empty. %2 in it stay in your library, greyed, with all "
                    "you decided. Plug its drive in, then look for changes."
                ),
                self.tr(
                    "{n} folders are not there, or empty: %1. %2 in them stay in your library, "
                    "greyed, with all you decided. Plug their drives in, then look for changes."
                ),
            )
            tracks = counted(found.tracks_away, self.tr("1 track"), self.tr("{n} tracks"))
            text = text.replace("%2", tracks)
            text = text.replace("%1", ", ".join(map(path_text, found.away)))
            notes.append(Note(text, self.tr("Look for changes"), self._controller.rescan))
        self.bar.show_notes(notes)
