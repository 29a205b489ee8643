"""The small button in the table's header that says by what the tracks are grouped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from tagger.ui import icons
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.track_model import TrackModel
from tagger.ui.review.shortcuts import Key, sequences, tip
from tagger.ui.turns import in_next_turn


class GroupButton(QToolButton):
    """Opens a menu of what the tracks can be grouped by; the model is told what is chosen."""

    grouped = Signal(bool)
    """Whether the tracks stand in groups now."""

    def __init__(self, model: TrackModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("groupBy")
        self.setAccessibleName(self.tr("Group by"))
        self.setToolTip(tip(Key.GROUP))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        choices = QActionGroup(self)
        self.choices: dict[GroupBy, QAction] = {}
        for by, text in (
            (GroupBy.NONE, self.tr("No groups")),
            (GroupBy.ALBUM, self.tr("Group by album")),
            (GroupBy.ARTIST, self.tr("Group by artist")),
            (GroupBy.FOLDER, self.tr("Group by folder")),
            (GroupBy.GENRE, self.tr("Group by suggested genre")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            # What the menu covered is drawn first.
            action.triggered.connect(
                lambda _=False, by=by: in_next_turn(self, lambda: self.choose(by))
            )
            choices.addAction(action)
            self.choices[by] = action
        self.setMenu(menu)
        for keys in sequences(Key.GROUP):
            QShortcut(keys, self).activated.connect(self._ask)
        self.choose(GroupBy.NONE)

    def choose(self, by: GroupBy) -> None:
        self.choices[by].setChecked(True)
        self.setIcon(icons.icon("group", "accent" if by else "muted"))
        self._model.set_grouping(by)
        self.grouped.emit(bool(by))

    def _ask(self) -> None:
        if self.isVisible():
            self.showMenu()
