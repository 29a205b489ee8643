"""Copies beside the file, and the manners that Windows and network drives ask for."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tagger.errors import explain_os_error
from tagger.tags import copies
from tagger.tags.copies import extended_path, held_by_another, patiently
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, make


def failure(code: int, winerror: int | None = None) -> OSError:
    error = OSError(code, os.strerror(code))
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("plain", "extended"),
    [
        ("C:\\Music\\song.mp3", "C:\\Music\\song.mp3"),
        ("C:\\" + "m" * 300, "\\\\?\\C:\\" + "m" * 300),
        ("\\\\server\\share\\" + "m" * 300, "\\\\?\\UNC\\server\\share\\" + "m" * 300),
        ("\\\\?\\C:\\" + "m" * 300, "\\\\?\\C:\\" + "m" * 300),
    ],
)
def test_windows_gets_long_paths_in_the_form_that_it_takes(plain: str, extended: str):
    assert extended_path(plain, windows=True) == extended
    assert extended_path(plain, windows=False) == plain


def test_a_file_that_another_program_holds_is_worth_waiting_for():
    assert held_by_another(failure(errno.EBUSY), windows=False)
    assert held_by_another(failure(errno.EACCES, 32), windows=True)
    assert held_by_another(failure(errno.EACCES, 5), windows=True)
    assert not held_by_another(failure(errno.EACCES), windows=False)
    assert not held_by_another(failure(errno.ENOSPC, 112), windows=True)
    assert "Close it there" in explain_os_error(
        failure(errno.EACCES, 32), "Could not write song.mp3"
    )


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waits: list[float] = []
    monkeypatch.setattr(copies.time, "sleep", waits.append)
    return waits


def test_a_hold_that_ends_is_waited_for(hasty: list[float]):
    answers = iter([failure(errno.EBUSY), failure(errno.ETXTBSY), None])

    def act() -> str:
        answer = next(answers)
        if answer is not None:
            raise answer
        return "done"

    assert patiently(act) == "done"
    assert len(hasty) == 2 and hasty[0] < hasty[1]


def test_a_hold_that_does_not_end_is_told_and_other_errors_at_once(hasty: list[float]):
    def held() -> None:
        raise failure(errno.EBUSY)

    def full() -> None:
        raise failure(errno.ENOSPC)

    with pytest.raises(OSError) as error:
        patiently(held)
    assert error.value.errno == errno.EBUSY
    assert 1 < sum(hasty) < 3
    hasty.clear()
    with pytest.raises(OSError):
        patiently(full)
    assert not hasty


def test_a_song_that_is_a_mount_point_of_its_own_is_left_alone(tmp_path: Path, hasty: list[float]):
    """As containers mount single files: nothing can be put in its place."""
    song, elsewhere = make(tmp_path, "mp3"), make(tmp_path, "mp3", "elsewhere")
    command = ["mount", "--bind", str(elsewhere), str(song)]
    if (
        not sys.platform.startswith("linux")
        or subprocess.run(command, capture_output=True).returncode
    ):
        pytest.skip("mounting is not allowed here")
    try:
        original, journal = song.read_bytes(), RememberingJournal()
        with pytest.raises(Exception, match=r"song\.mp3"):
            safe_write(song, ["Rock"], journal)
        assert song.read_bytes() == elsewhere.read_bytes() == original
        assert journal.calls == ["planned", "prepared", "failed"]
        assert copies.leftover_copies(tmp_path) == []
    finally:
        subprocess.run(["umount", str(song)], check=True)


def test_a_copy_takes_over_mode_times_and_extended_attributes(tmp_path: Path):
    song = make(tmp_path, "mp3")
    song.chmod(0o640)
    try:
        os.setxattr(song, "user.mood", b"calm")  # type: ignore[attr-defined]
    except (AttributeError, OSError):
        pytest.skip("no extended attributes here")
    safe_write(song, ["Rock"], RememberingJournal())
    assert song.stat().st_mode & 0o777 == 0o640
    assert os.getxattr(song, "user.mood") == b"calm"  # type: ignore[attr-defined]


def test_a_replacement_never_leaves_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    song, seen = make(tmp_path, "mp3"), []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (seen.append((a, b)), real(a, b)))
    safe_write(song, ["Rock"], RememberingJournal())
    assert [Path(copy).parent == Path(target).parent for copy, target in seen] == [True]
