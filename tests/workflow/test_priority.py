"""Work behind the window leaves the processors to the thread that paints."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from tagger.workflow.jobs import CancelToken, ordered_map
from tagger.workflow.priority import step_back

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells each thread's priority")


def niceness(_: object = None) -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@linux
def test_workers_step_back_and_whoever_waits_for_them_does_not() -> None:
    before = niceness()
    found = [nice for _, nice in ordered_map(niceness, range(4), 2, CancelToken())]
    assert set(found) == {max(before, 5)}
    assert niceness() == before


@linux
def test_a_thread_that_stepped_back_further_is_not_brought_forward() -> None:
    found: list[int] = []

    def work() -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)
        step_back()
        found.append(niceness())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [15]


def test_where_the_system_refuses_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(os, "setpriority", refuse, raising=False)
    pairs = ordered_map(lambda number: number + 1, range(3), 2, CancelToken())
    assert [result for _, result in pairs] == [1, 2, 3]
