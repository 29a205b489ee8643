"""Examples: where a person says what genre music is, and what becomes of what they said."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tagger.catalog.tracks import ScannedFile
from tagger.errors import TaggerError
from tagger.genres.merging import merge
from tagger.genres.own import OwnGenre, OwnVocabulary
from tagger.genres.vocabulary import load_genres
from tagger.records import SPOKEN_WORD, Decision, DecisionKind, FileStamp, Presence, TrackTags
from tagger.training.crates import Crate
from tagger.workflow.examples import Gathered, Source, Wanted, gather, read_crate_files
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

from .conftest import MakeFlac

KNOWN = ("Blues", "Electronic", "Hip-Hop", "Jazz", "Rock", SPOKEN_WORD)
TOP = Path("/music")

Put = Callable[..., int]


@pytest.fixture
def put(session: Session) -> Put:
    """Put a track into the library; its sound is its path's unless another one is given."""

    def put(
        path: str,
        *genres: str,
        sound: str | None = None,
        presence: Presence = Presence.PRESENT,
        error: str | None = None,
        **tags: str,
    ) -> int:
        identity = (path if sound is None else sound).encode("utf-8", "replace")
        said = TrackTags(genres=genres, **tags)  # pyright: ignore[reportArgumentType]
        stamp = FileStamp(1, 1)
        file = ScannedFile(TOP / path, stamp, "mp3", identity, said, presence, error)
        return session.tracks.store([file])[0]

    return put


def sorted_by_genre(session: Session, top: Path = TOP) -> Gathered:
    return gather(session, Wanted(folders=(top,)), KNOWN)


def genres_of(found: Gathered) -> dict[str, tuple[str, ...]]:
    return {str(each.path.relative_to(TOP)): each.genres for each in found.examples}


def test_a_folder_joins_the_genre_that_its_name_means_and_any_other_is_a_new_one(
    session: Session, put: Put
) -> None:
    put("hiphop/1.mp3", artist="A", album="B", title="C")
    put("Rockmusik/Queen/Jazz/2.mp3")
    put("Zouk/3.mp3")
    put("Wednesday Music/Live/4.mp3")
    put("Audiobook/5.mp3")
    found = sorted_by_genre(session)
    assert genres_of(found) == {
        "hiphop/1.mp3": ("Hip-Hop",),
        "Rockmusik/Queen/Jazz/2.mp3": ("Rock",),
        "Zouk/3.mp3": ("Zouk",),
        "Wednesday Music/Live/4.mp3": ("Wednesday Music",),
        "Audiobook/5.mp3": (SPOKEN_WORD,),
    }
    assert {each.genre for each in found.genres if each.known} == {"Hip-Hop", "Rock", SPOKEN_WORD}
    first = next(each for each in found.examples if each.genres == ("Hip-Hop",))
    assert (first.identity, first.artist, first.album, first.title) == (
        b"hiphop/1.mp3",
        "A",
        "B",
        "C",
    )
    assert first.source is Source.FOLDER
    assert found.obstacle is None
    found.check()


def test_folders_below_name_narrower_genres(session: Session, put: Put) -> None:
    put("Electronic/1.mp3")
    put("Electronic/Techno/Jeff Mills/2.mp3")
    put("Electronic/Jazz/3.mp3")
    put("Electronic/Zappelhouse/4.mp3")
    found = sorted_by_genre(session)
    assert genres_of(found) == {
        "Electronic/1.mp3": ("Electronic",),
        "Electronic/Techno/Jeff Mills/2.mp3": ("Techno",),
        "Electronic/Jazz/3.mp3": ("Electronic",),
        "Electronic/Zappelhouse/4.mp3": ("Electronic",),
    }


def test_a_genre_folder_may_hold_others_that_lie_not_below_it(session: Session, put: Put) -> None:
    put("Dance/Rock/1.mp3")
    put("Dance/Jazz/2.mp3")
    put("Dance/3.mp3")
    assert [genres for genres in genres_of(sorted_by_genre(session, TOP / "Dance")).values()] == [
        ("Dance",),
        ("Jazz",),
        ("Rock",),
    ]


