"""The order in which Tab goes, where widgets came later into the window than their place says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(place: QWidget, widgets: Sequence[QWidget]) -> None:
    """Have Tab go through these right before it comes to `place`; all are in one window."""
    before = place.previousInFocusChain()
    # Qt passes over what takes no focus, and leaves the order as it was.
    while before is not None and before is not place and (before in widgets or not _stops(before)):
        before = before.previousInFocusChain()
    way = [*widgets] if before is None or before is place else [before, *widgets]
    for one, other in pairwise(way):
        QWidget.setTabOrder(one, other)


def stops_in(top: QWidget) -> list[QWidget]:
    """Where Tab stops within a widget, in its order."""
    found: list[QWidget] = []
    each = top.nextInFocusChain()
    while each is not None and each is not top:
        if _stops(each) and top.isAncestorOf(each):
            found.append(each)
        each = each.nextInFocusChain()
    return found


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
