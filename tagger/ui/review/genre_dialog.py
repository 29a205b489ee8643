"""«Other genre…»: any genre at all, with completion over the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.labels import PlainLabel

SEPARATOR = ";"


class GenreDialog(QDialog):
    """Asks for one or several genres."""

    def __init__(
        self, names: Sequence[str], tracks: str, present: str = "", parent: QWidget | None = None
    ) -> None:
        """`tracks` says what gets the genre; `present` is put in to be changed."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Other genre"))
        self.setMinimumWidth(400)
        self.field = QLineEdit(present)
        self.field.setAccessibleName(self.tr("Genre"))
        self.field.setPlaceholderText(self.tr("For example Jazz; Bebop"))
        self._completer = GenreCompleter(names, self)
        self.field.setCompleter(self._completer)
        self.field.selectAll()
        self.field.setFocus()
        hint = PlainLabel(
            self.tr("Any name will do. Several genres are separated by a semicolon."), "muted"
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Choose"))
        self.ok.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._on_return)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(tracks))
        layout.addWidget(self.field)
        layout.addWidget(hint)
        layout.addSpacing(8)
        layout.addWidget(buttons)
        self._on_text()

    def genres(self) -> tuple[str, ...]:
        """What was typed, each genre once."""
        return listed_genres(self.field.text())

    def _on_return(self) -> None:
        """With the list of completions open, Enter would only close it."""
        popup = self._completer.popup()
        if (
            popup is not None
            and popup.isVisible()
            and not popup.currentIndex().isValid()
            and self.genres()
        ):
            popup.hide()
            self.accept()

    def _on_text(self) -> None:
        self.ok.setEnabled(bool(self.genres()))


def listed_genres(text: str) -> tuple[str, ...]:
    """The genres in a list that was typed, each once."""
    parts = (part.strip() for part in text.split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))


class GenreCompleter(QCompleter):
    """Completes the last genre of a list."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(QStringListModel(list(names), self))
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(10)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(SEPARATOR)[2].strip()]

    def pathFromIndex(self, index) -> str:
        widget = self.widget()
        typed = widget.text() if isinstance(widget, QLineEdit) else ""
        before, separator, _ = typed.rpartition(SEPARATOR)
        name = super().pathFromIndex(index)
        return f"{before}{separator} {name}" if separator else name
