"""The real window on a stage: opened over a home, waited for, and photographed in both themes."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QScrollArea, QWidget

from tagger.paths import find_home
from tagger.ui import app, language, theme
from tagger.ui.library.grouping import GroupBy
from tagger.ui.main_window import MainWindow

SIZE = QSize(1280, 800)
THEMES = ("light", "dark")
_PATIENCE = 60.0
PATIENCE_WITH_JOBS = 1800.0
"""Seconds; a slow machine listens to eighty tracks for minutes."""
_CAPTION = 30
_SETTLING = 350
"""Milliseconds: longer than any delay by which the window spares itself work."""

W = TypeVar("W", bound=QWidget)
Steps = Generator[None, None, None]
"""What leads to a page: it stops where that is to be photographed."""


class NotThere(Exception):
    """What a picture was to show did not come."""


@dataclass(frozen=True)
class Places:
    """What was prepared for all pictures."""

    root: Path
    clips: Path

    @property
    def music(self) -> Path:
        return self.root / "Music"

    def home(self, name: str) -> Path:
        return self.root / f"home {name}"


class Stage:
    """One window at a time; what a page opened is put away after it."""

    def __init__(self, places: Places, spoken: str) -> None:
        self.places = places
        self.application = QApplication.instance() or QApplication(["tagger"])
        assert isinstance(self.application, QApplication)
        app.prepare(self.application)
        app.never_stutter()
        language.use(self.application, spoken)
        theme.apply(THEMES[0])
        self._window: MainWindow | None = None
        self._home = ""

    @property
    def window(self) -> MainWindow:
        assert self._window is not None, "a window is opened first"
        return self._window

    def open(self, name: str) -> MainWindow:
        """The window over the home of this name; the one that is open if it is over it."""
        if self._window is None or self._home != name:
            self.close()
            window = self._window = MainWindow(find_home(self.places.home(name)))
            self._home = name
            window.tour._state.tour_shown = True
            window.resize(SIZE)
            window.move(0, 0)
            window.show()
            window.resize(SIZE)
            self.wait(lambda: window.pages.currentWidget() is not window.pages.message)
            self.wait(lambda: window.controller.rows.settled)
        return self.window

    def close(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            self.put_away(window)
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self, condition: Callable[[], Any], seconds: float = _PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise NotThere("what the picture was to show did not come")
            QTest.qWait(20)

    def settle(self) -> None:
        QTest.qWait(_SETTLING)

    def idle(self) -> None:
        """Wait until no job runs and the rows are arranged."""
        controller = self.window.controller
        self.wait(
            lambda: not controller.runner.busy and controller.rows.settled, PATIENCE_WITH_JOBS
        )
        self.settle()

    def dialog(self, kind: type[W]) -> W:
        """The dialog of this kind, once it is on the screen."""
        self.wait(lambda: [each for each in self.window.findChildren(kind) if each.isVisible()])
        return [each for each in self.window.findChildren(kind) if each.isVisible()][-1]

    @contextmanager
    def popped(self, menu: QMenu | None, anchor: QWidget) -> Iterator[None]:
        """A menu below a widget."""
        assert menu is not None
        corner = anchor.mapToGlobal(QPoint(0, anchor.height()))
        # Within the window, which is what is photographed; the screen may be wider.
        right = self.window.mapToGlobal(self.window.rect().topRight()).x()
        menu.popup(QPoint(min(corner.x(), right - menu.sizeHint().width()), corner.y()))
        self.settle()
        yield
        menu.close()

    def reset(self) -> None:
        """As it is before every page: nothing open, grouped or filtered, the first row chosen."""
        window = self.window
        self.put_away(window)
        theme.apply(THEMES[0])
        window.toolbar.filter.clear()
        window.table.group_by.choose(GroupBy.NONE)
        window.sidebar.show_view(type(window.sidebar.view)())
        if window.sure.bar.isVisible():
            window.sure.close()
        for pane in (window.toolbar.map, window.toolbar.statistics):
            pane.setChecked(False)
        window.strip.notice("")
        self.wait(lambda: window.controller.rows.settled)
        window.activateWindow()
        for area in window.inspector.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        window.table.clearSelection()
        if window.controller.rows.rowCount():
            window.table.selectRow(0)
            window.table.setFocus()
        self.settle()

    def put_away(self, window: MainWindow) -> None:
        window.player.stop()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for _ in range(6):
            for dialog in reversed(window.findChildren(QDialog)):
                if not dialog.isVisible():
                    continue
                if isinstance(dialog, QMessageBox):
                    # Whoever asks whether to give something up is told yes.
                    stays = dialog.escapeButton()
                    next(button for button in dialog.buttons() if button is not stays).click()
                else:
                    dialog.reject()
            QTest.qWait(20)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def shoot(self, folder: Path, name: str, suffix: str) -> list[Path]:
        """Save what is on the screen in each theme; the light one stays."""
        saved: list[Path] = []
        self._centre()
        for each in (*THEMES, THEMES[0]):
            theme.apply(each)
            self.settle()
            if len(saved) < len(THEMES):
                saved.append(folder / f"{name}-{each}{suffix}.png")
                if not self._picture().save(str(saved[-1])):
                    raise NotThere(f"the picture could not be saved as {saved[-1]}")
        return saved

    def _centre(self) -> None:
        """Put every dialog where a window manager would: in the middle, its title in sight."""
        whole = self.window.frameGeometry()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                corner = whole.center() - dialog.rect().center()
                dialog.move(max(corner.x(), whole.left()), max(corner.y(), whole.top() + _CAPTION))

    def _picture(self) -> QPixmap:
        """The window with all that lies over it, as the screen has it; no other program's."""
        window = self.window
        picture = window.grab()
        picture.setDevicePixelRatio(window.devicePixelRatioF())
        painter = QPainter(picture)
        area = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        for widget in self._above(window):
            place = widget.mapToGlobal(QPoint(0, 0)) - area.topLeft()
            if isinstance(widget, QDialog):
                _draw_frame(painter, QRect(place, widget.size()), widget.windowTitle())
            painter.drawPixmap(place, widget.grab())
        painter.end()
        return picture

    def _above(self, window: QWidget) -> list[QWidget]:
        shown = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not window and widget.isVisible() and not isinstance(widget, MainWindow)
        ]

        def depth(widget: QWidget) -> tuple[bool, int]:
            parents = 0
            above = widget.parentWidget()
            while above is not None:
                parents += 1
                above = above.parentWidget()
            return widget.windowType() is not Qt.WindowType.Dialog, parents

        return sorted(shown, key=depth)


def _draw_frame(painter: QPainter, area: QRect, title: str) -> None:
    """What a window manager draws around a dialog; an Xvfb has none."""
    c = theme.colors()
    caption = QRect(area.left(), area.top() - _CAPTION, area.width(), _CAPTION)
    painter.fillRect(caption.united(area).adjusted(-1, -1, 1, 1), QColor(c.field_border))
    painter.fillRect(caption, QColor(c.hover))
    painter.setPen(QColor(c.text))
    painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, title)
