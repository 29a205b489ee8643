"""Where the examples of a training come from, as the person collects them: without Qt."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tagger.training.crates import Crate
from tagger.workflow.example_records import Wanted


class SourceKind(Enum):
    FOLDER = "folder"
    """Its folders are named by genre."""
    TAGGED = "tagged"
    """The tags of its files are right."""
    CRATES = "crates"


@dataclass(frozen=True)
class SourceRow:
    """One line of the list: a folder, or a file of playlists."""

    kind: SourceKind
    path: Path
    crates: tuple[Crate, ...] = ()
    """Those that were ticked."""


@dataclass(frozen=True)
class Sources:
    """All that was chosen. Each change is a new value, so that nothing is half changed."""

    rows: tuple[SourceRow, ...] = ()
    decisions: bool = False

    @classmethod
    def of(cls, wanted: Wanted) -> Sources:
        rows = [SourceRow(SourceKind.FOLDER, path) for path in wanted.folders]
        rows += [SourceRow(SourceKind.TAGGED, path) for path in wanted.tagged]
        files: dict[Path, list[Crate]] = {}
        for crate in wanted.crates:
            files.setdefault(crate.source, []).append(crate)
        rows += [SourceRow(SourceKind.CRATES, file, tuple(of)) for file, of in files.items()]
        return cls(tuple(rows), wanted.decisions)

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            folders=tuple(row.path for row in self.rows if row.kind is SourceKind.FOLDER),
            tagged=tuple(row.path for row in self.rows if row.kind is SourceKind.TAGGED),
            crates=tuple(crate for row in self.rows for crate in row.crates),
            decisions=self.decisions,
        )

    def with_folders(self, folders: Iterable[Path], kind: SourceKind) -> Sources:
        """A folder that is there already is taken once, in the way that was asked for last."""
        rows = list(self.rows)
        for folder in folders:
            new = SourceRow(kind, Path(os.path.abspath(folder)))
            same = (
                place
                for place, row in enumerate(rows)
                if row.path == new.path and row.kind is not SourceKind.CRATES
            )
            place = next(same, None)
            if place is None:
                rows.append(new)
            else:
                rows[place] = new
        return Sources(tuple(rows), self.decisions)

    def with_crates(self, crates: Iterable[Crate]) -> Sources:
        """The playlists of a file stand in place of those that were ticked in it before."""
        files: dict[Path, list[Crate]] = {}
        for crate in crates:
            files.setdefault(crate.source, []).append(crate)
        rows = [
            row for row in self.rows if row.kind is not SourceKind.CRATES or row.path not in files
        ]
        rows += [SourceRow(SourceKind.CRATES, file, tuple(of)) for file, of in files.items()]
        return Sources(tuple(rows), self.decisions)

    def without(self, places: Iterable[int]) -> Sources:
        gone = set(places)
        rows = tuple(row for place, row in enumerate(self.rows) if place not in gone)
        return Sources(rows, self.decisions)

    def switched(self, places: Iterable[int]) -> Sources:
        """Folders read by their tags instead of by their names, and the other way round."""
        other = {
            SourceKind.FOLDER: SourceKind.TAGGED,
            SourceKind.TAGGED: SourceKind.FOLDER,
            SourceKind.CRATES: SourceKind.CRATES,
        }
        chosen = set(places)
        rows = tuple(
            SourceRow(other[row.kind], row.path, row.crates) if place in chosen else row
            for place, row in enumerate(self.rows)
        )
        return Sources(rows, self.decisions)

    def with_decisions(self, decisions: bool) -> Sources:
        return Sources(self.rows, decisions)


def together(old: Wanted, new: Wanted) -> Wanted:
    """Where a model's examples come from once it was taught more."""
    crates = {(crate.source, crate.name): crate for crate in (*old.crates, *new.crates)}
    return Wanted(
        tuple(dict.fromkeys((*old.folders, *new.folders))),
        tuple(dict.fromkeys((*old.tagged, *new.tagged))),
        tuple(crates.values()),
        old.decisions or new.decisions,
    )
