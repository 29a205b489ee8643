"""What a bulk write would do, before it does anything: the files in groups, and what to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tagger.settings import KEEP_MTIME, SECOND_TAG, Settings
from tagger.wording import say, say_count
from tagger.workflow.changes import ChangeKind, PlannedChange

if TYPE_CHECKING:
    from tagger.workflow.estimate import Estimate
    from tagger.workflow.session import Session


@dataclass(frozen=True)
class PlanGroup:
    """The files of a plan with which the same happens for the same reason."""

    kind: ChangeKind
    changes: tuple[PlannedChange, ...]


@dataclass(frozen=True)
class WritePlan:
    """What a write would do, file by file."""

    changes: tuple[PlannedChange, ...]
    """Files that would be written."""
    skipped: tuple[PlannedChange, ...]
    notes: tuple[str, ...] = ()
    """Sentences that a person should read before agreeing."""

    @property
    def bytes_to_copy(self) -> int:
        return sum(change.intent.track.stamp.size for change in self.changes)

    @cached_property
    def groups(self) -> tuple[PlanGroup, ...]:
        """What is written first, then what is not; groups without files are left out."""
        found: dict[ChangeKind, list[PlannedChange]] = {kind: [] for kind in ChangeKind}
        for change in (*self.changes, *self.skipped):
            found[change.kind].append(change)
        return tuple(PlanGroup(kind, tuple(each)) for kind, each in found.items() if each)

    def estimate(self, session: Session) -> Estimate:
        """Bytes and time; may read a little of a file, so not for the Qt thread."""
        from tagger.workflow.estimate import estimate

        return estimate(session, [(c.path, c.intent.track.stamp.size) for c in self.changes])


def write_plan(settings: Settings, planned: Iterable[PlannedChange]) -> WritePlan:
    """Planned changes as one plan, with what is to be said of it."""
    everything = tuple(planned)
    changes = tuple(change for change in everything if change.changes)
    skipped = tuple(change for change in everything if not change.changes)
    return WritePlan(changes, skipped, tuple(_notes(settings, changes)))


def _notes(settings: Settings, changes: tuple[PlannedChange, ...]) -> Iterable[str]:
    if changes and settings.get(KEEP_MTIME):
        yield (
            say(
                "The files keep their modification times, as set: media servers and backup "
                "programs may not notice the change."
            )
        )
    contradicted = sum(bool(change.contradiction) for change in changes)
    if contradicted and settings.get(SECOND_TAG):
        yield say_count(
            contradicted,
            "{count} file has a second tag (APEv2) with another genre; it is changed too.",
            "{count:,} files have a second tag (APEv2) with another genre; it is changed too.",
        )
    elif contradicted:
        yield say_count(
            contradicted,
            "{count} file has a second tag (APEv2) with another genre, which stays as it is and "
            "which some players show. The setting “second_tag” has it changed too.",
            "{count:,} files have a second tag (APEv2) with another genre, which stays as it is "
            "and which some players show. The setting “second_tag” has it changed too.",
        )
