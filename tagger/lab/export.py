# pyright: reportMissingImports=false
"""Checkpoint -> `genre.onnx` with all its metadata, and `genre-statistics.npz`."""

from __future__ import annotations

import hashlib
import json
import subprocess
import warnings
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray

from tagger.lab import activity, calibration, data, evaluate, sounds
from tagger.lab.listener import Listener, scores
from tagger.lab.network import GenreNetwork
from tagger.lab.recipe import Recipe
from tagger.lab.train import trained
from tagger.model import Head
from tagger.model.activity import SOUNDING_KINDS
from tagger.model.graph import network_sha256
from tagger.model.network import encode_array

OPSET = 17
LARGEST_DIFFERENCE = 1e-4
"""Between the exported graph and PyTorch, relative to each output's own largest value."""
LICENSE = "GPL-3.0-or-later"


def run(recipe: Recipe, checkpoint: Path, folder: Path, out: Path, repository: Path) -> str:
    """Writes both files into `out`; returns a line on what was written.

    Every figure in the metadata is measured on the exported graph with onnxruntime. Raises
    FileNotFoundError where the checkpoint or data is missing.
    """
    network = trained(recipe, checkpoint, torch.device("cpu")).network
    out.mkdir(parents=True, exist_ok=True)
    path = out / "genre.onnx"
    graph = trace(network, path)
    difference = check(network, path)

    corpus = data.load(folder)
    listener = Listener(path)
    heard = sounds.hear(listener, sounds.train_sounds(corpus))
    listener.activity = ear = activity.fit(heard)
    train = corpus.labelled("train")
    statistics = out / "genre-statistics.npz"
    write_statistics(statistics, train, listener.hear(train).embeddings.astype(np.float32))
    weight = network.head.weight.detach().numpy()
    bias = network.head.bias.detach().numpy()
    chosen = calibrate(listener, corpus, Head(data.GENRES, weight, bias), recipe.sure_accuracy)

    properties = {
        "genres": json.dumps(data.GENRES),
        "frontend": json.dumps(asdict(data.FRONT_END)),
        "version": recipe.version,
        "license": LICENSE,
        "recipe": json.dumps({
            "commit": _commit(repository),
            "command": "python -m tagger.lab train --recipe models/recipe.toml --compile && "
            "python -m tagger.lab export --recipe models/recipe.toml",
            "network": checkpoint.parent.name,
        }),
        "training_data": json.dumps(_training_data(corpus)),
        "statistics_sha256": hashlib.sha256(statistics.read_bytes()).hexdigest(),
        "network_sha256": network_sha256(graph),
        "head": json.dumps({
            "weight": encode_array(weight), "bias": encode_array(bias),
            "temperature": round(chosen.temperature, 4),
            "unsure_below": [round(limit, 4) for limit in chosen.unsure_below],
            "also_above": round(chosen.also_above, 4),
        }),
        "activity": json.dumps({
            "kinds": list(SOUNDING_KINDS),
            "weight": encode_array(ear.weight), "bias": encode_array(ear.bias),
        }),
    }  # fmt: skip
    properties["metrics"] = "{}"
    _save(graph, properties, path)
    figures = evaluate.measure(path, corpus)
    properties["metrics"] = json.dumps({figure.name: figure.value for figure in figures})
    _save(graph, properties, path)
    size = path.stat().st_size / 1e6
    return f"{path}: {size:.2f} MB, differs from PyTorch by {difference:.1e}, {chosen}"


def calibrate(
    listener: Listener, corpus: data.Corpus, head: Head, sure_accuracy: float
) -> calibration.Calibration:
    """Temperature and limits for the head, on the valid parts as the app would hear them."""
    valid = corpus.labelled("valid")
    heard = listener.hear(valid)
    temperature = calibration.fit_temperature(head.logits(heard.embeddings), valid)
    shown = scores(replace(head, temperature=temperature), listener.activity, heard)
    return calibration.fit(shown, valid, sure_accuracy, temperature)


