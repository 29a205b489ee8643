"""The spectrogram shows what sounds on or what strikes; the tempo is measured when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile
from pytestqt.qtbot import QtBot

from tagger.audio.harmonic import Layer, Tempo
from tagger.ui.main_window import MainWindow
from tagger.ui.review import layers
from tests.audio.test_harmonic import RATE, clicks, sine

from .conftest import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow, tmp_path: Path, model_file: Path, qtbot: QtBot) -> MainWindow:
    """Over a click track of 120 BPM with a tone, and a tone alone."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    for name, sound in (("a", clicks(120, 20.0) + sine(20.0)), ("b", sine(20.0))):
        with (folder / f"{name}.flac").open("wb") as stream:
            soundfile.write(stream, sound, RATE, format="FLAC")
    window = open_window()
    window.add([folder])
    qtbot.waitUntil(lambda: not window.controller.runner.busy, timeout=60_000)
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 2, timeout=10_000)
    select(window, 0, qtbot)
    return window


def select(window: MainWindow, row: int, qtbot: QtBot) -> None:
    window.table.selectRow(row)
    spectrogram = window.inspector.spectrogram
    title = window.controller.rows.index(row, 0).data()
    qtbot.waitUntil(lambda: window.inspector.title.text() == title)
    qtbot.waitUntil(lambda: spectrogram.passages > 0, timeout=30_000)


def drawn(window: MainWindow) -> bytes:
    return b"".join(bytes(image.constBits()) for image in window.inspector.spectrogram._images)


def test_a_layer_is_drawn_in_place_of_the_whole_and_stays_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    sound = window.inspector.sound
    sound.genre.setCurrentIndex(0)
    sound.genre.activated.emit(0)
    whole = drawn(window)
    choice = sound.layers.layer
    seen = {whole}
    for layer in (Layer.HARMONIC, Layer.PERCUSSIVE):
        choice.setCurrentIndex(choice.findData(layer))
        qtbot.waitUntil(lambda: drawn(window) not in seen, timeout=30_000)
        seen.add(drawn(window))
    select(window, 1, qtbot)
    assert sound.layers.chosen is Layer.PERCUSSIVE
    qtbot.waitUntil(lambda: len(sound.layers._known) == 2, timeout=30_000)
    select(window, 0, qtbot)
    assert drawn(window) in seen and drawn(window) != whole, "it is remembered"
    choice.setCurrentIndex(choice.findData(Layer.WHOLE))
    assert drawn(window) == whole


def test_the_tempo_is_measured_once_and_remembered(window: MainWindow, qtbot: QtBot) -> None:
    row = window.inspector.sound.layers
    assert row.measure.text() == "Measure tempo" and not row.tempo.isVisible()
    row.measure.click()
    qtbot.waitUntil(row.tempo.isVisible, timeout=30_000)
    beats = [float(part) for part in row.tempo.text().removesuffix(" BPM").split(" or ")]
    assert beats[0] == pytest.approx(120, abs=2)
    select(window, 1, qtbot)
    assert row.measure.isVisible() and not row.tempo.isVisible()
    row.measure.click()
    qtbot.waitUntil(lambda: row.tempo.text() == "No steady beat", timeout=30_000)
    select(window, 0, qtbot)
    assert row.tempo.isVisible() and "BPM" in row.tempo.text()


def test_measuring_ends_when_the_selection_moves_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []
    ended: list[Path] = []

    def endless(track, hearing, proceed) -> Tempo | None:
        started.append(track.path)
        while proceed():
            pass
        ended.append(track.path)
        return None

    monkeypatch.setattr(layers, "tempo_around", endless)
    row = window.inspector.sound.layers
    row.measure.click()
    assert not row.measure.isEnabled()
    qtbot.waitUntil(lambda: bool(started), timeout=10_000)
    window.table.selectRow(1)
    qtbot.waitUntil(lambda: [path.name for path in ended] == ["a.flac"], timeout=10_000)
    assert row.measure.isEnabled()


def test_an_ambiguous_tempo_says_both(window: MainWindow) -> None:
    row = window.inspector.sound.layers
    row._show_tempo(Tempo((124.2, 62.1)))
    assert row.tempo.text() == "124 or 62 BPM"
