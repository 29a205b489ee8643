"""Installing from the archive, replacing, and removing: nothing of a person's is lost or left."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tagger import APPLICATION_ID

from .linux_bundle import look, make_bundle, read_desktop, run, unpacked

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packs for Linux")


@pytest.fixture
def source(packages: ModuleType, bundle: Path, tmp_path: Path) -> Path:
    return unpacked(packages.make_tarball(bundle, tmp_path / "out"), tmp_path / "unpacked")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """A home with what a person has there: other programs, music, and Tagger's own data."""
    home = tmp_path / "a person's $HOME"
    for name in (
        ".local/share/Tagger/catalog.db",
        ".config/Tagger/settings.json",
        ".local/state/Tagger/log/tagger.log",
        "Music/song.mp3",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    return home


def test_a_person_installs_it_for_themselves_and_removes_it_again(
    source: Path, person: Path
) -> None:
    before = look(person)
    done = run(source / "install.sh", HOME=str(person), LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    shutil.rmtree(source.parent)  # the download may go
    local = person / ".local"
    called = run(local / "bin" / "tagger", "scan", HOME=str(person))
    assert called.stdout.startswith("tagger-made-up") and called.stdout.endswith("scan\n")
    assert (local / f"share/icons/hicolor/48x48/apps/{APPLICATION_ID}.png").is_file()
    assert (local / f"share/metainfo/{APPLICATION_ID}.metainfo.xml").is_file()
    assert (local / "opt/tagger/_internal/base library/ümlaut.txt").is_file()
    done = run(local / "opt" / "tagger" / "uninstall.sh", HOME=str(person))
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert f"{local}/share/Tagger\n" in done.stdout and f"{person}/.config/Tagger\n" in done.stdout
    assert look(person) == before


def test_its_entry_in_the_menu_starts_just_this_program(source: Path, person: Path) -> None:
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    path = person / f".local/share/applications/{APPLICATION_ID}.desktop"
    entry = read_desktop(path.read_text(encoding="utf-8"))
    program = person / ".local/opt/tagger/tagger"
    # Desktop Entry Specification, "The Exec key": quoted, and the backslashes escaped once more.
    assert entry["Exec"] == f'"{program}" %F'.replace("$", "\\\\$")
    assert entry["TryExec"] == str(program)
    if shutil.which("desktop-file-validate"):
        assert run("desktop-file-validate", path).stdout == ""
    if shutil.which("gio"):
        done = run("gio", "launch", path, person / "Music", HOME=str(person))
        assert done.stdout == f"tagger-made-up {program} {person}/Music\n", done.stderr


def test_a_newer_version_takes_the_place_of_an_older_one(
    packages: ModuleType, source: Path, person: Path, tmp_path: Path
) -> None:
    before = look(person)
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    newer = make_bundle(tmp_path / "newer" / "Tagger", "added.txt")
    shutil.rmtree(newer / "_internal" / "base library")
    again = unpacked(packages.make_tarball(newer, tmp_path / "newer out"), tmp_path / "again")
    done = run(again / "install.sh", HOME=str(person))
    assert done.returncode == 0 and "Replacing" in done.stdout, done.stderr
    inside = person / ".local/opt/tagger/_internal"
    assert (inside / "added.txt").is_file() and not (inside / "base library").exists()
    assert run(again / "uninstall.sh", HOME=str(person)).returncode == 0
    assert look(person) == before


def test_data_beside_the_program_stay_when_it_is_replaced_and_when_it_goes(
    source: Path, person: Path
) -> None:
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    catalog = person / ".local/opt/tagger/Tagger Data/catalog.db"
    catalog.parent.mkdir()
    catalog.write_text("my library")
    for script in ("install.sh", "uninstall.sh", "install.sh"):
        done = run(source / script, HOME=str(person))
        assert done.returncode == 0, done.stderr
        assert catalog.read_text() == "my library"
    assert (person / ".local/opt/tagger/tagger").is_file()


def test_another_program_of_that_name_stays_what_it_is(source: Path, person: Path) -> None:
    other = person / ".local/bin/tagger"
    other.parent.mkdir()
    other.write_text("of pipx")
    done = run(source / "install.sh", HOME=str(person))
    assert done.returncode == 0 and f"Left alone: there is another program {other}" in done.stdout
    assert run(source / "uninstall.sh", HOME=str(person)).returncode == 0
    assert other.read_text() == "of pipx"


def test_a_folder_that_the_installer_did_not_make_is_not_touched(
    source: Path, person: Path
) -> None:
    mine = person / ".local/opt/tagger/mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    before = look(person)
    for script, said in (("install.sh", "did not make"), ("uninstall.sh", "is not installed")):
        done = run(source / script, HOME=str(person))
        assert done.returncode == 1 and said in done.stderr
    assert look(person) == before


def test_a_copy_that_fails_half_way_leaves_what_was_installed(
    packages: ModuleType, source: Path, person: Path, tmp_path: Path
) -> None:
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    before = look(person)
    tools = tmp_path / "tools"
    tools.mkdir()
    full = "#!/bin/sh\n/bin/cp \"$@\"\necho 'No space left on device' >&2\nexit 1\n"
    (tools / "cp").write_text(full)
    (tools / "cp").chmod(0o755)
    done = run(source / "install.sh", HOME=str(person), PATH=f"{tools}:{os.environ['PATH']}")
    assert done.returncode == 1 and "What was installed before is as it was" in done.stderr
    assert look(person) == before


def test_for_everybody_it_goes_to_opt_and_usr_local(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "system"
    (root / "usr" / "local" / "bin").mkdir(parents=True)
    before = look(root)
    done = run(source / "install.sh", "--system", DESTDIR=str(root))
    assert done.returncode == 0, done.stderr
    assert os.readlink(root / "usr/local/bin/tagger") == "/opt/tagger/tagger"
    path = root / f"usr/local/share/applications/{APPLICATION_ID}.desktop"
    assert read_desktop(path.read_text(encoding="utf-8"))["Exec"] == '"/opt/tagger/tagger" %F'
    done = run(root / "opt/tagger/uninstall.sh", DESTDIR=str(root))
    assert done.returncode == 0, done.stderr
    assert look(root) == before


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_the_scripts_are_plain_enough_for_every_shell(files: ModuleType, script: str) -> None:
    shells = [found for found in map(shutil.which, ("dash", "bash", "busybox")) if found]
    assert shells
    for shell in shells:
        words = [shell, "sh"] if shell.endswith("busybox") else [shell]
        done = run(*words, "-n", files.TEMPLATES / script)
        assert (done.returncode, done.stderr) == (0, "")
    if shutil.which("shellcheck"):
        done = run("shellcheck", "--shell=sh", files.TEMPLATES / script)
        assert done.returncode == 0, done.stdout
