"""The strip at the bottom: what is going on, how long it takes, and what went wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from tagger.ui import icons
from tagger.ui.jobs import JobEnd, JobRunner
from tagger.ui.labels import ElidedLabel
from tagger.ui.text import counted, decimal, number, time_left_text
from tagger.workflow.jobs import Job, Progress

_NOTICE_MILLISECONDS = 12_000


class ProgressStrip(QFrame):
    """Follows a `JobRunner`; when nothing runs it shows the last notice."""

    problems_asked = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setFixedHeight(44)
        self._runner = runner
        self._title = ""
        self._notice = ""
        self._idle = ""
        self.text = ElidedLabel()
        self.text.setAccessibleName(self.tr("What is going on"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(240)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.pause = self._button("pause", self.tr("Pause"))
        self.pause.clicked.connect(lambda: runner.set_paused(not runner.is_paused))
        self.cancel = self._button("cancel", self.tr("Stop; what was done is kept"))
        self.cancel.clicked.connect(runner.cancel)
        self.problems = QToolButton()
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.setIcon(icons.icon("failed", "bad"))
        self.problems.clicked.connect(self.problems_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 8, 0)
        layout.setSpacing(8)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.text, 1)
        for widget in (self.bar, self.pause, self.cancel, self.problems):
            layout.addWidget(widget)
        self._clear = QTimer(self, singleShot=True, interval=_NOTICE_MILLISECONDS)
        self._clear.timeout.connect(lambda: self.notice(""))
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progress)
        runner.ended.connect(self._on_ended)
        runner.paused.connect(self._on_paused)
        self.show_problems(0)
        self._show_running(False)

    def notice(self, text: str) -> None:
        """One line that goes away by itself; while a job runs it waits for its end."""
        self._notice = text
        if self._runner.current is None:
            self.text.show_text(text or self._idle)
            if text:
                self._clear.start()

    def show_idle(self, text: str) -> None:
        """What stands here when there is nothing to tell."""
        self._idle = text
        if self._runner.current is None and not self._notice:
            self.text.show_text(text)

    def show_problems(self, count: int) -> None:
        self.problems.setVisible(count > 0)
        text = counted(count, self.tr("1 failed"), self.tr("{n} failed"))
        self.problems.setText(text)
        self.problems.setAccessibleName(text)
        self.problems.setToolTip(self.tr("What failed, and why"))

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _show_running(self, running: bool) -> None:
        for widget in (self.bar, self.pause, self.cancel):
            widget.setVisible(running)

    def _on_started(self, job: Job[Any]) -> None:
        self._title = job.title
        self._notice = ""
        self._clear.stop()
        self.bar.setRange(0, 0)
        self.text.show_text(f"{self._title}…")
        self._on_paused()
        self._show_running(True)

    def _on_progress(self, progress: Progress) -> None:
        if progress.total is None:
            self.bar.setRange(0, 0)
            done = number(progress.done) if progress.done else ""
            self.text.show_text(f"{self._title}… {done}")
            return
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        words = self.tr("%1 %2 of %3")
        words = words.replace("%2", number(progress.done)).replace("%3", number(progress.total))
        parts = [words.replace("%1", self._title)]
        if self._runner.is_paused:
            parts.append(self.tr("paused"))
        elif progress.rate > 0 and progress.done < progress.total:
            rate = decimal(progress.rate, 0 if progress.rate >= 10 else 1)
            parts.append(self.tr("%1 a second").replace("%1", rate))
            if progress.seconds_left is not None:
                parts.append(time_left_text(progress.seconds_left))
        if progress.failed:
            parts.append(self.tr("%1 failed").replace("%1", number(progress.failed)))
        self.text.show_text(" · ".join(parts))

    def _on_paused(self) -> None:
        paused = self._runner.is_paused
        self.pause.setIcon(icons.icon("resume" if paused else "pause"))
        text = self.tr("Go on") if paused else self.tr("Pause")
        self.pause.setToolTip(text)
        self.pause.setAccessibleName(text)
        if paused:
            self.text.show_text(f"{self._title} · " + self.tr("paused"))

    def _on_ended(self, end: JobEnd) -> None:
        self._show_running(False)
        self.notice(self._notice)