def test_a_folder_that_only_holds_genre_folders_is_passed_through(
    session: Session, put: Put
) -> None:
    put("Sorted/2024/Rock/1.mp3")
    put("Sorted/2024/Jazz/2.mp3")
    put("Zouk/Kassav/3.mp3")
    put("Zouk/Jazz/4.mp3")
    assert genres_of(sorted_by_genre(session, TOP / "Sorted")) == {
        "Sorted/2024/Rock/1.mp3": ("Rock",),
        "Sorted/2024/Jazz/2.mp3": ("Jazz",),
    }
    assert genres_of(sorted_by_genre(session))["Zouk/Jazz/4.mp3"] == ("Zouk",)


@pytest.mark.parametrize("name", ["Zouk", "My Own", "Rock"])
def test_one_genre_folder_may_be_chosen_itself(session: Session, put: Put, name: str) -> None:
    put(f"{name}/1.mp3")
    put(f"{name}/Someone/Live/2.mp3")
    found = sorted_by_genre(session, TOP / name)
    assert {genres for genres in genres_of(found).values()} == {(name,)}
    assert len(found.examples) == 2


def test_names_that_differ_only_in_spelling_are_one_new_genre(session: Session, put: Put) -> None:
    decomposed = unicodedata.normalize("NFD", "Zappélhouse")
    for number, name in enumerate(("Zappélhouse", "zappel-house", "ZAPPEL HOUSE", decomposed)):
        put(f"{name}/{number}.mp3", artist="A")
    (genre,) = sorted_by_genre(session).genres
    assert (genre.tracks, genre.known) == (4, False)


