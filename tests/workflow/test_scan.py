"""Scan: what is found, what is passed by, and what never gets lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.records import Decision, DecisionKind, Presence
from tagger.workflow import scan as scan_module
from tagger.workflow.discovery import FoundFile
from tagger.workflow.jobs import CancelToken, JobContext
from tagger.workflow.review import review_rows
from tagger.workflow.scan import ScanJob, ScanReport
from tagger.workflow.session import Session

from .conftest import MakeFlac


def _scan(session: Session, *paths: Path) -> ScanReport:
    return ScanJob(session, paths).run(JobContext())


def _names(session: Session) -> list[str]:
    return [track.path.name for track in session.tracks.all()]


def test_tags_are_read(session: Session, tmp_path: Path, make_flac: MakeFlac) -> None:
    make_flac(
        tmp_path / "a.flac",
        title="So What",
        artist="Miles Davis",
        albumartist="Miles Davis Sextet",
        album="Kind of Blue",
        tracknumber="1/5",
        discnumber="1",
        composer="Miles Davis",
        compilation="1",
        date="1959-08-17",
        genre=["Jazz", "Modal Jazz"],
    )
    _scan(session, tmp_path)
    (track,) = session.tracks.all()
    tags = track.tags
    assert (tags.title, tags.artist, tags.album_artist) == (
        "So What",
        "Miles Davis",
        "Miles Davis Sextet",
    )
    assert (tags.track, tags.disc, tags.year, tags.compilation) == (1, 1, 1959, True)
    assert tags.genres == ("Jazz", "Modal Jazz")
    assert tags.duration == pytest.approx(1.0, abs=0.01)


def test_what_is_no_music_is_passed_by(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "music" / "a.flac")
    for place in ("__MACOSX", "@eaDir", "#recycle", ".Trash-1000", ".Trashes"):
        make_flac(tmp_path / place / "b.flac", seed=1)
    make_flac(tmp_path / "music" / "._a.flac")
    (tmp_path / "music" / "cover.jpg").write_bytes(b"jpg")
    report = _scan(session, tmp_path)
    assert _names(session) == ["a.flac"]
    assert report.failures == []


@pytest.mark.parametrize(
    "name", ["日本語.flac".encode(), b"new\nline.flac", b"caf\xe9.flac", b"LOUD.FLAC", b" .flac"]
)
def test_any_name_is_found(
    session: Session, tmp_path: Path, make_flac: MakeFlac, name: bytes
) -> None:
    make_flac(tmp_path / os.fsdecode(name))
    _scan(session, tmp_path)
    assert [os.fsencode(found) for found in _names(session)] == [name]
    assert session.tracks.all()[0].error is None


def test_an_unchanged_file_is_not_read_again(
    session: Session, tmp_path: Path, make_flac: MakeFlac, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        make_flac(tmp_path / f"{number}.flac", seed=number)
    _scan(session, tmp_path)
    read: list[str] = []
    real = scan_module.read_file

    def watched(file: FoundFile):
        read.append(file.path.name)
        return real(file)

    monkeypatch.setattr(scan_module, "read_file", watched)
    os.utime(tmp_path / "3.flac", (1, 1))
    report = _scan(session, tmp_path)
    assert read == ["3.flac"]
    assert (report.found, report.read) == (5, 1)


@pytest.mark.parametrize("change", ["moved", "renamed", "retagged and moved"])
def test_a_moved_file_keeps_its_decision(
    session: Session, tmp_path: Path, make_flac: MakeFlac, change: str
) -> None:
    old = make_flac(tmp_path / "in" / "a.flac", title="one")
    make_flac(tmp_path / "in" / "b.flac", seed=1)
    _scan(session, tmp_path)
    track = session.tracks.below(old)[0]
    session.decisions.store([Decision(track.id, DecisionKind.CHOSEN, ("Jazz",), 1.0)], None)
    new = tmp_path / ("in" if change == "renamed" else "out") / "c.flac"
    new.parent.mkdir(exist_ok=True)
    shutil.move(old, new)
    if "retagged" in change:
        file = FLAC(new)
        file["title"] = "another" * 5000
        file.save()
    report = _scan(session, tmp_path)
    assert (report.moved, report.missing) == (1, 0)
    (found,) = session.tracks.below(new)
    assert found.id == track.id
    stored = session.decisions.get(found.id)
    assert stored is not None
    assert stored.decision.genres == ("Jazz",)


def test_two_copies_that_moved_are_both_found_again(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    first = make_flac(tmp_path / "a.flac")
    shutil.copy(first, tmp_path / "b.flac")
    _scan(session, tmp_path)
    ids = {track.id for track in session.tracks.all()}
    (tmp_path / "new").mkdir()
    for name in ("a.flac", "b.flac"):
        (tmp_path / name).rename(tmp_path / "new" / name)
    shutil.copy(tmp_path / "new" / "a.flac", tmp_path / "new" / "third.flac")
    report = _scan(session, tmp_path)
    assert (report.moved, report.missing) == (2, 0)
    assert len(session.tracks.all()) == 3
    assert ids < {track.id for track in session.tracks.all()}


def test_a_copy_is_a_second_track_of_the_same_music(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    first = make_flac(tmp_path / "a.flac")
    shutil.copy(first, tmp_path / "b.flac")
    report = _scan(session, tmp_path)
    one, two = session.tracks.all()
    assert report.moved == 0
    assert one.id != two.id
    assert one.identity == two.identity


def test_a_deleted_file_is_missing_and_comes_back(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    path = make_flac(tmp_path / "a.flac")
    make_flac(tmp_path / "b.flac", seed=1)
    _scan(session, tmp_path)
    content = path.read_bytes()
    path.unlink()
    changed: list[int] = []
    report = ScanJob(session, [tmp_path]).run(JobContext(changed=changed.extend))
    assert report.missing == 1
    assert changed == [session.tracks.below(path)[0].id]
    assert session.tracks.below(path)[0].presence is Presence.MISSING
    path.write_bytes(content)
    _scan(session, tmp_path)
    assert session.tracks.below(path)[0].presence is Presence.PRESENT


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_root_that_is_gone_or_empty_is_unplugged_and_keeps_its_tracks(
    session: Session, tmp_path: Path, make_flac: MakeFlac, how: str
) -> None:
    drive = tmp_path / "drive"
    make_flac(drive / "a.flac")
    _scan(session, drive)
    drive.rename(tmp_path / "away")
    if how == "empty":
        drive.mkdir()
    report = _scan(session, drive)
    assert report.unplugged == [drive]
    assert session.tracks.all()[0].presence is Presence.UNPLUGGED
    if how == "empty":
        drive.rmdir()
    (tmp_path / "away").rename(drive)
    _scan(session, drive)
    assert session.tracks.all()[0].presence is Presence.PRESENT
    assert session.tracks.roots()[0].plugged


def test_a_folder_that_vanishes_during_the_scan_loses_no_track(
    session: Session, tmp_path: Path, make_flac: MakeFlac, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_flac(tmp_path / "one" / "a.flac")
    make_flac(tmp_path / "two" / "b.flac", seed=1)
    _scan(session, tmp_path)
    real = os.scandir

    def vanishing(path: Path | int):
        # The removal itself lists folders too, by their descriptors.
        if isinstance(path, Path) and path.name == "two":
            shutil.rmtree(path, ignore_errors=True)
        return real(path)

    monkeypatch.setattr("tagger.workflow.discovery.os.scandir", vanishing)
    report = _scan(session, tmp_path)
    (failure,) = report.failures
    assert failure[0] == tmp_path / "two"
    assert "no longer there" in failure[1]
    assert [track.presence for track in session.tracks.all()] == [Presence.PRESENT] * 2


def test_a_file_that_vanishes_between_walk_and_read_is_explained(
    session: Session, tmp_path: Path, make_flac: MakeFlac, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_flac(tmp_path / "a.flac")
    make_flac(tmp_path / "b.flac", seed=1)
    real = scan_module.read_file

    def vanishing(file: FoundFile):
        if file.path.name == "a.flac":
            file.path.unlink()
        return real(file)

    monkeypatch.setattr(scan_module, "read_file", vanishing)
    report = _scan(session, tmp_path)
    assert [path.name for path, _ in report.failures] == ["a.flac"]
    assert _names(session) == ["a.flac", "b.flac"]


def test_broken_files_are_listed_with_the_reason_and_the_rest_goes_on(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "good.flac")
    (tmp_path / "text.mp3").write_text("Dear diary, today I bought a record.\n" * 50)
    (tmp_path / "zero.flac").write_bytes(b"")
    report = _scan(session, tmp_path)
    assert {path.name for path, _ in report.failures} == {"text.mp3", "zero.flac"}
    assert all(reason.endswith((".", "?")) for _, reason in report.failures)
    by_name = {track.path.name: track for track in session.tracks.all()}
    assert by_name["good.flac"].error is None
    assert by_name["text.mp3"].error


def test_an_online_only_file_is_listed_and_never_opened(
    session: Session, tmp_path: Path, make_flac: MakeFlac, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_flac(tmp_path / "cloud.flac")
    monkeypatch.setattr("tagger.workflow.discovery.is_online_only", lambda status: True)

    def opened(path: Path) -> None:
        raise AssertionError("the placeholder was opened")

    monkeypatch.setattr(scan_module, "read_tags", opened)
    _scan(session, tmp_path)
    (track,) = session.tracks.all()
    assert track.presence is Presence.ONLINE_ONLY


def test_a_link_that_leads_back_up_ends(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "a" / "a.flac")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    _scan(session, tmp_path)
    assert _names(session) == ["a.flac"]


def test_one_file_can_be_scanned_by_itself(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    path = make_flac(tmp_path / "a.flac")
    make_flac(tmp_path / "b.flac", seed=1)
    _scan(session, path)
    assert _names(session) == ["a.flac"]
    assert session.tracks.roots() == []


def test_what_is_not_there_is_reported(session: Session, tmp_path: Path) -> None:
    report = _scan(session, tmp_path / "nowhere")
    assert [path.name for path, _ in report.failures] == ["nowhere"]


def test_a_cancelled_scan_marks_nothing_missing(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    for number in range(3):
        make_flac(tmp_path / f"{number}.flac", seed=number)
    _scan(session, tmp_path)
    (tmp_path / "0.flac").unlink()
    token = CancelToken()
    token.cancel()
    ScanJob(session, [tmp_path]).run(JobContext(token))
    assert {track.presence for track in session.tracks.all()} == {Presence.PRESENT}


def test_a_folder_inside_a_known_folder_is_no_root_of_its_own(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "in" / "a.flac")
    _scan(session, tmp_path / "in")
    _scan(session, tmp_path)
    _scan(session, tmp_path / "in")
    assert [root.path for root in session.tracks.roots()] == [tmp_path]


def test_guests_are_no_part_of_the_library_until_they_are_added(
    session: Session, make_wav: MakeFlac, tmp_path: Path
) -> None:
    own = make_wav(tmp_path / "own" / "1.wav", seed=1)
    make_wav(tmp_path / "sorted" / "2.wav", seed=2)
    make_wav(tmp_path / "sorted" / "3.wav", seed=3)
    ScanJob(session, [own.parent]).run(JobContext())
    ScanJob(session, [tmp_path], guests=True).run(JobContext())

    def rows() -> list[str]:
        return [row.track.path.name for row in review_rows(session, None)]

    guest = session.tracks.below(tmp_path / "sorted")[0].id
    assert len(session.tracks.all()) == 3
    assert rows() == ["1.wav"], "what was in the library stays there"
    assert review_rows(session, None, [guest]) == []
    changed: list[int] = []
    ScanJob(session, [tmp_path / "sorted" / "2.wav"]).run(JobContext(changed=changed.extend))
    assert rows() == ["1.wav", "2.wav"] and guest in changed
    ScanJob(session, [tmp_path / "sorted"]).run(JobContext())
    assert rows() == ["1.wav", "2.wav", "3.wav"]
    ScanJob(session, [tmp_path / "sorted"], guests=True).run(JobContext())
    assert rows() == ["1.wav", "2.wav", "3.wav"]
