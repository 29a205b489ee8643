"""One model in full: what it knows, from what, how good it is, where it lies."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.labels import ElidedLabel, PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import plain
from tagger.ui.training.models_text import facts_of, figure_rows, genre_rows
from tagger.workflow.model_card import ModelCard

_TITLE_WIDTH = 88
_NO_LIMIT = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""


class ModelDetails(QWidget):
    """Says what the file says; what it does not say has no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel()
        font = self.name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.name.setFont(font)
        self.error = PlainLabel(role="bad")
        self._shown: list[tuple[QLabel, QLabel]] = []
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 8, 0)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnMinimumWidth(0, _TITLE_WIDTH)
        self._facts.setColumnStretch(1, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._facts)
        self._column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("About this model"))
        self._scroll.setWidget(inner)
        self.genres = PlainTable(
            [self.tr("Genre"), self.tr("Origin"), self.tr("Examples"), self.tr("Found in tests")]
        )
        self.genres.setAccessibleName(self.tr("Genres of this model"))
        self.genres.set_widths(168, 72, 80)
        self.figures = PlainTable([self.tr("Measure"), self.tr("Value")])
        self.figures.setAccessibleName(self.tr("Figures of this model"))
        self.figures.set_widths(312)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Genres and figures"))
        self.tabs.addTab(self.genres, self.tr("&Genres"))
        self.tabs.addTab(self.figures, self.tr("&Figures"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.name)
        layout.addWidget(self.error)
        layout.addWidget(self._scroll, 3)
        layout.addWidget(self.tabs, 2)
        self.show_card(None)

    def show_card(self, card: ModelCard | None) -> None:
        for label in [label for pair in self._shown for label in pair]:
            self._facts.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._shown.clear()
        self.name.show_text(card.info.name if card is not None else "")
        error = card.info.error if card is not None else None
        self.error.setText(plain(error or "", 1000))
        self.error.setVisible(bool(error))
        for row, (title, text) in enumerate(facts_of(card) if card is not None else ()):
            head = QLabel(title)
            head.setTextFormat(Qt.TextFormat.PlainText)
            head.setProperty("role", "muted")
            value = PlainLabel(text)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)
            for label in (head, value):
                # Qt shows them a moment later; the layout must count them now.
                label.show()
            self._shown.append((head, value))
        self.tabs.setVisible(card is not None and not error)
        genres = genre_rows(card) if card is not None else []
        self.genres.fill(genres)
        for column in (1, 2, 3):
            self.genres.setColumnHidden(column, not any(row[column] for row in genres))
        figures = figure_rows(card) if card is not None else ()
        self.figures.fill(figures)
        self.tabs.setTabVisible(1, bool(figures))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The facts take the room that they need, and the genres below what is left."""
        height = _NO_LIMIT
        if not self.tabs.isHidden():
            self._column.invalidate()
            bar = self._scroll.verticalScrollBar().sizeHint().width()
            height = max(0, self._column.totalHeightForWidth(self.width() - bar))
        self._scroll.setMaximumHeight(height)

    def facts(self) -> dict[str, str]:
        """What is shown, by title."""
        return {title.text(): value.text() for title, value in self._shown}
