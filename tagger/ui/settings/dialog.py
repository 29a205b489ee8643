"""The settings, made from the declared options: nothing is stored before Save."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from tagger.errors import SettingsError
from tagger.settings import ACTIVE_MODEL, NEVER_WRITE, OPTIONS, Option, Settings
from tagger.ui.labels import PlainLabel
from tagger.ui.settings.fields import OptionPage
from tagger.ui.settings.folders import FolderPage

_WIDTH, _HEIGHT = 720, 620
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
_ELSEWHERE = (ACTIVE_MODEL, NEVER_WRITE)


class SettingsDialog(QDialog):
    """Pages of options; what is on no other page is on the first."""

    stored = Signal()
    genres_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        rest = [o for o in OPTIONS if o not in _ELSEWHERE]
        writing = [o for name in _WRITING for o in rest if o.name == name]
        readers = [o for o in rest if o.name.startswith("profile")]
        general = [o for o in rest if o not in writing and o not in readers]
        self.tabs = QTabWidget()
        self._pages: list[OptionPage] = []
        for title, options in (
            (self.tr("&General"), general),
            (self.tr("&Writing"), writing),
            (self.tr("&Programs"), readers),
        ):
            if options:
                page = OptionPage(settings, options)
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
        genres = buttons.addButton(self.tr("Genres…"), QDialogButtonBox.ButtonRole.ResetRole)
        genres.setToolTip(self.tr("Names, spelling, parents and other names of genres"))
        genres.clicked.connect(self.genres_asked)
        buttons.accepted.connect(self._store)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.error)
        layout.addWidget(buttons)
        self.resize(_WIDTH, min(_HEIGHT, self.screen().availableGeometry().height() * 9 // 10))

    @property
    def fields(self) -> dict[str, QWidget]:
        """The field of each option, by the option's name."""
        return {name: field for page in self._pages for name, field in page.fields.items()}

    def _store(self) -> None:
        wanted: list[tuple[Option[Any], Any]] = [v for page in self._pages for v in page.values()]
        wanted.append((NEVER_WRITE, self.never_write.folders()))
        try:
            for option, value in wanted:
                if value != self._settings.get(option):
                    self._settings.set(option, value)
        except SettingsError as error:
            self.error.setText(error.message)
            self.error.show()
            return
        self.stored.emit()
        self.accept()
