"""The dialogs around training: each one's action is connected here and opens it over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tagger.ui.controller import Controller
from tagger.ui.player.player import Player
from tagger.ui.toolbar import Toolbar
from tagger.ui.training.hint import FROM, Hint
from tagger.ui.training.teach_desk import TeachDesk

if TYPE_CHECKING:
    from tagger.ui.training.models_desk import ModelsDesk
    from tagger.workflow.example_records import Wanted


class Training(QObject):
    """Opens dialogs over a window; none of them blocks the event loop.

    A dialog has its action in `Toolbar.training`, which is the menu, and one method here.
    """

    def __init__(
        self, controller: Controller, toolbar: Toolbar, player: Player, window: QWidget
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._player = player
        self._window = window
        self._models: ModelsDesk | None = None
        toolbar.train.triggered.connect(lambda: self.show_train())
        toolbar.models.triggered.connect(lambda: self.show_models())
        toolbar.teach.triggered.connect(lambda: self.show_teach())
        self._teach = TeachDesk(controller, self, FROM)
        self.hint = Hint(controller.home)
        """For the window to show."""
        self._teach.counted.connect(self.hint.show_count)
        self.hint.refresh_asked.connect(self.show_refresh)

    def show_train(self, wanted: Wanted | None = None, model: str | None = None) -> None:
        """Teach a new model, or `model` more; `wanted` is where examples come from at first."""
        from tagger.ui.training.dialog import TrainDialog

        if self._controller.session is None:
            return
        dialog = TrainDialog(self._controller, self._player, wanted, model, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_examples(self, name: str, models: ModelsDesk, parent: QWidget) -> None:
        from tagger.ui.training.taught_dialog import TaughtDialog

        dialog = TaughtDialog(self._controller, self._player, name, parent)
        dialog.changed.connect(models.read)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_refresh(self, model: str | None) -> None:
        """Teach a model what was decided since; None teaches a new one."""
        from tagger.workflow.example_records import Wanted

        self.show_train(Wanted(decisions=True), model)

    def show_teach(self) -> None:
        """Ask about the tracks whose answers would teach the model most."""
        from tagger.ui.training.teach_dialog import TeachDialog

        if self._controller.session is None:
            return
        names = self._controller.genre_names
        dialog = TeachDialog(self._teach, self._player, names, self._window)
        dialog.refresh_asked.connect(self.show_refresh)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_models(self) -> None:
        from tagger.ui.training.models_desk import ModelsDesk
        from tagger.ui.training.models_dialog import ModelsDialog

        if self._controller.session is None:
            return
        if self._models is None:
            # It outlives the dialog, since an answer may come after that was closed.
            self._models = ModelsDesk(self._controller, self)
        models = self._models
        dialog = ModelsDialog(models, self._window)
        dialog.examples_asked.connect(lambda name: self._show_examples(name, models, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
