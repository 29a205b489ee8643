"""One field for each declared option, with its title, its help and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from tagger.settings import Option, Settings
from tagger.ui import icons, theme
from tagger.ui.labels import PlainLabel
from tagger.ui.text import plain, tooltip
from tagger.wording import say

_SEPARATOR = ", "


@dataclass(frozen=True)
class _Row:
    """One option's field, how to read and fill it, and what shows that it has a value of its own.

    `words` are what a search looks through.
    """

    option: Option[Any]
    field: QWidget
    read: Callable[[], Any]
    fill: Callable[[Any], None]
    reset: QToolButton
    place: int
    words: str

    def refresh(self) -> None:
        self.reset.setVisible(self.read() != self.option.default)


class OptionPage(QScrollArea):
    """A form of options; nothing is stored before `values` is read."""

    def __init__(self, settings: Settings, options: Sequence[Option[Any]]) -> None:
        super().__init__()
        self._settings = settings
        self._rows: list[_Row] = []
        content = QWidget()
        form = self._form = QFormLayout(content)
        form.setContentsMargins(0, 16, 12, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        titles = self._titles()
        for option in options:
            self._add(option, titles.get(option.name, option.name))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    @property
    def fields(self) -> dict[str, QWidget]:
        """The field of each option, by the option's name."""
        return {row.option.name: row.field for row in self._rows}

    @property
    def resets(self) -> dict[str, QToolButton]:
        return {row.option.name: row.reset for row in self._rows}

    def values(self) -> list[tuple[Option[Any], Any]]:
        return [(row.option, row.read()) for row in self._rows]

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show other values, by the options' names; they are not stored yet."""
        for row in self._rows:
            if row.option.name in values:
                row.fill(values[row.option.name])

    def reset(self) -> None:
        """Show every option's default."""
        for row in self._rows:
            row.fill(row.option.default)

    def seek(self, words: Sequence[str]) -> int:
        """Show only the options whose title, sentence or choices hold every word; how many."""
        found = 0
        for row in self._rows:
            holds = all(word in row.words for word in words)
            found += holds
            self._form.setRowVisible(row.place, holds)
            self._form.setRowVisible(row.place + 1, holds)
            if holds:
                # The form shows a row with all that is in it.
                row.refresh()
        return found

    def _add(self, option: Option[Any], title: str) -> None:
        field, read, fill = self._field(option)
        # What lies under the pointer while somebody scrolls is not to change.
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)
        field.setAccessibleName(title)
        reset = QToolButton()
        reset.setIcon(icons.icon("undo", "muted"))
        name = self.tr("Back to the default: %1")
        reset.setAccessibleName(f"{title}: {name.replace('%1', self._text(option))}")
        reset.setToolTip(tooltip(name.replace("%1", self._text(option))))
        reset.clicked.connect(lambda: (fill(option.default), field.setFocus()))
        policy = reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(policy)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(field, 1)
        line.addWidget(reset)
        sentence = say(option.help)
        help_text = PlainLabel(sentence, "muted")
        help_text.setContentsMargins(0, 0, 0, 16)
        help_text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        words = self._words()
        choices = [words.get(choice, choice) for choice in option.choices]
        text = " ".join([title, sentence, option.name, *choices]).casefold()
        row = _Row(option, field, read, fill, reset, self._form.rowCount(), text)
        self._rows.append(row)
        label = QLabel(title)
        label.setBuddy(field)
        self._form.addRow(label, line)
        self._form.addRow("", help_text)
        _on_change(field, row.refresh)
        row.refresh()

    def _text(self, option: Option[Any]) -> str:
        """An option's default in words."""
        value = option.default
        if isinstance(value, bool):
            return self.tr("Yes") if value else self.tr("No")
        if isinstance(value, tuple):
            return plain(_SEPARATOR.join(value))
        if option.choices:
            return self._words().get(str(value), str(value))
        if isinstance(value, str):
            return self.tr("“%1”").replace("%1", value) if value else self.tr("empty")
        return str(value)

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
            "album_genres": self.tr("Albums"),
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
            "profile_most": self.tr("Most genres"),
            "profile_order": self.tr("Order"),
            "profile_separator": self.tr("Separator"),
            "profile_subgenres": self.tr("Narrower genres"),
            "watch_folders": self.tr("Watch my folders"),
            "look_on_return": self.tr("Look when I return"),
            "idle_listening": self.tr("Listen when idle"),
            "on_battery": self.tr("On battery"),
            "theme": self.tr("Theme"),
            "language": self.tr("Language"),
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
            "en": "English",
            "de": "Deutsch",
            "old": self.tr("The old one"),
            "new": self.tr("A new one, which media servers notice"),
            "ask": self.tr("Ask first"),
            "listen": self.tr("Listen at once"),
            "wait": self.tr("Wait until plugged in"),
        }

    def _field(
        self, option: Option[Any]
    ) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        value = self._settings.get(option)
        if option.choices:
            box = QComboBox()
            words = self._words()
            for choice in option.choices:
                box.addItem(words.get(choice, choice), choice)
            box.setCurrentIndex(box.findData(value))
            return box, box.currentData, lambda new: box.setCurrentIndex(box.findData(new))
        if isinstance(value, bool):
            check = QCheckBox(self.tr("Yes"))
            check.setChecked(value)
            return check, check.isChecked, check.setChecked
        if isinstance(value, int):
            spin = QSpinBox()
            # Where the text of other fields begins; the style sheet does not reach this one.
            spin.lineEdit().setTextMargins(theme.GRID, 0, 0, 0)
            spin.setRange(option.minimum or 0, option.maximum or 10**6)
            spin.setValue(value)
            return spin, spin.value, spin.setValue
        line = QLineEdit()
        if not isinstance(value, tuple):
            line.setText(value)
            return line, line.text, line.setText

        def fill(new: tuple[str, ...]) -> None:
            line.setText(_SEPARATOR.join(new))
            line.setCursorPosition(0)

        def read() -> tuple[str, ...]:
            return tuple(part.strip() for part in line.text().split(",") if part.strip())

        fill(value)
        return line, read, fill


def _on_change(field: QWidget, act: Callable[[], None]) -> None:
    if isinstance(field, QComboBox):
        field.currentIndexChanged.connect(lambda _: act())
    elif isinstance(field, QCheckBox):
        field.toggled.connect(lambda _: act())
    elif isinstance(field, QSpinBox):
        field.valueChanged.connect(lambda _: act())
    elif isinstance(field, QLineEdit):
        field.textChanged.connect(lambda _: act())
