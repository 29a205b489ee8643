"""Which arguments open the window, and with what music."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger import cli
from tagger.cli import WindowRequest, window_request
from tagger.paths import find_home


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: some music, and a folder that is named like a command."""
    for name in ("Jazz", "scan"):
        (tmp_path / name).mkdir()
    (tmp_path / "song.mp3").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_arguments_the_window_opens_without_music() -> None:
    assert window_request([]) == WindowRequest(find_home())


@pytest.mark.parametrize(
    ("words", "music"),
    [
        (["/music/Jazz", "/music/a song.mp3"], ["/music/Jazz", "/music/a song.mp3"]),
        (["Jazz", "song.mp3"], ["Jazz", "song.mp3"]),
        (["Jazz", "scan", "nowhere"], ["Jazz", "scan", "nowhere"]),
        (["./scan"], ["scan"]),
        (["--", "scan", "-odd name"], ["scan", "-odd name"]),
        (["."], ["."]),
        (["Jazz", "./Jazz", ""], ["Jazz"]),
    ],
)
def test_files_and_folders_open_the_window_with_them(
    folder: Path, words: list[str], music: list[str]
) -> None:
    wanted = tuple(folder / name for name in music)
    assert window_request(words) == WindowRequest(find_home(), wanted)
    assert window_request(["--home=else", *words]) == WindowRequest(find_home("else"), wanted)
    assert window_request(["--home", "else", *words]) == WindowRequest(find_home("else"), wanted)


@pytest.mark.parametrize(
    "words",
    [
        ["scan", "Jazz"],
        ["--home", "else", "scan", "Jazz"],
        ["nowhere"],
        ["--version"],
        ["--home", ""],
        ["--home="],
        ["Jazz", "--json"],
        [""],
    ],
)
def test_a_command_or_a_slip_of_the_pen_opens_no_window(words: list[str]) -> None:
    assert window_request(words) is None


def test_a_word_that_is_neither_command_nor_music_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["nowhere"])
    assert ended.value.code == 2
    assert "nowhere" in capsys.readouterr().err
