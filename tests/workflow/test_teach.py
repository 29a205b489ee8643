"""After corrections: how many a model has not learned, and which tracks are worth asking about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.records import (
    AnalysisStatus,
    FileStamp,
    GenreScore,
    Presence,
    Suggestion,
    TrackContent,
    TrackTags,
)
from tagger.settings import UNUSED_GENRES
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.example_records import Example, Source, Wanted
from tagger.workflow.gathering import CheckJob, ExamplesJob
from tagger.workflow.jobs import JobContext
from tagger.workflow.lessons import examples_of_model
from tagger.workflow.material import Corrections, open_base
from tagger.workflow.review import accept, choose, reject, review_rows
from tagger.workflow.session import Session
from tagger.workflow.switch import use
from tagger.workflow.teach import Why, corrections_since, teach_most, why
from tagger.workflow.train import TrainJob, save

Put = Callable[..., list[int]]


@pytest.fixture
def put(session: Session) -> Put:
    """Put heard tracks into the library that sound like a genre, or like nothing known."""
    base = open_base(session)
    statistics, key = base.statistics, base.listener.network_key
    factor = np.linalg.cholesky(statistics.covariance() + 1e-6 * np.eye(statistics.size))

    def put(
        sound: str,
        count: int,
        seed: int = 0,
        *,
        copy: int = 0,
        content: TrackContent = TrackContent.MUSIC,
        presence: Presence = Presence.PRESENT,
    ) -> list[int]:
        generator = np.random.default_rng([seed, *sound.encode()])
        if sound in statistics.genres:
            centre = statistics.mean[statistics.genres.index(sound)]
        else:
            place = np.random.default_rng(list(sound.encode())).normal(size=statistics.size)
            centre = statistics.mean.mean(0) + 1.2 * factor @ place
        files: list[ScannedFile] = []
        heard: list[StoredEmbedding] = []
        for number in range(count):
            identity = f"{sound} {seed} {number}".encode()
            path = Path(f"/music/{sound}/{seed}-{number}-{copy}.mp3")
            tags = TrackTags(artist=f"{sound} {seed}-{number // 3}", title=f"{sound} {number}")
            files.append(
                ScannedFile(path, FileStamp(1, 1), "mp3", identity, tags, presence=presence)
            )
            vector = centre + factor @ generator.normal(size=statistics.size)
            stored = None if content is TrackContent.NONE else vector.astype(np.float16)
            heard.append(
                StoredEmbedding(identity, AnalysisStatus.OK, stored, None, content, windows=8)
            )
        session.suggestions.store_embeddings(key, heard)
        return session.tracks.store(files)

    return put


def suggest_all(session: Session) -> str:
    listener = session.listener()
    refresh_suggestions(session, listener)
    return listener.key


def taught(session: Session, name: str = "Mine", corrections: Corrections | None = None) -> None:
    """A model that learned all decisions, in use."""
    found = ExamplesJob(session, Wanted(decisions=True)).run(JobContext())
    assert found is not None
    material = CheckJob(session, found.examples).run(JobContext())
    assert material is not None
    trained = TrainJob(session, material, corrections).run(JobContext())
    assert trained is not None
    out = corrections.left_out if corrections else frozenset()
    left_out = [each for each in found.examples if each.identity in out]
    save(session, trained, name, wanted=Wanted(decisions=True), left_out=left_out)
    use(session, name)


def identities(session: Session, count: int = 20) -> list[bytes]:
    return [each.track.identity for each in teach_most(session, count)]


def test_an_empty_library_has_nothing_to_ask_or_to_learn(session: Session) -> None:
    assert teach_most(session) == ()
    since = corrections_since(session)
    assert (since.count, since.model, since.refreshable) == (0, "Tagger", False)


def test_music_that_nobody_listened_to_is_not_asked_about(session: Session) -> None:
    session.tracks.store(
        [ScannedFile(Path("/a.mp3"), FileStamp(1, 1), "mp3", b"unheard", TrackTags())]
    )
    assert teach_most(session) == ()


def test_decided_tracks_and_their_copies_are_never_asked_about(session: Session, put: Put) -> None:
    ids = put("Jazz", 12)
    copies = put("Jazz", 12, copy=1)
    key = suggest_all(session)
    choose(session, ids[:3], ["Bebop"], key)
    reject(session, copies[3:5], key)
    accept(session, review_rows(session, key, ids[5:6]), key)
    found = identities(session)
    assert sorted(found) == sorted(f"Jazz 0 {number}".encode() for number in range(6, 12))


def test_copies_are_asked_about_once_and_examples_never(session: Session, put: Put) -> None:
    ids = put("Zouk", 12)
    put("Rock", 6)
    put("Rock", 6, copy=1)
    choose(session, ids, ["Zouk"], suggest_all(session))
    taught(session)
    session.decisions.clear(ids)
    found = identities(session, 50)
    assert len(found) == len(set(found)) == 6
    assert not any(identity.startswith(b"Zouk") for identity in found)


def test_only_music_in_files_that_are_there_is_asked_about(session: Session, put: Put) -> None:
    put("Rock", 2)
    put("Blues", 2, content=TrackContent.SPEECH)
    put("Pop", 2, content=TrackContent.NONE)
    put("Jazz", 2, presence=Presence.UNPLUGGED)
    assert {each.track.tags.title for each in teach_most(session)} == {"Rock 0", "Rock 1"}


def test_every_kind_of_music_in_the_library_is_asked_about(session: Session, put: Put) -> None:
    for sound in ("Unheard of", "Never met", "Strange"):
        put(sound, 40)
    first = {each.track.path.parent.name for each in teach_most(session, 3)}
    assert first == {"Unheard of", "Never met", "Strange"}


def test_what_was_answered_is_not_asked_about_in_other_words(session: Session, put: Put) -> None:
    for sound in ("Unheard of", "Never met"):
        put(sound, 30)
    first = teach_most(session, 1)[0]
    choose(session, [first.track.id], ["Zouk"], suggest_all(session))
    second = teach_most(session, 1)[0]
    assert second.track.path.parent != first.track.path.parent


def test_a_question_comes_with_the_best_suggestions_and_says_why(
    session: Session, put: Put
) -> None:
    put("Unheard of", 30)
    put("Jazz", 30)
    found = teach_most(session)
    assert len(found) == 20
    for each in found:
        chances = [score.probability for score in each.suggestions]
        assert len(chances) == 5 and chances == sorted(chances, reverse=True)
        assert why(each.reason)
        if each.reason.why is Why.BETWEEN:
            assert why(each.reason).startswith(
                f"between {each.suggestions[0].genre} and {each.suggestions[1].genre}"
            )
    assert [each.track.id for each in teach_most(session)] == [each.track.id for each in found]


def test_only_picks_that_differ_from_what_was_suggested_are_corrections(
    session: Session, put: Put
) -> None:
    ids = put("Jazz", 4)
    put("Jazz", 4, copy=1)
    key = session.listener().key
    scores = (GenreScore("Jazz", 0.9), GenreScore("Blues", 0.1))
    sure = Suggestion(AnalysisStatus.OK, scores, unsure=False)
    unsure = Suggestion(AnalysisStatus.OK, scores, unsure=True)
    said = [sure, sure, sure, unsure]
    session.suggestions.store(
        key, [(f"Jazz 0 {number}".encode(), each) for number, each in enumerate(said)]
    )
    accept(session, review_rows(session, key, ids[:1]), key)
    choose(session, ids[1:2], ["jazz"], key)
    assert corrections_since(session).count == 0
    choose(session, ids[2:], ["Jazz", "Blues"], key)
    choose(session, ids[3:], ["Jazz"], key)
    assert corrections_since(session).count == 2, "the model was unsure of the last one"
    copies = [track.id for track in session.tracks.with_identity(b"Jazz 0 2")]
    choose(session, copies, ["Soul"], key)
    assert corrections_since(session).count == 2, "copies count once"
    reject(session, copies, key)
    assert corrections_since(session).count == 1


def test_a_model_that_was_taught_counts_only_what_came_after(session: Session, put: Put) -> None:
    ids = [*put("Zouk", 12), *put("Forró", 12)]
    more = put("Zouk", 6, seed=1)
    key = suggest_all(session)
    choose(session, ids[:12], ["zouk "], key)
    choose(session, ids[12:], ["Forró"], key)
    assert corrections_since(session).count == 24
    taught(session)
    since = corrections_since(session)
    assert (since.count, since.model, since.refreshable) == (0, "Mine", True)
    choose(session, ids[:1], ["Kompa"], key)
    choose(session, more[:2], ["Kizomba"], key)
    assert corrections_since(session).count == 3


def test_what_was_changed_on_purpose_in_the_training_is_learned(session: Session, put: Put) -> None:
    ids = [*put("Zouk", 12), *put("Forró", 12)]
    key = suggest_all(session)
    choose(session, ids[:12], ["Zouk Love"], key)
    choose(session, ids[12:], ["Forró"], key)
    corrections = Corrections(
        left_out=frozenset([b"Forr\xc3\xb3 0 0"]), joined={"Zouk Love": "Zouk"}
    )
    taught(session, corrections=corrections)
    assert {each.genres for each in examples_of_model(session, "Mine")} == {
        ("Zouk",),
        ("Forró",),
        (),
    }
    assert corrections_since(session).count == 0
    assert b"Forr\xc3\xb3 0 0" not in identities(session, 50)


def test_a_correction_of_what_a_folder_said_counts_whenever_it_was_made(
    session: Session, put: Put
) -> None:
    ids = put("Jazz", 8)
    put("Rock", 8)
    key = suggest_all(session)
    choose(session, ids[:1], ["Zouk"], key)
    examples = [
        Example(t.path, t.identity, (t.path.parent.name,), "", "", "", "", Source.FOLDER)
        for t in session.tracks.all()
    ]
    material = CheckJob(session, examples).run(JobContext())
    assert material is not None
    trained = TrainJob(session, material).run(JobContext())
    assert trained is not None
    save(session, trained, "Folders")
    use(session, "Folders")
    assert corrections_since(session).count == 1


def test_decisions_on_what_cannot_be_learned_ask_for_no_refresh(session: Session, put: Put) -> None:
    key = session.listener().key
    choose(session, put("Pop", 3, content=TrackContent.NONE), ["Noise"], key)
    choose(session, put("Rock", 3, presence=Presence.MISSING), ["Zouk"], key)
    assert corrections_since(session).count == 0


def test_a_refreshed_model_has_learned_the_answers(session: Session, put: Put) -> None:
    for sound in ("Unheard of", "Never met"):
        put(sound, 40)
    put("Jazz", 40)
    key = suggest_all(session)
    for each in teach_most(session, 30):
        choose(session, [each.track.id], [each.track.path.parent.name], key)
    before = corrections_since(session).count
    assert before > 15
    taught(session)
    assert corrections_since(session).count == 0
    model = session.listener().model
    assert {"Unheard of", "Never met"} <= set(model.genres)
    assert teach_most(session, 20)


def test_no_genre_that_is_left_out_is_offered_as_an_answer(session: Session, put: Put) -> None:
    put("Jazz", 20)
    gone = teach_most(session, 5)[0].suggestions[0].genre
    session.settings.set(UNUSED_GENRES, (gone,))
    asked = teach_most(session, 5)
    assert asked and not any(s.genre == gone for each in asked for s in each.suggestions)
