"""The name of a new model, with the reason where it cannot be had."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tagger.errors import ModelError
from tagger.model.keeping import LONGEST_NAME, check_name
from tagger.model.personal import name_key
from tagger.ui.labels import PlainLabel
from tagger.ui.text import plain


class NameField(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Name of the model"))
        self.field.setMaxLength(LONGEST_NAME)
        # A folder that is dropped here is meant for the page.
        self.field.setAcceptDrops(False)
        self.reason = PlainLabel(role="bad")
        self.reason.hide()
        self._taken: dict[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.reason)
        self.field.textChanged.connect(self._on_text)

    def set_taken(self, names: Iterable[str]) -> None:
        """Names that other models have, in whatever case."""
        self._taken = {name_key(name): name for name in names}

    @property
    def name(self) -> str:
        return self.field.text().strip()

    @property
    def problem(self) -> str:
        """Why a model cannot have this name; empty where it can."""
        try:
            name = check_name(self.name)
        except ModelError as error:
            return error.message
        there = self._taken.get(name_key(name))
        if there is None:
            return ""
        text = self.tr("There is a model called “%1” already. Choose another name.")
        return text.replace("%1", plain(there))

    def show_name(self, name: str) -> None:
        self.field.setText(name)

    def _on_text(self) -> None:
        problem = self.problem
        self.reason.setText(plain(problem, 600))
        self.reason.setVisible(bool(problem))
        self.changed.emit()
