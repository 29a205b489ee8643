"""What a training works on: the base that it starts from, examples that were heard, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tagger.errors import TaggerError, display_path
from tagger.genres.vocabulary import fold
from tagger.model.library import load_model
from tagger.records import Float32
from tagger.training.checks import Findings
from tagger.training.discriminant import Linear, Statistics
from tagger.training.grouping import Groups, form_groups, group_of
from tagger.wording import say
from tagger.workflow.example_records import Example
from tagger.workflow.jobs import CancelToken
from tagger.workflow.listener import Listener
from tagger.workflow.session import Session

STATISTICS_FILE = "genre-statistics.npz"


class Stopped(Exception):
    """The person cancelled; never leaves a job."""


def go_on(token: CancelToken) -> None:
    """Wait while paused. Raises `Stopped` once cancelled."""
    if not token.proceed():
        raise Stopped


@dataclass(frozen=True, eq=False)
class Base:
    """What a personal model stands on: the network that ships with Tagger and what it knows."""

    listener: Listener
    statistics: Statistics
    genres: tuple[str, ...]
    """That it knows; all others are the person's own."""
    content: bytes | None = None
    """The model file, where it is on no disk yet."""

    @property
    def linear(self) -> Linear:
        head = self.listener.model.head
        return Linear(head.genres, head.weight, head.bias)

    @property
    def path(self) -> Path:
        return self.listener.model.info.path


def open_base(session: Session) -> Base:
    """Raises `ModelError` and `TaggerError` where a file of the bundled model is not in order."""
    listener = Listener(load_model(session.home))
    path = listener.model.info.path.with_name(STATISTICS_FILE)
    try:
        statistics = Statistics.load(path)
    except (OSError, KeyError, ValueError) as error:
        raise TaggerError(
            say(
                "The file {path} is missing or damaged. Install Tagger again.",
                path=display_path(path),
            )
        ) from error
    return Base(listener, statistics, listener.model.genres)


@dataclass(frozen=True)
class Corrections:
    """What the person changed after a look at the findings; examples by content identity."""

    left_out: frozenset[bytes] = frozenset()
    given: Mapping[bytes, tuple[str, ...]] = field(default_factory=dict)
    """Other genres for an example."""
    joined: Mapping[str, str] = field(default_factory=dict)
    """Genres that are another one under a second name."""
    dropped: frozenset[str] = frozenset()
    """Genres that are not to be learned."""

    def apply(self, examples: Iterable[Example], known: Iterable[str] = ()) -> list[Example]:
        """The examples as they are to be learned from; those without a genre left are not.

        A genre typed in another case or width is the one of `known`, or of the examples.
        """
        examples = list(examples)
        spelled = {fold(genre): genre for each in examples for genre in each.genres}
        spelled |= {fold(genre): genre for genre in known}
        kept: list[Example] = []
        for each in examples:
            if each.identity in self.left_out:
                continue
            given = self.given.get(each.identity, each.genres)
            names = (spelled.setdefault(fold(name), name) for name in given)
            joined = dict.fromkeys(self.joined.get(name, name) for name in names)
            genres = tuple(name for name in joined if name not in self.dropped)
            if genres:
                kept.append(each if genres == each.genres else replace(each, genres=genres))
        return kept


@dataclass(frozen=True, eq=False)
class Material:
    """N examples that were heard, and what was found among them."""

    examples: tuple[Example, ...]
    """(N,)."""
    embeddings: Float32
    """(N, D), as stored."""
    failures: tuple[tuple[Path, str], ...]
    """Examples that cannot be learned from, and why."""
    findings: Findings
    """Its rows are those of `examples`."""

    def corrected(
        self, corrections: Corrections, known: Iterable[str] = ()
    ) -> tuple[tuple[Example, ...], Float32, Groups]:
        """What is left after corrections: examples (M,), embeddings (M, D), and their groups."""
        kept = tuple(corrections.apply(self.examples, known))
        place = {each.identity: row for row, each in enumerate(self.examples)}
        rows = [place[each.identity] for each in kept]
        at = {row: index for index, row in enumerate(rows)}
        copies = [[at[row] for row in one.rows if row in at] for one in self.findings.copies]
        return kept, self.embeddings[rows], form_groups(group_names(kept), filter(None, copies))


def group_names(examples: Iterable[Example]) -> list[str]:
    """`group_of` each."""
    return [group_of(each.artist, each.album, each.folder, each.genres) for each in examples]
