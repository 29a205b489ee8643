"""A write plan to look at: its groups with counts on the left, their files on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from tagger.ui.plain_table import PlainTable
from tagger.ui.text import genres_text, number, path_text, plain
from tagger.workflow.changes import ChangeKind, PlannedChange
from tagger.workflow.preview import WritePlan

_CHANGES = Qt.ItemDataRole.UserRole
_KIND = Qt.ItemDataRole.UserRole + 1


class PlanView(QWidget):
    """One group is chosen at a time; the first line is the whole plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = QListWidget()
        self.groups.setAccessibleName(self.tr("What happens to how many files"))
        self.groups.setFixedWidth(232)
        self.groups.currentItemChanged.connect(lambda item, _: self._show_group(item))
        self.table = PlainTable(
            [
                self.tr("File"),
                self.tr("Genre now"),
                self.tr("Genre after"),
                self.tr("What happens"),
            ]
        )
        self.table.setAccessibleName(self.tr("Files and their genres before and after"))
        self.table.set_widths(232, 136, 144)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.groups)
        layout.addWidget(self.table, 1)

    def show_plan(self, plan: WritePlan) -> None:
        """Show another plan; the group of the same kind stays chosen where there is one."""
        item = self.groups.currentItem()
        kind = item.data(_KIND) if item is not None else None
        self.groups.clear()
        self._add(self.tr("All"), (*plan.changes, *plan.skipped), None)
        for group in plan.groups:
            self._add(kind_text(group.kind), group.changes, group.kind)
        kinds = [self.groups.item(row).data(_KIND) for row in range(self.groups.count())]
        self.groups.setCurrentRow(kinds.index(kind) if kind in kinds else 0)

    def _add(self, text: str, changes: tuple[PlannedChange, ...], kind: ChangeKind | None) -> None:
        item = QListWidgetItem(f"{text}  ({number(len(changes))})")
        item.setData(_CHANGES, changes)
        item.setData(_KIND, kind)
        item.setToolTip(text)
        self.groups.addItem(item)

    def _show_group(self, item: QListWidgetItem | None) -> None:
        self.table.fill(_Rows(item.data(_CHANGES)) if item is not None else ())


class _Rows(Sequence[tuple[str, ...]]):
    """The rows of a group, made when they are looked at: a group may have 100,000."""

    def __init__(self, changes: Sequence[PlannedChange]) -> None:
        self._changes = changes

    def __len__(self) -> int:
        return len(self._changes)

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        if isinstance(index, slice):
            return [_row(change) for change in self._changes[index]]
        return _row(self._changes[index])


def _row(change: PlannedChange) -> tuple[str, ...]:
    name, before = path_text(change.path.name), genres_text(change.before) or "–"
    reason = plain(change.reason or "", 1000)
    if not change.changes:
        return name, before, before, _tr("Left as it is. %1").replace("%1", reason).rstrip()
    after = genres_text(change.after or ()) or "–"
    return name, before, after, _tr("Written. %1").replace("%1", reason).rstrip(". ")


def kind_text(kind: ChangeKind) -> str:
    """What a group of a plan is called."""
    match kind:
        case ChangeKind.WRITE:
            return _tr("Written")
        case ChangeKind.PLACEHOLDER_REPLACED:
            return _tr("Written: had a filler word")
        case ChangeKind.FIELDS:
            return _tr("Written: other fields only")
        case ChangeKind.SECOND_TAG:
            return _tr("Written: second tag only")
        case ChangeKind.ALREADY_SO:
            return _tr("Say so already")
        case ChangeKind.AGREES:
            return _tr("Say it more exactly")
        case ChangeKind.HAS_GENRE:
            return _tr("Have another genre")
        case ChangeKind.NOTHING_SUGGESTED:
            return _tr("Nothing to write")
        case ChangeKind.CHANGED:
            return _tr("Changed since the plan")
        case ChangeKind.NEVER_WRITE:
            return _tr("Never written here")
        case ChangeKind.UNWRITABLE:
            return _tr("Cannot be written")


def _tr(text: str) -> str:
    return QCoreApplication.translate("plan", text)
