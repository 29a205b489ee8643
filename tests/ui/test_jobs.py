"""Jobs and short tasks: off the Qt thread, in order, told in few words."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, Signal

from tagger.errors import CatalogError
from tagger.ui.jobs import Background, JobEnd, JobRunner
from tagger.workflow.jobs import JobContext, Progress


@dataclass
class Work:
    """A job made of a function."""

    function: Callable[[JobContext], object]
    title: str = "Working"
    threads: list[int] = field(default_factory=list)

    def run(self, context: JobContext) -> object:
        self.threads.append(threading.get_ident())
        return self.function(context)


@pytest.fixture
def runner(qapp) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.stop()


def test_jobs_run_one_after_another_off_the_qt_thread(runner: JobRunner, qtbot) -> None:
    order: list[int] = []
    jobs = [Work(lambda context, n=n: order.append(n)) for n in range(3)]
    with qtbot.waitSignal(runner.idle):
        for job in jobs:
            runner.submit(job)
    assert order == [0, 1, 2]
    assert threading.get_ident() not in {ident for job in jobs for ident in job.threads}


def test_ten_thousand_reports_become_a_handful_of_updates_and_lose_no_row(
    runner: JobRunner, qtbot
) -> None:
    def work(context: JobContext) -> None:
        for number in range(10_000):
            context.report(Progress("count", number + 1, 10_000))
            context.changed([number])

    told: list[Progress] = []
    changed: set[int] = set()
    updates: list[int] = []
    runner.progressed.connect(told.append)
    runner.changed.connect(changed.update)
    runner.changed.connect(lambda ids: updates.append(len(ids)))
    with qtbot.waitSignal(runner.idle, timeout=20_000):
        runner.submit(Work(work))
    assert changed == set(range(10_000))
    assert told[-1].done == 10_000
    assert len(told) < 100 and len(updates) < 100


def test_a_sentence_for_the_person_ends_a_job_and_the_next_one_runs(
    runner: JobRunner, qtbot
) -> None:
    def fail(context: JobContext) -> None:
        raise CatalogError("The disk is full.")

    ends: list[JobEnd] = []
    runner.ended.connect(ends.append)
    with qtbot.waitSignal(runner.idle):
        runner.submit(Work(fail))
        runner.submit(Work(lambda context: "done"))
    assert [(end.error, end.result) for end in ends] == [
        ("The disk is full.", None),
        (None, "done"),
    ]


@pytest.mark.expects_errors
def test_a_bug_in_a_job_goes_to_the_log_with_its_traceback(
    runner: JobRunner, qtbot, logged_errors
) -> None:
    with qtbot.waitSignal(runner.ended) as ended:
        runner.submit(Work(lambda context: [][0]))
    assert "the log has the details" in ended.args[0].error
    assert logged_errors[0].exc_info[0] is IndexError


def test_cancel_stops_the_running_job_and_spares_the_next(runner: JobRunner, qtbot) -> None:
    begun = threading.Event()

    def until_cancelled(context: JobContext) -> str:
        begun.set()
        while context.token.proceed():
            pass
        return "stopped"

    ends: list[JobEnd] = []
    runner.ended.connect(ends.append)
    with qtbot.waitSignal(runner.idle):
        runner.submit(Work(until_cancelled))
        runner.submit(Work(lambda context: "after"))
        assert begun.wait(5)
        runner.cancel()
    assert [(end.result, end.cancelled) for end in ends] == [("stopped", True), ("after", False)]


def test_a_paused_job_can_be_stopped_when_the_window_closes(qapp) -> None:
    runner = JobRunner()
    begun = threading.Event()

    def work(context: JobContext) -> None:
        begun.set()
        while context.token.proceed():
            pass

    runner.submit(Work(work))
    assert begun.wait(5)
    runner.set_paused(True)
    runner.stop()


def test_a_task_that_nobody_wants_any_more_is_passed_over(qapp, qtbot) -> None:
    background = Background("test")
    gate = threading.Event()
    ran: list[str] = []
    background.submit(lambda: gate.wait(5))
    background.submit(lambda: ran.append("old"), wanted=lambda: False)
    with qtbot.waitCallback() as done:
        background.submit(lambda: ran.append("new"), done)
        gate.set()
    background.stop()
    assert ran == ["new"]


def test_emitting_a_signal_gives_no_reference_of_true_away(qapp) -> None:
    """PySide6 6.12.0 gave one away with every emit; before Python 3.12 that ends in a crash."""
    import sys

    class Sender(QObject):
        sent = Signal(object)

    sender = Sender()
    before = sys.getrefcount(True)
    for _ in range(50):
        sender.sent.emit(None)
    assert sys.getrefcount(True) > before - 40


class Long(Work):
    """A job that others may step ahead of."""


def test_a_job_steps_ahead_of_those_that_take_long_and_ends_the_one_that_runs(
    runner: JobRunner, qtbot
) -> None:
    order: list[str] = []
    begun = threading.Event()

    def listen(context: JobContext) -> None:
        begun.set()
        while context.token.proceed():
            threading.Event().wait(0.001)
        order.append("interrupted")

    with qtbot.waitSignal(runner.idle, timeout=20_000):
        runner.submit(Long(listen))
        begun.wait()
        # The Qt thread has not been told yet that it began.
        assert runner.current is None
        runner.submit(Work(lambda context: order.append("first")))
        runner.submit(Long(lambda context: order.append("later")))
        assert runner.step_ahead(Work(lambda context: order.append("ahead")), Long)
    assert order == ["interrupted", "first", "ahead", "later"]


def test_what_nothing_long_stands_before_is_just_next(runner: JobRunner, qtbot) -> None:
    order: list[int] = []
    with qtbot.waitSignal(runner.idle):
        runner.submit(Work(lambda context: order.append(1)))
        assert not runner.step_ahead(Work(lambda context: order.append(2)), Long)
    assert order == [1, 2]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells each thread's priority")
def test_only_what_a_person_waits_for_has_the_priority_of_the_window(qapp, qtbot) -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    found: list[int] = []
    for prompt in (True, False):
        background = Background("test", prompt=prompt)
        with qtbot.waitCallback() as done:
            background.submit(niceness, done)
        background.stop()
        found += done.args
    assert found == [niceness(), max(niceness(), 5)]
