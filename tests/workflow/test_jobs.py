"""Long work: order, bounds, pause and cancel."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tagger.workflow.jobs import CancelToken, JobContext, Meter, Progress, ordered_map


def test_results_come_in_the_order_of_the_items() -> None:
    gate = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert gate.wait(10)
        elif number == 3:
            gate.set()
        return number * 10

    pairs = list(ordered_map(work, range(8), 4, CancelToken()))
    assert pairs == [(n, n * 10) for n in range(8)]


def test_only_a_few_items_are_taken_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = ordered_map(lambda n: n, items(), 2, CancelToken())
    next(results)
    assert len(taken) <= 9
    results.close()  # pyright: ignore[reportAttributeAccessIssue]


def test_a_cancel_ends_it_and_keeps_what_was_done() -> None:
    token = CancelToken()
    done: list[int] = []
    for number, _ in ordered_map(lambda n: n, range(1000), 2, token):
        done.append(number)
        if number == 5:
            token.cancel()
    assert 6 <= len(done) < 20
    assert done == sorted(done)


def test_a_pause_hands_out_what_is_finished_and_waits() -> None:
    waiting = threading.Event()

    class Watched(CancelToken):
        def proceed(self) -> bool:
            if self.paused:
                waiting.set()
            return super().proceed()

    token = Watched()
    done: list[int] = []

    def consume() -> None:
        for number, _ in ordered_map(lambda n: n, range(100), 2, token):
            done.append(number)
            if number == 3:
                token.pause()

    thread = threading.Thread(target=consume)
    thread.start()
    assert waiting.wait(10)
    assert thread.is_alive()
    assert 4 <= len(done) <= 12, "at most eight were in flight"
    token.resume()
    thread.join(10)
    assert done == list(range(100))


def test_a_cancel_wakes_a_paused_job() -> None:
    token = CancelToken()
    token.pause()
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(token.proceed()))
    thread.start()
    token.cancel()
    thread.join(10)
    assert answers == [False]


def test_an_error_in_a_worker_reaches_the_caller() -> None:
    def work(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    with pytest.raises(ValueError, match="two"):
        list(ordered_map(work, range(10), 2, CancelToken()))


def test_progress_tells_count_failures_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(float(second) for second in range(100))
    monkeypatch.setattr("tagger.workflow.jobs.time.monotonic", lambda: next(clock))
    seen: list[Progress] = []
    meter = Meter(JobContext(report=seen.append), "analyse", 10)
    for number in range(4):
        meter.step(failed=number == 0)
    last = seen[-1]
    assert (last.done, last.total, last.failed) == (4, 10, 1)
    assert last.seconds_left == pytest.approx(6 / last.rate)
