"""The views on the left: where tracks stand on their way, and their genres, with live counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from tagger.ui import icons, theme
from tagger.ui.calm import draw_alike_when_inactive
from tagger.ui.library.marks import state_color
from tagger.ui.library.track_model import TrackModel
from tagger.ui.text import (
    CONFLICT_ICON,
    STALE_ICON,
    STATE_ICONS,
    number,
    plain,
    stale_text,
    state_text,
    tooltip,
)
from tagger.workflow.review import ReviewState

_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_HEIGHT = 32
_ALWAYS = (
    ReviewState.TO_REVIEW,
    ReviewState.UNSURE,
    ReviewState.ACCEPTED,
    ReviewState.WRITTEN,
    ReviewState.FAILED,
    ReviewState.ABSENT,
)
_ORDER = (
    ReviewState.WAITING,
    ReviewState.TO_REVIEW,
    ReviewState.UNSURE,
    ReviewState.ACCEPTED,
    ReviewState.WRITTEN,
    ReviewState.REJECTED,
    ReviewState.NO_MUSIC,
    ReviewState.FAILED,
    ReviewState.ABSENT,
)


@dataclass(frozen=True)
class View:
    """What the sidebar can show: all, one state, one suggested genre, what was accepted under
    another model, what contradicts its file, or what a kept filter finds."""

    state: ReviewState | None = None
    genre: str | None = None
    stale: bool = False
    conflict: bool = False
    kept: str | None = None
    """The name of a filter that was kept."""


class Sidebar(QListWidget):
    """One list with two headed parts; exactly one view is selected."""

    viewed = Signal(object)
    """View."""

    def __init__(self, model: TrackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("Views"))
        self.setItemDelegate(_ViewDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(168)
        self._model = model
        self._view = View()
        self._items: dict[View, _Item] = {}
        self._add_head(self.tr("LIBRARY"))
        self._add(View(), self.tr("All"))
        for state in _ORDER:
            self._add(View(state), state_text(state))
            if state is ReviewState.UNSURE:
                conflicts = self._add(View(conflict=True), self.tr("Conflicts"))
                conflicts.setToolTip(self.tr("The suggestion is another genre than the file says"))
            elif state is ReviewState.ACCEPTED:
                self._add(View(stale=True), stale_text())
        draw_alike_when_inactive(self)
        self._kept_head = self._add_head(self.tr("FILTERS"))
        self._kept_head.setHidden(True)
        self._genres_head = self._add_head(self.tr("GENRES"))
        self.setCurrentItem(self._items[View()])
        # Counts change with every row; four times a second is enough to look live.
        self._timer = QTimer(self, singleShot=True, interval=250)
        self._timer.timeout.connect(self._recount)
        model.counted.connect(self._schedule)
        self.currentItemChanged.connect(self._on_current)
        self._recount()

    @property
    def view(self) -> View:
        return self._view

    def show_view(self, view: View) -> None:
        if view.genre is not None and view not in self._items:
            self._add(view, plain(view.genre))
        # A kept filter may have been removed since.
        self.setCurrentItem(self._items.get(view) or self._items[View()])

    def show_kept(self, names: Mapping[str, str]) -> None:
        """List these kept filters; each name with what was typed."""
        for view in [view for view in self._items if view.kept is not None]:
            if view.kept not in names:
                if self._view == view:
                    self.setCurrentItem(self._items[View()])
                self.takeItem(self.row(self._items.pop(view)))
        for place, (name, typed) in enumerate(names.items(), self.row(self._kept_head) + 1):
            view = View(kept=name)
            item = self._items.get(view) or self._add(view, plain(name), place)
            item.setToolTip(tooltip(plain(typed)))
            self._put_at(item, place)
        self._set_hidden(self._kept_head, not names)

    def count_kept(self, counts: Mapping[str, int]) -> None:
        """Tell how many tracks each kept filter finds."""
        for name, count in counts.items():
            item = self._items.get(View(kept=name))
            if item is not None:
                self._set_count(item, count)

    def count_of(self, view: View) -> int:
        return self._items[view].tracks

    def _schedule(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _add(self, view: View, text: str, row: int | None = None) -> _Item:
        item = _Item(text)
        item.setData(_ROLE, view)
        item.setToolTip(tooltip(text))
        self.insertItem(self.count() if row is None else row, item)
        self._items[view] = item
        return item

    def _add_head(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)
        return item

    def _recount(self) -> None:
        states = self._model.library.states
        genres = self._model.library.genres
        for view, item in self._items.items():
            if view.genre is None and view.kept is None:
                count = states[view.state] if view.state else self._model.total
                if view.stale:
                    count = self._model.library.stale
                elif view.conflict:
                    count = self._model.library.conflicts
                self._set_count(item, count)
                optional = view.stale or (view.state is not None and view.state not in _ALWAYS)
                quiet = optional and not count
                self._set_hidden(item, quiet and view != self._view)
        wanted = sorted(
            (genre for genre, count in genres.items() if count > 0),
            key=lambda genre: (-genres[genre], genre.casefold()),
        )
        present = {view.genre for view in self._items if view.genre is not None}
        stale = present - set(wanted) - {self._view.genre}
        first = self.row(self._genres_head) + 1
        for genre in stale:
            item = self._items.pop(View(genre=genre))
            self.takeItem(self.row(item))
        for place, genre in enumerate(wanted, first):
            view = View(genre=genre)
            item = self._items.get(view) or self._add(view, plain(genre), place)
            self._set_count(item, genres[genre])
            self._put_at(item, place)
        self._set_hidden(self._genres_head, not wanted)

    def _set_hidden(self, item: QListWidgetItem, hidden: bool) -> None:
        # Qt would lay out and draw the whole list anew, also where nothing changes.
        if item.isHidden() != hidden:
            item.setHidden(hidden)

    def _put_at(self, item: QListWidgetItem, place: int) -> None:
        row = self.row(item)
        if row != place:
            blocked = self.blockSignals(True)
            current = self.currentItem()
            self.takeItem(row)
            self.insertItem(place, item)
            if current is item:
                self.setCurrentItem(item)
            self.blockSignals(blocked)

    def _set_count(self, item: _Item, count: int) -> None:
        if item.tracks != count:
            item.tracks = count
            # Told as data, it would have Qt lay out the whole list.
            self.update(self.indexFromItem(item))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ROLE) is not None:
            self._view = item.data(_ROLE)
            self.viewed.emit(self._view)


class _Item(QListWidgetItem):
    """A view with the number of tracks in it."""

    tracks = 0

    def data(self, role: int) -> Any:
        if role == _COUNT_ROLE:
            return self.tracks
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.text()}, {number(self.tracks)}"
        return super().data(role)


class _ViewDelegate(QStyledItemDelegate):
    """Sign, name, and the count at the right edge."""

    def sizeHint(self, option, index) -> QSize:
        view: View | None = index.data(_ROLE)
        if view is None:
            return QSize(120, _HEIGHT + 8)
        return QSize(120, _HEIGHT + 16 if view.stale else _HEIGHT)

    def paint(self, painter: QPainter, option, index) -> None:
        c = theme.colors()
        view: View | None = index.data(_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if view is None:
            font = QFont(option.font)
            font.setPointSizeF(font.pointSizeF() * 0.85)
            font.setBold(True)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8)
            painter.setFont(font)
            painter.setPen(QColor(c.muted))
            painter.drawText(rect.adjusted(8, 8, -8, 0), left, index.data())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.selection if selected else c.hover))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -2), 6, 6)
        color = QColor(c.on_selection if selected else c.text)
        name = "genre" if view.genre is not None else "all" if view.kept is None else "star"
        tint = c.muted
        if view.state is not None:
            name, tint = STATE_ICONS[view.state], state_color(view.state)
        elif view.stale:
            name, tint = STALE_ICON, c.caution
        elif view.conflict:
            name, tint = CONFLICT_ICON, c.caution
        corner = QPoint(rect.left() + 8, rect.center().y() - 7)
        icons.stamp(painter, name, tint, QRect(corner, QSize(16, 16)).toRectF())
        count = number(index.data(_COUNT_ROLE))
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(count)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color if selected else QColor(c.muted))
        painter.drawText(rect.adjusted(0, 0, -8, 0), right, count)
        area = rect.adjusted(32, 0, -16 - width, 0)
        painter.setPen(color)
        if view.stale:
            # Too long for one line, and without its end it would say nothing.
            painter.drawText(area, left | Qt.TextFlag.TextWordWrap, index.data())
            painter.restore()
            return
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(area, left, metrics.elidedText(index.data(), elide, area.width()))
        painter.restore()
