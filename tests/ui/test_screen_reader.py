"""Without eyes and without a mouse: names, the way with Tab, a visible focus, Escape."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from shiboken6 import isValid

from . import scene as scenes
from .scene import OPENERS, Scene, controls, every_kind, opened, settle

# The window of this file outlives each of its tests.
pytestmark = pytest.mark.leaves_threads

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
)  # fmt: skip
KINDS = pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Scene]:
    scene = scenes.small(tmp_path_factory)
    yield scene
    scenes.close(scene.window)


def name_of(widget: QWidget) -> str:
    """What a screen reader says when the focus comes to a widget."""
    if isinstance(widget, QComboBox):
        # Qt gives the choice as the name on Linux, where a reader says the value by itself.
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name).strip()


def nameless(top: QWidget) -> list[str]:
    return [
        f"{type(each).__name__} {each.objectName()!r} of {type(each.parentWidget()).__name__}"
        for each in controls(top)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and not name_of(each)
    ]


def walk(top: QWidget) -> tuple[list[QWidget], list[str]]:
    """Where Tab leads, once round; and what of that looks the same with the focus as without."""
    top.activateWindow()
    settle()
    focused = QApplication.focusWidget()
    if focused is None or focused.window() is not top:
        top.focusNextChild()
    settle()
    way: list[QWidget] = []
    unmarked: list[str] = []
    for _ in range(300):
        focused = QApplication.focusWidget()
        if focused is None or focused in way:
            break
        way.append(focused)
        before = focused.grab().toImage()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        settle(2)
        # The first one had the focus before any key said that a person uses keys.
        left = len(way) > 1 and QApplication.focusWidget() is not focused
        if left and isValid(focused) and focused.isVisible() and focused.grab().toImage() == before:
            unmarked.append(f"{type(focused).__name__} {name_of(focused)!r}")
    return way, unmarked


def wanted(top: QWidget) -> list[QWidget]:
    """What a person with a mouse could use, and so must be reached by keys."""
    return [
        each
        for each in controls(top)
        if each.isEnabled() and isinstance(each, INTERACTIVE) or each.focusPolicy().value & 1
        if each.isEnabled() and each.width() > 1 and each.height() > 1
        if not isinstance(each, (QHeaderView, QScrollBar))
        # A field's own little buttons repeat what its keys do.
        and not isinstance(each.parentWidget(), (QLineEdit, QComboBox))
        and each.metaObject().className() != "QTableCornerButton"
    ]


def unreached(top: QWidget, way: list[QWidget]) -> list[str]:
    groups = {each.parentWidget() for each in way if isinstance(each, QRadioButton)}
    return [
        f"{type(each).__name__} {name_of(each)!r}"
        for each in wanted(top)
        if each not in way
        and not (isinstance(each, QRadioButton) and each.parentWidget() in groups)
        and each.focusProxy() not in way
    ]


def steps_back(way: list[QWidget]) -> list[str]:
    """Pairs in which Tab jumps to what stands straight above, or to the left in one line."""
    found: list[str] = []
    first = way[0].window().nextInFocusChain()
    while first is not None and first not in way:
        first = first.nextInFocusChain()
    start = way.index(first) if first is not None else 0
    way = way[start:] + way[:start]
    for one, other in zip(way, way[1:], strict=False):
        a, b = _area(_outermost(one, other)), _area(_outermost(other, one))
        same_column = a.left() < b.right() and b.left() < a.right()
        same_line = a.top() < b.bottom() and b.top() < a.bottom()
        if one.isAncestorOf(other):
            continue
        if (b.bottom() <= a.top() and same_column) or (b.right() <= a.left() and same_line):
            found.append(f"{name_of(one)!r} → {name_of(other)!r}")
    return found


def _outermost(widget: QWidget, other: QWidget) -> QWidget:
    """The widget, or what scrolls it where the other is not scrolled with it."""
    found, each = widget, widget.parentWidget()
    while each is not None and not each.isAncestorOf(other):
        if isinstance(each, QScrollArea):
            found = each
        each = each.parentWidget()
    return found


def _area(widget: QWidget) -> QRect:
    return widget.rect().translated(widget.mapTo(widget.window(), QPoint(0, 0)))


def findings(top: QWidget) -> dict[str, list[str]]:
    """What a person without eyes or mouse would stumble over; empty lists are left out."""
    way, unmarked = walk(top)
    found = {
        "without a name": nameless(top),
        "not reached by Tab": unreached(top, way),
        "Tab goes backwards": steps_back(way),
        "focus is not to be seen": unmarked,
    }
    return {what: where for what, where in found.items() if where}


def test_every_dialog_is_in_the_table_of_these_tests() -> None:
    assert every_kind() == set(OPENERS)


@KINDS
def test_a_dialog_needs_neither_eyes_nor_mouse(scene: Scene, kind: type[QDialog]) -> None:
    with opened(scene, kind) as dialog:
        assert dialog.windowTitle()
        assert not (found := findings(dialog)), found
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        settle()
        assert not scenes.is_open(dialog)


@pytest.mark.parametrize("beside", ["nothing", "the sure bar", "the map", "statistics", "problems"])
def test_the_window_needs_neither_eyes_nor_mouse(scene: Scene, beside: str) -> None:
    window = scene.window
    window.table.selectRow(0)
    scenes.wait(lambda: window.inspector.bars.genre(1))
    match beside:
        case "the sure bar":
            window.toolbar.at_least.trigger()
        case "the map":
            window.toolbar.map.setChecked(True)
            scenes.wait(lambda: window.map.panel and window.map.panel.view)
            scenes.wait_for_nothing(0.3)
        case "statistics":
            window.toolbar.statistics.setChecked(True)
            scenes.wait_for_nothing(0.3)
        case "problems":
            window.strip.show_problems(3)
    settle()
    try:
        assert not (found := findings(window)), found
    finally:
        window.strip.show_problems(0)
        window.sure.close()
        window.toolbar.map.setChecked(False)
        window.toolbar.statistics.setChecked(False)
