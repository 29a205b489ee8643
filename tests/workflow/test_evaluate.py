"""Evaluate: figures over folders named by genre that can be checked by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tagger.errors import TaggerError
from tagger.genres.vocabulary import load_vocabulary
from tagger.measures import Share
from tagger.model import library
from tagger.records import AnalysisStatus, FileStamp, GenreScore, Suggestion, Track, TrackTags
from tagger.workflow.evaluate import Evaluation, evaluate, genre_matcher
from tagger.workflow.session import Session
from tests.model.tiny_network import GENRES, write_tiny_network

MUSIC = Path("/music")
BROKEN = Suggestion(AnalysisStatus.FAILED, (), True, "It broke.")
SILENT = Suggestion(AnalysisStatus.OK, (), True, "No music was found in this file: only silence.")


@pytest.fixture(autouse=True)
def _tiny_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows Blues, Classical, Electronic and Rock."""
    folder = tmp_path_factory.mktemp("models")
    write_tiny_network(folder / library.BUNDLED_FILE)
    monkeypatch.setattr(library, "bundled_models", lambda: folder)


def heard(*order: str, first: float = 0.7, unsure: bool = False, likely: int = 1) -> Suggestion:
    """A suggestion with these genres best first, and the model's others after them."""
    genres = (*order, *(genre for genre in GENRES if genre not in order))
    rest = (1 - first) / (len(genres) - 1)
    scores = [GenreScore(genre, rest if place else first) for place, genre in enumerate(genres)]
    return Suggestion(AnalysisStatus.OK, tuple(scores), unsure, likely=likely)


def track(path: str) -> Track:
    return Track(0, MUSIC / path, FileStamp(1, 1), "mp3", b"i", TrackTags())


def figures(session: Session, *said: tuple[str, Suggestion]) -> Evaluation:
    return evaluate(session, MUSIC, [(track(path), answer) for path, answer in said])


def test_accuracy_is_the_share_of_tracks_heard_as_their_folder_says(session: Session) -> None:
    found = figures(
        session,
        ("Rock/1.mp3", heard("Rock")),
        ("Rock/2.mp3", heard("Blues")),
        ("Blues/3.mp3", heard("Blues")),
        ("Blues/Disc 1/4.mp3", heard("Electronic", "Blues")),
    )
    assert found.figures.genres == ("Blues", "Rock")
    assert found.figures.accuracy == Share(2, 4)
    assert found.figures.within == Share(3, 4), "without Electronic, which has no folder"
    assert found.figures.answers == ("Blues", "Rock", "Electronic")
    assert found.figures.confusion.tolist() == [[1, 0, 1], [1, 1, 0]]
    blues, rock = (each.measure for each in found.figures.by_genre)
    assert (blues.precision, blues.recall, blues.count) == (0.5, 0.5, 2)
    assert (rock.precision, rock.recall, rock.count) == (1.0, 0.5, 2)
    assert found.figures.macro_f1 == pytest.approx((0.5 + 2 / 3) / 2)


def test_folders_are_matched_through_aliases_and_one_genre_may_have_several(
    session: Session,
) -> None:
    found = figures(
        session,
        ("ROCK music/1.mp3", heard("Rock")),
        ("Rockmusik/2.mp3", heard("Rock")),
        ("klassik/3.mp3", heard("Classical")),
    )
    assert found.figures.genres == ("Classical", "Rock")
    assert [each.measure.count for each in found.figures.by_genre] == [1, 2]
    assert found.figures.accuracy == Share(3, 3)


def test_speech_is_known_also_to_a_model_without_that_genre(session: Session) -> None:
    speech = heard("Spoken Word", first=0.9)
    found = figures(session, ("Audiobooks/1.mp3", speech), ("Rock/2.mp3", speech))
    assert found.figures.genres == ("Rock", "Spoken Word")
    assert found.figures.accuracy == Share(1, 2)


