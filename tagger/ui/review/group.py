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
    """For how many tracks each genre is suggested."""
    suggested: int
    """For how many tracks there is any."""
    decided: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Group:
        return cls(
            count=len(lines),
            artists=len({line.artist for line in lines if line.artist}),
            states=Counter(line.row.state for line in lines),
            genres=Counter(name for line in lines for name in line.names),
            suggested=sum(bool(line.names) for line in lines),
            decided=sum(line.row.decision is not None for line in lines),
        )
