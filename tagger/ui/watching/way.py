"""The right of way: a look that nobody asked for makes room for what somebody did."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tagger.workflow.jobs import CancelToken, Job, JobContext
from tagger.workflow.library_view import AnalyseLibrary
from tagger.workflow.refresh import Refreshed, RefreshJob


class RightOfWay:
    """Never are files looked at while a write, an undo or a scan runs; listening bothers nobody."""

    def __init__(self) -> None:
        self._road = threading.Lock()
        self._guard = threading.Lock()
        self._waiting = 0
        self._token: CancelToken | None = None

    @contextmanager
    def taken(self, job: Job[Any]) -> Iterator[None]:
        """Around a job that somebody asked for: a look that is under way ends first."""
        if isinstance(job, AnalyseLibrary):
            yield
            return
        with self._guard:
            self._waiting += 1
            if self._token is not None:
                self._token.cancel()
        try:
            with self._road:
                yield
        finally:
            with self._guard:
                self._waiting -= 1

    @contextmanager
    def left_over(self, token: CancelToken) -> Iterator[None]:
        """Around a look: waits until nothing else is on the way, and is cancelled for it."""
        with self._road:
            with self._guard:
                self._token = token
                if self._waiting:
                    token.cancel()
            try:
                yield
            finally:
                with self._guard:
                    self._token = None


class QuietLook:
    """Look again at touched paths, where the way is free."""

    def __init__(self, job: RefreshJob, way: RightOfWay) -> None:
        self.title = job.title
        self.paths = job.paths
        self._job = job
        self._way = way

    def run(self, context: JobContext) -> Refreshed:
        with self._way.left_over(context.token):
            return self._job.run(context)
