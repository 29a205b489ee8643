"""Tidying: the values that files hold, rules that put them in order, and nothing besides."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC

from tagger.catalog.journal import Batch, BatchKind
from tagger.catalog.tracks import ScannedFile
from tagger.records import Decision, DecisionKind, FileStamp, Policy, Presence, TrackTags
from tagger.settings import (
    PROFILE,
    PROFILE_MOST,
    PROFILE_SEPARATOR,
    PROFILE_SUBGENRES,
    WRITE_EVIDENCE,
)
from tagger.workflow.changes import ChangeKind, Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.never_write import add_folder
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.tidy import (
    Tidying,
    held,
    plan_tidy,
    suggested,
    tracks_with,
    values,
)
from tagger.workflow.undo import UndoJob, UndoStatus
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac

GENRES = st.sampled_from(["Rock", "rock", "Jazz", "Klassik", "Rock/Pop", "Schlager", "Ska"])
RULES = st.dictionaries(GENRES, st.lists(GENRES, max_size=3).map(tuple))


def keep(
    session: Session, lists: list[tuple[str, ...]], folder: Path = Path("/music"), **more: Presence
) -> None:
    """Tracks in the catalog that hold these genres, without files."""
    session.tracks.store(
        [
            ScannedFile(
                folder / f"{n:06}.mp3",
                FileStamp(1, n),
                "MP3",
                n.to_bytes(4, "big"),
                TrackTags(genres=genres),
                **more,
            )
            for n, genres in enumerate(lists)
        ]
    )


def offers(session: Session) -> dict[str, tuple[str, ...] | None]:
    return {value.value: value.suggestion for value in values(session)}


def write(session: Session, rules: dict[str, tuple[str, ...]]) -> None:
    plan = plan_tidy(session, Tidying(rules))
    WriteJob(session, [change.intent for change in plan.changes]).run(JobContext())


def newest(session: Session) -> Batch:
    return session.journal.batches()[0]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_value_is_counted_once_a_track_and_the_commonest_come_first(
    session: Session,
) -> None:
    keep(session, [("Jazz",), ("Jazz", "Rock"), ("Jazz", "Jazz"), (), ("", "Ska")])
    found = [(each.value, each.tracks) for each in values(session)]
    assert found == [("Jazz", 3), ("Rock", 1), ("Ska", 1)]


def test_files_that_are_not_there_or_only_guests_are_not_counted(session: Session) -> None:
    keep(session, [("Jazz",)])
    keep(session, [("Rock",)], Path("/away"), presence=Presence.UNPLUGGED)
    guest = ScannedFile(Path("/g.mp3"), FileStamp(1, 1), "MP3", b"g", TrackTags(genres=("Pop",)))
    session.tracks.store([guest], guests=True)
    assert [each.value for each in values(session)] == ["Jazz"]


def test_only_the_folders_that_are_named_are_looked_at(session: Session) -> None:
    keep(session, [("Jazz",)], Path("/a"))
    keep(session, [("Rock",)], Path("/b"))
    assert [each.value for each in values(session, [Path("/b")])] == ["Rock"]
    rules = Tidying({"Jazz": ("X",), "Rock": ("Y",)})
    plan = plan_tidy(session, rules, [Path("/a")])
    assert [change.after for change in plan.changes] == [("X",)]


def test_variants_translations_and_joined_values_are_offered_by_the_vocabulary(
    session: Session,
) -> None:
    names = ["Klassik", "クラシック", "classical", "Classical", "Ｊａｚｚ", "HipHop", "Jazz; Blues"]
    keep(session, [(name,) for name in names])
    assert offers(session) == {
        "Klassik": ("Classical",),
        "クラシック": ("Classical",),
        "classical": ("Classical",),
        "Classical": None,
        "Ｊａｚｚ": ("Jazz",),
        "HipHop": ("Hip-Hop",),
        "Jazz; Blues": ("Jazz", "Blues"),
    }


def test_what_nobody_knows_is_never_torn_apart_but_spelled_as_it_mostly_is(
    session: Session,
) -> None:
    keep(session, [("AC/DC",), ("Grottenolm",), ("Grottenolm",), ("GROTTENOLM",), ("Ab  Cd",)])
    assert offers(session) == {
        "AC/DC": None,
        "Grottenolm": None,
        "GROTTENOLM": ("Grottenolm",),
        "Ab  Cd": ("Ab Cd",),
    }


@given(RULES, st.lists(GENRES, max_size=4).map(tuple))
def test_rules_touch_only_the_values_they_name(
    rules: dict[str, tuple[str, ...]], genres: tuple[str, ...]
) -> None:
    after = Tidying(rules).of(genres)
    if not set(rules) & set(genres):
        assert after == genres
        return
    kept = tuple(dict.fromkeys(genre for genre in genres if genre not in rules))
    made = {new for genre in genres for new in rules.get(genre, ())}
    assert set(after) == set(kept) | made
    others = [genre for genre in after if genre in kept and genre not in made]
    assert others == [genre for genre in kept if genre not in made]


@given(RULES, st.lists(GENRES, max_size=4).map(tuple))
def test_tidying_again_changes_nothing_where_no_rule_makes_what_another_changes(
    rules: dict[str, tuple[str, ...]], genres: tuple[str, ...]
) -> None:
    rules = {old: tuple(n for n in new if n not in rules or n == old) for old, new in rules.items()}
    tidying = Tidying(rules)
    assert tidying.of(tidying.of(genres)) == tidying.of(genres)


def test_a_rule_on_what_another_makes_is_not_followed_unless_wanted() -> None:
    rules = {"A": ("B",), "B": ("C",), "X": ("Y",), "Y": ("X",)}
    assert Tidying(rules).of(("A", "B", "X", "Y")) == ("B", "C", "Y", "X")
    chained = Tidying(rules, chained=True)
    assert chained.of(("A",)) == ("C",)
    assert chained.of(("X",)) == ("X",)


def test_the_number_of_files_is_that_of_the_plan(session: Session) -> None:
    keep(session, [("Rock", "Jazz"), ("Rock",), ("Jazz",), ("Ska",), ("Rock", "Ska")])
    for rules in ({"Rock": ("Pop",)}, {"Rock": (), "Jazz": ()}, {"Ska": ("Ska",)}, {}):
        plan = plan_tidy(session, Tidying(rules))
        assert held(session).files(Tidying(rules)) == len(plan.changes)


def test_a_split_a_merge_and_a_deletion_are_written_and_undone_to_the_byte(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    a = make_flac(tmp_path / "a.flac", 1, genre=["Ska", "Rock; Jazz", "Jazz"], title="A")
    b = make_flac(tmp_path / "b.flac", 2, genre=["Klassik"], title="B")
    c = make_flac(tmp_path / "c.flac", 3, genre=["Polka"], title="C")
    untouched = make_flac(tmp_path / "d.flac", 4, genre=["Ska"], title="D")
    before = {path: digest(path) for path in (a, b, c, untouched)}
    ScanJob(session, [tmp_path]).run(JobContext())
    rules = {**suggested(values(session)), "Polka": ()}
    write(session, rules)
    assert FLAC(a)["genre"] == ["Ska", "Rock", "Jazz"]
    assert FLAC(b)["genre"] == ["Classical"]
    assert "genre" not in FLAC(c)
    assert [FLAC(path)["title"] for path in (a, b, c)] == [["A"], ["B"], ["C"]]
    assert digest(untouched) == before[untouched]
    assert plan_tidy(session, Tidying(rules)).changes == ()
    assert suggested(values(session)) == {}
    batch = newest(session)
    assert (batch.kind, batch.written) == (BatchKind.TIDY, 3)
    UndoJob(session, batch).run(JobContext())
    assert {path: digest(path) for path in before} == before
    assert len(plan_tidy(session, Tidying(rules)).changes) == 3


def test_what_waits_to_be_written_still_waits_after_tidying_undo_and_redo(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "a.flac", 1, genre=["Klassik"])
    ScanJob(session, [tmp_path]).run(JobContext())
    (track,) = session.tracks.all()
    decision = Decision(track.id, DecisionKind.CHOSEN, ("Opera",), 1.0)
    session.decisions.store([decision], None)
    stored = session.decisions.get(track.id)
    write(session, {"Klassik": ("Classical",)})
    assert session.decisions.get(track.id) == stored
    UndoJob(session, newest(session)).run(JobContext())
    assert session.decisions.get(track.id) == stored
    undone = newest(session)
    (outcome,) = UndoJob(session, undone).run(JobContext())
    assert outcome.status is UndoStatus.RESTORED
    assert FLAC(track.path)["genre"] == ["Classical"]
    assert session.decisions.get(track.id) == stored
    # An ordinary write settles it, and its undo opens it, as ever.
    (now,) = session.tracks.all()
    WriteJob(session, [Intent(now, ("Opera",), Policy.REPLACE, True)]).run(JobContext())
    settled = session.decisions.get(track.id)
    assert settled is not None and settled.written
    UndoJob(session, newest(session)).run(JobContext())
    assert session.decisions.get(track.id) is None


def test_tidying_decides_nothing(session: Session, tmp_path: Path, make_flac: MakeFlac) -> None:
    make_flac(tmp_path / "a.flac", 1, genre=["Klassik"])
    ScanJob(session, [tmp_path]).run(JobContext())
    write(session, {"Klassik": ("Classical",)})
    UndoJob(session, newest(session)).run(JobContext())
    UndoJob(session, newest(session)).run(JobContext())
    assert session.decisions.all() == {}


def test_folders_that_are_never_written_are_left_alone(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    masters = make_flac(tmp_path / "masters" / "a.flac", 1, genre=["Klassik"])
    make_flac(tmp_path / "b.flac", 2, genre=["Klassik"])
    ScanJob(session, [tmp_path]).run(JobContext())
    add_folder(session.settings, masters.parent)
    plan = plan_tidy(session, Tidying({"Klassik": ("Classical",)}))
    assert [change.path.name for change in plan.changes] == ["b.flac"]
    assert [change.kind for change in plan.skipped] == [ChangeKind.NEVER_WRITE]


def test_a_file_that_changed_since_the_plan_is_left_alone(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    song = make_flac(tmp_path / "a.flac", 1, genre=["Klassik"])
    ScanJob(session, [tmp_path]).run(JobContext())
    plan = plan_tidy(session, Tidying({"Klassik": ("Classical",)}))
    file = FLAC(song)
    file["genre"] = ["Polka", "Klassik"]
    file.save()
    content = song.read_bytes()
    (outcome,) = WriteJob(session, [plan.changes[0].intent]).run(JobContext())
    assert song.read_bytes() == content
    assert "since the plan was made" in (outcome.error or "")


def test_no_field_besides_the_genre_is_written(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    session.settings.set(WRITE_EVIDENCE, True)
    song = make_flac(tmp_path / "a.flac", 1, genre=["Klassik"], title="A")
    ScanJob(session, [tmp_path]).run(JobContext())
    write(session, {"Klassik": ("Classical",)})
    assert dict(FLAC(song).items()) == {"genre": ["Classical"], "title": ["A"]}


def test_a_rule_on_one_value_never_costs_a_file_its_others(session: Session) -> None:
    keep(session, [("Klassik", "Opera", "Ska")])
    session.settings.set(PROFILE, "own")
    session.settings.set(PROFILE_MOST, 1)
    (change,) = plan_tidy(session, Tidying({"Klassik": ("Classical",)})).changes
    assert change.after == ("Classical", "Opera", "Ska")


def test_genres_joined_for_a_program_are_several_values_and_are_joined_again(
    session: Session,
) -> None:
    keep(session, [("Klassik; Ska",)])
    session.settings.set(PROFILE, "own")
    session.settings.set(PROFILE_SEPARATOR, "; ")
    assert offers(session) == {"Klassik": ("Classical",), "Ska": None}
    (change,) = plan_tidy(session, Tidying({"Klassik": ("Classical",)})).changes
    assert change.after == ("Classical; Ska",)


def test_sub_genres_in_a_field_of_their_own_are_tidied_there(session: Session) -> None:
    session.settings.set(PROFILE, "own")
    session.settings.set(PROFILE_SUBGENRES, "STYLE")
    tags = TrackTags(genres=("Electronic",), custom=(("STYLE", ("tech house",)),))
    file = ScannedFile(Path("/m/a.flac"), FileStamp(1, 1), "FLAC", b"a", tags)
    session.tracks.store([file])
    keep(session, [("Electronic",)])
    assert offers(session)["tech house"] == ("Tech House",)
    assert [t.path for t in tracks_with(session, ["tech house"])] == [file.path]
    (change,) = plan_tidy(session, Tidying({"tech house": ("Tech House",)})).changes
    assert change.after == ("Electronic",)
    assert change.fields == (("STYLE", ("Tech House",)),)


def test_the_tracks_of_a_value_come_in_order_and_not_too_many(session: Session) -> None:
    keep(session, [("Jazz",), ("Rock",), ("Jazz", "Rock"), ("Jazz",)])
    names = [track.path.stem for track in tracks_with(session, ["Jazz"], most=2)]
    assert names == ["000000", "000002"]


@pytest.mark.parametrize("different", [5_000])
def test_a_hundred_thousand_tracks_are_read_in_under_a_second(
    session: Session, different: int
) -> None:
    keep(session, [(f"Genre {n % different}", f"Mood {n % 7}") for n in range(100_000)])
    start = time.process_time()
    found = held(session)
    assert time.process_time() - start < 1
    assert len(found.values) == different + 7
    start = time.process_time()
    everything = Tidying({value.value: ("X",) for value in found.values})
    assert found.files(everything) == 100_000
    assert time.process_time() - start < 0.3
