"""Between the window and the workflow: what is asked for runs on a worker, answers come as signals.

Nothing here touches the catalog, a file or the model on the Qt thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tagger.catalog.tracks import Root
from tagger.paths import Home
from tagger.records import Policy
from tagger.ui.jobs import Background, JobEnd, JobRunner
from tagger.ui.library.lines import Library, Line, line_of
from tagger.ui.library.track_model import TrackModel
from tagger.ui.outcomes import Problem, summarise
from tagger.workflow.estimate import Estimate
from tagger.workflow.jobs import Job
from tagger.workflow.library_view import (
    AnalyseLibrary,
    RehearsedUndo,
    RehearseUndo,
    WritePlan,
    plan_writes,
)
from tagger.workflow.review import ReviewRow, accept, choose, reject, review_rows, take_back
from tagger.workflow.session import Session

_PLAN_MILLISECONDS = 250
_MANY = 2000


@dataclass(frozen=True)
class _Opened:
    session: Session
    recovered: tuple[Problem, ...]
    genres: tuple[str, ...]


class Controller(QObject):
    """Owns the session, the workers and the rows of one window."""

    opened = Signal()
    refused = Signal(str)
    """The catalog or the settings cannot be used; the sentence says why."""
    loaded = Signal()
    """The library's rows are there."""
    notice = Signal(str)
    planned = Signal(object)
    """WritePlan: what writing all that was decided would do now."""
    rehearsed = Signal(object)
    """RehearsedUndo: what the person has to agree to."""
    problems_changed = Signal()

    def __init__(self, home: Home, model_key: str | None, parent: QObject | None = None) -> None:
        """`model_key` is that of the last time: rows can be shown before the model is loaded."""
        super().__init__(parent)
        self.home = home
        self.session: Session | None = None
        self._opening: Session | None = None
        self.model_key = model_key
        self.genre_names: tuple[str, ...] = ()
        self.problems: dict[Path, Problem] = {}
        self.runner = JobRunner(self)
        self.training = JobRunner(self)
        """Gathering and learning, beside a library that may be listened to for hours."""
        self.background = Background("catalog reader", self)
        self.listening = Background("listening", self)
        self._planning = Background("planning", self)
        self.rows = TrackModel(self._arrange, self)
        self._workers = (self.background, self.listening, self._planning)
        for worker in self._workers:
            worker.failed.connect(self.notice)
        self._plan_timer = QTimer(self, singleShot=True, interval=_PLAN_MILLISECONDS)
        self._plan_timer.timeout.connect(self._plan)
        self.runner.changed.connect(self._refresh_ids)
        self.training.changed.connect(self._refresh_ids)
        self.runner.ended.connect(self._on_ended)
        self._closed = False

    def open(self) -> None:
        """Open the catalog, settle what a crash cut off, then load the rows."""
        home = self.home

        def work() -> _Opened:
            session = self._opening = Session.open(home)
            return _prepare(session)

        self.background.submit(
            work, self._on_opened, failed=self.refused.emit, doing="Opening the catalog"
        )

    def close(self) -> None:
        """Stop every worker, then give the catalog back."""
        if self._closed:
            return
        self._closed = True
        self._plan_timer.stop()
        self.runner.stop()
        self.training.stop()
        for worker in self._workers:
            worker.stop()
        # Set by the worker: the window may be closed before it was told that the catalog is open.
        if self._opening is not None:
            self._opening.close()
            self._opening = None
        self.session = None

    def add(self, paths: Sequence[Path]) -> None:
        """Scan files and folders, then listen to what is new."""
        from tagger.workflow.scan import ScanJob

        self._step_ahead(ScanJob(self._open_session(), paths))
        self.analyse()

    def analyse(self, ids: Sequence[int] | None = None, *, again: bool = False) -> None:
        self.runner.submit(AnalyseLibrary(self._open_session(), ids, again=again))

    def rescan(self) -> None:
        """Scan every folder of the library again, then listen to what is new."""
        session = self._open_session()

        def done(roots: list[Root]) -> None:
            if roots:
                self.add([root.path for root in roots])

        self.background.submit(session.tracks.roots, done, doing="Reading the folders")

    def retry(self, problems: Sequence[Problem]) -> None:
        """Read and listen again to what failed."""
        from tagger.workflow.scan import ScanJob

        session = self._open_session()
        paths = [problem.path for problem in problems]
        for path in paths:
            self.problems.pop(path, None)
        self.problems_changed.emit()
        wanted = set(paths)
        lines = self.rows.library.lines.values()
        ids = [line.id for line in lines if line.row.track.path in wanted]
        self._step_ahead(ScanJob(session, paths, remember_roots=False), resume=True)
        if ids:
            self.analyse(ids, again=True)

    def accept(self, lines: Sequence[Line]) -> None:
        self._decide(lines, lambda session, rows: accept(session, rows, self.model_key))

    def choose(self, lines: Sequence[Line], genres: Sequence[str]) -> None:
        self._decide(
            lines,
            lambda session, rows: choose(session, _ids(rows), genres, self.model_key),
        )

    def reject(self, lines: Sequence[Line]) -> None:
        self._decide(lines, lambda session, rows: reject(session, _ids(rows), self.model_key))

    def take_back(self, lines: Sequence[Line]) -> None:
        self._decide(lines, lambda session, rows: take_back(session, _ids(rows)))

    def plan(self, policy: Policy | None, done: Callable[[WritePlan], None]) -> None:
        """Plan what writing would do; `done` gets it on the Qt thread."""
        session = self._open_session()

        def work() -> WritePlan:
            plan = plan_writes(session, policy)
            # Grouped here, since a library may have 100,000 files to write.
            _ = plan.groups
            return plan

        self._planning.submit(work, done, doing="Planning the write")

    def estimate(self, plan: WritePlan, done: Callable[[Estimate], None]) -> None:
        """What a plan costs in bytes and seconds; `done` gets it on the Qt thread."""
        session = self._open_session()
        self._planning.submit(lambda: plan.estimate(session), done, doing="Estimating the write")

    def write(self, plan: WritePlan) -> None:
        from tagger.workflow.write import WriteJob

        intents = [change.intent for change in plan.changes]
        self._step_ahead(WriteJob(self._open_session(), intents), resume=True)

    def rehearse(self, batch: int | None = None) -> None:
        """Find out what undoing would do; `rehearsed` tells."""
        self._step_ahead(RehearseUndo(self._open_session(), batch), resume=True)

    def undo(self, undo: RehearsedUndo, *, by_value: bool, new_times: bool) -> None:
        from tagger.workflow.undo import UndoJob

        job = UndoJob(self._open_session(), undo.batch, by_value=by_value, new_mtime=new_times)
        self._step_ahead(job, resume=True)

    def reload(self) -> None:
        """Read every row again; only those that differ are changed in the table."""
        session, key = self._open_session(), self.model_key
        known = self.rows.library.lines.copy()
        if known:
            self.background.submit(
                lambda: _differences(review_rows(session, key), known),
                lambda found: self._update(*found),
                doing="Reading the library",
            )
        else:
            self.background.submit(
                lambda: Library.of(line_of(row) for row in review_rows(session, key)),
                self._on_loaded,
                doing="Reading the library",
            )

    def _open_session(self) -> Session:
        assert self.session is not None, "the window offers this only once the catalog is open"
        return self.session

    def _on_opened(self, opened: _Opened) -> None:
        self.session = opened.session
        self.genre_names = opened.genres
        self._add_problems(opened.recovered)
        self.opened.emit()
        self.reload()

    def _on_loaded(self, library: Library) -> None:
        first = not self.rows.total
        # A large library is arranged in the background; it is there when it can be seen.
        self.rows.arranged.connect(self.loaded, Qt.ConnectionType.SingleShotConnection)
        self.rows.load(library)
        self._plan_timer.start()
        if first and library.lines:
            self._learn_model_key()

    def _learn_model_key(self) -> None:
        """Load the model, and show its suggestions if it is not the one of the last time."""
        session = self._open_session()

        def done(key: str) -> None:
            if key != self.model_key:
                self.model_key = key
                self.reload()

        self.listening.submit(lambda: session.listener().key, done, doing="Loading the model")

    def _step_ahead(self, job: Job[Any], *, resume: bool = False) -> None:
        """Run a job before an analysis that is under way; that goes on after it.

        What was heard so far is kept, so that nothing is listened to twice.
        """
        current = self.runner.current
        interrupted = isinstance(current, AnalyseLibrary)
        if interrupted:
            self.runner.cancel()
        self.runner.submit(job)
        if interrupted and resume:
            self.analyse()

    def _decide(
        self, lines: Sequence[Line], store: Callable[[Session, list[ReviewRow]], object]
    ) -> None:
        if not lines:
            return
        session, key = self._open_session(), self.model_key

        def work() -> list[Line]:
            rows = [line.row for line in lines]
            store(session, rows)
            # A decision is an offer for the other copies of the same music.
            return _read_lines(session, key, session.tracks.copies(_ids(rows)))

        self.background.submit(work, self._update, doing="Storing the decision")

    def _refresh_ids(self, ids: frozenset[int]) -> None:
        session, key = self._open_session(), self.model_key

        def work() -> tuple[list[Line], set[int]]:
            lines = _read_lines(session, key, sorted(ids))
            return lines, set(ids) - {line.id for line in lines}

        self.background.submit(work, lambda found: self._update(*found), doing="Reading rows")

    def _update(self, lines: Iterable[Line], gone: Iterable[int] = ()) -> None:
        self.rows.update_lines(lines, gone)
        self._plan_timer.start()

    def _arrange(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._planning.submit(work, done, doing="Sorting")

    def plan_soon(self) -> None:
        """Count anew what a write would change; `planned` tells."""
        self._plan_timer.start()

    def _plan(self) -> None:
        if self.session is not None:
            self.plan(None, self.planned.emit)

    def _on_ended(self, end: JobEnd) -> None:
        if isinstance(end.job, AnalyseLibrary) and self.model_key is None and end.error is None:
            self._learn_model_key()
        if end.error is not None:
            self.notice.emit(end.error)
        elif isinstance(end.result, RehearsedUndo):
            if not end.cancelled:
                self.rehearsed.emit(end.result)
        else:
            summary = summarise(end.result)
            self._add_problems(summary.problems)
            for path in summary.mended:
                if self.problems.pop(path, None) is not None:
                    self.problems_changed.emit()
            if summary.text:
                more = self._reload_sentence() if summary.wrote else None
                self.notice.emit(f"{summary.text} {more}" if more else summary.text)
            if summary.reload:
                self.reload()
        self._plan_timer.start()

    def _reload_sentence(self) -> str | None:
        """How the programs that the tags were written for are made to read them again."""
        from tagger.workflow.planning import reload_sentence

        return reload_sentence(self.session) if self.session is not None else None

    def _add_problems(self, problems: Iterable[Problem]) -> None:
        found = {problem.path: problem for problem in problems}
        if found:
            self.problems |= found
            self.problems_changed.emit()


def _prepare(session: Session) -> _Opened:
    # Loaded here, where nobody waits, since the Qt thread uses them later.
    import tagger.workflow.scan
    import tagger.workflow.undo
    import tagger.workflow.write  # noqa: F401
    from tagger.workflow.recover import recover

    recovered = tuple(Problem(found.path, found.message) for found in recover(session))
    return _Opened(session, recovered, session.vocabulary.names)


def _read_lines(session: Session, key: str | None, ids: Sequence[int]) -> list[Line]:
    """The lines of these tracks that still exist; all are read when that is quicker."""
    if len(ids) < _MANY:
        return [line_of(row) for row in review_rows(session, key, ids)]
    wanted = set(ids)
    return [line_of(row) for row in review_rows(session, key) if row.track.id in wanted]


def _ids(rows: Iterable[ReviewRow]) -> list[int]:
    return [row.track.id for row in rows]


def _differences(rows: Iterable[ReviewRow], known: dict[int, Line]) -> tuple[list[Line], set[int]]:
    changed: list[Line] = []
    gone = set(known)
    for row in rows:
        old = known.get(row.track.id)
        gone.discard(row.track.id)
        if old is None or old.row != row:
            changed.append(line_of(row))
    return changed, gone
