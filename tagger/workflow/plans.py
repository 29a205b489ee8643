"""Plans as files: what would be written, to be read, edited, kept and applied elsewhere.

JSON lines in UTF-8. The first line is the header, every other one a file: its path below the
header's root, the identity of its music, its genres before and after. Names that are not valid
UTF-8 are written by JSON's own escapes of lone surrogates (PEP 383) and come back as they were.
"""

from __future__ import annotations

import json
import os
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tagger import __version__
from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.genres.profiles import chosen_profile
from tagger.records import Policy, Presence, Suggestion, Track
from tagger.tags.identity import DIGEST_SIZE
from tagger.wording import say
from tagger.workflow.changes import Intent, PlannedChange
from tagger.workflow.planning import changed_since
from tagger.workflow.session import Session

FORMAT = "tagger-plan"
VERSION = 1
_LONGEST_LINE = 1 << 20
_MOST_GENRES = 100


@dataclass(frozen=True)
class PlanLine:
    """One file of a plan."""

    number: int
    """Of the line in the plan, from 1."""
    path: Path
    """As the plan has it: below the plan's root, or absolute."""
    identity: bytes
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class RefusedLine:
    """A line that is not carried out, and why."""

    number: int
    path: Path | None
    """Where it is known which file is meant."""
    reason: str


@dataclass(frozen=True)
class SavedPlan:
    """A plan as it was read."""

    root: Path | None
    made: str
    model: str
    lines: tuple[PlanLine, ...]
    refused: tuple[RefusedLine, ...]
    """Lines that make no sense."""


@dataclass(frozen=True)
class CheckedPlan:
    """A plan against the files as they are now."""

    intents: tuple[Intent, ...]
    refused: tuple[RefusedLine, ...]


def common_root(paths: Sequence[Path]) -> Path | None:
    """The folder below which all these files and folders lie; None on several Windows drives."""
    folders = [p if p.is_dir() else p.parent for p in (Path(os.path.abspath(p)) for p in paths)]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def encode_plan(
    changes: Iterable[PlannedChange],
    said: Mapping[int, Suggestion],
    root: Path | None,
    model: str,
) -> bytes:
    """The changes as the lines of a plan. `said` holds, by track id, what was heard."""
    lines = [_header(root, model)]
    lines += [_line(change, said.get(change.intent.track.id), root) for change in changes]
    # What is no UTF-8 is a lone surrogate, and this escapes it as JSON does.
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _header(root: Path | None, model: str) -> str:
    made = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    fields = {
        "format": FORMAT,
        "version": VERSION,
        "made": made,
        "tagger": __version__,
        "model": model,
        "root": None if root is None else str(root),
    }
    return json.dumps(fields, ensure_ascii=False)


def _line(change: PlannedChange, said: Suggestion | None, root: Path | None) -> str:
    path = change.path
    if root is not None and path.is_relative_to(root):
        path = path.relative_to(root)
    fields: dict[str, object] = {
        "path": path.as_posix(),
        "music": change.intent.track.identity.hex(),
        "before": list(change.before),
        "after": list(change.genres),
    }
    if said is not None and said.genres:
        fields["probability"] = round(said.genres[0].probability, 4)
        scores = ", ".join(
            say("{genre} {share:.0%}", genre=each.genre, share=each.probability)
            for each in said.genres[:3]
        )
        heard = say("Heard: {scores}.", scores=scores)
        fields["why"] = " ".join(filter(None, (heard, change.reason)))
    elif change.reason is not None:
        fields["why"] = change.reason
    return json.dumps(fields, ensure_ascii=False)


def read_plan(file: Path) -> SavedPlan:
    """Read a plan; lines that make no sense come back as refused.

    Raises `TaggerError` when it cannot be read, is no plan, or comes from a newer version.
    """
    shown = display_path(file)
    header: dict[str, object] | None = None
    lines: list[PlanLine] = []
    refused: list[RefusedLine] = []
    try:
        with file.open("rb") as stream:
            for number, raw in enumerate(_raw_lines(stream), 1):
                if not raw.strip():
                    continue
                if header is None:
                    header = _read_header(raw, shown, file)
                    continue
                try:
                    lines.append(_read_line(number, raw))
                except ValueError as error:
                    reason = say("It is damaged: {error}.", error=error)
                    refused.append(RefusedLine(number, None, reason))
    except OSError as error:
        raise TaggerError(
            explain_os_error(error, say("Could not read {path}", path=shown)), file
        ) from error
    if header is None:
        raise TaggerError(say("{path} is empty, so it is no plan.", path=shown), file)
    root = header.get("root")
    return SavedPlan(
        Path(root) if isinstance(root, str) and root else None,
        str(header.get("made", "")),
        str(header.get("model", "")),
        tuple(lines),
        tuple(refused),
    )


def _raw_lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    for number, raw in enumerate(stream):
        # Some editors on Windows begin a file with a byte order mark.
        yield raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw


def _read_header(raw: bytes, shown: str, file: Path) -> dict[str, object]:
    try:
        header = _object(raw)
    except ValueError:
        header = {}
    if header.get("format") != FORMAT:
        raise TaggerError(
            say(
                "{path} is no plan of Tagger's, or its first line was changed. “tagger "
                "plan” makes one.",
                path=shown,
            ),
            file,
        )
    version = header.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise TaggerError(
            say(
                "{path} was made by a newer Tagger (version {version} of the format; this "
                "one knows {known}). Nothing was done.",
                path=shown,
                version=version,
                known=VERSION,
            ),
            file,
        )
    return header


