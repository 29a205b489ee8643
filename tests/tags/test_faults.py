"""What may go wrong around a write: links, permissions, full and failing disks, odd names."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tagger.errors import CatalogError, TagWriteError
from tagger.tags import copies, replacing
from tagger.tags.copies import copy_name, leftover_copies
from tagger.tags.journal import WriteOptions, WriteRefused
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import (
    RememberingJournal,
    audio_bytes,
    make,
)

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


def assert_untouched(path: Path, journal: RememberingJournal, kind: str = "mp3") -> None:
    assert path.read_bytes() == audio_bytes(kind)
    assert journal.calls[-1] == "failed"
    assert journal.reason
    assert leftover_copies(path.parent) == []


def test_a_symbolic_link_stays_a_link_and_its_target_is_written(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    target = make(tmp_path / "elsewhere", "mp3")
    link = tmp_path / "link.mp3"
    link.symlink_to(target)
    journal = RememberingJournal()
    safe_write(link, ["Rock"], journal)
    assert link.is_symlink()
    assert read_tags(target).tags.genres == ("Rock",)
    undo_write(link, journal.undo, RememberingJournal(), ())
    assert link.is_symlink()
    assert target.read_bytes() == audio_bytes("mp3")


def test_a_link_to_nowhere_gives_a_sentence(tmp_path: Path):
    link = tmp_path / "link.mp3"
    link.symlink_to(tmp_path / "gone.mp3")
    with pytest.raises(TagWriteError, match="no longer there"):
        safe_write(link, ["Rock"], RememberingJournal())


def test_a_file_with_several_names_is_written_only_when_splitting_is_allowed(tmp_path: Path):
    path = make(tmp_path, "mp3")
    other = tmp_path / "other.mp3"
    os.link(path, other)
    journal = RememberingJournal()
    with pytest.raises(WriteRefused, match="2 names"):
        safe_write(path, ["Rock"], journal)
    assert_untouched(path, journal)
    safe_write(path, ["Rock"], RememberingJournal(), options=WriteOptions(split_hard_links=True))
    assert read_tags(path).tags.genres == ("Rock",)
    assert other.read_bytes() == audio_bytes("mp3")


def test_a_read_only_file_is_refused(tmp_path: Path):
    path = make(tmp_path, "mp3")
    path.chmod(0o444)
    journal = RememberingJournal()
    with pytest.raises(WriteRefused, match="read-only"):
        safe_write(path, ["Rock"], journal)
    assert_untouched(path, journal)


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that everybody may enter; the test runs on as a user without rights."""
    if not IS_ROOT:
        pytest.skip("only root can become another user")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    path = make(folder, "mp3")
    # Once, so that no module is loaded for the first time without permission to read it.
    safe_write(path, ["Warm"], RememberingJournal())
    path.write_bytes(audio_bytes("mp3"))
    path.chmod(0o666)
    os.seteuid(NOBODY)
    yield path
    os.seteuid(0)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_leaves_its_files_alone(as_nobody: Path):
    journal = RememberingJournal()
    with pytest.raises(TagWriteError, match="no permission"):
        safe_write(as_nobody, ["Rock"], journal)
    assert_untouched(as_nobody, journal)


def test_a_file_of_someone_else_is_refused(as_nobody: Path):
    os.seteuid(0)
    as_nobody.parent.chmod(0o777)
    as_nobody.chmod(0o644)
    os.seteuid(NOBODY)
    journal = RememberingJournal()
    with pytest.raises(WriteRefused, match="read-only"):
        safe_write(as_nobody, ["Rock"], journal)
    assert_untouched(as_nobody, journal)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize(
    ("place", "name"),
    [
        (copies, "create_copy"),
        (copies, "copy_metadata"),
        (copies, "sync_file"),
        (copies, "put_in_place"),
        (replacing, "_write_all"),
        (os, "utime"),
        (os, "fsync"),
        (os, "replace"),
    ],
)
def test_an_error_of_the_disk_leaves_the_file_and_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str, code: int
):
    path = make(tmp_path, "mp3")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    journal = RememberingJournal()
    with monkeypatch.context() as patched:
        patched.setattr(place, name, fail)
        with pytest.raises(TagWriteError, match=r"song\.mp3"):
            safe_write(path, ["Rock"], journal)
    assert_untouched(path, journal)
    assert journal.calls[0] == "planned"


