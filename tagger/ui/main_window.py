"""The window: toolbar, views, table, inspector, strip, and how they talk to one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from tagger.paths import Home
from tagger.ui import icons, theme
from tagger.ui.about.room import About
from tagger.ui.adding import Adding
from tagger.ui.beforehand import load_dialogs_beforehand
from tagger.ui.calm import draw_alike_when_hovered
from tagger.ui.controller import Controller
from tagger.ui.exporting import Exporting
from tagger.ui.library.kept_views import KeptViews
from tagger.ui.library.lines import Filter
from tagger.ui.library.pages import Pages
from tagger.ui.library.saved_filters import SavedFilters, SavedMenu
from tagger.ui.library.sidebar import Sidebar
from tagger.ui.library.table import TrackTable
from tagger.ui.map.room import MapRoom
from tagger.ui.panes import Panes
from tagger.ui.player.following import Following
from tagger.ui.player.player import Player
from tagger.ui.preferences import Preferences
from tagger.ui.problems_room import ProblemsRoom
from tagger.ui.progress_strip import ProgressStrip
from tagger.ui.remembering import Remembering
from tagger.ui.review.actions import ReviewActions
from tagger.ui.review.inspector import Inspector
from tagger.ui.review.shortcuts import Key
from tagger.ui.review.sure_room import SureRoom
from tagger.ui.standing import StandingRoom
from tagger.ui.statistics.room import StatisticsRoom
from tagger.ui.text import counted, number
from tagger.ui.tidy.room import Tidying
from tagger.ui.toolbar import Toolbar
from tagger.ui.tour import Tour
from tagger.ui.training.room import Training
from tagger.ui.watching.room import Watching
from tagger.ui.window_state import WindowState
from tagger.ui.writing import Writing
from tagger.workflow.library_view import WritePlan

_FILTER_MILLISECONDS = 20
"""Filtering 100,000 rows takes little longer than a key press; what is typed in a burst is one."""


class MainWindow(QMainWindow):
    """One library on the screen. The catalog is opened once the window is shown."""

    refused = Signal(str)
    """There is no library to show; the sentence says why."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self.setWindowTitle("Tagger")
        self.setWindowIcon(icons.app_icon())
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(QSize(720, 480).boundedTo(self.screen().availableSize()))
        self._state = WindowState(home)
        self._opening = False
        self.controller = Controller(home, self._state.model_key, self)
        self.toolbar = Toolbar(self)
        self.sidebar = Sidebar(self.controller.rows)
        self.table = TrackTable(self.controller.rows)
        self.player = Player(self)
        """Shared by all dialogs: one thing sounds at a time."""
        self.inspector = Inspector(self.controller, self.player)
        self.strip = ProgressStrip(self.controller.runner)
        self.pages = Pages(self.controller, self.table, self.sidebar, self.toolbar.filter)
        self.adding = Adding(self.add, lambda: self.controller.session is not None, self)
        self.problems = ProblemsRoom(self.controller, self.strip, self)
        self.review = ReviewActions(self.controller, self.table, self.inspector, self.toolbar, self)
        self.kept = KeptViews(SavedFilters(home, self), self.controller, self.sidebar, self)
        self.saved_filters = SavedMenu(self.toolbar.filter, self.kept.saved)
        self.sure = SureRoom(self.controller, self.toolbar.at_least, self.table, self)
        self.standing = StandingRoom(self.controller, self)
        self.writing = Writing(self.controller, self)
        self.exporting = Exporting(self.controller, self)
        self.preferences = Preferences(self.controller, self)
        self.training = Training(self.controller, self.toolbar, self.player, self)
        self.about = About(self.controller, self.toolbar.about, self)
        self.tidy = Tidying(self.controller, self.toolbar.tidy, self)
        load_dialogs_beforehand(self.controller)
        self.watching = Watching(self.controller, self.preferences.stored)
        self._lay_out()
        self.following = Following(self.inspector, self.table, self.player, self._state, self)
        panes = Panes(self.controller, self.table, self.middle, self._state, self)
        self.map = MapRoom(panes, self.toolbar.map, self.player)
        self.statistics = StatisticsRoom(panes, self.toolbar, self.sidebar)
        self.tour = Tour(self.controller, self.table, self.inspector, self.toolbar, self._state)
        self._filter_timer = QTimer(self, singleShot=True, interval=_FILTER_MILLISECONDS)
        self._connect()
        self.remembering = Remembering(
            self.controller, self._state, self.toolbar.filter, self.table, self.sure.bar
        )
        self._restore()
        self._enable(False)
        self.pages.show_fitting()

    def add(self, paths: list[Path]) -> None:
        """Take music into the library: scan it, then listen to it."""
        if paths and self.controller.session is not None:
            self.controller.add(paths)
            self.pages.show_fitting()

    def take(self, music: Sequence[Path]) -> None:
        """Take this music in as soon as the library is open, where it can be changed."""

        def add() -> None:
            if self.controller.open_session().catalog.writable:
                self.add(list(music))

        if self.controller.session is not None:
            add()
        elif music:
            self.controller.opened.connect(add, Qt.ConnectionType.SingleShotConnection)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.middle = QSplitter(Qt.Orientation.Vertical)
        for splitter in (self.splitter, self.middle):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            draw_alike_when_hovered(splitter)
        self.middle.addWidget(self.pages)
        for place, (widget, width) in enumerate(
            ((self.sidebar, 184), (self.middle, 792), (self.inspector, 304))
        ):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, 1 if widget is self.middle else 0)
            widget.resize(width, widget.height())
        self.splitter.setSizes([184, 792, 304])
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.standing.bar)
        layout.addWidget(self.sure.bar)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.training.hint)
        layout.addWidget(self.watching.battery.bar)
        layout.addWidget(self.strip)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        bar, controller = self.toolbar, self.controller
        bar.add_folder.triggered.connect(self.adding.choose_folder)
        bar.add_files.triggered.connect(self.adding.choose_files)
        bar.analyse.triggered.connect(lambda: controller.analyse())
        bar.rescan.triggered.connect(controller.rescan)
        bar.accept.triggered.connect(self.review.accept)
        bar.accept_sure.triggered.connect(self.review.accept_sure)
        bar.write.triggered.connect(self.writing.ask_write)
        for form, action in bar.exports.items():
            action.triggered.connect(lambda _=False, form=form: self.exporting.ask(form))
        bar.undo.triggered.connect(lambda: self.writing.ask_undo())
        bar.history.triggered.connect(self.writing.show_history)
        bar.settings.triggered.connect(lambda: self.preferences.show_settings())
        bar.genres.triggered.connect(lambda: self.preferences.show_genres(self, used=True))
        self.preferences.follow(bar.albums)
        bar.filter.complete_from(controller.rows, controller.background)
        bar.filter.textChanged.connect(self._on_typed)
        bar.filter.returnPressed.connect(self._leave_filter)
        bar.left_filter.connect(self._leave_filter)
        self._filter_timer.timeout.connect(self._apply_filter)
        self.sidebar.viewed.connect(lambda _: self._apply_filter())
        self.pages.drop_target.asked.connect(self.adding.choose_folder)
        self.table.chosen.connect(lambda: self.inspector.show_lines(self.table.selected()))
        controller.opened.connect(lambda: self._enable(True))
        controller.refused.connect(self.refused)
        controller.loaded.connect(self._on_loaded)
        controller.notice.connect(self.strip.notice)
        self.player.failed.connect(self.strip.notice)
        self.player.unavailable.connect(self.strip.notice)
        self.table.bind(Key.PLAY, self.inspector.player_bar.toggle)
        controller.planning.planned.connect(self._on_planned)
        controller.rows.counted.connect(self._on_counted)
        controller.rows.arranged.connect(self._on_arranged)

    def _enable(self, opened: bool) -> None:
        bar = self.toolbar
        for action in (bar.history, *bar.exports.values()):
            action.setEnabled(opened)
        changing = opened and self.controller.open_session().catalog.writable
        for needing in (*bar.changing, bar.train_button, self.pages.drop_target.button):
            needing.setEnabled(changing)

    def _on_loaded(self) -> None:
        self.pages.is_loaded = True
        self.pages.show_fitting()
        self.table.select_first()
        if self.pages.shows_table:
            self.table.setFocus()

    def _on_counted(self) -> None:
        self._show_idle()
        if not self.controller.rows.rowCount() or not self.pages.shows_table:
            self.pages.show_fitting()

    def _show_idle(self) -> None:
        rows = self.controller.rows
        total, shown = rows.total, rows.count
        if not total:
            text = ""
        elif shown == total:
            text = counted(total, self.tr("1 track"), self.tr("{n} tracks"))
        else:
            text = self.tr("%1 of %2 tracks shown")
            text = text.replace("%1", number(shown)).replace("%2", number(total))
        self.strip.show_idle(text)

    def _on_arranged(self) -> None:
        self.pages.show_fitting()
        self.table.select_first()
        self._show_idle()

    def _on_planned(self, plan: WritePlan) -> None:
        writable = self.controller.open_session().catalog.writable
        self.toolbar.show_pending(len(plan.changes) if writable else 0)

    def _on_typed(self) -> None:
        self._filter_timer.start()

    def _apply_filter(self) -> None:
        self._filter_timer.stop()
        view = self.sidebar.view
        typed = self.toolbar.filter.text()
        self.controller.rows.set_filter(
            Filter.of(
                view.state, view.genre, typed, stale=view.stale, conflict=view.conflict,
                kept=self.kept.typed(view),
            )
        )  # fmt: skip

    def _leave_filter(self) -> None:
        self._apply_filter()
        self.table.setFocus()
        self.table.select_first()

    def _restore(self) -> None:
        state = self._state
        for name, restore in (
            ("geometry", self.restoreGeometry),
            ("splitter", self.splitter.restoreState),
            ("columns", self.table.horizontalHeader().restoreState),
        ):
            value = state.bytes_of(name)
            if value is not None:
                restore(value)
        header = self.table.horizontalHeader()
        self.controller.rows.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.table.group_by.choose(state.grouping)
        self.sidebar.show_view(state.view)
        self._apply_filter()

    def _save(self) -> None:
        state = self._state
        state.set_bytes("geometry", self.saveGeometry())
        state.set_bytes("splitter", self.splitter.saveState())
        state.set_bytes("columns", self.table.horizontalHeader().saveState())
        state.view = self.sidebar.view
        state.grouping = self.controller.rows.grouping
        state.model_key = self.controller.model_key
        self.remembering.keep()
        state.save()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._opening:
            self._opening = True
            # The frame is on the screen first; the catalog may take a while.
            QTimer.singleShot(0, self.controller.open)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.controller.session is not None:
            self._save()
        self.hide()
        self.player.close()
        self.controller.close()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            theme.refresh()
