"""What `tagger train` tells people before it learns: the examples, and what looks wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from typing import TYPE_CHECKING

from tagger.commands.table import counted, table
from tagger.errors import display_path

if TYPE_CHECKING:
    from tagger.training.checks import Copies, ThinGenre
    from tagger.workflow.example_records import Gathered
    from tagger.workflow.material import Material

_MOST_GENRES = 40
_MOST_SHOWN = 5
"""Of each kind of finding; JSON has them all."""
_MOST_LOST = 20


def example_lines(found: Gathered) -> list[str]:
    """The examples by genre, and what to know of them."""
    if not found.examples:
        return [display_path(note) for note in found.notes]
    lines = [f"{_count(found.examples, 'example')} in {_count(found.genres, 'genre')}:", ""]
    rows = [
        (each.genre, f"{each.tracks:,}", f"{each.groups:,}", "" if each.known else "new")
        for each in found.genres[:_MOST_GENRES]
    ]
    lines += table(("genre", "tracks", "artists", ""), rows)
    lines += _more(len(found.genres) - len(rows), "genre")
    if found.disagreements or found.notes:
        lines.append("")
    lines += [display_path(note) for note in found.notes]
    if found.disagreements:
        tracks = _count(found.disagreements, "track")
        lines.append(f"{tracks} of which different genres are said in different places teach all:")
        for each in found.disagreements[:_MOST_SHOWN]:
            said = "; ".join(f"{s.where} says {display_path(s.genre)}" for s in each.said)
            lines.append(f"  {display_path(each.path)}: {said}")
        lines += _more(len(found.disagreements) - _MOST_SHOWN, "track")
    return lines


def lost_entries(found: Gathered) -> Iterator[tuple[str, str]]:
    """Entries of playlists that lead to no track, and why."""
    for each in found.lost[:_MOST_LOST]:
        yield each.entry, f"{each.reason} (playlist “{each.crate.name}”)"
    if len(found.lost) > _MOST_LOST:
        yield "…", f"{len(found.lost) - _MOST_LOST:,} more; --json names all."


def finding_lines(material: Material) -> list[str]:
    """What is worth a look among the examples that were heard."""
    found = material.findings
    names = [display_path(each.path) for each in material.examples]
    lines: list[str] = [""]
    across = [one for one in found.copies if one.across]
    same = len(found.copies) - len(across)
    if across:
        pieces = _count(across, "piece of music is", "pieces of music are")
        lines.append(f"{pieces} there more than once, under different genres; choose one of them:")
        lines += [_copies_line(one, material, names) for one in across[:_MOST_SHOWN]]
        lines += _more(len(across) - _MOST_SHOWN, "piece")
    if same:
        pieces = counted(same, "piece of music sounds", "pieces of music sound")
        lines.append(f"{pieces} the same as another of its genre; the check keeps them together.")
    if found.doubtful:
        labels = _count(found.doubtful, "label is", "labels are")
        lines.append(f"{labels} doubtful; most of what sounds alike is of another genre:")
        for each in found.doubtful[:_MOST_SHOWN]:
            own = ", ".join(each.genres)
            lines.append(f"  {names[each.row]}: {own}, or rather {each.rather}?")
        lines += _more(len(found.doubtful) - _MOST_SHOWN, "label")
    if found.overlaps:
        lines.append("Genres that sound alike; are they one genre under two names?")
        lines += [
            f"  {one.genres[0]} and {one.genres[1]} ({one.overlap:.0%})"
            for one in found.overlaps[:_MOST_SHOWN]
        ]
        lines += _more(len(found.overlaps) - _MOST_SHOWN, "pair")
    if found.thin:
        genres = _count(found.thin, "genre is", "genres are")
        lines.append(f"{genres} thin; more music by more artists makes them better:")
        for thin in found.thin[:_MOST_SHOWN]:
            lines.append(f"  {thin.genre}: {_thin(thin)}")
        lines += _more(len(found.thin) - _MOST_SHOWN, "genre")
    return lines if len(lines) > 1 else ["", "Nothing among the examples looks wrong."]


def _copies_line(one: Copies, material: Material, names: Sequence[str]) -> str:
    said = (f"{names[row]} ({', '.join(material.examples[row].genres)})" for row in one.rows)
    return "  " + " = ".join(said)


def _thin(thin: ThinGenre) -> str:
    has = f"{_count(thin.rows, 'track')} by {counted(thin.groups, 'artist')}"
    missing = []
    if thin.missing_tracks:
        missing.append(counted(thin.missing_tracks, "more track"))
    if thin.missing_groups:
        missing.append(counted(thin.missing_groups, "more artist"))
    return f"has {has}; {' and '.join(missing)} would help"


def _count(items: Sized, one: str, many: str = "") -> str:
    return counted(len(items), one, many)


def _more(count: int, what: str) -> list[str]:
    return [f"  and {counted(count, f'more {what}')} (--json lists all)"] if count > 0 else []
