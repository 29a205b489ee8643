import json
import threading

import numpy as np
import pytest

from tagger.errors import ModelError
from tagger.model.network import Network, decode_array, encode_array
from tagger.records import FrontEnd
from tests.model.tiny_network import (
    EMBEDDING,
    FRONT_END,
    GENRES,
    activity_metadata,
    tiny_metadata,
    write_tiny_network,
)


def test_a_model_tells_its_genres_front_end_and_key(tiny):
    network = Network(tiny)
    assert network.genres == GENRES
    assert network.front_end == FrontEnd(**FRONT_END)
    assert network.front_end.window_frames == 39
    assert network.network_sha256 == tiny_metadata()["network_sha256"]
    assert (network.version, network.license) == ("0.0.1", "GPL-3.0-or-later")
    assert network.metrics == {"accuracy": 0.25}
    assert network.head.genres == GENRES
    assert network.head.temperature == 1.5
    assert network.head.unsure_below == 0.4


def test_a_model_may_have_a_limit_for_each_genre_and_suggest_several(tmp_path):
    head = _with("head", unsure_below=[0.1, 0.2, 0.3, 0.4], also_above=0.25)
    network = Network(write_tiny_network(tmp_path / "x.onnx", {**tiny_metadata(), "head": head}))
    assert network.head.unsure_below == (0.1, 0.2, 0.3, 0.4)
    assert network.head.also_above == 0.25


def test_a_model_may_have_a_limit_for_each_further_genre(tmp_path):
    head = _with("head", also_above=[0.25, 1, 0.5, 0.75])
    network = Network(write_tiny_network(tmp_path / "x.onnx", {**tiny_metadata(), "head": head}))
    assert network.head.also_above == (0.25, 1.0, 0.5, 0.75)


def test_a_model_that_says_nothing_of_it_suggests_one_genre(tiny):
    assert Network(tiny).head.also_above == 1


def test_a_model_may_tell_music_speech_and_noise_apart(tmp_path, tiny):
    assert Network(tiny).activity is None
    weight = np.random.default_rng(1).normal(size=(3, EMBEDDING)).astype(np.float32)
    bias = np.array([1, 2, 3], dtype=np.float32)
    metadata = {**tiny_metadata(), "activity": activity_metadata(weight, bias)}
    activity = Network(write_tiny_network(tmp_path / "x.onnx", metadata)).activity
    assert activity is not None
    np.testing.assert_array_equal(activity.weight, weight)
    np.testing.assert_array_equal(activity.bias, bias)


def test_windows_become_embeddings_activations_and_logits(tiny, windows):
    network = Network(tiny)
    assert network.embed(windows).shape == (7, EMBEDDING)
    assert network.embed(windows).dtype == np.float32
    assert network.activation(windows).shape == (7, 6, 32, 20)
    assert network.logits(windows).shape == (7, len(GENRES))


def test_the_answer_does_not_depend_on_how_many_windows_go_together(tiny, windows):
    network = Network(tiny)
    many = np.concatenate([windows] * 6)
    together = network.embed(many)
    alone = np.concatenate([network.embed(window[None]) for window in many])
    np.testing.assert_allclose(together, alone, rtol=1e-5, atol=1e-6)


def test_longer_windows_are_welcome(tiny, windows):
    longer = np.concatenate(list(windows), axis=1)[None]
    assert Network(tiny).embed(longer).shape == (1, EMBEDDING)


@pytest.mark.parametrize("shape", [(128, 39), (2, 64, 39), (0, 128, 39), (1, 1, 128, 39)])
def test_windows_of_another_shape_are_a_mistake_of_the_caller(tiny, shape):
    with pytest.raises(ValueError, match="expected"):
        Network(tiny).embed(np.zeros(shape, dtype=np.float32))


def test_one_network_serves_many_threads(tiny, windows):
    network = Network(tiny)
    expected = network.embed(windows)
    answers = {}

    def work(index: int) -> None:
        answers[index] = [network.embed(windows) for _ in range(20)]

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(np.array_equal(a, expected) for results in answers.values() for a in results)


def test_arrays_survive_their_way_through_text():
    array = np.random.default_rng(0).normal(size=(3, 5)).astype(np.float32)
    np.testing.assert_array_equal(decode_array(encode_array(array), (3, 5)), array)


def test_a_missing_file_is_told_with_a_sentence(tmp_path):
    with pytest.raises(ModelError, match="no longer there"):
        Network(tmp_path / "gone.onnx")


@pytest.mark.parametrize("content", [b"", b"not a network", bytes(5000)])
def test_what_is_no_onnx_file_is_refused(tmp_path, content):
    path = tmp_path / "x.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"x\.onnx is damaged or no ONNX file") as caught:
        Network(path)
    assert caught.value.path == path


