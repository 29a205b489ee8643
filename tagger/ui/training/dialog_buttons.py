"""The row at the foot of the training dialog: progress, and what can be done at each step."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tagger.ui.progress_strip import ProgressStrip
from tagger.ui.text import plain


class Step(IntEnum):
    EXAMPLES = 0
    CHECK = 1
    TRAIN = 2
    RESULT = 3


class Buttons(QWidget):
    """What each of them does is connected by the dialog."""

    def __init__(self, strip: ProgressStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = strip
        self.close_button = self._button(self.tr("Close"))
        self.discard = self._button(self.tr("Discard"))
        self.back = self._button(self.tr("&Back"))
        self.next = self._button("")
        self.next.setProperty("primary", True)
        self.keep_only = self._button("")
        self.use = self._button(self.tr("&Use this model"))
        self.use.setProperty("primary", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(strip, 1)
        row.addStretch()
        for button in (
            self.close_button,
            self.discard,
            self.back,
            self.next,
            self.keep_only,
            self.use,
        ):
            row.addWidget(button)

    def show_step(self, step: Step, *, busy: bool, ready: bool) -> None:
        """`ready` is whether the step has what the next one needs."""
        result = step is Step.RESULT
        self._strip.setVisible(busy)
        self.next.setText(self.tr("&Train") if step is Step.CHECK else self.tr("&Check"))
        self.next.setAccessibleName(self.next.text().replace("&", ""))
        self.next.setVisible(step in (Step.EXAMPLES, Step.CHECK))
        self.next.setEnabled(ready and not busy)
        self.back.setVisible(step is not Step.EXAMPLES)
        self.back.setEnabled(not (result and busy))
        self.close_button.setVisible(not result)
        for button in (self.discard, self.use, self.keep_only):
            button.setVisible(result)

    def show_result(
        self, present: str, *, named: bool, busy: bool, replaces: bool, worse: bool
    ) -> None:
        """At the last step: `present` is the model in use, which the new one `replaces` or not."""
        text = self.tr("&Keep it, but go on with “%1”")
        shown = plain(present, 40).replace("&", "&&")
        self.keep_only.setText(text.replace("%1", shown))
        self.keep_only.setAccessibleName(text.replace("&", "").replace("%1", shown))
        # The present model itself learned more: there is no other one to go on with.
        self.keep_only.setVisible(not replaces)
        for button in (self.keep_only, self.use):
            button.setEnabled(named and not busy)
        self.discard.setEnabled(not busy)
        self.use.setDefault(not worse)
        (self.discard if replaces else self.keep_only).setDefault(worse)
        for button, primary in ((self.use, not worse), (self.keep_only, worse)):
            button.setProperty("primary", primary)
            button.style().unpolish(button)
            button.style().polish(button)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text.replace("&", ""))
        # Enter belongs to the tables; only the last step has a default button.
        button.setAutoDefault(False)
        return button
