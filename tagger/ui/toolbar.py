"""The bar at the top, and the window's actions with their shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from tagger.ui import icons
from tagger.ui.library.filter_box import FilterBox
from tagger.ui.review.shortcuts import Key, sequences, tip, with_key
from tagger.ui.text import number


class _AccentButton(QToolButton):
    """Its icon has the colour for the accent; the same action in a menu has that of the text."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        if self.isEnabled():
            option.icon = icons.icon("write", "on_accent")


class Toolbar(QFrame):
    """Buttons for what is done to the library, and the filter."""

    left_filter = Signal()
    """Escape was pressed in the filter; it is empty now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setFixedHeight(56)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 0, 12, 0)
        self._layout.setSpacing(4)
        self.add_folder = self._action("add", self.tr("Add music"), Key.ADD)
        self.add_files = self._action("add", self.tr("Add files…"), self.tr("Add single files"))
        self.analyse = self._action(
            "analyse", self.tr("Analyse"), self.tr("Listen to what was not heard yet")
        )
        self.rescan = self._action("retry", self.tr("Look for changes"), Key.RESCAN)
        self.accept = self._action(
            "accept", self.tr("Accept"), self.tr("Accept the suggestion for the selected tracks")
        )
        self.accept_sure = self._action("accept", "", "")
        self.at_least = self._action(
            "accept", self.tr("Accept all above a chosen accuracy…"), Key.AT_LEAST
        )
        self.take_back = self._action(
            "undo", self.tr("Take back the last decision"), Key.TAKE_BACK_LAST
        )
        self.decide_again = self._action("redo", self.tr("Decide again"), Key.DECIDE_AGAIN)
        self.deciding = (self.accept, self.at_least, self.take_back, self.decide_again)
        self.tidy = self._action("genre", self.tr("Tidy genres…"), Key.TIDY)
        self.write = self._action("write", "", Key.WRITE)
        exports = (
            ("csv", self.tr("Export decided genres as a spreadsheet (CSV)…")),
            ("json", self.tr("Export decided genres as JSON…")),
            ("m3u8", self.tr("Export a playlist for each genre (M3U8)…")),
            ("shown.csv", self.tr("Export the tracks that are shown as a spreadsheet (CSV)…")),
            ("shown.json", self.tr("Export the tracks that are shown as JSON…")),
        )
        self.exports = {form: self._action("written", text, text) for form, text in exports}
        self.undo = self._action("undo", self.tr("Undo"), Key.UNDO_WRITE)
        self.history = self._action("history", self.tr("History"), Key.HISTORY)
        self.train = self._action("train", self.tr("Train on my library…"), Key.TRAIN)
        self.models = self._action("train", self.tr("Models…"), Key.MODELS)
        self.teach = self._action("unsure", self.tr("What would teach me most…"), Key.TEACH)
        self.training = (self.train, self.teach, self.models)
        self.map = self._action("map", self.tr("Map"), Key.MAP)
        self.statistics = self._action("statistics", self.tr("Statistics"), Key.STATISTICS)
        self.settings = self._action("settings", self.tr("Settings"), Key.SETTINGS)
        self.genres = self._action(
            "genre", self.tr("Genres I use…"), self.tr("Which genres are suggested at all")
        )
        self.albums = self._action(
            "group",
            self.tr("One genre per album"),
            self.tr("What is heard in all tracks of an album decides; compilations stay as is"),
        )
        self.albums.setCheckable(True)
        # A menu shows either a sign or whether the entry is on.
        self.albums.setIconVisibleInMenu(False)
        self.shortcuts = self._action("keys", self.tr("Shortcuts"), Key.SHORTCUTS)
        adding = (self.add_folder, self.add_files, self.analyse, self.rescan)
        self.changing = (
            *adding,
            *self.deciding,
            self.undo,
            self.settings,
            self.genres,
            self.albums,
            *self.training,
        )
        """What needs a library that can be written."""
        self.about = self._action(
            "about", self.tr("About Tagger"), self.tr("Version, and the licences of all parts")
        )
        self.search = self._action("search", self.tr("Filter"), Key.FILTER)
        # Its key is the table's: elsewhere Enter presses what has the focus.
        self.accept.setToolTip(with_key(self.accept.toolTip(), Key.ACCEPT))
        self._add_button(self.add_folder, [self.add_folder, self.add_files])
        self._add_button(self.analyse, [self.analyse, self.rescan])
        entries = [
            self.accept,
            self.accept_sure,
            self.at_least,
            self.take_back,
            self.decide_again,
            self.tidy,
        ]
        self.accept_menu = self._add_button(self.accept, entries).menu()
        self.write_button = self._add_button(
            self.write, [self.write, *self.exports.values()], _AccentButton()
        )
        self.write_button.setProperty("primary", True)
        self._add_button(self.undo)
        self.train_button = self._add_menu("train", self.tr("Train"), self.training)
        self._layout.addStretch(1)
        self.filter = FilterBox()
        self.filter.setMinimumWidth(88)
        self.filter.setMaximumWidth(320)
        self._layout.addWidget(self.filter, 8)
        escape = QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self.filter, context=Qt.ShortcutContext.WidgetShortcut
        )
        escape.activated.connect(self._clear_filter)
        self._layout.addSpacing(4)
        for action, menu in (
            (self.map, (self.map, self.statistics)),
            (self.history, ()),
            (self.settings, (self.settings, self.genres, self.albums, self.shortcuts, self.about)),
        ):
            button = self._add_button(action, menu)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._foldable = [
            button
            for action in (self.undo, self.analyse, self.add_folder, self.accept)
            for button in self.findChildren(QToolButton)
            if button.defaultAction() is action
        ]
        self._foldable.insert(1, self.train_button)
        self.search.triggered.connect(self._on_search)
        self.show_pending(0)
        self.show_sure(0)

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.left_filter.emit()

    def show_pending(self, count: int) -> None:
        """How many files a write would change."""
        text = self.tr("Write %1").replace("%1", number(count)) if count else self.tr("Write")
        self.write.setText(text)
        self.write.setEnabled(count > 0)
        self.write_button.setAccessibleName(text)
        self._fold()

    def show_sure(self, count: int) -> None:
        """How many of the shown suggestions the model is sure of."""
        text = self.tr("Accept all %1 that are shown and sure")
        self.accept_sure.setText(text.replace("%1", number(count)))
        self.accept_sure.setEnabled(count > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where not everything fits, buttons show their icon alone, one after another."""
        style = Qt.ToolButtonStyle
        for button in self._foldable:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        for button in self._foldable:
            self._layout.invalidate()
            if self._layout.minimumSize().width() <= self.width():
                break
            button.setToolButtonStyle(style.ToolButtonIconOnly)
        # Asked for its size, the layout takes itself for laid out.
        self._layout.invalidate()

    def _action(self, icon: str, text: str, does: str | Key) -> QAction:
        """`does` is its tooltip, or the shortcut, which knows what it does."""
        action = QAction(icons.icon(icon), text, self)
        if isinstance(does, Key):
            action.setShortcuts(sequences(does))
            does = tip(does)
        action.setToolTip(does)
        self.window().addAction(action)
        return action

    def _add_button(
        self, action: QAction, menu: Sequence[QAction] = (), button: QToolButton | None = None
    ) -> QToolButton:
        button = button or QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if menu:
            entries = QMenu(button)
            entries.addActions(list(menu))
            button.setMenu(entries)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._layout.addWidget(button)
        return button

    def _add_menu(self, icon: str, text: str, entries: Sequence[QAction]) -> QToolButton:
        """A button that does nothing but open a menu."""
        button = self._add_button(QAction(icons.icon(icon), text, self), entries)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _on_search(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()
