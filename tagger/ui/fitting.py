"""Dialogs stay on the screen, however small it is or however large everything is drawn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

_KNOWN = "tagger_fits"


def keep_dialogs_on_screen(app: QApplication) -> None:
    """Look at each dialog that comes to the front, and whenever it grows."""
    if not app.property(_KNOWN):
        app.setProperty(_KNOWN, True)
        app.focusWindowChanged.connect(lambda _: _watch_active(app))


def _watch_active(app: QApplication) -> None:
    dialog = app.activeWindow()
    if isinstance(dialog, QDialog) and not dialog.property(_KNOWN):
        dialog.setProperty(_KNOWN, True)
        dialog.installEventFilter(_Growth(dialog))
        fit(dialog)


class _Growth(QObject):
    """A dialog may grow once it has read what it shows."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit)
        return False

    def _fit(self) -> None:
        fit(self._dialog)


def fit(dialog: QDialog) -> None:
    """Make a dialog no larger than its screen; what does not fit then can be scrolled to."""
    room = dialog.screen().availableGeometry()
    if dialog.width() <= room.width() and dialog.height() <= room.height():
        return
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if least.width() > room.width() or least.height() > room.height():
        _make_scrollable(dialog)
    size = dialog.size().boundedTo(room.size())
    area = QRect(room.topLeft(), size)
    area.moveCenter(room.center())
    dialog.setGeometry(area)


def _make_scrollable(dialog: QDialog) -> None:
    layout = dialog.layout()
    if layout is None:
        return
    focused = dialog.focusWidget()
    inside = QWidget()
    # A layout that is given to another widget takes its own widgets along.
    inside.setLayout(layout)
    scrolled = QScrollArea()
    scrolled.setWidgetResizable(True)
    scrolled.setFrameShape(QFrame.Shape.NoFrame)
    scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scrolled.setWidget(inside)
    around = QVBoxLayout(dialog)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(scrolled)
    dialog.setMinimumSize(0, 0)
    if focused is not None:
        focused.setFocus()
        scrolled.ensureWidgetVisible(focused)
