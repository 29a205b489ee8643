"""The line that asks, on battery, whether to listen now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QWidget

from tagger.ui.labels import ElidedLabel
from tagger.ui.text import counted


class BatteryBar(QFrame):
    """Hidden until there is something to ask; it takes no focus from anybody."""

    answered = Signal(bool, bool)
    """Whether to listen now, and whether to keep to that answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hint")
        self.setFixedHeight(48)
        self.text = ElidedLabel()
        self.always = QCheckBox(self.tr("Always"))
        self.always.setAccessibleName(self.tr("Always answer this way"))
        self.always.setToolTip(self.tr("Keep to this answer; the settings take it back"))
        self.listen = QPushButton(self.tr("Listen now"))
        self.listen.setToolTip(self.tr("Listening needs much power"))
        self.wait = QPushButton(self.tr("Wait until plugged in"))
        self.wait.setToolTip(self.tr("Listening starts by itself once this computer is plugged in"))
        for button in (self.listen, self.wait):
            button.setAccessibleName(button.text())
        self.listen.clicked.connect(lambda: self.answered.emit(True, self.always.isChecked()))
        self.wait.clicked.connect(lambda: self.answered.emit(False, self.always.isChecked()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        for widget in (self.always, self.listen, self.wait):
            layout.addWidget(widget)
        self.hide()

    def show_count(self, count: int) -> None:
        """Ask for so many tracks; nothing is asked for none."""
        text = counted(
            count,
            self.tr("On battery. Listen to 1 track now?"),
            self.tr("On battery. Listen to {n} tracks now?"),
        )
        self.text.show_text(text)
        self.setAccessibleName(text)
        if not count:
            self.always.setChecked(False)
        self.setVisible(count > 0)
