"""The recipe of a training run: every number that is not code, read from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tagger.lab.augment import Variation


@dataclass(frozen=True, slots=True)
class Stage:
    """Learning the teachers: all of stage 1, and what stage 2 does beside the genres.

    `audio`, `augmented` and `fma` are single windows of a batch.
    """

    steps: int
    learning_rate: float
    weight_decay: float
    ema: float
    audio: int
    augmented: int
    fma: int
    vggish_weight: float


@dataclass(frozen=True, slots=True)
class GenreStage(Stage):
    """Stage 2: the genres, from `crops` of three windows each, drawn from the sets by `shares`."""

    crops: int
    teacher_weight: float
    label_smoothing: float
    mixup_rate: float
    mixup_beta: float
    change: Variation
    spoil_rate: float
    unknown_weight: float
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it. A network is trained for each of the `seeds`; the first one is bundled."""

    version: str
    seeds: tuple[int, ...]
    stem: int
    blocks: tuple[int, int, int, int]
    embedding: int
    teachers: Stage
    genres: GenreStage
    sure_accuracy: float


def read(path: Path) -> Recipe:
    """Reads a recipe.

    Raises FileNotFoundError, tomllib.TOMLDecodeError, or TypeError and KeyError where a value is
    missing or unknown.
    """
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    network, genres = table["network"], table["genres"]
    first, second, third, fourth = network["blocks"]
    return Recipe(
        version=table["version"],
        seeds=tuple(table["seeds"]),
        stem=network["stem"],
        blocks=(first, second, third, fourth),
        embedding=network["embedding"],
        teachers=Stage(**table["teachers"]),
        genres=GenreStage(**(genres | {"change": Variation(**genres["change"])})),
        sure_accuracy=table["calibration"]["sure_accuracy"],
    )
