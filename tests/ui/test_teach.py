"""Questions that are answered with one key, and the hint that a model could learn from answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.paths import Home
from tagger.records import AnalysisStatus, DecisionKind, FileStamp, TrackTags
from tagger.ui.main_window import MainWindow
from tagger.ui.training.dialog import TrainDialog
from tagger.ui.training.hint import Hint
from tagger.ui.training.teach_dialog import TeachDialog
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.example_records import Wanted
from tagger.workflow.session import Session
from tagger.workflow.teach import Unlearned

from .conftest import OpenWindow
from .test_player import Shop

Fill = Callable[[int], None]


@pytest.fixture
def fill(place: Home, model_file: Path) -> Fill:
    """Put tracks into the catalog that were heard and sound like anything."""

    def fill(count: int) -> None:
        with Session.open(place) as session:
            listener = session.listener()
            head = listener.model.head
            generator = np.random.default_rng(0)
            files: list[ScannedFile] = []
            heard: list[StoredEmbedding] = []
            for number in range(count):
                identity = f"track {number}".encode()
                tags = TrackTags(title=f"Song {number}", artist="Somebody", duration=180.0)
                path = Path(f"/music/{number:03}.mp3")
                files.append(ScannedFile(path, FileStamp(1, 1), "mp3", identity, tags))
                vector = generator.normal(0, 0.4, head.embedding_size).astype(np.float16)
                heard.append(StoredEmbedding(identity, AnalysisStatus.OK, vector, windows=8))
            session.tracks.store(files)
            session.suggestions.store_embeddings(listener.network_key, heard)
            refresh_suggestions(session, listener)

    return fill


def ask(window: MainWindow, qtbot: QtBot) -> TeachDialog:
    window.training.show_teach()
    (dialog,) = window.findChildren(TeachDialog)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is not dialog.message, timeout=30_000)
    return dialog


def press(dialog: TeachDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog.card, key)


def title(dialog: TeachDialog) -> str:
    return dialog.card.title.text()


def decided(window: MainWindow, text: str) -> tuple[str, ...] | None:
    lines = window.controller.rows.library.lines.values()
    decision = next(line for line in lines if line.title == text).row.decision
    if decision is None:
        return None
    assert decision.kind is DecisionKind.CHOSEN
    return decision.genres


def decide(window: MainWindow, start: int, stop: int) -> None:
    lines = list(window.controller.rows.library.lines.values())[start:stop]
    window.controller.decisions.choose(lines, ["Zouk"])


def test_a_track_is_answered_with_one_key_and_the_next_one_comes(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(30)
    window = open_window()
    dialog = ask(window, qtbot)
    assert dialog.place.text() == "1 of 20"
    first, second = title(dialog), dialog.card.bars.genre(2)
    assert second is not None and dialog.card.why.text()
    press(dialog, Qt.Key.Key_2)
    assert dialog.place.text() == "2 of 20" and title(dialog) != first
    qtbot.waitUntil(lambda: decided(window, first) == (second,))
    assert not dialog.card.given.isVisible()


def test_any_other_genre_is_typed_and_completed(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(30)
    window = open_window()
    dialog = ask(window, qtbot)
    first = title(dialog)
    press(dialog, Qt.Key.Key_E)
    QTest.keyClicks(dialog.card.field, "Kompa 1; Zouk Love 2")
    assert title(dialog) == first, "a digit in the field is no answer"
    QTest.keyClick(dialog.card.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: decided(window, first) == ("Kompa 1", "Zouk Love 2"))
    second = title(dialog)
    press(dialog, Qt.Key.Key_J)
    assert dialog.card.field.text() == "j"
    QTest.keyClick(dialog.card.field, Qt.Key.Key_Escape)
    assert dialog.card.field.text() == "" and dialog.isVisible() and title(dialog) == second


def test_backspace_goes_back_and_takes_the_answer_back(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(30)
    window = open_window()
    dialog = ask(window, qtbot)
    press(dialog, Qt.Key.Key_Backspace)
    assert dialog.place.text() == "1 of 20"
    first, genre = title(dialog), dialog.card.bars.genre(1)
    assert genre is not None
    press(dialog, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: decided(window, first) == (genre,))
    press(dialog, Qt.Key.Key_Backspace)
    assert title(dialog) == first and dialog.place.text() == "1 of 20"
    assert dialog.card.given.text() == f"Before: {genre}"
    qtbot.waitUntil(lambda: decided(window, first) is None)


def test_space_plays_the_track_and_the_next_question_is_silent(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(30)
    window = open_window()
    window.player._open_sink = Shop().open
    dialog = ask(window, qtbot)
    heard: list[Path] = []
    window.player.state_changed.connect(lambda: heard.append(window.player.path or Path()))
    press(dialog, Qt.Key.Key_Space)
    assert heard and heard[0].name == f"{int(title(dialog).removeprefix('Song ')):03}.mp3"
    press(dialog, Qt.Key.Key_U)
    assert not window.player.plays(heard[0])


def test_at_the_end_the_answers_are_counted_and_a_model_can_learn_them(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(5)
    window = open_window()
    asked: list[tuple[Wanted | None, str | None]] = []
    monkeypatch.setattr(
        window.training, "show_train", lambda wanted=None, model=None: asked.append((wanted, model))
    )
    dialog = ask(window, qtbot)
    for key in (Qt.Key.Key_1, Qt.Key.Key_U, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_1):
        press(dialog, key)
    assert dialog.pages.currentWidget() is dialog.end
    assert dialog.end.text.text() == "You answered 4."
    QTest.keyClick(dialog.end, Qt.Key.Key_Backspace)
    assert dialog.place.text() == "5 of 5"
    press(dialog, Qt.Key.Key_U)
    assert dialog.end.text.text() == "You answered 3."
    dialog.end.refresh.click()
    assert not dialog.isVisible()
    assert asked == [(Wanted(decisions=True), None)]


def test_an_undecided_track_is_asked_about_again_and_a_decided_one_is_not(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(3)
    window = open_window()
    dialog = ask(window, qtbot)
    skipped = title(dialog)
    for key in (Qt.Key.Key_U, Qt.Key.Key_1, Qt.Key.Key_1):
        press(dialog, key)
    dialog.end.more.click()
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.card, timeout=30_000)
    assert title(dialog) == skipped and dialog.place.text() == "1 of 1"


def test_without_anything_heard_it_says_what_to_do(
    open_window: OpenWindow, model_file: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.training.show_teach()
    (dialog,) = window.findChildren(TeachDialog)
    qtbot.waitUntil(lambda: "nothing to ask" in dialog.message.label.text(), timeout=30_000)
    assert not dialog.bar.isVisible()


def test_the_hint_comes_with_ten_corrections_and_goes_until_ten_more(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(40)
    window = open_window()
    hint, counted = window.training.hint, window.training._teach.counted
    with qtbot.waitSignal(counted, timeout=30_000):
        decide(window, 0, 9)
    assert not hint.isVisible()
    with qtbot.waitSignal(counted, timeout=30_000):
        decide(window, 9, 14)
    assert hint.isVisible()
    assert hint.text.text() == "14 corrections: teach them to a model of your own?"
    hint.later.click()
    assert not hint.isVisible()
    with qtbot.waitSignal(counted, timeout=30_000):
        decide(window, 14, 23)
    assert not hint.isVisible()
    with qtbot.waitSignal(counted, timeout=30_000):
        decide(window, 23, 24)
    assert hint.isVisible() and hint.text.text().startswith("24 corrections")


def test_not_now_is_remembered_after_a_restart(place: Home, qtbot: QtBot) -> None:
    def shown(count: int, model: str = "Mine") -> bool:
        hint = Hint(place)
        qtbot.addWidget(hint)
        hint.show_count(Unlearned(count, model, refreshable=True))
        return hint.isVisible()

    place.ensure()
    hint = Hint(place)
    qtbot.addWidget(hint)
    hint.show_count(Unlearned(14, "Mine", refreshable=True))
    assert hint.isVisible()
    assert hint.text.text() == "14 corrections since: refresh your model?"
    hint.dismiss()
    assert not shown(23)
    assert shown(24)
    assert shown(10, "Another")
    assert not shown(0)
    assert shown(10), "a refreshed model is counted anew"


def test_the_hint_opens_the_training_of_the_model_in_use(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    asked: list[tuple[Wanted | None, str | None]] = []
    monkeypatch.setattr(
        window.training, "show_train", lambda wanted=None, model=None: asked.append((wanted, model))
    )
    window.training.hint.show_count(Unlearned(14, "Mine", refreshable=True))
    window.training.hint.refresh.click()
    window.training.hint.show_count(Unlearned(14, "Given to me", refreshable=False))
    window.training.hint.refresh.click()
    assert asked == [(Wanted(decisions=True), "Mine"), (Wanted(decisions=True), None)]


def test_refresh_opens_the_training_with_the_decisions_chosen(
    open_window: OpenWindow, fill: Fill, qtbot: QtBot
) -> None:
    fill(12)
    window = open_window()
    with qtbot.waitSignal(window.training._teach.counted, timeout=30_000):
        decide(window, 0, 12)
    window.training.hint.refresh.click()
    (dialog,) = window.findChildren(TrainDialog)
    wanted = Wanted(decisions=True)
    qtbot.waitUntil(lambda: dialog.examples.wanted == wanted, timeout=30_000)
    assert dialog.examples.model is None
    dialog.reject()
