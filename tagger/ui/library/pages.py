"""The middle of the window: the table, or why there is none to see."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from tagger.ui.controller import Controller
from tagger.ui.library.empty import DropTarget, Message
from tagger.ui.library.filter_box import FilterBox
from tagger.ui.library.sidebar import Sidebar
from tagger.ui.library.table import TrackTable
from tagger.workflow.review import ReviewState


class Pages(QStackedWidget):
    """Shows one of three: a sentence, the place to drop music on, the table."""

    def __init__(
        self,
        controller: Controller,
        table: TrackTable,
        sidebar: Sidebar,
        box: FilterBox,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._sidebar = sidebar
        self._box = box
        self.is_loaded = False
        """Whether the library's rows are there."""
        self.message = Message()
        self.drop_target = DropTarget()
        self.table = table
        for page in (self.message, self.drop_target, table):
            self.addWidget(page)
        controller.runner.started.connect(lambda _: self.show_fitting())
        controller.runner.idle.connect(self.show_fitting)

    @property
    def shows_table(self) -> bool:
        return self.currentWidget() is self.table

    def show_fitting(self) -> None:
        """Show the page that fits to what there is."""
        rows = self._controller.rows
        if not self.is_loaded:
            self._say(self.tr("Opening your library…"))
        elif not rows.total and self._controller.runner.busy:
            self._say(self.tr("Looking for music…"))
        elif not rows.total:
            self.setCurrentWidget(self.drop_target)
        elif not rows.rowCount() and rows.settled:
            self._say(self._why_nothing())
        else:
            self.setCurrentWidget(self.table)

    def _say(self, sentence: str) -> None:
        self.message.label.setText(sentence)
        self.setCurrentWidget(self.message)

    def _why_nothing(self) -> str:
        view = self._sidebar.view
        if self._box.text().strip():
            text = self.tr("No track matches the filter.")
            # The box says there what it did not understand, which may well be why.
            return f"{text}\n{self._box.accessibleDescription()}".strip()
        if view.stale:
            return self.tr("The model in use agrees with all that is accepted.")
        if view.conflict:
            return self.tr("No suggestion that waits for you contradicts its file.")
        match view.state:
            case ReviewState.TO_REVIEW:
                return self.tr("Nothing to review: every suggestion is decided.")
            case ReviewState.UNSURE:
                return self.tr("The model is unsure of no track.")
            case ReviewState.ACCEPTED:
                return self.tr(
                    "Nothing waits to be written. What you accept stands here until you write it."
                )
            case ReviewState.WRITTEN:
                return self.tr("Nothing was written yet.")
            case ReviewState.FAILED:
                return self.tr("Nothing failed.")
            case ReviewState.ABSENT:
                return self.tr("Every file is where it was.")
            case _:
                return self.tr("No tracks here.")
