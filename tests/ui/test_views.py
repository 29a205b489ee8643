"""Each view of the sidebar shows what it says, with a count that follows what the person does."""

from __future__ import annotations

import dataclasses

import pytest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import AnalysisStatus, Presence, Suggestion
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow
from tagger.workflow.jobs import JobContext
from tagger.workflow.review import ReviewState
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

from .conftest import KEY, FillCatalog, MakeMusic, OpenWindow, _file, _suggestion
from .test_writing import undo, write

STATES = {
    "all": View(),
    "to review": View(ReviewState.TO_REVIEW),
    "unsure": View(ReviewState.UNSURE),
    "conflicts": View(conflict=True),
    "accepted": View(ReviewState.ACCEPTED),
    "rejected": View(ReviewState.REJECTED),
    "failed": View(ReviewState.FAILED),
    "absent": View(ReviewState.ABSENT),
    "a genre": View(genre="Jazz"),
}


@pytest.fixture
def window(
    open_window: OpenWindow, fill_catalog: FillCatalog, place: Home, qtbot: QtBot
) -> MainWindow:
    """Sixty tracks; one failed, one is gone, two are accepted, one is left as it is."""
    fill_catalog(60)
    failed = Suggestion(AnalysisStatus.FAILED, (), error="It is broken.")
    with Session.open(place) as session:
        tracks = session.tracks.all()
        session.suggestions.store(KEY, [(tracks[0].identity, failed)])
        contradicted = next(n for n in range(5, 60) if not n % 5 and not _suggestion(n).unsure)
        file = _file(contradicted, "Not jazz")
        tags = dataclasses.replace(file.tags, genres=("Polka",))
        session.tracks.store([dataclasses.replace(file, tags=tags)])
        session.tracks.set_presence([tracks[1].id], Presence.MISSING)
    window = open_window()
    lines = list(window.controller.rows.library.lines.values())
    window.controller.decisions.accept(lines[2:4])
    window.controller.decisions.reject(lines[4:5])
    qtbot.waitUntil(lambda: window.controller.rows.library.states[ReviewState.ACCEPTED] == 2)
    qtbot.waitUntil(lambda: window.controller.rows.library.states[ReviewState.REJECTED] == 1)
    return window


def belongs(view: View, line) -> bool:
    if view.genre is not None:
        return view.genre in line.names
    if view.conflict:
        return line.conflict
    return view.state is None or line.state is view.state


@pytest.mark.parametrize("view", STATES.values(), ids=STATES)
def test_a_view_shows_what_belongs_to_it_and_counts_it(
    window: MainWindow, qtbot: QtBot, view: View
) -> None:
    rows = window.controller.rows
    wanted = {line.id for line in rows.library.lines.values() if belongs(view, line)}
    assert wanted
    window.sidebar.show_view(view)
    assert {line.id for line in rows.shown()} == wanted
    qtbot.waitUntil(lambda: window.sidebar.count_of(view) == len(wanted))


def test_counts_follow_a_decision_and_what_is_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    review, accepted = View(ReviewState.TO_REVIEW), View(ReviewState.ACCEPTED)
    count = window.sidebar.count_of
    qtbot.waitUntil(lambda: count(accepted) == 2)
    before = count(review)
    window.sidebar.show_view(review)
    window.table.selectRow(0)
    window.review.accept()
    qtbot.waitUntil(lambda: (count(review), count(accepted)) == (before - 1, 3))
    assert window.controller.rows.rowCount() == before - 1
    window.review.take_back_last()
    qtbot.waitUntil(lambda: (count(review), count(accepted)) == (before, 2))
    assert window.controller.rows.rowCount() == before


def test_a_genre_appears_with_its_first_track_and_goes_with_its_last(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.table.selectRow(0)
    window.review.choose("Zouk")
    zouk = View(genre="Zouk")
    qtbot.waitUntil(lambda: zouk in window.sidebar._items and window.sidebar.count_of(zouk) == 1)
    window.review.take_back_last()
    qtbot.waitUntil(lambda: zouk not in window.sidebar._items)


def test_written_follows_a_write_and_its_undo(
    open_window: OpenWindow,
    make_music: MakeMusic,
    place: Home,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tagger.ui.controller.Controller.analyse", lambda *_, **__: None)
    with Session.open(place) as session:
        ScanJob(session, [make_music(2)]).run(JobContext())
    window = open_window()
    written, accepted = View(ReviewState.WRITTEN), View(ReviewState.ACCEPTED)
    count = window.sidebar.count_of
    window.table.selectAll()
    with qtbot.waitSignal(window.controller.planning.planned, timeout=10_000):
        window.review.choose("Zouk")
    qtbot.waitUntil(lambda: count(accepted) == 2 and window.toolbar.write.isEnabled())
    write(window, qtbot)
    qtbot.waitUntil(lambda: (count(written), count(accepted)) == (2, 0), timeout=10_000)
    window.sidebar.show_view(written)
    assert window.controller.rows.rowCount() == 2
    undo(window, qtbot)
    qtbot.waitUntil(lambda: count(written) == 0, timeout=10_000)
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 0)
