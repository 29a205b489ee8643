"""Export: the genres that were decided, as CSV, as JSON, or as one playlist for each genre."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tagger.genres.vocabulary import fold
from tagger.records import DecisionKind, Presence, Track
from tagger.settings import NEVER_WRITE
from tagger.wording import say_count
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs, write_outputs
from tagger.workflow.session import Session
from tagger.workflow.spreadsheet import csv_bytes, harmless, json_bytes

_LONGEST_NAME = 120
"""Bytes; file systems take 255, with the suffix and a number."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""Windows' list; a playlist may be carried there."""
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?")
_COLUMNS = ("path", "artist", "album", "title", "genres", "decided", "written")


class ExportFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    M3U8 = "m3u8"


@dataclass(frozen=True)
class DecidedTrack:
    """A track with the genres that a person accepted or chose for it."""

    track: Track
    genres: tuple[str, ...]
    kind: DecisionKind
    written: bool


@dataclass(frozen=True)
class Exported:
    """What was written."""

    files: tuple[tuple[Path, int], ...]
    """Each with how many tracks it names."""
    tracks: int
    notes: tuple[str, ...]
    """Sentences on what could not be written as it is."""


def decided_tracks(session: Session, paths: Sequence[Path] | None = None) -> list[DecidedTrack]:
    """The decided tracks at or below these paths, or all of them, in order of path.

    Those that were rejected, that are gone or that got no genre are left out.
    """
    decisions = {
        id_: stored
        for id_, stored in session.decisions.all().items()
        if stored.decision.settled and stored.decision.genres
    }
    if paths is None:
        tracks = session.tracks.get(list(decisions))
    else:
        below = (session.tracks.below(Path(os.path.abspath(path))) for path in paths)
        tracks = [track for found in below for track in found]
    chosen = {t.id: t for t in tracks if t.id in decisions and t.presence is not Presence.MISSING}
    return [
        DecidedTrack(
            track,
            decisions[track.id].decision.genres,
            decisions[track.id].decision.kind,
            decisions[track.id].written or decisions[track.id].decision.genres == track.tags.genres,
        )
        for track in sorted(chosen.values(), key=lambda track: track.path)
    ]


def export(
    session: Session,
    form: ExportFormat,
    output: Path,
    paths: Sequence[Path] | None = None,
    *,
    absolute: bool = False,
    overwrite: bool = False,
) -> Exported:
    """Write what was decided into a file, or for playlists into a folder.

    Paths are absolute in CSV and JSON; a playlist's lead from its own folder to the file unless
    `absolute`. Raises `TaggerError` when a file may not be or cannot be written, or exists and is
    not to be replaced; then none is written.
    """
    found = decided_tracks(session, paths)
    output = Path(os.path.abspath(output))
    notes: list[str] = []
    if form is ExportFormat.M3U8:
        files, counts = _playlists(session, found, output, absolute, notes)
    else:
        encode = _csv if form is ExportFormat.CSV else _json
        files, counts = {output: encode(found)}, {output: len(found)}
        strange = sum(not _is_utf8(each.track.path) for each in found)
        if strange and form is ExportFormat.CSV:
            notes.append(
                say_count(
                    strange,
                    "The name of {count} file is not valid UTF-8; its other bytes stand as � in "
                    "the CSV. In JSON such names are exact.",
                    "The names of {count:,} files are not valid UTF-8; their other bytes stand "
                    "as � in the CSV. In JSON such names are exact.",
                )
            )
    never = NeverWrite(session.settings.get(NEVER_WRITE))
    check_outputs(list(files), never, overwrite=overwrite)
    write_outputs(files)
    return Exported(tuple(counts.items()), len(found), tuple(notes))


