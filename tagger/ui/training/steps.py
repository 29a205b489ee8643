"""Where one is among the steps of a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tagger.ui import theme


class Steps(QWidget):
    """Names with numbers; the present one stands out by weight and line, not by colour alone."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._current = 0
        self._labels = [QLabel() for _ in names]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        for label in self._labels:
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        layout.addStretch()
        self.show_step(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_step(self._current)

    def show_step(self, step: int) -> None:
        self._current = step
        c = theme.colors()
        for place, (label, name) in enumerate(zip(self._labels, self._names, strict=True)):
            done = "✓" if place < step else str(place + 1)
            label.setText(f"{done}  {name}")
            now = place == step
            color = c.accent if now else c.muted
            line = f"2px solid {c.accent}" if now else "2px solid transparent"
            label.setStyleSheet(
                f"color: {color}; font-weight: {600 if now else 400}; padding: 4px 0;"
                f"border-bottom: {line};"
            )
        of = self.tr("Step %1 of %2: %3").replace("%1", str(step + 1))
        text = of.replace("%2", str(len(self._names))).replace("%3", self._names[step])
        self.setAccessibleName(text)
