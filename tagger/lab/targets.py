"""What the first stage learns to predict: the outputs of networks that heard far more music.

musicnn's penultimate layer is standardised value by value. YAMNet's embedding and the VGGish
vectors are reduced to principal components on one common scale each: whitening them one by one
would make the last, noisy components as important as the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.lab.data import Corpus, Taught

YAMNET_COMPONENTS = 64
VGGISH_COMPONENTS = 64
SIZES: dict[str, int] = {
    "musicnn": 200, "yamnet": YAMNET_COMPONENTS, "vggish": VGGISH_COMPONENTS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Projection:
    """Centre, principal components and common scale of a set of vectors."""

    mean: NDArray[np.float32]
    components: NDArray[np.float32]
    scale: float

    @staticmethod
    def fit(vectors: NDArray[np.float32], count: int) -> Projection:
        """The first `count` components of (N, D) vectors; their mean variance becomes one."""
        mean = vectors.mean(0)
        covariance = np.cov((vectors - mean).T.astype(np.float64))
        values, directions = np.linalg.eigh(covariance)
        components = directions[:, ::-1][:, :count]
        scale = float(np.sqrt(values[::-1][:count].mean()))
        return Projection(mean, components.astype(np.float32), scale)

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, D) -> (N, count)."""
        projected = (vectors - self.mean) @ self.components / self.scale
        return projected.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Teachers:
    """Turns raw teacher outputs into targets; fitted on the train items only."""

    musicnn_mean: NDArray[np.float32]
    musicnn_deviation: NDArray[np.float32]
    yamnet: Projection
    vggish: Projection

    @staticmethod
    def fit(corpus: Corpus) -> Teachers:
        """Reads the train parts of the corpus."""
        train = corpus.audio.part("train")
        patches = np.concatenate(train.musicnn)
        rows = [i for i, item in enumerate(corpus.fma) if item.split == "train"]
        vggish = corpus.vggish[rows]
        vggish = vggish[~np.isnan(vggish).any(1)]
        return Teachers(
            patches.mean(0),
            patches.std(0) + np.float32(1e-3),
            Projection.fit(train.yamnet, YAMNET_COMPONENTS),
            Projection.fit(vggish, VGGISH_COMPONENTS),
        )

    def patches(self, taught: Taught) -> list[NDArray[np.float32]]:
        """Standardised musicnn targets, (patches, 200) per item."""
        return [(patch - self.musicnn_mean) / self.musicnn_deviation for patch in taught.musicnn]


def explained_variance(truth: NDArray[np.float32], predicted: NDArray[np.float32]) -> float:
    """Share of the variance of (N, D) `truth` that `predicted` explains; 1 is perfect."""
    residual = float(((truth - predicted) ** 2).sum())
    return 1 - residual / float(((truth - truth.mean(0)) ** 2).sum())
