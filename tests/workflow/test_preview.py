"""The preview of a bulk write: groups, cost, what to know; and times after an undo."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC
from mutagen.id3 import ID3

from tagger.catalog.rates import WriteRate
from tagger.records import Policy, Track, WriteStatus
from tagger.settings import (
    ID3V23_SEPARATOR,
    KEEP_MTIME,
    PROFILE,
    PROFILE_SUBGENRES,
    SECOND_TAG,
    UNDO_MTIME,
)
from tagger.tags.policies import PolicyOutcome
from tagger.workflow.changes import ChangeKind, Intent
from tagger.workflow.estimate import Volumes, estimate
from tagger.workflow.jobs import JobContext
from tagger.workflow.library_view import plan_writes
from tagger.workflow.never_write import add_folder
from tagger.workflow.planning import Planner, plan_change, reload_sentence
from tagger.workflow.preview import WritePlan, write_plan
from tagger.workflow.review import choose
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob
from tagger.workflow.write import WriteJob
from tests.tags.audio_files import make, tag_by_mutagen

from .conftest import MakeFlac


def scanned(session: Session, folder: Path) -> list[Track]:
    ScanJob(session, [folder]).run(JobContext())
    return session.tracks.below(folder)


def plan_of(session: Session, tracks: list[Track], genre: str, policy: Policy) -> WritePlan:
    planner = Planner(session)
    intents = [Intent(track, (genre,), policy) for track in tracks]
    return write_plan(session.settings, map(planner.plan, intents))


def test_every_outcome_of_a_policy_has_its_group() -> None:
    assert {outcome.value for outcome in PolicyOutcome} <= {kind.value for kind in ChangeKind}


def test_files_are_grouped_by_what_happens_and_why(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    folder = tmp_path / "music"
    for seed, genres in enumerate([[], ["Other"], ["House"], ["Tech House"], ["Polka"], []]):
        tags = {"genre": genres} if genres else {"title": "bare"}
        make_flac(folder / f"{seed}.flac", seed, **tags)
    (folder / "5.flac").rename(folder / "5.tmp")
    (folder / "masters").mkdir()
    (folder / "5.tmp").rename(folder / "masters" / "5.flac")
    add_folder(session.settings, folder / "masters")
    plan = plan_of(session, scanned(session, folder), "House", Policy.FILL)
    names = {g.kind: [c.path.name for c in g.changes] for g in plan.groups}
    assert names == {
        ChangeKind.WRITE: ["0.flac"],
        ChangeKind.PLACEHOLDER_REPLACED: ["1.flac"],
        ChangeKind.ALREADY_SO: ["2.flac"],
        ChangeKind.AGREES: ["3.flac"],
        ChangeKind.HAS_GENRE: ["4.flac"],
        ChangeKind.NEVER_WRITE: ["5.flac"],
    }
    assert [(c.before, c.after) for c in plan.changes] == [
        ((), ("House",)),
        (("Other",), ("House",)),
    ]
    assert all(change.reason for change in plan.skipped)
    assert plan.bytes_to_copy == sum((folder / f"{n}.flac").stat().st_size for n in (0, 1))


def test_a_volume_that_was_written_before_is_remembered(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    for seed in range(3):
        make_flac(tmp_path / f"{seed}.flac", seed)
    tracks = scanned(session, tmp_path)
    plan = plan_of(session, tracks, "Jazz", Policy.REPLACE)
    first = plan.estimate(session)
    assert (first.files, first.bytes, first.remembered) == (3, plan.bytes_to_copy, False)
    assert first.seconds > 0
    WriteJob(session, [change.intent for change in plan.changes]).run(JobContext())
    volume = Volumes().of(tmp_path / "0.flac")
    (known,) = session.rates.all().values()
    assert session.rates.all()[volume].files == 3
    again = plan.estimate(session)
    assert again.remembered
    assert again.seconds == pytest.approx(known.seconds, rel=0.01)


def test_a_slow_volume_costs_what_it_cost_before(session: Session, tmp_path: Path) -> None:
    volume = Volumes().of(tmp_path / "a.flac")
    assert os.path.ismount(volume)
    # A 200 MB file took half a minute, a small one a tenth of a second.
    session.rates.add({volume: [(200_000_000, 30.1), (1_000_000, 0.25)]})
    cost = estimate(session, [(tmp_path / f"{n}.flac", 100_000_000) for n in range(10)])
    assert cost.bytes == 1_000_000_000
    assert cost.seconds == pytest.approx(150, rel=0.02)
    assert estimate(session, []).seconds == 0


def test_a_file_that_is_gone_does_not_keep_the_estimate(session: Session, tmp_path: Path) -> None:
    cost = estimate(session, [(tmp_path / "gone.flac", 1000)])
    assert cost.seconds > 0 and not cost.remembered


def test_keeping_times_comes_with_a_warning(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "a.flac", 1)
    tracks = scanned(session, tmp_path)
    assert plan_of(session, tracks, "Jazz", Policy.FILL).notes == ()
    session.settings.set(KEEP_MTIME, True)
    (note,) = plan_of(session, tracks, "Jazz", Policy.FILL).notes
    assert "media servers" in note
    assert plan_of(session, [], "Jazz", Policy.FILL).notes == ()


@pytest.mark.parametrize(
    ("setting", "asked", "restored"),
    [("old", None, True), ("new", None, False), ("old", True, False), ("new", False, True)],
)
def test_undo_restores_times_or_gives_new_ones(
    session: Session,
    tmp_path: Path,
    make_flac: MakeFlac,
    setting: str,
    asked: bool | None,
    restored: bool,
) -> None:
    path = make_flac(tmp_path / "a.flac", 1)
    content = path.read_bytes()
    os.utime(path, ns=(10**18, 10**18))
    (track,) = scanned(session, tmp_path)
    WriteJob(session, [Intent(track, ("Jazz",), Policy.FILL)]).run(JobContext())
    session.settings.set(UNDO_MTIME, setting)
    UndoJob(session, pick(session), new_mtime=asked).run(JobContext())
    assert path.read_bytes() == content
    assert (path.stat().st_mtime_ns == 10**18) is restored


@pytest.fixture
def two_tags(session: Session, tmp_path: Path) -> Track:
    """An MP3 whose ID3 tag says Jazz and whose APEv2 tag says Pop."""
    path = make(tmp_path, "mp3")
    tag_by_mutagen(path, ["Jazz"])
    second = APEv2()
    second["Genre"] = "Pop"
    second.save(path)
    return scanned(session, tmp_path)[0]


def test_a_second_tag_that_says_something_else_is_shown(session: Session, two_tags: Track) -> None:
    plan = plan_of(session, [two_tags], "Bop", Policy.REPLACE)
    assert plan.changes[0].contradiction == ("Pop",)
    assert "stays as it is" in plan.notes[0]
    WriteJob(session, [plan.changes[0].intent]).run(JobContext())
    assert str(APEv2(two_tags.path)["Genre"]) == "Pop"


def test_a_second_tag_is_changed_when_agreed_even_alone(session: Session, two_tags: Track) -> None:
    before = two_tags.path.read_bytes()
    session.settings.set(SECOND_TAG, True)
    (change,) = plan_of(session, [two_tags], "Jazz", Policy.REPLACE).changes
    assert change.kind is ChangeKind.SECOND_TAG
    (outcome,) = WriteJob(session, [change.intent]).run(JobContext())
    assert outcome.status is WriteStatus.WRITTEN
    assert str(APEv2(two_tags.path)["Genre"]) == "Jazz"
    (track,) = session.tracks.all()
    assert track.tags.second_genres in ((), ("Jazz",))
    assert plan_change(session, replace(change.intent, track=track)).kind is ChangeKind.ALREADY_SO
    UndoJob(session, pick(session)).run(JobContext())
    assert two_tags.path.read_bytes() == before


def test_joined_genres_of_an_old_tag_are_known_as_they_read(
    session: Session, tmp_path: Path
) -> None:
    path = make(tmp_path, "mp3")
    tag_by_mutagen(path, ["Rock"])
    ID3(path).save(path, v2_version=3)
    session.settings.set(ID3V23_SEPARATOR, " / ")
    (track,) = scanned(session, tmp_path)
    intent = Intent(track, ("Jazz", "Bop"), Policy.REPLACE, True)
    (outcome,) = WriteJob(session, [intent]).run(JobContext())
    assert outcome.status is WriteStatus.WRITTEN
    (known,) = session.tracks.all()
    assert known.tags.genres == outcome.after
    assert ScanJob(session, [tmp_path]).run(JobContext()).read == 0


def test_genres_are_put_as_the_program_that_reads_them_wants(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    path = make_flac(tmp_path / "a.flac", 1)
    (track,) = scanned(session, tmp_path)
    assert reload_sentence(session) is None
    session.settings.set(PROFILE, "rekordbox")
    intent = Intent(track, ("House", "Polka"), Policy.APPEND)
    WriteJob(session, [intent]).run(JobContext())
    assert FLAC(path)["genre"] == ["House; Polka"]
    assert "Reload Tag" in (reload_sentence(session) or "")
    (track,) = session.tracks.all()
    same = plan_change(session, Intent(track, ("Polka",), Policy.APPEND))
    assert same.kind is ChangeKind.ALREADY_SO
    more = plan_change(session, Intent(track, ("Samba",), Policy.APPEND))
    assert (more.genres, more.after) == (
        ("House", "Polka", "Samba"),
        ("House; Polka; Samba",),
    )


def test_a_field_for_narrower_genres_is_written_in_the_same_step_and_undone(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    path = make_flac(tmp_path / "a.flac", 1)
    before = path.read_bytes()
    (track,) = scanned(session, tmp_path)
    session.settings.set(PROFILE, "own")
    session.settings.set(PROFILE_SUBGENRES, "STYLE")
    choose(session, [track.id], ["Tech House"], None)
    (change,) = plan_writes(session).changes
    assert dict(change.fields) == {"STYLE": ("Tech House",)}
    WriteJob(session, [change.intent]).run(JobContext())
    assert (FLAC(path)["genre"], FLAC(path)["style"]) == (["Electronic"], ["Tech House"])
    assert plan_writes(session).changes == ()
    (track,) = session.tracks.all()
    again = plan_change(session, Intent(track, ("Tech House",), Policy.REPLACE, True))
    assert again.kind is ChangeKind.ALREADY_SO
    UndoJob(session, pick(session)).run(JobContext())
    assert path.read_bytes() == before


def test_one_write_on_a_new_volume_is_a_rate() -> None:
    assert WriteRate().with_write(1000, 2.0).line() == (0.0, 0.002)
    assert WriteRate().line() == (0.0, 0.0)
