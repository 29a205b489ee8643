"""Files whose tags mean harm: shown as plain text, asked of nobody, without delay, unchanged."""

from __future__ import annotations

import csv
import io
import json
import os
import struct
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import soundfile
from mutagen.flac import FLAC, Picture
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtGui import Qt as TextKind
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QTableView,
    QToolTip,
    QWidget,
)

from tagger.paths import bundled_models, find_home
from tagger.tags.fields import shown
from tagger.ui import app, theme
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.lines import Column
from tagger.ui.library.row_painter import RowPainter
from tagger.ui.main_window import MainWindow
from tagger.ui.map.panel import MapPanel
from tagger.ui.text import plain, tooltip
from tagger.workflow.export import ExportFormat, export
from tagger.workflow.spreadsheet import harmless
from tests.audio.encode import music

from . import scene as scenes
from .models_page import teach_on
from .scene import OPENERS, Scene, opened, settle

# The window of this file outlives each of its tests.
pytestmark = pytest.mark.leaves_threads

LONGEST = 5000
"""Characters in any one place of the window."""
SOON = 5.0
"""CPU seconds of the Qt thread. What is quadratic in 10,000 characters takes longer."""
SIDE = 20_000
OVERRIDES = [chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def hostile(address: str) -> dict[str, str]:
    """What stands in titles, artists, albums and genres."""
    return {
        "picture": f'<img src="{address}/picture.png" width=9999><b>Bold</b>',
        "link": f'<a href="{address}/link">Song</a> <script src="{address}/x.js"></script>',
        "style": f"<style>@import url({address}/s.css);</style><h1>Big</h1><table><tr><td>",
        "entities": "&lt;b&gt; R&B &amp; &#x202e; &Ampersand",
        "overrides": "gnp.\u202e3pm\u202c \u2066isolated\u2069 \u200fright\u061c",
        "emoji": "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 Z" + "\u0351\u0327" * 60,
        "zero width": "Mi\u200bles\ufeff \u2060Davis\u00ad",
        "control": "bell\x07 escape\x1b[31m line\r\nbreak\ttab \x7f\u2028\u0085",
        "endless": "W" * 10_000,
        "endless in lines": "word\n" * 2_000,
        "japanese": "上を向いて歩こう クラシック",
        "places": "%1 %2 %3 {n} {name} {count:,} %n %s \\n",
        "formula": f'=HYPERLINK("{address}/formula";"Song"),@SUM(1)',
    }


class Web:
    """A server of this machine that counts who asks it for anything."""

    def __init__(self) -> None:
        asked = self.asked = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.close()


def huge_picture() -> bytes:
    """A PNG of 20,000 × 20,000 pixels that is true, of black alone, in some 50 KB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(1)
    row = bytes(1 + SIDE // 8)
    body = b"".join(packer.compress(row) for _ in range(SIDE)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, web: Web) -> Path:
    """A file for each harm, each with the picture; the name of one is no text."""
    folder = tmp_path_factory.mktemp("<b>music & such")
    image = huge_picture()
    for number, (harm, text) in enumerate(hostile(web.address).items()):
        path = folder / f"{harm}.flac"
        with path.open("wb") as stream:
            soundfile.write(stream, music(2.0, 22050, seed=number)[0], 22050, format="FLAC")
        file = FLAC(path)
        for field in ("title", "artist", "album", "genre"):
            file[field] = text
        picture = Picture()
        picture.data, picture.mime = image, "image/png"
        picture.width = picture.height = SIDE
        file.add_picture(picture)
        file.save()
    if sys.platform == "linux":
        os.rename(folder / "japanese.flac", os.fsencode(folder) + b"/\xff\xfe <i>.flac")
    return folder


@pytest.fixture(scope="module")
def scene(
    tmp_path_factory: pytest.TempPathFactory, folder: Path, web: Web, qapp: QApplication
) -> Iterator[Scene]:
    model = bundled_models() / "genre.onnx"
    if not model.is_file():
        pytest.skip("the bundled model is not there")
    place = find_home(tmp_path_factory.mktemp("person") / "home")
    app.prepare(qapp)
    theme.apply("light")
    genre = hostile(web.address)["picture"]
    scenes.prepare(place, folder, (genre, hostile(web.address)["link"]), written=2)
    teach_on(place, model)("Dances")
    scene = Scene(scenes.open_over(place), place, ("Dances",), f"{genre} & new")
    yield scene
    scenes.close(scene.window)


def texts_of(top: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window with the place where it stands."""
    for each in (top, *top.findChildren(QWidget)):
        if each.window() is not top.window() and not isinstance(each, QMenu):
            continue
        place = type(each).__name__
        yield f"{place} title", each.windowTitle()
        yield f"{place} name", each.accessibleName()
        yield f"{place} description", each.accessibleDescription()
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            yield place, each.text()
        elif isinstance(each, QComboBox):
            for row in range(each.count()):
                yield place, each.itemText(row)
        elif isinstance(each, QMenu):
            for action in each.actions():
                yield place, action.text()
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            for text in cells(each.model(), Qt.ItemDataRole.DisplayRole):
                yield place, text
            for text in cells(each.model(), Qt.ItemDataRole.AccessibleTextRole):
                yield f"{place} said", text


def tips_of(top: QWidget) -> Iterator[tuple[str, str]]:
    for each in (top, *top.findChildren(QWidget)):
        yield type(each).__name__, each.toolTip()
        for action in each.actions():
            yield f"action of {type(each).__name__}", action.toolTip()
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            for text in cells(each.model(), Qt.ItemDataRole.ToolTipRole):
                yield f"cell of {type(each).__name__}", text


def cells(model: QAbstractItemModel, role: Qt.ItemDataRole) -> Iterator[str]:
    # Qt's models of lists do not say from Python that they have one column.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 40)):
        for column in range(columns):
            text = model.index(row, column).data(role)
            if isinstance(text, str):
                yield text


def harm_in(top: QWidget) -> list[str]:
    """Where a text is drawn as HTML, turns what stands beside it round, or never ends."""
    found: list[str] = []
    for place, text in texts_of(top):
        bad = [c for c in text if c in OVERRIDES or "\ud800" <= c <= "\udfff"]
        bad += [c for c in text if (c < " " or "\x7f" <= c <= "\x9f") and c not in "\n\t"]
        if bad:
            found.append(f"{place} shows {bad[0]!r} in {text[:60]!r}")
        if len(text) > LONGEST:
            found.append(f"{place} shows {len(text)} characters")
    for label in top.findChildren(QLabel):
        # Names of fields are ours. Tooltips are looked at below.
        if label.buddy() is not None or label.metaObject().className() == "QTipLabel":
            continue
        if label.text() and label.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{type(label).__name__} is no plain text: {label.text()[:60]!r}")
    for place, tip in tips_of(top):
        markup = any(tag in tip for tag in ("<img", "<a ", "<script", "<style", "<h1", "<i>"))
        if markup and TextKind.mightBeRichText(tip):
            found.append(f"tooltip of {place} is drawn as HTML: {tip[:60]!r}")
        if len(tip) > 3 * LONGEST:
            found.append(f"tooltip of {place} has {len(tip)} characters")
    return found


def draw(top: QWidget) -> None:
    """Paint a window with all of its tooltips, as if a person pointed at everything."""
    top.grab()
    for tip in {tip for _, tip in tips_of(top) if "<" in tip}:
        QToolTip.showText(top.mapToGlobal(QPoint(5, 5)), tip, top)
        settle(1)
    QToolTip.hideText()


def test_the_catalog_holds_what_the_files_hold(scene: Scene, web: Web) -> None:
    """Genres to the letter; of what is only shown, a line."""
    tracks = scene.window.controller.open_session().tracks.all()
    assert len(tracks) == len(hostile(web.address))
    for track in tracks:
        file, tags = FLAC(track.path), track.tags
        for field, text in (("title", tags.title), ("artist", tags.artist), ("album", tags.album)):
            assert [text] == [shown(each) for each in list(file.get(field) or [])]
        assert list(tags.genres) == file["genre"]
    assert {track.tags.title for track in tracks} == set(map(shown, hostile(web.address).values()))


def test_the_picture_is_as_it_was_in_files_that_were_written(scene: Scene, folder: Path) -> None:
    image = huge_picture()
    written = [path for path in sorted(folder.iterdir()) if "link" in str(FLAC(path)["genre"])]
    assert len(written) >= 2
    for path in written:
        (picture,) = FLAC(path).pictures
        assert picture.data == image


def test_the_window_shows_plain_text(scene: Scene) -> None:
    window = scene.window
    begun = time.thread_time()
    rows = window.controller.rows
    for by in GroupBy:
        window.table.group_by.choose(by)
        scenes.wait(lambda: rows.settled)
        draw(window)
        assert not (found := harm_in(window)), found
    window.table.group_by.choose(GroupBy.NONE)
    for row in range(rows.rowCount()):
        window.table.selectRow(row)
        settle()
        window.grab()
        assert not (found := harm_in(window.inspector)), found
    assert time.thread_time() - begun < SOON


def test_what_stands_in_the_table_is_drawn_like_any_text(scene: Scene) -> None:
    """The cell of a title with HTML looks as that of the same characters drawn by hand."""
    table = scene.window.table
    rows = table.tracks
    row = next(r for r in range(rows.rowCount()) if rows.line_at(r).title.startswith("<img"))
    line = rows.line_at(row)
    width = table.columnWidth(Column.TITLE)
    area = QRect(0, 0, width, 32)
    picture = RowPainter(table, rows).picture(row, False).toImage()
    drawn = picture.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    wanted = QImage(width, 32, QImage.Format.Format_RGB32)
    wanted.fill(QColor(theme.colors().surface))
    painter = QPainter(wanted)
    painter.setFont(table.font())
    painter.setPen(QColor(theme.colors().text))
    text = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, width - 16)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area.adjusted(8, 0, -8, 0), int(flags | Qt.TextFlag.TextSingleLine), text)
    painter.end()
    assert text.startswith("<img sr")
    assert drawn == wanted


@pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)
def test_a_dialog_shows_plain_text(scene: Scene, kind: type[QDialog]) -> None:
    begun = time.thread_time()
    with opened(scene, kind) as dialog:
        for view in dialog.findChildren(QAbstractItemView):
            if isinstance(view, QTableView | QListView) and view.model() is not None:
                view.selectAll()
                view.setCurrentIndex(view.model().index(0, 0))
                settle()
        draw(dialog)
        assert not (found := harm_in(dialog)), found
    assert time.thread_time() - begun < SOON


def panel_is_drawn(window: MainWindow) -> bool:
    panel = window.findChild(MapPanel)
    return panel is not None and panel.view is not None and len(panel.view._ids) > 0


def test_the_map_names_tracks_in_plain_text(scene: Scene) -> None:
    window = scene.window
    window.toolbar.map.setChecked(True)
    scenes.wait(lambda: panel_is_drawn(window))
    panel = window.findChild(MapPanel)
    assert panel is not None and panel.view is not None
    for id_ in panel.view._ids:
        name = panel.name_of(int(id_))
        assert plain(name, LONGEST) == name
    window.grab()
    assert not (found := harm_in(window)), found
    window.toolbar.map.setChecked(False)


def test_the_filter_finds_and_offers_what_is_hostile(scene: Scene) -> None:
    window, box = scene.window, scene.window.toolbar.filter
    rows = window.controller.rows
    box.setFocus()
    for typed in ("<img", "genre:<", "artist:", '"<a href=\\"', "W" * 4_000, "((("):
        box.setText(typed)
        box.textEdited.emit(typed)
        scenes.wait(lambda: not window._filter_timer.isActive() and rows.settled)
        window.grab()
        assert not (found := harm_in(window)), found
        options = box.popup.model()
        assert all(len(text) <= 200 for text in cells(options, Qt.ItemDataRole.DisplayRole))
    box.setText('title:"<img src"')
    scenes.wait(lambda: rows.rowCount() == 1)
    box.clear()
    scenes.wait(lambda: rows.rowCount() == rows.total)


