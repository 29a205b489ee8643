"""A part of a page that is folded away until somebody wants to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from tagger.ui.plain_table import PlainTable
from tagger.ui.text import counted, path_text, plain
from tagger.workflow.example_records import Gathered

_HEIGHT = 176
_LONGEST = 1000


class Remarks(QWidget):
    """One button that says how many remarks there are, and the list of them below it."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.toggled.connect(self._on_toggled)
        self.table = PlainTable([self.tr("What"), self.tr("Where"), self.tr("Remark")])
        self.table.setAccessibleName(self.tr("Remarks on the examples"))
        self.table.set_widths(152, 288)
        self.table.setFixedHeight(_HEIGHT)
        self.table.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(self.table)
        self.fill([])

    def fill(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.table.fill(rows)
        if not rows:
            self.button.setChecked(False)
        self.setVisible(bool(rows))
        self._show_title()

    def _on_toggled(self, opened: bool) -> None:
        self.table.setVisible(opened)
        self._show_title()
        self.toggled.emit(opened)

    def _show_title(self) -> None:
        count = len(self.table.rows())
        text = counted(count, self.tr("1 remark"), self.tr("{n} remarks"))
        opened = self.button.isChecked()
        self.button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.button.setText(text)
        self.button.setAccessibleName(text)
        tip = self.tr("What was left out, what disagrees, and what could not be read")
        self.button.setToolTip(tip)


def unread_rows(failures: Iterable[tuple[Path, str]]) -> list[tuple[str, ...]]:
    """Files that could not be read, and why."""
    what = _tr("Could not be read")
    return [(what, path_text(path), plain(reason, _LONGEST)) for path, reason in failures]


def remarks_on(gathered: Gathered) -> list[tuple[str, ...]]:
    """Everything that a person should know of the examples, the gravest first."""
    rows = unread_rows(gathered.failures)
    for note in gathered.notes:
        rows.append((_tr("Note"), "", plain(note, _LONGEST)))
    for each in gathered.disagreements:
        said = "; ".join(f"{said.genre} ({said.where})" for said in each.said)
        text = _tr("It is learned as all of these: %1").replace("%1", said)
        rows.append((_tr("Different genres"), path_text(each.path), plain(text, _LONGEST)))
    for lost in gathered.lost:
        where = f"{lost.crate.name}: {lost.entry}"
        rows.append((_tr("Lost entry"), plain(where, _LONGEST), plain(lost.reason, _LONGEST)))
    return rows


def _tr(text: str) -> str:
    return QCoreApplication.translate("remarks", text)
