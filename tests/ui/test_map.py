"""The map above the table: points, colours, the mouse, the keys, the lasso, and pictures of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tagger.catalog.suggestions import StoredEmbedding
from tagger.paths import Home
from tagger.records import AnalysisStatus
from tagger.settings import NEVER_WRITE
from tagger.ui import theme
from tagger.ui.main_window import MainWindow
from tagger.ui.map.coloring import GONE, ColorBy, color_by
from tagger.ui.map.panel import MapPanel
from tagger.ui.map.raster import draw_points, point_colors
from tagger.workflow.mapping import Layout
from tagger.workflow.session import Session

from .conftest import GENRES, FillCatalog, OpenWindow
from .test_screen_reader import findings

SIZE = 16
Hear = Callable[..., None]


@pytest.fixture
def hear(place: Home, fill_catalog: FillCatalog) -> Hear:
    """Tracks with embeddings: those of one genre lie together."""

    def heard(count: int, *, titles: Callable[[int], str] | None = None) -> None:
        if titles is None:
            fill_catalog(count)
        else:
            fill_catalog(count, titles=titles)
        rng = np.random.default_rng(1)
        centres = rng.normal(size=(len(GENRES), SIZE)) * 8
        vectors = centres[np.arange(count) % len(GENRES)] + rng.normal(size=(count, SIZE))
        with Session.open(place) as session:
            session.suggestions.store_embeddings(
                "ears",
                [
                    StoredEmbedding(number.to_bytes(16, "big"), AnalysisStatus.OK, vector)
                    for number, vector in enumerate(vectors.astype(np.float16))
                ],
            )

    return heard


@pytest.fixture
def open_map(open_window: OpenWindow, qtbot: QtBot) -> Callable[[], MainWindow]:
    """The window with its map drawn and coloured."""

    def opened() -> MainWindow:
        window = open_window()
        window.toolbar.map.trigger()
        panel = panel_of(window)
        qtbot.waitUntil(lambda: panel.view is not None, timeout=30_000)
        qtbot.waitUntil(panel.export.isEnabled, timeout=30_000)
        return window

    return opened


def panel_of(window: MainWindow) -> MapPanel:
    assert window.map.panel is not None
    return window.map.panel


def view_of(window: MainWindow):
    view = panel_of(window).view
    assert view is not None
    return view


def place_of(window: MainWindow, id_: int) -> QPointF:
    """Where on the screen a track's point is."""
    view = view_of(window)
    return view._pixel(int(np.flatnonzero(view._ids == id_)[0]))


def some_id(window: MainWindow, place: int = 0) -> int:
    return window.controller.rows.line_at(place).id


def legend_texts(window: MainWindow) -> list[str]:
    legend = panel_of(window).legend
    return [legend.item(row).text() for row in range(legend.count())]


def played(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []
    monkeypatch.setattr(window.player, "play", lambda path, *_: found.append(path))
    return found


def test_the_map_shows_every_track_that_was_heard(hear: Hear, open_map) -> None:
    hear(40)
    window = open_map()
    view = view_of(window)
    assert sorted(view._ids.tolist()) == sorted(window.controller.rows.library.lines)
    assert legend_texts(window) == ["All  40", *(f"{genre}  8" for genre in sorted(GENRES))]
    image = view.grab().toImage()
    shown = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in (range(image.height()))
    }
    groups = window.map._desk.coloring
    assert groups is not None and {group.light for group in groups.groups} <= shown
    assert "40 tracks" in panel_of(window).summary.text()
    assert view.accessibleName() and "40 tracks" in view.accessibleDescription()


def test_the_shortcut_opens_and_closes_the_map(hear: Hear, open_map, qtbot: QtBot) -> None:
    hear(10)
    window = open_map()
    keys = window.toolbar.map.shortcut().toString()
    assert keys == "Ctrl+Shift+M" and keys in window.toolbar.map.toolTip()
    assert panel_of(window).isVisible()
    window.toolbar.map.trigger()
    assert not panel_of(window).isVisible()
    window.toolbar.map.trigger()
    assert panel_of(window).isVisible() and panel_of(window).export.isEnabled()


def test_nothing_analysed_yet_is_said_in_a_sentence(
    fill_catalog: FillCatalog, open_window: OpenWindow, qtbot: QtBot
) -> None:
    fill_catalog(5)
    window = open_window()
    window.toolbar.map.trigger()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: "Nothing was analysed yet" in panel.message.text(), timeout=20_000)
    assert panel.message.isVisible() and not panel.export.isEnabled()
    qtbot.waitUntil(lambda: panel.view is not None, timeout=20_000)


