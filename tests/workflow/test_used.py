"""The genres that a person uses: what is suggested then, and back."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.catalog.variants import Variants
from tagger.errors import SettingsError
from tagger.paths import find_home
from tagger.records import (
    LEAST_COVERED,
    AnalysisStatus,
    FileStamp,
    GenreScore,
    Suggestion,
    TrackContent,
    TrackTags,
)
from tagger.settings import UNUSED_GENRES, Settings
from tagger.workflow import analyse, apply_terms
from tagger.workflow.accept import what_to_accept
from tagger.workflow.analyse import AnalyseJob, refresh_suggestions
from tagger.workflow.jobs import JobContext, Progress
from tagger.workflow.review import ReviewState, accept, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.switch import use
from tagger.workflow.terms import terms_of
from tagger.workflow.used import Adapted, AdaptJob, choices
from tests.model.personal_models import head_for, write_base, write_personal
from tests.model.tiny_network import EMBEDDING, GENRES

from .conftest import MakeFlac

MUSIC = 40


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "shipped")
    monkeypatch.setattr(analyse, "AT_ONCE", 7)
    monkeypatch.setattr(apply_terms, "AT_ONCE", 7)
    return write_base(tmp_path / "shipped" / "genre.onnx")


@pytest.fixture
def heard(session: Session) -> Session:
    """A library of music and speech, silence and a broken file, scored by the model."""
    generator = np.random.default_rng(1)
    items: list[StoredEmbedding] = []
    for number in range(MUSIC):
        vector = generator.normal(size=EMBEDDING).astype(np.float16)
        content = (TrackContent.MUSIC, TrackContent.SPEECH)[number % 5 == 0]
        item = StoredEmbedding(_identity(number), AnalysisStatus.OK, vector, None, content)
        if number == 3:
            item = dataclasses.replace(item, vector=None, content=TrackContent.NONE)
        if number == 4:
            item = dataclasses.replace(item, vector=None, status=AnalysisStatus.FAILED)
        items.append(item)
    session.tracks.store([_file(number) for number in range(MUSIC)])
    session.suggestions.store_embeddings(session.listener().network_key, items)
    refresh_suggestions(session, session.listener())
    return session


def _identity(number: int) -> bytes:
    return number.to_bytes(16, "big")


def _file(number: int) -> ScannedFile:
    path = Path(f"/music/{number:03}.mp3")
    return ScannedFile(path, FileStamp(1, 1), "mp3", _identity(number), TrackTags())


def leave_out(session: Session, *genres: str, context: JobContext | None = None) -> Adapted:
    return AdaptJob(session, genres).run(context or JobContext())


def suggested(session: Session) -> dict[bytes, Suggestion]:
    return session.suggestions.all(terms_of(session).key)


def test_a_genre_without_a_tick_is_suggested_nowhere_any_more(heard: Session) -> None:
    before = suggested(heard)
    gone = next(s.genres[0].genre for s in before.values() if s.genres and s.content == "music")
    done = leave_out(heard, gone)
    after = suggested(heard)
    assert done.key == terms_of(heard).key != heard.listener().key
    assert after.keys() == before.keys()
    assert not any(s.genre == gone for said in after.values() for s in said.genres)
    best = [(before[i].genres[:1], after[i].genres[:1]) for i in before]
    assert done.changed == sum(a[0].genre != b[0].genre for a, b in best if a) > 0
    for identity, said in after.items():
        old = before[identity]
        assert (said.status, said.content, said.error) == (old.status, old.content, old.error)


def test_probabilities_are_those_of_bayes_rule_and_none_is_made_where_nothing_fits(
    heard: Session,
) -> None:
    before = suggested(heard)
    leave_out(heard, *GENRES[:2])
    seen = set()
    for identity, said in suggested(heard).items():
        old = {s.genre: s.probability for s in before[identity].genres}
        kept = {genre: p for genre, p in old.items() if genre not in GENRES[:2]}
        if not old:
            continue
        covered = sum(kept.values())
        assert said.covered == pytest.approx(covered, abs=1e-5)
        share = covered if covered >= LEAST_COVERED else 1
        found = {s.genre: s.probability for s in said.genres}
        assert found == pytest.approx({g: p / share for g, p in kept.items()}, abs=1e-5)
        assert said.chance == pytest.approx(max(kept.values()), abs=1e-5)
        assert said.fits == (covered >= LEAST_COVERED)
        assert said.fits or (said.unsure and said.likely == 1)
        seen.add(said.fits)
    assert seen == {True, False}


def test_ticking_again_brings_every_suggestion_back_as_it_was(heard: Session) -> None:
    before = suggested(heard)
    leave_out(heard, GENRES[0], GENRES[1])
    assert suggested(heard) != before
    leave_out(heard)
    assert suggested(heard) == before
    assert "unused_genres" not in heard.settings.file.read_text(encoding="utf-8")


def test_decisions_stay_as_they_are_and_none_is_called_into_question(heard: Session) -> None:
    key = terms_of(heard).key
    accept(heard, review_rows(heard, key), key)
    before = {row.track.id: row.decision for row in review_rows(heard, key)}
    assert any(before.values())
    done = leave_out(heard, GENRES[0], GENRES[1])
    rows = review_rows(heard, done.key)
    assert {row.track.id: row.decision for row in rows} == before
    assert not any(row.stale for row in rows)


def test_where_nothing_fits_the_track_is_unsure_and_says_so(heard: Session) -> None:
    done = leave_out(heard, *GENRES[:2])
    rows = [r for r in review_rows(heard, done.key) if r.suggestion and not r.suggestion.fits]
    assert rows and all(row.state is ReviewState.UNSURE for row in rows)
    assert rows[0].suggestion is not None
    assert what_to_accept(rows[0].suggestion, None) == (
        (),
        "Unsure: none of the genres you use fits.",
    )


def test_one_genre_has_to_stay(heard: Session) -> None:
    before = suggested(heard)
    with pytest.raises(SettingsError, match="At least one genre"):
        leave_out(heard, *heard.listener().model.genres)
    assert suggested(heard) == before


def test_a_cancel_leaves_everything_as_it_was_and_the_next_try_takes_it_up(
    heard: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = suggested(heard)
    context = JobContext()
    store = heard.suggestions.store_ranked

    def store_and_stop(*work: Any) -> None:
        store(*work)
        context.token.cancel()

    monkeypatch.setattr(heard.suggestions, "store_ranked", store_and_stop)
    found = leave_out(heard, GENRES[0], context=context)
    assert found.cancelled and found.key == heard.listener().key
    assert suggested(heard) == before
    assert Settings.load(heard.settings.file).get(UNUSED_GENRES) == ()
    monkeypatch.undo()
    again: list[Progress] = []
    leave_out(heard, GENRES[0], context=JobContext(report=again.append))
    assert again[-1].done == again[-1].total == MUSIC - 7


def test_only_the_terms_of_now_and_before_are_kept(heard: Session) -> None:
    keys = [leave_out(heard, genre).key for genre in GENRES[:3]]
    assert [len(heard.suggestions.all(key)) for key in keys] == [0, MUSIC, MUSIC]
    assert len(heard.suggestions.all(heard.listener().key)) == MUSIC


def test_what_is_left_out_holds_for_what_is_heard_later(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "music" / "one.flac", 1, seconds=4.0)
    ScanJob(session, [tmp_path / "music"]).run(JobContext())
    told: list[Suggestion] = []
    AnalyseJob(session, session.tracks.all(), on_suggestion=lambda _, s: told.append(s)).run(
        JobContext()
    )
    gone = told[0].genres[0].genre
    session.settings.set(UNUSED_GENRES, (gone,))
    make_flac(tmp_path / "music" / "two.flac", 2, seconds=4.0)
    ScanJob(session, [tmp_path / "music"]).run(JobContext())
    told.clear()
    AnalyseJob(session, session.tracks.all(), on_suggestion=lambda _, s: told.append(s)).run(
        JobContext()
    )
    assert len(told) == 2
    assert not any(score.genre == gone for said in told for score in said.genres)
    stored = suggested(session)
    assert [s.genre for s in told[1].genres] == [
        s.genre for s in stored[session.tracks.all()[1].identity].genres
    ]
    # The model's own word is kept for both.
    own = session.suggestions.all(session.listener().key)
    assert all(any(s.genre == gone for s in said.genres) for said in own.values())


def test_speech_is_not_called_so_where_nobody_wants_that(heard: Session) -> None:
    leave_out(heard, "Spoken Word")
    spoken = [s for s in suggested(heard).values() if s.content is TrackContent.SPEECH and s.genres]
    assert spoken and all(s.genres[0].genre != "Spoken Word" for s in spoken)
    assert any(not s.fits for s in spoken) and all(s.unsure for s in spoken if not s.fits)


def test_a_model_none_of_whose_genres_has_a_tick_may_suggest_all_of_its(heard: Session) -> None:
    heard.settings.set(UNUSED_GENRES, heard.listener().model.genres)
    assert terms_of(heard).own


def test_what_a_file_brought_along_is_restricted_too(heard: Session) -> None:
    scores = (GenreScore(GENRES[0], 0.7), GenreScore(GENRES[1], 0.2), GenreScore(GENRES[2], 0.05))
    told = Suggestion(AnalysisStatus.OK, scores, unsure=False)
    heard.suggestions.store(heard.listener().key, [(b"brought along", told)])
    leave_out(heard, GENRES[1])
    said = suggested(heard)[b"brought along"]
    assert [s.genre for s in said.genres] == [GENRES[0], GENRES[2]]
    assert said.covered == pytest.approx(0.75)
    assert said.genres[0].probability == pytest.approx(0.7 / 0.75, abs=1e-5)


def test_another_model_keeps_to_it_and_what_it_alone_knows_is_suggested(
    base: Path, heard: Session
) -> None:
    write_personal(base, find_home().models / "Mine.onnx", head_for())
    leave_out(heard, GENRES[0])
    switched = use(heard, "Mine")
    assert switched.key == terms_of(heard).key
    names = {s.genre for said in suggested(heard).values() for s in said.genres}
    assert GENRES[0] not in names and "Zouk" in names
    leave_out(heard, "Zouk")
    assert set(heard.settings.get(UNUSED_GENRES)) == {"Zouk"}
    use(heard, "Tagger")
    assert heard.settings.get(UNUSED_GENRES) == ("Zouk",)
    leave_out(heard, GENRES[1])
    assert heard.settings.get(UNUSED_GENRES) == ("Zouk", GENRES[1])


def test_choices_count_what_is_suggested_now(heard: Session) -> None:
    leave_out(heard, GENRES[0])
    found = {choice.genre: choice for choice in choices(heard)}
    assert set(found) == {*heard.listener().model.genres, "Spoken Word"}
    assert not found[GENRES[0]].used and found[GENRES[0]].suggestions == 0
    rows = review_rows(heard, terms_of(heard).key)
    for choice in found.values():
        assert choice.suggestions == sum(r.best is not None and r.best.genre == choice.genre
                                         for r in rows)  # fmt: skip
    assert sum(c.suggestions for c in found.values()) == MUSIC - 2


def test_variants_of_one_model_are_told_from_those_of_another(heard: Session) -> None:
    said = suggested(heard)[_identity(1)]
    heard.suggestions.store("other|terms", [(_identity(1), said)])
    leave_out(heard, GENRES[0])
    Variants(heard.catalog).keep_only(heard.listener().key, ())
    assert heard.suggestions.get("other|terms", _identity(1)) is not None
    assert not heard.suggestions.all(terms_of(heard).key)
    assert len(heard.suggestions.all(heard.listener().key)) == MUSIC