def test_a_narrower_genre_is_not_the_model_s() -> None:
    genre_of = genre_matcher(load_vocabulary(), ("Jazz", "Hip-Hop", "International", "Zydeco Pop"))
    names = ("rap", "Hip Hop", "Bebop", "zouk", "zydeco-pop", "no such genre")
    assert [genre_of(name) for name in names] == [
        "Hip-Hop", "Hip-Hop", None, None, "Zydeco Pop", None,
    ]  # fmt: skip


def test_a_folder_that_the_model_does_not_know_is_left_out_and_told(session: Session) -> None:
    found = figures(
        session,
        ("Rock/1.mp3", heard("Rock")),
        ("zouk/2.mp3", heard("Blues", unsure=True)),
        ("zouk/3.mp3", heard("Blues")),
        ("zouk/4.mp3", heard("Rock", unsure=True)),
        ("loose.mp3", heard("Rock")),
    )
    assert (found.figures.accuracy, found.tracks, found.beside) == (Share(1, 1), 5, 1)
    (zouk,) = found.unknown
    assert (zouk.name, zouk.count, zouk.unsure) == ("zouk", 3, 2)
    assert zouk.answers == (("Blues", 2), ("Rock", 1))
    assert found.accuracy_with_unknown == Share(1, 4)


def test_what_is_unsure_is_told_apart(session: Session) -> None:
    found = figures(
        session,
        ("Rock/1.mp3", heard("Rock", first=0.9)),
        ("Rock/2.mp3", heard("Rock", first=0.9)),
        ("Rock/3.mp3", heard("Blues", first=0.4, unsure=True)),
        ("Rock/4.mp3", heard("Rock", first=0.4, unsure=True)),
    )
    assert found.figures.unsure == Share(2, 4)
    assert found.figures.accuracy_where_sure == Share(2, 2)
    assert [(b.count, b.right) for b in found.figures.reliability] == [(2, 1), (2, 2)]
    assert found.figures.calibration_error == pytest.approx((2 * 0.1 + 2 * 0.1) / 4)


def test_the_right_genre_may_be_among_several(session: Session) -> None:
    found = figures(
        session,
        ("Rock/1.mp3", heard("Blues", "Rock", likely=2)),
        ("Rock/2.mp3", heard("Blues", "Rock", likely=1)),
        ("Rock/3.mp3", heard("Rock", likely=3)),
    )
    assert found.figures.accuracy == Share(1, 3)
    assert found.figures.among_suggested == Share(2, 3)
    assert found.figures.suggested_per_track == 2


def test_failures_and_files_without_music_are_listed_and_not_scored(session: Session) -> None:
    found = evaluate(
        session,
        MUSIC,
        [
            (track("Rock/1.mp3"), heard("Rock")),
            (track("Rock/2.mp3"), BROKEN),
            (track("Rock/3.mp3"), SILENT),
        ],
        [(MUSIC / "locked", "There is no permission.")],
    )
    assert (found.figures.accuracy, found.tracks) == (Share(1, 1), 4)
    assert found.no_music == ((MUSIC / "Rock" / "3.mp3", SILENT.error),)
    assert found.failures == (
        (MUSIC / "Rock" / "2.mp3", "It broke."),
        (MUSIC / "locked", "There is no permission."),
    )


def test_where_nothing_could_be_heard_there_are_no_figures(session: Session) -> None:
    found = figures(session, ("Rock/1.mp3", BROKEN))
    assert found.figures.accuracy.total == 0
    assert all(
        math.isnan(value)
        for value in (
            found.figures.macro_f1,
            found.figures.calibration_error,
            found.figures.suggested_per_track,
        )
    )


def test_without_a_folder_named_by_genre_the_known_names_are_told(session: Session) -> None:
    with pytest.raises(TaggerError, match="It knows Blues, Classical, Electronic, Rock"):
        figures(session, ("zouk/1.mp3", heard("Rock")), ("2.mp3", heard("Rock")))