def _csv(found: Iterable[DecidedTrack]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for each in found:
        tags = each.track.tags
        path = os.fsencode(each.track.path).decode("utf-8", "replace")
        names = (path, tags.artist, tags.album, tags.title, "; ".join(each.genres))
        rows.writerow((*map(harmless, names), each.kind.value, "yes" if each.written else "no"))
    return csv_bytes(text.getvalue())


def _json(found: Iterable[DecidedTrack]) -> bytes:
    rows = [
        {
            "path": str(each.track.path),
            "artist": each.track.tags.artist,
            "album": each.track.tags.album,
            "title": each.track.tags.title,
            "genres": list(each.genres),
            "decided": each.kind.value,
            "written": each.written,
            "music": each.track.identity.hex(),
        }
        for each in found
    ]
    return json_bytes(json.dumps(rows, ensure_ascii=False, indent=1))


def _playlists(
    session: Session,
    found: Iterable[DecidedTrack],
    folder: Path,
    absolute: bool,
    notes: list[str],
) -> tuple[dict[Path, bytes], dict[Path, int]]:
    by_genre: dict[str, tuple[str, list[Track]]] = {}
    strange = 0
    for each in found:
        if not _can_be_listed(each.track.path):
            strange += 1
            continue
        for genre in each.genres:
            name = session.vocabulary.canonical(genre) or genre
            listed = by_genre.setdefault(fold(name) or name, (name, []))[1]
            if each.track not in listed[-1:]:
                listed.append(each.track)
    names = playlist_names([name for name, _ in by_genre.values()])
    files: dict[Path, bytes] = {}
    counts: dict[Path, int] = {}
    for genre, tracks in sorted(by_genre.values(), key=lambda each: each[0].casefold()):
        path = folder / names[genre]
        files[path] = _playlist(genre, tracks, folder, absolute)
        counts[path] = len(tracks)
    if strange:
        notes.append(
            say_count(
                strange,
                "The name of {count} file is not valid UTF-8 or holds a line break, so no "
                "playlist can name it.",
                "The names of {count:,} files are not valid UTF-8 or hold a line break, so no "
                "playlist can name them.",
            )
        )
    return files, counts


def _playlist(genre: str, tracks: Iterable[Track], folder: Path, absolute: bool) -> bytes:
    lines = ["#EXTM3U", f"#PLAYLIST:{_one_line(genre)}"]
    for track in tracks:
        tags = track.tags
        seconds = -1 if tags.duration is None else round(tags.duration)
        title = " - ".join(filter(None, (tags.artist, tags.title))) or track.path.stem
        lines.append(f"#EXTINF:{seconds},{_one_line(title)}")
        lines.append(_listed_path(track.path, folder, absolute))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _listed_path(path: Path, folder: Path, absolute: bool) -> str:
    if absolute:
        return str(path)
    try:
        # Links among the folders would lead `..` astray.
        place = os.path.join(os.path.realpath(path.parent), path.name)
        relative = os.path.relpath(place, os.path.realpath(folder))
    except ValueError:
        # Another drive of Windows.
        return str(path)
    # A name that begins with # would be a comment, one that begins with a space be cut.
    return relative if relative.startswith("..") else os.path.join(os.curdir, relative)


def playlist_names(genres: Sequence[str]) -> Mapping[str, str]:
    """A file name for each genre that every file system takes, and no two the same on any."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for genre in genres:
        stem = _safe_stem(genre)
        name, number = stem, 1
        while _key(name) in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(_key(name))
        names[genre] = f"{name}.m3u8"
    return names


def _safe_stem(genre: str) -> str:
    text = unicodedata.normalize("NFC", _one_line(genre))
    text = _FORBIDDEN.sub("-", text)
    text = text.encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore")
    # Windows drops dots and spaces at the end; one at the start hides a file elsewhere.
    text = text.strip(" .") or "genre"
    return f"{text} -" if _RESERVED.fullmatch(text) else text


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _one_line(text: str) -> str:
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " " for c in text)
    return " ".join("".join(kept).split())


def _can_be_listed(path: Path) -> bool:
    return _is_utf8(path) and not any(c in str(path) for c in "\r\n")


def _is_utf8(path: Path) -> bool:
    try:
        os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