def _read_line(number: int, raw: bytes) -> PlanLine:
    fields = _object(raw)
    path, music = fields.get("path"), fields.get("music")
    if not isinstance(path, str) or not path or "\0" in path:
        raise ValueError("it names no path")
    if ".." in Path(path).parts:
        raise ValueError("its path leads out of the plan's folder")
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        raise ValueError("its path is none that this system can have") from None
    if not isinstance(music, str):
        raise ValueError("it does not say which music is meant")
    try:
        identity = bytes.fromhex(music)
    except ValueError:
        identity = b""
    if len(identity) != DIGEST_SIZE:
        raise ValueError("it does not say which music is meant")
    before, after = (_genres(fields.get(name), name) for name in ("before", "after"))
    if not after:
        raise ValueError("it names no genre to write (delete the line to leave the file alone)")
    return PlanLine(number, Path(path), identity, before, after)


def _object(raw: bytes) -> dict[str, object]:
    """Raises `ValueError` with what is wrong."""
    if len(raw) > _LONGEST_LINE:
        raise ValueError("it is too long")
    try:
        found: object = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise ValueError("it is no JSON that a plan holds") from None
    if not isinstance(found, dict):
        raise ValueError("it is no object")
    return cast("dict[str, object]", found)


def _genres(found: object, name: str) -> tuple[str, ...]:
    if not isinstance(found, list) or len(found) > _MOST_GENRES:
        raise ValueError(f"“{name}” is no list of genres")
    values = cast("list[object]", found)
    genres = tuple(value for value in values if isinstance(value, str))
    if len(genres) != len(values):
        raise ValueError(f"“{name}” is no list of genres")
    if name == "after" and not all(map(_is_writable, genres)):
        raise ValueError("a genre to write is empty or holds control characters")
    return genres


def _is_writable(genre: str) -> bool:
    return bool(genre.strip()) and not any(unicodedata.category(c) in ("Cc", "Cs") for c in genre)


class PlanCheck:
    """A saved plan on this machine: which file each line means, and whether it is as it was."""

    def __init__(self, session: Session, plan: SavedPlan, root: Path | None = None) -> None:
        """`root` stands for the plan's own folder."""
        self._session = session
        self._plan = plan
        self._profile = chosen_profile(session.settings)
        self._moved_root = root is not None
        self._root = Path(os.path.abspath(root)) if root is not None else plan.root

    def files(self) -> list[Path]:
        """The files that the lines name and that are there: to be scanned before `check`."""
        paths = (self._place(line) for line in self._plan.lines)
        return [path for path in dict.fromkeys(paths) if path is not None and path.is_file()]

    def check(self) -> CheckedPlan:
        """Every line against its file, as last scanned. One bad line never stops the others."""
        refused = list(self._plan.refused)
        intents: list[Intent] = []
        # First the files that lie where the plan says, so that no copy takes their place.
        found = {line.number: self._here(line) for line in self._plan.lines}
        taken: dict[int, int] = {}
        for line in self._plan.lines:
            track = found[line.number]
            if track is not None and track.id not in taken:
                taken[track.id] = line.number
        for line in self._plan.lines:
            track = found[line.number]
            if track is None:
                track = self._elsewhere(line, taken)
                if track is not None:
                    taken[track.id] = line.number
            place = self._place(line)
            if track is None:
                refused.append(RefusedLine(line.number, place, self._why_not(line, place)))
            elif taken[track.id] != line.number:
                reason = say(
                    "Line {number} of the plan names this file already.", number=taken[track.id]
                )
                refused.append(RefusedLine(line.number, track.path, reason))
            elif not self._is_as_planned(line, track):
                reason = changed_since(line.before, track.tags.genres)
                refused.append(RefusedLine(line.number, track.path, reason))
            else:
                intent = Intent(track, line.after, Policy.REPLACE, True, track.tags.genres)
                intents.append(intent)
        return CheckedPlan(tuple(intents), tuple(sorted(refused, key=lambda each: each.number)))

    def _is_as_planned(self, line: PlanLine, track: Track) -> bool:
        """Whether a file has the genres of the plan, those before it or those after it."""
        tags = track.tags
        return tags.genres == line.before or line.after in (
            tags.genres,
            self._profile.present(tags.genres, dict(tags.custom), self._session.vocabulary),
        )

    def _place(self, line: PlanLine) -> Path | None:
        """Where the line's file should be; None where nobody can say."""
        if line.path.is_absolute():
            return None if self._moved_root else line.path
        return None if self._root is None else Path(os.path.abspath(self._root / line.path))

    def _here(self, line: PlanLine) -> Track | None:
        place = self._place(line)
        if place is None:
            return None
        for track in self._session.tracks.below(place):
            if track.path == place and track.identity == line.identity and _is_there(track):
                return track
        return None

    def _elsewhere(self, line: PlanLine, taken: Mapping[int, int]) -> Track | None:
        """The same music under another path; a copy with the genres of the plan comes first."""
        copies = [
            track
            for track in self._session.tracks.with_identity(line.identity)
            if track.id not in taken and _is_there(track)
        ]
        copies.sort(key=lambda track: (track.tags.genres != line.before, track.path))
        return copies[0] if copies else None

    def _why_not(self, line: PlanLine, place: Path | None) -> str:
        if place is None:
            return say(
                "The plan gives this file a place of its own machine, and no scanned "
                "track holds its music. Scan the folder in which it lies."
            )
        if not place.exists():
            text = say("The file is not there, and no scanned track holds its music.")
            hint = say("With --root, a plan is applied under another one.")
            return text if self._moved_root else f"{text} {hint}"
        for track in self._session.tracks.below(place):
            if track.path == place and track.error is not None:
                return track.error
            if track.path == place:
                return say("The file holds other music than when the plan was made.")
        return say("This is no audio file that Tagger knows.")


def _is_there(track: Track) -> bool:
    return track.presence is Presence.PRESENT and track.path.is_file()
