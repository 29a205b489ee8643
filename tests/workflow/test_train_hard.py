"""Trainings that meet trouble: the model in use stays what it is, and the person is told why."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tagger.errors import CatalogError, ModelError, TaggerError
from tagger.model.library import list_models, load_model
from tagger.settings import ACTIVE_MODEL
from tagger.training.checks import LEAST_TRACKS
from tagger.workflow import material as material_module
from tagger.workflow.example_records import Gathered, Wanted
from tagger.workflow.examples import read_crate_files
from tagger.workflow.forget import ForgetJob, Unwanted
from tagger.workflow.gathering import CheckJob, ExamplesJob
from tagger.workflow.jobs import JobContext
from tagger.workflow.lessons import examples_of_model
from tagger.workflow.session import Session
from tagger.workflow.train import TrainJob, save
from tests.end_to_end.songs import genre_folder, silence, song
from tests.workflow.made_up import checked, heard, made_up, trained

PRESENT = "Present"


def gathered(session: Session, wanted: Wanted, model: str | None = None) -> Gathered:
    found = ExamplesJob(session, wanted, model).run(JobContext())
    assert found is not None
    return found


def digest(session: Session, name: str) -> str:
    return hashlib.sha256(load_model(session.home, name).info.path.read_bytes()).hexdigest()


@pytest.fixture(autouse=True)
def present(session: Session) -> Iterator[None]:
    """A model of one's own is in use; it is that, to the byte, whatever the test did."""
    examples = [*made_up("Present One", 4), *made_up("Present Two", 4)]
    save(session, trained(session, heard(session, examples)), PRESENT)
    session.settings.set(ACTIVE_MODEL, PRESENT)
    before = digest(session, PRESENT)
    yield
    assert session.settings.get(ACTIVE_MODEL) == PRESENT
    assert digest(session, PRESENT) == before
    assert session.listener().model.info.name == PRESENT
    assert len(examples_of_model(session, PRESENT)) == 8
    assert not [info.error for info in list_models(session.home) if info.error]
    strays = {p.name for p in session.home.models.iterdir() if not p.name.endswith(".onnx")}
    assert not strays, "nothing is half on disk"


def test_names_of_any_kind_become_genres_that_a_model_file_can_hold(
    session: Session, tmp_path: Path
) -> None:
    top = tmp_path / "sorted"
    japanese, arabic = "電波ソング", "موسيقى"
    same = ("Zouk", "ZOUK", "Ｚｏｕｋ", "Café del", "Cafe\u0301 del", "CAFÉ DEL")
    names = (*same, japanese, arabic, "🔥 Bangers", "Deep\nAcid Thing", "x" * 100, "y" * 101)
    raw = os.fsdecode(b"Fran\xe7ais") if os.name == "posix" else "Fran\ufffdais"
    for seed, name in enumerate((*names, "\u202eevil", " padded", raw)):
        song(top / name / "song.flac", seed)
    found = gathered(session, Wanted(folders=(top,)))
    counts = {each.genre.casefold(): each.tracks for each in found.genres}
    assert counts == {
        "zouk": 3,
        "café del": 3,
        japanese: 1,
        arabic: 1,
        "🔥 bangers": 1,
        "deep acid thing": 1,
        "x" * 100: 1,
        "\\u202eevil": 1,
        "padded": 1,
        "fran\ufffdais": 1,
    }
    (note,) = found.notes
    assert "1 genre is left out" in note
    assert "too long" in note
    info = save(session, trained(session, heard(session, found.examples)), "Odd")
    learned = load_model(session.home, "Odd").genres
    assert info.genres == learned
    assert {each.genre for each in found.genres} <= set(learned)
    assert {japanese, arabic, "🔥 Bangers", "Deep Acid Thing", "x" * 100} <= set(learned)


def test_three_hundred_genres_of_one_track_each_are_learned_and_nothing_is_claimed_of_them(
    session: Session,
) -> None:
    examples = [each for number in range(300) for each in made_up(f"Genre {number:03}", 1)]
    material = checked(session, heard(session, examples))
    assert len(material.findings.thin) == 300
    assert {(thin.missing_tracks, thin.missing_groups) for thin in material.findings.thin} == {
        (LEAST_TRACKS - 1, 2)
    }
    found = TrainJob(session, material).run(JobContext())
    assert found is not None
    judged = found.selected.evaluation
    assert judged.folds == 0
    assert {each.remark for each in judged.by_genre} == {
        "cannot be checked yet: needs 3 artists, has 1"
    }
    info = save(session, found, "Many")
    assert len(info.genres) == 18 + 300
    assert not found.sure.reachable


