"""Between the window and the workflow: what is asked for runs on a worker, answers come as signals.

Nothing here touches the catalog, a file or the model on the Qt thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from tagger.catalog.tracks import Root
from tagger.paths import Home
from tagger.ui.jobs import Background, JobEnd, JobRunner
from tagger.ui.library.lines import Library, Line
from tagger.ui.library.opening import Opened, prepare
from tagger.ui.library.reading import read_differences, read_library, read_lines
from tagger.ui.library.track_model import TrackModel
from tagger.ui.outcomes import Problem, summarise
from tagger.ui.planning import Planning
from tagger.ui.review.decisions import Decisions
from tagger.workflow.jobs import Job
from tagger.workflow.library_view import (
    AnalyseLibrary,
    RehearsedUndo,
    RehearseUndo,
    WritePlan,
)
from tagger.workflow.session import Session

if TYPE_CHECKING:
    from tagger.training.deepening import Deepen
    from tagger.workflow.turning import Turn
    from tagger.workflow.used import AdaptJob


class Controller(QObject):
    """Owns the session, the workers and the rows of one window."""

    opened = Signal()
    refused = Signal(str)
    """The catalog or the settings cannot be used; the sentence says why."""
    loaded = Signal()
    """The library's rows are there."""
    notice = Signal(str)
    rehearsed = Signal(object)
    """RehearsedUndo: what the person has to agree to."""
    problems_changed = Signal()
    model_switched = Signal(object)
    """Switched: another model is in use. The rows follow a moment later."""
    model_failed = Signal()
    """`Session.model_error` says why no model can be used."""
    closing = Signal()
    """The workers are about to be stopped."""

    def __init__(self, home: Home, model_key: str | None, parent: QObject | None = None) -> None:
        """`model_key` is that of the last time: rows can be shown before the model is loaded."""
        super().__init__(parent)
        self.home = home
        self.session: Session | None = None
        self._opening: Session | None = None
        self.model_key = model_key
        self.find_deepen: Callable[[], Deepen | None] = lambda: None
        """Finds what fine-tunes a whole network, where that is installed."""
        self.genre_names: tuple[str, ...] = ()
        self.problems: dict[Path, Problem] = {}
        self.runner = JobRunner(self)
        self.training = JobRunner(self)
        """Gathering and learning, beside a library that may be listened to for hours."""
        self.mapping = JobRunner(self)
        """The map, beside both."""
        self.looking = JobRunner(self)
        """What changed in the folders, unseen."""
        self.before_listening: Callable[[Callable[[], object]], object] = lambda start: start()
        """Gets what starts listening to the library, and calls it when it may."""
        self.background = Background("catalog reader", self, prompt=True)
        self.listening = Background("listening", self)
        self.drawing = Background("waveforms", self)
        self.counting = Background("statistics", self)
        self.planning = Planning(self, self)
        self._arranging = Background("arranging", self, prompt=True)
        self.rows = TrackModel(self._arrange, self)
        self.decisions = Decisions(self)
        self._workers = (
            self.background, self.listening, self.drawing, self.counting,
            self.planning.worker, self._arranging,
        )  # fmt: skip
        for worker in self._workers:
            worker.failed.connect(self.notice)
        self.runner.changed.connect(self._refresh_ids)
        self.training.changed.connect(self._refresh_ids)
        self.looking.changed.connect(self._refresh_ids)
        self.runner.ended.connect(self._on_ended)
        self._closed = False

    def open(self) -> None:
        """Open the catalog, settle what a crash cut off, then load the rows."""
        home = self.home

        def work() -> Opened:
            session = self._opening = Session.open_or_look(home)
            return prepare(session)

        self.background.submit(
            work, self._on_opened, failed=self.refused.emit, doing=self.tr("Opening the catalog")
        )

    def close(self) -> None:
        """Stop every worker, then give the catalog back."""
        if self._closed:
            return
        self._closed = True
        self.closing.emit()
        self.planning.stop_waiting()
        self.runner.stop()
        self.training.stop()
        self.mapping.stop()
        self.looking.stop()
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

        if not self._step_ahead(ScanJob(self.open_session(), paths), resume=True):
            self.analyse()

    def analyse(self) -> None:
        """Listen to what was not heard yet, as soon as it may begin."""
        self.before_listening(self.listen)

    def listen(self, ids: Sequence[int] | None = None, *, again: bool = False) -> AnalyseLibrary:
        """Listen at once, to these tracks or to what was not heard yet; returns the job."""
        job = AnalyseLibrary(self.open_session(), ids, again=again)
        self.runner.submit(job)
        return job

    def rescan(self) -> None:
        """Scan every folder of the library again, then listen to what is new."""
        session = self.open_session()

        def done(roots: list[Root]) -> None:
            if roots:
                self.add([root.path for root in roots])

        self.background.submit(session.tracks.roots, done, doing=self.tr("Reading the folders"))

    def retry(self, problems: Sequence[Problem]) -> None:
        """Read and listen again to what failed."""
        from tagger.workflow.scan import ScanJob

        session = self.open_session()
        paths = [problem.path for problem in problems]
        for path in paths:
            self.problems.pop(path, None)
        self.problems_changed.emit()
        wanted = set(paths)
        lines = self.rows.library.lines.values()
        ids = [line.id for line in lines if line.row.track.path in wanted]
        self._step_ahead(ScanJob(session, paths, remember_roots=False), resume=True)
        if ids:
            self.listen(ids, again=True)

    def use_model(self, name: str) -> None:
        """Have a model suggest from now on, and the library scored by it; `model_switched` tells.

        An analysis makes room for it and goes on under the new model. Nothing is decoded again.
        """
        from tagger.workflow.switch import SwitchJob

        self._step_ahead(SwitchJob(self.open_session(), name), resume=True)

    def adapt(self, unused: Sequence[str] | None = None, albums: bool | None = None) -> AdaptJob:
        """Have the library suggested anew, where something is given without these genres or by
        albums, else as the settings are by now."""
        from tagger.workflow.used import AdaptJob

        job = AdaptJob(self.open_session(), unused, albums, self.model_key)
        self._step_ahead(job, resume=True)
        return job

    def write(self, plan: WritePlan) -> None:
        from tagger.workflow.write import WriteJob

        intents = [change.intent for change in plan.changes]
        self._step_ahead(WriteJob(self.open_session(), intents), resume=True)

    def rehearse(self, turn: Turn | None = None) -> None:
        """Find out what undoing or redoing would do; `rehearsed` tells. None: the last write."""
        self._step_ahead(RehearseUndo(self.open_session(), turn), resume=True)

    def undo(self, undo: RehearsedUndo, *, by_value: bool, new_times: bool) -> None:
        from tagger.workflow.undo import UndoJob

        job = UndoJob(self.open_session(), undo.turn, by_value=by_value, new_mtime=new_times)
        self._step_ahead(job, resume=True)

    def reload(self) -> None:
        """Read every row again; only those that differ are changed in the table."""
        session, key = self.open_session(), self.model_key
        known = self.rows.library.lines.copy()
        if known:
            self.background.submit(
                lambda: read_differences(session, key, known),
                lambda found: self.show_changes(*found),
                doing=self.tr("Reading the library"),
            )
        else:
            self.background.submit(
                lambda: read_library(session, key),
                self._on_loaded,
                doing=self.tr("Reading the library"),
            )

    def open_session(self) -> Session:
        """The session, where there must be one."""
        assert self.session is not None, "the window offers this only once the catalog is open"
        return self.session

    def _on_opened(self, opened: Opened) -> None:
        self.session = opened.session
        self.session.tell = self.notice.emit
        self.genre_names = opened.genres
        self._add_problems(opened.recovered)
        self.opened.emit()
        self.reload()

    def _on_loaded(self, library: Library) -> None:
        first = not self.rows.total
        # A large library is arranged in the background; it is there when it can be seen.
        once = Qt.ConnectionType.SingleShotConnection
        self.rows.arranged.connect(self.loaded, once)
        if first and library.lines:
            # Not before, for loading it would hold up the rows.
            self.rows.arranged.connect(self._learn_model_key, once)
        self.rows.load(library)
        self.planning.plan_soon()

    def _learn_model_key(self) -> None:
        """Load the model, and show its suggestions if it is not the one of the last time."""
        session, before = self.open_session(), self.model_key

        def work() -> tuple[str, int]:
            from tagger.workflow.analyse import refresh_suggestions
            from tagger.workflow.terms import terms_of

            listener = session.listener()
            terms = terms_of(session, listener)
            # It may be a model that never spoke here: another Tagger took it into use, or it
            # stands in for one whose file is gone.
            return terms.key, refresh_suggestions(session, listener, terms=terms)

        def done(found: tuple[str, int]) -> None:
            key, scored = found
            # Meanwhile the person may have taken yet another one.
            if self.model_key == before and (key != before or scored):
                self.model_key = key
                self.reload()

        def failed(sentence: str) -> None:
            if session.model_error is not None:
                self.model_failed.emit()
            else:
                self.notice.emit(sentence)

        self.listening.submit(work, done, failed=failed, doing=self.tr("Loading the model"))

    def _step_ahead(self, job: Job[Any], *, resume: bool = False) -> bool:
        """Run a job before an analysis that is under way or waits; that goes on after it.

        What was heard so far is kept, so that nothing is listened to twice. Returns whether one was
        under way.
        """
        interrupted = self.runner.step_ahead(job, AnalyseLibrary)
        if interrupted and resume:
            self.listen()
        return interrupted

    def _refresh_ids(self, ids: frozenset[int]) -> None:
        if self._closed:
            return  # told by a job that was stopped with the window
        session, key = self.open_session(), self.model_key

        def work() -> tuple[list[Line], set[int]]:
            lines = read_lines(session, key, sorted(ids))
            return lines, set(ids) - {line.id for line in lines}

        self.background.submit(
            work, lambda found: self.show_changes(*found), doing=self.tr("Reading rows")
        )

    def show_changes(self, lines: Iterable[Line], gone: Iterable[int] = ()) -> None:
        """Put rows that were read anew in place of those in the table."""
        self.rows.update_lines(lines, gone)
        self.planning.plan_soon()

    def _arrange(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._arranging.submit(work, done, doing=self.tr("Sorting"))

    def _on_ended(self, end: JobEnd) -> None:
        if self._closed:
            return  # stopped with the window
        if isinstance(end.job, AnalyseLibrary) and self.model_key is None and end.error is None:
            self._learn_model_key()
        if end.error is not None:
            if isinstance(end.job, AnalyseLibrary) and self.open_session().model_error is not None:
                # The reason stays above the library for as long as it is so.
                self.notice.emit(self.tr("Nothing was analysed. The line above says why."))
            else:
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
            self._show_model(end.result)
            if summary.reload:
                self.reload()
        self.planning.plan_soon()

    def _show_model(self, result: object) -> None:
        """Where a job took another model into use, its suggestions are those that count."""
        from tagger.workflow.switch import Switched
        from tagger.workflow.used import Adapted

        if isinstance(result, Adapted) and not result.cancelled:
            self.model_key = result.key
        if isinstance(result, Switched) and not result.cancelled:
            self.model_key = result.key
            self.model_switched.emit(result)
            if result.unheard:
                self.analyse()

    def _reload_sentence(self) -> str | None:
        """How the programs that the tags were written for are made to read them again."""
        from tagger.workflow.planning import reload_sentence

        return reload_sentence(self.session) if self.session is not None else None

    def _add_problems(self, problems: Iterable[Problem]) -> None:
        found = {problem.path: problem for problem in problems}
        if found:
            self.problems |= found
            self.problems_changed.emit()
