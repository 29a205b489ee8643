"""The report of an error of Tagger's own: what it tells, what it must not tell, where it is."""

from __future__ import annotations

import logging
import platform
import sqlite3
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger import __version__
from tagger.errors import AudioError
from tagger.paths import Home, find_home
from tagger.workflow import crash
from tagger.workflow.crash import RecentLines
from tagger.workflow.crash_privacy import Privacy
from tagger.workflow.session import Session

NAMES = st.text(
    st.characters(blacklist_characters="/\\\n\r\0", blacklist_categories=("Cs", "Cc")),
    min_size=1,
    max_size=20,
)


@pytest.fixture
def place(home: Path) -> Home:
    return find_home(home)


@pytest.fixture
def music(tmp_path: Path, place: Home) -> Path:
    """A folder of the library, as the catalog knows it."""
    folder = tmp_path / "Anna's records"
    folder.mkdir()
    with Session.open(place) as session:
        session.tracks.add_root(folder)
    return folder


def raised(error: BaseException) -> BaseException:
    """With a stack, as an error has that came up."""
    try:
        raise error
    except BaseException as caught:
        return caught


def report(error: BaseException, place: Home) -> str:
    return crash.of_error(raised(error), place).text


def test_a_report_tells_the_error_its_place_and_what_runs(place: Home) -> None:
    text = report(ValueError("not 3 dimensions but 4"), place)
    assert "What:      ValueError: not 3 dimensions but 4\n" in text
    assert f"Tagger:    {__version__} (source)" in text
    assert f"Python:    {platform.python_version()}" in text
    assert platform.platform() in text
    assert "numpy 1." in text or "numpy 2." in text
    assert (
        "  tests/workflow/test_crash.py, line " in text and ", in raised\n    raise error" in text
    )


def test_what_led_to_an_error_comes_first(place: Home) -> None:
    try:
        try:
            raise KeyError(7)
        except KeyError as first:
            raise RuntimeError("second") from first
    except RuntimeError as error:
        text = crash.of_error(error, place).text
    assert text.index("KeyError: 7") < text.index("RuntimeError: second", text.index("Where"))


def test_a_report_has_no_path_and_no_name_of_the_music(place: Home, music: Path) -> None:
    song = music / "Queen – It's a 'Kind' of Magic.flac"
    for error in (
        FileNotFoundError(2, "No such file or directory", str(song)),
        OSError(f"{song}: broken"),
        ValueError(f"cannot read {song.name}: it is odd"),
        KeyError("Queen"),
        sqlite3.OperationalError("no such value: “Queen”"),
        AudioError(f"Queen of {music} holds no sound", song),
        ExceptionGroup("Queen.mp3 and others", [OSError(2, "gone", f"{song}")]),
    ):
        text = report(error, place)
        assert not any(word in text for word in ("Queen", "Magic", "Kind", "Anna", str(music)))
        assert type(error).__name__ in text
    assert "<music folder 1>/….flac" in text


def test_the_home_folder_is_replaced(place: Home) -> None:
    text = report(OSError(13, "Permission denied", str(Path.home() / "Diary" / "a b.txt")), place)
    assert "[Errno 13] Permission denied: '<home>/…'" in text
    assert str(Path.home()) + "/" not in text and "Diary" not in text


def test_folders_that_nobody_knows_are_left_out_as_well(place: Home) -> None:
    text = report(OSError("cannot open /mnt/usb/Queen/One Vision: gone"), place)
    assert "cannot open <path>\n" in text and "Queen" not in text
    text = report(OSError("cannot open E:\\Queen\\One Vision: gone"), place)
    assert "cannot open <path>\n" in text and "Queen" not in text


