"""Step 4: how good the new model is beside the present one, before the person chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tagger.training.comparison import Standing
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import number, plain
from tagger.ui.training.accuracy_bars import AccuracyBar, AccuracyBars
from tagger.ui.training.confusion_view import ConfusionView
from tagger.ui.training.mistakes import grid_of, mistakes_of
from tagger.ui.training.name_field import NameField
from tagger.ui.training.result_text import (
    difference_text,
    facts_of,
    genre_rows,
    mistake_rows,
    optimism_text,
    share_text,
    verdict,
)
from tagger.workflow.report import FINE_TUNED
from tagger.workflow.trained import Trained


class ResultPage(QWidget):
    """The verdict and both accuracies on the left, genre by genre on the right."""

    name_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trained: Trained | None = None
        self.verdict = QLabel()
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setWordWrap(True)
        font = self.verdict.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.verdict.setFont(font)
        self.bars = AccuracyBars()
        self.difference = PlainLabel(role="muted")
        self.optimism = PlainLabel(role="caution")
        self.facts = QVBoxLayout()
        self.deeper = QPushButton(self.tr("Train the &whole network too…"))
        self.deeper.setAccessibleName(self.tr("Train the whole network too"))
        self.deeper.setAutoDefault(False)
        self.deep_note = PlainLabel(role="muted")
        self.genres = PlainTable(
            [
                self.tr("Genre"),
                self.tr("Tracks"),
                self.tr("Artists"),
                self.tr("New model finds"),
                self.tr("Present one finds"),
            ]
        )
        self.genres.setAccessibleName(self.tr("Genre by genre"))
        self.genres.set_widths(144, 64, 64, 160)
        self.mistakes = PlainTable(
            [self.tr("Genre"), self.tr("Taken for"), self.tr("How often"), self.tr("Share")]
        )
        self.mistakes.setAccessibleName(self.tr("What is confused most"))
        self.mistakes.set_widths(176, 176, 112)
        self.whose = QComboBox()
        self.whose.setAccessibleName(self.tr("Whose answers"))
        self.whose.setMinimumHeight(32)
        self.whose.currentIndexChanged.connect(lambda _: self._show_confusion())
        self.matrix = ConfusionView()
        self.cell = PlainLabel(role="muted")
        self.matrix.told.connect(self.cell.setText)
        self.legend = PlainLabel(role="muted")
        self.name = NameField()
        self.name.changed.connect(self.name_changed)
        self.reason = PlainLabel(role="bad")
        self._lay_out()
        self.offer_deep(False)

    def show_trained(self, trained: Trained, name: str, taken: tuple[str, ...] | None) -> None:
        """`taken` are names that other models have; None where one that exists learned more."""
        self.trained = trained
        self.verdict.setText(verdict(trained))
        found = trained.selected.evaluation
        present = plain(trained.present.name, 60)
        beside = self.tr("“%1”, in use now").replace("%1", present)
        if trained.selected.method == FINE_TUNED:
            beside = self.tr("The quick training")
        new = self.tr("“%1”, new").replace("%1", plain(name, 60))
        bars = [
            AccuracyBar(title, share, share_text(share), is_new)
            for title, share, is_new in (
                (new, found.figures.accuracy, True),
                (beside, found.present.accuracy, False),
            )
            if found.folds and share.total
        ]
        self.bars.show_bars(bars)
        self.bars.setVisible(bool(bars))
        self.difference.setText(difference_text(trained))
        self.difference.setVisible(bool(self.difference.text()))
        self.optimism.setText(optimism_text(trained))
        self.optimism.setVisible(bool(self.optimism.text()))
        self._show_facts()
        self._show_genres()
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItems([new, beside])
        self.whose.blockSignals(False)
        self.tabs.setTabEnabled(1, bool(found.genres))
        self.tabs.setTabEnabled(2, bool(found.genres))
        self.tabs.setCurrentIndex(0)
        self._show_confusion()
        self.name.set_taken(taken or ())
        self.name.show_name(name)
        self.name_row.setVisible(taken is not None)
        self.show_failure("")

    def offer_deep(self, possible: bool) -> None:
        """Whether the whole network could learn here, which needs PyTorch."""
        self.deeper.setVisible(possible)
        self.deep_note.setVisible(possible)
        self.deep_note.setText(
            self.tr(
                "That takes minutes to hours, and is taken only where it is clearly better on "
                "artists that neither has heard."
            )
        )

    def show_deep(self, note: str) -> None:
        """How training the whole network ended; it is not asked for again."""
        self.deeper.hide()
        self.deep_note.setText(plain(note, 2000))
        self.deep_note.show()

    @property
    def is_worse(self) -> bool:
        if self.trained is None:
            return False
        return self.trained.selected.evaluation.comparison.standing is Standing.WORSE

    def show_failure(self, sentence: str) -> None:
        """Why it could not be kept; nothing of the result is lost by it."""
        self.reason.setText(plain(sentence, 2000))
        self.reason.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(12)
        column.addWidget(self.verdict)
        column.addWidget(self.bars)
        column.addWidget(self.difference)
        column.addWidget(self.optimism)
        self.facts.setSpacing(4)
        column.addLayout(self.facts)
        column.addWidget(self.deeper, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.deep_note)
        column.addStretch()
        left = QScrollArea()
        left.setWidgetResizable(True)
        left.setFrameShape(QScrollArea.Shape.NoFrame)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setWidget(inside)
        picture = QWidget()
        stack = QVBoxLayout(picture)
        stack.setContentsMargins(0, 12, 0, 0)
        stack.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.whose)
        above.addWidget(self.legend, 1)
        stack.addLayout(above)
        stack.addWidget(self.matrix, 1)
        stack.addWidget(self.cell)
        self.tabs = QTabWidget()
        self.tabs.addTab(_inset(self.genres), self.tr("Genre by genre"))
        self.tabs.addTab(_inset(self.mistakes), self.tr("What is confused most"))
        self.tabs.addTab(picture, self.tr("Confusion matrix"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setObjectName("airy")
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([360, 640])
        self.name_row = QWidget()
        row = QHBoxLayout(self.name_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        title = QLabel(self.tr("Keep it as"))
        title.setBuddy(self.name.field)
        title.setFixedHeight(32)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.name_row)
        layout.addWidget(self.reason)

    def _show_facts(self) -> None:
        assert self.trained is not None
        while (item := self.facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for title, text in facts_of(self.trained):
            self.facts.addWidget(PlainLabel(title, "caption"))
            self.facts.addWidget(PlainLabel(plain(text, 1000)))
            self.facts.addSpacing(8)

    def _show_genres(self) -> None:
        assert self.trained is not None
        rows = genre_rows(self.trained)
        self.genres.clearSpans()
        self.genres.fill(rows)
        for place, row in enumerate(rows):
            if not row[-1]:
                # Why there is no figure takes the room of both figures.
                self.genres.setSpan(place, len(row) - 2, 1, 2)

    def _show_confusion(self) -> None:
        if self.trained is None:
            return
        found = self.trained.selected.evaluation
        figures = found.present if self.whose.currentIndex() == 1 else found.figures
        self.mistakes.fill(mistake_rows(mistakes_of(found.genres, found.figures)))
        grid = grid_of(found.genres, figures)
        self.matrix.show_grid(grid)
        text = self.tr("Rows are what it is, columns what was answered. Blue is right, orange not.")
        if not grid.whole:
            part = self.tr("The %1 genres that are confused most, of %2.")
            part = part.replace("%2", number(len(found.genres)))
            text = f"{part.replace('%1', number(len(grid.genres)))} {text}"
        self.legend.setText(text)


def _inset(widget: QWidget) -> QWidget:
    """With some air between it and the tabs above."""
    around = QWidget()
    layout = QVBoxLayout(around)
    layout.setContentsMargins(0, 12, 0, 0)
    layout.addWidget(widget)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return around
