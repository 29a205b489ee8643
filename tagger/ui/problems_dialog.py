"""One list of everything that failed: the file, the reason, and «try again»."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.ui import icons
from tagger.ui.labels import PlainLabel
from tagger.ui.outcomes import Problem
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import counted, path_text, plain


class ProblemsDialog(QDialog):
    """Files that could not be read, heard, written or undone."""

    retry_asked = Signal(object)
    """The problems to try again."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What failed"))
        self.resize(1040, 480)
        self._problems = list(problems)
        count = len(self._problems)
        head = PlainLabel(
            counted(count, self.tr("1 file needs your attention."),
                    self.tr("{n} files need your attention."))
        )  # fmt: skip
        self.table = PlainTable([self.tr("File"), self.tr("Folder"), self.tr("Reason")])
        self.table.setAccessibleName(self.tr("Files that failed"))
        self.table.fill(
            [
                (path_text(p.path.name), path_text(p.path.parent), plain(p.reason, 1000))
                for p in self._problems
            ]
        )
        self.table.set_widths(184, 200)
        self.again = QPushButton(icons.icon("retry"), self.tr("Try again"))
        self.again.setToolTip(self.tr("Try the selected files again, or all when none is selected"))
        self.again.clicked.connect(self._on_again)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.again)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _on_again(self) -> None:
        rows = self.table.selected_rows()
        self.retry_asked.emit([self._problems[row] for row in rows] or self._problems)
        self.accept()
