"""Text that everybody can read: 4.5:1 at least, by the palette, the style sheet and what is drawn.

Relative luminance and contrast ratio are those of WCAG 2.2 (success criterion 1.4.3). It exempts
what is disabled; that keeps 3:1 here where it is still to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from tagger.paths import Home
from tagger.records import Presence
from tagger.ui import theme
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.lines import Column
from tagger.ui.library.marks import state_color
from tagger.ui.library.row_painter import RowPainter
from tagger.ui.library.table import TrackTable
from tagger.ui.main_window import MainWindow
from tagger.workflow.review import ReviewState
from tagger.workflow.session import Session

from .conftest import FillCatalog, OpenWindow
from .test_theme import contrast

ENOUGH = 4.5
ENOUGH_FOR_SIGNS = 3.0
"""WCAG 2.2, 1.4.11: what is not text, such as the sign of a state or the ring of a focus."""
THEMES = pytest.mark.parametrize("name", ["light", "dark"])
Role = QPalette.ColorRole


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply("light")


@THEMES
def test_every_text_of_the_palette_stands_out_from_its_ground(
    qapp: QApplication, name: str
) -> None:
    theme.apply(name)
    palette = qapp.palette()
    for text, grounds in (
        (Role.WindowText, (Role.Window, Role.Base)),
        (Role.Text, (Role.Base, Role.AlternateBase, Role.Window)),
        (Role.PlaceholderText, (Role.Base,)),
        (Role.ButtonText, (Role.Button,)),
        (Role.HighlightedText, (Role.Highlight,)),
        (Role.ToolTipText, (Role.ToolTipBase,)),
        (Role.Link, (Role.Base, Role.Window)),
        (Role.LinkVisited, (Role.Base, Role.Window)),
        (Role.BrightText, (Role.Base, Role.Window)),
    ):
        for ground in grounds:
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
                one, other = (palette.color(group, r).name() for r in (text, ground))
                assert contrast(one, other) >= ENOUGH, (text, ground, one, other)


@THEMES
def test_every_rule_of_the_style_sheet_that_sets_text_and_ground(
    qapp: QApplication, name: str
) -> None:
    theme.apply(name)
    c = theme.colors()
    found = 0
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", qapp.styleSheet()):
        text = re.search(r"(?<![-\w])color: (#\w{6})", body)
        ground = re.search(r"(?<![-\w])background: (#\w{6})", body)
        if text is None or ":disabled" in selector:
            continue
        found += 1
        grounds = (ground[1],) if ground else (c.window, c.surface)
        for each in grounds:
            assert contrast(text[1], each) >= ENOUGH, (selector.strip(), text[1], each)
    assert found > 15


@THEMES
def test_signs_rings_and_borders_are_to_be_seen(qapp: QApplication, name: str) -> None:
    theme.apply(name)
    c = theme.colors()
    for state in ReviewState:
        for ground in (c.surface, c.window, c.selection):
            assert contrast(state_color(state), ground) >= ENOUGH_FOR_SIGNS, (state, ground)
    for ground in (c.surface, c.window, c.selection):
        assert contrast(c.accent, ground) >= ENOUGH_FOR_SIGNS
    assert contrast(c.text, c.accent) >= ENOUGH_FOR_SIGNS or contrast(c.text, c.surface) >= 7
    assert contrast(c.field_border, c.surface) >= ENOUGH_FOR_SIGNS


@THEMES
def test_what_is_disabled_can_still_be_read(qapp: QApplication, name: str) -> None:
    theme.apply(name)
    palette = qapp.palette()
    disabled = palette.color(QPalette.ColorGroup.Disabled, Role.ButtonText).name()
    for ground in (Role.Button, Role.Window):
        assert contrast(disabled, palette.color(ground).name()) >= 2.7


@pytest.fixture
def window(open_window: OpenWindow, fill_catalog: FillCatalog, place: Home) -> MainWindow:
    """Tracks of which one is gone and one lies on a drive that is unplugged."""
    fill_catalog(30)
    with Session.open(place) as session:
        ids = [track.id for track in session.tracks.all()]
        session.tracks.set_presence(ids[:1], Presence.MISSING)
        session.tracks.set_presence(ids[1:2], Presence.UNPLUGGED)
    return open_window()


@THEMES
@pytest.mark.parametrize("grouping", [GroupBy.NONE, GroupBy.ARTIST])
@pytest.mark.parametrize("selected", [False, True], ids=["plain", "selected"])
def test_every_cell_is_drawn_in_colours_that_can_be_read(
    window: MainWindow,
    name: str,
    grouping: GroupBy,
    selected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also of rows that are greyed, of groups, and of what is quiet."""
    theme.apply(name)
    # Large, so that strokes have a core that is not mixed with the ground.
    monkeypatch.setattr(window.table, "devicePixelRatioF", lambda: 3.0)
    window.table.group_by.choose(grouping)
    table, rows = window.table, window.controller.rows
    texts = 0
    for row in range(4):
        for column in Column:
            index = rows.index(row, column)
            if not index.data():
                continue
            text, ground = drawn(table, row, column, selected)
            assert contrast(text, ground) >= ENOUGH, (row, column, index.data(), text, ground)
            texts += 1
    assert texts >= 10


def drawn(table: TrackTable, row: int, column: Column, selected: bool) -> tuple[str, str]:
    """The colour that differs most from the ground in a cell, and the ground."""
    image = RowPainter(table, table.tracks).picture(row, selected).toImage()
    ratio = image.devicePixelRatio()
    left, width = table.columnViewportPosition(column), table.columnWidth(column)
    columns = range(round((left + 1) * ratio), min(round((left + width) * ratio), image.width()))
    ground = image.pixelColor(columns[-1], round(2 * ratio)).name()
    strongest = max(
        {image.pixelColor(x, y).name() for x in columns for y in range(8, image.height() - 8)},
        key=lambda color: contrast(color, ground),
    )
    return strongest, ground
