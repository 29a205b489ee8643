"""Folders in which nothing is ever written, whatever asks for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.catalog.journal import BatchKind
from tagger.errors import SettingsError, TaggerError
from tagger.records import Policy, Track, WriteStatus
from tagger.settings import NEVER_WRITE, Settings
from tagger.tags.copies import create_copy
from tagger.tags.journal import WriteRefused
from tagger.tags.writer import safe_write
from tagger.workflow.accept import decide
from tagger.workflow.changes import ChangeKind, Intent
from tagger.workflow.export import ExportFormat, decided_tracks, export
from tagger.workflow.jobs import JobContext
from tagger.workflow.journaling import JournaledWrite
from tagger.workflow.library_view import plan_writes
from tagger.workflow.never_write import NeverWrite, add_folder, comparable, remove_folder
from tagger.workflow.planning import plan_change
from tagger.workflow.recover import recover
from tagger.workflow.review import choose
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob, UndoStatus, rehearse
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac


@pytest.fixture
def master(session: Session, tmp_path: Path, make_flac: MakeFlac) -> Track:
    """A track in a folder that is not marked yet."""
    make_flac(tmp_path / "masters" / "a.flac", 1, genre="Rock")
    ScanJob(session, [tmp_path / "masters"]).run(JobContext())
    return session.tracks.all()[0]


def test_no_policy_and_no_hand_writes_there(session: Session, master: Track) -> None:
    add_folder(session.settings, master.path.parent)
    before = master.path.read_bytes()
    for by_hand in (False, True):
        intent = Intent(master, ("Jazz",), Policy.REPLACE, by_hand)
        planned = plan_change(session, intent)
        assert (planned.kind, planned.changes) == (ChangeKind.NEVER_WRITE, False)
        (outcome,) = WriteJob(session, [intent]).run(JobContext())
        assert outcome.status is WriteStatus.SKIPPED
        assert "never writes" in (outcome.error or "")
    assert master.path.read_bytes() == before
    assert session.journal.batches() == []


def test_the_journal_refuses_even_what_nobody_planned(session: Session, master: Track) -> None:
    add_folder(session.settings, master.path.parent)
    batch = session.journal.open_batch(BatchKind.WRITE)
    before = master.path.read_bytes()
    with pytest.raises(WriteRefused, match="never writes"):
        safe_write(master.path, ["Jazz"], JournaledWrite(session, batch, master.path, master.id))
    assert master.path.read_bytes() == before
    assert session.journal.entries(batch) == []


def test_undo_and_redo_do_not_write_there_either(session: Session, master: Track) -> None:
    WriteJob(session, [Intent(master, ("Jazz",), Policy.REPLACE)]).run(JobContext())
    written = master.path.read_bytes()
    add_folder(session.settings, master.path.parent)
    batch = pick(session).batch
    ((path, reason),) = rehearse(session, batch).impossible
    assert path == master.path and "never writes" in reason
    for by_value in (False, True):
        (outcome,) = UndoJob(session, batch, by_value=by_value).run(JobContext())
        assert outcome.status is UndoStatus.FAILED
        assert "Undo does not either" in (outcome.error or "")
    assert master.path.read_bytes() == written
    remove_folder(session.settings, master.path.parent)
    (outcome,) = UndoJob(session, batch).run(JobContext())
    assert outcome.status is UndoStatus.RESTORED


def test_what_was_decided_stays_in_the_catalog_and_is_exported(
    session: Session, master: Track, tmp_path: Path
) -> None:
    add_folder(session.settings, master.path.parent)
    decide(session, [plan_change(session, Intent(master, ("Jazz",), Policy.REPLACE))])
    (kept,) = decided_tracks(session)
    assert (kept.genres, kept.written) == (("Jazz",), False)
    (group,) = plan_writes(session, Policy.REPLACE).groups
    assert (group.kind, len(group.changes)) == (ChangeKind.NEVER_WRITE, 1)
    done = export(session, ExportFormat.CSV, tmp_path / "list.csv")
    assert done.tracks == 1
    choose(session, [master.id], ["Bop"], None)
    assert decided_tracks(session)[0].genres == ("Bop",)


def test_exports_do_not_go_there_either(session: Session, master: Track) -> None:
    add_folder(session.settings, master.path.parent)
    with pytest.raises(TaggerError, match="never writes"):
        export(session, ExportFormat.CSV, master.path.parent / "list.csv")
    assert [path.name for path in master.path.parent.iterdir()] == ["a.flac"]


def test_a_left_over_copy_stays_there_and_is_told(session: Session, master: Track) -> None:
    copy = create_copy(master.path)
    batch = session.journal.open_batch(BatchKind.WRITE)
    session.journal.plan(batch, master.path, b"id", [], ["Jazz"], master.id)
    add_folder(session.settings, master.path.parent)
    found = {each.path: each.message for each in recover(session)}
    assert copy.exists()
    assert "never writes" in found[copy]


def test_a_link_counts_by_where_it_leads(tmp_path: Path, make_flac: MakeFlac) -> None:
    inside = make_flac(tmp_path / "masters" / "a.flac", 1)
    outside = make_flac(tmp_path / "music" / "b.flac", 2)
    into = tmp_path / "music" / "into.flac"
    into.symlink_to(inside)
    out = tmp_path / "masters" / "out.flac"
    out.symlink_to(outside)
    folder_link = tmp_path / "linked"
    folder_link.symlink_to(tmp_path / "masters")
    never = NeverWrite([str(tmp_path / "masters")])
    assert never.reason(into) is not None
    assert never.reason(folder_link / "a.flac") is not None
    assert never.reason(out) is None
    assert never.reason(outside) is None
    assert never.reason(tmp_path / "masters2" / "a.flac") is None
    by_link = NeverWrite([str(folder_link)])
    assert by_link.reason(inside) is not None


def test_a_link_into_the_folder_is_not_written(
    session: Session, master: Track, tmp_path: Path
) -> None:
    add_folder(session.settings, master.path.parent)
    link = tmp_path / "music" / "link.flac"
    link.parent.mkdir()
    link.symlink_to(master.path)
    ScanJob(session, [link.parent]).run(JobContext())
    (track,) = session.tracks.below(link)
    before = master.path.read_bytes()
    (outcome,) = WriteJob(session, [Intent(track, ("Jazz",), Policy.REPLACE)]).run(JobContext())
    assert outcome.status is WriteStatus.SKIPPED
    assert master.path.read_bytes() == before


def test_a_folder_that_is_away_is_kept_by_its_name(tmp_path: Path) -> None:
    never = NeverWrite([str(tmp_path / "usb" / "masters")])
    assert never.reason(tmp_path / "usb" / "masters" / "x" / "a.flac") is not None
    assert never.reason(tmp_path / "usb" / "a.flac") is None


def test_without_folders_everything_may_be_written(tmp_path: Path) -> None:
    assert NeverWrite(["", " "]).reason(tmp_path / "a.flac") is None


@pytest.mark.parametrize(
    ("platform", "folder", "path", "inside"),
    [
        ("win32", r"C:\Masters", r"c:\masters\A\b.flac", True),
        ("win32", r"C:\Masters", r"\\?\C:\Masters\b.flac", True),
        ("win32", r"\\nas\music", r"\\?\UNC\NAS\Music\b.flac", True),
        ("win32", r"C:\Masters", r"C:\Masters. \b.flac", True),
        ("win32", r"C:\Masters", r"C:/Masters/b.flac", True),
        ("win32", r"C:\Masters", r"C:\Masters2\b.flac", False),
        ("win32", r"C:\Masters", r"D:\Masters\b.flac", False),
        ("darwin", "/V/Café", "/V/Cafe\u0301/b.flac", True),
        ("darwin", "/V/CAFÉ", "/v/cafe\u0301/b.flac", True),
        ("darwin", "/V/Cafe", "/V/Café/b.flac", False),
        ("linux", "/m/Masters", "/m/masters/b.flac", False),
        ("linux", "/m/Masters", "/m/Masters/b.flac", True),
    ],
)
def test_each_platform_tells_names_apart_its_own_way(
    platform: str, folder: str, path: str, inside: bool
) -> None:
    parts = comparable(folder, platform)
    assert (comparable(path, platform)[: len(parts)] == parts) is inside


def test_folders_are_added_and_removed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path / "s.json")
    odd = tmp_path / os.fsdecode(b"caf\xe9")
    odd.mkdir()
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    add_folder(settings, odd)
    assert add_folder(settings, Path(odd.name)) == str(odd)
    assert Settings.load(settings.file).get(NEVER_WRITE) == (str(odd),)
    with pytest.raises(SettingsError, match="no folder"):
        add_folder(settings, tmp_path / "file")
    with pytest.raises(SettingsError, match="which is"):
        remove_folder(settings, odd / "below")
    link = tmp_path / "link"
    link.symlink_to(odd)
    remove_folder(settings, link)
    assert settings.get(NEVER_WRITE) == ()
    with pytest.raises(SettingsError, match="not among"):
        remove_folder(settings, odd)


def test_the_folder_is_known_after_its_file_was_written_elsewhere(
    session: Session, master: Track
) -> None:
    """A catalog and a file agree again when the mark is taken away."""
    add_folder(session.settings, master.path.parent)
    choose(session, [master.id], ["Jazz"], None)
    assert plan_writes(session).changes == ()
    remove_folder(session.settings, master.path.parent)
    plan = plan_writes(session)
    assert [change.after for change in plan.changes] == [("Jazz",)]
    WriteJob(session, [change.intent for change in plan.changes]).run(JobContext())
    assert FLAC(master.path)["genre"] == ["Jazz"]
