"""Where a person's library lies: the platform's places, a folder of choice, beside the program."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tagger.errors import UnwritableCatalogError
from tagger.paths import HOME_VARIABLE, PORTABLE_FOLDER, find_home, portable_folder
from tagger.workflow.doctor import examine
from tagger.workflow.session import Session

NOBODY = 65534


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a bundle, of which this process is the program."""
    folder = tmp_path / "Tagger"
    folder.mkdir()
    _freeze(monkeypatch, folder / "tagger")
    monkeypatch.delenv(HOME_VARIABLE)
    return folder


def _freeze(monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))


def test_a_folder_beside_the_program_holds_everything(program: Path) -> None:
    (program / PORTABLE_FOLDER).mkdir()
    home = find_home()
    assert home.portable
    for place in (home.catalog, home.models, home.vocabulary, home.settings, home.logs, home.lock):
        assert (program / PORTABLE_FOLDER) in place.parents
    Session.open(home).close()
    assert (program / PORTABLE_FOLDER / "catalog.db").is_file()


def test_without_that_folder_the_platforms_places_are_used(program: Path) -> None:
    home = find_home()
    assert not home.portable
    assert program not in home.catalog.parents
    assert not (program / PORTABLE_FOLDER).exists()


def test_what_a_person_names_wins_over_the_folder_beside_the_program(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / PORTABLE_FOLDER).mkdir()
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "variable"))
    assert find_home().data == tmp_path / "variable"
    home = find_home(tmp_path / "option")
    assert home.data == tmp_path / "option" and not home.portable


def test_from_source_nothing_is_looked_for_beside_the_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / PORTABLE_FOLDER).mkdir()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.delenv(HOME_VARIABLE)
    assert portable_folder() is None
    assert not find_home().portable


def test_a_link_to_the_program_leads_to_the_folder_beside_the_program(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "tagger").touch()
    (program / PORTABLE_FOLDER).mkdir()
    link = tmp_path / "bin" / "tagger"
    link.parent.mkdir()
    link.symlink_to(program / "tagger")
    monkeypatch.setattr(sys, "executable", str(link))
    assert find_home().data == program / PORTABLE_FOLDER


def test_of_an_app_of_macos_it_is_the_folder_that_holds_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = tmp_path / "Stick" / "Tagger.app"
    _freeze(monkeypatch, app / "Contents" / "MacOS" / "tagger")
    assert portable_folder() == tmp_path / "Stick" / PORTABLE_FOLDER
    # A folder of that name which is no app is a folder.
    _freeze(monkeypatch, app / "tagger")
    assert portable_folder() == app / PORTABLE_FOLDER


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A bundle where nobody may write, root included."""
    if sys.platform == "win32":
        pytest.skip("a folder cannot be locked like this here")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _freeze(monkeypatch, folder / "tagger")
        monkeypatch.delenv(HOME_VARIABLE)
        (folder / PORTABLE_FOLDER).mkdir()
        for each in (folder, folder / PORTABLE_FOLDER):
            each.chmod(0o555)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        yield folder
        if os.getuid() == 0:
            os.seteuid(0)
        for each in (folder, folder / PORTABLE_FOLDER):
            each.chmod(0o755)


def test_a_place_that_cannot_be_written_is_told_and_no_other_is_taken(stick: Path) -> None:
    home = find_home()
    assert home.portable
    with pytest.raises(UnwritableCatalogError, match="Tagger Data.*Make the folder writable"):
        Session.open_or_look(home)
    assert list((stick / PORTABLE_FOLDER).iterdir()) == []


def test_doctor_says_that_it_is_portable_and_where(program: Path) -> None:
    (program / PORTABLE_FOLDER).mkdir()
    (told,) = (each.value for each in examine(find_home()) if each.name == "home")
    assert str(program / PORTABLE_FOLDER) in told and "beside the program" in told
