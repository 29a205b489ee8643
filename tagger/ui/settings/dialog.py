"""The settings, made from the declared options: nothing is stored before Save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tagger.errors import SettingsError
from tagger.settings import (
    ACTIVE_MODEL,
    NEVER_WRITE,
    OPTIONS,
    UNUSED_GENRES,
    Option,
    Settings,
)
from tagger.ui.labels import PlainLabel
from tagger.ui.search_field import search_field
from tagger.ui.settings.fields import OptionPage
from tagger.ui.settings.folders import FolderPage
from tagger.ui.text import counted, plain
from tagger.workflow.settings_file import Imported

_WIDTH, _HEIGHT = 760, 640
_MOST = 5
"""Reasons that are shown at once."""
_WRITING = (
    "bulk_policy",
    "hand_policy",
    "placeholders",
    "keep_mtime",
    "undo_mtime",
    "split_hard_links",
    "second_tag",
    "id3v23_separator",
    "write_evidence",
)
_ELSEWHERE = (ACTIVE_MODEL, NEVER_WRITE, UNUSED_GENRES)


class SettingsDialog(QDialog):
    """Pages of options; what is on no other page is on the first."""

    stored = Signal()
    genres_asked = Signal()
    import_asked = Signal(object)
    """Path of the file; what it says comes back by `take_in`."""
    export_asked = Signal(object, object)
    """Path of the file, and the values that the dialog shows."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        rest = [o for o in OPTIONS if o not in _ELSEWHERE]
        writing = [o for name in _WRITING for o in rest if o.name == name]
        readers = [o for o in rest if o.name.startswith("profile")]
        general = [o for o in rest if o not in writing and o not in readers]
        self.search = search_field(self, self.tr("Search the settings"))
        self.search.textChanged.connect(self._seek)
        self.nothing = PlainLabel(self.tr("No setting matches the search."), "muted")
        self.nothing.hide()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self._pages: list[OptionPage] = []
        for title, options in (
            (self.tr("&General"), general),
            (self.tr("&Writing"), writing),
            (self.tr("&Programs"), readers),
        ):
            if options:
                page = OptionPage(settings, options)
                page.setAccessibleName(title.replace("&", ""))
                self._pages.append(page)
                self.tabs.addTab(page, title)
        self.never_write = FolderPage(
            self.tr(
                "Files in these folders are never written, by no command and no button. What you "
                "accept for them stays in the catalog and can be exported."
            ),
            settings.get(NEVER_WRITE),
        )
        self.tabs.addTab(self.never_write, self.tr("&Never write here"))
        self.error = PlainLabel(role="bad")
        self.error.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(self.tr("Save"))
        ok.setProperty("primary", True)
        buttons.accepted.connect(self._store)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.error)
        bottom = QHBoxLayout()
        for text, tip, act in (
            (
                self.tr("Genres…"),
                self.tr("Names, spelling, parents and other names of genres"),
                self.genres_asked.emit,
            ),
            (
                self.tr("Import…"),
                self.tr("Take settings from a file; you see them before they are saved"),
                self._choose_import,
            ),
            (
                self.tr("Export…"),
                self.tr("Keep what is shown here as a file, to carry along"),
                self._choose_export,
            ),
            (
                self.tr("Reset all…"),
                self.tr("Every setting back to its default"),
                self._ask_reset,
            ),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=act: act())
            bottom.addWidget(button)
        bottom.addStretch()
        bottom.addWidget(buttons)
        layout.addLayout(bottom)
        self.resize(_WIDTH, min(_HEIGHT, self.screen().availableGeometry().height() * 9 // 10))

    @property
    def fields(self) -> dict[str, QWidget]:
        """The field of each option, by the option's name."""
        return {name: field for page in self._pages for name, field in page.fields.items()}

    @property
    def resets(self) -> dict[str, QToolButton]:
        """What sets each option back, by its name; hidden where it has its default."""
        return {name: reset for page in self._pages for name, reset in page.resets.items()}

    def values(self) -> list[tuple[Option[Any], Any]]:
        """What is shown."""
        shown: list[tuple[Option[Any], Any]] = [v for page in self._pages for v in page.values()]
        return [*shown, (NEVER_WRITE, self.never_write.folders())]

    def take_in(self, imported: Imported) -> None:
        """Show what a file says, and name what was left out; nothing is stored before Save.

        Folders that are never written are added to those there are: an import opens none.
        """
        values = {option.name: value for option, value in imported.values}
        for page in self._pages:
            page.fill(values)
        for folder in values.get(NEVER_WRITE.name, ()):
            self.never_write.add(folder)
        count = len(imported.values)
        text = counted(count, self.tr("1 setting was read."), self.tr("{n} settings were read."))
        lines = [f"{text} {self.tr('Save keeps what you see.')}"]
        if imported.left_out:
            lines += [self.tr("Left out:"), *(plain(each) for each in imported.left_out[:_MOST])]
        if len(imported.left_out) > _MOST:
            more = len(imported.left_out) - _MOST
            lines.append(counted(more, self.tr("and 1 more"), self.tr("and {n} more")))
        self.say("\n".join(lines), bad=bool(imported.left_out))

    def say(self, text: str, *, bad: bool) -> None:
        """A word under the pages."""
        self.error.setProperty("role", "bad" if bad else "muted")
        self.error.style().unpolish(self.error)
        self.error.style().polish(self.error)
        self.error.setText(text)
        self.error.show()

    def _seek(self, typed: str) -> None:
        words = typed.casefold().split()
        found: list[int] = []
        for page in self._pages:
            found.append(page.seek(words))
        texts = " ".join([self.never_write.head, *self.never_write.folders()]).casefold()
        found.append(int(all(word in texts for word in words)))
        for place, count in enumerate(found):
            self.tabs.setTabVisible(place, count > 0)
        matching = [place for place, count in enumerate(found) if count]
        if matching and self.tabs.currentIndex() not in matching:
            self.tabs.setCurrentIndex(matching[0])
        self.tabs.setVisible(bool(matching))
        self.nothing.setVisible(not matching)

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import settings"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["JSON (*.json)", self.tr("All files (*)")])
        dialog.accepted.connect(lambda: self.import_asked.emit(Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export settings"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.setNameFilter("JSON (*.json)")
        dialog.selectFile("tagger-settings.json")
        dialog.accepted.connect(
            lambda: self.export_asked.emit(Path(dialog.selectedFiles()[0]), self.values())
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_reset(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Reset all"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Set every setting back to its default?"))
        box.setInformativeText(
            self.tr("Folders that are never written stay. Nothing is kept before you press Save.")
        )
        yes = box.addButton(self.tr("Reset all"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(self._reset_all)
        box.finished.connect(box.deleteLater)
        box.open()

    def _reset_all(self) -> None:
        for page in self._pages:
            page.reset()

    def _store(self) -> None:
        try:
            for option, value in self.values():
                if value != self._settings.get(option):
                    self._settings.set(option, value)
        except SettingsError as error:
            self.say(error.message, bad=True)
            return
        self.stored.emit()
        self.accept()
