"""Filters that were kept under a name: a menu at the filter box, and a dialog to rename them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from tagger.paths import Home
from tagger.ui import icons
from tagger.ui.labels import PlainLabel
from tagger.ui.library.filter_box import FilterBox
from tagger.ui.library.marks import ROW_HEIGHT
from tagger.ui.review.shortcuts import Key, keys_text, sequences, tip
from tagger.ui.text import plain, tooltip

_ARRAY = "filters"
_LONGEST_NAME = 60
_NAME_WIDTH = 400
_ROOM = 200
"""Pixels of the box from which on there is room for the star."""


class SavedFilters(QObject):
    """Names and what was typed, in `window.ini`, in the order in which they were kept."""

    changed = Signal()

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSettings(str(home.data / "window.ini"), QSettings.Format.IniFormat)

    def all(self) -> dict[str, str]:
        """What was typed, by name; entries that are damaged are left out."""
        found: dict[str, str] = {}
        for place in range(self._file.beginReadArray(_ARRAY)):
            self._file.setArrayIndex(place)
            name, typed = self._file.value("name"), self._file.value("typed")
            if isinstance(name, str) and isinstance(typed, str) and name and typed:
                found[name] = typed
        self._file.endArray()
        return found

    def keep(self, name: str, typed: str) -> None:
        """Keep a filter; one of the same name is replaced."""
        self._store(self.all() | {name: typed})

    def rename(self, old: str, new: str) -> bool:
        """Whether it has the new name: not an empty one, and not that of another."""
        known = self.all()
        if not new or old not in known or (new in known and new != old):
            return False
        self._store({new if name == old else name: typed for name, typed in known.items()})
        return True

    def remove(self, name: str) -> None:
        self._store({each: typed for each, typed in self.all().items() if each != name})

    def _store(self, filters: dict[str, str]) -> None:
        self._file.remove(_ARRAY)
        self._file.beginWriteArray(_ARRAY, len(filters))
        for place, (name, typed) in enumerate(filters.items()):
            self._file.setArrayIndex(place)
            self._file.setValue("name", name)
            self._file.setValue("typed", typed)
        self._file.endArray()
        self.changed.emit()


class SavedMenu(QMenu):
    """Hangs a star into the filter box; what it opens keeps filters and brings them back."""

    def __init__(self, box: FilterBox, saved: SavedFilters) -> None:
        super().__init__(box)
        self.setToolTipsVisible(True)
        self._box = box
        self._saved = saved
        self._star = box.addAction(
            icons.icon("star", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._star.setToolTip(tip(Key.SAVED_FILTERS))
        self._star.triggered.connect(self.open)
        for keys in sequences(Key.SAVED_FILTERS):
            QShortcut(keys, box, self.open)
        box.resized.connect(lambda: self._star.setVisible(box.width() >= _ROOM))
        self.aboutToShow.connect(self._fill)

    def open(self) -> None:
        self.popup(self._box.mapToGlobal(QPoint(0, self._box.height() + 2)))

    def ask_name(self) -> None:
        """Keep what is typed, under a name."""
        typed = self._box.text().strip()
        dialog = QInputDialog(self._box.window())
        dialog.setWindowTitle(self.tr("Keep this filter"))
        dialog.setLabelText(self.tr("Name"))
        dialog.setTextValue(typed[:_LONGEST_NAME])
        dialog.setOkButtonText(self.tr("Keep"))
        dialog.textValueSelected.connect(lambda name: self._keep(name, typed))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.resize(_NAME_WIDTH, dialog.height())

    def edit(self) -> None:
        dialog = SavedDialog(self._saved, self._box.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, name: str, typed: str) -> None:
        name = plain(name.strip(), _LONGEST_NAME)
        if name and typed:
            self._saved.keep(name, typed)

    def _fill(self) -> None:
        self.clear()
        kept = self._saved.all()
        typed = self._box.text().strip()
        keep = self.addAction(
            icons.icon("star"), self.tr("Keep this filter…"), lambda: self.ask_name()
        )
        keep.setEnabled(bool(typed) and typed not in kept.values())
        if not kept:
            return
        self.addSeparator()
        for name, text in kept.items():
            # An ampersand would underline a letter.
            action = self.addAction(name.replace("&", "&&"))
            action.setToolTip(tooltip(text))
            action.triggered.connect(lambda _=False, text=text: self._box.setText(text))
        self.addSeparator()
        self.addAction(icons.icon("edit"), self.tr("Rename or remove…"), lambda: self.edit())


class SavedDialog(QDialog):
    """The kept filters by name, to be renamed in place or removed."""

    def __init__(self, saved: SavedFilters, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Kept filters"))
        self.resize(440, 360)
        self._saved = saved
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        for name, typed in saved.all().items():
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(tooltip(typed))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            # Before the style sheet is there, rows would be as low as their text.
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._on_renamed)
        self.list.currentRowChanged.connect(lambda _: self._enable())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        self.rename = buttons.addButton(self.tr("Rename"), QDialogButtonBox.ButtonRole.ActionRole)
        self.rename.setToolTip(self.tr("Give it another name (F2)"))
        self.remove = buttons.addButton(self.tr("Remove"), QDialogButtonBox.ButtonRole.ActionRole)
        self.remove.setToolTip(self.tr("Remove this filter; no track is touched (Delete)"))
        for button in (self.rename, self.remove):
            button.setAutoDefault(False)
        self.rename.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self.remove.clicked.connect(self._remove)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete),
            self.list,
            self._remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        place = self.tr("Kept filters are at the left, and in the menu of the star (%1).")
        place = place.replace("%1", keys_text(Key.SAVED_FILTERS)[0])
        layout.addWidget(PlainLabel(place, "muted"))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self._enable()

    def _on_renamed(self, item: QListWidgetItem) -> None:
        old = item.data(Qt.ItemDataRole.UserRole)
        new = plain(item.text().strip(), _LONGEST_NAME)
        name = new if self._saved.rename(old, new) else old
        self.list.blockSignals(True)
        item.setData(Qt.ItemDataRole.UserRole, name)
        item.setText(name)
        self.list.blockSignals(False)

    def _remove(self) -> None:
        item = self.list.takeItem(self.list.currentRow())
        if item is not None:
            self._saved.remove(item.data(Qt.ItemDataRole.UserRole))
        self._enable()

    def _enable(self) -> None:
        picked = self.list.currentItem() is not None
        self.rename.setEnabled(picked)
        self.remove.setEnabled(picked)
