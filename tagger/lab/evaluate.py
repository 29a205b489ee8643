"""Measures an exported model on the valid parts, as the app would hear them. Needs no torch.

Every figure comes from the ONNX file: the mean embedding over an item's windows of 39 frames,
the head of the metadata, softmax with its temperature.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.lab import data
from tagger.lab.calibration import softmax
from tagger.model.measures import calibration_error, wilson

MUSIC_SETS = ("gtzan", "fma", "taffc", "emotify")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share. `right` of `total`; `total` 0 marks a value that is no share."""

    name: str
    value: float
    right: int = 0
    total: int = 0

    def line(self) -> str:
        """One line of the report, with the 95 % Wilson interval where there is one."""
        if not self.total:
            return f"{self.name:<44} {self.value:.3f}"
        low, high = wilson(self.right, self.total)
        counts = f"{self.right}/{self.total}"
        return f"{self.name:<44} {self.value:.3f}  [{low:.3f}, {high:.3f}]  {counts}"


class Listener:
    """The exported network in onnxruntime, on one thread.

    Raises whatever onnxruntime raises where the file is missing or no model.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self.metadata: dict[str, str] = self.session.get_modelmeta().custom_metadata_map

    def embedding(self, logmel: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, 1, 128, T) dB -> (N, D)."""
        return np.asarray(self.session.run(["embedding"], {"logmel": logmel})[0])

    def embeddings(self, items: Sequence[data.Item]) -> NDArray[np.float32]:
        """(items, D): per item the mean over its windows, as the app stores it."""
        return np.stack([self.embedding(data.windows(item)).mean(0) for item in items])

    def head(self) -> tuple[NDArray[np.float32], NDArray[np.float32], float, float]:
        """Weight (C, D), bias (C,), temperature and unsure_below of the metadata."""
        head = json.loads(self.metadata["head"])
        bias = np.frombuffer(base64.b64decode(head["bias"]), "<f4")
        weight = np.frombuffer(base64.b64decode(head["weight"]), "<f4").reshape(len(bias), -1)
        return weight, bias, float(head["temperature"]), float(head["unsure_below"])


def measure(listener: Listener, corpus: data.Corpus) -> list[Figure]:
    """Every figure of the model card, on the valid parts."""
    items = [item for item in corpus.labelled("valid") if item.labels == 1]
    weight, bias, temperature, unsure_below = listener.head()
    embeddings = listener.embeddings(items).astype(np.float16).astype(np.float32)
    scores = softmax((embeddings @ weight.T + bias) / temperature)
    truth = np.array([item.genres[0] for item in items])
    sets = np.array([item.set_name for item in items])
    best, said = scores.argmax(1), scores.max(1)
    right = best == truth
    music = sets != "speech"

    figures: list[Figure] = []
    for name in MUSIC_SETS:
        rows = sets == name
        known = known_music(name)
        within = np.where(known, scores[rows], -1).argmax(1)
        figures.append(share(f"{name}, its {known.sum()} genres", within == truth[rows]))
        figures.append(share(f"{name}, all {len(data.GENRES)} genres", right[rows]))
        for genre in np.flatnonzero(known):
            of = truth[rows] == genre
            if of.any():
                hit = within[of] == genre
                figures.append(share(f"{name} recall {data.GENRES[genre]}", hit))
    speech = best == data.SPOKEN_WORD
    figures.append(share("Spoken Word recall (speech)", speech[~music]))
    figures.append(share("music taken for Spoken Word", speech[music]))
    for name in (*MUSIC_SETS, "speech"):
        rows = sets == name
        figures.append(
            Figure(f"calibration error, {name}", calibration_error(said[rows], right[rows]))
        )
    figures.append(Figure("calibration error, all", calibration_error(said, right)))
    sure = said >= unsure_below
    for name in ("all", *MUSIC_SETS):
        rows = sure if name == "all" else sure & (sets == name)
        whole = np.ones(len(sets), bool) if name == "all" else sets == name
        figures.append(share(f"sure, {name}", sure[whole]))
        figures.append(share(f"right where sure, {name}", right[rows]))
    return figures


def known_music(set_name: str) -> NDArray[np.bool_]:
    """(C,) the set's genres without Spoken Word."""
    known = data.known_genres(set_name)
    known[data.SPOKEN_WORD] = False
    return known


def share(name: str, right: NDArray[np.bool_]) -> Figure:
    """The share of true values as a figure."""
    count = int(right.sum())
    return Figure(name, round(count / max(len(right), 1), 4), count, len(right))


def milliseconds(listener: Listener, runs: int = 50) -> float:
    """Time for 30 s of sound (10 windows) on one thread: the fastest of `runs`, since other
    programs on the machine only ever add to it."""
    logmel = np.random.default_rng(0).uniform(-80, 0, (10, 1, 128, data.WINDOW_FRAMES))
    sound = logmel.astype(np.float32)
    times: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        listener.embedding(sound)
        times.append(time.perf_counter() - begun)
    return 1000 * min(times)


def report(path: Path, folder: Path) -> str:
    """The figures of the model at `path` as text. Raises FileNotFoundError without the data."""
    listener = Listener(path)
    figures = measure(listener, data.load(folder))
    temperature, unsure_below = listener.head()[2:]
    return "\n".join(
        [
            f"{path.name} {listener.metadata['version']}, valid parts; share, 95 % interval, count",
            f"temperature {temperature}, unsure below {unsure_below}",
            *(figure.line() for figure in figures),
            f"30 s of sound on one thread: {milliseconds(listener):.1f} ms",
        ]
    )
