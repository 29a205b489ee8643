"""The two tables of the history: batches, and the files of one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from tagger.ui.history.history_text import batch_state, genre_text, line_state, sentence
from tagger.ui.history.undo_dialog import moment_text
from tagger.ui.plain_table import AnyIndex, DialogTable, Rows
from tagger.ui.text import number, path_text, plain, tooltip
from tagger.workflow.history import HistoryLine, PastBatch


class _Batches(Rows[PastBatch]):
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SHOWN:
            return None
        past = self.rows[index.row()]
        match index.column():
            case 0:
                text = moment_text(past.batch.created_at)
            case 1:
                text = number(len(past.lines))
            case 2:
                text = batch_state(past)
            case _:
                text = sentence(past)
        return tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text


class _Files(Rows[HistoryLine]):
    """Its texts are made when they are seen: a batch may have 100,000 files."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SHOWN:
            return None
        line = self.rows[index.row()]
        tip = role == Qt.ItemDataRole.ToolTipRole
        match index.column():
            case 0:
                text = path_text(line.path) if tip else path_text(line.path.name)
            case 1:
                text = genre_text(line.before)
            case 2:
                text = genre_text(line.after)
            case _:
                text = line_state(line)
                if tip and line.error:
                    text = plain(line.error, 1000)
        return tooltip(text) if tip else text


class BatchTable(DialogTable):
    """Newest first; one is chosen at a time."""

    def __init__(self) -> None:
        super().__init__()
        heads = [_tr("When"), _tr("Files"), _tr("State"), _tr("What changed")]
        self.shown = _Batches(heads)
        self.shown.setParent(self)
        self.setModel(self.shown)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setAccessibleName(_tr("Batches of writes"))
        self.set_widths(120, 48, 104)

    def chosen(self) -> PastBatch | None:
        rows = self.selected_rows()
        return self.shown.rows[rows[0]] if rows else None


class FileTable(DialogTable):
    """The files of one batch, in the order in which they were written."""

    def __init__(self) -> None:
        super().__init__()
        heads = [_tr("File"), _tr("Before"), _tr("After"), _tr("State")]
        self.shown = _Files(heads)
        self.shown.setParent(self)
        self.setModel(self.shown)
        self.setAccessibleName(_tr("Files of the chosen batch"))
        self.set_widths(168, 112, 112)

    def chosen(self) -> list[HistoryLine]:
        return [self.shown.rows[row] for row in self.selected_rows()]


_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)
