"""What the model in use says of the examples, without having learned from those it is asked about.

A model that was taught these very tracks knows them by heart. So a personal model whose examples
are known is taught anew for every fold, without what is held out there: its own way of learning is
judged on the same terms as the new one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagger.errors import TaggerError
from tagger.model.library import LoadedModel, load_model
from tagger.model.personal import provenance_of
from tagger.records import Float32
from tagger.settings import ACTIVE_MODEL
from tagger.training.discriminant import Linear
from tagger.training.evaluation import Scores, said_by
from tagger.training.folds import FOLDS, split
from tagger.training.grouping import Groups
from tagger.training.learner import BLEND, METHODS, learn
from tagger.workflow.example_records import Example
from tagger.workflow.lessons import examples_of_model, lesson_of_model
from tagger.workflow.material import Base, group_names
from tagger.workflow.session import Session


@dataclass(frozen=True, eq=False)
class Present:
    """The model in use, and what it says of N examples."""

    name: str
    scores: Scores
    """(N, C)."""
    by_heart: bool = False
    """It may have learned from these very tracks: the comparison flatters it."""


def ask_present(
    session: Session,
    base: Base,
    examples: Sequence[Example],
    embeddings: Float32,
    groups: Groups,
) -> Present:
    """What the model in use says of examples (N,) with embeddings (N, D) in these groups.

    Where it cannot be asked (its file is gone, or its network is another one) the bundled model
    stands in, under its own name.
    """
    model = _in_use(session, base)
    said = said_by(_linear(model), embeddings, model.head.temperature)
    if model.info.bundled:
        return Present(model.info.name, said)
    lesson = lesson_of_model(session, model)
    if lesson is None:
        return Present(model.info.name, said, by_heart=True)
    taught = _Taught.of(session, model, base)
    fold = split([each.genres for each in examples], groups.index, FOLDS).fold
    names = group_names(examples)
    genres = list(said.genres)
    scores = said.probabilities.copy()
    for part in range(int(fold.max(initial=-1)) + 1):
        rows = np.flatnonzero(fold == part).tolist()
        linear = taught.without(
            {examples[row].identity for row in rows}, {names[row] for row in rows} - {""}
        )
        answers = said_by(linear, embeddings[rows], model.head.temperature)
        scores[rows] = answers.columns(genres)
    return Present(model.info.name, Scores(said.genres, scores))


@dataclass(frozen=True, eq=False)
class _Taught:
    """What the model in use learned from, and how."""

    base: Base
    examples: Sequence[Example]
    names: Sequence[str]
    embeddings: Float32
    method: str

    @classmethod
    def of(cls, session: Session, model: LoadedModel, base: Base) -> _Taught:
        examples = [e for e in examples_of_model(session, model.info.name) if e.genres]
        heard = session.suggestions.embeddings(
            base.listener.network_key, [each.identity for each in examples]
        )
        pairs = [(each, heard[each.identity].vector) for each in examples if each.identity in heard]
        there = [(each, vector) for each, vector in pairs if vector is not None]
        size = base.statistics.size
        vectors = np.array([vector for _, vector in there], np.float32).reshape(-1, size)
        method = provenance_of(model.network).get("method")
        known = [each for each, _ in there]
        return cls(
            base,
            known,
            group_names(known),
            vectors,
            str(method) if method in METHODS else BLEND,
        )

    def without(self, identities: set[bytes], names: set[str]) -> Linear:
        keep: NDArray[np.intp] = np.array(
            [
                row
                for row, each in enumerate(self.examples)
                if each.identity not in identities and self.names[row] not in names
            ],
            dtype=np.intp,
        )
        labels = [self.examples[row].genres for row in keep]
        base = self.base
        return learn(
            base.statistics, base.linear, self.embeddings[keep], labels, self.method
        ).linear


def _in_use(session: Session, base: Base) -> LoadedModel:
    bundled = base.listener.model
    name = session.settings.get(ACTIVE_MODEL)
    if not name:
        return bundled
    try:
        model = load_model(session.home, name)
    except TaggerError:
        return bundled
    return model if model.network_key == bundled.network_key else bundled


def _linear(model: LoadedModel) -> Linear:
    return Linear(model.head.genres, model.head.weight, model.head.bias)
