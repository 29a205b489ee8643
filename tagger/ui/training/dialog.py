"""«Train on my library»: examples, check, train, result. Nothing changes before the last step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from tagger.model.personal import name_key
from tagger.records import ModelInfo
from tagger.settings import ACTIVE_MODEL
from tagger.ui.controller import Controller
from tagger.ui.drop import Dropping
from tagger.ui.player.player import Player
from tagger.ui.progress_strip import ProgressStrip
from tagger.ui.text import plain
from tagger.ui.training.ask import ask
from tagger.ui.training.dialog_buttons import Buttons, Step
from tagger.ui.training.examples_page import ExamplesPage
from tagger.ui.training.findings import size_of
from tagger.ui.training.ledger import Ledger
from tagger.ui.training.result_text import deep_text
from tagger.ui.training.steps import Steps
from tagger.ui.training.train_desk import Checked, Keeping, TrainDesk
from tagger.ui.training.train_pages import TrainPages
from tagger.ui.window_state import WindowState
from tagger.workflow.deep import DeepOffer
from tagger.workflow.example_records import Wanted
from tagger.workflow.material import Material
from tagger.workflow.trained import Trained

_GEOMETRY = "training/geometry"


class TrainDialog(QDialog):
    """Leads through the four steps; each keeps what was done in it when one goes back."""

    asking = Signal(object)
    """QMessageBox: the question whether to close is open."""

    def __init__(
        self,
        controller: Controller,
        player: Player,
        wanted: Wanted | None = None,
        model: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`wanted` is chosen already, and `model` is taught more, where they are given."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train on my library"))
        self.setMinimumSize(880, 560)
        self._controller = controller
        self._player = player
        self._desk = TrainDesk(controller, self)
        self._ledger = Ledger()
        self._question: QMessageBox | None = None
        self._material: Material | None = None
        self._quick: Trained | None = None
        """What the quick training came to, also while the whole network learns."""
        self._trained: Trained | None = None
        """What would be kept now."""
        self._use = False
        self._is_deep = False
        self.step = Step.EXAMPLES
        self.steps = Steps(
            [self.tr("Examples"), self.tr("Check"), self.tr("Train"), self.tr("Result")]
        )
        self.examples = ExamplesPage(self._desk, wanted, model)
        self.pages = TrainPages(self.examples, self._ledger, player)
        self.strip = ProgressStrip(self._desk.runner)
        self.strip.setObjectName("dialogProgress")
        self.strip.cancel.setToolTip(self.tr("Stop"))
        self.strip.cancel.setAccessibleName(self.tr("Stop"))
        self.buttons = Buttons(self.strip)
        self.use, self.keep_only = self.buttons.use, self.buttons.keep_only
        self.next, self.back = self.buttons.next, self.buttons.back
        self.discard = self.buttons.discard
        self._lay_out()
        dropping = Dropping(self.examples.drop, lambda: self.step is Step.EXAMPLES, self)
        dropping.overlay.setText(self.tr("Drop folders that are named by genre, or playlists"))
        self._connect()
        self._restore()
        self._show_step(Step.EXAMPLES)

    def reject(self) -> None:
        """Escape, Cancel and the window's own close: asks where something would be lost."""
        saving = self.step is Step.RESULT and self._desk.busy
        if self._question is not None or saving:
            return
        lost = self._would_lose()
        if not lost:
            super().reject()
            return

        def answered(go: bool) -> None:
            self._question = None
            if go:
                self.done(QDialog.DialogCode.Rejected)

        self._question = ask(self, lost, self.tr("Close"), self.tr("Stay here"), answered)
        self.asking.emit(self._question)

    def done(self, result: int) -> None:
        self._desk.close()
        self._player.stop()
        WindowState(self._controller.home).keep_geometry(_GEOMETRY, self)
        super().done(result)

    def go_back(self) -> None:
        if self._desk.busy and self.step is not Step.EXAMPLES:
            self._desk.cancel()
        if self._is_deep:
            return  # how that ends leads back to the result
        self._show_step(Step.CHECK if self.step in (Step.TRAIN, Step.RESULT) else Step.EXAMPLES)

    def go_on(self) -> None:
        if self.step is Step.EXAMPLES:
            self._start_check()
        elif self.step is Step.CHECK:
            self._player.stop()
            self._start_training()

    def keep(self, use: bool) -> None:
        """Save what was learned, and put it to use where that is wanted."""
        if self._trained is None:
            return
        self._use = use
        page = self.examples
        new = page.model is None
        if page.gathered is None:
            return
        keeping = Keeping(
            self._trained,
            self.pages.outcome.name.name if new else page.model_name,
            page.wanted,
            page.gathered,
            page.dropped,
            page.parents,
            replace=not new,
        )
        self.pages.outcome.show_failure("")
        self._desk.keep(keeping, self._on_kept)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.steps)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.close_button.clicked.connect(self.reject)
        # Whoever presses this has said what they want.
        self.discard.clicked.connect(lambda: self.done(QDialog.DialogCode.Rejected))
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.keep_only.clicked.connect(lambda: self.keep(use=False))
        self.use.clicked.connect(lambda: self.keep(use=True))
        self.examples.changed.connect(self._enable)
        self.examples.regathered.connect(self._forget_material)
        self.pages.answered.connect(self._enable)
        self.pages.named.connect(self._enable)
        self.pages.again_asked.connect(self._start_training)
        self.pages.deeper_asked.connect(self._start_deep)
        self._desk.failed.connect(self._on_failed)
        self._desk.cancelled.connect(self._on_cancelled)
        self._desk.busy_changed.connect(self._enable)

    def _restore(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(1280, 800)
        self.resize(QSize(1120, 720).boundedTo(room).expandedTo(self.minimumSize()))
        WindowState(self._controller.home).restore_geometry(_GEOMETRY, self)

    def _show_step(self, step: Step) -> None:
        self.step = step
        self.steps.show_step(step)
        self.pages.show_step(step, heard=self._material is not None)
        self._enable()

    def _enable(self) -> None:
        step, busy = self.step, self._desk.busy
        ready = self.examples.ready if step is Step.EXAMPLES else self._material is not None
        self.buttons.show_step(step, busy=busy, ready=ready)
        if step is Step.RESULT and self._quick is not None:
            new = self.examples.model is None
            self.pages.outcome.deeper.setEnabled(not busy)
            self.buttons.show_result(
                self._quick.present.name,
                named=not new or not self.pages.outcome.name.problem,
                busy=busy,
                replaces=self._is_in_use(self.examples.model),
                worse=self.pages.outcome.is_worse,
            )

    def _is_in_use(self, model: str | None) -> bool:
        session = self._controller.session
        active = session.settings.get(ACTIVE_MODEL) if session is not None else ""
        return model is not None and bool(active) and name_key(active) == name_key(model)

    def _would_lose(self) -> str:
        """What closing now would lose, as a question; empty where it loses nothing."""
        if self._trained is not None:
            return self.tr("The new model is not kept yet. Close and discard it?")
        if self._ledger:
            return self.tr("Close, and lose your answers to the findings?")
        if self.examples.is_edited and self.examples.wanted != Wanted():
            return self.tr("Close, and lose the examples that you chose?")
        return ""

    def _forget_material(self) -> None:
        self._material = None

    def _start_check(self) -> None:
        if self._material is not None:
            self._show_step(Step.CHECK)
            return
        page = self.examples
        if page.gathered is not None:
            self._desk.check(page.gathered, page.dropped, page.parents, self._on_checked)
        self._show_step(Step.CHECK)

    def _on_checked(self, checked: Checked) -> None:
        self._material = checked.material
        self.pages.check.show_checked(checked, self.examples.names)
        self._show_step(Step.CHECK)
        self.pages.check.table.setFocus()

    def _start_training(self) -> None:
        material = self._material
        if material is None:
            return
        corrections = self._ledger.corrections(self.examples.dropped)
        self.pages.train.show_running(self.examples.model_name, *size_of(material, corrections))
        self._desk.train(material, corrections, self._on_trained)
        self._show_step(Step.TRAIN)

    def _on_trained(self, trained: Trained) -> None:
        self._quick = trained
        self._show_result(trained)
        self.pages.outcome.offer_deep(self._controller.find_deepen() is not None)

    def _start_deep(self) -> None:
        """Let the whole network learn too; the quick model waits for how that ends."""
        deepen = self._controller.find_deepen()
        if self._material is None or self._quick is None or deepen is None:
            return
        self._is_deep = True
        corrections = self._ledger.corrections(self.examples.dropped)
        method = self._quick.selected.method
        self.pages.train.show_deep(self.examples.model_name)
        self._desk.deepen(self._material, deepen, corrections, method, self._on_deep)
        self._show_step(Step.TRAIN)

    def _on_deep(self, offer: DeepOffer) -> None:
        self._is_deep = False
        assert self._quick is not None
        self._show_result(offer.trained if offer.offered else self._quick)
        self.pages.outcome.show_deep(deep_text(offer))

    def _back_from_deep(self, note: str) -> None:
        self._is_deep = False
        self._show_step(Step.RESULT)
        self.pages.outcome.show_deep(note)

    def _show_result(self, trained: Trained) -> None:
        self._trained = trained
        self.pages.outcome.show_trained(trained, self.examples.model_name, self.examples.taken)
        self._show_step(Step.RESULT)
        (self.keep_only if self.pages.outcome.is_worse else self.use).setFocus()

    def _on_kept(self, info: ModelInfo) -> None:
        self._trained = None
        if self._use:
            self._controller.use_model(info.name)
        else:
            text = self.tr("“%1” is kept. You find it under “Models…”.")
            self._controller.notice.emit(text.replace("%1", plain(info.name)))
        self.done(QDialog.DialogCode.Accepted)

    def _on_failed(self, sentence: str) -> None:
        if self._is_deep:
            self._back_from_deep(f"{sentence} {self.tr('The quick model is what it was.')}")
        elif self.step is Step.RESULT:
            self.pages.outcome.show_failure(sentence)
        elif self.step is Step.TRAIN:
            self.pages.train.show_failure(sentence)
        else:
            self._show_step(Step.EXAMPLES)
            self.examples.show_failure(sentence)
        self._enable()

    def _on_cancelled(self) -> None:
        if self._is_deep:
            self._back_from_deep(self.tr("Stopped. The quick model is what it was."))
        elif self.step is Step.TRAIN:
            self.pages.train.show_cancelled()
        elif self.step is Step.CHECK and self._material is None:
            self._show_step(Step.EXAMPLES)
            self.examples.show_note(self.tr("Stopped. What was heard so far is kept."))
        elif self.step is Step.EXAMPLES and self.examples.gathered is None:
            self.examples.show_stopped()
        self._enable()

    def keyPressEvent(self, event) -> None:
        back = Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier
        if (event.key(), event.modifiers()) == back and self.back.isVisible():
            self.back.click()
        else:
            super().keyPressEvent(event)
