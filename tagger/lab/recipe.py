"""The recipe of a training run: every number that is not code, read from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TeacherStage:
    """Stage 1. Ends after `steps` steps or `minutes` of training, whichever is first."""

    steps: int
    minutes: float
    learning_rate: float
    weight_decay: float
    ema: float
    audio: int
    augmented: int
    fma: int
    vggish_weight: float


@dataclass(frozen=True, slots=True)
class GenreStage:
    """Stage 2. `shares` are the sets' shares of the crops; the rest as its name says."""

    steps: int
    minutes: float
    learning_rate: float
    weight_decay: float
    ema: float
    crops: int
    audio: int
    augmented: int
    fma: int
    teacher_weight: float
    vggish_weight: float
    label_smoothing: float
    mixup_rate: float
    mixup_beta: float
    augment_rate: float
    unknown_weight: float
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it. `network` holds the keyword arguments of `network.Shape`."""

    version: str
    seed: int
    stem: int
    blocks: tuple[int, int, int, int]
    embedding: int
    teachers: TeacherStage
    genres: GenreStage
    sure_accuracy: float


def read(path: Path) -> Recipe:
    """Reads a recipe.

    Raises FileNotFoundError, tomllib.TOMLDecodeError, or TypeError and KeyError where a value is
    missing or unknown.
    """
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    network = table["network"]
    first, second, third, fourth = network["blocks"]
    return Recipe(
        version=table["version"],
        seed=table["seed"],
        stem=network["stem"],
        blocks=(first, second, third, fourth),
        embedding=network["embedding"],
        teachers=TeacherStage(**table["teachers"]),
        genres=GenreStage(**table["genres"]),
        sure_accuracy=table["calibration"]["sure_accuracy"],
    )