def trace(network: GenreNetwork, path: Path) -> onnx.ModelProto:
    """Exports the graph to `path` and returns it; N and T stay free."""
    example = torch.rand(2, 1, 128, data.WINDOW_FRAMES) * 80 - 80
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # The newer exporter needs onnxscript; the older one folds the normalisations just as well.
        torch.onnx.export(
            network, (example,), str(path), dynamo=False, opset_version=OPSET,
            input_names=["logmel"], output_names=["embedding", "genre_logits", "activation"],
            dynamic_axes={
                "logmel": {0: "N", 3: "T"}, "embedding": {0: "N"}, "genre_logits": {0: "N"},
                "activation": {0: "N", 3: "T_map"},
            },
        )  # fmt: skip
    return onnx.load(str(path))


def check(network: GenreNetwork, path: Path) -> float:
    """The largest difference between the exported graph and the network, over windows of 3 and 9 s.

    Relative to the largest value of each output. Raises ValueError above LARGEST_DIFFERENCE.
    """
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    generator = np.random.default_rng(0)
    worst = 0.0
    for frames in (data.WINDOW_FRAMES, 3 * data.WINDOW_FRAMES):
        # Bands of their own loudness with noise on them: as uneven as music, unlike white noise.
        level = generator.uniform(-70, -10, (8, 1, 128, 1))
        sound = np.clip(level + generator.normal(0, 8, (8, 1, 128, frames)), -80, 0)
        sound = sound.astype(np.float32)
        exported = session.run(None, {"logmel": sound})
        with torch.inference_mode():
            expected = [output.numpy() for output in network(torch.from_numpy(sound))]
        for one, other in zip(exported, expected, strict=True):
            worst = max(worst, float(np.abs(np.asarray(one) - other).max() / np.abs(other).max()))
    if not worst <= LARGEST_DIFFERENCE:
        raise ValueError(f"{path} differs from PyTorch by {worst:.1e} of its largest value.")
    return worst


def write_statistics(path: Path, items: list[data.Item], embeddings: NDArray[np.float32]) -> None:
    """Per-genre count and mean and the pooled within-class scatter of items with one genre.

    `genres` (C,) str, `count` (C,) int64, `mean` (C, D) float32, `scatter` (D, D) float32: the sum
    over items of the outer product of their distance from their genre's mean.
    """
    rows = [i for i, item in enumerate(items) if len(item.genres) == 1]
    vectors = embeddings[rows].astype(np.float64)
    genre = np.array([items[i].genres[0] for i in rows])
    count = np.bincount(genre, minlength=len(data.GENRES))
    mean = np.zeros((len(data.GENRES), vectors.shape[1]))
    np.add.at(mean, genre, vectors)
    mean /= np.maximum(count, 1)[:, None]
    centred = vectors - mean[genre]
    with path.open("wb") as file:
        np.savez(
            file,
            genres=np.array(data.GENRES),
            count=count.astype(np.int64),
            mean=mean.astype(np.float32),
            scatter=(centred.T @ centred).astype(np.float32),
        )


def _save(graph: onnx.ModelProto, properties: dict[str, str], path: Path) -> None:
    onnx.helper.set_model_props(graph, properties)
    onnx.checker.check_model(graph)
    onnx.save(graph, str(path))


def _commit(repository: Path) -> str:
    command = ["git", "-C", str(repository), "log", "-1", "--format=%H", "--", "tagger/lab"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _training_data(corpus: data.Corpus) -> dict[str, int]:
    taught = [item for item in corpus.audio.items if item.split == "train"]
    sizes: dict[str, int] = {}
    for item in corpus.labelled("train"):
        sizes[item.set_name] = sizes.get(item.set_name, 0) + 1
    return sizes | {
        "teachers' audio (unlabelled use)": len(taught),
        "teachers' augmented pieces": len(corpus.augmented.items),
    }
