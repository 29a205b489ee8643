"""What the training dialog asks for, done by jobs: gathered, checked, learned and kept there.

One job at a time. A newer wish stands in place of one that waits or runs, and what is told of a job
that nobody waits for any more is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from tagger.genres.vocabulary import Vocabulary
from tagger.model.library import load_model, open_models
from tagger.records import ModelInfo
from tagger.training.crates import Crate
from tagger.training.deepening import Deepen
from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.ui.training.findings import Finding, Group, findings_of
from tagger.ui.training.fold import remarks_on
from tagger.ui.training.sources import together
from tagger.workflow.deep import DeepJob, DeepOffer
from tagger.workflow.example_records import Example, Gathered, Wanted
from tagger.workflow.gathering import CheckJob, ExamplesJob
from tagger.workflow.jobs import Job, JobContext
from tagger.workflow.lessons import (
    examples_of_model,
    lesson_of,
    lesson_of_model,
    wanted_of,
)
from tagger.workflow.material import Corrections, Material
from tagger.workflow.session import Session
from tagger.workflow.train import TrainJob, free_name, own_with_parents, save
from tagger.workflow.trained import Trained

_Done = Callable[[Any], None]


@dataclass(frozen=True)
class Start:
    """What the first step needs to know."""

    name: str
    """That no model has."""
    names: tuple[str, ...]
    """Of all models."""
    models: tuple[str, ...]
    """That can be taught more."""
    decisions: int
    known: tuple[str, ...]
    """Genres of the model that comes with Tagger."""
    vocabulary: Vocabulary


@dataclass(frozen=True)
class ReadCrates:
    """What files of playlists hold."""

    crates: tuple[Crate, ...]
    failures: tuple[tuple[Path, str], ...]


@dataclass(frozen=True, eq=False)
class Found:
    """The examples, and what a person should know of them as rows."""

    gathered: Gathered
    remarks: Sequence[tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Checked:
    """The examples that were heard, and what was found among them as rows."""

    material: Material
    findings: dict[Group, list[Finding]]


@dataclass(frozen=True, eq=False)
class Keeping:
    """What is to be kept, and under which name."""

    trained: Trained
    name: str
    wanted: Wanted
    gathered: Gathered
    dropped: frozenset[str] = frozenset()
    """Genres that were not ticked."""
    parents: Mapping[str, str] = field(default_factory=dict)
    replace: bool = False
    """The model of this name learned more."""


class TrainDesk(QObject):
    """Answers come on the Qt thread. At most one job of this desk is under way."""

    failed = Signal(str)
    """The sentence why a job did not come to its end."""
    cancelled = Signal()
    busy_changed = Signal()

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self.runner = controller.training
        self._running: tuple[Job[Any], _Done] | None = None
        self._waiting: tuple[Job[Any], _Done] | None = None
        self._stop_at_start = False
        self._closed = False
        self.runner.started.connect(self._on_started)
        self.runner.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        return self._running is not None

    def start(self, wish: str, done: Callable[[Start], None]) -> None:
        self._answer(lambda session: _start(session, wish), done)

    def read_crates(self, files: Sequence[Path], done: Callable[[ReadCrates], None]) -> None:
        def work(session: Session) -> ReadCrates:
            from tagger.workflow.examples import read_crate_files

            return ReadCrates(*read_crate_files(files))

        self._answer(work, done)

    def examples_of(
        self, name: str, arrange: Callable[[list[Example]], Any], done: Callable[[Any], None]
    ) -> None:
        """What a model was taught, as `arrange` makes it on the worker."""
        self._answer(lambda session: arrange(examples_of_model(session, name)), done)

    def gather(self, wanted: Wanted, model: str | None, done: Callable[[Found], None]) -> None:
        self._submit(_GatherJob(ExamplesJob(self._session, wanted, model)), done)

    def check(
        self,
        gathered: Gathered,
        dropped: frozenset[str],
        parents: Mapping[str, str],
        done: Callable[[Checked], None],
    ) -> None:
        """`dropped` are genres that are not to be learned."""
        self._submit(_CheckJob(self._session, gathered, dropped, parents), done)

    def train(
        self, material: Material, corrections: Corrections, done: Callable[[Trained], None]
    ) -> None:
        self._submit(TrainJob(self._session, material, corrections), done)

    def deepen(
        self,
        material: Material,
        deepen: Deepen,
        corrections: Corrections,
        method: str,
        done: Callable[[DeepOffer], None],
    ) -> None:
        """Let the whole network learn; `method` is the quick model's."""
        self._submit(DeepJob(self._session, material, deepen, corrections, method), done)

    def keep(self, keeping: Keeping, done: Callable[[ModelInfo], None]) -> None:
        self._submit(_KeepJob(self._session, keeping), done)

    def run(self, job: Job[Any], done: _Done) -> None:
        """Any other job."""
        self._submit(job, done)

    def cancel(self) -> None:
        """Stop what runs; `cancelled` tells when it did."""
        self._waiting = None
        if self._running is not None:
            self._stop_at_start = True
            self._stop()

    def close(self) -> None:
        """Nobody waits for an answer any more; what runs is stopped."""
        self._closed = True
        self.cancel()

    @property
    def _session(self) -> Session:
        session = self._controller.session
        assert session is not None, "the dialog is opened only once the catalog is"
        return session

    def _answer(self, work: Callable[[Session], Any], done: _Done) -> None:
        session = self._session

        def told(tell: _Done) -> _Done:
            return lambda answer: None if self._closed else tell(answer)

        self._controller.background.submit(
            lambda: work(session),
            told(done),
            failed=told(lambda sentence: self.failed.emit(sentence)),
            doing=self.tr("Reading what the training needs"),
        )

    def _submit(self, job: Job[Any], done: _Done) -> None:
        self._waiting = (job, done)
        if self._running is None:
            self._step()
        else:
            self._stop_at_start = True
            self._stop()

    def _step(self) -> None:
        self._running, self._waiting = self._waiting, None
        self._stop_at_start = False
        if self._running is not None:
            self.runner.submit(self._running[0])
        self.busy_changed.emit()

    def _stop(self) -> None:
        # The runner is shared: only what is ours and runs by now may be stopped.
        if self._running is not None and self.runner.current is self._running[0]:
            self.runner.cancel()

    def _on_started(self, job: Job[Any]) -> None:
        if self._stop_at_start and self._running is not None and job is self._running[0]:
            self.runner.cancel()

    def _on_ended(self, end: JobEnd) -> None:
        if self._closed or self._running is None or end.job is not self._running[0]:
            return
        _, done = self._running
        if self._waiting is not None:
            self._step()
            return
        self._running = None
        self.busy_changed.emit()
        if end.error is not None:
            self.failed.emit(end.error)
        elif end.result is None:
            self.cancelled.emit()
        else:
            done(end.result)


