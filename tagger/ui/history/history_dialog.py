"""Every write as a batch: what it changed, what became of it, and undo and redo for its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tagger.catalog.journal import BatchKind
from tagger.ui import icons
from tagger.ui.history.history_text import change_text
from tagger.ui.history.past_tables import BatchTable, FileTable
from tagger.ui.labels import PlainLabel
from tagger.ui.search_field import search_field
from tagger.ui.text import counted, number, path_text, plain
from tagger.workflow.history import PastBatch
from tagger.workflow.turning import Turn

Find = Callable[[str, Callable[[Sequence[PastBatch]], None]], None]
"""Search for what was typed, and hand what is found over."""


class HistoryDialog(QDialog):
    """Batches on the left, newest first; the files of the chosen one on the right."""

    turn_asked = Signal(object)
    """Turn: what the person wants undone or redone, to be rehearsed first."""

    def __init__(
        self, batches: Sequence[PastBatch], find: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History"))
        self.resize(1120, 640)
        self._find = find
        self._all: dict[int, PastBatch] = {}
        self.search = search_field(self, self.tr("Search in paths and genres"))
        self.search.textChanged.connect(self._seek)
        self.empty = PlainLabel(role="muted")
        self.table = BatchTable()
        self.table.selectionModel().selectionChanged.connect(self._on_batch)
        self.files = FileTable()
        self.files.selectionModel().selectionChanged.connect(self._on_files)
        self.change = PlainLabel(role="muted")
        self.change.setAccessibleName(self.tr("What changed"))
        self.change.setMinimumHeight(self.change.fontMetrics().lineSpacing() * 3)
        self.change.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.undo = self._button("undo", QKeySequence("Ctrl+Z"))
        self.redo = self._button("redo", QKeySequence("Ctrl+Shift+Z"))
        self.undo_files = self._button("undo", QKeySequence("Ctrl+Alt+Z"))
        self.redo_files = self._button("redo", QKeySequence("Ctrl+Alt+Shift+Z"))
        self.undo.clicked.connect(lambda: self._ask(BatchKind.UNDO))
        self.redo.clicked.connect(lambda: self._ask(BatchKind.REDO))
        self.undo_files.clicked.connect(lambda: self._ask_files(BatchKind.UNDO))
        self.redo_files.clicked.connect(lambda: self._ask_files(BatchKind.REDO))
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(batches)
        self.table.setFocus()

    def fill(self, batches: Sequence[PastBatch]) -> None:
        """Show the history as it is now; what was chosen and typed stays."""
        self._all = {past.batch.id: past for past in batches}
        self._seek(self.search.text())

    def _seek(self, typed: str) -> None:
        if typed.strip():
            self._find(typed, lambda found: self._show_found(typed, found))
        else:
            self._show(list(self._all.values()))

    def _show_found(self, typed: str, batches: Sequence[PastBatch]) -> None:
        # Something else may have been typed meanwhile.
        if typed == self.search.text():
            self._show(batches)

    def _show(self, batches: Sequence[PastBatch]) -> None:
        chosen = self.table.chosen()
        self.table.shown.fill(batches)
        text = self.tr("No write matches the search.")
        self.empty.setText(text if self._all else self.tr("Nothing was written yet."))
        self.empty.setVisible(not batches)
        wanted = chosen.batch.id if chosen is not None else None
        ids = [past.batch.id for past in batches]
        if ids:
            self.table.selectRow(ids.index(wanted) if wanted in ids else 0)
        self._on_batch()

    def _on_batch(self) -> None:
        past = self.table.chosen()
        self.files.shown.fill(past.lines if past is not None else ())
        whole = self._all.get(past.batch.id) if past is not None else None
        for button, kind, none, one, many in (
            (
                self.undo,
                BatchKind.UNDO,
                self.tr("Undo batch…"),
                self.tr("Undo batch (1 file)…"),
                self.tr("Undo batch ({n} files)…"),
            ),
            (
                self.redo,
                BatchKind.REDO,
                self.tr("Redo batch…"),
                self.tr("Redo batch (1 file)…"),
                self.tr("Redo batch ({n} files)…"),
            ),
        ):
            count = whole.turns[kind] if whole is not None else 0
            button.setEnabled(count > 0)
            button.setText(counted(count, one, many) if count else none)
        self._on_files()

    def _on_files(self) -> None:
        lines = self.files.chosen()
        for button, kind, text, none in (
            (
                self.undo_files,
                BatchKind.UNDO,
                self.tr("Undo selected ({n})…"),
                self.tr("Undo selected…"),
            ),
            (
                self.redo_files,
                BatchKind.REDO,
                self.tr("Redo selected ({n})…"),
                self.tr("Redo selected…"),
            ),
        ):
            count = sum(line.turns is kind for line in lines)
            button.setEnabled(count > 0)
            button.setText(text.replace("{n}", number(count)) if count else none)
        if len(lines) == 1:
            (line,) = lines
            parts = [path_text(line.path), change_text(line.before, line.after)]
            parts += [plain(line.error, 1000)] if line.error else []
            self.change.setText("\n".join(parts))
        elif lines:
            self.change.setText(counted(len(lines), self.tr("1 file"), self.tr("{n} files chosen")))
        else:
            self.change.setText(self.tr("Choose a file to see what changed."))

    def _ask(self, kind: BatchKind) -> None:
        past = self.table.chosen()
        if past is not None:
            self.turn_asked.emit(Turn.of(past.batch, kind))

    def _ask_files(self, kind: BatchKind) -> None:
        past = self.table.chosen()
        entries = frozenset(line.entry for line in self.files.chosen() if line.turns is kind)
        if past is not None and entries:
            self.turn_asked.emit(Turn.of(past.batch, kind, entries))

    def _button(self, sign: str, keys: QKeySequence) -> QPushButton:
        button = QPushButton(icons.icon(sign), "")
        button.setAutoDefault(False)
        # One of the button's own would be lost with each new text.
        QShortcut(keys, self, button.click)
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{self.tr('You see first what would happen')} ({native})")
        return button

    def _lay_out(self) -> None:
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        for widgets, buttons in (
            ((self.search, self.empty, self.table), (self.undo, self.redo)),
            ((self.files, self.change), (self.undo_files, self.redo_files, None, close)),
        ):
            side = QWidget()
            layout = QVBoxLayout(side)
            right = bool(self._splitter.count())
            layout.setContentsMargins(12 if right else 0, 0, 0 if right else 12, 0)
            layout.setSpacing(12)
            for widget in widgets:
                stretch = 1 if widget in (self.table, self.files) else 0
                layout.addWidget(widget, stretch)
            row = QHBoxLayout()
            for button in buttons:
                if button is None:
                    row.addStretch()
                else:
                    row.addWidget(button)
            if None not in buttons:
                row.addStretch()
            layout.addLayout(row)
            self._splitter.addWidget(side)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([536, 536])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.addWidget(self._splitter)
