"""The genres that a person uses, of those that a model knows: where the probability of others goes.

Let p be a model's calibrated distribution over all its genres. What lies on a genre that is not
used goes to the nearest genres above it that are (Delta Blues to Blues), in equal parts where there
are several, since nothing tells which of them is meant. What has none above it is lost. Let q be
what the used genres hold then, and c, the *covered* share, its sum.

Where c is at least a half (`LEAST_COVERED`), what was lost is shared out in proportion: q / c. That
is Bayes' rule for a person who says "my music is of no other genre", and then as well calibrated as
p was. It is too sure of itself where the music is of another genre after all, by up to 1 / c; so a
promise over many tracks counts q, which is right either way (`Suggestion.chance`).

Where c is less, it is more likely than not that the music is of a genre that is not used. Sharing
out would make a certainty of whichever used genre is least unlike it. So nothing is shared: the
probabilities stay q, small as they are, and the answer is unsure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tagger.genres.vocabulary import Vocabulary, fold
from tagger.records import LEAST_COVERED


class UsedGenres:
    """Those of a model's genres that a person uses, and how the others are shared out."""

    def __init__(
        self, genres: Sequence[str], unused: Collection[str], vocabulary: Vocabulary
    ) -> None:
        """`genres` are the model's; names mean the same genre in whatever spelling."""
        self._vocabulary = vocabulary
        names = {genre: vocabulary.canonical(genre) or genre for genre in genres}
        self._known = {fold(name) for name in names.values()}
        left_out = {self._fold(name) for name in unused}
        self.genres = tuple(genre for genre in genres if fold(names[genre]) not in left_out)
        """In the model's order."""
        self._by_name = {names[genre]: genre for genre in self.genres}
        self.heirs: Mapping[str, tuple[str, ...]] = {
            genre: self._heirs(names[genre]) for genre in genres if genre not in self.genres
        }
        """Of every genre that is not used: the used ones that get what lies on it."""

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return not self.heirs

    def knows(self, name: str) -> bool:
        """Whether this means a genre of the model."""
        return self._fold(name) in self._known

    def _fold(self, name: str) -> str:
        return fold(self._vocabulary.canonical(name) or name)

    def _heirs(self, name: str) -> tuple[str, ...]:
        """The nearest used genres above one; none that lies above another of them."""
        found: list[str] = []
        seen, waiting = {name}, [name]
        while waiting:
            genre = self._vocabulary.genre(waiting.pop(0))
            for parent in genre.parents if genre else ():
                if parent in seen:
                    continue
                seen.add(parent)
                if parent in self._by_name:
                    found.append(parent)
                else:
                    waiting.append(parent)
        above = set[str]().union(*(self._vocabulary.ancestors(parent) for parent in found))
        return tuple(self._by_name[parent] for parent in found if parent not in above)

    def restrict(
        self, genres: Sequence[str], probabilities: NDArray[np.floating]
    ) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
        """(N, C) of a model's genres to the used ones among them, (N, K), and what they cover (N,).

        Rows sum to 1 where a genre fits, else to what is covered; see above.
        """
        if self.all:
            return tuple(genres), probabilities.astype(np.float64), np.ones(len(probabilities))
        place = {genre: column for column, genre in enumerate(genres)}
        kept = tuple(genre for genre in genres if genre not in self.heirs)
        found = probabilities[:, [place[genre] for genre in kept]].astype(np.float64)
        column = {genre: number for number, genre in enumerate(kept)}
        for genre, heirs in self.heirs.items():
            if genre in place:
                # An heir that the model leaves out here, as of speech, gets nothing.
                for heir in heirs:
                    if heir in column:
                        found[:, column[heir]] += probabilities[:, place[genre]] / len(heirs)
        covered = np.minimum(found.sum(axis=1), 1.0)
        fits = covered >= LEAST_COVERED
        found[fits] /= covered[fits, None]
        return kept, found, covered
