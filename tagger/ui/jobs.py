"""Work off the Qt thread: long jobs one after another, and short tasks with an answer.

After the habit of MusicBrainz Picard's `run_task`: a worker never touches a widget; what it has to
say comes to the Qt thread through a queued signal.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from tagger.errors import TaggerError
from tagger.workflow.jobs import CancelToken, Job, JobContext, Progress
from tagger.workflow.priority import step_back

_log = logging.getLogger(__name__)

T = TypeVar("T")

_FLUSH_MILLISECONDS = 100
"""At most ten updates of the window a second, however fast a job is."""


@dataclass(frozen=True)
class JobEnd:
    """How a job ended: with a result, or with a sentence why not."""

    job: Job[Any]
    result: object
    error: str | None
    cancelled: bool


@dataclass(frozen=True)
class _Started:
    job: Job[Any]


_Message = _Started | Progress | set[int] | JobEnd


def explain(error: Exception, doing: str) -> str:
    """A sentence for the person; a bug goes to the log with its traceback.

    `doing` says in the window's language what failed.
    """
    if isinstance(error, TaggerError):
        return error.message
    _log.error("%s failed", doing, exc_info=error)
    text = QCoreApplication.translate(
        "jobs", "%1 failed because of an error in Tagger; the log has the details."
    )
    return text.replace("%1", doing)


class JobRunner(QObject):
    """Runs jobs on one thread of its own, in the order in which they were submitted."""

    started = Signal(object)
    """Job."""
    progressed = Signal(object)
    """Progress."""
    changed = Signal(object)
    """frozenset of track ids whose rows are out of date."""
    ended = Signal(object)
    """JobEnd; everything that the job changed was told before."""
    idle = Signal()
    paused = Signal()
    """`is_paused` changed."""
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guard = threading.Lock()
        self._submitted = threading.Condition(self._guard)
        self._waiting: deque[Job[Any]] = deque()
        self._running: Job[Any] | None = None
        """Ahead of `current`, which the Qt thread is told a moment later."""
        self._messages: list[_Message] = []
        self._token = CancelToken()
        self._stopping = False
        self._open = 0
        self.current: Job[Any] | None = None
        self.guard: Callable[[Job[Any]], AbstractContextManager[None]] = lambda job: nullcontext()
        """Held around each job, on the thread of the jobs."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FLUSH_MILLISECONDS)
        self._timer.timeout.connect(self._flush)
        self._posted.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._loop, name="jobs")
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._open > 0

    def submit(self, job: Job[Any]) -> None:
        self._open += 1
        with self._guard:
            self._waiting.append(job)
            self._submitted.notify()

    def step_ahead(self, job: Job[Any], kind: type[Job[Any]]) -> bool:
        """Run a job before those of a kind that take long, also before one that runs already.

        Returns whether that one was cancelled for it: whoever asked may submit it again.
        """
        self._open += 1
        with self._guard:
            interrupted = isinstance(self._running, kind)
            if interrupted:
                self._token.cancel()
            waiting = self._waiting
            places = (i for i, other in enumerate(waiting) if isinstance(other, kind))
            waiting.insert(next(places, len(waiting)), job)
            self._submitted.notify()
        return interrupted

    def cancel(self) -> None:
        """Ask the running job to stop; jobs that wait still run."""
        with self._guard:
            self._token.cancel()

    def set_paused(self, paused: bool) -> None:
        with self._guard:
            self._token.pause() if paused else self._token.resume()
        self.paused.emit()

    @property
    def is_paused(self) -> bool:
        return self._token.paused

    def stop(self) -> None:
        """Cancel, drop what waits, and return when the thread has ended."""
        with self._guard:
            self._stopping = True
            self._token.cancel()
            self._submitted.notify()
        self._thread.join()
        self._timer.stop()

    def _next(self) -> tuple[Job[Any], CancelToken] | None:
        """Wait for a job; None when there will be no more."""
        with self._guard:
            self._running = None
            while not self._waiting and not self._stopping:
                self._submitted.wait()
            if self._stopping:
                return None
            self._running = self._waiting.popleft()
            self._token = CancelToken()
            return self._running, self._token

    def _loop(self) -> None:
        step_back()
        while (found := self._next()) is not None:
            job, token = found
            self._put(_Started(job))
            context = JobContext(token, self._put, self._put_changed)
            result, reason = None, None
            try:
                with self.guard(job):
                    result = job.run(context)
            except Exception as error:
                reason = explain(error, job.title)
            self._put(JobEnd(job, result, reason, token.cancelled))

    def _put_changed(self, ids: Sequence[int]) -> None:
        self._put(set(ids))

    def _put(self, message: _Message) -> None:
        with self._guard:
            first = not self._messages
            last = self._messages[-2:]
            if isinstance(message, Progress):
                same = next((m for m in reversed(last) if isinstance(m, Progress)), None)
                if same is not None:
                    self._messages.remove(same)
            elif isinstance(message, set):
                same = next((m for m in reversed(last) if isinstance(m, set)), None)
                if same is not None:
                    same |= message
                    return
            self._messages.append(message)
        if first or isinstance(message, (_Started, JobEnd)):
            self._posted.emit()

    def _collect(self) -> None:
        with self._guard:
            urgent = any(isinstance(m, (_Started, JobEnd)) for m in self._messages)
        if urgent:
            self._flush()
        elif not self._timer.isActive():
            self._timer.start()

    def _flush(self) -> None:
        self._timer.stop()
        with self._guard:
            messages, self._messages = self._messages, []
        for message in messages:
            match message:
                case _Started():
                    self.current = message.job
                    self.started.emit(message.job)
                case Progress():
                    self.progressed.emit(message)
                case JobEnd():
                    self.current = None
                    self._open -= 1
                    self.ended.emit(message)
                    if not self._open:
                        self.idle.emit()
                case _:
                    self.changed.emit(frozenset(message))


@dataclass(frozen=True)
class _Task:
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[str], None] | None
    wanted: Callable[[], bool]
    doing: str


class Background(QObject):
    """One thread for short work with an answer: queries, decisions, one spectrogram."""

    failed = Signal(str)
    """The sentence of a task that has no handler of its own for it."""
    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None, *, prompt: bool = False) -> None:
        """A `prompt` one does not step back for the window: a person waits for what it does."""
        super().__init__(parent)
        self._prompt = prompt
        self._queue: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._stopping = False
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._loop, name=name)
        self._thread.start()

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[str], None] | None = None,
        wanted: Callable[[], bool] = lambda: True,
        doing: str = "Background work",
    ) -> None:
        """Run `work` on the thread, then `done` or `failed` on the Qt thread.

        When `wanted` says no by the time its turn comes, the task is passed over.
        """
        self._queue.put(_Task(work, done, failed, wanted, doing))

    @property
    def stopping(self) -> bool:
        """Whether the window closes; long work asks between its parts."""
        return self._stopping

    def stop(self) -> None:
        """Finish the running task, drop the others, and return when the thread has ended."""
        self._stopping = True
        self._queue.put(None)
        self._thread.join()

    def _loop(self) -> None:
        if not self._prompt:
            step_back()
        while (task := self._queue.get()) is not None:
            if self._stopping or not task.wanted():
                continue
            try:
                result = task.work()
            except Exception as error:
                self._answered.emit((task.failed or self.failed.emit, explain(error, task.doing)))
            else:
                if task.done is not None:
                    self._answered.emit((task.done, result))

    def _answer(self, answer: tuple[Callable[[Any], None], Any]) -> None:
        if not self._stopping:
            handler, value = answer
            handler(value)