def test_pyqtgraph_is_not_imported_on_the_window_thread(
    hear: Hear, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    hear(5)
    window = open_window()
    seen: list[threading.Thread] = []

    def load() -> None:
        import tagger.ui.map.view  # noqa: F401

        seen.append(threading.current_thread())

    monkeypatch.setattr("tagger.ui.map.room._load_view", load)
    window.toolbar.map.trigger()
    assert panel_of(window).view is None
    qtbot.waitUntil(lambda: panel_of(window).view is not None, timeout=30_000)
    assert seen and seen[0] is not threading.main_thread()
    assert "pyqtgraph" in sys.modules


def test_a_click_selects_the_track_and_plays_it(
    hear: Hear, open_map, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(30)
    window = open_map()
    paths = played(window, monkeypatch)
    id_ = some_id(window, 17)
    pixel = place_of(window, id_).toPoint()
    qtbot.mouseMove(view_of(window).viewport(), pixel)
    qtbot.mouseClick(view_of(window).viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    (line,) = window.table.selected()
    assert line.id == id_ and paths == [line.row.track.path]


def test_a_click_on_a_track_that_is_filtered_out_says_where_it_is(
    hear: Hear, open_map, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(30)
    window = open_map()
    paths = played(window, monkeypatch)
    id_ = some_id(window, 29)
    window.toolbar.filter.setText("000001")
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 1)
    view_of(window).pick(place_of(window, id_))
    assert len(paths) == 1
    assert "is not among the rows shown" in panel_of(window).summary.text()


def test_hovering_names_the_track_as_plain_text(hear: Hear, open_map) -> None:
    hear(6, titles=lambda number: f"<b>Song {number}</b>")
    window = open_map()
    view, id_ = view_of(window), some_id(window, 3)
    before = view.grab().toImage()
    view._on_moved(place_of(window, id_))
    assert view._hovered is not None and int(view._ids[view._hovered]) == id_
    assert panel_of(window).name_of(id_).startswith("<b>Song 3</b>  ·  Artist 3  ·  Metal")
    assert view.grab().toImage() != before
    view._on_moved(QPointF(-500, -500))
    assert view._hovered is None


def drag_around(window: MainWindow, qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    """With the mouse, once around the whole picture."""
    port = view_of(window).viewport()
    width, height = port.width() - 4, port.height() - 4
    corners = [QPoint(4, 4), QPoint(width, 4), QPoint(width, height), QPoint(4, height)]
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(port, left, modifier, corners[0])
    for corner in corners[1:]:
        send_move(port, corner, modifier)
    qtbot.mouseRelease(port, left, modifier, corners[-1])


def send_move(port: QWidget, to: QPoint, modifier: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left, there = Qt.MouseButton.LeftButton, QPointF(port.mapToGlobal(to))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), there, Qt.MouseButton.NoButton, left, modifier
    )
    QApplication.sendEvent(port, event)


def test_a_lasso_drawn_with_shift_selects_its_tracks(hear: Hear, open_map, qtbot: QtBot) -> None:
    hear(25)
    window = open_map()
    drag_around(window, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.table.selected()) == 25
    assert panel_of(window).summary.text() == "25 tracks in the lasso"
    view = view_of(window)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.lasso_drawn and "Jazz" in panel_of(window).summary.text()
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_the_lasso_tool_needs_no_shift_and_without_it_a_drag_pans(
    hear: Hear, open_map, qtbot: QtBot
) -> None:
    hear(25)
    window = open_map()
    none = Qt.KeyboardModifier.NoModifier
    before = view_of(window).seen()
    drag_around(window, qtbot, none)
    assert len(window.table.selected()) <= 1
    assert view_of(window).seen() != before
    panel_of(window).fit.click()
    panel_of(window).lasso.click()
    drag_around(window, qtbot, none)
    assert len(window.table.selected()) == 25


def test_isolating_a_genre_leaves_the_others_faint_and_out_of_the_lasso(
    hear: Hear, open_map, qtbot: QtBot
) -> None:
    hear(25)
    window = open_map()
    legend = panel_of(window).legend
    row = next(k for k in range(legend.count()) if legend.item(k).text().startswith("Jazz"))
    legend.setCurrentRow(row)
    drag_around(window, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert {line.suggestion for line in window.table.selected()} == {"Jazz"}
    assert len(window.table.selected()) == 5
    legend.setCurrentRow(0)
    drag_around(window, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.table.selected()) == 25


def test_a_lasso_takes_the_place_of_a_selection_of_thousands_of_ranges(
    hear: Hear, open_map, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tagger.ui.library.table._COMPARED", 0)
    hear(24)
    window = open_map()
    ids = sorted(window.controller.rows.library.lines)
    for some in (ids[::2], ids[1::3], []):
        view_of(window).lassoed.emit(np.array(some or ids[:1], np.int64))
        assert sorted(line.id for line in window.table.selected()) == (some or ids[:1])
        assert window.table.currentIndex().row() == window.controller.rows.row_of((some or ids)[0])


def test_arrows_pan_and_plus_and_minus_zoom(hear: Hear, open_map, qtbot: QtBot) -> None:
    hear(12)
    window = open_map()
    view = view_of(window)
    start = view.seen()

    def press(key: Qt.Key) -> QRectF:
        view.fit()
        qtbot.keyClick(view, key)
        return view.seen()

    assert press(Qt.Key.Key_Right).left() > start.left() > press(Qt.Key.Key_Left).left()
    assert press(Qt.Key.Key_Up).top() > start.top() > press(Qt.Key.Key_Down).top()
    assert press(Qt.Key.Key_Plus).width() < start.width() < press(Qt.Key.Key_Minus).width()
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.seen().width() == pytest.approx(start.width())


def test_the_colours_follow_what_is_decided(hear: Hear, open_map, qtbot: QtBot) -> None:
    hear(10)
    window = open_map()
    assert "Jazz  2" in legend_texts(window)
    lines = window.controller.rows.library.lines.values()
    jazz = next(line for line in lines if line.names == ("Jazz",))
    window.controller.decisions.choose([jazz], ("Zouk",))
    qtbot.waitUntil(lambda: "Zouk  1" in legend_texts(window), timeout=10_000)
    assert "Jazz  1" in legend_texts(window)


def test_points_can_be_coloured_by_sureness_by_tag_and_by_year(
    hear: Hear, open_map, qtbot: QtBot
) -> None:
    hear(20)
    window = open_map()
    choice = panel_of(window).by
    for by, entry in (
        (ColorBy.TAG, "No genre in the file  10"),
        (ColorBy.YEAR, "No year  20"),
        (ColorBy.SURE, "0 to 60 %"),
    ):
        choice.setCurrentIndex(choice.findData(by.value))
        qtbot.waitUntil(lambda e=entry: any(t.startswith(e) for t in legend_texts(window)))


def test_a_layout_that_is_cancelled_leaves_the_map_as_it_was(
    hear: Hear, open_map, qtbot: QtBot
) -> None:
    hear(2000)
    window = open_map()
    desk, panel = window.map._desk, panel_of(window)
    before = desk.map
    neighbours = panel.layouts.findData(Layout.NEIGHBOURS.value)
    if neighbours < 0:
        pytest.skip("neither umap-learn nor scikit-learn is installed")
    with qtbot.waitSignal(
        window.controller.mapping.progressed,
        timeout=20_000,
        check_params_cb=lambda progress: progress.stage == "Finding neighbours",
    ):
        panel.layouts.setCurrentIndex(neighbours)
    with qtbot.waitSignal(desk.drawn, timeout=20_000):
        panel.strip.cancel.click()
    assert desk.map is before and before is not None
    assert panel.layouts.currentData() == before.layout.value
    assert panel.export.isEnabled() and not panel.strip.isVisible()


def test_another_layout_is_drawn_and_the_choice_is_kept(hear: Hear, open_map, qtbot: QtBot) -> None:
    hear(20)
    window = open_map()
    desk = window.map._desk
    layouts = panel_of(window).layouts
    with qtbot.waitSignal(desk.colored, timeout=20_000):
        layouts.setCurrentIndex(layouts.findData(Layout.SPREAD.value))
    assert desk.map is not None and desk.map.layout is Layout.SPREAD
    assert len(view_of(window)._ids) == 20


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_map_is_exported_with_its_legend(
    hear: Hear, open_map, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    hear(20)
    window = open_map()
    output = tmp_path / f"map.{form}"
    with qtbot.waitSignal(window.controller.notice, timeout=20_000) as told:
        window.map.export(output)
    assert str(output) in str(told.args)
    if form == "png":
        image = QImage(str(output))
        names = {image.pixelColor(x, y).name() for x in range(0, 2080) for y in range(0, 1480, 3)}
        groups = window.map._desk.coloring
        assert groups is not None and {group.light for group in groups.groups} <= names
    else:
        root = ElementTree.fromstring(output.read_bytes())
        texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
        assert texts == [f"{genre}  4" for genre in sorted(GENRES)]
        paths = [node.get("d", "") for node in root.iter("{http://www.w3.org/2000/svg}path")]
        assert sum(path.count("M") for path in paths) == 20


def test_no_picture_is_written_into_a_folder_that_is_never_written(
    hear: Hear, open_map, qtbot: QtBot, tmp_path: Path
) -> None:
    hear(5)
    window = open_map()
    kept = tmp_path / "kept"
    kept.mkdir()
    window.controller.open_session().settings.set(NEVER_WRITE, (str(kept),))
    with qtbot.waitSignal(window.controller.background.failed, timeout=20_000) as told:
        window.map.export(kept / "map.png")
    assert "never writes" in str(told.args)
    assert list(kept.iterdir()) == []


def test_every_control_of_the_map_has_a_name(hear: Hear, open_map) -> None:
    hear(5)
    panel = panel_of(open_map())
    for widget in panel.findChildren(QWidget):
        inner = widget.objectName() == "qt_scrollarea_viewport"
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not inner:
            assert widget.accessibleName(), widget


def test_the_map_follows_the_theme(hear: Hear, open_map) -> None:
    hear(5)
    view = view_of(open_map())
    light = view.grab().toImage().pixelColor(3, 3).name()
    theme.apply("dark")
    assert light == theme.LIGHT.surface
    assert view.grab().toImage().pixelColor(3, 3).name() == theme.DARK.surface


def test_a_ninth_genre_is_grey_and_a_track_that_is_gone_is_no_point(
    hear: Hear, open_window: OpenWindow
) -> None:
    hear(10)
    lines = list(open_window().controller.rows.library.lines.values())
    coloring = color_by(ColorBy.SUGGESTION, [*lines, None])
    assert coloring.of[-1] == GONE and coloring.tracks == 10
    which, colors = point_colors(coloring, False, None)
    assert len(which) == len(colors) == 10


def test_dots_are_round_and_clipped_at_the_edge() -> None:
    pixels = np.array([[10.0, 10.0], [0.0, 0.0], [500.0, 3.0]], np.float32)
    colors = np.array([0xFFFF0000, 0xFF00FF00, 0xFF0000FF], np.uint32)
    image = draw_points(21, 21, pixels, colors, 2.5)
    red = [
        (x, y) for x in range(21) for y in range(21) if image.pixelColor(x, y).name() == "#ff0000"
    ]
    assert len(red) == 21 and (10, 10) in red and (12, 12) not in red
    assert image.pixelColor(0, 0).name() == "#00ff00"


def test_the_map_comes_back_after_a_restart_with_its_colours_and_its_height(
    hear: Hear, open_map, open_window: OpenWindow, qtbot: QtBot
) -> None:
    hear(20)
    window = open_map()
    panel = panel_of(window)
    with qtbot.waitSignal(window.map._desk.colored, timeout=20_000):
        panel.layouts.setCurrentIndex(panel.layouts.findData(Layout.SPREAD.value))
    panel.by.setCurrentIndex(panel.by.findData(ColorBy.SURE.value))
    before = panel.height()
    window.middle.moveSplitter(220, 1)
    height = panel.height()
    assert height < before
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.map.panel is not None, timeout=20_000)
    panel = panel_of(again)
    qtbot.waitUntil(panel.export.isEnabled, timeout=30_000)
    assert panel.isVisible() and again.toolbar.map.isChecked()
    assert panel.height() == pytest.approx(height, abs=2)
    assert panel.by.currentData() == ColorBy.SURE.value
    assert again.map._desk.coloring is not None
    assert again.map._desk.coloring.by is ColorBy.SURE
    assert again.map._desk.map is not None and again.map._desk.map.layout is Layout.SPREAD
    assert panel.layouts.currentData() == Layout.SPREAD.value
    assert again.table.hasFocus()
    again.toolbar.map.trigger()
    again.close()
    assert open_window().map.panel is None


def test_the_map_needs_neither_eyes_nor_mouse(hear: Hear, open_map) -> None:
    hear(20)
    window = open_map()
    window.resize(1280, 900)
    assert not (found := findings(window)), found
