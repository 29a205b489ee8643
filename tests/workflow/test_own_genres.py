"""The person's own genres and reading profile in what is planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.genres.own import OwnGenre, OwnVocabulary, VocabularyError, save_own
from tagger.records import Policy
from tagger.settings import PROFILE, PROFILE_JOINT
from tagger.workflow.changes import Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.planning import plan_change
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

from .conftest import MakeFlac


def planned(session: Session, *genres: str, policy: Policy = Policy.REPLACE, by_hand: bool = False):
    (track,) = session.tracks.all()
    return plan_change(session, Intent(track, genres, policy, by_hand)).after


@pytest.fixture
def one_track(session: Session, tmp_path: Path, make_flac: MakeFlac) -> None:
    make_flac(tmp_path / "a.flac", genre=["Rock", "Pop"])
    ScanJob(session, [tmp_path]).run(JobContext())


@pytest.mark.usefixtures("one_track")
def test_their_spelling_counts_as_soon_as_it_is_read_again(session: Session) -> None:
    assert planned(session, "Hip-Hop") == ("Hip-Hop",)
    save_own(session.home.vocabulary, OwnVocabulary((OwnGenre("Hip Hop"),)))
    assert planned(session, "Hip-Hop") == ("Hip-Hop",)
    session.reload_vocabulary()
    assert planned(session, "Hip-Hop", "Wednesday Music") == ("Hip Hop", "Wednesday Music")
    assert planned(session, "hip-hop", by_hand=True) == ("hip-hop",)


def test_damaged_genres_are_told_in_a_sentence_and_the_last_good_ones_stay(
    session: Session,
) -> None:
    good = session.vocabulary
    session.home.vocabulary.write_text("{", encoding="utf-8")
    with pytest.raises(VocabularyError, match="damaged"):
        session.reload_vocabulary()
    assert session.vocabulary is good


@pytest.mark.usefixtures("one_track")
def test_append_takes_no_genre_away_where_a_program_shows_one(session: Session) -> None:
    session.settings.set(PROFILE, "rekordbox")
    session.settings.set(PROFILE_JOINT, "")
    assert planned(session, "Jazz", "Blues") == ("Jazz",)
    assert planned(session, "Jazz", policy=Policy.APPEND) == ("Rock", "Pop")
    session.settings.set(PROFILE_JOINT, "; ")
    assert planned(session, "Jazz", policy=Policy.APPEND) == ("Rock; Pop; Jazz",)
