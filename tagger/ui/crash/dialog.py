"""A report of an error of Tagger's own, whole, for a person to read and to do with as they like."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.errors import explain_os_error
from tagger.paths import Home
from tagger.ui.labels import PlainLabel
from tagger.ui.text import counted
from tagger.whole_file import write_whole
from tagger.workflow import crash
from tagger.workflow.crash import CrashReport


class CrashDialog(QDialog):
    """Sends nothing: a person copies or saves the report, and sends it if they want to."""

    def __init__(
        self, report: CrashReport, home: Home, parent: QWidget | None = None, *, last: bool = False
    ) -> None:
        """`last` says that it was the run before this one, which ended with it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("An error in Tagger"))
        self.resize(760, 560)
        self._report = report
        self._home = home
        if last:
            what = self.tr(
                "Tagger ended unexpectedly last time. Your files are safe: writing that was cut "
                "off has been settled."
            )
        else:
            what = self.tr(
                "Something in Tagger went wrong. Your files are safe, and Tagger goes on."
            )
        self.what = PlainLabel(what)
        self.others = PlainLabel("", "muted")
        self.others.hide()
        says = PlainLabel(
            self.tr(
                "This is all that a report holds; folders and names of files are left out. Nothing "
                "was sent, and nothing will be: read it, and send it to us if you like."
            ),
            "muted",
        )
        self.text = QPlainTextEdit(report.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        # The report is laid out with blanks.
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Report of the error"))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the whole report"))
        self.copy.clicked.connect(self._copy)
        self.save = QPushButton(self.tr("Save as…"))
        self.save.clicked.connect(self._save)
        self.folder = QPushButton(self.tr("Open folder of logs"))
        self.folder.clicked.connect(self._open_folder)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        self.told = PlainLabel("", "muted")
        self.told.hide()
        buttons = QHBoxLayout()
        for button in (self.copy, self.save, self.folder):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for widget in (self.what, self.others, says):
            layout.addWidget(widget)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.told)
        layout.addLayout(buttons)

    def show_others(self, count: int) -> None:
        """Say how many errors came after the one that is shown."""
        self.others.setText(
            counted(count, self.tr("1 more error came up since."),
                    self.tr("{n} more errors came up since."))
        )  # fmt: skip
        self.others.setVisible(count > 0)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.text)
        self._tell(self.tr("The report was copied."))

    def _save(self) -> None:
        path = self._report.path
        name = path.name if path is not None else "tagger-crash.txt"
        dialog = QFileDialog(self, self.tr("Save the report"), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Text (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the report there; what goes wrong is told below it."""
        try:
            write_whole(path, self._report.text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            self._tell(explain_os_error(error, self.tr("Could not save the report")))
        else:
            self._tell(self.tr("The report was saved."))

    def _open_folder(self) -> None:
        folder = crash.folder(self._home)
        url = QUrl.fromLocalFile(str(folder if folder.is_dir() else self._home.logs))
        if not QDesktopServices.openUrl(url):
            self._tell(self.tr("The folder is %1").replace("%1", str(folder)))

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()
