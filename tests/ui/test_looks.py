"""What the pictures of the window showed, held fast: small things that a person sees."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tagger.ui import theme
from tagger.ui.library.lines import Column
from tagger.ui.main_window import MainWindow
from tagger.ui.review.genre_bars import Bar, GenreBars

from .conftest import FillCatalog, OpenWindow


def colors_in(image: QImage, area: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def ring_of(window: MainWindow, row: int, column: Column) -> set[str]:
    """The colours of the upper edge of one cell."""
    table = window.table
    cell = table.visualRect(table.tracks.index(row, column))
    edge = QRect(cell.left() + 2, cell.top(), cell.width() - 4, 1)
    return colors_in(table.viewport().grab().toImage(), edge)


def test_the_ring_of_the_keyboard_goes_around_the_whole_row(
    fill_catalog: FillCatalog, open_window: OpenWindow, qtbot: QtBot
) -> None:
    fill_catalog(3)
    window = open_window()
    window.resize(1280, 800)
    window.activateWindow()
    window.table.selectRow(1)
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus, timeout=5000)
    accent = theme.colors().accent
    for column in Column:
        assert accent in ring_of(window, 1, column), column
        assert accent not in ring_of(window, 2, column), column
    window.table.step(1)
    for column in Column:
        assert accent not in ring_of(window, 1, column), column
        assert accent in ring_of(window, 2, column), column
    window.toolbar.filter.setFocus()
    assert accent not in ring_of(window, 2, Column.TITLE)


def drawn(icon: QIcon) -> set[str]:
    image = icon.pixmap(QSize(16, 16)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_the_sign_of_write_has_the_colour_of_what_it_stands_on(
    fill_catalog: FillCatalog, open_window: OpenWindow, qtbot: QtBot
) -> None:
    fill_catalog(1)
    window = open_window()
    bar, c = window.toolbar, theme.colors()
    bar.show_pending(8)
    assert drawn(bar.write.icon()) == {c.text}
    image = bar.write_button.grab().toImage()
    assert {c.accent, c.on_accent} <= colors_in(image, QRect(8, 4, 20, image.height() - 8))


def test_the_menu_shows_whether_albums_have_one_genre(
    fill_catalog: FillCatalog, open_window: OpenWindow, qtbot: QtBot
) -> None:
    fill_catalog(1)
    albums = open_window().toolbar.albums
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction(albums)
    colors = []
    for on in (False, True):
        albums.setChecked(on)
        menu.adjustSize()
        image = menu.grab().toImage()
        colors.append(colors_in(image, QRect(0, 4, 32, image.height() - 8)))
    off, on = colors
    accent = theme.colors().accent
    assert accent not in off and accent in on


def test_the_bars_of_few_genres_stand_close_however_much_room_there_is(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bars = GenreBars()
    below = QPushButton("below")
    layout = QVBoxLayout(page)
    layout.addWidget(bars)
    layout.addWidget(below)
    layout.addStretch()
    bars.show_bars([Bar("Rock", 0.75, "3 of 4"), Bar("Metal", 0.5, "2 of 4")])
    page.resize(300, 800)
    page.show()
    qtbot.waitUntil(lambda: page.height() == 800, timeout=5000)
    first, second = (each for each in bars.findChildren(QAbstractButton) if each.isVisible())
    assert second.y() == first.y() + first.height()
    assert below.y() - (bars.y() + second.y() + second.height()) < 20
