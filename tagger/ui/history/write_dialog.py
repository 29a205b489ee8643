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
from tagger.ui.labels import PlainLabel
from tagger.ui.plain_table import PlainTable
from tagger.ui.text import counted, genres_text, number, path_text, plain, size_text
from tagger.workflow.library_view import WritePlan
from tagger.workflow.planning import PlannedChange

Planner = Callable[[Policy | None, Callable[[WritePlan], None]], None]


class WriteDialog(QDialog):
    """Shows a plan, lets the person choose another policy for it, and asks."""

    def __init__(self, plan: WritePlan, planner: Planner, parent: QWidget | None = None) -> None:
        """`planner` plans anew for a policy, in the background."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write genres"))
        self.resize(880, 560)
        self._planner = planner
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
        self.table = PlainTable(
            [
                self.tr("File"),
                self.tr("Genre now"),
                self.tr("Genre after"),
                self.tr("What happens"),
            ]
        )
        self.table.setAccessibleName(self.tr("Files and their genres before and after"))
        self.table.set_widths(272, 144, 160)
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
        layout.addWidget(self.counts)
        layout.addWidget(self.table, 1)
        layout.addWidget(promise)
        layout.addLayout(buttons)
        self._show(plan)
        self.write.setFocus()

    def _on_policy(self) -> None:
        self.write.setEnabled(False)
        chosen = self.policy.currentData()

        def done(plan: WritePlan) -> None:
            if self.policy.currentData() == chosen:
                self._show(plan)

        # Qt hands the policy back as a plain text.
        self._planner(Policy(chosen) if chosen else None, done)

    def _show(self, plan: WritePlan) -> None:
        self.plan = plan
        changes, skipped = len(plan.changes), len(plan.skipped)
        text = counted(
            changes, self.tr("1 file will be written"), self.tr("{n} files will be written")
        )
        text += " (" + self.tr("%1 to copy").replace("%1", size_text(plan.bytes_to_copy)) + ")"
        if skipped:
            text += ", " + self.tr("{n} left as they are").replace("{n}", number(skipped))
        self.counts.setText(text + ".")
        words = counted(changes, self.tr("Write 1 file"), self.tr("Write {n} files"))
        self.write.setText(words)
        self.write.setAccessibleName(words)
        self.write.setEnabled(changes > 0)
        self.table.fill([self._row(change) for change in (*plan.changes, *plan.skipped)])

    def _row(self, change: PlannedChange) -> tuple[str, ...]:
        before = genres_text(change.before)
        if change.after is None or change.after == change.before:
            reason = plain(change.reason or "", 1000)
            outcome = self.tr("Left as it is. %1").replace("%1", reason)
            return path_text(change.path.name), before or "–", before or "–", outcome
        after = genres_text(change.after)
        return path_text(change.path.name), before or "–", after, self.tr("Written")
