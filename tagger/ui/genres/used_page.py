"""Which of the model's genres are suggested: a list with ticks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.genres.used import UsedGenres
from tagger.genres.vocabulary import Vocabulary
from tagger.ui.genres.used_desk import Known, UsedDesk
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import AnyIndex, DialogTable, Rows
from tagger.ui.search_field import search_field
from tagger.ui.text import counted, number, plain, tooltip
from tagger.workflow.used import Choice

_GENRE, _COUNT, _HEIRS = range(3)


class UsedRows(Rows[Choice]):
    """The genres, each with its tick, which may differ from what is stored."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(
            (
                QCoreApplication.translate("UsedPage", "Genre"),
                QCoreApplication.translate("UsedPage", "Suggested now"),
                QCoreApplication.translate("UsedPage", "Without a tick"),
            )
        )
        self._used: set[str] = set()
        self._vocabulary = Vocabulary(())
        self._heirs: UsedGenres | None = None

    def show_known(self, known: Known) -> None:
        self._used = {choice.genre for choice in known.choices if choice.used}
        self._vocabulary = known.vocabulary
        self._heirs = None
        self.fill(known.choices)

    @property
    def unused(self) -> list[str]:
        return [choice.genre for choice in self.rows if choice.genre not in self._used]

    @property
    def changed(self) -> bool:
        return any(choice.used != (choice.genre in self._used) for choice in self.rows)

    def tick(self, rows: Iterable[int], on: bool) -> None:
        for row in rows:
            (self._used.add if on else self._used.discard)(self.rows[row].genre)
        self._heirs = None
        if self.rows:
            # Where one goes that has no tick may change with any other.
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, _HEIRS))
        self.ticked.emit()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _GENRE else flags

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != _GENRE:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice, column = self.rows[index.row()], index.column()
        used = choice.genre in self._used
        if role == Qt.ItemDataRole.CheckStateRole and column == _GENRE:
            return Qt.CheckState.Checked if used else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            texts = (plain(choice.genre), number(choice.suggestions), self._goes_to(choice, used))
            is_tip = role == Qt.ItemDataRole.ToolTipRole
            return tooltip(texts[column]) if is_tip else texts[column]
        return None

    def _goes_to(self, choice: Choice, used: bool) -> str:
        if used:
            return ""
        if self._heirs is None:
            genres = [each.genre for each in self.rows]
            self._heirs = UsedGenres(genres, self.unused, self._vocabulary)
        heirs = self._heirs.heirs.get(choice.genre, ())
        if not heirs:
            return self.tr("shared among all with a tick")
        return self.tr("goes to %1").replace("%1", plain(", ".join(heirs)))


class UsedTable(DialogTable):
    """Space ticks all that is selected in the way that the first one is not."""

    def __init__(self, rows: UsedRows, shown: QSortFilterProxyModel) -> None:
        super().__init__()
        self._rows = rows
        self._shown = shown
        self.setModel(shown)
        self.setAccessibleName(self.tr("Genres"))
        self.set_widths(260, 140)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            chosen = [self._shown.index(row, _GENRE) for row in self.selected_rows()]
            if chosen:
                on = chosen[0].data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked
                self._rows.tick([self._shown.mapToSource(index).row() for index in chosen], on)
        else:
            super().keyPressEvent(event)


class UsedPage(QWidget):
    """Nothing changes before the button is pressed; then the whole library is suggested anew."""

    def __init__(self, desk: UsedDesk, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._desk = desk
        self._reason = ""
        """Why the last try failed."""
        self.rows = UsedRows()
        self.rows.setParent(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.rows)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        head = PlainLabel(
            self.tr(
                "Genres without a tick are never suggested. What the model gives them goes to the "
                "genre above them, or else to all that have a tick. Where none of these fits, the "
                "suggestion is unsure. What you decided stays."
            ),
            "muted",
        )
        self.search = search_field(dialog, self.tr("Find a genre"))
        self.search.textChanged.connect(self._shown.setFilterFixedString)
        self.tick_all = QPushButton(self.tr("Tick all"))
        self.untick_all = QPushButton(self.tr("Untick all"))
        self.tick_all.clicked.connect(lambda: self._tick_found(True))
        self.untick_all.clicked.connect(lambda: self._tick_found(False))
        self.table = UsedTable(self.rows, self._shown)
        self.message = PlainLabel(role="muted")
        self.apply = QPushButton(self.tr("Suggest only these"))
        self.apply.setProperty("primary", True)
        self.apply.setToolTip(
            self.tr("Suggest the whole library anew; nothing is listened to again")
        )
        self.apply.clicked.connect(self._on_apply)
        for button in (self.tick_all, self.untick_all, self.apply):
            button.setAutoDefault(False)
        for button in (self.tick_all, self.untick_all):
            button.setToolTip(self.tr("What the search finds, or all without a search"))
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.tick_all)
        top.addWidget(self.untick_all)
        bottom = QHBoxLayout()
        bottom.addWidget(self.message, 1)
        bottom.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)
        self.rows.ticked.connect(self._on_ticked)
        desk.known.connect(self._on_known)
        desk.failed.connect(lambda text: self._say(text, bad=True))
        desk.ended.connect(self._on_ended)
        self._say(self.tr("Reading the genres…"))
        self.apply.setEnabled(False)
        desk.read()

    def _on_known(self, known: Known) -> None:
        self.rows.show_known(known)
        self._show_state()

    def _on_ended(self, reason: str) -> None:
        self._reason = reason
        self._show_state()

    def _on_ticked(self) -> None:
        self._reason = ""
        self._show_state()

    def _tick_found(self, on: bool) -> None:
        found = [self._shown.index(row, _GENRE) for row in range(self._shown.rowCount())]
        self.rows.tick([self._shown.mapToSource(index).row() for index in found], on)

    def _on_apply(self) -> None:
        self._desk.leave_out(self.rows.unused)
        self._show_state()

    def _show_state(self) -> None:
        """What the button would do, or why it cannot."""
        total, unused = len(self.rows.rows), len(self.rows.unused)
        nothing = total > 0 and unused == total
        self.apply.setEnabled(self.rows.changed and not nothing and not self._desk.busy)
        if nothing:
            self._say(self.tr("At least one genre has to stay ticked."), bad=True)
        elif self._desk.busy:
            self._say(self.tr("The library is suggested anew…"))
        elif self._reason:
            self._say(self._reason, bad=True)
        elif not unused:
            self._say(self.tr("All genres that the model knows are suggested."))
        else:
            text = counted(
                unused, self.tr("1 genre is left out."), self.tr("{n} genres are left out.")
            )
            self._say(text)

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.message.setProperty("role", "bad" if bad else "muted")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(text)
