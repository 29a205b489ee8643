import os
import shutil

import numpy as np
import pytest

from tagger.errors import ModelError
from tagger.model import list_models, load_model
from tagger.model.activity import track_embedding
from tagger.paths import bundled_models, find_home
from tagger.records import TrackContent
from tests.model.tiny_network import GENRES, tiny_metadata, write_tiny_network


@pytest.fixture
def person(monkeypatch, tmp_path):
    """The home of a person, beside a bundled model that is the tiny network."""
    write_tiny_network(tmp_path / "shipped" / "genre.onnx")
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "shipped")
    home = find_home()
    home.models.mkdir(parents=True)
    return home


def test_the_bundled_model_is_the_one_without_a_name(person):
    model = load_model(person)
    assert model.info.bundled
    assert model.genres == GENRES
    assert load_model(person, model.info.name).info == model.info


def test_a_home_without_models_has_the_bundled_one(person):
    person.models.rmdir()
    (only,) = list_models(person)
    assert only.bundled
    assert only.error is None
    assert only.metrics == {"accuracy": 0.25}


def test_personal_models_are_listed_by_name_and_loaded(person):
    for name in ("Weddings", "at home"):
        write_tiny_network(person.models / f"{name}.onnx")
    (person.models / "notes.txt").write_text("not a model")
    assert [model.name for model in list_models(person)] == ["Tagger", "at home", "Weddings"]
    model = load_model(person, "Weddings")
    assert model.info.path == person.models / "Weddings.onnx"
    assert not model.info.bundled


def test_a_broken_personal_model_is_listed_with_its_error_and_harms_nothing(person):
    (person.models / "broken.onnx").write_bytes(b"nothing of the kind")
    write_tiny_network(person.models / "good.onnx")
    bundled, broken, good = list_models(person)
    assert broken.name == "broken"
    assert broken.error
    assert "damaged" in broken.error
    assert bundled.error is None
    assert good.error is None
    with pytest.raises(ModelError, match="damaged"):
        load_model(person, "broken")


def test_a_missing_bundled_model_is_told_with_a_sentence(person, tmp_path):
    (tmp_path / "shipped" / "genre.onnx").unlink()
    (bundled,) = list_models(person)
    assert bundled.error
    with pytest.raises(ModelError, match=r"genre\.onnx"):
        load_model(person)


@pytest.mark.parametrize("name", ["nobody", "../shipped/genre", "", "x\0y"])
def test_a_name_that_nothing_has_is_told_with_a_sentence(person, name):
    with pytest.raises(ModelError, match="no model called"):
        load_model(person, name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_models_is_passed_over(person):
    os.mkfifo(person.models / "pipe.onnx")
    assert len(list_models(person)) == 1


def test_another_head_on_the_same_network_shares_its_embeddings(person):
    personal = {**tiny_metadata(seed=9), "network_sha256": tiny_metadata()["network_sha256"]}
    write_tiny_network(person.models / "mine.onnx", personal)
    mine, base = load_model(person, "mine"), load_model(person)
    assert mine.network_key == base.network_key
    assert mine.key != base.key
    shutil.copy(person.models / "mine.onnx", person.models / "copy.onnx")
    assert load_model(person, "copy").key == mine.key


def test_a_loaded_model_goes_from_windows_to_genres(person, windows):
    model = load_model(person)
    embeddings = model.network.embed(windows)
    embedding = track_embedding(embeddings, model.activity.kinds(embeddings, windows))
    assert embedding is not None
    verdict = model.suggest(embedding)
    best = verdict.scores[0]
    assert sum(score.probability for score in verdict.scores) == pytest.approx(1)
    assert verdict.unsure == (best.probability < 0.4)
    assert [
        v.scores[0].genre for v in model.suggest_many(embedding[None], [TrackContent.MUSIC])
    ] == [best.genre]


def test_the_model_that_ships_keeps_the_contract():
    if not (bundled_models() / "genre.onnx").exists():
        pytest.skip("no trained model in this checkout")
    model = load_model(find_home())
    assert model.front_end.sample_rate == 22050
    assert model.front_end.window_frames == 39
    assert model.head.embedding_size <= 512
    assert {"Rock", "Jazz", "Classical", "Hip-Hop"} <= set(model.genres)
    window = np.random.default_rng(0).uniform(-80, 0, (2, 128, 39)).astype(np.float32)
    assert model.network.activation(window).ndim == 4
    assert np.isfinite(model.network.embed(window)).all()
