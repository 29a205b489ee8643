"""Versions and licences of Tagger and of everything that runs in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger import __version__
from tagger.errors import display_path
from tagger.paths import Home
from tagger.ui import icons
from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.workflow.about import Part, license_text, parts

_ICON = 64
_PIECE = 64 * 1024
"""Characters of a licence that are laid out in one turn; some are five times as long."""


class AboutDialog(QDialog):
    """The parts come from a worker: reading the metadata of all packages takes a moment."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Tagger"))
        self.resize(720, 560)
        self._controller = controller
        self._parts: list[Part] = []
        picture = QLabel()
        picture.setPixmap(icons.app_icon().pixmap(_ICON, _ICON))
        name = PlainLabel(f"Tagger {__version__}")
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        name.setFont(font)
        says = PlainLabel(
            self.tr(
                "Gives a music library good genres: suggested by ear, written safely, undone at "
                "will. It works offline and sends nothing."
            )
        )
        free = PlainLabel(
            self.tr(
                "Free software under the GNU General Public License, version 3 or later; there is "
                "no warranty."
            ),
            "muted",
        )
        self.place = PlainLabel(self._where(controller.home), "muted")
        # To be copied into a file manager.
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (name, says, free, self.place):
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.table = PlainTable([self.tr("Made of"), self.tr("Version"), self.tr("Licence")])
        self.table.setAccessibleName(self.tr("Parts with versions and licences"))
        self.table.set_widths(176, 128)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_text())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        # Licences are laid out with blanks.
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Words of the licence"))
        self.text.setPlaceholderText(self.tr("Reading…"))
        self._rest = ""
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._put_more)
        self.copy = QPushButton(self.tr("Copy versions"))
        self.copy.setToolTip(self.tr("Copy the list of versions, as a report of an error needs it"))
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._copy)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        # On a small screen the sentences above need the room more than these, which scroll.
        self.table.setMinimumHeight(80)
        self.text.setMinimumHeight(48)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.text, 2)
        layout.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open = True
        self.finished.connect(self._on_finished)
        controller.listening.submit(
            parts, self._show, wanted=lambda: self._open, doing=self.tr("Reading the versions")
        )

    def _where(self, home: Home) -> str:
        if home.portable:
            text = self.tr("Portable: library, models and settings are beside the program, in %1")
        else:
            text = self.tr("Your library and your models are in %1")
        return text.replace("%1", display_path(home.data))

    def _show(self, found: list[Part]) -> None:
        if not self._open:
            return
        self._parts = found
        self.table.fill([(part.name, part.version, part.license or "–") for part in found])
        self.table.selectRow(0)
        self.copy.setEnabled(True)

    def _show_text(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) != 1:
            return
        part = self._parts[rows[0]]

        def wanted() -> bool:
            return self._open and self.table.selected_rows() == rows

        def shown(text: str) -> None:
            if wanted():
                self._put(text or self.tr("It comes without the words."))

        self._controller.listening.submit(
            lambda: license_text(part), shown, wanted=wanted, doing=self.tr("Reading a licence")
        )

    def _put(self, text: str) -> None:
        self.text.setPlainText(text[:_PIECE])
        self._rest = text[_PIECE:]
        self._put_more_later()

    def _put_more(self) -> None:
        end = QTextCursor(self.text.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertText(self._rest[:_PIECE])
        self._rest = self._rest[_PIECE:]
        self._put_more_later()

    def _put_more_later(self) -> None:
        if self._rest:
            self._turn.start()
        else:
            self._turn.stop()

    def _copy(self) -> None:
        lines = [f"{part.name} {part.version}" for part in self._parts]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _on_finished(self) -> None:
        self._open = False
