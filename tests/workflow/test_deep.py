"""Fine-tuning from the outside: a network is offered only where it wins on unheard artists.

PyTorch is no part of these tests. The networks here are the bundled one with a nudged weight and a
head that was fitted by hand; what is asked of them and kept of them is the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.errors import TaggerError
from tagger.model.library import load_model
from tagger.model.personal import provenance_of
from tagger.settings import ACTIVE_MODEL
from tagger.training.deepening import LEARNING, READING
from tagger.workflow.deep import DeepJob, DeepOffer
from tagger.workflow.example_records import Wanted
from tagger.workflow.forget import ForgetJob, Unwanted
from tagger.workflow.gathering import CheckJob, ExamplesJob
from tagger.workflow.jobs import JobContext, Progress
from tagger.workflow.material import Material
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.train import save
from tests.end_to_end.conftest import make_track

from .by_hand import ByHand, Quiet

GENRES = ("Alpha", "Beta")
TRACKS = 24
TESTED = 18


@pytest.fixture
def material(session: Session, tmp_path: Path) -> Material:
    """Two genres of twelve artists each, whose names say nothing of their sound."""
    for seed in range(TRACKS):
        path = make_track(tmp_path / "music" / GENRES[seed % 2] / f"{seed}.flac", "flac", seed)
        file = FLAC(path)
        file["artist"] = f"Artist {seed}"
        file.save()
    gathered = ExamplesJob(session, Wanted(folders=(tmp_path / "music",))).run(JobContext())
    assert gathered is not None
    found = CheckJob(session, gathered.examples).run(JobContext())
    assert found is not None and len(found.examples) == TRACKS
    return found


def offered(session: Session, material: Material, scratch: Path, *, cheats: bool) -> DeepOffer:
    found = DeepJob(session, material, ByHand(material, scratch, cheats, GENRES)).run(JobContext())
    assert found is not None
    return found


def test_a_network_that_wins_is_offered_with_what_it_costs_and_kept_as_a_model(
    session: Session, material: Material, tmp_path: Path
) -> None:
    make_track(tmp_path / "library" / "1.flac", "flac", 77)
    ScanJob(session, [tmp_path / "library"]).run(JobContext())
    offer = offered(session, material, tmp_path, cheats=True)
    evaluation = offer.trained.selected.evaluation
    assert evaluation.figures.accuracy.right == TESTED > evaluation.present.accuracy.right
    assert evaluation.figures.accuracy.total == TESTED, "of the tested artists alone"
    assert offer.offered
    assert offer.to_hear == 1, "what the training has heard need not be heard again"
    assert offer.listening_seconds > 0
    info = save(session, offer.trained, "Deep")
    model, bundled = load_model(session.home, "Deep"), load_model(session.home)
    assert model.network_key != bundled.network_key
    assert {"Alpha", "Beta"} <= set(info.genres)
    assert provenance_of(model.network)["method"] == "fine-tuned"
    identities = [each.identity for each in material.examples]
    assert len(session.suggestions.embeddings(model.network_key, identities)) == TRACKS
    assert session.settings.get(ACTIVE_MODEL) == ""
    with pytest.raises(TaggerError, match="a network does not forget"):
        ForgetJob(session, "Deep", Unwanted(genres=("Alpha",))).run(JobContext())


def test_a_network_that_does_not_win_is_not_offered_and_leaves_nothing_behind(
    session: Session, material: Material, tmp_path: Path
) -> None:
    offer = offered(session, material, tmp_path, cheats=False)
    assert not offer.offered
    key = offer.trained.base.listener.network_key
    identities = [each.identity for each in material.examples]
    assert session.suggestions.embeddings(key, identities) == {}
    assert not session.home.models.exists()


def test_a_file_that_is_broken_by_now_does_not_stop_the_others(
    session: Session, material: Material, tmp_path: Path
) -> None:
    material.examples[3].path.write_bytes(b"no music any more")
    material.examples[5].path.unlink()
    job = DeepJob(session, material, Quiet())
    found = job.run(JobContext())
    assert found is not None
    left = {material.examples[3].identity, material.examples[5].identity}
    assert {each.identity for each in found.trained.left_out} == left


def test_fine_tuning_is_cancelled_at_any_step(
    session: Session, material: Material, tmp_path: Path
) -> None:
    learner = ByHand(material, tmp_path, True, GENRES)
    for stage in (READING, LEARNING, "analyse"):
        context = JobContext()

        def report(progress: Progress, context: JobContext = context, stage: str = stage) -> None:
            if progress.stage == stage:
                context.token.cancel()

        context.report = report
        assert DeepJob(session, material, learner).run(context) is None, stage
    assert not session.home.models.exists()
