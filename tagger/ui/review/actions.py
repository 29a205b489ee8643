"""What the keys and buttons of review do to the selected tracks."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tagger.ui.controller import Controller
from tagger.ui.library.lines import Line
from tagger.ui.library.table import TrackTable
from tagger.ui.review.genre_dialog import SEPARATOR, GenreDialog
from tagger.ui.review.inspector import Inspector
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.review.shortcuts import Key, sequences
from tagger.ui.text import counted
from tagger.ui.toolbar import Toolbar
from tagger.ui.turns import in_next_turn
from tagger.workflow.reconsider import Turned
from tagger.workflow.review import ReviewState

_SELECTED_AGAIN = 2000
"""Tracks of a step that are selected when it is taken back; nobody looks over more."""


class ReviewActions(QObject):
    """Binds table, inspector and controller together."""

    def __init__(
        self,
        controller: Controller,
        table: TrackTable,
        inspector: Inspector,
        toolbar: Toolbar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._table = table
        self._inspector = inspector
        self._toolbar = toolbar
        self._window = window
        table.bind(Key.ACCEPT, self.accept)
        table.bind(Key.REJECT, self.reject)
        table.bind(Key.UNSURE, self.doubt)
        table.bind(Key.OTHER, self.ask_other)
        table.bind(Key.TAKE_BACK, self.take_back)
        for place, keys in enumerate(sequences(Key.PICK), 1):
            table.bind(keys, lambda p=place: self.pick(p))
        toolbar.shortcuts.triggered.connect(lambda: ShortcutSheet(window).open_when_made())
        toolbar.accept_menu.aboutToShow.connect(self.count_sure)
        toolbar.take_back.triggered.connect(self.take_back_last)
        toolbar.decide_again.triggered.connect(self.decide_again)
        inspector.accepted.connect(self.accept)
        inspector.rejected.connect(self.reject)
        inspector.doubted.connect(self.doubt)
        inspector.taken_back.connect(self.take_back)
        inspector.other_asked.connect(self.ask_other)
        inspector.picked.connect(self.choose)

    def accept(self) -> None:
        """Accept what is suggested for each selected track; of a group, for the undecided."""
        lines = self._table.selected()
        if self._table.groups_are_selected():
            lines = [line for line in lines if line.row.decision is None]
        if any(line.names for line in lines):
            self._controller.decisions.accept(lines)
            self._go_on(lines)

    def accept_sure(self) -> None:
        """Accept what is shown and undecided, as far as the model is sure of it."""
        lines = self._sure()
        self._controller.decisions.accept(lines)
        text = counted(len(lines), self.tr("1 suggestion accepted"),
                       self.tr("{n} suggestions accepted"))  # fmt: skip
        self._controller.notice.emit(text + ". " + self.tr("Nothing is written yet."))

    def count_sure(self) -> None:
        """Tell the toolbar how many `accept_sure` would accept."""
        self._toolbar.show_sure(len(self._sure()))

    def reject(self) -> None:
        lines = self._table.selected()
        if lines:
            self._controller.decisions.reject(lines)
            self._go_on(lines)

    def doubt(self) -> None:
        """Put the selected tracks off: the person is unsure too."""
        lines = self._table.selected()
        if lines:
            self._controller.decisions.doubt(lines)
            self._go_on(lines)

    def take_back(self) -> None:
        self._controller.decisions.take_back(self._table.selected())

    def take_back_last(self) -> None:
        """Take back what was decided last, whatever is selected now, and go there."""
        self._controller.decisions.take_back_last(
            lambda turned: self._tell_turned(
                turned,
                self.tr("Nothing was decided since the start that could be taken back."),
                self.tr("1 decision was taken back."),
                self.tr("{n} decisions were taken back."),
            )
        )

    def decide_again(self) -> None:
        """Decide again what was taken back last, and go there."""
        self._controller.decisions.decide_again(
            lambda turned: self._tell_turned(
                turned,
                self.tr("Nothing was taken back that could be decided again."),
                self.tr("1 decision stands again."),
                self.tr("{n} decisions stand again."),
            )
        )

    def _tell_turned(self, turned: Turned | None, nothing: str, one: str, many: str) -> None:
        if turned is None:
            text = nothing
        else:
            ids = turned.ids
            text = counted(len(ids), one, many)
            if turned.passed_over:
                later = counted(
                    turned.passed_over,
                    self.tr("1 was written or decided anew since and stays."),
                    self.tr("{n} were written or decided anew since and stay."),
                )
                text = f"{text} {later}" if ids else later
            if ids:
                self._table.select_ids(list(ids[:_SELECTED_AGAIN]), ids[0])
        self._controller.notice.emit(text)

    def choose(self, genre: str) -> None:
        self._choose((genre,), self._table.selected())

    def pick(self, place: int) -> None:
        """Choose the genre of the bar with this number."""
        genre = self._inspector.bars.genre(place)
        if genre is not None and self._table.selected():
            self.choose(genre)

    def ask_other(self) -> None:
        """Ask for any other genre."""
        lines = self._table.selected()
        if not lines:
            return
        decision = lines[0].row.decision if len(lines) == 1 else None
        present = f"{SEPARATOR} ".join(decision.genres) if decision else ""
        tracks = counted(len(lines), self.tr("Genre for “%1”").replace("%1", lines[0].title),
                         self.tr("Genre for {n} tracks"))  # fmt: skip

        def choose(genres: tuple[str, ...]) -> None:
            # What the dialog covered is drawn first.
            in_next_turn(self, lambda: self._choose(genres, lines, by_key))

        dialog = GenreDialog(self._controller.genre_names, tracks, present, self._window)
        # When the dialog closes, the focus is only on its way back to the table.
        by_key = self._table.hasFocus()
        dialog.accepted.connect(lambda: choose(dialog.genres()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, genres: tuple[str, ...], lines: list[Line], by_key: bool = False) -> None:
        if lines and genres:
            self._controller.decisions.choose(lines, genres)
            self._go_on(lines, by_key)

    def _go_on(self, lines: list[Line], by_key: bool = False) -> None:
        """After a decision on one track the next one is looked at, after one on a group the next
        group."""
        if not by_key and not self._table.hasFocus():
            return
        if self._table.groups_are_selected():
            self._table.step_to_next_group()
        elif len(lines) == 1:
            self._table.step_down()

    def _sure(self) -> list[Line]:
        shown = self._controller.rows.shown()
        return [line for line in shown if line.row.state is ReviewState.TO_REVIEW]
