"""Writing and undoing through the window, on real files."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TypeVar

import pytest
from mutagen import apev2
from mutagen.flac import FLAC
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tagger.records import FileStamp, Policy, Track, TrackTags
from tagger.settings import PROFILE
from tagger.ui.history.plan_view import PlanView
from tagger.ui.history.undo_dialog import UndoDialog
from tagger.ui.history.write_dialog import WriteDialog
from tagger.ui.main_window import MainWindow
from tagger.workflow.changes import Intent, PlannedChange
from tagger.workflow.preview import WritePlan
from tagger.workflow.review import ReviewState
from tests.tags.audio_files import make, tag_by_mutagen

from .conftest import MakeMusic, OpenWindow
from .test_window import wait_idle

D = TypeVar("D", bound=QDialog)

pytestmark = pytest.mark.usefixtures("model_file")


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.flac")}


def genre_of(path: Path) -> list[str]:
    return list(FLAC(path).get("genre") or [])


def dialog_of(window: MainWindow, kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: window.findChild(kind) is not None, timeout=20_000)
    dialog = window.findChild(kind)
    assert isinstance(dialog, kind)
    return dialog


def add_and_choose(window: MainWindow, folder: Path, genre: str, qtbot: QtBot) -> None:
    window.add([folder])
    wait_idle(window, qtbot)
    window.table.selectAll()
    choose(window, genre, qtbot)


def choose(window: MainWindow, genre: str, qtbot: QtBot) -> None:
    """For everything that is selected; returns once the window has counted it."""
    window.review.choose(genre)
    rows = window.controller.rows
    count = len(window.table.selected())
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.ACCEPTED] == count, timeout=10_000)
    with qtbot.waitSignal(window.controller.planning.planned, timeout=10_000):
        window.controller.planning.plan_soon()


def write(window: MainWindow, qtbot: QtBot) -> None:
    window.toolbar.write.trigger()
    dialog = dialog_of(window, WriteDialog, qtbot)
    dialog.write.click()
    qtbot.waitUntil(lambda: window.controller.runner.busy, timeout=10_000)
    wait_idle(window, qtbot)
    qtbot.waitUntil(lambda: window.findChild(WriteDialog) is None)


def undo(window: MainWindow, qtbot: QtBot) -> None:
    window.toolbar.undo.trigger()
    dialog = dialog_of(window, UndoDialog, qtbot)
    dialog.undo.click()
    qtbot.waitUntil(lambda: window.controller.runner.busy, timeout=10_000)
    wait_idle(window, qtbot)


def test_accept_write_and_undo_give_every_byte_back(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(2)
    before = digests(folder)
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    assert digests(folder) == before
    write(window, qtbot)
    assert [genre_of(path) for path in sorted(folder.glob("*.flac"))] == [["Jazz"]] * 2
    rows = window.controller.rows
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.WRITTEN] == 2, timeout=10_000)
    assert {line.genres for line in rows.shown()} == {"Jazz"}
    undo(window, qtbot)
    assert digests(folder) == before
    qtbot.waitUntil(lambda: {line.genres for line in rows.shown()} == {"Other"}, timeout=10_000)


def test_undo_works_after_a_restart(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(1)
    before = digests(folder)
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    write(window, qtbot)
    window.close()
    assert digests(folder) != before
    again = open_window()
    assert [line.state for line in again.controller.rows.shown()] == [ReviewState.WRITTEN]
    undo(again, qtbot)
    assert digests(folder) == before


def test_the_preview_says_what_each_policy_does_before_anything_is_written(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(1, genre="Rock")
    before = digests(folder)
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    window.toolbar.write.trigger()
    dialog = dialog_of(window, WriteDialog, qtbot)
    assert dialog.view.table.rows() == [("0.flac", "Rock", "Jazz", "Written")]
    assert "1 file will be written" in dialog.counts.text()
    dialog.policy.setCurrentIndex(dialog.policy.findData(Policy.APPEND))
    qtbot.waitUntil(lambda: dialog.view.table.rows()[0][2] == "Rock, Jazz", timeout=10_000)
    dialog.policy.setCurrentIndex(dialog.policy.findData(Policy.FILL))
    qtbot.waitUntil(lambda: dialog.view.table.rows()[0][2] == "Rock", timeout=10_000)
    assert dialog.view.table.rows()[0][3].startswith("Left as it is. It has a genre")
    assert not dialog.write.isEnabled()
    dialog.reject()
    assert digests(folder) == before


def test_the_preview_groups_files_by_what_happens_and_says_what_it_costs(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(3, genre="Rock")
    file = FLAC(folder / "1.flac")
    file["genre"] = "Other"
    file.save()
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    window.toolbar.write.trigger()
    dialog = dialog_of(window, WriteDialog, qtbot)
    dialog.policy.setCurrentIndex(dialog.policy.findData(Policy.FILL))
    groups = dialog.view.groups

    def texts() -> list[str]:
        return [groups.item(row).text() for row in range(groups.count())]

    expected = ["All  (3)", "Written: had a filler word  (1)", "Have another genre  (2)"]
    qtbot.waitUntil(lambda: texts() == expected, timeout=10_000)
    groups.setCurrentRow(1)
    assert [row[:3] for row in dialog.view.table.rows()] == [("1.flac", "Other", "Jazz")]
    assert "“Other”" in dialog.view.table.rows()[0][3]
    qtbot.waitUntil(lambda: "about" in dialog.counts.text(), timeout=10_000)
    dialog.policy.setCurrentIndex(dialog.policy.findData(Policy.REPLACE))
    qtbot.waitUntil(lambda: texts()[0] == "All  (3)" and len(texts()) == 3, timeout=10_000)
    dialog.reject()


def test_a_preview_of_a_huge_batch_does_not_stop_the_window(qtbot: QtBot) -> None:
    track = Track(1, Path("/m/a.flac"), FileStamp(9, 9), "FLAC", b"x", TrackTags(genres=("Rock",)))
    intent = Intent(track, ("Jazz",), Policy.REPLACE)
    changes = tuple(PlannedChange(intent, ("Jazz",), genres=("Jazz",)) for _ in range(100_000))
    plan = WritePlan(changes, ())
    assert plan.groups
    view = PlanView()
    qtbot.addWidget(view)
    view.show()
    start = time.process_time()
    view.show_plan(plan)
    assert time.process_time() - start < 0.05
    assert len(view.table.rows()) == 100_000


def test_undo_gives_new_times_where_the_person_wants_them(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(1)
    song = folder / "0.flac"
    before, content = song.stat().st_mtime_ns, song.read_bytes()
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    write(window, qtbot)
    window.toolbar.undo.trigger()
    dialog = dialog_of(window, UndoDialog, qtbot)
    assert not dialog.new_times.isChecked()
    dialog.new_times.setChecked(True)
    dialog.undo.click()
    qtbot.waitUntil(lambda: song.read_bytes() == content, timeout=20_000)
    wait_idle(window, qtbot)
    assert song.stat().st_mtime_ns > before


def test_undo_asks_before_it_touches_a_file_that_somebody_changed(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(1)
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    write(window, qtbot)
    file = FLAC(folder / "0.flac")
    file["title"] = "Changed elsewhere"
    file.save()
    window.toolbar.undo.trigger()
    dialog = dialog_of(window, UndoDialog, qtbot)
    assert dialog.by_value.isVisible() and not dialog.undo.isEnabled()
    dialog.by_value.setChecked(True)
    dialog.undo.click()
    qtbot.waitUntil(lambda: genre_of(folder / "0.flac") == ["Other"], timeout=20_000)
    wait_idle(window, qtbot)
    assert FLAC(folder / "0.flac")["title"] == ["Changed elsewhere"]


def test_with_nothing_written_undo_says_so(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.toolbar.undo.trigger()
    qtbot.waitUntil(lambda: window.strip.text.text() == "There is nothing to undo.")


def test_decided_genres_are_exported_and_the_strip_says_where(
    open_window: OpenWindow, make_music: MakeMusic, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = make_music(2)
    window = open_window()
    add_and_choose(window, folder, "Jazz", qtbot)
    output = tmp_path / "genres.csv"
    window.exporting.export("csv", output)
    qtbot.waitUntil(lambda: "2 tracks exported" in window.strip.text.text(), timeout=10_000)
    assert output.read_text("utf-8-sig").count("Jazz") == 2
    lists = tmp_path / "lists"
    lists.mkdir()
    window.exporting.export("m3u8", lists)
    qtbot.waitUntil(lambda: (lists / "Jazz.m3u8").exists(), timeout=10_000)


def test_after_a_write_the_strip_says_how_the_chosen_program_reads_the_tags_again(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(1)
    window = open_window()
    session = window.controller.session
    assert session is not None
    session.settings.set(PROFILE, "rekordbox")
    add_and_choose(window, folder, "Jazz", qtbot)
    write(window, qtbot)
    assert "Undo gives every file back" in window.strip.text.text()
    assert "ekordbox" in window.strip.text.text()


def test_the_inspector_shows_what_a_second_tag_says_instead(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    song = make(tmp_path, "mp3")
    tag_by_mutagen(song, ["Rock"])
    second = apev2.APEv2()
    second["Genre"] = "Swing"
    second.save(song)
    window = open_window()
    add_and_choose(window, tmp_path, "Jazz", qtbot)
    qtbot.waitUntil(lambda: window.inspector.change.text() == "Genre: Rock → Jazz", timeout=10_000)
    assert "A second tag (APEv2) says Swing." in window.inspector.change_reason.text()