@pytest.mark.parametrize("count", [1, 5], ids=["one example", "one genre"])
def test_one_genre_only_is_learned_beside_those_that_the_model_knows(
    session: Session, tmp_path: Path, count: int
) -> None:
    folder = genre_folder(tmp_path / "Zouk", count)
    found = gathered(session, Wanted(folders=(folder,)))
    assert found.obstacle is None
    assert any("All examples are of one genre, Zouk." in note for note in found.notes)
    learned = trained(session, heard(session, found.examples))
    assert learned.new_genres == ("Zouk",)
    assert (learned.selected.evaluation.folds == 0) == (count == 1)
    assert "Zouk" in save(session, learned, "Small").genres


def test_a_folder_that_two_sources_name_differently_teaches_both_and_says_so(
    session: Session, tmp_path: Path
) -> None:
    folder = genre_folder(tmp_path / "Zouk", 4)
    playlist = tmp_path / "Kizomba.m3u8"
    playlist.write_text("\n".join(str(path) for path in sorted(folder.iterdir())))
    crates, failures = read_crate_files([playlist])
    assert not failures
    found = gathered(session, Wanted(folders=(folder,), crates=crates))
    assert [set(each.genres) for each in found.examples] == [{"Zouk", "Kizomba"}] * 4
    assert len(found.disagreements) == 4
    said = {(said.genre, said.where) for said in found.disagreements[0].said}
    assert said == {
        ("Zouk", f"the folder {folder}"),
        ("Kizomba", f"the playlist “Kizomba” of {playlist}"),
    }
    assert {"Zouk", "Kizomba"} <= set(
        save(session, trained(session, heard(session, found.examples)), "Both").genres
    )


def test_a_folder_inside_another_given_twice_counts_each_song_once(
    session: Session, tmp_path: Path
) -> None:
    inside = genre_folder(tmp_path / "Zouk", 3)
    found = gathered(session, Wanted(folders=(tmp_path, inside, inside)))
    assert [each.genres for each in found.examples] == [("Zouk",)] * 3
    assert not found.disagreements


def test_a_playlist_brings_the_files_along_that_the_library_does_not_have(
    session: Session, tmp_path: Path
) -> None:
    songs = [song(tmp_path / "anywhere" / f"{n}.flac", n) for n in range(3)]
    playlist = tmp_path / "Zouk.m3u"
    playlist.write_text("\n".join([*(f"anywhere/{p.name}" for p in songs), "gone.mp3"]))
    crates, _ = read_crate_files([playlist])
    found = gathered(session, Wanted(crates=crates))
    assert [each.path for each in found.examples] == songs
    (lost,) = found.lost
    assert "gone.mp3" in lost.entry
    assert lost.reason == "The library has no file of this name."
    assert not session.tracks.roots(), "they are not in the library by that"