def test_a_file_that_was_cut_off_is_refused_without_noise(tiny, capfd):
    data = tiny.read_bytes()
    for size in (10, len(data) // 3, len(data) // 2, len(data) - 40):
        tiny.write_bytes(data[:size])
        with pytest.raises(ModelError):
            Network(tiny)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["logmel", "embedding", "genre_logits", "activation"])
def test_a_network_made_for_something_else_is_refused(tmp_path, name):
    path = write_tiny_network(tmp_path / "x.onnx", names={name: "other"})
    with pytest.raises(ModelError, match=name):
        Network(path)


@pytest.mark.parametrize(
    "key", ["genres", "frontend", "version", "license", "network_sha256", "head"]
)
def test_a_network_that_does_not_tell_what_is_needed_is_refused(tmp_path, key):
    metadata = tiny_metadata()
    del metadata[key]
    path = write_tiny_network(tmp_path / "x.onnx", metadata)
    with pytest.raises(ModelError, match=key):
        Network(path)


def _with(key: str, **changes: object) -> str:
    return json.dumps({**json.loads(tiny_metadata()[key]), **changes})


DAMAGED = {
    "genres that are no JSON": ("genres", "[Rock"),
    "no genres": ("genres", "[]"),
    "genres that are no names": ("genres", "[1, 2, 3, 4]"),
    "a genre twice": ("genres", '["Rock", "Rock", "Pop", "Jazz"]'),
    "fewer genres than weights": ("genres", '["Rock", "Pop", "Jazz"]'),
    "a front end that is no object": ("frontend", "[]"),
    "a front end without a rate": ("frontend", "{}"),
    "a hop of nothing": ("frontend", _with("frontend", hop_length=0)),
    "a giant transform": ("frontend", _with("frontend", n_fft=1 << 30)),
    "an unknown mel scale": ("frontend", _with("frontend", mel_scale="bark")),
    "another number of mel bands": ("frontend", _with("frontend", n_mels=64)),
    "a window of an hour": ("frontend", _with("frontend", window_seconds=3600)),
    "a head without weights": ("head", "{}"),
    "weights that are no base64": ("head", _with("head", weight="***")),
    "weights of odd size": ("head", _with("head", weight="AAAA")),
    "a temperature of nothing": ("head", _with("head", temperature=0)),
    "a temperature that is no number": ("head", _with("head", temperature=float("nan"))),
    "a bias that is too short": ("head", _with("head", bias="AAAAAA==")),
    "a limit of unsure for one genre alone": ("head", _with("head", unsure_below=[0.4])),
    "a limit of unsure that is a word": ("head", _with("head", unsure_below="often")),
    "a limit of unsure that is no number": (
        "head",
        _with("head", unsure_below=[0.1, 0.2, 0.3, float("nan")]),
    ),
    "further genres from nothing on": ("head", _with("head", also_above=0)),
    "fewer limits than genres": ("head", _with("head", also_above=[0.5])),
    "a limit that is no number": ("head", _with("head", also_above=[0.5, 0.5, "x", 0.5])),
    "further genres beyond certainty": ("head", _with("head", also_above=1.5)),
    "a head for another embedding": (
        "head",
        _with("head", weight=encode_array(np.zeros((4, 5), dtype=np.float32))),
    ),
    "weights that are no numbers": (
        "head",
        _with("head", weight=encode_array(np.full((4, EMBEDDING), np.nan, dtype=np.float32))),
    ),
    "metrics that are a list": ("metrics", "[]"),
    "a classifier of music and speech without weights": ("activity", "{}"),
    "a classifier of music and speech for another embedding": (
        "activity",
        activity_metadata(np.zeros((3, 5)), np.zeros(3)),
    ),
    "a classifier of music and speech that is no number": (
        "activity",
        activity_metadata(np.zeros((3, EMBEDDING)), np.full(3, np.inf)),
    ),
    "a classifier of other kinds": (
        "activity",
        activity_metadata(np.zeros((3, EMBEDDING)), np.zeros(3)).replace("noise", "birdsong"),
    ),
    "a classifier of kinds in another order": (
        "activity",
        json.dumps({"kinds": ["speech", "music", "noise"], "weight": "", "bias": ""}),
    ),
}


@pytest.mark.parametrize("what", sorted(DAMAGED))
def test_damaged_metadata_is_refused_with_a_sentence(tmp_path, what, capfd):
    key, value = DAMAGED[what]
    path = write_tiny_network(tmp_path / "x.onnx", {**tiny_metadata(), key: value})
    with pytest.raises(ModelError) as caught:
        Network(path)
    assert caught.value.message.startswith("The model x.onnx cannot be used")
    assert caught.value.message.endswith(".")
    assert capfd.readouterr().err == ""
