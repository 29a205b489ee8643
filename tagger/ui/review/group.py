"""Several tracks summed up for the inspector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tagger.ui.library.lines import Line
from tagger.workflow.review import ReviewState


@dataclass(frozen=True)
class Group:
    """What a selection has in common. Safe on any thread."""

    count: int
    artists: int
    states: Counter[ReviewState]
    genres: Counter[str]
    """How often each genre is suggested."""
    suggested: int
    decided: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Group:
        genres = Counter(line.suggestion for line in lines if line.suggestion)
        return cls(
            count=len(lines),
            artists=len({line.artist for line in lines if line.artist}),
            states=Counter(line.row.state for line in lines),
            genres=genres,
            suggested=genres.total(),
            decided=sum(line.row.decision is not None for line in lines),
        )
