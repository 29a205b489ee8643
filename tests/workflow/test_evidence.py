"""What was heard travels in the file, and is believed only where every part of it is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC

from tagger.model import library
from tagger.paths import find_home
from tagger.records import (
    MOST_SUGGESTED,
    AnalysisStatus,
    GenreScore,
    Policy,
    Suggestion,
    TrackContent,
    WriteStatus,
)
from tagger.settings import WRITE_EVIDENCE
from tagger.workflow.analyse import AnalyseJob
from tagger.workflow.changes import ChangeKind, Intent
from tagger.workflow.evidence import EVIDENCE, decode, encode
from tagger.workflow.jobs import JobContext
from tagger.workflow.planning import plan_change
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob, UndoStatus
from tagger.workflow.write import WriteJob
from tests.model.tiny_network import write_tiny_network

from .conftest import MakeFlac

KEY = "ab" * 32 + ":" + "cd" * 32
MUSIC = bytes(range(20))
GENRES = ("Rock", "Jazz", "Drum & Bass", "日本の音楽", 'a "b\\c"')


@st.composite
def suggestions(draw: st.DrawFn) -> Suggestion:
    names = draw(st.lists(st.sampled_from(GENRES), min_size=1, unique=True))
    weights = draw(st.lists(st.floats(0, 1), min_size=len(names), max_size=len(names)))
    total = max(sum(weights), 1.0)
    parts = sorted((round(weight / total, 6) for weight in weights), reverse=True)
    scores = tuple(GenreScore(n, p) for n, p in zip(names, parts, strict=True))
    unsure = draw(st.booleans())
    likely = 1 if unsure else draw(st.integers(1, min(MOST_SUGGESTED, len(names))))
    content = draw(st.sampled_from([TrackContent.MUSIC, TrackContent.SPEECH]))
    return Suggestion(AnalysisStatus.OK, scores, unsure, None, content, likely)


@given(suggestions())
def test_what_is_written_is_read_back_as_it_was(said: Suggestion) -> None:
    text = encode(said, MUSIC, KEY, "0.2.0")
    assert text is not None and text.isascii() and text.isprintable()
    assert decode([text], MUSIC, KEY, GENRES) == said


@given(suggestions())
def test_it_holds_for_this_music_and_this_model_alone(said: Suggestion) -> None:
    text = encode(said, MUSIC, KEY, "0.2.0")
    assert text is not None
    assert decode([text], MUSIC[::-1], KEY, GENRES) is None
    assert decode([text], b"", KEY, GENRES) is None
    assert decode([text], MUSIC, KEY[::-1], GENRES) is None
    assert decode([text, text], MUSIC, KEY, GENRES) is None
    known = [genre for genre in GENRES if genre != said.genres[-1].genre]
    assert decode([text], MUSIC, KEY, known) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(suggestions(), st.sampled_from(["likely", "unsure", "content", "genres", "v", "x"]), JSON)
def test_a_field_that_somebody_bent_is_ignored_or_valid(
    said: Suggestion, name: str, value: object
) -> None:
    text = encode(said, MUSIC, KEY, "0.2.0")
    assert text is not None
    found = decode([json.dumps(json.loads(text) | {name: value})], MUSIC, KEY, GENRES)
    if found is not None:
        assert {score.genre for score in found.genres} <= set(GENRES)
        assert 1 <= found.likely <= min(MOST_SUGGESTED, len(found.genres))
        assert sum(score.probability for score in found.genres) <= 1.001


@given(st.lists(st.text(), max_size=3))
def test_no_text_makes_reading_it_fail(values: list[str]) -> None:
    assert decode(values, MUSIC, KEY, GENRES) is None


def bent(**changes: object) -> str:
    scores = (GenreScore("Rock", 0.6), GenreScore("Jazz", 0.4))
    said = Suggestion(AnalysisStatus.OK, scores, False, None, TrackContent.MUSIC, 2)
    return json.dumps(json.loads(encode(said, MUSIC, KEY, "1") or "") | changes)


@pytest.mark.parametrize(
    "text",
    [
        bent(v=2),
        bent(v=True),
        bent(version=None),
        bent(content="none"),
        bent(content=["music"]),
        bent(unsure=1),
        bent(unsure=True),
        bent(likely=0),
        bent(likely=3),
        bent(likely=True),
        bent(likely=2.0),
        bent(genres=[]),
        bent(genres=[["Rock", 0.6], ["Rock", 0.3]]),
        bent(genres=[["Rock", 0.6], ["Polka", 0.3]]),
        bent(genres=[["Rock", 0.3], ["Jazz", 0.6]]),
        bent(genres=[["Rock", 0.9], ["Jazz", 0.8]]),
        bent(genres=[["Rock", float("nan")], ["Jazz", 0.1]]),
        bent(genres=[["Rock", 1e400], ["Jazz", 0.1]]),
        bent(genres=[["Rock", 10**400], ["Jazz", 0.1]]),
        bent(genres=[["Rock", -0.5], ["Jazz", -0.6]]),
        bent(genres=[["Rock", "0.6"], ["Jazz", 0.1]]),
        bent(genres=[["Rock", True], ["Jazz", False]]),
        bent(genres=[["Rock", 0.5, 1], ["Jazz", 0.1]]),
        bent(genres=[[["Rock"], 0.5], ["Jazz", 0.1]]),
        bent(more=1),
        "[" * 100_000,
        " " * 20_000 + bent(),
    ],
)
def test_a_hostile_field_is_ignored(text: str) -> None:
    assert decode([bent()], MUSIC, KEY, GENRES) is not None
    assert decode([text], MUSIC, KEY, GENRES) is None


@pytest.mark.parametrize(
    "said",
    [
        Suggestion(AnalysisStatus.FAILED, (), True, "It broke."),
        Suggestion(AnalysisStatus.PARTIAL, (GenreScore("Rock", 1.0),), False, "Cut off."),
        Suggestion(AnalysisStatus.OK, (), True, "Only noise.", TrackContent.NONE),
    ],
)
def test_what_was_not_heard_whole_is_not_written(said: Suggestion) -> None:
    assert encode(said, MUSIC, KEY, "1") is None


@pytest.fixture
def _tiny_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("models")
    write_tiny_network(folder / library.BUNDLED_FILE)
    monkeypatch.setattr(library, "bundled_models", lambda: folder)


@pytest.fixture
def heard(session: Session, tmp_path: Path, make_flac: MakeFlac, _tiny_model: None) -> Path:
    """One track with a genre, listened to, while evidence is to be written."""
    path = make_flac(tmp_path / "music" / "a.flac", 1, seconds=4.0, genre="Zydeco")
    ScanJob(session, [path.parent]).run(JobContext())
    AnalyseJob(session, session.tracks.all()).run(JobContext())
    session.settings.set(WRITE_EVIDENCE, True)
    return path


def _intent(session: Session, genre: str) -> Intent:
    return Intent(session.tracks.all()[0], (genre,), Policy.REPLACE, True)


def _said(session: Session) -> Suggestion:
    found = session.suggestions.get(session.listener().key, session.tracks.all()[0].identity)
    assert found is not None
    return found


def test_it_is_written_with_the_genre_and_undone_with_it(session: Session, heard: Path) -> None:
    before = heard.read_bytes()
    planned = plan_change(session, _intent(session, "Jazz"))
    assert [name for name, _ in planned.fields] == [EVIDENCE]
    (outcome,) = WriteJob(session, [planned.intent]).run(JobContext())
    assert outcome.status is WriteStatus.WRITTEN
    (track,) = session.tracks.all()
    values = FLAC(heard)[EVIDENCE]
    assert dict(track.tags.custom)[EVIDENCE] == tuple(values)
    listener = session.listener()
    assert decode(values, track.identity, listener.key, listener.model.genres) == _said(session)
    UndoJob(session, pick(session)).run(JobContext())
    assert heard.read_bytes() == before
    assert session.tracks.all()[0].tags.custom == ()


def test_a_right_genre_still_gets_what_was_heard(session: Session, heard: Path) -> None:
    planned = plan_change(session, _intent(session, "Zydeco"))
    assert (planned.kind, planned.changes) == (ChangeKind.FIELDS, True)
    (outcome,) = WriteJob(session, [planned.intent]).run(JobContext())
    assert outcome.status is WriteStatus.WRITTEN
    assert FLAC(heard)["genre"] == ["Zydeco"] and EVIDENCE in FLAC(heard)
    again = plan_change(session, _intent(session, "Zydeco"))
    assert again.kind is ChangeKind.ALREADY_SO


def test_it_is_off_by_default(session: Session, heard: Path) -> None:
    session.settings.set(WRITE_EVIDENCE, WRITE_EVIDENCE.default)
    WriteJob(session, [_intent(session, "Jazz")]).run(JobContext())
    assert EVIDENCE not in FLAC(heard)


def test_a_new_catalog_knows_what_was_heard_without_listening(
    session: Session, heard: Path, tmp_path: Path
) -> None:
    WriteJob(session, [_intent(session, "Jazz")]).run(JobContext())
    said = _said(session)
    with Session.open(find_home(tmp_path / "new home")) as new:
        ScanJob(new, [heard.parent]).run(JobContext())
        assert _said(new) == said
        report = AnalyseJob(new, new.tracks.all()).run(JobContext())
        assert report.heard == 0
        again = AnalyseJob(new, new.tracks.all(), again=True).run(JobContext())
        assert again.heard == 1


@pytest.mark.parametrize("damage", ["another music", "another model", "nonsense"])
def test_what_cannot_be_believed_is_listened_to(
    session: Session, heard: Path, tmp_path: Path, make_flac: MakeFlac, damage: str
) -> None:
    WriteJob(session, [_intent(session, "Jazz")]).run(JobContext())
    (value,) = list(FLAC(heard).get(EVIDENCE) or [])
    if damage == "another music":
        make_flac(heard, 2, seconds=4.0, **{EVIDENCE: value})
    else:
        file = FLAC(heard)
        told = json.loads(value) | {"model": KEY} if damage == "another model" else "nonsense"
        file[EVIDENCE] = json.dumps(told)
        file.save()
    with Session.open(find_home(tmp_path / "new home")) as new:
        ScanJob(new, [heard.parent]).run(JobContext())
        assert new.suggestions.all(new.listener().key) == {}
        assert AnalyseJob(new, new.tracks.all()).run(JobContext()).heard == 1


def test_undo_by_value_takes_it_out_and_leaves_what_others_wrote(
    session: Session, heard: Path
) -> None:
    WriteJob(session, [_intent(session, "Jazz")]).run(JobContext())
    file = FLAC(heard)
    file["title"] = "another"
    file.save()
    batch = pick(session).batch
    (outcome,) = UndoJob(session, batch, by_value=True).run(JobContext())
    assert outcome.status is UndoStatus.GENRE_RESTORED
    after = FLAC(heard)
    assert (after["genre"], after["title"]) == (["Zydeco"], ["another"])
    assert EVIDENCE not in after
    redo = session.journal.batches()[0]
    (outcome,) = UndoJob(session, redo).run(JobContext())
    assert outcome.status is UndoStatus.RESTORED
    assert EVIDENCE in FLAC(heard)


def test_undo_by_value_leaves_a_field_that_somebody_changed(session: Session, heard: Path) -> None:
    WriteJob(session, [_intent(session, "Jazz")]).run(JobContext())
    file = FLAC(heard)
    file[EVIDENCE] = "theirs"
    file.save()
    UndoJob(session, pick(session), by_value=True).run(JobContext())
    assert FLAC(heard)[EVIDENCE] == ["theirs"]
    assert FLAC(heard)["genre"] == ["Zydeco"]
