"""What a model says of itself, read with care: the file may come from anywhere.

A note that is missing, of another type or beyond reason is None or left out; nothing raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tagger.measures import wilson
from tagger.records import ModelInfo

_LARGEST_COUNT = 1_000_000_000
_MOST_ENTRIES = 2_000
_LONGEST_NOTE = 120


@dataclass(frozen=True)
class Accuracy:
    """How many answers were right, and the 95 % interval of the share."""

    right: int
    total: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.total


@dataclass(frozen=True)
class Present:
    """The model that suggested when this one was trained, on the same tracks."""

    name: str
    right: int
    total: int
    by_heart: bool
    """It had learned from these tracks."""


@dataclass(frozen=True)
class GenreRecall:
    """Of the tracks of a genre, the share that was found."""

    tracks: int | None
    recall: float | None


@dataclass(frozen=True)
class Evaluated:
    """A model's own evaluation, on its own examples."""

    accuracy: Accuracy | None
    macro_f1: float | None
    present: Present | None
    optimistic: bool
    groups: int | None
    by_genre: dict[str, GenreRecall]


@dataclass(frozen=True)
class Origin:
    """When a model was trained and from what."""

    lesson: str
    """Names the examples; empty where the file does not say."""
    trained_at: datetime | None
    base_version: str
    method: str
    examples: int | None
    genres: dict[str, int]
    """Tracks by genre."""
    sources: dict[str, int]
    """Tracks by source."""


@dataclass(frozen=True)
class ModelCard:
    """A model as the list and its details show it."""

    info: ModelInfo
    named: bool
    """Whether its name leads to this very file."""
    active: bool
    size: int | None
    """Bytes."""
    license: str
    taught: tuple[str, ...]
    """Genres beyond those of the bundled model."""
    origin: Origin
    evaluated: Evaluated

    @property
    def is_bundled(self) -> bool:
        return self.info.bundled


def origin_of(provenance: dict[str, object]) -> Origin:
    lesson = provenance.get("lesson")
    return Origin(
        lesson=str(lesson) if isinstance(lesson, str | int) else "",
        trained_at=_moment(provenance.get("trained_at")),
        base_version=_text(provenance.get("base_version")),
        method=_text(provenance.get("method")),
        examples=_count(provenance.get("examples")),
        genres=_counts(provenance.get("genres")),
        sources=_counts(provenance.get("sources")),
    )


def evaluated_of(provenance: dict[str, object]) -> Evaluated:
    said = _entries(provenance.get("evaluation"))
    return Evaluated(
        accuracy=_accuracy(_entries(said.get("accuracy"))),
        macro_f1=_share(said.get("macro_f1")),
        present=_present(_entries(said.get("present"))),
        optimistic=said.get("optimistic") is True,
        groups=_count(said.get("groups")),
        by_genre=_by_genre(said.get("by_genre")),
    )


def _accuracy(said: dict[str, object]) -> Accuracy | None:
    right, total = _count(said.get("right")), _count(said.get("total"))
    if right is None or total is None or not 0 < total >= right:
        return None
    low, high = _share(said.get("low")), _share(said.get("high"))
    if low is None or high is None or not low <= right / total <= high:
        low, high = wilson(right, total)
    return Accuracy(right, total, low, high)


def _present(said: dict[str, object]) -> Present | None:
    right, total = _count(said.get("right")), _count(said.get("total"))
    if right is None or total is None or not 0 < total >= right:
        return None
    return Present(_text(said.get("name")), right, total, said.get("by_heart") is True)


def _by_genre(said: object) -> dict[str, GenreRecall]:
    found: dict[str, GenreRecall] = {}
    for each in said[:_MOST_ENTRIES] if isinstance(said, list) else ():
        line = _entries(each)
        name = line.get("genre")
        if isinstance(name, str):
            found[name] = GenreRecall(_count(line.get("tracks")), _share(line.get("recall")))
    return found


def _entries(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _counts(value: object) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, number in list(_entries(value).items())[:_MOST_ENTRIES]:
        count = _count(number)
        if count is not None:
            found[name] = count
    return found


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST_COUNT:
        return None
    return value


def _share(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 1 else None


def _text(value: object) -> str:
    """As it stands, but not endless; whoever shows it sees to it that it is harmless."""
    if not isinstance(value, str):
        return ""
    return value if len(value) <= _LONGEST_NOTE else f"{value[: _LONGEST_NOTE - 1]}…"


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
