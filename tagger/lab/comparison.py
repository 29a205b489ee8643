"""How alike the app hears a recording and a changed copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tagger.lab.files import Answer
from tagger.measures import Share
from tagger.records import TrackContent

TRAINED_ON = (
    "Many of the recordings are in the training data. That does not flatter these figures, which "
    "compare a recording with itself; it would flatter an accuracy."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One variant of many recordings beside their references."""

    name: str
    same_genre: Share
    cosines: tuple[float, ...]
    """Of the embeddings, for the pairs that both have one."""
    change: float
    """Mean change of the probability of the reference's first genre."""
    not_music: int
    """Variants that were taken for speech or noise."""

    def line(self) -> str:
        """A row under `HEADER`."""
        value, (low, high) = self.same_genre.value, self.same_genre.interval
        counts = f"{self.same_genre.right}/{self.same_genre.total}"
        mean, fifth, least = (
            (np.mean(self.cosines), np.quantile(self.cosines, 0.05), min(self.cosines))
            if self.cosines
            else (np.nan, np.nan, np.nan)
        )
        return (
            f"{self.name:<28} {counts:>7}  {value:.3f} [{low:.3f}, {high:.3f}]  "
            f"{mean:>6.4f}  {fifth:>6.4f}  {least:>6.4f}  {self.change:>+7.3f}  "
            f"{self.not_music:>9}"
        )


HEADER = (
    f"{'variant':<28} {'same':>7}  {'share':<5} {'95 % interval':<14}  "
    f"{'cosine':>6}  {'5 %':>6}  {'least':>6}  {'change':>7}  "
    f"{'not music':>9}"
)


def compare(name: str, references: Sequence[Answer], variants: Sequence[Answer]) -> Comparison:
    """Pairs in order. A variant without a genre is not the same; a reference without one is no
    pair at all."""
    pairs = [
        (reference, variant)
        for reference, variant in zip(references, variants, strict=True)
        if reference.first is not None
    ]
    same = [reference.first == variant.first for reference, variant in pairs]
    changes = [
        variant.genres.get(reference.first, 0.0) - reference.genres[reference.first]
        for reference, variant in pairs
        if reference.first is not None
    ]
    cosines = tuple(
        cosine(reference, variant)
        for reference, variant in pairs
        if reference.vector is not None and variant.vector is not None
    )
    lost = sum(variant.content is not TrackContent.MUSIC for _, variant in pairs)
    change = float(np.mean(changes)) if changes else 0.0
    return Comparison(name, Share.of(same), cosines, change, lost)


def cosine(one: Answer, other: Answer) -> float:
    """The cosine between two embeddings; raises ValueError where there is none."""
    if one.vector is None or other.vector is None:
        raise ValueError("an answer without an embedding")
    a, b = one.vector.astype(np.float64), other.vector.astype(np.float64)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
