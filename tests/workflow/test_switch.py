"""Another model takes over: scored from what was heard, whole or not at all, and back at once."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.errors import CatalogError, ModelError, SettingsError
from tagger.model import Head
from tagger.paths import Home, find_home
from tagger.records import AnalysisStatus, FileStamp, TrackContent, TrackTags
from tagger.settings import ACTIVE_MODEL, Settings
from tagger.workflow import analyse, switch
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.jobs import CancelToken, JobContext, Progress
from tagger.workflow.listener import MOST_KEPT, Listener
from tagger.workflow.review import MOST_SHOWN, review_rows
from tagger.workflow.session import Session
from tests.model.personal_models import head_for, write_base, write_personal
from tests.model.tiny_network import EMBEDDING

MUSIC = 40
"""Pieces of music in the catalogs here."""


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What ships with Tagger here."""
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "shipped")
    monkeypatch.setattr(analyse, "AT_ONCE", 7)
    return write_base(tmp_path / "shipped" / "genre.onnx")


@pytest.fixture
def models(base: Path) -> Home:
    """A home with the personal models One, Two and Three."""
    home = find_home()
    for seed, name in enumerate(("One", "Two", "Three")):
        write_personal(base, home.models / f"{name}.onnx", head_for(seed=seed))
    return home


@pytest.fixture
def heard(models: Home, session: Session) -> Session:
    """Music, speech, silence and a broken file, heard and scored by the model that ships."""
    generator = np.random.default_rng(1)
    items: list[StoredEmbedding] = []
    for number in range(MUSIC):
        identity = number.to_bytes(16, "big")
        vector = generator.normal(size=EMBEDDING).astype(np.float16)
        content = (TrackContent.MUSIC, TrackContent.SPEECH)[number % 5 == 0]
        item = StoredEmbedding(identity, AnalysisStatus.OK, vector, None, content)
        if number == 3:
            item = dataclasses.replace(item, vector=None, error="Nothing but silence.",
                                       content=TrackContent.NONE)  # fmt: skip
        if number == 4:
            item = dataclasses.replace(item, vector=None, error="No sound.",
                                       status=AnalysisStatus.FAILED)  # fmt: skip
        items.append(item)
    session.suggestions.store_embeddings(session.listener().network_key, items)
    assert refresh_suggestions(session, session.listener()) == MUSIC
    return session


def in_use(session: Session) -> str:
    assert Settings.load(session.home.settings).get(ACTIVE_MODEL) == (
        "" if session.listener().model.info.bundled else session.listener().model.info.name
    )
    return session.listener().model.info.name


def answers(session: Session, model: str) -> int:
    return len(session.suggestions.all(model))


