"""Ctrl+Z takes decisions back, newest first; what was written is never touched by it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.ui.main_window import MainWindow
from tagger.workflow.reconsider import Reconsidering
from tagger.workflow.review import ReviewState, accept, choose, reject, review_rows, take_back
from tagger.workflow.session import Session

from .conftest import KEY, FillCatalog, OpenWindow, line_named

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(fill_catalog: FillCatalog, place: Home):
    fill_catalog(4)
    with Session.open(place) as session:
        yield session


def test_every_kind_of_decision_is_taken_back_to_what_stood_before(session: Session) -> None:
    steps, ids = Reconsidering(), [track.id for track in session.tracks.all()]
    stood = [session.decisions.all()]

    def decide(store) -> None:
        steps.decide(session, ids, store)
        stood.append(session.decisions.all())

    decide(lambda: accept(session, review_rows(session, KEY), KEY))
    decide(lambda: choose(session, ids, ["Zouk"], KEY))
    decide(lambda: reject(session, ids[:2], KEY))
    decide(lambda: take_back(session, ids))
    assert len({repr(each) for each in stood}) == 5 or stood[0] == stood[-1]
    for expected in reversed(stood[:-1]):
        turned = steps.take_back(session)
        assert turned is not None and turned.passed_over == 0
        assert session.decisions.all() == expected
    assert steps.take_back(session) is None
    for expected in stood[1:]:
        assert steps.make_again(session) is not None
        assert session.decisions.all() == expected
    assert steps.make_again(session) is None


def test_what_was_written_or_decided_anew_since_stays(session: Session) -> None:
    steps, ids = Reconsidering(), [track.id for track in session.tracks.all()]
    steps.decide(session, ids, lambda: choose(session, ids, ["Zouk"], KEY))
    session.decisions.mark_written(ids[0])
    choose(session, ids[1:2], ["Polka"], KEY)
    turned = steps.take_back(session)
    assert turned is not None and (turned.ids, turned.passed_over) == (tuple(ids[2:]), 2)
    assert set(session.decisions.all()) == set(ids[:2])


def test_a_new_decision_ends_what_could_be_decided_again(session: Session) -> None:
    steps, ids = Reconsidering(), [track.id for track in session.tracks.all()]
    steps.decide(session, ids, lambda: choose(session, ids, ["Zouk"], KEY))
    steps.take_back(session)
    steps.decide(session, ids, lambda: reject(session, ids, KEY))
    assert steps.make_again(session) is None


def states(window: MainWindow) -> list[ReviewState]:
    return [line_named(window, f"Title {n:06}").state for n in range(3)]


def test_ctrl_z_takes_decisions_back_and_ctrl_shift_z_makes_them_again(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(3)
    window = open_window()
    notices: list[str] = []
    window.controller.notice.connect(
        lambda text: notices.append(text) if "decision" in text or "decided" in text else None
    )
    table = window.table
    table.setFocus()
    table.selectRow(0)
    before = states(window)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Backspace)
    decided = [ReviewState.ACCEPTED, ReviewState.REJECTED, before[2]]
    # Pressed before the decisions are stored: they are taken back all the same.
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: states(window) == [ReviewState.ACCEPTED, *before[1:]])
    qtbot.waitUntil(lambda: table.currentIndex().row() == 1)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: states(window) == before)
    assert notices == ["1 decision was taken back."] * 2
    assert [line.title for line in table.selected()] == ["Title 000000"]
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(notices) == 3)
    assert notices[2].startswith("Nothing was decided")
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL | SHIFT)
    QTest.keyClick(table, Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: states(window) == decided)


def test_many_decided_at_once_are_one_step(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(3)
    window = open_window()
    before = states(window)
    window.table.selectAll()
    window.review.choose("Zouk")
    qtbot.waitUntil(lambda: states(window) == [ReviewState.ACCEPTED] * 3)
    with qtbot.waitSignal(window.controller.notice) as told:
        window.toolbar.take_back.trigger()
    assert told.args == ["3 decisions were taken back."]
    qtbot.waitUntil(lambda: states(window) == before)


def test_ctrl_z_in_the_filter_takes_back_what_was_typed(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(3)
    window = open_window()
    assert [line.title for line in window.table.selected()] == ["Title 000000"]
    window.review.accept()
    qtbot.waitUntil(lambda: states(window)[0] is ReviewState.ACCEPTED)
    field = window.toolbar.filter
    field.setFocus()
    QTest.keyClicks(field, "jazz")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert states(window)[0] is ReviewState.ACCEPTED
