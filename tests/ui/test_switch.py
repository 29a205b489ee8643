"""Another model in the window: scored beside the person's work, and what it calls into question."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.model import library
from tagger.paths import Home
from tagger.records import AnalysisStatus, GenreScore, Suggestion
from tagger.settings import ACTIVE_MODEL, WORKERS, Settings
from tagger.ui.library.lines import Column
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow
from tagger.workflow.listener import Listener
from tagger.workflow.review import ReviewState, accept, review_rows
from tagger.workflow.session import Session
from tests.model.personal_models import head_for, write_base, write_personal

from .conftest import KEY, FillCatalog, MakeMusic, OpenWindow, line_named

OTHER = "another model"


@pytest.fixture
def models(place: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small network ships here, and the person has a model called Mine on top of it."""
    monkeypatch.setattr(library, "bundled_models", lambda: tmp_path / "shipped")
    base = write_base(tmp_path / "shipped" / library.BUNDLED_FILE)
    mine = place.models / "Mine.onnx"
    write_personal(base, mine, head_for(seed=8))
    return mine


def settle(window: MainWindow, qtbot: QtBot) -> None:
    runner, rows = window.controller.runner, window.controller.rows
    qtbot.waitUntil(lambda: not runner.busy and rows.settled, timeout=60_000)


def scored(window: MainWindow) -> list[str]:
    """The first genre of every row, as shown."""
    lines = sorted(window.controller.rows.library.lines.values(), key=lambda line: line.id)
    return [line.row.best.genre if line.row.best else "" for line in lines]


def expected(window: MainWindow) -> list[str]:
    """What the model in use says of the same music."""
    session = window.controller.session
    assert session is not None
    listener = session.listener()
    heard = [
        session.suggestions.embedding(listener.network_key, track.identity)
        for track in sorted(session.tracks.all(), key=lambda track: track.id)
    ]
    return [listener.suggest(item).genres[0].genre if item else "" for item in heard]


def test_a_model_taken_into_use_shows_what_it_says_and_stays_in_use(
    open_window: OpenWindow, place: Home, make_music: MakeMusic, models: Path, qtbot: QtBot
) -> None:
    window = open_window()
    notices: list[str] = []
    window.controller.notice.connect(notices.append)
    folder = make_music(5)
    window.controller.add([folder])
    settle(window, qtbot)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with qtbot.waitSignal(window.controller.model_switched, timeout=30_000) as switched:
        window.controller.use_model("Mine")
    settle(window, qtbot)
    assert switched.args is not None
    (result,) = switched.args
    assert (result.model.name, result.rescored) == ("Mine", 5)
    assert window.controller.model_key == result.key
    qtbot.waitUntil(lambda: scored(window) == expected(window), timeout=10_000)
    assert any("“Mine” suggests from now on." in notice for notice in notices)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert Settings.load(place.settings).get(ACTIVE_MODEL) == "Mine"