def test_the_library_is_scored_anew_from_what_was_heard(
    heard: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tagger.workflow.listener.OpenTrack", None)
    old = heard.listener()
    reports: list[Progress] = []
    done = switch.use(heard, "one", JobContext(report=reports.append))
    assert (done.model.name, done.rescored, done.cancelled) == ("One", MUSIC, False)
    assert in_use(heard) == "One"
    assert (reports[0].done, reports[-1].done, reports[-1].total) == (0, MUSIC, MUSIC)
    before = heard.suggestions.all(old.key)
    after = heard.suggestions.all(heard.listener().key)
    best = [(before[i].genres[:1], after[i].genres[:1]) for i in before]
    assert done.changed == sum(a[0].genre != b[0].genre for a, b in best if a) > 0


def test_what_is_stored_is_what_the_model_says_to_each_track(heard: Session) -> None:
    switch.use(heard, "One")
    listener = heard.listener()
    stored = heard.suggestions.all(listener.key)
    for identity, said in stored.items():
        embedding = heard.suggestions.embedding(listener.network_key, identity)
        assert embedding is not None
        fresh = listener.suggest(embedding)
        assert [s.genre for s in said.genres] == [s.genre for s in fresh.genres]
        np.testing.assert_allclose(
            [s.probability for s in said.genres], [s.probability for s in fresh.genres], atol=1e-6
        )
        assert dataclasses.replace(said, genres=()) == dataclasses.replace(fresh, genres=())
    assert {said.likely for said in stored.values()} >= {1, 2}
    assert {said.unsure for said in stored.values()} == {True, False}


def test_a_model_that_is_sure_beyond_doubt_is_stored_as_that(heard: Session, base: Path) -> None:
    head = head_for()
    certain = dataclasses.replace(head, bias=head.bias + np.eye(5, dtype=np.float32)[4] * 1000)
    write_personal(base, heard.home.models / "100 %.onnx", certain)
    switch.use(heard, "100 %")
    said = heard.suggestions.get(heard.listener().key, (1).to_bytes(16, "big"))
    assert said is not None
    assert [s.probability for s in said.genres] == [1, 0, 0, 0, 0]


def test_of_three_hundred_genres_the_twenty_best_are_kept(heard: Session, base: Path) -> None:
    genres = tuple(f'Genre "{place}" of 300 %' for place in range(300))
    write_personal(base, heard.home.models / "Many.onnx", head_for(genres))
    switch.use(heard, "Many")
    listener = heard.listener()
    embedding = heard.suggestions.embedding(listener.network_key, (1).to_bytes(16, "big"))
    assert embedding is not None and embedding.vector is not None
    every = listener.model.suggest(embedding.vector).scores
    for said in (
        listener.suggest(embedding),
        heard.suggestions.get(listener.key, embedding.identity),
    ):
        assert said is not None
        assert MOST_KEPT == 20
        best = [score.genre for score in every[:MOST_KEPT]]
        assert [score.genre for score in said.genres] == best
        assert 0.5 < sum(score.probability for score in said.genres) <= 1


def test_a_row_of_the_window_has_the_best_few_however_it_is_read(
    heard: Session, base: Path
) -> None:
    tags = TrackTags()
    identity = (1).to_bytes(16, "big")
    file = ScannedFile(Path("/music/a.mp3"), FileStamp(1, 1), "mp3", identity, tags)
    heard.tracks.store([file])
    write_personal(base, heard.home.models / "Many.onnx", head_for(tuple(map(str, range(30)))))
    switch.use(heard, "Many")
    key = heard.listener().key
    (row,) = review_rows(heard, key)
    assert review_rows(heard, key, [row.track.id]) == [row]
    stored = heard.suggestions.get(key, identity)
    assert stored is not None and row.suggestion is not None
    assert row.suggestion.genres == stored.genres[:MOST_SHOWN]
    assert len(stored.genres) == MOST_KEPT


def test_going_back_scores_nothing_and_older_models_answers_are_dropped(heard: Session) -> None:
    bundled = heard.listener().key
    switch.use(heard, "One")
    one = heard.listener().key
    switch.use(heard, "Two")
    two = heard.listener().key
    assert [answers(heard, key) for key in (bundled, one, two)] == [0, MUSIC, MUSIC]
    back = switch.use(heard, "One")
    assert (back.rescored, in_use(heard)) == (0, "One")
    assert back.changed > 0
    again = switch.use(heard, "One")
    assert (again.rescored, again.changed) == (0, 0)
    assert [answers(heard, key) for key in (one, two)] == [MUSIC, MUSIC], "still the two last ones"
    assert switch.use(heard, "Tagger").rescored == MUSIC
    assert in_use(heard) == "Tagger"


def test_many_switches_do_not_make_the_catalog_grow(heard: Session) -> None:
    def pages() -> int:
        return heard.catalog.reader().execute("PRAGMA page_count").fetchone()[0]

    names = ("One", "Two", "Three")
    for name in names:
        switch.use(heard, name)
    before = pages()
    for name in names * 4:
        switch.use(heard, name)
    assert pages() <= before + 2


def test_a_model_with_a_network_of_its_own_has_to_listen_first(
    heard: Session, tmp_path: Path
) -> None:
    other = write_base(tmp_path / "other.onnx", seed=1)
    write_personal(other, heard.home.models / "Deep.onnx")
    done = switch.use(heard, "Deep")
    assert (done.rescored, done.changed, done.unheard) == (0, 0, MUSIC)
    back = switch.use(heard, "Tagger")
    assert (back.rescored, back.unheard) == (0, 0)


@pytest.mark.parametrize("content", [b"no model", None])
def test_a_model_that_cannot_be_opened_is_not_taken(heard: Session, content: bytes | None) -> None:
    switch.use(heard, "One")
    two = heard.home.models / "Two.onnx"
    two.unlink() if content is None else two.write_bytes(content)
    with pytest.raises(ModelError):
        switch.use(heard, "Two")
    assert in_use(heard) == "One"
    assert answers(heard, heard.listener().key) == MUSIC


def test_a_cancel_leaves_the_model_from_before_and_the_next_try_goes_on(heard: Session) -> None:
    class Impatient(CancelToken):
        asked = 0

        def proceed(self) -> bool:
            self.asked += 1
            if self.asked == 3:
                self.cancel()
            return super().proceed()

    done = switch.SwitchJob(heard, "One").run(JobContext(Impatient()))
    assert (done.cancelled, done.model.name, in_use(heard)) == (True, "Tagger", "Tagger")
    assert done.rescored == 14
    rest = switch.use(heard, "One")
    assert rest.rescored == MUSIC - 14
    assert in_use(heard) == "One"


def test_a_full_disk_leaves_the_model_from_before(heard: Session) -> None:
    def limit(pages: int) -> None:
        heard.catalog.write(lambda db: db.conn.execute(f"PRAGMA max_page_count = {pages}"))

    (pages,) = heard.catalog.reader().execute("PRAGMA page_count").fetchone()
    limit(pages)
    with pytest.raises(CatalogError, match="disk is full"):
        switch.use(heard, "One")
    assert in_use(heard) == "Tagger"
    assert answers(heard, heard.listener().key) == MUSIC
    limit(pages * 100)
    assert switch.use(heard, "One").model.name == "One"


def test_settings_that_cannot_be_stored_leave_the_model_from_before(
    heard: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tagger.whole_file.os.replace", full)
    with pytest.raises(SettingsError):
        switch.use(heard, "One")
    assert in_use(heard) == "Tagger"
    assert heard.settings.get(ACTIVE_MODEL) == ""


_KILLED = """
import os, signal, sys
from pathlib import Path
import tagger.model.library as library
from tagger.paths import find_home
from tagger.workflow import analyse, switch
from tagger.workflow.jobs import JobContext
from tagger.workflow.session import Session
library.bundled_models = lambda: Path(sys.argv[1])
analyse.AT_ONCE = 20
left = int(sys.argv[2])
def die(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
for owner, name in ((analyse.Meter, "step"), (Session, "take"), (os, "replace")):
    def before(*given, _then=getattr(owner, name), **named):
        die()
        result = _then(*given, **named)
        die()
        return result
    setattr(owner, name, before)
session = Session.open(find_home())
switch.use(session, "One", JobContext())
session.close()
print("survived")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_kill_at_any_step_leaves_a_model_in_use_that_works(heard: Session, base: Path) -> None:
    heard.close()
    old = heard.listener().key
    seen: set[str] = set()
    for steps in range(40):
        ended = subprocess.run(
            [sys.executable, "-c", _KILLED, str(base.parent), str(steps)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
        with Session.open(find_home()) as session:
            name = in_use(session)
            seen.add(name)
            assert answers(session, old) == MUSIC, "what it said is all there"
            if name == "One":
                assert answers(session, session.listener().key) == MUSIC
            else:
                assert session.listener().key == old
        if "survived" in ended.stdout:
            break
        session.settings.set(ACTIVE_MODEL, "")
    else:
        pytest.fail("it was always killed")
    assert seen == {"Tagger", "One"}


@pytest.mark.parametrize("content", [b"no model", None])
def test_a_model_whose_file_is_gone_is_stood_in_for_until_it_is_back(
    heard: Session, content: bytes | None
) -> None:
    switch.use(heard, "One")
    key = heard.listener().key
    heard.close()
    one = heard.home.models / "One.onnx"
    kept = one.read_bytes()
    one.unlink() if content is None else one.write_bytes(content)
    with Session.open(heard.home) as session:
        told: list[str] = []
        session.tell = told.append
        assert session.listener().model.info.bundled
        assert session.listener().model.info.bundled
        (sentence,) = told
        assert "One" in sentence
        assert sentence.endswith("Until then the model that comes with Tagger suggests.")
        assert session.settings.get(ACTIVE_MODEL) == "One"
    one.write_bytes(kept)
    with Session.open(heard.home) as session:
        session.tell = told.append
        assert session.listener().key == key
    assert len(told) == 1


def test_a_model_that_cannot_be_used_does_not_keep_another_from_being_taken(heard: Session) -> None:
    heard.settings.set(ACTIVE_MODEL, "gone")
    heard.close()
    with Session.open(heard.home) as session:
        assert switch.use(session, "Two").model.name == "Two"
        assert in_use(session) == "Two"


def test_without_any_model_that_works_it_is_said_so(heard: Session, base: Path) -> None:
    heard.settings.set(ACTIVE_MODEL, "gone")
    heard.close()
    base.write_bytes(b"damaged")
    with (
        Session.open(heard.home) as session,
        pytest.raises(ModelError, match=r"genre\.onnx is damaged"),
    ):
        session.listener()


def test_a_head_that_knows_no_speech_still_calls_speech_spoken_word(heard: Session) -> None:
    listener = heard.listener()
    network = listener.model.network
    weight = np.zeros((2, EMBEDDING), np.float32)
    head = Head(("Jazz", "Rock"), weight, np.array([0, 1], np.float32), unsure_below=0.1)
    other = Listener(type(listener.model)(listener.model.info, network, head))
    assert refresh_suggestions(heard, other) == MUSIC
    said = heard.suggestions.get(other.key, (5).to_bytes(16, "big"))
    assert said is not None
    assert [score.genre for score in said.genres] == ["Spoken Word", "Rock", "Jazz"]
    assert said.likely == 1
