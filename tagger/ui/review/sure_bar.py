"""The bar under the toolbar that asks how many of the answers taken are to be right."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from tagger.ui import icons
from tagger.ui.labels import ElidedLabel
from tagger.ui.player.bar import SLIDER_STYLE
from tagger.ui.text import counted, number, percent
from tagger.workflow.sureness import Promise

LEAST, MOST = 80, 99
"""Percent."""
_USUAL = 95


class SureBar(QFrame):
    """A slider, what it comes to, and the button that accepts exactly that."""

    moved = Signal()
    """`share` changed."""
    accepted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sure")
        self.setFixedHeight(48)
        self.setAccessibleName(self.tr("Accept all above a chosen accuracy"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST, MOST)
        self.slider.setValue(_USUAL)
        self.slider.setPageStep(5)
        self.slider.setFixedWidth(160)
        self.slider.setStyleSheet(SLIDER_STYLE)
        self.slider.setAccessibleName(self.tr("Share that is to be right, in percent"))
        self.slider.setToolTip(
            self.tr(
                "How many of the suggestions taken are to be right (Left and Right). An estimate: "
                "it rests on what the model said of music that it had not learned from."
            )
        )
        self._asked = QLabel()
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        # As wide for every value, so that the slider stays under the pointer.
        self._show_asked(MOST)
        self._asked.setMinimumWidth(self._asked.sizeHint().width() + 8)
        self.text = ElidedLabel()
        self.accept = QPushButton()
        self.accept.setProperty("primary", True)
        self.accept.setToolTip(self.tr("Accept exactly these; nothing is written yet (Enter)"))
        self.close_button = QToolButton()
        self.close_button.setIcon(icons.icon("cancel"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close this bar (Esc)"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(12)
        layout.addWidget(self.slider)
        layout.addWidget(self._asked)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.accept)
        layout.addWidget(self.close_button)
        self._show_asked(_USUAL)
        self.slider.valueChanged.connect(self._on_moved)
        self.accept.clicked.connect(self.accepted)
        self.close_button.clicked.connect(self.closed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.closed.emit, context=within)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.slider, self.accept.click, context=within)
        self.show_counting()
        self.hide()

    @property
    def share(self) -> float:
        """That is to be right: 0.8 to 0.99."""
        return self.slider.value() / 100

    def show_counting(self) -> None:
        """The tracks are looked through."""
        self.text.show_text(self.tr("Counting…"))
        self._show_count(0)

    def show_promise(self, promise: Promise, tracks: int, best: float, measured: bool) -> None:
        """What the share comes to, of so many tracks; `best` is the most that any of them reach."""
        if not tracks:
            text = self.tr("Nothing that is shown has a suggestion to decide on.")
        elif not promise.count:
            text = self.tr("None of the {n} undecided tracks shown: {best} at most, by estimate.")
            text = text.replace("{best}", percent(max(0, math.floor(best * 100)) / 100))
        else:
            text = self.tr("{taken} of the {n} undecided tracks shown: those at least {line} sure.")
            text = text.replace("{taken}", number(promise.count))
            text = text.replace("{line}", percent(math.floor(promise.line * 100) / 100))
            text += " " + self._wrong_text(promise.wrong)
            if not measured:
                text += " " + self.tr("This model was never measured: it may be more.")
        self.text.show_text(text.replace("{n}", number(tracks)))
        self._show_count(promise.count)

    def _wrong_text(self, wrong: float) -> str:
        return counted(
            max(1, math.ceil(wrong - 0.05)),
            self.tr("Estimate: at most 1 of them is wrong."),
            self.tr("Estimate: about {n} of them are wrong."),
        )

    def _show_count(self, count: int) -> None:
        text = self.tr("Accept %1").replace("%1", number(count)) if count else self.tr("Accept")
        self.accept.setText(text)
        self.accept.setAccessibleName(text)
        self.accept.setEnabled(count > 0)

    def _show_asked(self, share: int) -> None:
        text = self.tr("At least %1 right").replace("%1", percent(share / 100))
        self._asked.setText(text)

    def _on_moved(self, share: int) -> None:
        self._show_asked(share)
        self.moved.emit()
