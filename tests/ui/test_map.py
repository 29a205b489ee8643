"""The map above the table: its points, colours and layouts, and pictures of it."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tagger.settings import NEVER_WRITE
from tagger.ui import theme
from tagger.ui.map.coloring import GONE, ColorBy, color_by
from tagger.ui.map.raster import draw_points, point_colors
from tagger.workflow.mapping import Layout

from .conftest import GENRES, FillCatalog, OpenWindow
from .map_page import Hear, OpenMap, legend_texts, panel_of, view_of


def test_the_map_shows_every_track_that_was_heard(open_map: OpenMap) -> None:
    window = open_map(40)
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


def test_the_shortcut_opens_and_closes_the_map(open_map: OpenMap) -> None:
    window = open_map(10)
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
    hear: Hear,
    open_window: OpenWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
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


def test_the_colours_follow_what_is_decided(open_map: OpenMap, qtbot: QtBot) -> None:
    window = open_map(10)
    assert "Jazz  2" in legend_texts(window)
    lines = window.controller.rows.library.lines.values()
    jazz = next(line for line in lines if line.names == ("Jazz",))
    window.controller.decisions.choose([jazz], ("Zouk",))
    qtbot.waitUntil(lambda: "Zouk  1" in legend_texts(window), timeout=10_000)
    assert "Jazz  1" in legend_texts(window)


def test_points_can_be_coloured_by_sureness_by_tag_and_by_year(
    open_map: OpenMap, qtbot: QtBot
) -> None:
    window = open_map(20)
    choice = panel_of(window).by
    for by, entry in (
        (ColorBy.TAG, "No genre in the file  10"),
        (ColorBy.YEAR, "No year  20"),
        (ColorBy.SURE, "0 to 60%"),
    ):
        choice.setCurrentIndex(choice.findData(by.value))
        qtbot.waitUntil(lambda e=entry: any(t.startswith(e) for t in legend_texts(window)))


def test_a_layout_that_is_cancelled_leaves_the_map_as_it_was(
    open_map: OpenMap, qtbot: QtBot
) -> None:
    window = open_map(2000)
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


def test_another_layout_is_drawn_and_the_choice_is_kept(open_map: OpenMap, qtbot: QtBot) -> None:
    window = open_map(20)
    desk = window.map._desk
    layouts = panel_of(window).layouts
    with qtbot.waitSignal(desk.colored, timeout=20_000):
        layouts.setCurrentIndex(layouts.findData(Layout.SPREAD.value))
    assert desk.map is not None and desk.map.layout is Layout.SPREAD
    assert len(view_of(window)._ids) == 20


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_map_is_exported_with_its_legend(
    open_map: OpenMap, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    window = open_map(20)
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
    open_map: OpenMap, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_map(5)
    kept = tmp_path / "kept"
    kept.mkdir()
    window.controller.open_session().settings.set(NEVER_WRITE, (str(kept),))
    with qtbot.waitSignal(window.controller.background.failed, timeout=20_000) as told:
        window.map.export(kept / "map.png")
    assert "never writes" in str(told.args)
    assert list(kept.iterdir()) == []


def test_the_map_follows_the_theme(open_map: OpenMap) -> None:
    view = view_of(open_map(5))
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
    open_map: OpenMap, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_map(20)
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
