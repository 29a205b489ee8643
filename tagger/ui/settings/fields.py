"""One field for each declared option, with its title, its help and its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from tagger.settings import Option, Settings
from tagger.ui.labels import PlainLabel

_SEPARATOR = ", "


class OptionPage(QScrollArea):
    """A form of options; nothing is stored before `values` is read."""

    def __init__(self, settings: Settings, options: Sequence[Option[Any]]) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self._settings = settings
        self._readers: list[tuple[Option[Any], Callable[[], Any]]] = []
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(0, 16, 12, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        titles = self._titles()
        for option in options:
            field, read = self._field(option)
            # What lies under the pointer while somebody scrolls is not to change.
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)
            field.setAccessibleName(titles.get(option.name, option.name))
            self.fields[option.name] = field
            self._readers.append((option, read))
            form.addRow(titles.get(option.name, option.name), field)
            help_text = PlainLabel(self.tr(option.help), "muted")
            help_text.setContentsMargins(0, 0, 0, 12)
            help_text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            form.addRow("", help_text)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def values(self) -> list[tuple[Option[Any], Any]]:
        return [(option, read()) for option, read in self._readers]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _titles(self) -> dict[str, str]:
        return {
            "workers": self.tr("Threads"),
            "windows": self.tr("Passages"),
            "genres_per_track": self.tr("Genres per track"),
            "bulk_policy": self.tr("Suggestions"),
            "hand_policy": self.tr("Your own choice"),
            "keep_mtime": self.tr("File times"),
            "undo_mtime": self.tr("Times after undo"),
            "split_hard_links": self.tr("Hard links"),
            "placeholders": self.tr("No genre at all"),
            "second_tag": self.tr("Second tags"),
            "id3v23_separator": self.tr("Old ID3 tags"),
            "write_evidence": self.tr("What was heard"),
            "profile": self.tr("Read by"),
            "profile_joint": self.tr("Joined by"),
            "profile_most": self.tr("Genres at most"),
            "profile_order": self.tr("Order"),
            "profile_separator": self.tr("Separator"),
            "profile_subgenres": self.tr("Narrower genres"),
            "theme": self.tr("Theme"),
        }

    def _words(self) -> dict[str, str]:
        return {
            "replace": self.tr("Replace the genres there are"),
            "append": self.tr("Append to the genres there are"),
            "fill": self.tr("Fill only what has no genre"),
            "standard": self.tr("Any program: each genre is a value of its own"),
            "navidrome": "Navidrome",
            "jellyfin": "Jellyfin",
            "plex": "Plex",
            "kodi": "Kodi",
            "rekordbox": "Rekordbox",
            "serato": "Serato",
            "traktor": "Traktor",
            "own": self.tr("My own way, as set below"),
            "as given": self.tr("As suggested"),
            "narrowest first": self.tr("Narrowest first"),
            "broadest first": self.tr("Broadest first"),
            "none": self.tr("In the genre field"),
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "old": self.tr("The old one"),
            "new": self.tr("A new one, which media servers notice"),
        }

    def _field(self, option: Option[Any]) -> tuple[QWidget, Callable[[], Any]]:
        value = self._settings.get(option)
        if option.choices:
            box = QComboBox()
            words = self._words()
            for choice in option.choices:
                box.addItem(words.get(choice, choice), choice)
            box.setCurrentIndex(box.findData(value))
            return box, box.currentData
        if isinstance(value, bool):
            check = QCheckBox(self.tr("Yes"))
            check.setChecked(value)
            return check, check.isChecked
        if isinstance(value, int):
            spin = QSpinBox()
            spin.setRange(option.minimum or 0, option.maximum or 10**6)
            spin.setValue(value)
            return spin, spin.value
        if isinstance(value, tuple):
            line = QLineEdit(_SEPARATOR.join(value))
            line.setCursorPosition(0)
            return line, lambda: tuple(
                part.strip() for part in line.text().split(",") if part.strip()
            )
        line = QLineEdit(value)
        return line, line.text
