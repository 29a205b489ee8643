"""A field to search a dialog: with its sign, its shortcut, and one key to empty it."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit

from tagger.ui import icons


def search_field(dialog: QDialog, text: str) -> QLineEdit:
    """`text` says what is searched; Ctrl+F in the dialog leads here."""
    field = QLineEdit()
    field.setClearButtonEnabled(True)
    field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    field.setPlaceholderText(text)
    field.setAccessibleName(text)
    keys = QKeySequence(QKeySequence.StandardKey.Find)
    field.setToolTip(f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
    QShortcut(keys, dialog, field.setFocus)
    return field
