"""All models: which one suggests, what each knows and how good it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.model.library import BUNDLED_NAME
from tagger.ui.labels import PlainLabel
from tagger.ui.text import plain
from tagger.ui.training.models_desk import ModelsDesk, Shown
from tagger.ui.training.models_details import ModelDetails
from tagger.ui.training.models_list import ModelsList
from tagger.workflow.model_card import ModelCard

_HEIGHT = 760


class ModelsDialog(QDialog):
    """The list on the left, one model in full on the right; what was done is told below."""

    examples_asked = Signal(str)
    """The name of the model."""

    def __init__(self, desk: ModelsDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.resize(960, min(_HEIGHT, self.screen().availableGeometry().height() * 9 // 10))
        self._desk = desk
        self.list = ModelsList()
        self.details = ModelDetails()
        self.message = PlainLabel()
        self._make_buttons()
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.list.renamed.connect(self._rename)
        self.list.use_asked.connect(self._use)
        self.list.rename_asked.connect(self._edit_name)
        self.list.delete_asked.connect(self._ask_delete)
        desk.shown.connect(self._on_shown)
        desk.failed.connect(self._on_failed)
        desk.busy_changed.connect(self._enable)
        self._on_chosen()
        desk.read()
        self.list.setFocus()

    def _make_buttons(self) -> None:
        self.take_in = self._button(self.tr("&Import…"), self._choose_import)
        self.compare = self._button(self.tr("&Compare…"), self._compare)
        self.delete = self._button(self.tr("&Delete…"), self._ask_delete)
        self.rename = self._button(self.tr("&Rename"), self._edit_name)
        self.put_out = self._button(self.tr("E&xport…"), self._choose_export)
        self.examples = self._button(self.tr("Exam&ples…"), self._ask_examples)
        self.examples.setToolTip(self.tr("See what it learned from, and remove some of it"))
        self.use = self._button(self.tr("&Use"), self._use)
        self.use.setProperty("primary", True)
        self.close_button = self._button(self.tr("Close"), self.accept)
        self.take_in.setToolTip(self.tr("Take in a model that Tagger exported"))

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text.replace("&", ""))
        # Enter in the list uses a model; no button may take it from there.
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        below_left, below_right, bottom = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (below_left, below_right, bottom):
            row.setSpacing(8)
        for button in (self.take_in, self.compare):
            below_left.addWidget(button)
        below_left.addStretch()
        for button in (self.delete, self.rename, self.put_out, self.examples):
            below_right.addWidget(button)
        below_right.addStretch()
        below_right.addWidget(self.use)
        left.addWidget(self.list, 1)
        left.addLayout(below_left)
        right.addWidget(self.details, 1)
        right.addLayout(below_right)
        bottom.addWidget(self.message, 1)
        bottom.addWidget(self.close_button)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 2)
        body.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(body, 1)
        layout.addLayout(bottom)

    def _on_shown(self, shown: Shown) -> None:
        current = self._current()
        self.list.fill(shown.cards, shown.chosen or (current.info.name if current else ""))
        if shown.note:
            self._say(shown.note, "muted")

    def _on_failed(self, sentence: str) -> None:
        self._say(sentence, "bad")

    def _current(self) -> ModelCard | None:
        """The one model that is selected."""
        selected = self.list.selected()
        return selected[0] if len(selected) == 1 else None

    def _on_chosen(self) -> None:
        selected = self.list.selected()
        self.details.show_card(selected[0] if selected else None)
        self._enable()

    def _enable(self) -> None:
        selected, card, idle = self.list.selected(), self._current(), not self._desk.busy
        self.take_in.setEnabled(idle)
        self.compare.setEnabled(
            len(selected) == 2 and all(each.info.error is None for each in selected)
        )
        self.compare.setToolTip(self.tr("Select two models (Ctrl and click) to compare them"))
        usable = card is not None and card.info.error is None
        self.examples.setEnabled(usable and card is not None and not card.is_bundled)
        self.use.setEnabled(idle and usable and card is not None and not card.active)
        self.use.setToolTip(self.tr("Have this model suggest from now on (Enter)"))
        self.put_out.setEnabled(idle and usable)
        self.put_out.setToolTip(self.tr("Write this model into a file to give away"))
        for button, text, why in (
            (
                self.rename,
                self.tr("Give this model another name (F2)"),
                self.tr("The model that comes with Tagger keeps its name"),
            ),
            (
                self.delete,
                self.tr("Delete this model (Del)"),
                self.tr("The model that comes with Tagger stays, to return to"),
            ),
        ):
            bundled = card is not None and card.is_bundled
            button.setEnabled(idle and card is not None and card.named and not bundled)
            button.setToolTip(why if bundled else text)

    def _use(self) -> None:
        card = self._current()
        if self.use.isEnabled() and card is not None:
            # A button that is switched off hands its focus to any other one.
            self.list.setFocus()
            self._say(self._scoring(card.info.name))
            self._desk.use(card)

    def _edit_name(self) -> None:
        if self.rename.isEnabled():
            self.list.setFocus()
            self.list.edit_name()
        else:
            self._say_why_not(self.rename)

    def _rename(self, card: ModelCard, name: str) -> None:
        self._say("")
        self._desk.rename(card.info.name, name)

    def _ask_delete(self) -> None:
        card = self._current()
        if card is None or not self.delete.isEnabled():
            self._say_why_not(self.delete)
            return
        box = QMessageBox(self)
        # The name may look like HTML.
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Delete a model"))
        name = plain(card.info.name, 100)
        box.setText(self.tr("Delete the model “%1”?").replace("%1", name))
        text = self.tr(
            "Its file is removed for good. Export it first if you may want it again. Your music "
            "and what you accepted stay as they are."
        )
        if card.active:
            in_use = self.tr(
                "It is in use: from then on the model that comes with Tagger suggests, for your "
                "whole library."
            )
            text = f"{in_use}\n\n{text}"
        box.setInformativeText(text)
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        delete.clicked.connect(lambda: self._delete(card))
        box.finished.connect(box.deleteLater)
        box.open()

    def _delete(self, card: ModelCard) -> None:
        self.list.setFocus()
        self._say(self._scoring(BUNDLED_NAME) if card.active else "")
        self._desk.delete(card)

    def _compare(self) -> None:
        from tagger.ui.training.models_compare import CompareDialog

        selected = self.list.selected()
        if len(selected) == 2:
            dialog = CompareDialog(selected[0], selected[1], self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a model"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Models (*.onnx)"), self.tr("All files (*)")])
        self._open(dialog, self._desk.take_in)

    def _ask_examples(self) -> None:
        card = self._current()
        if card is not None:
            self.examples_asked.emit(card.info.name)

    def _choose_export(self) -> None:
        card = self._current()
        if card is None:
            return
        name = card.info.name
        dialog = QFileDialog(self, self.tr("Export this model"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Models (*.onnx)")])
        dialog.setDefaultSuffix("onnx")
        dialog.selectFile(f"{plain(name)}.onnx")
        self._open(dialog, lambda file: self._desk.put_out(name, file))

    def _open(self, dialog: QFileDialog, act: Callable[[Path], None]) -> None:
        def chosen() -> None:
            self._say("")
            act(Path(dialog.selectedFiles()[0]))

        dialog.accepted.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _scoring(self, name: str) -> str:
        return self.tr("“%1” scores your library…").replace("%1", plain(name))

    def _say_why_not(self, button: QPushButton) -> None:
        if not self._desk.busy:
            one = self._current() is not None
            self._say(f"{button.toolTip()}." if one else self.tr("Select one model first."))

    def _say(self, text: str, role: str = "muted") -> None:
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(plain(text, 2000))
