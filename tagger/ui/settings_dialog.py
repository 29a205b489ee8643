"""The settings, made from the declared options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tagger.errors import SettingsError
from tagger.settings import ACTIVE_MODEL, OPTIONS, Option, Settings
from tagger.ui.labels import PlainLabel

_SEPARATOR = ", "
_WIDTH = 640


class SettingsDialog(QDialog):
    """One field per option; nothing is stored before OK."""

    stored = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(_WIDTH)
        self._settings = settings
        self.fields: dict[str, QWidget] = {}
        self._readers: list[tuple[Option[Any], Callable[[], Any]]] = []
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        titles = self._titles()
        for option in OPTIONS:
            if option is ACTIVE_MODEL:
                continue
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
        layout.setContentsMargins(24, 24, 24, 16)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        layout.addWidget(area, 1)
        layout.addWidget(self.error)
        layout.addWidget(buttons)
        # As high as it wants to be, where the screen has room for that.
        around = self.sizeHint().height() - area.sizeHint().height()
        wanted = content.sizeHint().height() + around
        self.resize(_WIDTH, min(wanted, self.screen().availableGeometry().height() * 9 // 10))

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
            "split_hard_links": self.tr("Hard links"),
            "placeholders": self.tr("No genre at all"),
            "theme": self.tr("Theme"),
        }

    def _words(self) -> dict[str, str]:
        return {
            "replace": self.tr("Replace the genres there are"),
            "append": self.tr("Append to the genres there are"),
            "fill": self.tr("Fill only what has no genre"),
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
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

    def _store(self) -> None:
        try:
            for option, read in self._readers:
                value = read()
                if value != self._settings.get(option):
                    self._settings.set(option, value)
        except SettingsError as error:
            self.error.setText(error.message)
            self.error.show()
            return
        self.stored.emit()
        self.accept()
