"""The quiet line that says how many corrections the model has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tagger.paths import Home
from tagger.ui.labels import ElidedLabel
from tagger.ui.text import counted, number

if TYPE_CHECKING:
    from tagger.workflow.teach import Unlearned

FROM = 10
"""Corrections from which on the line is shown, and after “Not now” so many more."""


class Hint(QFrame):
    """Shown from FROM corrections on; “Not now” hides it until there are FROM more."""

    refresh_asked = Signal(object)
    """The name of the model to be taught more; None where a new one is to learn."""

    def __init__(self, home: Home, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hint")
        self.setFixedHeight(48)
        # The same file in which the window keeps how it looks.
        self._file = QSettings(str(home.data / "window.ini"), QSettings.Format.IniFormat)
        self._since: Unlearned | None = None
        self.text = ElidedLabel()
        self.refresh = QPushButton()
        self.later = QPushButton(self.tr("Not now"))
        self.later.setAccessibleName(self.later.text())
        self.later.setToolTip(
            self.tr("Hide this until there are %1 more").replace("%1", number(FROM))
        )
        self.refresh.clicked.connect(self._ask)
        self.later.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.refresh)
        layout.addWidget(self.later)
        self.hide()

    def show_count(self, since: Unlearned | None) -> None:
        """Tell these corrections, if there are enough; None hides the line."""
        self._since = since
        if since is None:
            self.hide()
            return
        # Fewer than there were: a model has learned them, and the next ones are counted anew.
        dismissed = min(self._dismissed(since.model), since.count)
        self._dismiss(since.model, dismissed)
        if since.refreshable:
            text = counted(
                since.count,
                self.tr("1 correction since: refresh your model?"),
                self.tr("{n} corrections since: refresh your model?"),
            )
            button = self.tr("Refresh…")
            tip = self.tr("Teach “%1” what you corrected since").replace("%1", since.model)
        else:
            text = counted(
                since.count,
                self.tr("1 correction: teach it to a model of your own?"),
                self.tr("{n} corrections: teach them to a model of your own?"),
            )
            button = self.tr("Teach…")
            tip = self.tr("Train a model on your corrections, beside the one that is in use")
        self.text.show_text(text)
        self.refresh.setText(button)
        self.refresh.setAccessibleName(button.rstrip("…"))
        self.refresh.setToolTip(tip)
        self.setAccessibleName(text)
        self.setVisible(since.count >= FROM + dismissed)

    def dismiss(self) -> None:
        """Not now."""
        if self._since is not None:
            self._dismiss(self._since.model, self._since.count)
        self.hide()

    def _ask(self) -> None:
        since = self._since
        if since is not None:
            self.refresh_asked.emit(since.model if since.refreshable else None)

    def _dismissed(self, model: str) -> int:
        """How many corrections there were when the person said “Not now” of this model."""
        if self._file.value("hint/model") != model:
            return 0
        stored = str(self._file.value("hint/dismissed"))
        return int(stored) if stored.isdecimal() else 0

    def _dismiss(self, model: str, count: int) -> None:
        if (model, count) != (self._file.value("hint/model"), self._dismissed(model)):
            self._file.setValue("hint/model", model)
            self._file.setValue("hint/dismissed", count)
