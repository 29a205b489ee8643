"""What the middle of the window says while there is nothing in the table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from tagger.ui import icons, theme


class DropTarget(QWidget):
    """The first thing that a new person sees: where to put the music."""

    asked = Signal()
    """Choose a folder in a dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setObjectName("dropTarget")
        frame.setFixedWidth(568)
        picture = _Picture()
        title = QLabel(self.tr("Drop your music folders here"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        title.setFont(font)
        promise = QLabel(
            self.tr(
                "Tagger listens to your tracks and suggests genres.\n"
                "Nothing is written before you say so, and everything written can be undone."
            )
        )
        promise.setProperty("role", "muted")
        promise.setWordWrap(True)
        self.button = QPushButton(self.tr("Choose a folder…"))
        self.button.setProperty("primary", True)
        self.button.setAccessibleName(self.tr("Choose a music folder"))
        self.button.clicked.connect(self.asked)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(48, 48, 48, 48)
        inside.setSpacing(16)
        center = Qt.AlignmentFlag.AlignCenter
        inside.addWidget(picture, 0, center)
        for label in (title, promise):
            label.setAlignment(center)
            label.setTextFormat(Qt.TextFormat.PlainText)
            inside.addWidget(label)
        inside.addSpacing(8)
        inside.addWidget(self.button, 0, center)
        around = QVBoxLayout(self)
        around.setContentsMargins(32, 32, 32, 32)
        around.addStretch()
        around.addWidget(frame)
        around.setAlignment(frame, Qt.AlignmentFlag.AlignHCenter)
        around.addStretch()


class _Picture(QWidget):
    """Two notes in the accent colour of the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(64, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, "drop", theme.colors().accent, self.rect().toRectF())


class Message(QWidget):
    """One quiet sentence where rows would be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setProperty("role", "muted")
        self.label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)


class DropOverlay(QLabel):
    """Lies over the window while something is dragged across it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropOverlay")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self.tr("Drop to add to your library"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        self.setFont(font)
        self.hide()

    def cover(self, widget: QWidget) -> None:
        self.setGeometry(widget.rect().adjusted(16, 16, -16, -16))
        self.raise_()
        self.show()
