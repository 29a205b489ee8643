"""Conflicts: suggestions that say another genre than the file does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import Suggestion
from tagger.settings import PLACEHOLDERS
from tagger.ui.library.sidebar import View
from tagger.workflow.conflict import Conflicts
from tagger.workflow.review import ReviewState, review_rows
from tagger.workflow.session import Session

from .conftest import KEY, FillCatalog, OpenWindow


@pytest.fixture
def judged(fill_catalog: FillCatalog, place: Home):
    """Judge a Jazz track that was tagged with these genres."""
    fill_catalog(1)
    with Session.open(place) as session:
        (row,) = review_rows(session, KEY)
        assert row.suggested == ("Jazz",)

        def judge(*genres: str, nothing: tuple[str, ...] = (), **changes: object) -> bool:
            session.settings.set(PLACEHOLDERS, PLACEHOLDERS.default + nothing)
            tags = replace(row.track.tags, genres=genres)
            changes = {"state": ReviewState.TO_REVIEW} | changes
            track = replace(row.track, tags=tags)
            return Conflicts(session).has(replace(row, track=track, **changes))

        yield judge


@pytest.mark.parametrize("genres", [("Rock",), ("Bluegrass", "Metal"), ("No genre I know",)])
def test_another_genre_is_a_conflict(judged, genres) -> None:
    assert judged(*genres)


@pytest.mark.parametrize(
    "genres", [(), ("jazz",), ("Bebop",), ("Rock", "Jazz"), ("Pop; Jazz",), ("Other",), ("(12)",)]
)
def test_the_same_a_finer_or_no_genre_is_no_conflict(judged, genres) -> None:
    assert not judged(*genres)


def test_a_coarser_genre_in_the_file_is_no_conflict(judged) -> None:
    assert not judged("Jazz", offer=("Bebop",))
    assert judged("Rock", offer=("Bebop",))


def test_what_is_decided_or_unsure_contradicts_nothing(judged) -> None:
    for state in (ReviewState.ACCEPTED, ReviewState.REJECTED, ReviewState.UNSURE):
        assert not judged("Rock", state=state)


def test_the_settings_say_which_values_are_no_genre(judged) -> None:
    assert judged("Mixtape")
    assert not judged("Mixtape", nothing=("Mixtape",))


def test_the_view_counts_conflicts_live_and_comes_back_after_a_restart(
    open_window: OpenWindow, fill_catalog: FillCatalog, place: Home, qtbot: QtBot
) -> None:
    fill_catalog(10)
    with Session.open(place) as session:
        for track in session.tracks.all()[::2]:
            said = session.suggestions.get(KEY, track.identity, 5)
            assert isinstance(said, Suggestion)
            session.suggestions.store(KEY, [(track.identity, replace(said, unsure=False))])
        session.settings.set(PLACEHOLDERS, ("Nothing",))
    window = open_window()
    rows, view = window.controller.rows, View(conflict=True)
    count = rows.library.conflicts
    assert 0 < count < 10
    qtbot.waitUntil(lambda: window.sidebar.count_of(view) == count)
    window.sidebar.show_view(view)
    assert rows.rowCount() == count and all(line.conflict for line in rows.shown())
    window.table.selectRow(0)
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sidebar.count_of(view) == count - 1)
    assert rows.rowCount() == count - 1
    window.close()
    assert open_window().sidebar.view == view
