"""A library whose new genres are not as the base statistics would have them."""

from __future__ import annotations

import numpy as np

from tagger.training.discriminant import Linear, Statistics

SIZE = 24
KNOWN = ("Blues", "Jazz", "Metal", "Folk", "Soul")
OWN = ("Zouk", "Kizomba", "Kompa")
LOUD = 8
"""Numbers in which base genres vary a lot: there a person's genres differ."""

Tracks = tuple[np.ndarray, list[tuple[str, ...]]]


class Shelves:
    """Base genres, and a person's, which differ where the base genres only vary, and vary where
    those do not: what the base statistics say of the person's genres is wrong."""

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._centres = self._random.normal(size=(len(KNOWN), SIZE)) * 1.2
        self._own = np.zeros((len(OWN), SIZE))
        self._own[:, :LOUD] = self._random.normal(size=(len(OWN), LOUD)) * 0.8
        self._own[:, -1] = 2
        tracks, labels = self.tracks(500, *KNOWN)
        self.base = Statistics.empty(SIZE).add(tracks, labels)
        found = self.base.discriminant(0.01)
        self.head = Linear(found.genres, found.weight, found.bias)

    def tracks(self, each: int, *genres: str) -> Tracks:
        vectors = []
        for genre in genres:
            noise = self._random.normal(size=(each, SIZE))
            if genre in KNOWN:
                noise[:, :LOUD] *= 3
                vectors.append(self._centres[KNOWN.index(genre)] + noise)
            else:
                noise[:, LOUD : 2 * LOUD] *= 2.5
                vectors.append(self._own[OWN.index(genre)] + noise)
        labels = [(genre,) for genre in genres for _ in range(each)]
        return np.concatenate(vectors).astype(np.float32), labels