def test_the_spelling_of_the_model_wins_over_the_persons_own(
    session: Session, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = merge(load_genres(), OwnVocabulary((OwnGenre("Hip Hop"),)))
    monkeypatch.setattr(session, "_vocabulary", own)
    put("Hip Hop/1.mp3")
    assert [each.genre for each in sorted_by_genre(session).genres] == ["Hip-Hop"]


def test_music_beside_the_genre_folders_is_left_out_and_told(session: Session, put: Put) -> None:
    put("Rock/1.mp3")
    put("loose.mp3")
    found = sorted_by_genre(session)
    assert list(genres_of(found)) == ["Rock/1.mp3"]
    assert any("1 file lies in /music itself" in note for note in found.notes)


def test_what_was_decided_is_an_example_and_what_was_rejected_is_none(
    session: Session, put: Put
) -> None:
    accepted, chosen, rejected = (put(f"{name}.mp3", "Pop") for name in "abc")
    session.decisions.store(
        [
            Decision(accepted, DecisionKind.ACCEPTED, ("Rock",), 1.0),
            Decision(chosen, DecisionKind.CHOSEN, ("jazz", "Zouk"), 2.0),
            Decision(rejected, DecisionKind.REJECTED, (), 3.0),
        ],
        "bundled",
    )
    found = gather(session, Wanted(decisions=True), KNOWN)
    assert genres_of(found) == {"a.mp3": ("Rock",), "b.mp3": ("Jazz", "Zouk")}
    assert {each.source for each in found.examples} == {Source.DECISION}
    both = gather(session, Wanted(decisions=True, tagged=(TOP,)), KNOWN)
    assert genres_of(both) == {"a.mp3": ("Rock",), "b.mp3": ("Jazz", "Zouk"), "c.mp3": ("Pop",)}
    assert both.disagreements == (), "a decision corrects the tags"


def test_the_newest_decision_on_copies_holds(session: Session, put: Put) -> None:
    one, other = put("a.mp3", sound="x"), put("b.mp3", sound="x")
    old = Decision(other, DecisionKind.CHOSEN, ("Rock",), 1.0)
    new = Decision(one, DecisionKind.CHOSEN, ("Jazz",), 2.0)
    session.decisions.store([new, old], "bundled")
    (example,) = gather(session, Wanted(decisions=True), KNOWN).examples
    assert example.genres == ("Jazz",)


def test_tags_are_taken_apart_and_words_for_nothing_dropped(session: Session, put: Put) -> None:
    put("a.mp3", "hip hop; Zouk", "Unknown")
    put("b.mp3", "Other")
    put("c.mp3")
    put("d.mp3", "Rock/Pop", "(12)", "x" * 101)
    put("e.mp3", "Jazz; Other")
    found = gather(session, Wanted(tagged=(TOP,)), ("Hip-Hop", "Jazz"))
    assert genres_of(found) == {
        "a.mp3": ("Hip-Hop", "Zouk"),
        "d.mp3": ("Pop Rock",),
        "e.mp3": ("Jazz",),
    }
    assert any(note.startswith("2 files in /music without a genre") for note in found.notes)
    assert any("too long" in note for note in found.notes)


def test_a_playlist_is_a_genre_wherever_its_files_lay_before(
    session: Session, put: Put, tmp_path: Path
) -> None:
    put("Kassav/Café.mp3")
    put("a/01.mp3")
    put("b/x.mp3", sound="same")
    put("c/x.mp3", sound="same")
    put("d/y.mp3")
    put("e/y.mp3")
    decomposed = unicodedata.normalize("NFD", "D:\\Old\\KASSAV\\Café.mp3")
    playlist = tmp_path / "zouk.m3u8"
    playlist.write_text("\n".join((decomposed, "/q/01.mp3", "/q/x.mp3", "/q/y.mp3", "/q/z.mp3")))
    crates, failures = read_crate_files([playlist, tmp_path / "none.nml"])
    assert [path.name for path, _ in failures] == ["none.nml"]
    found = gather(session, Wanted(crates=crates), KNOWN)
    assert genres_of(found) == {"Kassav/Café.mp3": ("Zouk",), "b/x.mp3": ("Zouk",)}
    assert {each.source for each in found.examples} == {Source.CRATE}
    assert [lost.entry for lost in found.lost] == ["/q/01.mp3", "/q/y.mp3", "/q/z.mp3"]
    one, several, none = (lost.reason for lost in found.lost)
    assert "which many files share" in one
    assert "/music/d/y.mp3" in several and "/music/e/y.mp3" in several
    assert "no file of this name" in none
    assert any("3 of 5 entries of the playlist “zouk”" in note for note in found.notes)


def test_an_empty_playlist_is_told(session: Session, put: Put) -> None:
    put("Rock/1.mp3")
    empty = Crate("Zouk", Path("/p/z.crate"), ())
    found = gather(session, Wanted(folders=(TOP,), crates=(empty,)), KNOWN)
    assert any("The playlist “Zouk” of /p/z.crate is empty" in note for note in found.notes)


def test_a_track_under_two_genres_carries_both_and_is_reported(session: Session, put: Put) -> None:
    put("Rock/1.mp3", sound="x")
    put("Jazz/1.mp3", sound="x")
    put("Jazz/2.mp3")
    crate = Crate("Zouk", Path("/p/z.crate"), ("/music/Jazz/2.mp3", "/music/Rock/1.mp3"))
    found = gather(session, Wanted(folders=(TOP,), crates=(crate,)), KNOWN)
    assert genres_of(found) == {
        "Jazz/1.mp3": ("Jazz", "Rock", "Zouk"),
        "Jazz/2.mp3": ("Jazz", "Zouk"),
    }
    first = found.disagreements[0]
    assert [(said.genre, said.where) for said in first.said] == [
        ("Jazz", "the folder /music/Jazz"),
        ("Rock", "the folder /music/Rock"),
        ("Zouk", "the playlist “Zouk” of /p/z.crate"),
    ]
    assert len(found.disagreements) == 2
    assert any(note.startswith("1 file is a copy") for note in found.notes)


def test_a_track_of_which_all_say_the_same_is_not_reported(session: Session, put: Put) -> None:
    put("Rock/1.mp3", "ROCK")
    found = gather(session, Wanted(folders=(TOP, TOP), tagged=(TOP,)), KNOWN)
    assert genres_of(found) == {"Rock/1.mp3": ("Rock",)}
    assert found.disagreements == ()
    assert found.examples[0].source is Source.FOLDER


def test_the_folder_that_names_the_genre_groups_nothing(session: Session, put: Put) -> None:
    put("Rockmusik/1.mp3")
    put("Rockmusik/Queen/2.mp3")
    put("Other things/jazz/3.mp3", "Jazz")
    wanted = Wanted(folders=(TOP / "Rockmusik",), tagged=(TOP / "Other things",))
    found = gather(session, wanted, KNOWN)
    assert [each.folder for each in found.examples] == ["", "", "/music/Rockmusik/Queen"]


def test_files_that_cannot_be_used_are_told_and_the_others_learned(
    session: Session, put: Put
) -> None:
    put("Rock/1.mp3")
    put("Rock/2.mp3", sound="", error="It is damaged.")
    put("Rock/3.mp3", sound="", presence=Presence.ONLINE_ONLY)
    put("Rock/4.mp3", presence=Presence.MISSING)
    put("Rock/5.mp3", presence=Presence.UNPLUGGED)
    put("Rock/6.mp3", error="Only its tags are damaged.")
    found = sorted_by_genre(session)
    assert list(genres_of(found)) == ["Rock/1.mp3", "Rock/5.mp3", "Rock/6.mp3"]
    assert [(path.name, reason[:15]) for path, reason in found.failures] == [
        ("2.mp3", "It is damaged."),
        ("3.mp3", "It is only onli"),
    ]
    assert any("1 file is no longer there" in note for note in found.notes)
    tagged = gather(session, Wanted(tagged=(TOP,)), KNOWN)
    assert "Only its tags are damaged." in dict(tagged.failures).values()


def test_an_empty_folder_is_told_and_stops_the_training(session: Session) -> None:
    found = sorted_by_genre(session)
    assert found.notes[0].startswith("/music holds no music that Tagger knows.")
    with pytest.raises(TaggerError, match="There is no example of any genre. Choose folders"):
        found.check()


def test_unreadable_files_alone_stop_the_training(session: Session, put: Put) -> None:
    put("Rock/2.mp3", sound="", error="It is damaged.")
    with pytest.raises(TaggerError, match="1 file could not be read"):
        sorted_by_genre(session).check()


def test_one_genre_alone_is_told_and_can_be_learned(session: Session, put: Put) -> None:
    put("Zouk/1.mp3")
    found = sorted_by_genre(session)
    found.check()
    assert any("All examples are of one genre, Zouk." in note for note in found.notes)


def test_many_genres_are_told_and_absurdly_many_stop_the_training(
    session: Session, put: Put
) -> None:
    for number in range(300):
        put(f"Genre number {number}/1.mp3")
    found = sorted_by_genre(session)
    found.check()
    assert len(found.genres) == 300
    assert any("300 genres; 300 have one track only" in note for note in found.notes)
    put("x.mp3", *(f"Tag {number}" for number in range(1001)))
    with pytest.raises(TaggerError, match="1,001 genres, and one model learns 1,000 at most"):
        gather(session, Wanted(tagged=(TOP,)), KNOWN).check()


def test_names_from_files_are_one_printable_line(session: Session, put: Put) -> None:
    put("Zo\nuk \udcff/1.mp3")
    (genre,) = sorted_by_genre(session).genres
    assert genre.genre.isprintable()


def test_folders_as_scanned_from_the_disk_are_gathered(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "Rock" / "a.flac", seed=1, artist="Queen", genre="Rock")
    make_flac(tmp_path / "Zouk" / "b.flac", seed=2, artist="Kassav'")
    make_flac(tmp_path / "Zouk" / "copy of b.flac", seed=2, artist="Kassav'")
    (tmp_path / "Zouk" / "broken.flac").write_bytes(b"fLaC" + b"\xff" * 40)
    ScanJob(session, [tmp_path], remember_roots=False).run(JobContext())
    found = gather(session, Wanted(folders=(tmp_path,)), KNOWN)
    assert [(e.path.name, e.genres, e.artist) for e in found.examples][:2] == [
        ("a.flac", ("Rock",), "Queen"),
        ("b.flac", ("Zouk",), "Kassav'"),
    ]
    rest = [e.path.name for e in found.examples[2:]] + [path.name for path, _ in found.failures]
    assert rest == ["broken.flac"], "it is told here, or by whoever listens to it"
