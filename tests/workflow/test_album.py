"""One genre per album, when wanted: which tracks are an album, and what they are told together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC

from tagger.catalog.albums import AlbumTrack
from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.records import (
    AnalysisStatus,
    FileStamp,
    Presence,
    Suggestion,
    Track,
    TrackTags,
)
from tagger.settings import ALBUM_GENRES, UNUSED_GENRES
from tagger.workflow.album import Albums, album_of, album_title, is_compilation
from tagger.workflow.analyse import AnalyseJob, refresh_suggestions
from tagger.workflow.jobs import JobContext
from tagger.workflow.pooling import pool
from tagger.workflow.review import ReviewState, accept, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.terms import terms_of
from tagger.workflow.used import Adapted, AdaptJob
from tests.model.personal_models import write_base
from tests.model.tiny_network import EMBEDDING

from .conftest import MakeFlac


@pytest.fixture(autouse=True)
def _base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "shipped")
    write_base(tmp_path / "shipped" / "genre.onnx")


def track(path: str, album: str = "Exodus", whose: str = "", artist: str = "Bob") -> Track:
    tags = TrackTags(album=album, album_artist=whose, artist=artist)
    return Track(1, Path(path), FileStamp(1, 1), "mp3", b"1", tags, Presence.PRESENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (track("/m/A/1.mp3", whose="Bob"), track("/m/B/1.mp3", whose="BOB")),
        (track("/m/A/1.mp3"), track("/m/A/2.mp3", artist="Someone else")),
        (track("/m/A/CD1/1.mp3"), track("/m/A/CD 2/1.mp3")),
        (track("/m/A/Disc 1/1.mp3"), track("/m/A/2.mp3")),
        (track("/m/A/1.mp3", "Exodus (Disc 1)"), track("/m/A/2.mp3", "Exodus [CD 2]")),
        (track("/m/A/1.mp3", "Exodus - CD 1", "Bob"), track("/m/B/2.mp3", "exodus", "Bob")),
    ],
)
def test_tracks_of_one_album_are_known_whatever_their_discs(one: Track, other: Track) -> None:
    assert album_of(one) == album_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (track("/m/A/1.mp3", whose="Bob"), track("/m/A/2.mp3", whose="Ann")),
        (track("/m/A/1.mp3", "Greatest Hits"), track("/m/B/1.mp3", "Greatest Hits")),
        (track("/m/A/1.mp3", "Volume 1"), track("/m/A/2.mp3", "Volume 2")),
    ],
)
def test_albums_that_only_look_alike_are_two(one: Track, other: Track) -> None:
    assert album_of(one) != album_of(other)


def test_a_track_without_an_album_has_none() -> None:
    assert album_of(track("/m/A/1.mp3", " ")) == ""


def test_the_number_of_a_disc_is_no_part_of_a_title_and_a_title_is_no_disc() -> None:
    titles = ("Exodus (Disc 1)", "Exodus, CD2", "LP1", "CD 1", "Disco 2000", "Physical Graffiti")
    shown = ["Exodus", "Exodus", "LP1", "CD 1", "Disco 2000", "Physical Graffiti"]
    assert [album_title(title) for title in titles] == shown


def listed(*artists: str, whose: str = "", flag: bool = False) -> list[AlbumTrack]:
    return [
        AlbumTrack(n, bytes([n]), Path(f"/m/A/{n}.mp3"), "Hits", whose, artist, flag)
        for n, artist in enumerate(artists)
    ]


@pytest.mark.parametrize(
    "tracks",
    [
        listed("Ann", "Bob", whose="Various Artists"),
        listed("Ann", "Bob", whose="verschiedene interpreten"),
        listed("Ann", "Bob", whose="V.A."),
        listed("Ann", "Ann", flag=True),
        listed("Ann", "Bob", "Cid", "Dan", "Ann"),
    ],
)
def test_a_compilation_is_known_by_its_artist_its_flag_or_its_many_artists(
    tracks: list[AlbumTrack],
) -> None:
    assert is_compilation(tracks)


@pytest.mark.parametrize(
    "tracks",
    [
        listed("Ann", "Bob", "Cid", "Dan", whose="The Ann Band"),
        listed("Ann", "Ann feat. Bob", "Ann & Cid", "Ann (ft. Dan)"),
        listed("Ann", "Bob"),
        listed("Ann", "Ann", "Bob", "Cid"),
    ],
)
def test_guests_make_no_compilation(tracks: list[AlbumTrack]) -> None:
    assert not is_compilation(tracks)


@given(st.integers(1, 12), st.integers(2, 6), st.randoms(use_true_random=False))
def test_evidence_that_agrees_makes_surer_and_one_track_alone_is_as_it_was(
    tracks: int, genres: int, random
) -> None:
    one = np.array([[random.uniform(0.05, 1) for _ in range(genres)]])
    one /= one.sum()
    found = pool(np.repeat(one, tracks, 0), np.zeros(tracks, np.intp), 1)
    assert found.sum() == pytest.approx(1)
    # Not which is first: of two that are alike to the last bit it may be either.
    assert found[0][one[0].argmax()] == pytest.approx(found.max())
    assert found.max() >= one.max() - 1e-9
    if tracks == 1:
        assert found == pytest.approx(one)


def test_no_track_rules_a_genre_out() -> None:
    said = np.array([[0.9, 0.1]] * 5 + [[0.0, 1.0]])
    assert pool(said, np.zeros(6, np.intp), 1)[0].argmax() == 0


ALBUM, OTHERS = 6, 8
"""Tracks of an album, of which the last is on two discs; other tracks, each on its own."""


@pytest.fixture
def heard(session: Session) -> Session:
    generator = np.random.default_rng(5)
    files: list[ScannedFile] = []
    for n in range(ALBUM + OTHERS):
        tags = TrackTags(artist=f"Artist {n}")
        if n < ALBUM:
            tags = TrackTags(album="Exodus", album_artist="Bob", artist="Bob", disc=1 + n // 4)
        elif n < ALBUM + 4:
            tags = TrackTags(album="Hits", album_artist="Various Artists", artist=f"Artist {n}")
        path = Path(f"/music/{n}.mp3")
        files.append(ScannedFile(path, FileStamp(1, 1), "mp3", _identity(n), tags))
    session.tracks.store(files)
    vectors = generator.normal(size=(ALBUM + OTHERS, EMBEDDING)).astype(np.float16)
    session.suggestions.store_embeddings(
        session.listener().network_key,
        [StoredEmbedding(_identity(n), AnalysisStatus.OK, v) for n, v in enumerate(vectors)],
    )
    refresh_suggestions(session, session.listener())
    return session


def _identity(number: int) -> bytes:
    return b"music %02d" % number


def by_albums(session: Session, on: bool = True) -> Adapted:
    return AdaptJob(session, albums=on).run(JobContext())


def suggested(session: Session) -> dict[bytes, Suggestion]:
    return session.suggestions.all(terms_of(session).key)


def test_all_discs_of_an_album_share_one_suggestion_and_nothing_else_changes(
    heard: Session,
) -> None:
    before = suggested(heard)
    done = by_albums(heard)
    after = suggested(heard)
    assert done.key != heard.listener().key and heard.settings.get(ALBUM_GENRES)
    shared = [after[_identity(n)] for n in range(ALBUM)]
    assert all(said == shared[0] for said in shared) and shared[0].tracks == ALBUM
    for n in range(ALBUM, ALBUM + OTHERS):
        new, old = after[_identity(n)], before[_identity(n)]
        assert (new.genres, new.unsure, new.likely, new.tracks) == (
            old.genres,
            old.unsure,
            old.likely,
            1,
        )
    model = heard.listener().model
    vectors = heard.suggestions.heard_again(model.network_key, [_identity(n) for n in range(ALBUM)])
    chances = model.head.probabilities(vectors.vectors)
    expected = pool(chances, np.zeros(ALBUM, np.intp), 1)[0]
    found = {s.genre: s.probability for s in shared[0].genres}
    for genre, chance in zip(model.genres, expected, strict=True):
        assert found[genre] == pytest.approx(chance, abs=1e-5)


def test_turned_off_every_track_has_its_own_suggestion_again(heard: Session) -> None:
    before = suggested(heard)
    by_albums(heard)
    assert suggested(heard) != before
    by_albums(heard, False)
    assert suggested(heard) == before


def test_what_was_decided_stays_decided(heard: Session) -> None:
    key = terms_of(heard).key
    rows = [row for row in review_rows(heard, key) if row.track.identity == _identity(0)]
    accept(heard, rows, key)
    done = by_albums(heard)
    row = next(r for r in review_rows(heard, done.key) if r.track.identity == _identity(0))
    assert row.state is ReviewState.ACCEPTED and not row.stale
    assert row.decision is not None and row.decision.genres == rows[0].suggested


def test_genres_that_are_not_used_are_left_out_of_what_an_album_is_called(heard: Session) -> None:
    by_albums(heard)
    gone = suggested(heard)[_identity(0)].genres[0].genre
    AdaptJob(heard, unused=(gone,)).run(JobContext())
    said = suggested(heard)[_identity(0)]
    assert said.tracks == ALBUM and gone not in {s.genre for s in said.genres}
    assert heard.settings.get(ALBUM_GENRES) and heard.settings.get(UNUSED_GENRES) == (gone,)


def test_an_album_that_got_other_tags_is_suggested_anew(heard: Session) -> None:
    by_albums(heard)
    first, *rest = (
        ScannedFile(t.path, t.stamp, t.format, t.identity, t.tags)
        for t in heard.tracks.all()
        if t.tags.album == "Exodus"
    )
    moved = TrackTags(album="Kaya", album_artist="Bob", artist="Bob")
    heard.tracks.store([ScannedFile(first.path, first.stamp, "mp3", first.identity, moved)])
    refresh_suggestions(heard, heard.listener())
    after = suggested(heard)
    assert after[first.identity].tracks == 1
    assert {after[file.identity].tracks for file in rest} == {ALBUM - 1}
    own = heard.suggestions.all(heard.listener().key)
    assert after[first.identity].genres == own[first.identity].genres


def test_music_that_is_on_two_albums_keeps_its_own_suggestion(heard: Session) -> None:
    best_of = TrackTags(album="Legend", album_artist="Bob", artist="Bob")
    copy = ScannedFile(Path("/music/copy.mp3"), FileStamp(1, 1), "mp3", _identity(0), best_of)
    heard.tracks.store([copy])
    by_albums(heard)
    after = suggested(heard)
    assert [after[_identity(n)].tracks for n in range(3)] == [1, ALBUM - 1, ALBUM - 1]
    assert _identity(0) not in Albums.read(heard).of


def test_what_is_heard_later_joins_its_album_and_every_row_of_it_is_told(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    session.settings.set(ALBUM_GENRES, True)
    music = tmp_path / "music"
    for number in range(3):
        path = make_flac(music / f"{number}.flac", number, seconds=4.0)
        if number < 2:
            _name(path)
    for number, counts in ((2, [2, 2, 1]), (3, [3, 3, 3])):
        if number == 3:
            _name(music / "2.flac")
        ScanJob(session, [music]).run(JobContext())
        assert [said.tracks for said in told_by(session)] == counts
    make_flac(music / "3.flac", 3, seconds=4.0, album="Exodus", albumartist="Bob")
    ScanJob(session, [music]).run(JobContext())
    changed: set[int] = set()
    tracks = session.tracks.all()
    AnalyseJob(session, tracks).run(JobContext(changed=changed.update))
    assert changed == {track.id for track in tracks}
    assert {said.tracks for said in suggested(session).values()} == {4}


def told_by(session: Session) -> list[Suggestion]:
    """What an analysis tells of every track, in order."""
    told: list[Suggestion] = []
    tracks = session.tracks.all()
    AnalyseJob(session, tracks, on_suggestion=lambda _, s: told.append(s)).run(JobContext())
    return told


def _name(path: Path) -> None:
    file = FLAC(path)
    file["album"], file["albumartist"] = "Exodus", "Bob"
    file.save()


def test_rows_are_told_where_a_scan_made_other_albums(heard: Session) -> None:
    by_albums(heard)
    first = next(t for t in heard.tracks.all() if t.tags.album == "Exodus")
    moved = TrackTags(album="Kaya", album_artist="Bob", artist="Bob")
    heard.tracks.store([ScannedFile(first.path, first.stamp, "mp3", first.identity, moved)])
    changed: set[int] = set()
    tracks = heard.tracks.all()
    AnalyseJob(heard, tracks).run(JobContext(changed=changed.update))
    assert changed == {track.id for track in tracks}
    changed.clear()
    AnalyseJob(heard, tracks).run(JobContext(changed=changed.update))
    assert not changed
