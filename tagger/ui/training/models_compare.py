"""Two models side by side, each by what its own file says."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import decimal, number, percent, plain
from tagger.ui.training.models_text import (
    UNKNOWN,
    accuracy_text,
    moment_of,
    state_text,
)
from tagger.workflow.model_card import ModelCard

_FACTS_HEIGHT = 304


def same_tracks(one: ModelCard, other: ModelCard) -> bool:
    """Whether both were tested on the very same examples, as far as their files tell."""
    first, second = one.evaluated.accuracy, other.evaluated.accuracy
    return (
        first is not None
        and second is not None
        and first.total == second.total
        and one.origin.lesson != ""
        and one.origin.lesson == other.origin.lesson
        and one.origin.genres == other.origin.genres
    )


class CompareDialog(QDialog):
    """Facts above, genres below: first those that only one of the two knows."""

    def __init__(self, one: ModelCard, other: ModelCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare two models"))
        self.resize(840, 640)
        cards = (one, other)
        names = [plain(card.info.name, 60) for card in cards]
        self.note = PlainLabel(self._note_on(one, other), "muted")
        self.facts = PlainTable(["", *names])
        self.facts.setAccessibleName(self.tr("Both models"))
        self.facts.fill(self._fact_rows(cards))
        self.genres = PlainTable([self.tr("Genre"), *names])
        self.genres.setAccessibleName(self.tr("Genres of both models"))
        self.genres.fill(self._genre_rows(cards))
        for table in (self.facts, self.genres):
            table.set_widths(136, 320)
        self.facts.setFixedHeight(_FACTS_HEIGHT)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.facts)
        layout.addWidget(self.note)
        layout.addWidget(self.genres, 1)
        layout.addLayout(row)

    def _note_on(self, one: ModelCard, other: ModelCard) -> str:
        if same_tracks(one, other):
            return self.tr("Both were tested on the same tracks, so their figures can be compared.")
        return self.tr(
            "Each model was tested on examples of its own, so these figures do not tell which of "
            "the two is better on your music."
        )

    def _fact_rows(self, cards: tuple[ModelCard, ModelCard]) -> list[tuple[str, ...]]:
        def examples(card: ModelCard) -> str:
            return "" if card.origin.examples is None else number(card.origin.examples)

        def f1(card: ModelCard) -> str:
            found = card.evaluated.macro_f1
            return "" if found is None else decimal(found, 3)

        def tested(card: ModelCard) -> str:
            if card.evaluated.accuracy is None:
                return ""
            if card.evaluated.optimistic:
                return self.tr("optimistic: artists not told apart")
            return self.tr("on held-out artists")

        told = (
            (self.tr("State"), state_text),
            (self.tr("Genres"), lambda card: number(len(card.info.genres))),
            (self.tr("Trained"), lambda card: moment_of(card.origin)),
            (self.tr("Examples"), examples),
            (self.tr("Accuracy"), lambda card: accuracy_text(card.evaluated.accuracy)),
            (self.tr("Tested"), tested),
            (self.tr("Macro-F1"), f1),
            (self.tr("Version"), lambda card: plain(card.info.version)),
        )
        rows = [(title, *(text(card) or UNKNOWN for card in cards)) for title, text in told]
        return rows

    def _genre_rows(self, cards: tuple[ModelCard, ModelCard]) -> list[tuple[str, ...]]:
        known = [frozenset(card.info.genres) for card in cards]
        order = sorted(
            known[0] | known[1],
            key=lambda genre: (genre in known[0] and genre in known[1], genre.casefold()),
        )
        return [(plain(genre), *(self._knows(card, genre) for card in cards)) for genre in order]

    def _knows(self, card: ModelCard, genre: str) -> str:
        if genre not in card.info.genres:
            return self.tr("does not know it")
        found = card.evaluated.by_genre.get(genre)
        if found is None or found.recall is None:
            return self.tr("knows it")
        return self.tr("finds %1").replace("%1", percent(found.recall))
