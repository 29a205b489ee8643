"""`tagger evaluate` over real recordings, sorted into folders by people."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tagger.catalog.database import open_catalog
from tagger.commands.evaluation import short_names
from tagger.genres.vocabulary import load_vocabulary
from tagger.paths import bundled_models, find_home

from .conftest import Run, make_track, state


@pytest.fixture(autouse=True)
def _model() -> None:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")


def _heard_at() -> dict[bytes, float]:
    catalog = open_catalog(find_home(), read_only=True)
    try:
        return dict(catalog.reader().execute("SELECT identity, analysed_at FROM embeddings"))
    finally:
        catalog.close()


def test_the_figures_are_those_of_what_suggest_says(run: Run, clips: Path) -> None:
    before = state(clips)
    lines = run("suggest", clips, "--json").lines
    heard_at = _heard_at()
    ran = run("evaluate", clips, "--json")
    assert ran.code == 0, ran.stderr
    (found,) = ran.lines
    assert _heard_at() == heard_at, "nothing was listened to twice"
    assert state(clips) == before, "nothing was written"

    (model,) = run("models", "--json").lines
    folder = {line["path"]: Path(line["path"]).parent.name for line in lines}
    known = [line for line in lines if folder[line["path"]] in model["genres"]]
    right = [line for line in known if line["genres"][0]["genre"] == folder[line["path"]]]
    assert {"zouk"} == {folder[line["path"]] for line in lines} - set(model["genres"])
    assert (found["tracks"], found["scored"]) == (len(lines), len(known))
    accuracy = found["accuracy"]
    assert (accuracy["right"], accuracy["total"]) == (len(right), len(known))
    assert accuracy["value"] == pytest.approx(len(right) / len(known), abs=1e-4)
    assert accuracy["low"] < accuracy["value"] < accuracy["high"]
    assert accuracy["value"] > 0.6, "the model has learned something"
    unsure = sum(line["unsure"] for line in known)
    assert found["unsure"]["right"] == unsure
    assert found["accuracy_where_sure"]["total"] == len(known) - unsure
    counts = found["confusion"]["counts"]
    present = Counter(folder[line["path"]] for line in known)
    assert {g: sum(row) for g, row in zip(found["genres"], counts, strict=True)} == present
    assert sum(each["count"] for each in found["reliability"]) == len(known)
    (zouk,) = found["unknown_folders"]
    assert (zouk["name"], zouk["count"]) == ("zouk", len(lines) - len(known))
    assert sum(zouk["answers"].values()) == zouk["count"]
    assert "Spoken Word" in found["genres"]


def test_folders_need_not_be_spelled_as_the_model_does(
    run: Run, clips: Path, tmp_path: Path
) -> None:
    for folder, source in (
        ("rap/live", "Hip-Hop"),
        ("HIP HOP", "Hip-Hop"),
        ("Klassik", "Classical"),
    ):
        (tmp_path / folder).mkdir(parents=True)
        for clip in sorted((clips / source).iterdir())[:2]:
            shutil.copy(clip, tmp_path / folder)
    (tmp_path / "Klassik" / "broken.mp3").write_bytes(b"no sound")
    make_track(tmp_path / "loose.flac", "flac", 1)
    ran = run("evaluate", tmp_path)
    assert ran.code == 1, "a file failed"
    assert "over 6 tracks in folders named after 2 of the model's genres" in ran.stdout
    assert "Left out: 1 beside the genre folders." in ran.stdout
    assert "failed: 1\n" in ran.stdout and "broken.mp3" in ran.stdout
    hip_hop = next(line for line in ran.stdout.splitlines() if line.startswith("Hip-Hop"))
    assert hip_hop.split()[-1] == "4"
    (found,) = run("evaluate", tmp_path, "--json").lines
    assert [Path(each["path"]).name for each in found["failures"]] == ["broken.mp3"]


def test_the_folder_may_be_named_from_where_one_stands(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_track(tmp_path / "music" / "Rock" / "a.flac", "flac", 1)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path / "elsewhere")
    (found,) = run("evaluate", "../music", "--json").lines
    assert (found["scored"], found["genres"]) == (1, ["Rock"])
    assert len(run("suggest", "../music", "--json").lines) == 1


def test_what_cannot_be_evaluated_says_why(run: Run, tmp_path: Path) -> None:
    track = make_track(tmp_path / "music" / "Sunday" / "a.flac", "flac", 1)
    ran = run("evaluate", tmp_path / "music", "--json")
    assert (ran.code, ran.stdout) == (1, "")
    assert "no folder with music that is named after a genre" in ran.stderr
    (tmp_path / "sounds" / "Rock").mkdir(parents=True)
    (tmp_path / "sounds" / "Rock" / "broken.mp3").write_bytes(b"no sound")
    ran = run("evaluate", tmp_path / "sounds")
    assert ran.code == 1
    assert "over 0 tracks" in ran.stdout and "failed: 1" in ran.stdout
    assert "is no folder" in run("evaluate", track).stderr
    assert run("evaluate").code == 2


def test_the_genres_over_the_columns_stay_apart() -> None:
    names = ("Hard Rock", "Hard Bop", "Instrumental", "International", "R&B", "Rock", "Rockabilly")
    short = short_names(names)
    assert short == ["Hard R", "Hard B", "Ins", "Int", "R&B", "Rock", "Rocka"]
    every = load_vocabulary().names
    assert len(set(short_names(every))) == len(every)
