"""A small network that tells music, speech and noise apart, as far as they are made up here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tagger.audio.melspectrogram import log_mel, power_to_db
from tagger.model.activity import SOUNDING_KINDS
from tagger.model.network import Network
from tagger.records import Float32, WindowKind
from tests.model.tiny_network import EMBEDDING, GENRES, activity_metadata, tiny_metadata

RATE = 22050


def sound(kind: WindowKind, seconds: float, seed: int = 0) -> NDArray[np.float32]:
    """Mono at 22,050 Hz: a chord for music, a buzz in syllables for speech, hiss for noise."""
    generator = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    match kind:
        case WindowKind.MUSIC:
            waves = [np.sin(2 * np.pi * pitch * time) for pitch in (220.0, 277.2, 329.6, 2637.0)]
            samples = 0.1 * np.sum(waves, axis=0) + generator.normal(0, 1e-3, len(time))
        case WindowKind.SPEECH:
            buzz = 2 * ((130 * time) % 1) - 1
            samples = 0.3 * buzz * (np.sin(2 * np.pi * 2 * time) > 0)
            samples += generator.normal(0, 1e-3, len(time))
        case WindowKind.NOISE:
            samples = generator.normal(0, 0.2, len(time))
        case WindowKind.SILENCE:
            samples = np.zeros(len(time))
    return samples.astype(np.float32)


def join(*parts: tuple[WindowKind, float]) -> NDArray[np.float32]:
    """Sounds of these kinds and seconds, one after the other."""
    return np.concatenate([sound(*part, seed) for seed, part in enumerate(parts)])


def write_listening_network(path: Path) -> Path:
    """A network whose embedding is the coarse spectrum, with a classifier fitted to the sounds."""
    network = Network(_write(path, tiny_metadata()))
    examples = [_examples(network, kind) for kind in SOUNDING_KINDS]
    inputs = np.concatenate(examples)
    inputs = np.hstack([inputs, np.ones((len(inputs), 1))])
    wanted = np.repeat(15 * np.eye(len(examples)), [len(part) for part in examples], axis=0)
    solution = np.linalg.lstsq(inputs, wanted, rcond=None)[0].T
    activity = activity_metadata(solution[:, :-1], solution[:, -1])
    return _write(path, {**tiny_metadata(), "activity": activity})


def _write(path: Path, metadata: dict[str, str]) -> Path:
    """The mean level of bands of mel bands, from 0 for -80 dB to 1, is map and embedding alike."""
    bands = np.zeros((EMBEDDING, 1, 128, 1), dtype=np.float32)
    for band, mels in enumerate(np.array_split(np.arange(128), EMBEDDING)):
        bands[band, 0, mels] = 1 / len(mels)
    weights = {
        "floor": np.array([80], dtype=np.float32),
        "scale": np.array([1 / 80], dtype=np.float32),
        "bands": bands,
        "classes": np.zeros((EMBEDDING, len(GENRES)), dtype=np.float32),
    }
    nodes = [
        helper.make_node("Add", ["logmel", "floor"], ["above"]),
        helper.make_node("Mul", ["above", "scale"], ["scaled"]),
        helper.make_node("Conv", ["scaled", "bands"], ["map"]),
        helper.make_node("Relu", ["map"], ["activation"]),
        helper.make_node("GlobalAveragePool", ["activation"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["embedding"]),
        helper.make_node("MatMul", ["embedding", "classes"], ["genre_logits"]),
    ]
    shapes = {
        "logmel": ["N", 1, 128, "T"],
        "embedding": ["N", EMBEDDING],
        "genre_logits": ["N", len(GENRES)],
        "activation": ["N", EMBEDDING, 1, "T"],
    }
    values = {
        name: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in shapes.items()
    }
    graph = helper.make_graph(
        nodes,
        "listening",
        [values.pop("logmel")],
        list(values.values()),
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    helper.set_model_props(model, metadata)
    onnx.save(model, path)
    return path


def _examples(network: Network, kind: WindowKind) -> Float32:
    """Embeddings of windows of a sound, also beside louder ones and at its beginning and end."""
    windows = _windows(network, sound(kind, 30.0, seed=99))
    floor = -network.front_end.top_db
    levels = np.concatenate([np.maximum(windows - quieter, floor) for quieter in range(0, 31, 5)])
    cut = levels.copy()
    for place, window in enumerate(cut):
        window[:, : 3 * (place % 13)] = floor
    return network.embed(np.concatenate([levels, cut]))


def _windows(network: Network, samples: NDArray[np.float32]) -> Float32:
    front_end = network.front_end
    powers = log_mel(front_end).centred_powers(samples)
    length = front_end.window_frames
    count = powers.shape[1] // length
    windows = powers[:, : count * length].reshape(len(powers), count, length).swapaxes(0, 1)
    return power_to_db(windows, float(powers.max()), front_end.top_db)
