"""The bundled model keeps its contract: whatever the app relies on is in the file."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest

from tagger.lab.data import GENRES

MODELS = Path(__file__).parents[2] / "models"
MODEL = MODELS / "genre.onnx"


@pytest.fixture(scope="module")
def session() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(MODEL), providers=["CPUExecutionProvider"])


@pytest.fixture(scope="module")
def metadata(session: onnxruntime.InferenceSession) -> dict[str, str]:
    return session.get_modelmeta().custom_metadata_map


def windows(count: int, frames: int) -> np.ndarray:
    generator = np.random.default_rng(7)
    return generator.uniform(-80, 0, (count, 1, 128, frames)).astype(np.float32)


def hear(session: onnxruntime.InferenceSession, logmel: np.ndarray) -> list[np.ndarray]:
    names = ["embedding", "genre_logits", "activation"]
    return [np.asarray(output) for output in session.run(names, {"logmel": logmel})]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("frames", [39, 40, 387])
def test_any_number_of_windows_of_any_length_is_heard(
    session: onnxruntime.InferenceSession, count: int, frames: int
) -> None:
    embedding, logits, activation = hear(session, windows(count, frames))

    assert embedding.shape[0] == count
    assert embedding.shape[1] <= 512
    assert logits.shape == (count, len(GENRES))
    assert activation.ndim == 4
    assert activation.shape[0] == count
    assert activation.shape[3] >= frames // 16
    assert all(np.isfinite(output).all() for output in (embedding, logits, activation))


def test_windows_do_not_hear_each_other(session: onnxruntime.InferenceSession) -> None:
    three = windows(3, 39)

    together = hear(session, three)[0]
    alone = np.concatenate([hear(session, three[i : i + 1])[0] for i in range(3)])

    np.testing.assert_allclose(together, alone, atol=1e-3)


def test_silence_and_full_level_give_numbers_that_float16_can_hold(
    session: onnxruntime.InferenceSession,
) -> None:
    for level in (-80, 0):
        embedding = hear(session, np.full((1, 1, 128, 39), level, np.float32))[0]
        assert np.isfinite(embedding.astype(np.float16)).all()


def read_head(metadata: dict[str, str]) -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
    head = json.loads(metadata["head"])
    bias = np.frombuffer(base64.b64decode(head["bias"]), "<f4")
    weight = np.frombuffer(base64.b64decode(head["weight"]), "<f4").reshape(len(bias), -1)
    return weight, bias, head


def test_the_head_in_the_metadata_is_the_head_in_the_graph(
    session: onnxruntime.InferenceSession, metadata: dict[str, str]
) -> None:
    weight, bias, _ = read_head(metadata)

    embedding, logits, _ = hear(session, windows(3, 39))

    assert weight.shape == (len(GENRES), embedding.shape[1])
    np.testing.assert_allclose(embedding @ weight.T + bias, logits, atol=1e-4)


def test_a_mean_embedding_scores_like_the_mean_of_the_logits(
    session: onnxruntime.InferenceSession, metadata: dict[str, str]
) -> None:
    weight, bias, _ = read_head(metadata)

    embedding, logits, _ = hear(session, windows(10, 39))
    mean = embedding.mean(0).astype(np.float16).astype(np.float32)

    np.testing.assert_allclose(weight @ mean + bias, logits.mean(0), atol=0.02)


def test_calibration_is_usable(metadata: dict[str, str]) -> None:
    head = read_head(metadata)[2]

    assert 0.1 < head["temperature"] < 10
    assert len(head["unsure_below"]) == len(GENRES)
    assert all(1 / len(GENRES) < limit < 1 for limit in head["unsure_below"])
    assert 0 < head["also_above"] <= 1


def test_music_speech_and_noise_are_told_apart_by_a_head_on_the_embedding(
    session: onnxruntime.InferenceSession, metadata: dict[str, str]
) -> None:
    activity = json.loads(metadata["activity"])
    bias = np.frombuffer(base64.b64decode(activity["bias"]), "<f4")
    embedding = hear(session, windows(1, 39))[0]
    weight = np.frombuffer(base64.b64decode(activity["weight"]), "<f4").reshape(len(bias), -1)

    assert activity["kinds"] == ["music", "speech", "noise"]
    assert weight.shape == (3, embedding.shape[1])
    assert np.isfinite(embedding @ weight.T + bias).all()


def test_the_metadata_names_genres_and_front_end(metadata: dict[str, str]) -> None:
    assert json.loads(metadata["genres"]) == list(GENRES)
    assert json.loads(metadata["frontend"]) == {
        "sample_rate": 22050, "n_fft": 2048, "hop_length": 1710, "window": "hann", "n_mels": 128,
        "mel_scale": "slaney", "fmin": 0.0, "fmax": 11025.0, "power": 2.0, "top_db": 80.0,
        "window_seconds": 3.0,
    }  # fmt: skip


def test_the_metadata_says_where_the_model_comes_from(metadata: dict[str, str]) -> None:
    recipe = json.loads(metadata["recipe"])
    sizes = json.loads(metadata["training_data"])
    metrics = json.loads(metadata["metrics"])

    assert metadata["version"]
    assert metadata["license"]
    assert len(recipe["commit"]) == 40
    assert "python -m tagger.lab train" in recipe["command"]
    assert recipe["network"].startswith("network-")
    assert sizes["gtzan"] == 442
    assert all(size > 0 for size in sizes.values())
    assert 0 < metrics["gtzan, its 10 genres"] <= 1


def test_the_network_identity_is_that_of_everything_but_the_head(
    metadata: dict[str, str],
) -> None:
    graph = onnx.load(str(MODEL)).graph
    (head,) = [node for node in graph.node if "genre_logits" in node.output]
    digest = hashlib.sha256()
    for tensor in sorted(graph.initializer, key=lambda tensor: tensor.name):
        if tensor.name not in head.input:
            array = onnx.numpy_helper.to_array(tensor)
            digest.update(tensor.name.encode())
            digest.update(json.dumps(list(tensor.dims)).encode())
            digest.update(array.tobytes())

    assert metadata["network_sha256"] == digest.hexdigest()


def test_the_file_is_small_and_whole() -> None:
    model = onnx.load(str(MODEL), load_external_data=False)

    parameters = sum(int(np.prod(tensor.dims)) for tensor in model.graph.initializer)
    assert parameters <= 1_500_000
    assert MODEL.stat().st_size < 7_000_000
    assert not any(tensor.external_data for tensor in model.graph.initializer)


def test_the_statistics_belong_to_the_model(metadata: dict[str, str]) -> None:
    path = MODELS / "genre-statistics.npz"
    weight = read_head(metadata)[0]

    assert metadata["statistics_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    with np.load(path, allow_pickle=False) as statistics:
        assert statistics["genres"].tolist() == list(GENRES)
        assert statistics["count"].shape == (len(GENRES),)
        assert (statistics["count"] > 0).all()
        assert statistics["mean"].shape == weight.shape
        scatter = statistics["scatter"]
    assert scatter.shape == (weight.shape[1], weight.shape[1])
    np.testing.assert_allclose(scatter, scatter.T, rtol=1e-3, atol=1e-2)
    assert np.linalg.eigvalsh(scatter.astype(np.float64)).min() > 0


def test_every_figure_of_the_card_is_in_the_file(metadata: dict[str, str]) -> None:
    card = (MODELS / "MODEL_CARD.md").read_text(encoding="utf-8")
    metrics = json.loads(metadata["metrics"])

    for name in ("gtzan", "fma", "taffc", "emotify"):
        within = next(v for key, v in metrics.items() if key.startswith(f"{name}, its"))
        assert f"{within:.3f}" in card, name
    assert f"{json.loads(metadata['head'])['temperature']}" in card
    assert f"{json.loads(metadata['head'])['also_above']}" in card