def test_silence_teaches_nothing_and_is_named(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "Jazz"
    for number in range(2):
        silence(folder / f"{number}.flac", 1 + number)
    found = gathered(session, Wanted(folders=(folder,)))
    with pytest.raises(TaggerError) as told:
        CheckJob(session, found.examples).run(JobContext())
    text = told.value.message
    assert "None of the 2 examples can be learned from." in text
    assert f"{folder}/0.flac: No music was found in this file: only silence." in text
    assert text.endswith("Choose other music.")


def test_what_is_broken_or_silent_is_named_and_the_rest_is_learned(
    session: Session, tmp_path: Path
) -> None:
    folder = genre_folder(tmp_path / "Zouk", 3)
    (folder / "broken.mp3").write_bytes(b"no MP3 at all" * 99)
    (folder / "empty.flac").write_bytes(b"")
    silence(folder / "silent.flac")
    material = checked(session, gathered(session, Wanted(folders=(folder,))).examples)
    assert len(material.examples) == 3
    reasons = {path.name: reason for path, reason in material.failures}
    assert "is damaged, or no MP3 file" in reasons["broken.mp3"]
    assert "is empty (0 bytes)" in reasons["empty.flac"]
    assert "only silence" in reasons["silent.flac"]
    found = TrainJob(session, material).run(JobContext())
    assert found is not None
    assert len(found.examples) == 3


@pytest.mark.parametrize("there", [True, False], ids=["empty", "gone"])
def test_a_folder_without_music_is_told(session: Session, tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "nothing"
    if there:
        folder.mkdir()
    found = gathered(session, Wanted(folders=(folder,)))
    assert any(f"{folder} holds no music" in note for note in found.notes)
    with pytest.raises(TaggerError, match="There is no example of any genre.*Choose folders"):
        found.check()
    if not there:
        assert dict(found.failures)[folder] == f"There is no file or folder {folder}."


def test_a_disk_without_room_for_the_model_keeps_nothing_of_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = trained(session, heard(session, made_up("Zouk", 4)))
    before = session.lessons.ids()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ModelError) as told:
            save(session, learned, "New")
    assert "Could not save the model New: the disk is full. Free some space" in told.value.message
    assert session.lessons.ids() == before
    assert [info.name for info in list_models(session.home)] == ["Tagger", PRESENT]
    assert save(session, learned, "New").name == "New", "with room it goes on from there"


@pytest.fixture
def full_catalog(session: Session) -> Iterator[None]:
    """SQLite takes the disk for full; the pages that are there can still be used."""

    def limit(pages: int | None) -> None:
        def work(db) -> None:
            size = pages or db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {size}")

        session.catalog.write(work)

    session.catalog.write(lambda db: db.execute("CREATE TABLE filler (data BLOB)"))
    session.catalog.write(lambda db: db.execute("INSERT INTO filler VALUES (zeroblob(4096))"))
    limit(None)
    yield
    limit(1 << 30)


def test_a_catalog_that_is_full_stops_the_listening_with_a_sentence(
    session: Session, tmp_path: Path, full_catalog: None
) -> None:
    folder = genre_folder(tmp_path / "Zouk", 6)
    with pytest.raises(CatalogError, match=r"The disk is full: the catalog .*Free some space"):
        CheckJob(session, gathered(session, Wanted(folders=(folder,))).examples).run(JobContext())


def test_a_catalog_that_is_full_keeps_the_model_off_the_disk(
    session: Session, request: pytest.FixtureRequest
) -> None:
    examples = [each for number in range(40) for each in made_up(f"Zouk {number} " + "z" * 80, 3)]
    learned = trained(session, heard(session, examples))
    before = session.lessons.ids()
    request.getfixturevalue("full_catalog")
    with pytest.raises(CatalogError, match=r"The disk is full: the catalog .*Free some space"):
        save(session, learned, "New")
    assert session.lessons.ids() == before
    assert [info.name for info in list_models(session.home)] == ["Tagger", PRESENT]


def test_a_save_that_is_broken_off_at_any_step_leaves_nothing_behind(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = trained(session, heard(session, made_up("Zouk", 4)))
    before = session.lessons.ids()

    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    for place in ("os.open", "os.fsync", "os.replace"):
        with monkeypatch.context() as patch:
            patch.setattr(place, stop)
            with pytest.raises(KeyboardInterrupt):
                save(session, learned, "New")
        assert session.lessons.ids() == before, place
        assert {p.name for p in session.home.models.iterdir()} == {f"{PRESENT}.onnx"}, place


def test_a_network_that_is_gone_is_told_and_the_model_of_ones_own_still_suggests(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = heard(session, made_up("Zouk", 4))
    with monkeypatch.context() as patch:
        patch.setattr(material_module, "STATISTICS_FILE", "gone.npz")
        with pytest.raises(TaggerError, match=r"gone.npz is missing or damaged. Install Tagger"):
            CheckJob(session, examples).run(JobContext())
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"genre\.onnx"):
        CheckJob(session, examples).run(JobContext())
    assert session.listener().model.info.name == PRESENT
    monkeypatch.undo()


def test_what_was_taken_out_of_a_model_stays_out_and_that_is_said(
    session: Session, tmp_path: Path
) -> None:
    folder = genre_folder(tmp_path / "Zouk", 4)
    found = gathered(session, Wanted(folders=(folder,)))
    save(session, trained(session, heard(session, found.examples)), "Dance")
    unwanted = Unwanted(paths=(folder / "0.flac",))
    assert ForgetJob(session, "Dance", unwanted).run(JobContext()) is not None
    again = gathered(session, Wanted(folders=(folder,)), "Dance")
    assert [each.path.name for each in again.examples] == ["1.flac", "2.flac", "3.flac"]
    assert any("1 track was taken out of this model before" in note for note in again.notes)


def test_a_new_genre_can_lie_below_another_new_one(session: Session) -> None:
    examples = heard(session, [*made_up("Zouk Zouk", 3), *made_up("Bali Zouk", 3)])
    learned = trained(session, examples)
    save(session, learned, "Dance", parents={"Bali Zouk": "zouk zouk", "Zouk Zouk": "Latin"})
    assert session.vocabulary.is_ancestor("Latin", "Bali Zouk")


def test_a_model_whose_parents_cannot_be_stored_is_there_and_that_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = trained(session, heard(session, made_up("Zouk Zouk", 3)))
    told: list[str] = []
    monkeypatch.setattr(session, "tell", told.append)
    real = os.replace

    def full(source: str, target: Path) -> None:
        if Path(target) == session.home.vocabulary:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    assert save(session, learned, "Dance", parents={"Zouk Zouk": "Latin"}).name == "Dance"
    (sentence,) = told
    assert sentence.startswith("The model is saved, but not the parents of its genres.")
    assert "the disk is full. Free some space" in sentence
    assert len(examples_of_model(session, "Dance")) == 3
    assert not list(session.home.data.glob("vocabulary*")), "nothing of it is half there"
