"""What a training comes to: a model that was learned and judged, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from tagger.catalog.suggestions import StoredEmbedding
from tagger.model.classifier import Head
from tagger.training.calibration import Line
from tagger.training.discriminant import Statistics
from tagger.training.selection import Selected
from tagger.workflow.example_records import Example
from tagger.workflow.material import Base
from tagger.workflow.present import Present


@dataclass(frozen=True, eq=False)
class Trained:
    """A model that was learned and judged, and is on no disk yet."""

    examples: tuple[Example, ...]
    """That it was learned from, with the genres they were learned under."""
    left_out: tuple[Example, ...]
    """Those that the person took out."""
    head: Head
    statistics: Statistics
    """The base statistics with the examples in them."""
    selected: Selected
    """The way of learning that won, its figures, and those of the others."""
    sure: Line
    """From where on 95 % of the answers are expected to be right."""
    present: Present
    """The model in use, asked about the same tracks."""
    base: Base
    """Of the network under the head: the bundled one, or one that was fine-tuned."""
    seconds: float
    heard: tuple[StoredEmbedding, ...] = ()
    """What that network heard in the examples, where the catalog does not have it yet."""

    @property
    def new_genres(self) -> tuple[str, ...]:
        """Genres that the bundled model does not know."""
        return tuple(genre for genre in self.head.genres if genre not in self.base.genres)