@pytest.mark.parametrize("form", [ExportFormat.CSV, ExportFormat.JSON])
def test_an_export_holds_the_very_texts(
    scene: Scene, web: Web, tmp_path: Path, form: ExportFormat
) -> None:
    scene.decide()
    export(scene.window.controller.open_session(), form, tmp_path / "out")
    data = (tmp_path / "out").read_bytes()
    wanted = sorted(map(shown, hostile(web.address).values()))
    if form is ExportFormat.JSON:
        assert sorted(row["title"] for row in json.loads(data)) == wanted
    else:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        # What a spreadsheet would run has an apostrophe before it.
        assert sorted(row["title"] for row in rows) == sorted(map(harmless, wanted))
        assert {row["genres"] for row in rows} == {scene.genre}


def test_nobody_was_asked_for_anything(scene: Scene, web: Web) -> None:
    """The last of this file: everything above was drawn and pointed at before."""
    scenes.wait_for_nothing(0.2)
    assert web.asked == []


@pytest.mark.parametrize("text", hostile("http://127.0.0.1:1").values(), ids=hostile("").keys())
def test_text_made_fit_to_show_stays_so(text: str) -> None:
    shown = plain(text)
    assert plain(shown) == shown and len(shown) <= 300
    assert not any(c in shown for c in OVERRIDES) and "\n" not in shown
    label = QLabel(tooltip(shown))
    tip = label.text()
    assert not TextKind.mightBeRichText(tip) or tip.startswith("<qt>")
    assert "<img" not in tip and "<a " not in tip
