"""The last look before a write: every file with its genre before and after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger.records import Policy
from tagger.ui import icons
from tagger.ui.history.plan_view import PlanView
from tagger.ui.labels import PlainLabel
from tagger.ui.text import about_text, counted, number, size_text
from tagger.workflow.estimate import Estimate
from tagger.workflow.preview import WritePlan

Planner = Callable[[Policy | None, Callable[[WritePlan], None]], None]
Estimator = Callable[[WritePlan, Callable[[Estimate], None]], None]


class WriteDialog(QDialog):
    """Shows a plan, lets the person choose another policy for it where it has one, and asks."""

    def __init__(
        self,
        plan: WritePlan,
        planner: Planner | None,
        estimator: Estimator,
        parent: QWidget | None = None,
    ) -> None:
        """`planner` plans anew for a policy, `estimator` says what a plan costs; both later.

        Without a planner there is no policy to choose: the plan says itself what files hold after.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write genres"))
        self.resize(1080, 640)
        self._planner = planner
        self._closed = False
        self._estimator = estimator
        self.plan = plan
        self.policy = QComboBox()
        for text, policy in (
            (self.tr("As set: fill for suggestions, replace for your own"), None),
            (self.tr("Fill: only files that have no genre"), Policy.FILL),
            (self.tr("Append: keep the genres there are, add these"), Policy.APPEND),
            (self.tr("Replace: these genres instead of those there are"), Policy.REPLACE),
        ):
            self.policy.addItem(text, policy)
        self.policy.setAccessibleName(self.tr("What happens to genres that files have already"))
        self.policy.currentIndexChanged.connect(self._on_policy)
        label = QLabel(self.tr("Genres that files have &already:"))
        label.setBuddy(self.policy)
        self.counts = PlainLabel()
        self.notes = PlainLabel(role="caution")
        self.view = PlanView()
        promise = PlainLabel(
            self.tr(
                "Every file is changed on a copy, checked, and then put in place of the old one. "
                "Undo brings each file back to the byte."
            ),
            "muted",
        )
        self.write = QPushButton(icons.icon("write", "on_accent"), "")
        self.write.setProperty("primary", True)
        self.write.setDefault(True)
        self.write.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.policy, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(row)
        for widget in (label, self.policy):
            widget.setVisible(planner is not None)
        layout.addWidget(self.counts)
        layout.addWidget(self.notes)
        layout.addWidget(self.view, 1)
        layout.addWidget(promise)
        layout.addLayout(buttons)
        self._show(plan)
        self.write.setFocus()

    def done(self, result: int) -> None:
        # What was asked for may be answered when the dialog is gone.
        self._closed = True
        super().done(result)

    def _on_policy(self) -> None:
        if self._planner is None:
            return
        self.write.setEnabled(False)
        chosen = self.policy.currentData()

        def done(plan: WritePlan) -> None:
            if not self._closed and self.policy.currentData() == chosen:
                self._show(plan)

        # Qt hands the policy back as a plain text.
        self._planner(Policy(chosen) if chosen else None, done)

    def _show(self, plan: WritePlan) -> None:
        self.plan = plan
        changes = len(plan.changes)
        self._count(plan, None)
        self.notes.setText("\n".join(plan.notes))
        self.notes.setVisible(bool(plan.notes))
        words = counted(changes, self.tr("Write 1 file"), self.tr("Write {n} files"))
        self.write.setText(words)
        self.write.setAccessibleName(words)
        self.write.setEnabled(changes > 0)
        self.view.show_plan(plan)

        def estimated(found: Estimate) -> None:
            if not self._closed and self.plan is plan:
                self._count(plan, found)

        self._estimator(plan, estimated)

    def _count(self, plan: WritePlan, estimate: Estimate | None) -> None:
        text = counted(
            len(plan.changes),
            self.tr("1 file will be written"),
            self.tr("{n} files will be written"),
        )
        if plan.changes:
            cost = self.tr("%1 to copy").replace("%1", size_text(plan.bytes_to_copy))
            time = "" if estimate is None else ", " + about_text(estimate.seconds)
            text += f" ({cost}{time})"
        if plan.skipped:
            left = self.tr("{n} left as they are")
            text += ", " + left.replace("{n}", number(len(plan.skipped)))
        self.counts.setText(text + ".")