class _GatherJob:
    """The rows of thousands of remarks are made here, where nobody waits."""

    def __init__(self, job: ExamplesJob) -> None:
        self._job = job
        self.title = job.title

    def run(self, context: JobContext) -> Found | None:
        gathered = self._job.run(context)
        return None if gathered is None else Found(gathered, remarks_on(gathered))


class _CheckJob:
    """Parents that cannot be are told now, not when all is learned."""

    def __init__(
        self,
        session: Session,
        gathered: Gathered,
        dropped: frozenset[str],
        parents: Mapping[str, str],
    ) -> None:
        self._session = session
        self._gathered = gathered
        self._dropped = dropped
        self._parents = parents
        self.title = CheckJob(session, ()).title

    def run(self, context: JobContext) -> Checked | None:
        session = self._session
        examples = Corrections(dropped=self._dropped).apply(self._gathered.examples)
        genres = dict.fromkeys(genre for each in examples for genre in each.genres)
        own_with_parents(session, self._parents, (*load_model(session.home).genres, *genres))
        material = CheckJob(session, examples).run(context)
        return None if material is None else Checked(material, findings_of(material))


class _KeepJob:
    """`save` as a job. It is over in a second and not to be stopped half way."""

    def __init__(self, session: Session, keeping: Keeping) -> None:
        self.title = QCoreApplication.translate("jobs", "Saving the model")
        self._session = session
        self._keeping = keeping

    def run(self, context: JobContext) -> ModelInfo:
        session, keeping = self._session, self._keeping
        wanted = keeping.wanted
        if keeping.replace:
            lesson = lesson_of_model(session, load_model(session.home, keeping.name))
            if lesson is not None:
                wanted = together(wanted_of(lesson)[0], wanted)
        return save(
            session,
            keeping.trained,
            keeping.name,
            wanted=wanted,
            left_out=_left_out(keeping.gathered, keeping.dropped),
            parents=keeping.parents,
            replace=keeping.replace,
        )


def _left_out(gathered: Gathered, dropped: frozenset[str]) -> tuple[Example, ...]:
    """Examples that are not to come back when the sources are gathered again."""
    out = (each for each in gathered.examples if dropped.issuperset(each.genres))
    return (*gathered.left_out, *out)


def _start(session: Session, wish: str) -> Start:
    lessons = session.lessons.ids()
    found = list(open_models(session.home))
    models = [
        info.name
        for info, network in found
        if network is not None and not info.bundled and lesson_of(network) in lessons
    ]
    decisions = session.decisions.all().values()
    return Start(
        free_name(session, wish),
        tuple(info.name for info, _ in found),
        tuple(models),
        sum(each.decision.settled for each in decisions),
        load_model(session.home).genres,
        session.vocabulary,
    )
