"""Models as a person keeps them: made, chosen, given away, taken in, renamed and deleted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tagger.model import Head, Network
from tagger.model.personal import write_model
from tagger.paths import bundled_models, find_home
from tagger.workflow.session import Session
from tests.end_to_end.conftest import Run, make_track, state


@pytest.fixture
def zouk(home: Path) -> Path:
    """A personal model that takes everything for Zouk."""
    bundled = bundled_models() / "genre.onnx"
    if not bundled.is_file():
        pytest.skip("the bundled model is not there")
    old = Network(bundled).head
    head = Head(
        (*old.genres, "Zouk"),
        np.vstack([old.weight, np.zeros((1, old.embedding_size), np.float32)]),
        np.append(old.bias, np.float32(1000)),
        old.temperature,
        also_above=old.also_above,
    )
    out = find_home(home).models / "Dance.onnx"
    write_model(
        bundled,
        out,
        name="Dance",
        genres=head.genres,
        head=head,
        statistics=(bundled.parent / "genre-statistics.npz").read_bytes(),
        provenance={"examples": {"Zouk": 20}},
        metrics={"accuracy": 0.75},
    )
    return out


def active(run: Run) -> str:
    (name,) = [line["name"] for line in run("models", "--json").lines if line["active"]]
    return name


def test_a_personal_model_suggests_once_it_is_chosen(zouk: Path, run: Run, tmp_path: Path) -> None:
    track = make_track(tmp_path / "song.flac", "flac", 1)
    assert active(run) == "Tagger"
    assert "Zouk" not in run("suggest", track).stdout
    chosen = run("models", "use", "dance", "--json")
    said = {"name": "Dance", "status": "active", "rescored": 1, "changed": 1, "unheard": 0}
    assert chosen.lines == [said]
    assert active(run) == "Dance"
    (line,) = run("suggest", "--json", track).lines
    assert line["suggested"] == ["Zouk"]
    (shown,) = run("models", "show", "Dance", "--json").lines
    assert shown["active"]
    assert shown["metrics"] == {"accuracy": 0.75}
    assert shown["provenance"] == {"examples": {"Zouk": 20}}
    assert "Zouk" in run("models", "show", "Dance").stdout


def test_a_model_is_given_away_taken_in_renamed_and_deleted(
    zouk: Path, run: Run, tmp_path: Path
) -> None:
    given = tmp_path / "given.onnx"
    assert run("models", "export", "Dance", given).code == 0
    assert given.read_bytes() == zouk.read_bytes()
    again = run("models", "export", "Dance", given)
    assert again.code == 1
    assert "exists already" in again.stderr
    assert run("models", "import", given, "--name", "Gift").code == 0
    assert run("models", "use", "Gift").code == 0
    assert run("models", "rename", "Gift", "Present").code == 0
    assert active(run) == "Present"
    gone = run("models", "delete", "Present")
    assert gone.code == 0
    assert "comes with Tagger" in gone.stdout
    assert active(run) == "Tagger"
    left = run("models", "--json", "list")
    assert [line["name"] for line in left.lines] == ["Tagger", "Dance"]


def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(
    zouk: Path, run: Run, tmp_path: Path
) -> None:
    hostile = tmp_path / "hostile.onnx"
    hostile.write_bytes(zouk.read_bytes()[:-1000])
    for words, why in (
        (("import", hostile), "not imported"),
        (("import", zouk, "--name", "a/b"), "cannot be called"),
        (("delete", "Tagger"), "cannot be deleted"),
        (("use", "nobody"), "no model called"),
        (("rename", "Dance", "NUL"), "Windows"),
    ):
        ran = run("models", *words)
        assert ran.code == 1
        assert why in ran.stderr
        assert "Traceback" not in ran.stderr
    assert [line["name"] for line in run("models", "list", "--json").lines] == ["Tagger", "Dance"]
    assert run("models", "frobnicate").code == 2


def test_switching_scores_what_was_heard_and_leaves_every_file_as_it_was(
    zouk: Path, run: Run, library: Path
) -> None:
    run("suggest", library)
    before = state(library)
    switched = run("models", "use", "Dance")
    assert switched.code == 0
    assert "5 scored from what was heard, 5 with another genre" in switched.stdout
    assert state(library) == before
    back = run("models", "use", "Tagger", "--json")
    assert [(line["rescored"], line["changed"]) for line in back.lines] == [(0, 5)]


def test_while_another_tagger_is_open_a_model_is_chosen_for_the_next_start(
    zouk: Path, run: Run, home: Path
) -> None:
    with Session.open(find_home(home)):
        chosen = run("models", "use", "Dance")
    assert chosen.code == 0
    assert "Another Tagger" in chosen.stderr
    assert "next start" in chosen.stdout
    assert active(run) == "Dance"


def test_a_model_whose_file_was_deleted_by_hand_is_stood_in_for(
    zouk: Path, run: Run, tmp_path: Path
) -> None:
    track = make_track(tmp_path / "song.flac", "flac", 1)
    run("models", "use", "Dance")
    kept = zouk.read_bytes()
    zouk.unlink()
    ran = run("suggest", "--json", track)
    assert ran.code == 0
    assert ran.stderr.count("Until then the model that comes with Tagger suggests.") == 1
    (line,) = ran.lines
    assert line["suggested"] != ["Zouk"]
    zouk.write_bytes(kept)
    again = run("suggest", "--json", track)
    assert (again.lines[0]["suggested"], again.stderr) == (["Zouk"], "")
