"""Undoing a write: to the byte while nobody changed the file since, else by value, else not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from tagger.errors import CatalogError, TagReadError, TagWriteError, display_path, explain_os_error
from tagger.records import WriteStatus
from tagger.tags import patch
from tagger.tags.containers.source import Container, DamagedFile, Edit, Ranges, Source
from tagger.tags.formats import format_of
from tagger.tags.journal import FileChanged, UndoRecord, WriteJournal, WriteOptions, WriteResult
from tagger.tags.reader import PARSER_ERRORS, open_regular
from tagger.tags.replacing import WRITE_ERRORS, Change, Unconfirmed, carry_out, check_permission
from tagger.tags.splicing import digest_of, digests, spliced
from tagger.tags.writer import (
    DEFAULT_OPTIONS,
    Present,
    find_target,
    open_target,
    report,
    safe_write,
)
from tagger.wording import say


class UndoWay(StrEnum):
    BYTES = "bytes"
    """The file comes back byte for byte."""
    VALUE = "value"
    """Someone changed the tags since: only the genre can be brought back."""
    UNDONE = "undone"
    """The file is already what it was before the write."""
    NO = "no"
    """The sound is another, or the file cannot be read."""


@dataclass(frozen=True)
class Rehearsal:
    """What an undo would do, found without touching anything."""

    way: UndoWay
    reason: str = ""
    """Why not to the byte, for a person."""


class Settled(StrEnum):
    OLD = "old"
    NEW = "new"
    OTHER = "other"


def rehearse_undo(path: Path, record: UndoRecord) -> Rehearsal:
    """What `undo_write` would do to a file, proven by carrying the undo out in memory."""
    name = display_path(path.name)
    try:
        with open_regular(path) as file:
            return _rehearse(path, file, record)
    except OSError as error:
        return Rehearsal(
            UndoWay.NO,
            explain_os_error(error, say("Could not read {path}", path=display_path(path))),
        )
    except TagReadError as error:
        return Rehearsal(UndoWay.NO, error.message)
    except TagWriteError as error:
        return Rehearsal(UndoWay.NO, say("{name}: {message}", name=name, message=error.message))


def _rehearse(path: Path, file: BinaryIO, record: UndoRecord) -> Rehearsal:
    name = display_path(path.name)
    source = Source(file)
    payload = _payload(path, source)
    whole, sound = digests(source, payload)
    if whole == record.sha256_after:
        if digest_of(spliced(source, patch.decode(record.patch, source).splices)) != (
            record.sha256_before
        ):
            return Rehearsal(UndoWay.NO, say("The undo record of {name} is damaged.", name=name))
        return Rehearsal(UndoWay.BYTES)
    if whole == record.sha256_before:
        return Rehearsal(UndoWay.UNDONE, say("{name} is already as it was before.", name=name))
    if payload is None:
        return Rehearsal(
            UndoWay.NO, say("{name} was changed since and cannot be read any more.", name=name)
        )
    if sound != patch.payload_digest(record.patch):
        return Rehearsal(
            UndoWay.NO,
            say("The sound of {name} was changed since, so it is left alone.", name=name),
        )
    return Rehearsal(
        UndoWay.VALUE,
        say(
            "Another program changed the tags of {name} since; only the genre can be brought back.",
            name=name,
        ),
    )


def _payload(path: Path, source: Source) -> Ranges | None:
    row = format_of(path) or format_of(path.resolve())
    try:
        return row.container(source).payload() if row else None
    except PARSER_ERRORS:
        return None


def undo_write(
    path: Path,
    record: UndoRecord,
    journal: WriteJournal,
    genres_before: tuple[str, ...],
    options: WriteOptions = DEFAULT_OPTIONS,
    by_value: bool = False,
    restore_mtime: bool = True,
) -> WriteResult:
    """Undo one write; itself a write with a record of its own, so that it can be redone.

    To the byte, with the old mtime unless `restore_mtime` is off, while the file is as the write
    left it. With `by_value`, only the genre comes back where the tags were changed since. Raises
    `TagWriteError` with the reason where neither is possible; then the file is untouched.
    """
    rehearsal = rehearse_undo(path, record)
    if rehearsal.way is UndoWay.VALUE and by_value:
        return safe_write(path, genres_before, journal, options=options)
    target, row = find_target(path)
    if rehearsal.way is UndoWay.VALUE:
        raise FileChanged(rehearsal.reason, path)
    if rehearsal.way is UndoWay.NO:
        raise TagWriteError(rehearsal.reason, path)
    with open_target(target) as file:
        now = Present(target, row, file)
        if rehearsal.way is UndoWay.UNDONE:
            return WriteResult(
                WriteStatus.UNCHANGED, now.tags.genres, now.tags.genres, now.stamp, now.identity
            )
        journal.planned(now.tags.genres, genres_before, now.identity)
        try:
            check_permission(target, now.status, options)
            back = patch.decode(record.patch, now.source)
            redo = tuple(rule.mirrored(back.splices) for rule in back.rules)

            def verify(_: Container, sha256: bytes) -> None:
                if sha256 != record.sha256_before:
                    raise DamagedFile(say("undo did not give the file of before"))

            change = Change(
                target,
                row,
                file,
                now.status,
                now.container,
                Edit(back.splices, redo),
                verify,
                record.mtime_ns_before if restore_mtime else None,
                record.sha256_after,
            )
            stamp = carry_out(change, journal)
        except (Unconfirmed, CatalogError):
            raise
        except WRITE_ERRORS as error:
            raise report(error, target, journal) from error
        journal.done(stamp)
    return WriteResult(WriteStatus.WRITTEN, now.tags.genres, genres_before, stamp, now.identity)


def rebuild(after: Path, record: UndoRecord, into: BinaryIO) -> None:
    """Write the file of before a write into `into`, given the file that the write made."""
    with open_regular(after) as file:
        source = Source(file)
        for part in spliced(source, patch.decode(record.patch, source).splices):
            into.write(part)


def settle(path: Path, sha256_before: bytes, sha256_after: bytes) -> Settled:
    """Which side of an unfinished write a file is on. Raises `OSError` when it cannot be read."""
    with open_regular(path.resolve()) as file:
        whole, _ = digests(Source(file), None)
    if whole == sha256_before:
        return Settled.OLD
    return Settled.NEW if whole == sha256_after else Settled.OTHER
