"""Refresh: only what was touched is looked at, and nothing gets lost by it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.records import Decision, DecisionKind, Presence
from tagger.workflow.jobs import CancelToken, JobContext
from tagger.workflow.refresh import Refreshed, RefreshJob
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

from .conftest import MakeFlac


@pytest.fixture
def music(tmp_path: Path, session: Session, make_flac: MakeFlac) -> Path:
    """Two scanned albums of two tracks."""
    for place in range(4):
        make_flac(tmp_path / "music" / f"album {place // 2}" / f"{place}.flac", seed=place)
    ScanJob(session, [tmp_path / "music"]).run(JobContext())
    return tmp_path / "music"


def _refresh(session: Session, *paths: Path, still: float = 0.0) -> Refreshed:
    return RefreshJob(session, paths, still=still).run(JobContext())


def _tracks(session: Session) -> dict[str, Presence]:
    return {track.path.name: track.presence for track in session.tracks.all()}


def _counts(found: Refreshed) -> tuple[int, int, int, int]:
    return found.added, found.changed, found.moved, found.missing


def test_a_new_a_changed_and_a_deleted_file_are_found(
    session: Session, music: Path, make_flac: MakeFlac
) -> None:
    new = make_flac(music / "album 0" / "new.flac", seed=9)
    changed, gone = music / "album 0" / "0.flac", music / "album 1" / "3.flac"
    file = FLAC(changed)
    file["title"] = "Another"
    file.save()
    gone.unlink()
    assert _counts(_refresh(session, new, changed, gone)) == (1, 1, 0, 1)
    by_name = {track.path.name: track for track in session.tracks.all()}
    assert by_name["0.flac"].tags.title == "Another"
    assert by_name["3.flac"].presence is Presence.MISSING
    assert by_name["new.flac"].presence is Presence.PRESENT


def test_what_is_gone_elsewhere_is_not_looked_for(session: Session, music: Path) -> None:
    (music / "album 0" / "0.flac").unlink()
    (music / "album 1" / "3.flac").unlink()
    assert _counts(_refresh(session, music / "album 1")) == (0, 0, 0, 1)
    assert _tracks(session)["0.flac"] is Presence.PRESENT


@pytest.mark.parametrize("by", ["the folders", "the files", "the folder above"])
def test_a_moved_track_keeps_its_decision(session: Session, music: Path, by: str) -> None:
    (track,) = [t for t in session.tracks.all() if t.path.name == "1.flac"]
    session.decisions.store([Decision(track.id, DecisionKind.CHOSEN, ("Jazz",), 1.0)], None)
    new = music / "elsewhere" / "renamed.flac"
    new.parent.mkdir()
    track.path.rename(new)
    touched = {
        "the folders": (track.path.parent, new.parent),
        "the files": (track.path, new),
        "the folder above": (music,),
    }[by]
    assert _counts(_refresh(session, *touched)) == (0, 0, 1, 0)
    assert session.tracks.get([track.id])[0].path == new
    stored = session.decisions.get(track.id)
    assert stored is not None and stored.decision.genres == ("Jazz",)


def test_a_track_whose_deletion_was_told_first_is_the_same_when_it_is_found_elsewhere(
    session: Session, music: Path, tmp_path: Path
) -> None:
    (track,) = [t for t in session.tracks.all() if t.path.name == "1.flac"]
    aside, new = tmp_path / "aside.flac", music / "album 1" / "1.flac"
    shutil.move(track.path, aside)
    assert _refresh(session, track.path).missing == 1
    shutil.move(aside, new)
    assert _refresh(session, new).moved == 1
    (found,) = session.tracks.get([track.id])
    assert (found.path, found.presence) == (new, Presence.PRESENT)


def test_a_renamed_folder_takes_its_tracks_along(session: Session, music: Path) -> None:
    ids = {track.path.name: track.id for track in session.tracks.all()}
    (music / "album 0").rename(music / "best of")
    found = _refresh(session, music / "album 0", music / "best of")
    assert _counts(found) == (0, 0, 2, 0)
    assert {track.path.name: track.id for track in session.tracks.all()} == ids
    assert set(_tracks(session).values()) == {Presence.PRESENT}


def test_an_emptied_folder_is_no_unplugged_drive(session: Session, music: Path) -> None:
    for file in (music / "album 1").iterdir():
        file.unlink()
    assert _refresh(session, music / "album 1").missing == 2
    assert _tracks(session)["3.flac"] is Presence.MISSING


def test_the_tracks_of_an_unplugged_drive_stay_and_come_back(session: Session, music: Path) -> None:
    away = music.with_name("in a drawer")
    music.rename(away)
    music.mkdir()
    found = _refresh(session, music / "album 0")
    assert (found.unplugged, found.missing) == ([music], 0)
    assert set(_tracks(session).values()) == {Presence.UNPLUGGED}
    assert _refresh(session, music).unplugged == [], "told once"
    music.rmdir()
    away.rename(music)
    found = _refresh(session, music)
    assert (found.plugged, _counts(found)) == ([music], (0, 0, 0, 0))
    assert set(_tracks(session).values()) == {Presence.PRESENT}


def test_a_deleted_file_that_comes_back_is_there_again(session: Session, music: Path) -> None:
    file = music / "album 0" / "0.flac"
    content = file.read_bytes()
    file.unlink()
    _refresh(session, file)
    file.write_bytes(content)
    assert _counts(_refresh(session, music)) == (0, 1, 0, 0)
    assert _tracks(session)["0.flac"] is Presence.PRESENT


def test_a_file_that_changed_a_moment_ago_is_left_for_later(
    session: Session, music: Path, make_flac: MakeFlac
) -> None:
    new = make_flac(music / "album 0" / "new.flac", seed=9)
    changed = music / "album 0" / "0.flac"
    before = session.tracks.below(changed)
    os.utime(changed, (time.time() + 2, time.time() + 2))
    found = _refresh(session, music, still=60)
    assert sorted(found.unsettled) == [changed, new]
    assert _counts(found) == (0, 0, 0, 0)
    assert session.tracks.below(changed) == before
    assert _counts(_refresh(session, *found.unsettled, still=60)) == (1, 1, 0, 0), "named itself"


def test_what_did_not_change_is_not_read_again(session: Session, music: Path) -> None:
    broken = music / "album 0" / "broken.flac"
    broken.write_bytes(b"no music at all")
    assert _refresh(session, broken).added == 1
    told: list[int] = []
    context = JobContext(changed=told.extend)
    found = RefreshJob(session, [music], still=0).run(context)
    assert (found.read, told) == (0, [])


def test_what_lies_in_no_folder_of_the_library_stays_out_of_it(
    session: Session, music: Path, tmp_path: Path, make_flac: MakeFlac
) -> None:
    outside = make_flac(tmp_path / "other" / "a.flac", seed=8)
    skipped = make_flac(music / "@eaDir" / "b.flac", seed=9)
    picture = music / "cover.jpg"
    picture.write_bytes(b"jpg")
    found = _refresh(session, outside, outside.parent, skipped, skipped.parent, picture)
    assert (found.read, found.failures, found.not_audio) == (0, [], [])
    assert len(_tracks(session)) == 4
    assert [root.path for root in session.tracks.roots()] == [music]


def test_a_cancelled_look_takes_nothing_for_gone(session: Session, music: Path) -> None:
    (music / "album 0" / "0.flac").unlink()
    token = CancelToken()
    token.cancel()
    found = RefreshJob(session, [music], still=0).run(JobContext(token))
    assert found.missing == 0
    assert _tracks(session)["0.flac"] is Presence.PRESENT
