"""Tidy genres: every value in the files, what becomes of each, and nothing before it was seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.records import Track
from tagger.ui import icons
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.text import counted, genres_text, number, path_text, plain
from tagger.ui.tidy.desk import Count, Listed, TidyDesk, Values
from tagger.ui.tidy.rows import JOINT, Show, TidyRow
from tagger.ui.tidy.table import TidyTable
from tagger.workflow.preview import WritePlan
from tagger.workflow.tidy import Held


class TidyDialog(QDialog):
    """Changes what is to become of values; files are changed by the preview that it opens."""

    def __init__(self, desk: TidyDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tidy genres"))
        self.resize(QSize(1120, 680).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(720, 440)
        self._desk = desk
        self._held: Held | None = None
        self.hint = PlainLabel(
            self.tr(
                "These are the genres in your files. What is ticked will change; nothing is "
                "written before you have seen it. Enter takes, Backspace takes back, S splits, "
                "E renames or joins, Delete takes out."
            ),
            "muted",
        )
        self.table = TidyTable()
        self.table.rows.edited.connect(self._on_edited)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.rows.modelReset.connect(self._on_selection)
        self.table.joining.connect(self._ask_join)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(self._values(), 2)
        body.addLayout(self._side(), 1)
        self.message = PlainLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.hint)
        layout.addLayout(body, 1)
        layout.addLayout(self._buttons())
        self.see.setEnabled(False)
        self._on_selection()
        self.message.setText(self.tr("Reading the genres of your library…"))
        desk.read.connect(self._on_read)
        desk.counted.connect(self._on_counted)
        desk.listed.connect(self._on_listed)
        desk.planned.connect(self._on_planned)
        desk.failed.connect(self._on_failed)
        desk.ask_values()

    def _values(self) -> QVBoxLayout:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find a genre"))
        self.filter.setAccessibleName(self.tr("Find a genre"))
        keys = QKeySequence(QKeySequence.StandardKey.Find)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.filter.setToolTip(self.tr("Find a genre (%1)").replace("%1", shown))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter.textChanged.connect(self._on_filter)
        find = QShortcut(keys, self)
        find.activated.connect(self.filter.setFocus)
        self.show_only = QComboBox()
        self.show_only.setAccessibleName(self.tr("Which genres are shown"))
        for text, show in (
            (self.tr("All"), Show.ALL),
            (self.tr("With an offer"), Show.OFFERS),
            (self.tr("That will change"), Show.CHANGED),
        ):
            self.show_only.addItem(text, show)
        self.show_only.currentIndexChanged.connect(self._on_filter)
        self.show_only.setMinimumHeight(self.filter.sizeHint().height())
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.show_only)
        table = self.table
        self.buttons = {
            name: self._button(text, tip, work)
            for name, text, tip, work in (
                ("take", self.tr("Take"), self.tr("Take what is offered (Enter)"), table.take),
                (
                    "back",
                    self.tr("Take back"),
                    self.tr("Refuse the offer, or take back your own (Backspace)"),
                    table.take_back,
                ),
                (
                    "rename",
                    self.tr("Rename…"),
                    self.tr("Say what becomes of it; several become one (E)"),
                    table.rename,
                ),
                ("split", self.tr("Split"), self.tr("Make several genres of it (S)"), table.split),
                ("delete", self.tr("Delete"), self.tr("Take it out (Delete)"), table.delete),
            )
        }
        row = QHBoxLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        return column

    def _side(self) -> QVBoxLayout:
        self.tracks_head = PlainLabel()
        # So that both tables begin at one height.
        self.tracks_head.setMinimumHeight(self.filter.sizeHint().height())
        self.tracks = PlainTable([self.tr("Track"), self.tr("Its genres")])
        self.tracks.setAccessibleName(self.tr("Tracks with this genre"))
        self.tracks.set_widths(208)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.tracks_head)
        column.addWidget(self.tracks, 1)
        return column

    def _buttons(self) -> QHBoxLayout:
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        self.see = QPushButton(icons.icon("write", "on_accent"), self.tr("See what changes…"))
        self.see.setToolTip(self.tr("See every file before and after; then write, or do not"))
        self.see.setProperty("primary", True)
        self.see.clicked.connect(self._on_see)
        for button in (close, self.see):
            # Enter is the table's.
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.message, 1)
        row.addWidget(close)
        row.addWidget(self.see)
        return row

    def _button(self, text: str, tip: str, work: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._press(work))
        return button

    def _press(self, work: Callable[[], None]) -> None:
        self.table.setFocus()
        work()

    def _on_read(self, read: Values) -> None:
        self._held = read.held
        values = read.held.values
        self.table.know(read.vocabulary, (value.value for value in values))
        self.table.rows.show_values(values, self._desk.wishes)
        if not values:
            self.message.setText(self.tr("No file of your library holds a genre yet."))
            return
        self.table.select_value(values[0].value)
        self.table.setFocus()

    def _on_failed(self, text: str) -> None:
        self.message.setText(plain(text, 1000))
        self.see.setEnabled(bool(self.table.rows.rules()))

    def _on_filter(self) -> None:
        chosen = self.table.chosen()
        self.table.rows.show_only(self.filter.text(), Show(self.show_only.currentData()))
        self.table.select_value(chosen[0].held.value if chosen else "")

    def _on_edited(self) -> None:
        held = self._held
        self._enable()
        if held is None:
            return
        rules = self.table.rows.rules()
        self.see.setEnabled(bool(rules))
        self._desk.ask_count(held, rules)

    def _on_counted(self, found: Count) -> None:
        if self._held is not None and not self._held.values:
            return
        if not found.values:
            self.message.setText(self.tr("Nothing is to change."))
            return
        one, many = self.tr("1 value changes"), self.tr("{n} values change")
        text = self.tr("%1 in %2.").replace("%1", counted(found.values, one, many))
        in_files = counted(found.files, self.tr("1 file"), self.tr("{n} files"))
        self.message.setText(text.replace("%2", in_files))

    def _enable(self) -> None:
        chosen = self.table.chosen()
        for button in self.buttons.values():
            button.setEnabled(bool(chosen))
        self.buttons["take"].setEnabled(any(_can_take(row) for row in chosen))
        self.buttons["back"].setEnabled(any(row.taken or row.own for row in chosen))
        several = len(chosen) > 1
        self.buttons["rename"].setText(self.tr("Join…") if several else self.tr("Rename…"))

    def _on_selection(self) -> None:
        self._enable()
        chosen = self.table.chosen()
        if not chosen:
            self.tracks_head.setText("")
            self.tracks.fill(())
            return
        self._desk.ask_tracks([row.held.value for row in chosen])

    def _on_listed(self, found: Listed) -> None:
        chosen, tracks = self.table.chosen(), found.tracks
        if tuple(row.held.value for row in chosen) != found.values:
            return
        first = chosen[0].held
        if len(chosen) > 1:
            text = self.tr("Tracks with one of %1 genres").replace("%1", number(len(chosen)))
        else:
            text = counted(first.tracks, self.tr("1 track with %1"), self.tr("{n} tracks with %1"))
            text = text.replace("%1", plain(first.value, 80))
        if max(row.held.tracks for row in chosen) > len(tracks):
            text += self.tr("; the first %1").replace("%1", number(len(tracks)))
        self.tracks_head.setText(text)
        self.tracks.fill([_track_row(track) for track in tracks])

    def _ask_join(self) -> None:
        """Ask what all that are selected become; the commonest one is the first guess."""
        chosen = self.table.chosen()
        best = max(chosen, key=lambda row: row.held.tracks)
        guess = best.rule or (best.held.value,)
        text = self.tr("%1 genres become one").replace("%1", number(len(chosen)))
        dialog = GenreDialog(self.table.names, text, plain(JOINT.join(guess), 4096), self)
        dialog.setWindowTitle(self.tr("Join genres"))
        dialog.accepted.connect(lambda: self.table.become(dialog.genres()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_see(self) -> None:
        self.see.setEnabled(False)
        self.message.setText(self.tr("Looking at the files…"))
        self._desk.ask_plan(self.table.rows.rules())

    def _on_planned(self, plan: WritePlan) -> None:
        from tagger.ui.history.write_dialog import WriteDialog

        self._on_edited()
        dialog = WriteDialog(plan, None, self._desk.estimate, self)
        dialog.accepted.connect(lambda: self._write(plan))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, plan: WritePlan) -> None:
        self._desk.write(plan)
        self.accept()

    def reject(self) -> None:
        """Close; what was decided is there when the dialog is opened again."""
        if self._held is not None:
            self._desk.wishes = self.table.rows.wishes()
        super().reject()


def _can_take(row: TidyRow) -> bool:
    return row.becomes is not None and not row.taken


def _track_row(track: Track) -> tuple[str, str]:
    tags = track.tags
    named = f"{tags.artist} – {tags.title}" if tags.artist and tags.title else tags.title
    return plain(named) or path_text(track.path.name), genres_text(tags.genres)
