"""The safe write of a genre: plan, journal, copy, change, verify, prepare, replace."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tagger.errors import CatalogError, TagReadError, TagWriteError, display_path, explain_os_error
from tagger.records import FileStamp, TrackTags, WriteStatus
from tagger.tags.containers.source import (
    GENRE,
    SECOND_GENRE,
    Container,
    Edit,
    Piece,
    Source,
    TagChange,
    Unsupported,
    WritableContainer,
)
from tagger.tags.copies import copies_of, extended_path, patiently
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
from tagger.wording import say

DEFAULT_OPTIONS = WriteOptions()


def safe_write(
    path: Path,
    wanted: Sequence[str] | TagChange,
    journal: WriteJournal,
    expected: FileStamp | None = None,
    options: WriteOptions = DEFAULT_OPTIONS,
) -> WriteResult:
    """Make `wanted` the genres of a file; no genres takes the field out.

    A `TagChange` may name other fields as well. `expected` is what the last scan saw. Raises
    `FileChanged` when the file is another by now, `WriteRefused` when a rule forbids the write,
    `TagWriteError` when it failed; in every case the file is untouched.
    """
    change = wanted if isinstance(wanted, TagChange) else TagChange.of_genres(wanted)
    change = replace(change, everywhere=options.second_tag, v23_separator=options.v23_separator)
    for values in change.fields.values():
        _check(values, path)
    target, row = find_target(path)
    with open_target(target) as file:
        now = Present(target, row, file)
        if expected is not None and now.stamp != expected:
            raise FileChanged(
                say(
                    "{name} was changed since it was scanned; scan it again.",
                    name=display_path(path.name),
                ),
                path,
            )
        genres = change.fields.get(GENRE, now.tags.genres)
        if _holds(now.tags, change):
            return WriteResult(WriteStatus.UNCHANGED, genres, genres, now.stamp, now.identity)
        try:
            edit = now.container.edit(change)
        except WRITE_ERRORS as error:
            journal.planned(now.tags.genres, genres, now.identity)
            raise report(error, target, journal) from error
        after = genres if edit.genres is None else edit.genres
        if not edit.splices and after == now.tags.genres:
            # Joined values read as one genre, so only the edit knows that they say it already.
            return WriteResult(WriteStatus.UNCHANGED, after, after, now.stamp, now.identity)
        journal.planned(now.tags.genres, genres, now.identity)
        try:
            check_permission(target, now.status, options)
            replacement = Change(
                target,
                row,
                file,
                now.status,
                now.container,
                edit,
                lambda copy, _: _verify(now, edit, change, copy),
                now.status.st_mtime_ns if options.keep_mtime else None,
            )
            stamp = carry_out(replacement, journal)
        except (Unconfirmed, CatalogError):
            raise
        except WRITE_ERRORS as error:
            raise report(error, target, journal) from error
        journal.done(stamp)
    return WriteResult(WriteStatus.WRITTEN, now.tags.genres, after, stamp, now.identity)


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
            raise TagWriteError(
                say("{reason} It was left as it is.", reason=reason), target
            ) from error


def find_target(path: Path) -> tuple[Path, Format]:
    """The file behind symbolic links, and its format. Raises `TagWriteError`."""
    try:
        target = Path(extended_path(os.fspath(path.resolve(strict=True))))
    except (OSError, RuntimeError) as error:
        cause = error if isinstance(error, OSError) else OSError(str(error))
        raise TagWriteError(
            explain_os_error(cause, say("Could not find {path}", path=display_path(path))), path
        ) from error
    row = format_of(target) or format_of(path)
    if row is None:
        raise WriteRefused(
            say("{name} is not an audio file that Tagger knows.", name=display_path(path.name)),
            path,
        )
    if not row.writable:
        raise WriteRefused(_unwritable(row.name), path)
    return target, row


@contextlib.contextmanager
def open_target(target: Path) -> Iterator[BinaryIO]:
    """Open a file that shall be written, to read. Raises `TagWriteError`."""
    try:
        file = patiently(lambda: open_regular(target))
    except OSError as error:
        text = explain_os_error(error, say("Could not open {path}", path=display_path(target)))
        raise TagWriteError(text, target) from error
    except TagReadError as error:
        raise WriteRefused(error.message, target) from error
    try:
        yield file
    finally:
        # Nothing went through it, so nothing is lost where closing it fails.
        with contextlib.suppress(OSError):
            file.close()


def report(error: Exception, target: Path, journal: WriteJournal) -> TagWriteError:
    """Tell the journal why a write failed, with the file untouched."""
    told = failure(error, target)
    if copies_of(target):
        # The entry stays open: it leads the next start to the folder, which removes the copy.
        return TagWriteError(
            say(
                "{message} A hidden copy beside it could not be removed; Tagger removes it "
                "at its next start.",
                message=told.message,
            ),
            target,
        )
    journal.failed(told.message)
    return told


def _unwritable(name: str) -> str:
    return say("Tagger cannot write {format} files yet; its genre was left as it is.", format=name)


def _check(values: Sequence[str], path: Path) -> None:
    for value in values:
        if not value.strip() or any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
            raise WriteRefused(
                say(
                    "{value!r} cannot be a genre: it is empty or holds control characters.",
                    value=value,
                ),
                path,
            )


def _holds(tags: TrackTags, change: TagChange) -> bool:
    """Whether the file says already all that the change wants."""
    present = {GENRE: tags.genres, **dict(tags.custom)}
    if any(present.get(name, ()) != values for name, values in change.fields.items()):
        return False
    wanted = change.fields.get(GENRE, tags.genres)
    return not (change.everywhere and tags.second_genres and tags.second_genres != wanted)


def _verify(now: Present, edit: Edit, change: TagChange, copy: Container) -> None:
    """The fields read back, and everything else in the copy equals the original as raw bytes."""
    assert isinstance(copy, WritableContainer)
    second = change.everywhere and GENRE in change.fields
    changed = frozenset({*change.fields, SECOND_GENRE} if second else change.fields)
    _compare_pieces(now.pieces, edit, copy.pieces(), changed)
    tags = parse_tags(now.row, copy.source.file)
    wanted = change.fields.get(GENRE, now.tags.genres)
    if tags.genres != (wanted if edit.genres is None else edit.genres):
        raise TagReadError(
            say(
                "{format} files cannot hold the genre '{genres}'",
                format=now.row.name,
                genres=", ".join(wanted),
            )
        )
    custom = dict(now.tags.custom) | {n: v for n, v in change.fields.items() if n != GENRE}
    if dict(tags.custom) != {name: values for name, values in custom.items() if values}:
        raise TagReadError(say("a field besides its genre would not read back"))
    if second and now.tags.second_genres and tags.second_genres != wanted:
        raise TagReadError(say("the genre of its second tag would not read back"))
    if _without_fields(tags) != _without_fields(now.tags):
        raise TagReadError(say("its other fields would read differently"))
    if container_identity(copy, now.row.family) != now.identity:
        raise TagReadError(say("its sound would get another name"))


def _compare_pieces(
    before: list[Piece], edit: Edit, after: list[Piece], changed: frozenset[str]
) -> None:
    old, new = ([p for p in pieces if p.field not in changed] for pieces in (before, after))
    same = Counter([*old, *edit.added]) == Counter(new) if edit.added else old == new
    if not same:
        raise TagReadError(say("something besides its genre would change"))


def _without_fields(tags: TrackTags) -> TrackTags:
    # An estimated duration depends on the file's size; the payload's hash proves the sound.
    return replace(tags, genres=(), second_genres=(), custom=(), duration=None)
