"""The pages of the training dialog, one for each step."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tagger.ui.library.empty import Message
from tagger.ui.player.player import Player
from tagger.ui.training.check_page import CheckPage
from tagger.ui.training.dialog_buttons import Step
from tagger.ui.training.examples_page import ExamplesPage
from tagger.ui.training.ledger import Ledger
from tagger.ui.training.result_page import ResultPage
from tagger.ui.training.train_page import TrainPage


class TrainPages(QStackedWidget):
    """Later steps have their pages made when they are reached: all at once would be felt."""

    answered = Signal()
    named = Signal()
    """The new model has another name."""
    again_asked = Signal()
    deeper_asked = Signal()

    def __init__(self, examples: ExamplesPage, ledger: Ledger, player: Player) -> None:
        super().__init__()
        self._ledger = ledger
        self._player = player
        self.examples = examples
        self.addWidget(examples)

    @cached_property
    def listening(self) -> Message:
        page = Message()
        page.label.setText(
            self.tr(
                "Tagger listens to the examples that it has not heard yet, and looks for what may "
                "be wrong with them.\nWhat was heard once is never listened to again."
            )
        )
        self.addWidget(page)
        return page

    @cached_property
    def check(self) -> CheckPage:
        page = CheckPage(self._ledger, self._player)
        page.answered.connect(self.answered)
        self.addWidget(page)
        return page

    @cached_property
    def train(self) -> TrainPage:
        page = TrainPage()
        page.again.clicked.connect(lambda: self.again_asked.emit())
        self.addWidget(page)
        return page

    @cached_property
    def outcome(self) -> ResultPage:
        page = ResultPage()
        page.name_changed.connect(self.named)
        page.deeper.clicked.connect(lambda: self.deeper_asked.emit())
        self.addWidget(page)
        return page

    def show_step(self, step: Step, *, heard: bool) -> None:
        """Before the examples were `heard`, there is nothing to check yet."""
        self.setCurrentWidget(self._page_of(step, heard))

    def _page_of(self, step: Step, heard: bool) -> QWidget:
        match step:
            case Step.EXAMPLES:
                return self.examples
            case Step.CHECK:
                return self.check if heard else self.listening
            case Step.TRAIN:
                return self.train
            case Step.RESULT:
                return self.outcome
