"""All models: which one suggests, what each knows and how good it is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.ui.labels import PlainLabel
from tagger.ui.text import plain
from tagger.ui.training.models_desk import ModelsDesk, Shown
from tagger.ui.training.models_details import ModelDetails
from tagger.ui.training.models_list import ModelsList


class ModelsDialog(QDialog):
    """The list on the left, one model in full on the right."""

    def __init__(self, desk: ModelsDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.resize(960, 680)
        self._desk = desk
        self.list = ModelsList()
        self.details = ModelDetails()
        self.message = PlainLabel()
        self.message.hide()
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self.list, 2)
        body.addWidget(self.details, 3)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(body, 1)
        layout.addWidget(self.message)
        layout.addLayout(buttons)
        self.list.chosen.connect(self._on_chosen)
        desk.shown.connect(self._on_shown)
        desk.failed.connect(lambda text: self._say(text, "bad"))
        desk.read()

    def _on_shown(self, shown: Shown) -> None:
        current = self.list.selected()
        chosen = shown.chosen or (current[0].info.name if current else "")
        self.list.fill(shown.cards, chosen)
        self._say(shown.note, "muted")

    def _on_chosen(self) -> None:
        selected = self.list.selected()
        self.details.show_card(selected[0] if selected else None)

    def _say(self, text: str, role: str) -> None:
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(plain(text, 2000))
        self.message.setVisible(bool(text))
