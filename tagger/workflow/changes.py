"""Changes of genres as data: what is asked for, and what it would do to one file, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tagger.catalog.journal import Fields
from tagger.records import Policy, Track


class ChangeKind(StrEnum):
    """What becomes of one file, and why: what a preview groups and counts by."""

    WRITE = "write"
    PLACEHOLDER_REPLACED = "placeholder replaced"
    """Written, and what was there counts as no genre."""
    FIELDS = "fields only"
    """Its genre is right; another field of ours is written."""
    SECOND_TAG = "second tag only"
    """Its genre is right; the one in a second tag (APEv2) is brought in step."""
    ALREADY_SO = "already so"
    AGREES = "agrees"
    HAS_GENRE = "has a genre"
    NOTHING_SUGGESTED = "nothing suggested"
    CHANGED = "changed since"
    """Its genres are not those of which a plan was made."""
    NEVER_WRITE = "never write here"
    """What was decided stays in the catalog, and can be exported."""
    UNWRITABLE = "cannot be written"

    @property
    def writes(self) -> bool:
        return self in _WRITING


_WRITING = frozenset(
    {
        ChangeKind.WRITE,
        ChangeKind.PLACEHOLDER_REPLACED,
        ChangeKind.FIELDS,
        ChangeKind.SECOND_TAG,
    }
)


@dataclass(frozen=True)
class Intent:
    """Genres that one track is to get."""

    track: Track
    genres: tuple[str, ...]
    policy: Policy
    by_hand: bool = False
    """A person picked these genres; then a broader genre may replace a narrower one."""
    present: tuple[str, ...] | None = None
    """What the file must hold now, or it is left alone; None is whatever it holds."""
    exact: bool = False
    """Just these, also where they are none: the file's genres put in order, nothing decided."""


@dataclass(frozen=True)
class PlannedChange:
    """What a write would do to one file.

    `after` is None where the file is passed over, and equal to `before` where its genre is
    already what is wanted.
    """

    intent: Intent
    after: tuple[str, ...] | None
    """The values of the genre field, as the programs that read it want them."""
    reason: str | None = None
    """Why nothing would be written, or what is to be known of the write."""
    kind: ChangeKind = ChangeKind.WRITE
    genres: tuple[str, ...] = ()
    """The genres that the file shall have, before they are put as its readers want them."""
    fields: Fields = ()
    """Fields besides the genre that would be written."""
    contradiction: tuple[str, ...] = ()
    """What a second tag (APEv2 on an MP3) says instead."""

    @property
    def path(self) -> Path:
        return self.intent.track.path

    @property
    def before(self) -> tuple[str, ...]:
        return self.intent.track.tags.genres

    @property
    def changes(self) -> bool:
        """Whether the file would be written."""
        return self.kind.writes

    @property
    def fields_before(self) -> Fields:
        """What the file has where `fields` would be written."""
        present = dict(self.intent.track.tags.custom)
        return tuple((name, present.get(name, ())) for name, _ in self.fields)