def test_a_folder_that_fails_to_sync_leaves_the_row_for_settling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = make(tmp_path, "mp3")

    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "I/O error")

    journal = RememberingJournal()
    monkeypatch.setattr(copies, "sync_folder", fail)
    with pytest.raises(TagWriteError, match="make sure"):
        safe_write(path, ["Rock"], journal)
    assert journal.calls == ["planned", "prepared"]
    assert read_tags(path).tags.genres == ("Rock",)


@pytest.mark.parametrize("error", [CatalogError, RuntimeError])
def test_a_journal_that_cannot_prepare_stops_the_write(tmp_path: Path, error: type[Exception]):
    path = make(tmp_path, "mp3")

    class Broken(RememberingJournal):
        def prepared(self, record):
            raise error("the catalog is gone")

    journal = Broken()
    with pytest.raises(error, match="the catalog is gone"):
        safe_write(path, ["Rock"], journal)
    assert journal.calls == ["planned"], "the error is the catalog's, not the file's"
    assert path.read_bytes() == audio_bytes("mp3")
    assert leftover_copies(tmp_path) == []


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one song and not for its copy."""
    mount = tmp_path / "disk"
    mount.mkdir()
    if not IS_ROOT or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(mount)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)


@pytest.mark.parametrize("warned", [True, False], ids=["seen before", "seen while writing"])
def test_a_full_disk_leaves_the_file_and_no_copy(
    full_disk: Path, monkeypatch: pytest.MonkeyPatch, warned: bool
):
    path = make(full_disk, "mp3")
    if not warned:
        monkeypatch.setattr(copies, "has_room", lambda folder, size: True)
    journal = RememberingJournal()
    with pytest.raises(TagWriteError, match="room" if warned else "disk is full"):
        safe_write(path, ["Rock"], journal)
    assert_untouched(path, journal)


def test_mode_owner_and_extended_attributes_are_kept(tmp_path: Path):
    path = make(tmp_path, "mp3")
    path.chmod(0o640)
    if IS_ROOT:
        os.chown(path, NOBODY, NOBODY)
    try:
        os.setxattr(path, "user.rating", b"five")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes on this file system")
    before = path.stat()
    safe_write(path, ["Rock"], RememberingJournal())
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert os.getxattr(path, "user.rating") == b"five"


@pytest.mark.parametrize(
    "name",
    [
        "日本語の歌",
        "two\nlines",
        os.fsdecode(b"latin-\xe9\xff"),
        "x" * 250,
        "語" * 83,
        ".hidden",
        "-rf",
        "a'b\"c",
    ],
    ids=["japanese", "newline", "no utf-8", "long", "long japanese", "hidden", "dash", "quotes"],
)
def test_odd_names_are_written_and_undone(tmp_path: Path, name: str):
    path = tmp_path / f"{name}.mp3"
    try:
        path.write_bytes(audio_bytes("mp3"))
    except (OSError, UnicodeError):
        pytest.skip("this file system does not take the name")
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    assert read_tags(path).tags.genres == ("Rock",)
    undo_write(path, journal.undo, RememberingJournal(), ())
    assert path.read_bytes() == audio_bytes("mp3")
    with pytest.raises(WriteRefused) as refused:
        path.chmod(0o444)
        safe_write(path, ["Rock"], RememberingJournal())
    refused.value.message.encode()
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("name", ["song.mp3", "語" * 85, "x" * 255, "two\nlines.flac"])
def test_our_copies_have_names_that_fit_and_that_recovery_finds(tmp_path: Path, name: str):
    copy = tmp_path / copy_name(name)
    assert len(os.fsencode(copy.name)) <= 143
    copy.touch()
    (tmp_path / ".song.tmp").touch()
    (tmp_path / "song.tagger-0123abcd.tmp").touch()
    assert leftover_copies(tmp_path) == [copy]
    assert leftover_copies(tmp_path / "gone") == []
