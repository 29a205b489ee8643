"""The safe write of a genre: plan, journal, copy, change, verify, prepare, replace."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tagger.errors import CatalogError, TagReadError, TagWriteError, display_path, explain_os_error
from tagger.records import FileStamp, TrackTags, WriteStatus
from tagger.tags.containers.source import (
    Container,
    Edit,
    Piece,
    Source,
    Unsupported,
    WritableContainer,
)
from tagger.tags.formats import Format, format_of
from tagger.tags.identity import container_identity
from tagger.tags.journal import (
    FileChanged,
    WriteJournal,
    WriteOptions,
    WriteRefused,
    WriteResult,
)
from tagger.tags.reader import (
    PARSER_ERRORS,
    explain_damage,
    open_regular,
    parse_tags,
    stamp_of,
)
from tagger.tags.replacing import (
    WRITE_ERRORS,
    Change,
    Unconfirmed,
    carry_out,
    check_permission,
    failure,
)

DEFAULT_OPTIONS = WriteOptions()


def safe_write(
    path: Path,
    wanted: Sequence[str],
    journal: WriteJournal,
    expected: FileStamp | None = None,
    options: WriteOptions = DEFAULT_OPTIONS,
) -> WriteResult:
    """Make `wanted` the genres of a file; no genres takes the field out.

    `expected` is what the last scan saw. Raises `FileChanged` when the file is another by now,
    `WriteRefused` when a rule forbids the write, `TagWriteError` when it failed; in every case
    the file is untouched.
    """
    genres = _checked(wanted, path)
    target, row = find_target(path)
    with open_target(target) as file:
        now = Present(target, row, file)
        if expected is not None and now.stamp != expected:
            raise FileChanged(
                f"{display_path(path.name)} was changed since it was scanned; scan it again.", path
            )
        if now.tags.genres == genres:
            return WriteResult(WriteStatus.UNCHANGED, genres, genres, now.stamp, now.identity)
        journal.planned(now.tags.genres, genres, now.identity)
        try:
            check_permission(target, now.status, options)
            edit = now.container.genre_edit(genres)
            change = Change(
                target,
                row,
                file,
                now.status,
                now.container,
                edit,
                lambda copy, _: _verify(now, edit, genres, copy),
                now.status.st_mtime_ns if options.keep_mtime else None,
            )
            stamp = carry_out(change, journal)
        except (Unconfirmed, CatalogError):
            raise
        except WRITE_ERRORS as error:
            raise report(error, target, journal) from error
        journal.done(stamp)
    return WriteResult(WriteStatus.WRITTEN, now.tags.genres, genres, stamp, now.identity)


class Present:
    """A file as it is before a change. Raises `TagWriteError` when it is not wholly understood."""

    def __init__(self, target: Path, row: Format, file: BinaryIO) -> None:
        self.status = os.fstat(file.fileno())
        self.stamp = stamp_of(self.status)
        self.source = Source(file)
        self.row = row
        container = row.container(self.source)
        if not isinstance(container, WritableContainer):
            raise WriteRefused(_unwritable(row.name), target)
        self.container = container
        try:
            self.identity = container_identity(container, row.family)
            self.pieces = container.pieces()
            self.tags = parse_tags(row, file)
        except PARSER_ERRORS as error:
            if isinstance(error, Unsupported):
                raise failure(error, target) from error
            reason = explain_damage(target, row, self.source, error)
            raise TagWriteError(f"{reason} It was left as it is.", target) from error


def find_target(path: Path) -> tuple[Path, Format]:
    """The file behind symbolic links, and its format. Raises `TagWriteError`."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        cause = error if isinstance(error, OSError) else OSError(str(error))
        raise TagWriteError(explain_os_error(cause, f"find {display_path(path)}"), path) from error
    row = format_of(target) or format_of(path)
    if row is None:
        raise WriteRefused(
            f"{display_path(path.name)} is not an audio file that Tagger knows.", path
        )
    if not row.writable:
        raise WriteRefused(_unwritable(row.name), path)
    return target, row


def open_target(target: Path) -> BinaryIO:
    """Open a file that shall be written. Raises `TagWriteError`."""
    try:
        return open_regular(target)
    except OSError as error:
        text = explain_os_error(error, f"open {display_path(target)}")
        raise TagWriteError(text, target) from error
    except TagReadError as error:
        raise WriteRefused(error.message, target) from error


def report(error: Exception, target: Path, journal: WriteJournal) -> TagWriteError:
    """Tell the journal why a write failed, with the file untouched."""
    told = failure(error, target)
    journal.failed(told.message)
    return told


def _unwritable(name: str) -> str:
    return f"Tagger cannot write {name} files yet; its genre was left as it is."


def _checked(wanted: Sequence[str], path: Path) -> tuple[str, ...]:
    genres = tuple(wanted)
    for genre in genres:
        if not genre.strip() or any(unicodedata.category(c) in ("Cc", "Cs") for c in genre):
            raise WriteRefused(
                f"{genre!r} cannot be a genre: it is empty or holds control characters.", path
            )
    return genres


def _verify(now: Present, edit: Edit, genres: tuple[str, ...], copy: Container) -> None:
    """The genre reads back, and everything else in the copy equals the original as raw bytes."""
    assert isinstance(copy, WritableContainer)
    _compare_pieces(now.pieces, edit, copy.pieces())
    tags = parse_tags(now.row, copy.source.file)
    if tags.genres != genres:
        raise TagReadError(f"{now.row.name} files cannot hold the genre {', '.join(genres)!r}")
    if _without_genre(tags) != _without_genre(now.tags):
        raise TagReadError("its other fields would read differently")
    if container_identity(copy, now.row.family) != now.identity:
        raise TagReadError("its sound would get another name")


def _compare_pieces(before: list[Piece], edit: Edit, after: list[Piece]) -> None:
    old, new = ([p for p in pieces if not p.genre] for pieces in (before, after))
    same = Counter([*old, *edit.added]) == Counter(new) if edit.added else old == new
    if not same:
        raise TagReadError("something besides its genre would change")


def _without_genre(tags: TrackTags) -> TrackTags:
    # An estimated duration depends on the file's size; the payload's hash proves the sound.
    return replace(tags, genres=(), duration=None)
