"""Every write as a batch: when, what kind, how many, and undo for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.catalog.journal import Batch, BatchKind
from tagger.ui import icons
from tagger.ui.history.undo_dialog import moment_text
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import number


class HistoryDialog(QDialog):
    """Newest batch first."""

    undo_asked = Signal(int)
    """The number of the batch."""

    def __init__(self, batches: Sequence[Batch], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History"))
        self.resize(680, 440)
        self._batches = list(batches)
        self.table = PlainTable(
            [
                self.tr("When"),
                self.tr("What"),
                self.tr("Files"),
                self.tr("Failed"),
                self.tr("Taken back since"),
            ]
        )
        self.table.setAccessibleName(self.tr("Batches of writes"))
        self.table.set_widths(176, 120, 80, 80)
        self.table.fill([self._row(batch) for batch in self._batches])
        self.undo = QPushButton(icons.icon("undo"), self.tr("Undo…"))
        self.undo.setToolTip(self.tr("Undo the chosen batch; you see first what would happen"))
        self.undo.setEnabled(False)
        self.undo.clicked.connect(self._on_undo)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        empty = PlainLabel(self.tr("Nothing was written yet."), "muted")
        empty.setVisible(not self._batches)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.undo)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(empty)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._batches:
            self.table.selectRow(0)

    def _row(self, batch: Batch) -> tuple[str, ...]:
        kinds = {
            BatchKind.WRITE: self.tr("Write"),
            BatchKind.TIDY: self.tr("Tidying"),
            BatchKind.UNDO: self.tr("Undo"),
            BatchKind.REDO: self.tr("Redo"),
        }
        return (
            moment_text(batch.created_at),
            kinds[batch.kind],
            number(batch.written),
            number(batch.failed) if batch.failed else "–",
            number(batch.undone) if batch.undone else "–",
        )

    def _chosen(self) -> Batch | None:
        rows = self.table.selected_rows()
        return self._batches[rows[0]] if len(rows) == 1 else None

    def _on_selection(self) -> None:
        batch = self._chosen()
        self.undo.setEnabled(batch is not None and batch.written > batch.undone)
        redo = batch is not None and batch.kind is BatchKind.UNDO
        self.undo.setText(self.tr("Redo…") if redo else self.tr("Undo…"))

    def _on_undo(self) -> None:
        batch = self._chosen()
        if batch is not None:
            self.undo_asked.emit(batch.id)
            self.accept()
