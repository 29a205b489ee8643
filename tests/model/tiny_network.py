"""A network of a few hundred weights that keeps the whole contract of a model of Tagger."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tagger.model.network import encode_array

GENRES = ("Blues", "Classical", "Electronic", "Rock")
EMBEDDING = 12
CHANNELS = 6

FRONT_END = {
    "sample_rate": 22050,
    "n_fft": 2048,
    "hop_length": 1710,
    "window": "hann",
    "n_mels": 128,
    "mel_scale": "slaney",
    "fmin": 0.0,
    "fmax": 11025.0,
    "power": 2.0,
    "top_db": 80.0,
    "window_seconds": 3.0,
}


def tiny_metadata(seed: int = 0) -> dict[str, str]:
    generator = np.random.default_rng(seed + 1)
    head = {
        "weight": encode_array(_normal(generator, len(GENRES), EMBEDDING)),
        "bias": encode_array(_normal(generator, len(GENRES))),
        "temperature": 1.5,
        "unsure_below": 0.4,
    }
    return {
        "genres": json.dumps(GENRES),
        "frontend": json.dumps(FRONT_END),
        "version": "0.0.1",
        "license": "GPL-3.0-or-later",
        "network_sha256": hashlib.sha256(str(seed).encode()).hexdigest(),
        "head": json.dumps(head),
        "metrics": json.dumps({"accuracy": 0.25}),
    }


def activity_metadata(weight: NDArray, bias: NDArray) -> str:
    """The metadata `activity` of a classifier (3, embedding), (3,) of music, speech and noise."""
    return json.dumps(
        {
            "kinds": ["music", "speech", "noise"],
            "weight": encode_array(np.asarray(weight, dtype=np.float32)),
            "bias": encode_array(np.asarray(bias, dtype=np.float32)),
        }
    )


def write_tiny_network(
    path: Path,
    metadata: dict[str, str] | None = None,
    seed: int = 0,
    names: dict[str, str] | None = None,
) -> Path:
    """Write the network; `names` renames an input or output, as a foreign file would have it."""
    names = names or {}
    generator = np.random.default_rng(seed)
    logmel = names.get("logmel", "logmel")
    embedding = names.get("embedding", "embedding")
    genre_logits = names.get("genre_logits", "genre_logits")
    activation = names.get("activation", "activation")
    weights = {
        "scale": np.float32(1 / 80).reshape(1),
        "kernel": _normal(generator, CHANNELS, 1, 5, 3) * np.float32(0.5),
        "projection": _normal(generator, CHANNELS, EMBEDDING),
        "classes": _normal(generator, EMBEDDING, len(GENRES)),
    }
    nodes = [
        helper.make_node("Mul", [logmel, "scale"], ["scaled"]),
        helper.make_node("Conv", ["scaled", "kernel"], ["map"], strides=[4, 2], pads=[2, 1, 2, 1]),
        helper.make_node("Relu", ["map"], [activation]),
        helper.make_node("GlobalAveragePool", [activation], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("MatMul", ["flat", "projection"], [embedding]),
        helper.make_node("MatMul", [embedding, "classes"], [genre_logits]),
    ]
    kind = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(logmel, kind, ["N", 1, 128, "T"])],
        [
            helper.make_tensor_value_info(embedding, kind, ["N", EMBEDDING]),
            helper.make_tensor_value_info(genre_logits, kind, ["N", len(GENRES)]),
            helper.make_tensor_value_info(activation, kind, ["N", CHANNELS, "F", "T_map"]),
        ],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    helper.set_model_props(model, tiny_metadata(seed) if metadata is None else metadata)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    return path


def _normal(generator: np.random.Generator, *shape: int) -> NDArray[np.float32]:
    return generator.normal(size=shape).astype(np.float32)