def test_a_switch_in_the_midst_of_an_analysis_comes_first_and_the_analysis_goes_on(
    open_window: OpenWindow,
    place: Home,
    make_music: MakeMusic,
    models: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Session.open(place) as session:
        session.settings.set(WORKERS, 1)
    window = open_window()
    hear, listened, go_on = Listener.hear, [], threading.Event()

    def wait(listener: Listener, track, windows: int):
        listened.append((track.id, listener.key))
        if len(listened) == 2:
            go_on.wait(30)
        return hear(listener, track, windows)

    monkeypatch.setattr(Listener, "hear", wait)
    window.controller.add([make_music(8)])
    qtbot.waitUntil(lambda: len(listened) == 2, timeout=30_000)
    window.controller.use_model("Mine")
    go_on.set()
    settle(window, qtbot)
    keys = [key for _, key in listened]
    assert sorted({track for track, _ in listened}) == sorted(track for track, _ in listened), (
        "nothing is listened to twice"
    )
    assert len(listened) == 8
    assert keys[0] != keys[-1] == window.controller.model_key
    assert keys.count(keys[0]) < 8, "the switch did not wait for the whole library"
    qtbot.waitUntil(lambda: scored(window) == expected(window), timeout=10_000)
    assert "" not in scored(window)


def test_a_switch_while_an_analysis_waits_comes_before_it(
    open_window: OpenWindow, make_music: MakeMusic, models: Path, qtbot: QtBot
) -> None:
    window = open_window()
    order: list[str] = []
    window.controller.runner.ended.connect(lambda end: order.append(type(end.job).__name__))
    window.controller.add([make_music(2)])
    window.controller.use_model("Mine")
    settle(window, qtbot)
    assert order == ["ScanJob", "SwitchJob", "AnalyseLibrary"]
    qtbot.waitUntil(lambda: scored(window) == expected(window), timeout=10_000)


def test_a_model_with_a_network_of_its_own_listens_right_away(
    open_window: OpenWindow,
    place: Home,
    make_music: MakeMusic,
    models: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    window = open_window()
    window.controller.add([make_music(2)])
    settle(window, qtbot)
    write_personal(write_base(tmp_path / "other.onnx", seed=1), place.models / "Deep.onnx")
    with qtbot.waitSignal(window.controller.model_switched, timeout=30_000) as switched:
        window.controller.use_model("Deep")
    assert switched.args is not None and switched.args[0].unheard == 2
    settle(window, qtbot)
    qtbot.waitUntil(lambda: scored(window) == expected(window), timeout=10_000)
    assert "" not in scored(window)


def test_a_model_that_cannot_be_used_is_told_and_nothing_changes(
    open_window: OpenWindow, make_music: MakeMusic, models: Path, qtbot: QtBot
) -> None:
    window = open_window()
    notices: list[str] = []
    window.controller.notice.connect(notices.append)
    window.controller.add([make_music(1)])
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.controller.model_key is not None, timeout=30_000)
    key = window.controller.model_key
    models.write_bytes(b"damaged")
    window.controller.use_model("Mine")
    settle(window, qtbot)
    assert any("damaged" in notice for notice in notices)
    assert window.controller.model_key == key
    assert window.controller.session is not None
    assert window.controller.session.settings.get(ACTIVE_MODEL) == ""


def test_a_model_whose_file_is_gone_is_told_of_once_and_the_library_is_scored_without_it(
    open_window: OpenWindow, place: Home, make_music: MakeMusic, models: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.controller.add([make_music(3)])
    settle(window, qtbot)
    window.controller.use_model("Mine")
    settle(window, qtbot)
    window.close()
    with Session.open(place) as session:
        session.suggestions.keep_only([session.listener().key])
    models.unlink()
    window = open_window()
    told = "Until then the model that comes with Tagger suggests."
    qtbot.waitUntil(lambda: told in window.strip.text.text(), timeout=30_000)
    notices: list[str] = []
    window.controller.notice.connect(notices.append)
    qtbot.waitUntil(lambda: scored(window) == expected(window), timeout=10_000)
    assert "" not in scored(window)
    window.controller.analyse()
    settle(window, qtbot)
    assert not any(told in notice for notice in notices), "once is enough"
    assert Settings.load(place.settings).get(ACTIVE_MODEL) == "Mine", "it is back with its file"


@pytest.fixture
def questioned(open_window: OpenWindow, fill_catalog: FillCatalog, place: Home) -> MainWindow:
    """Twenty tracks, four of them accepted under another model; one of these is called right."""
    fill_catalog(20)
    with Session.open(place) as session:
        rows = review_rows(session, KEY)
        sure = [row for row in rows if row.state is ReviewState.TO_REVIEW][:4]
        old = {row.track.identity: "Zydeco" for row in sure[1:]}
        same = sure[0].best
        assert same is not None
        old[sure[0].track.identity] = same.genre
        scores = {key: (GenreScore(genre, 0.9),) for key, genre in old.items()}
        session.suggestions.store(
            OTHER,
            [(key, Suggestion(AnalysisStatus.OK, said, False)) for key, said in scores.items()],
        )
        ids = [row.track.id for row in sure]
        assert accept(session, review_rows(session, OTHER, ids), OTHER) == 4
    return open_window()


def test_what_another_model_was_accepted_for_has_a_view_of_its_own_while_there_is_some(
    questioned: MainWindow, qtbot: QtBot
) -> None:
    window, view = questioned, View(stale=True)
    sidebar = window.sidebar
    qtbot.waitUntil(lambda: sidebar.count_of(view) == 3, timeout=10_000)
    assert sidebar.count_of(View(ReviewState.ACCEPTED)) == 4
    item = sidebar._items[view]
    assert (item.isHidden(), item.text()) == (False, "Accepted under another model")
    sidebar.show_view(view)
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 3, timeout=10_000)
    model = window.controller.rows
    cell = model.index(0, Column.STATE)
    sentence = cell.data(Qt.ItemDataRole.ToolTipRole)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Accepted under another model"
    line = model.line_at(0)
    best = line.row.best
    assert best is not None
    assert sentence == (
        f"Accepted as Zydeco under another model; now {best.genre} is suggested. "
        "Enter takes the new one."
    )
    window.table.select_first()
    assert window.inspector.state.text() == sentence

    QTest.keyClick(window.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sidebar.count_of(view) == 2, timeout=10_000)
    taken = line_named(window, line.title)
    assert taken.row.decision is not None
    assert (taken.row.decision.genres, taken.stale) == ((best.genre,), False)
    window.table.selectAll()
    window.review.accept()
    qtbot.waitUntil(lambda: sidebar.count_of(view) == 0, timeout=10_000)
    sidebar.show_view(View())
    qtbot.waitUntil(lambda: not window.controller.rows.rowCount() < 20, timeout=10_000)
    window.controller.rows.counted.emit()
    qtbot.waitUntil(item.isHidden, timeout=10_000)


def test_the_view_comes_back_after_a_restart(
    questioned: MainWindow, open_window: OpenWindow, qtbot: QtBot
) -> None:
    questioned.sidebar.show_view(View(stale=True))
    questioned.close()
    window = open_window()
    assert window.sidebar.view == View(stale=True)
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 3, timeout=10_000)
