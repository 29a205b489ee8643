"""A small network by the lab's own exporter, and sounds that it can learn; needs torch."""

# pyright: reportMissingImports=false
from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from tagger.lab import export
from tagger.lab.data import FRONT_END
from tagger.lab.network import GenreNetwork, Shape, Trunk
from tagger.model.graph import network_sha256
from tagger.model.network import encode_array
from tagger.training.discriminant import Statistics

KNOWN = ("Calm", "Loud", "Wild")
TAUGHT = "Zouk"
WINDOWS = 4
SHAPE = Shape(4, (8, 8, 16, 16), 24)


def sound(genre: str, generator: np.random.Generator) -> NDArray[np.float32]:
    """Windows (W, 128, 39): genres differ in which bands beat and how often, under much noise."""
    period = {"Calm": 13, "Loud": 7, "Wild": 4, TAUGHT: 5}[genre]
    centre = {"Calm": 30, "Loud": 60, "Wild": 90, TAUGHT: 75}[genre] + generator.normal(0, 4)
    bands = np.exp(-(((np.arange(128) - centre) / 12) ** 2))[:, None]
    beat = (np.arange(39 * WINDOWS) % period < 2)[None]
    level = -50 + 25 * bands * beat + generator.normal(0, 6, (128, 1))
    noisy = level + generator.normal(0, 5, (128, 39 * WINDOWS))
    return np.clip(noisy, -80, 0).reshape(128, WINDOWS, 39).transpose(1, 0, 2).astype(np.float32)


def sounds(
    count: int, seed: int, genres: tuple[str, ...]
) -> tuple[list[NDArray[np.float32]], list[tuple[str, ...]]]:
    generator = np.random.default_rng(seed)
    labels = [(genres[i % len(genres)],) for i in range(count)]
    return [sound(genre, generator) for (genre,) in labels], labels


def small_trunk() -> Trunk:
    torch.manual_seed(4)
    trunk = Trunk(SHAPE)
    heard, _ = sounds(24, 1, KNOWN)
    for module in trunk.modules():
        if isinstance(module, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            module.momentum = None
    # Measures what the normalisations divide by, so that there is something to fold.
    with torch.no_grad():
        trunk.train()(torch.from_numpy(np.concatenate(heard))[:, None])
    return trunk.eval()


def statistics_of(trunk: Trunk) -> Statistics:
    """Of known genres as the trunk hears them."""
    heard, labels = sounds(90, 2, KNOWN)
    with torch.no_grad():
        embeddings = [trunk(torch.from_numpy(one)[:, None])[0].mean(0).numpy() for one in heard]
    return Statistics.empty(SHAPE.embedding).add(np.stack(embeddings), labels)


def write_small(path: Path, trunk: Trunk, statistics: Statistics) -> Path:
    """A model file with a head in closed form."""
    head = statistics.discriminant()
    network = GenreNetwork(SHAPE, len(KNOWN))
    network.trunk = trunk
    with torch.no_grad():
        network.head.weight.copy_(torch.from_numpy(head.weight))
        network.head.bias.copy_(torch.from_numpy(head.bias))
    graph = export.trace(network.eval(), path)
    metadata = {
        "genres": json.dumps(KNOWN),
        "frontend": json.dumps(asdict(FRONT_END)),
        "version": "1.0", "license": "GPL-3.0-or-later",
        "network_sha256": network_sha256(graph),
        "statistics_sha256": "of the base", "metrics": json.dumps({"accuracy": 0.5}),
        "head": json.dumps({
            "weight": encode_array(head.weight), "bias": encode_array(head.bias),
            "temperature": 1.0, "unsure_below": 0.5,
        }),
    }  # fmt: skip
    onnx.helper.set_model_props(graph, metadata)
    onnx.save(graph, str(path))
    return path