@given(folder=NAMES, name=NAMES, quote=st.sampled_from(("{!r}", "{}", "“{}”")))
def test_no_path_of_any_name_gets_through(folder: str, name: str, quote: str) -> None:
    home = Home(Path("/data/tagger"), Path("/data/settings.json"), Path("/data/logs"))
    privacy = Privacy(home, (Path("/music"),))
    for top in ("/music", "/elsewhere", "/data/tagger"):
        secret = f"QX{folder}/XQ{name}"
        text = privacy.text(f"Could not open {quote.format(f'{top}/{secret}')}")
        assert text.startswith("Could not open ")
        assert "QX" not in text and "XQ" not in text, text


def test_names_of_the_code_stay_readable(place: Home) -> None:
    text = report(AttributeError("'NoneType' object has no attribute 'title'"), place)
    assert "AttributeError: 'NoneType' object has no attribute 'title'" in text


def test_lines_of_the_log_come_without_what_stood_in_them(place: Home) -> None:
    recent = RecentLines(place)
    log = logging.getLogger("tagger.a_test_of_reports")
    log.addHandler(recent)
    try:
        log.warning("track %d of %s is odd: %s", 7, "Queen", OSError(2, "gone", "/m/Queen.mp3"))
        log.warning("The folder Queen is away.")
        log.info("nobody asked")
    finally:
        log.removeHandler(recent)
    text = crash.of_error(ValueError(), place, list(recent.lines)).text
    assert "track 7 of … is odd: FileNotFoundError: [Errno 2] gone: '<path>.mp3'" in text
    assert "WARNING tagger.a_test_of_reports: (a sentence, left out)" in text
    assert "Queen" not in text and "nobody" not in text


def test_what_the_system_ended_is_told_by_places_in_the_code(place: Home) -> None:
    told = (
        "Fatal Python error: Segmentation fault\n\n"
        "Thread 0x2 (most recent call first):\n  waits\n\n"
        "Current thread 0x1 (most recent call first):\n"
        f'  File "{Path(crash.__file__)}", line 3 in save\n'
        f'  File "{Path.home()}/bin/Queen.py", line 1 in <module>\n'
        f'  File "{Path(logging.__file__)}", line 5 in emit\n'
        f'  File "{Path(pytest.__file__)}", line 6 in x\n'
    )
    text = crash.of_fault(told, place, ["a line"], "0.0.9", 1e9).text
    assert text.index("Current thread") < text.index("Thread 0x2")
    assert "When:      2001-09-" in text
    assert "What:      Fatal Python error: Segmentation fault" in text
    assert "  File tagger/workflow/crash.py, line 3 in save\n" in text
    assert "  File <elsewhere>/Queen.py, line 1" in text
    assert "  File <python>/logging/__init__.py" in text
    assert "  File <packages>/pytest/__init__.py" in text
    assert "Tagger:    0.0.9" in text and "a line" in text
    assert str(Path.home()) + "/" not in text


def test_the_last_ten_reports_are_kept(place: Home) -> None:
    made = [crash.save(place, crash.of_error(ValueError(str(n)), place)) for n in range(13)]
    kept = crash.saved(place)
    assert kept == [each.path for each in made[3:]]
    assert kept[-1].read_text(encoding="utf-8") == made[-1].text


def test_a_report_that_cannot_be_saved_is_still_there_to_read(place: Home) -> None:
    place.data.mkdir(parents=True)
    place.logs.write_text("a file where the folder should be")
    saved = crash.save(place, crash.of_error(ValueError("x"), place))
    assert saved.path is None and "ValueError: x" in saved.text


def test_a_catalog_that_is_broken_does_not_keep_a_report_from_being_made(place: Home) -> None:
    place.ensure()
    place.catalog.write_bytes(b"no database" * 1000)
    text = report(OSError("/music/Queen.mp3"), place)
    assert "OSError: <path>" in text and "Queen" not in text


def test_the_same_error_at_the_same_place_has_the_same_key() -> None:
    first, again = raised(ValueError("1")), raised(ValueError("2"))
    assert crash.key_of(first) == crash.key_of(again)
    assert crash.key_of(first) != crash.key_of(raised(TypeError("1")))
    assert sys.exc_info() == (None, None, None)
