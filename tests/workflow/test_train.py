"""Train on my library: what a person taught is learned, judged honestly, kept and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.errors import ModelError, TaggerError
from tagger.model.keeping import delete_model, rename_model
from tagger.model.library import load_model
from tagger.model.personal import provenance_of
from tagger.records import AnalysisStatus, Decision, DecisionKind, FileStamp, TrackTags
from tagger.settings import ACTIVE_MODEL
from tagger.workflow.example_records import Example, Wanted
from tagger.workflow.forget import ForgetJob, Unwanted
from tagger.workflow.gathering import CheckJob, ExamplesJob
from tagger.workflow.jobs import JobContext, Progress
from tagger.workflow.lessons import examples_of_model, lesson_of_model, wanted_of
from tagger.workflow.material import Corrections, Material, open_base
from tagger.workflow.review import review_rows
from tagger.workflow.session import Session
from tagger.workflow.train import TrainJob, free_name, save
from tagger.workflow.trained import Trained
from tests.end_to_end.conftest import make_track

from .conftest import MakeFlac

TOP = Path("/music")
GENRES = ("Jazz", "Rock", "Zouk", "Forró")
Put = Callable[..., list[int]]


@pytest.fixture
def put(session: Session) -> Put:
    """Put heard tracks of a genre into the library, by artists who have three tracks each.

    Genres that the bundled model knows sound like themselves, others like nothing it knows.
    """
    base = open_base(session)
    statistics, key = base.statistics, base.listener.network_key
    factor = np.linalg.cholesky(statistics.covariance() + 1e-6 * np.eye(statistics.size))

    def put(genre: str, count: int, seed: int = 0, folder: str | None = None) -> list[int]:
        generator = np.random.default_rng([seed, *genre.encode()])
        if genre in statistics.genres:
            centre = statistics.mean[statistics.genres.index(genre)]
        else:
            place = np.random.default_rng(list(genre.encode())).normal(size=statistics.size)
            centre = statistics.mean.mean(0) + 1.2 * factor @ place
        files: list[ScannedFile] = []
        heard: list[StoredEmbedding] = []
        for number in range(count):
            path = TOP / (folder or genre) / f"{seed}-{number}.mp3"
            identity = f"{genre} {seed} {number}".encode()
            tags = TrackTags(artist=f"{genre} artist {seed}-{number // 3}", title=f"{number}")
            files.append(ScannedFile(path, FileStamp(1, 1), "mp3", identity, tags))
            vector = centre + factor @ generator.normal(size=statistics.size)
            heard.append(
                StoredEmbedding(identity, AnalysisStatus.OK, vector.astype(np.float16), windows=8)
            )
        session.suggestions.store_embeddings(key, heard)
        return session.tracks.store(files)

    return put


def gathered(session: Session, *genres: str) -> list[Example]:
    """Examples in folders that nobody scans: their files are in the catalog alone."""
    from tagger.workflow.examples import gather

    folders = tuple(TOP / genre for genre in genres)
    known = load_model(session.home).genres
    return list(gather(session, Wanted(folders=folders), known).examples)


def checked(session: Session, examples: Sequence[Example]) -> Material:
    material = CheckJob(session, examples).run(JobContext())
    assert material is not None
    return material


def trained(session: Session, *genres: str, corrections: Corrections | None = None) -> Trained:
    material = checked(session, gathered(session, *genres))
    found = TrainJob(session, material, corrections).run(JobContext())
    assert found is not None
    return found


def test_new_genres_are_learned_beside_the_old_ones_and_judged_on_unheard_artists(
    session: Session, put: Put
) -> None:
    for genre in GENRES:
        put(genre, 30)
    found = trained(session, *GENRES)
    evaluation = found.selected.evaluation
    base = load_model(session.home).genres
    assert found.new_genres == ("Forró", "Zouk")
    assert found.head.genres == (*base, *found.new_genres)
    assert evaluation.folds == 5 and evaluation.groups == 40 and not evaluation.optimistic
    assert evaluation.figures.accuracy.value > 0.8
    recalls = {each.genre: each for each in evaluation.by_genre}
    assert recalls["Zouk"].present is None, "the present model cannot know it"
    zouk = recalls["Zouk"].recall
    assert zouk is not None and zouk.value > 0.7
    assert found.present.name == "Tagger" and not found.present.by_heart


def test_what_was_saved_suggests_the_new_genre_and_says_what_it_is(
    session: Session, put: Put
) -> None:
    for genre in GENRES:
        put(genre, 30)
    found = trained(session, *GENRES)
    wanted = Wanted(folders=tuple(TOP / genre for genre in GENRES))
    info = save(session, found, "Dance", wanted=wanted, parents={"Zouk": "Electronic"})
    assert session.settings.get(ACTIVE_MODEL) == "", "keeping a model does not put it to use"
    model = load_model(session.home, "Dance")
    assert model.key == f"{model.network_key}:{found.head.sha256}"
    assert info.genres == found.head.genres
    assert info.path.stat().st_size < 12_000_000
    put("Zouk", 9, seed=7, folder="Unsorted")
    stored = session.suggestions.embeddings(
        model.network_key, [f"Zouk 7 {number}".encode() for number in range(9)]
    )
    said = [model.suggest(each.vector) for each in stored.values() if each.vector is not None]
    assert [each.scores[0].genre for each in said].count("Zouk") >= 7
    provenance = provenance_of(model.network)
    assert provenance["examples"] == 120
    assert provenance["new_genres"] == ["Forró", "Zouk"]
    assert str(TOP) not in str(provenance), "a model is given away; paths are nobody's business"
    assert session.vocabulary.is_ancestor("Electronic", "Zouk")
    lesson = lesson_of_model(session, model)
    assert lesson is not None
    assert wanted_of(lesson) == (Wanted(wanted.folders, decisions=True), ())


def same_head(one: Session, name: str, other: str) -> None:
    left, right = load_model(one.home, name).head, load_model(one.home, other).head
    assert left.genres == right.genres
    np.testing.assert_allclose(left.weight, right.weight, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(left.bias, right.bias, rtol=1e-5, atol=1e-6)
    assert left.temperature == pytest.approx(right.temperature)
    assert left.unsure_below == pytest.approx(right.unsure_below)
    assert left.also_above == pytest.approx(right.also_above)


UNWANTED = {
    "an example": lambda: Unwanted(paths=(TOP / "Rock" / "0-4.mp3",)),
    "a folder": lambda: Unwanted(paths=(TOP / "Jazz",)),
    "a genre": lambda: Unwanted(genres=("zouk",)),
}


@pytest.mark.parametrize("what", UNWANTED)
def test_a_model_that_forgets_is_the_model_that_never_knew(
    session: Session, put: Put, what: str
) -> None:
    for genre in GENRES:
        put(genre, 12)
    examples = gathered(session, *GENRES)
    whole = TrainJob(session, checked(session, examples)).run(JobContext())
    assert whole is not None
    save(session, whole, "Whole")
    unwanted = UNWANTED[what]()
    kept, gone = unwanted.split(examples)
    never = TrainJob(session, checked(session, kept)).run(JobContext())
    assert never is not None
    save(session, never, "Never knew")
    forgotten = ForgetJob(session, "Whole", unwanted).run(JobContext())
    assert forgotten is not None and forgotten.examples == len(gone) > 0
    same_head(session, "Whole", "Never knew")
    left = {each.path: each.genres for each in examples_of_model(session, "Whole")}
    assert all(left[each.path] == () for each in gone), "they do not come back with their folder"


def test_a_genre_is_forgotten_in_tracks_that_keep_another(session: Session, put: Put) -> None:
    put("Jazz", 9)
    put("Zouk", 9)
    examples = gathered(session, "Jazz", "Zouk")
    corrections = Corrections(given={e.identity: ("Zouk", "Latin") for e in examples[9:]})
    found = trained(session, "Jazz", "Zouk", corrections=corrections)
    save(session, found, "Both")
    forgotten = ForgetJob(session, "Both", Unwanted(genres=("Zouk",))).run(JobContext())
    assert forgotten is not None and forgotten.examples == 9
    assert "Zouk" not in forgotten.model.genres
    genres = {each.genres for each in examples_of_model(session, "Both")}
    assert genres == {("Jazz",), ("Latin",)}


def test_forgetting_nothing_or_everything_is_refused_and_changes_nothing(
    session: Session, put: Put
) -> None:
    put("Zouk", 6)
    put("Jazz", 6)
    path = save(session, trained(session, "Zouk", "Jazz"), "Mine").path
    before = path.read_bytes()
    with pytest.raises(TaggerError, match="Nothing of that"):
        ForgetJob(session, "Mine", Unwanted(genres=("Polka",))).run(JobContext())
    with pytest.raises(TaggerError, match="Delete the model instead"):
        ForgetJob(session, "Mine", Unwanted(paths=(TOP,))).run(JobContext())
    with pytest.raises(TaggerError, match="comes with Tagger was not taught here"):
        ForgetJob(session, "Tagger", Unwanted(genres=("Jazz",))).run(JobContext())
    assert path.read_bytes() == before


def test_a_model_is_taught_more_and_keeps_what_was_taken_out_outside(
    session: Session, put: Put, make_flac: MakeFlac, tmp_path: Path
) -> None:
    put("Zouk", 12)
    put("Jazz", 12)
    found = trained(session, "Zouk", "Jazz")
    save(session, found, "Mine", left_out=[])
    ForgetJob(session, "Mine", Unwanted(paths=(TOP / "Zouk" / "0-3.mp3",))).run(JobContext())
    make_flac(tmp_path / "Forró" / "1.flac", seed=1, artist="A")
    more = Wanted(folders=(tmp_path, TOP / "Zouk"))
    gathered = ExamplesJob(session, more, "Mine").run(JobContext())
    assert gathered is not None
    counts = {each.genre: each.tracks for each in gathered.genres}
    assert counts == {"Jazz": 12, "Zouk": 11, "Forró": 1}
    assert [each.path.name for each in gathered.left_out] == ["0-3.mp3"]


def test_a_decision_brings_back_what_was_taken_out(session: Session, put: Put) -> None:
    ids = put("Zouk", 6)
    put("Jazz", 6)
    save(session, trained(session, "Zouk", "Jazz"), "Mine")
    ForgetJob(session, "Mine", Unwanted(paths=(TOP / "Zouk" / "0-3.mp3",))).run(JobContext())
    session.decisions.store([Decision(ids[3], DecisionKind.CHOSEN, ("Zouk",), 1.0)], None)
    gathered = ExamplesJob(session, Wanted(decisions=True), "Mine").run(JobContext())
    assert gathered is not None
    assert {each.genre: each.tracks for each in gathered.genres} == {"Jazz": 6, "Zouk": 6}


def test_the_model_in_use_is_asked_only_about_tracks_that_it_has_not_learned_from(
    session: Session, put: Put
) -> None:
    # Labels without any sense: whoever is right about them knows them by heart.
    put("Jazz", 60)
    examples = gathered(session, "Jazz")
    chance = np.random.default_rng(0)
    noise = {e.identity: (str(chance.choice(["A", "B"])),) for e in examples}
    material = checked(session, examples)
    job = TrainJob(session, material, Corrections(given=noise))
    found = job.run(JobContext())
    assert found is not None
    save(session, found, "By heart")
    session.settings.set(ACTIVE_MODEL, "By heart")
    again = job.run(JobContext())
    assert again is not None
    assert again.present.name == "By heart" and not again.present.by_heart
    assert again.selected.evaluation.present.accuracy.value < 0.7
    assert again.selected.evaluation.present.accuracy == again.selected.evaluation.figures.accuracy


def test_an_imported_model_is_said_to_know_the_tracks_perhaps(session: Session, put: Put) -> None:
    put("Jazz", 12)
    put("Zouk", 12)
    found = trained(session, "Jazz", "Zouk")
    save(session, found, "Mine")
    session.lessons.delete(session.lessons.ids())
    session.settings.set(ACTIVE_MODEL, "Mine")
    again = trained(session, "Jazz", "Zouk")
    assert again.present.by_heart


def test_corrections_change_what_is_learned(session: Session, put: Put) -> None:
    for genre in GENRES:
        put(genre, 6)
    examples = gathered(session, *GENRES)
    first, second = examples[0].identity, examples[1].identity
    corrections = Corrections(
        left_out=frozenset([first]),
        given={second: ("JAZZ", "dub")},
        joined={"Forró": "Zouk"},
        dropped=frozenset(["Rock"]),
    )
    found = trained(session, *GENRES, corrections=corrections)
    labels = {each.identity: each.genres for each in found.examples}
    assert first not in labels
    assert labels[second] == ("Jazz", "dub"), "a name in another case is no new genre"
    assert {genre for names in labels.values() for genre in names} == {"Jazz", "Zouk", "dub"}
    assert {each.genres for each in found.left_out} >= {("Rock",)}


def test_nothing_left_to_learn_from_is_said(session: Session, put: Put) -> None:
    put("Jazz", 3)
    with pytest.raises(TaggerError, match="all were taken out"):
        trained(session, "Jazz", corrections=Corrections(dropped=frozenset(["Jazz"])))


def test_a_name_that_is_taken_is_refused_unless_it_is_to_be_replaced(
    session: Session, put: Put
) -> None:
    put("Jazz", 6)
    put("Zouk", 6)
    found = trained(session, "Jazz", "Zouk")
    assert free_name(session, "Mine") == "Mine"
    first = save(session, found, "Mine")
    assert free_name(session, "mine") == "mine 2"
    with pytest.raises(ModelError, match="already"):
        save(session, found, "MINE")
    assert len(session.lessons.ids()) == 1, "a training that was not kept leaves nothing behind"
    assert save(session, found, "MINE", replace=True).path == first.path
    assert len(session.lessons.ids()) == 1


def test_a_lesson_goes_with_its_model_and_stays_with_a_renamed_one(
    session: Session, put: Put
) -> None:
    put("Jazz", 6)
    put("Zouk", 6)
    found = trained(session, "Jazz", "Zouk")
    save(session, found, "One")
    save(session, found, "Two")
    rename_model(session.home, session.settings, "One", "Eins")
    delete_model(session.home, session.settings, "Two")
    save(session, found, "Three")
    assert len(session.lessons.ids()) == 2
    assert len(examples_of_model(session, "Eins")) == 12


@pytest.mark.parametrize("stage", ["check", "train"])
def test_a_training_is_cancelled_at_every_step(session: Session, put: Put, stage: str) -> None:
    for genre in GENRES:
        put(genre, 9)
    examples = gathered(session, *GENRES)
    steps: list[Progress] = []
    context = JobContext(report=lambda progress: steps.append(progress))
    job = CheckJob(session, examples)
    if stage == "train":
        job = TrainJob(session, checked(session, examples))
    assert job.run(context) is not None
    for stop in range(1, len(steps) + 1):
        cancelled = cancelled_at(stop)
        result = job.run(cancelled)
        assert (result is None) == cancelled.token.cancelled, f"step {stop}"


def cancelled_at(stop: int) -> JobContext:
    """Cancels when it is told of its progress for that time."""
    context = JobContext()
    told: list[Progress] = []

    def report(progress: Progress) -> None:
        told.append(progress)
        if len(told) == stop:
            context.token.cancel()

    context.report = report
    return context


def test_tracks_that_were_not_heard_are_listened_to_once(session: Session, tmp_path: Path) -> None:
    names = ("Zouk/1.flac", "Zouk/2.flac", "Jazz/3.flac")
    for seed, name in enumerate(names):
        make_track(tmp_path / name, "flac", seed)
    (tmp_path / "Jazz" / "text.mp3").write_text("no music")
    gathered = ExamplesJob(session, Wanted(folders=(tmp_path,))).run(JobContext())
    assert gathered is not None
    assert session.tracks.roots() == [], "a folder of examples is no folder of the library"
    assert review_rows(session, None) == [], "and its files are no rows of it"
    stages: list[str] = []
    context = JobContext(report=lambda progress: stages.append(progress.stage))
    first = CheckJob(session, gathered.examples).run(context)
    assert first is not None and "analyse" in stages
    stages.clear()
    second = CheckJob(session, gathered.examples).run(context)
    assert second is not None and "analyse" not in stages
    assert [str(each.path.relative_to(tmp_path)) for each in second.examples] == sorted(names)
    refused = {path.name for path, _ in (*gathered.failures, *second.failures)}
    assert refused == {"text.mp3"}


def test_examples_without_any_music_are_refused_with_the_reason(
    session: Session, make_flac: MakeFlac, tmp_path: Path
) -> None:
    make_flac(tmp_path / "Noise" / "1.flac")
    gathered = ExamplesJob(session, Wanted(folders=(tmp_path,))).run(JobContext())
    assert gathered is not None
    with pytest.raises(TaggerError, match="only noise"):
        CheckJob(session, gathered.examples).run(JobContext())
