"""Step 3: it learns. There is nothing to do here but to wait, or to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tagger.ui import icons
from tagger.ui.labels import PlainLabel
from tagger.ui.text import counted, plain


class TrainPage(QWidget):
    """Says what is learned, and that nothing changes by it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        self.title.setFont(font)
        self.promise = PlainLabel(role="muted")
        self.what = PlainLabel(role="muted")
        self.reason = PlainLabel(role="bad")
        self.again = QPushButton(icons.icon("retry"), self.tr("Train again"))
        self.again.setAccessibleName(self.tr("Train again"))
        self.again.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(64, 0, 64, 0)
        layout.setSpacing(12)
        layout.addStretch()
        for label in (self.title, self.what, self.promise, self.reason):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.show_running("", 0, 0)

    def show_running(self, name: str, count: int, genres: int) -> None:
        """What is learned: `count` tracks."""
        text = self.tr("“%1” learns from your music").replace("%1", plain(name))
        self.title.setText(text)
        tracks = counted(count, self.tr("1 track"), self.tr("{n} tracks"))
        what = self.tr(
            "%1 in %2. It is also tested on artists that it has not heard, beside the model that "
            "you use now."
        ).replace("%1", tracks)
        self.what.setText(
            what.replace("%2", counted(genres, self.tr("1 genre"), self.tr("{n} genres")))
        )
        self.promise.setText(self.tr("Nothing changes until you choose so."))
        self._show_reason("")
        self.again.hide()

    def show_deep(self, name: str) -> None:
        """The whole network learns; the quick model is kept in hand."""
        text = self.tr("The whole network learns for “%1”").replace("%1", plain(name))
        self.title.setText(text)
        self.what.setText(
            self.tr(
                "It is tested beside the quick model, on artists that neither has heard. This "
                "takes minutes to hours."
            )
        )
        self.promise.setText(self.tr("Stop it whenever you like: the quick model is not lost."))
        self._show_reason("")
        self.again.hide()

    def show_cancelled(self) -> None:
        self.title.setText(self.tr("The training was stopped"))
        self.promise.setText(self.tr("Nothing was changed: the present model stays in use."))
        self._show_reason("")
        self.again.show()

    def show_failure(self, sentence: str) -> None:
        self.title.setText(self.tr("The training did not come to its end"))
        self.promise.setText(self.tr("Nothing was changed: the present model stays in use."))
        self._show_reason(sentence)
        self.again.show()

    def _show_reason(self, text: str) -> None:
        self.reason.setText(plain(text, 2000))
        self.reason.setVisible(bool(text))
