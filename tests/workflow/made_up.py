"""Examples that nobody has to listen to, and what is learned from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tagger.catalog.suggestions import StoredEmbedding
from tagger.records import AnalysisStatus
from tagger.workflow.example_records import Example, Source
from tagger.workflow.gathering import CheckJob
from tagger.workflow.jobs import JobContext
from tagger.workflow.material import Material, open_base
from tagger.workflow.session import Session
from tagger.workflow.train import TrainJob
from tagger.workflow.trained import Trained


def heard(session: Session, examples: Sequence[Example]) -> Sequence[Example]:
    """The examples, as if they had been listened to: genres sound different, tracks a little."""
    base = open_base(session)
    size = base.statistics.size
    found = []
    for number, each in enumerate(examples):
        place = np.random.default_rng(list("".join(each.genres).encode("utf-8", "replace"))).normal(
            size=size
        )
        vector = place + np.random.default_rng(number).normal(size=size)
        found.append(
            StoredEmbedding(each.identity, AnalysisStatus.OK, vector.astype(np.float16), windows=8)
        )
    session.suggestions.store_embeddings(base.listener.network_key, found)
    return examples


def made_up(genre: str, count: int) -> list[Example]:
    return [
        Example(
            path=Path(f"/music/{genre}/{number}.mp3"),
            identity=f"{genre} {number}".encode(),
            genres=(genre,),
            artist=f"{genre} artist {number}",
            album="",
            folder="",
            title="",
            source=Source.FOLDER,
        )
        for number in range(count)
    ]


def checked(session: Session, examples: Sequence[Example]) -> Material:
    found = CheckJob(session, examples).run(JobContext())
    assert found is not None
    return found


def trained(session: Session, examples: Sequence[Example]) -> Trained:
    found = TrainJob(session, checked(session, examples)).run(JobContext())
    assert found is not None
    return found
