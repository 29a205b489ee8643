"""The path that every change of a file takes: copy, verify, record, sync, replace.

Whatever goes wrong on the way leaves the file as it was, byte for byte, and removes the copy.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tagger.errors import TaggerError, TagWriteError, display_path, explain_os_error
from tagger.records import FileStamp
from tagger.tags import copies, patch
from tagger.tags.beside import Trailing, joined, trailing
from tagger.tags.containers.source import Container, Edit, Source, Splice, Unsupported
from tagger.tags.formats import Format
from tagger.tags.journal import FileChanged, UndoRecord, WriteJournal, WriteOptions, WriteRefused
from tagger.tags.reader import PARSER_ERRORS, stamp_of
from tagger.tags.splicing import (
    PayloadDigest,
    SplicedDigest,
    Splicer,
    carried,
    covers_alike,
    digests,
    inverse,
)
from tagger.wording import say

log = logging.getLogger(__name__)

_SMALL = 64 * 1024
"""Bytes that are not worth a write of their own."""


@dataclass(frozen=True)
class Change:
    """One file and what shall become of it."""

    target: Path
    """Without symbolic links."""
    row: Format
    file: BinaryIO
    """The open original."""
    status: os.stat_result
    """Of the original, from before its tags were read."""
    container: Container
    edit: Edit
    verify: Callable[[Container, bytes], None]
    """Looks at the copy (its container, its SHA-256) and raises when it is not as it should be."""
    mtime_ns: int | None = None
    """The mtime that the new file gets; None for the present time."""
    sha256: bytes | None = None
    """What the original must be; None where any content will do."""


def check_permission(target: Path, status: os.stat_result, options: WriteOptions) -> None:
    """Raises `WriteRefused` for a read-only file, or one that has several names."""
    name = display_path(target.name)
    # Root may write anything; a file without any permission to write is still meant to stay.
    meant_to_stay = not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    effective = os.access in os.supports_effective_ids
    if meant_to_stay or not os.access(target, os.W_OK, effective_ids=effective):
        raise WriteRefused(
            say(
                "{name} is read-only, so it was left as it is. Allow writing to it first.",
                name=name,
            ),
            target,
        )
    if status.st_nlink > 1 and not options.split_hard_links:
        raise WriteRefused(
            say(
                "{name} has {count} names (hard links); writing it would give this name a "
                "file of its own. It was left as it is. Allow that in the settings to write "
                "it.",
                name=name,
                count=status.st_nlink,
            ),
            target,
        )


def carry_out(change: Change, journal: WriteJournal) -> FileStamp:
    """Replace the file by its changed copy, up to `prepared`; `done` is the caller's to tell.

    Raises one of `WRITE_ERRORS` with the file untouched, or `Unconfirmed` with the new file in
    place.
    """
    target = change.target
    copy: Path | None = None
    try:
        if not change.edit.splices:
            raise Unsupported(say("its genre stands where Tagger cannot change it"))
        copy = copies.create_copy(target)
        record = _make(change, copy)
        journal.prepared(record)
        _check_unchanged(change)
        copies.put_in_place(copy, target)
    except BaseException:
        if copy is not None:
            copies.remove_copy(copy)
        raise
    try:
        copies.sync_folder(target.parent)
        return stamp_of(os.stat(target))
    except OSError as error:
        text = explain_os_error(
            error,
            say(
                "Could not make sure that the new {name} is on its disk",
                name=display_path(target.name),
            ),
        )
        raise Unconfirmed(text, target) from error


class Unconfirmed(TagWriteError):
    """The file was replaced, but its disk failed to confirm it; `settle` tells which file it is."""


def failure(error: Exception, target: Path) -> TagWriteError:
    """Any error on the way as one that says that the file is untouched."""
    name = display_path(target.name)
    if isinstance(error, TagWriteError):
        return error
    if isinstance(error, OSError):
        text = explain_os_error(error, say("Could not write {name}", name=name))
    elif isinstance(error, TaggerError):
        reason = error.message.rstrip(".")
        text = say("{name} was left as it is: {reason}.", name=name, reason=reason)
    else:
        text = say(
            "{name} was left as it is: its content could not be checked ({error}).",
            name=name,
            error=error,
        )
    return TagWriteError(text, target)


WRITE_ERRORS = (TaggerError, OSError, *PARSER_ERRORS)
"""What is told to a person and to the journal; everything else is a bug."""


def _make(change: Change, copy: Path) -> UndoRecord:
    """Fill the copy and prove it, while its content goes to the disk; durable when this returns."""
    source, edit = Source(change.file), change.edit
    undo = inverse(edit.splices)
    old, new = hashlib.sha256(), SplicedDigest(edit.splices)
    with (
        open(copy, "r+b", buffering=0) as out,
        trailing(old.update, new.feed) as original,
    ):
        _copy(change, source, out, original)
        copies.copy_metadata(change.target, copy, change.status)
        if change.mtime_ns is None:
            os.utime(copy)
        else:
            os.utime(copy, ns=(change.status.st_atime_ns, change.mtime_ns))
        with joined(lambda: copies.sync_file(out)), open(copy, "rb", buffering=0) as made:
            original.finish()
            before, after = old.digest(), new.digest()
            _check_unchanged(change)
            if change.sha256 not in (None, before):
                raise FileChanged(_changed(change), change.target)
            container = change.row.container(Source(made))
            sound = _proven(change, source, container, undo)
            data = patch.encode(patch.Patch(sound, tuple(undo), edit.rules), container.source)
            if list(patch.decode(data, container.source).splices) != undo:
                raise TagWriteError(
                    _left(change, say("its undo could not be proven")), change.target
                )
            change.verify(container, after)
    status = change.status
    return UndoRecord(before, after, status.st_size, status.st_mtime_ns, data)


def _proven(change: Change, source: Source, container: Container, undo: Sequence[Splice]) -> bytes:
    """SHA-256 of the sound, once it is proven that the copy is what it is meant to be.

    The original is read again beside the copy: what `undo` makes of the copy is the original to
    the byte, and what it takes out is what was put in. So the copy has the SHA-256 of the changed
    stream, and sound that only moved is the same without being hashed twice.
    """
    there = container.payload()
    payload = PayloadDigest(there)
    with trailing(payload.feed) as consumers:
        rebuilt = _rebuilds(consumers.read(container.source), source, undo)
    if not rebuilt:
        raise TagWriteError(_left(change, say("its undo could not be proven")), change.target)
    sound, here = payload.digest(), change.container.payload()
    moved = carried(here, change.edit.splices)
    alike = moved is not None and covers_alike(moved, there)
    if not alike and digests(source, here)[1] != sound:
        raise TagWriteError(_left(change, say("the copy does not sound the same")), change.target)
    return sound


def _rebuilds(copy: Iterable[memoryview], original: Source, undo: Sequence[Splice]) -> bool:
    """Whether `undo` makes the original of the copy, and takes out of it what it says."""
    splicer, position, same = Splicer(undo, strict=True), 0, True
    for chunk in copy:
        for part in splicer.feed(chunk):
            # As bytes: a comparison of views goes item by item.
            same = same and original.read(position, len(part)) == bytes(part)
            position += len(part)
    for part in splicer.finish():
        same = same and original.read(position, len(part)) == part
        position += len(part)
    return same and not splicer.strayed and position == original.size


def _left(change: Change, reason: str) -> str:
    return say(
        "{name} was left as it is: {reason}.", name=display_path(change.target.name), reason=reason
    )


def _copy(change: Change, source: Source, out: BinaryIO, original: Trailing) -> None:
    """Write the changed file, and hand what is read of the original on."""
    splices = change.edit.splices
    growth = sum(splice.growth for splice in splices)
    cloned = not growth and copies.clone(change.file, out)
    if cloned:
        copies.write_middle(source, out, splices)
    elif not copies.has_room(change.target.parent, source.size + growth):
        raise WriteRefused(
            say(
                "There is no room for a copy of {name} on its disk. Free some space and try again.",
                name=display_path(change.target.name),
            ),
            change.target,
        )
    splicer, pending = Splicer(splices), bytearray()
    for chunk in original.read(source):
        if not cloned:
            for part in splicer.feed(chunk):
                _gather(out, pending, part)
    if not cloned:
        for part in splicer.finish():
            _gather(out, pending, part)
        _write_all(out, pending)


def _gather(out: BinaryIO, pending: bytearray, part: bytes | memoryview) -> None:
    """Write a part, or keep it in `pending` while it is small: renumbered Ogg pages are many."""
    if len(part) < _SMALL or pending:
        pending += part
        if len(pending) < _SMALL:
            return
        part = bytes(pending)
        pending.clear()
    _write_all(out, part)


def _write_all(out: BinaryIO, part: bytes | bytearray | memoryview) -> None:
    view = memoryview(part)
    while len(view):
        view = view[out.write(view) :]


def _check_unchanged(change: Change) -> None:
    if _version(os.stat(change.target)) != _version(change.status):
        raise FileChanged(_changed(change), change.target)


def _version(status: os.stat_result) -> tuple[object, ...]:
    # A program that changes tags may put the mtime back; nobody can put the ctime back. On Windows
    # that is the time of creation, which tells nothing.
    changed = 0 if os.name == "nt" else status.st_ctime_ns
    return status.st_ino, stamp_of(status), changed


def _changed(change: Change) -> str:
    name = display_path(change.target.name)
    return say(
        "{name} was changed by another program just now. It was left as it is; scan it again.",
        name=name,
    )
