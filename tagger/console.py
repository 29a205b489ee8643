"""What the commands print: lines for people, or one JSON object per line."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tagger.errors import display_path
from tagger.records import (
    AnalysisStatus,
    GenreScore,
    ModelInfo,
    Presence,
    Suggestion,
    Track,
    TrackContent,
    WriteOutcome,
    WriteStatus,
)
from tagger.workflow.changes import ChangeKind, PlannedChange
from tagger.workflow.doctor import Finding
from tagger.workflow.estimate import Estimate
from tagger.workflow.history import HistoryLine
from tagger.workflow.jobs import Progress
from tagger.workflow.preview import WritePlan
from tagger.workflow.timeline import Timeline
from tagger.workflow.undo import UndoOutcome

_MARKS = {"ok": "", "partial": " (partly readable)"}
_GROUPS = {
    ChangeKind.WRITE: "written",
    ChangeKind.PLACEHOLDER_REPLACED: "written in place of a word that says nothing",
    ChangeKind.FIELDS: "written beside a genre that is right",
    ChangeKind.SECOND_TAG: "written in a second tag (APEv2) alone",
    ChangeKind.ALREADY_SO: "left: say so already",
    ChangeKind.AGREES: "left: have a narrower genre that agrees",
    ChangeKind.HAS_GENRE: "left: have another genre",
    ChangeKind.NOTHING_SUGGESTED: "left: no genre was chosen",
    ChangeKind.CHANGED: "left: changed since the plan was made",
    ChangeKind.NEVER_WRITE: "left: lie where Tagger never writes",
    ChangeKind.UNWRITABLE: "left: cannot be written",
}


class Console:
    """Results go to stdout, everything else to stderr."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._progress_width = 0

    def suggestion(self, path: Path, suggestion: Suggestion) -> None:
        failed = suggestion.status is AnalysisStatus.FAILED
        if self._as_json:
            self._object(
                path=_json_path(path),
                status=suggestion.status.value,
                genres=[
                    {"genre": score.genre, "probability": round(score.probability, 4)}
                    for score in suggestion.genres
                ],
                suggested=[score.genre for score in suggestion.suggested],
                unsure=suggestion.unsure,
                covered=round(suggestion.covered, 4),
                tracks=suggestion.tracks,
                content=None if failed else suggestion.content.value,
                error=suggestion.error,
            )
        elif failed:
            self._line(path, f"failed: {suggestion.error}")
        elif suggestion.content is TrackContent.NONE:
            self._line(path, suggestion.error or "No music was found.")
        else:
            text = _scores(suggestion.suggested)
            if suggestion.unsure:
                others = _scores(suggestion.genres[1:3])
                why = "unsure" if suggestion.fits else "none of the genres you use fits"
                text += f" ({why}; else {others})" if others else f" ({why})"
            if suggestion.tracks > 1:
                text += f" (from {suggestion.tracks} tracks of its album)"
            self._line(path, text + _MARKS[suggestion.status.value])

    def timeline_head(self) -> None:
        """The names of the columns of what `timeline` prints."""
        if not self._as_json:
            self._row("path", "start", "end", "kind", "genre", "probability")

    def timeline(self, timeline: Timeline) -> None:
        """A file's passages: a row of CSV each, or one object with all of them."""
        if self._as_json:
            self._object(
                path=_json_path(timeline.path),
                status=timeline.status.value,
                segments=[
                    {
                        "start": round(segment.start, 2),
                        "end": round(segment.end, 2),
                        "kind": segment.kind.value,
                        "genre": segment.best and segment.best.genre,
                        "probability": segment.best and round(segment.best.probability, 4),
                    }
                    for segment in timeline.segments
                ],
                error=timeline.error,
            )
            return
        for segment in timeline.segments:
            best = segment.best
            self._row(
                display_path(timeline.path),
                f"{segment.start:.2f}",
                f"{segment.end:.2f}",
                segment.kind.value,
                best.genre if best else "",
                f"{best.probability:.4f}" if best else "",
            )
        if timeline.error is not None:
            self.complain(f"{display_path(timeline.path)}: {timeline.error}")

    def outcome(self, outcome: WriteOutcome) -> None:
        """What became of a file."""
        if self._as_json:
            self._object(
                path=_json_path(outcome.path),
                status=outcome.status.value,
                before=list(outcome.before),
                after=list(outcome.after),
                batch=outcome.batch,
                error=outcome.error,
            )
            return
        status = outcome.status.value
        if outcome.error is not None:
            text = f"{status}: {outcome.error}"
        elif outcome.before == outcome.after:
            text = f"{status}: {_genres(outcome.after)}"
        else:
            text = f"{status}: {_genres(outcome.before)} → {_genres(outcome.after)}"
        self._line(outcome.path, text)

    def planned(self, change: PlannedChange) -> None:
        """One line of a dry run: a file before and after."""
        if change.changes:
            status = WriteStatus.WRITTEN
        else:
            status = WriteStatus.SKIPPED if change.after is None else WriteStatus.UNCHANGED
        after = change.before if change.after is None else change.after
        if self._as_json:
            self._object(
                path=_json_path(change.path),
                status=status.value,
                before=list(change.before),
                after=list(after),
                batch=None,
                error=change.reason if status is WriteStatus.SKIPPED else None,
                group=change.kind.value,
                reason=change.reason,
                fields=dict(change.fields),
                second=list(change.contradiction),
            )
            return
        text = f"would be {status.value}"
        if status is WriteStatus.SKIPPED:
            text += f": {change.reason}"
        elif after == change.before:
            text += f": {_genres(after)}"
        else:
            text += f": {_genres(change.before)} → {_genres(after)}"
        notes = [change.reason] if change.changes and change.reason else []
        notes += [f"{name}: {', '.join(values) or 'removed'}" for name, values in change.fields]
        if change.contradiction:
            notes.append(f"its second tag says {_genres(change.contradiction)}")
        self._line(change.path, text + (f" ({'; '.join(notes)})" if notes else ""))

    def plan(self, plan: WritePlan, cost: Estimate, saved: Path | None) -> None:
        """What a whole plan comes to: groups, counts, bytes and time; where it was saved."""
        if self._as_json:
            self._object(
                path=None if saved is None else _json_path(saved),
                status="planned",
                files=cost.files,
                bytes=cost.bytes,
                seconds=round(cost.seconds, 1),
                groups={group.kind.value: len(group.changes) for group in plan.groups},
                notes=list(plan.notes),
            )
            return
        self.end_progress()
        print(f"{_cost(cost)} would be written.")
        for group in plan.groups:
            print(f"{len(group.changes):>8,}  {_GROUPS[group.kind]}")
        print(*plan.notes, sep="\n", end="\n" if plan.notes else "")
        if saved is not None:
            print(f"Saved as {display_path(saved)}.")

    def announce(self, plan: WritePlan, cost: Estimate) -> None:
        """Before a write: what it costs, and what to know of it."""
        self.note(f"Writing {_cost(cost)}.")
        for note in plan.notes:
            self.note(note)

    def note(self, text: str) -> None:
        """Something to know, for people alone."""
        if not self._as_json:
            self.end_progress()
            print(text, file=sys.stderr)

    def exported(self, path: Path, tracks: int) -> None:
        if self._as_json:
            self._object(path=_json_path(path), tracks=tracks)
        else:
            self._line(path, "1 track" if tracks == 1 else f"{tracks:,} tracks")

    def folder(self, name: str) -> None:
        if self._as_json:
            self._object(folder=name)
        else:
            print(display_path(name))

    def undone(self, outcome: UndoOutcome) -> None:
        self._batch_line(outcome.batch, outcome.path, outcome.status.value, outcome.error)

    def history(self, line: HistoryLine) -> None:
        if self._as_json:
            self._batch_line(line.batch, line.path, line.status.value, line.error)
            return
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(line.created_at))
        change = f"{_genres(line.before)} → {_genres(line.after)}"
        reason = f" ({line.error})" if line.error else ""
        self._line(line.path, f"{line.status.value}, {line.kind.value}: {change}{reason}", when)

    def scanned(self, track: Track) -> None:
        genres = list(track.tags.genres)
        status = "failed" if track.error is not None else track.presence.value
        if self._as_json:
            self._object(
                path=_json_path(track.path), status=status, genres=genres, error=track.error
            )
        elif track.error is not None:
            self._line(track.path, f"failed: {track.error}")
        else:
            away = "" if track.presence is Presence.PRESENT else f" ({status})"
            self._line(track.path, _genres(genres) + away)

    def unreadable(self, path: Path, reason: str) -> None:
        if self._as_json:
            self._object(path=_json_path(path), status="failed", genres=[], error=reason)
        else:
            self._line(path, f"failed: {reason}")

    def model(self, model: ModelInfo, *, active: bool) -> None:
        if self._as_json:
            self._object(
                name=model.name,
                path=_json_path(model.path),
                version=model.version,
                genres=list(model.genres),
                bundled=model.bundled,
                active=active,
                error=model.error,
            )
        else:
            text = model.error or f"version {model.version}, {len(model.genres)} genres"
            print(f"{'*' if active else ' '} {model.name}: {text}")

    def finding(self, finding: Finding) -> None:
        if self._as_json:
            self._object(name=finding.name, value=finding.value, ok=finding.ok)
        else:
            print(f"{'   ' if finding.ok else '!! '}{finding.name}: {finding.value}")

    def report(self, lines: Iterable[str], fields: Mapping[str, object]) -> None:
        """One longer report: its lines, or all of it as one object."""
        if self._as_json:
            self._object(**fields)
        else:
            self.end_progress()
            print(*lines, sep="\n")

    def complain(self, text: str) -> None:
        self.end_progress()
        print(f"tagger: {text}", file=sys.stderr)

    def progress(self, progress: Progress) -> None:
        """One line on a terminal, drawn over itself; nothing where stderr is no terminal."""
        if not sys.stderr.isatty():
            return
        total = f" of {progress.total:,}" if progress.total is not None else ""
        rate = f" · {progress.rate:.1f}/s" if progress.rate else ""
        left = f" · {_duration(progress.seconds_left)} left" if progress.seconds_left else ""
        failed = f" · {progress.failed:,} failed" if progress.failed else ""
        text = f"{progress.stage} {progress.done:,}{total}{rate}{left}{failed}"
        sys.stderr.write("\r" + text.ljust(self._progress_width))
        sys.stderr.flush()
        self._progress_width = len(text)

    def end_progress(self) -> None:
        if self._progress_width:
            sys.stderr.write("\r" + " " * self._progress_width + "\r")
            sys.stderr.flush()
            self._progress_width = 0

    def _batch_line(self, batch: int | None, path: Path, status: str, error: str | None) -> None:
        if self._as_json:
            self._object(batch=batch, path=_json_path(path), status=status, error=error)
        else:
            self._line(path, status if error is None else f"{status}: {error}")

    def _line(self, path: Path, text: str, prefix: str | None = None) -> None:
        self.end_progress()
        words = [prefix, f"{display_path(path)}: {display_path(text)}"]
        print("  ".join(word for word in words if word))

    def _row(self, *fields: str) -> None:
        self.end_progress()
        csv.writer(sys.stdout, lineterminator="\n").writerow(fields)
        sys.stdout.flush()

    def _object(self, **fields: object) -> None:
        self.end_progress()
        print(json.dumps(fields, ensure_ascii=True), flush=True)


def _json_path(path: Path) -> str:
    """The path as it is; bytes that are no UTF-8 are lone surrogates, as Python reads them."""
    return str(path)


def _scores(scores: Sequence[GenreScore]) -> str:
    return ", ".join(f"{score.genre} {score.probability:.0%}" for score in scores)


def _genres(genres: Sequence[str]) -> str:
    return ", ".join(genres) if genres else "no genre"


def _cost(cost: Estimate) -> str:
    """Files, bytes and time, as in "2 files (12.5 MB, about 1 s)"."""
    files = "1 file" if cost.files == 1 else f"{cost.files:,} files"
    if not cost.files:
        return files
    return f"{files} ({_size(cost.bytes)}, about {_duration(max(1.0, cost.seconds))})"


def _size(count: int) -> str:
    size, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:.1f} {unit}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
