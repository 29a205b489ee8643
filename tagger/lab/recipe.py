"""The recipe of a training run: every number that is not code, read from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TeacherStage:
    """Stage 1 of a member: the teachers. `audio`, `augmented` and `fma` are windows of a batch."""

    steps: int
    learning_rate: float
    weight_decay: float
    ema: float
    audio: int
    augmented: int
    fma: int
    vggish_weight: float


@dataclass(frozen=True, slots=True)
class GenreStage:
    """Stage 2 of a member: the genres, with the teachers beside them.

    `crops` of three windows each, drawn from the sets by their `shares`.
    """

    steps: int
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
    spoil_rate: float
    unknown_weight: float
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class StudentStage:
    """The student: learns what the members say together of the genre stage's crops, and of as
    many windows of unlabelled sound as `audio`, `augmented` and `fma` say."""

    steps: int
    learning_rate: float
    weight_decay: float
    ema: float
    audio: int
    augmented: int
    fma: int
    label_weight: float
    teacher_weight: float


Stage = TeacherStage | GenreStage | StudentStage


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it. `member_seeds` are the seeds of the ensemble that the student learns from."""

    version: str
    seed: int
    member_seeds: tuple[int, ...]
    stem: int
    blocks: tuple[int, int, int, int]
    embedding: int
    teachers: TeacherStage
    genres: GenreStage
    student: StudentStage
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
        member_seeds=tuple(table["member_seeds"]),
        stem=network["stem"],
        blocks=(first, second, third, fourth),
        embedding=network["embedding"],
        teachers=TeacherStage(**table["teachers"]),
        genres=GenreStage(**table["genres"]),
        student=StudentStage(**table["student"]),
        sure_accuracy=table["calibration"]["sure_accuracy"],
    )
