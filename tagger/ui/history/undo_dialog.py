"""What an undo would do, told before it touches anything."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.catalog.journal import BatchKind
from tagger.ui import icons
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import counted, path_text, plain
from tagger.workflow.library_view import RehearsedUndo


def moment_text(seconds: float) -> str:
    """A time since the epoch as the person's locale writes it."""
    moment = QDateTime.fromMSecsSinceEpoch(round(seconds * 1000))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


class UndoDialog(QDialog):
    """Shows a rehearsal and asks; genre-only undo needs its own yes."""

    def __init__(self, undo: RehearsedUndo, new_times: bool, parent: QWidget | None = None) -> None:
        """`new_times` is what the settings say of modification times."""
        super().__init__(parent)
        redo = undo.turn.kind is BatchKind.REDO
        self.setWindowTitle(self.tr("Redo a write") if redo else self.tr("Undo a write"))
        self.setMinimumWidth(560)
        found = undo.rehearsal
        moment = moment_text(undo.turn.batch.created_at)
        question = self.tr("Redo what was undone of %1?")
        if not redo:
            question = self.tr("Undo the write of %1?")
        elif undo.turn.batch.kind is BatchKind.UNDO:
            question = self.tr("Take back the undo of %1?")
        head = PlainLabel(question.replace("%1", moment))
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        self.to_the_byte = PlainLabel(
            counted(
                found.to_the_byte,
                self.tr("1 file comes back exactly as it was, to the byte."),
                self.tr("{n} files come back exactly as they were, to the byte."),
            )
        )
        layout.addWidget(self.to_the_byte)
        self.by_value = QCheckBox(
            counted(
                len(found.by_value),
                self.tr("1 file was changed since: bring back its genre only"),
                self.tr("{n} files were changed since: bring back their genres only"),
            )
        )
        self.by_value.setVisible(bool(found.by_value))
        layout.addWidget(self.by_value)
        self.impossible = PlainLabel(
            counted(
                len(found.impossible),
                self.tr("1 file cannot come back:"),
                self.tr("{n} files cannot come back:"),
            ),
            "bad",
        )
        self.impossible.setVisible(bool(found.impossible))
        layout.addWidget(self.impossible)
        if found.impossible or found.by_value:
            table = PlainTable([self.tr("File"), self.tr("Why")])
            table.setAccessibleName(self.tr("Files that do not come back to the byte"))
            others = (*found.impossible, *found.by_value)
            table.fill([(path_text(p.name), plain(why, 1000)) for p, why in others])
            table.set_widths(208)
            table.setMinimumHeight(160)
            layout.addWidget(table, 1)
        self.new_times = QCheckBox(
            self.tr("Give the files a new modification time, so that media servers notice")
        )
        self.new_times.setChecked(new_times)
        layout.addWidget(self.new_times)
        self.undo = QPushButton(
            icons.icon("redo" if redo else "undo", "on_accent"),
            self.tr("Redo") if redo else self.tr("Undo"),
        )
        self.undo.setProperty("primary", True)
        self.undo.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.undo)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        exact = found.to_the_byte > 0
        self.undo.setEnabled(exact)
        self.undo.setDefault(True)
        self.undo.setFocus()
        self.by_value.toggled.connect(lambda on: self.undo.setEnabled(exact or on))
