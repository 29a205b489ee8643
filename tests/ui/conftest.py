"""A window over a library: generated rows where no file is needed, real files elsewhere."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from mutagen.flac import FLAC
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tagger.catalog.tracks import ScannedFile
from tagger.paths import Home, bundled_models, find_home
from tagger.records import AnalysisStatus, GenreScore, Suggestion, TrackTags
from tagger.ui import app, theme
from tagger.ui.library.lines import Line
from tagger.ui.main_window import MainWindow
from tagger.ui.statistics.panel import StatisticsPanel
from tagger.workflow.session import Session
from tests.audio.encode import music

from .generated import GENRES, KEY, identity, scanned, store
from .map_page import Hear, OpenMap, panel_of, store_embeddings
from .models_page import Models, OpenModels, Teach, teach_on
from .statistics_page import LIBRARY, OpenStatistics, statistics_of

OpenWindow = Callable[[], MainWindow]
FillCatalog = Callable[..., None]
MakeMusic = Callable[..., Path]
MakeGenres = Callable[..., Path]


@pytest.fixture
def place(home: Path) -> Home:
    """The home of this test as the window wants it."""
    return find_home(home)


@pytest.fixture
def open_window(place: Home, qtbot: QtBot, qapp: QApplication) -> OpenWindow:
    """Open the real window and wait until its library is there."""
    app.prepare(qapp)
    theme.apply("light")
    # The hints of the first run would lie over what a test clicks on.
    stored = QSettings(str(place.data / "window.ini"), QSettings.Format.IniFormat)
    stored.setValue("tour", "shown")
    stored.sync()

    def opened() -> MainWindow:
        window = MainWindow(place)
        # The computer that runs the tests may be on battery.
        window.watching.battery.supplies = place.data / "supplies"
        qtbot.addWidget(window, before_close_func=lambda w: w.controller.close())
        window.show()
        qtbot.waitUntil(lambda: window.controller.session is not None, timeout=20_000)
        with qtbot.waitSignal(window.controller.loaded, timeout=20_000, raising=False) as loaded:
            if window.pages.currentWidget() is not window.pages.message:
                loaded.signal_triggered = True
                return window
        qtbot.waitExposed(window)
        return window

    return opened


@pytest.fixture
def fill_catalog(place: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FillCatalog:
    """Put generated tracks, heard by a model that is not there, into the catalog."""
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "no models")

    def fill(count: int, *, titles: Callable[[int], str] = lambda i: f"Title {i:06}") -> None:
        with Session.open(place) as session:
            for start in range(0, count, 5000):
                numbers = range(start, min(count, start + 5000))
                session.tracks.store([_file(i, titles(i)) for i in numbers])
                session.suggestions.store(KEY, [(identity(i), _suggestion(i)) for i in numbers])
        stored = QSettings(str(place.data / "window.ini"), QSettings.Format.IniFormat)
        stored.setValue("model_key", KEY)
        stored.sync()

    return fill


@pytest.fixture
def open_statistics(
    place: Home, fill_catalog: FillCatalog, open_window: OpenWindow, qtbot: QtBot
) -> OpenStatistics:
    """The window and the panel over tracks, each with its genres and its year."""

    def opened(
        *tracks: tuple[tuple[str, ...], int | None], chance: float | None = 0.9
    ) -> tuple[MainWindow, StatisticsPanel]:
        fill_catalog(0)
        tags = [
            TrackTags(title=f"T{number}", genres=genres, year=year, duration=120.0)
            for number, (genres, year) in enumerate(tracks or LIBRARY)
        ]
        with Session.open(place) as session:
            store(session, tags, [] if chance is None else [chance] * len(tags))
        window = open_window()
        return window, statistics_of(window, qtbot)

    return opened


@pytest.fixture
def hear(place: Home, fill_catalog: FillCatalog) -> Hear:
    """Tracks with embeddings: those of one genre lie together."""

    def heard(count: int, **how: Callable[[int], str]) -> None:
        fill_catalog(count, **how)
        with Session.open(place) as session:
            store_embeddings(session, count)

    return heard


@pytest.fixture
def open_map(hear: Hear, open_window: OpenWindow, qtbot: QtBot) -> OpenMap:
    """The window with so many tracks and their map, drawn and coloured."""

    def opened(count: int, **how: Callable[[int], str]) -> MainWindow:
        hear(count, **how)
        window = open_window()
        window.toolbar.map.trigger()
        panel = panel_of(window)
        qtbot.waitUntil(lambda: panel.view is not None, timeout=30_000)
        qtbot.waitUntil(panel.export.isEnabled, timeout=30_000)
        return window

    return opened


@pytest.fixture
def make_music(tmp_path: Path) -> MakeMusic:
    """A folder of short FLACs with tags and a sound of their own."""

    def make(count: int = 3, genre: str | None = "Other") -> Path:
        folder = tmp_path / "music"
        folder.mkdir(exist_ok=True)
        for place in range(count):
            path = folder / f"{place}.flac"
            sound = music(4.0, 22050, seed=place)[0]
            with path.open("wb") as stream:
                soundfile.write(stream, sound, 22050, format="FLAC")
            file = FLAC(path)
            file["title"] = f"Song {place}"
            file["artist"] = f"Artist {place % 2}"
            if genre is not None:
                file["genre"] = genre
            file.save()
        return folder

    return make


@pytest.fixture
def make_genres(tmp_path: Path) -> MakeGenres:
    """A folder with a folder for each genre, of short FLACs by an artist each."""

    def make(*genres: str, tracks: int = 3, top: str = "sorted") -> Path:
        for genre in genres:
            folder = tmp_path / top / genre
            folder.mkdir(parents=True)
            for number in range(tracks):
                path = folder / f"{number}.flac"
                seed = zlib.crc32(f"{top} {genre} {number}".encode())
                sound = music(3.0, 22050, seed=seed)[0]
                with path.open("wb") as stream:
                    soundfile.write(stream, sound, 22050, format="FLAC")
                file = FLAC(path)
                file["title"] = f"{genre} {number}"
                file["artist"] = f"{genre} artist {number}"
                file.save()
        return tmp_path / top

    return make


@pytest.fixture
def model_file() -> Path:
    path = bundled_models() / "genre.onnx"
    if not path.is_file():
        pytest.skip("the bundled model is not there")
    return path


@pytest.fixture
def teach(place: Home, model_file: Path) -> Teach:
    """Write a personal model on top of the bundled one; it knows Zouk and answers by chance."""
    return teach_on(place, model_file)


@pytest.fixture
def open_models(open_window: OpenWindow, qtbot: QtBot) -> OpenModels:
    return lambda: Models(open_window(), qtbot)


def line_named(window: MainWindow, title: str) -> Line:
    lines = window.controller.rows.library.lines.values()
    return next(line for line in lines if line.title == title)


def _file(number: int, title: str) -> ScannedFile:
    tags = TrackTags(
        title=title,
        artist=f"Artist {number % 7}",
        album=f"Album {number % 31}",
        duration=180.0,
        genres=("Other",) if number % 2 else (),
    )
    return scanned(number, tags)


def _suggestion(number: int) -> Suggestion:
    best = 0.2 + 0.79 * ((number * 37) % 100) / 100
    scores = [GenreScore(GENRES[number % 5], best)]
    scores += [GenreScore(GENRES[(number + k) % 5], (1 - best) / 5) for k in range(1, 5)]
    return Suggestion(AnalysisStatus.OK, tuple(scores), unsure=best < 0.5)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of popups and focus what it cannot do; the tests need neither."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
