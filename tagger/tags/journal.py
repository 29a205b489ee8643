"""What a write tells its journal, and what it needs to be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tagger.errors import TagWriteError
from tagger.records import FileStamp, WriteStatus


class WriteRefused(TagWriteError):
    """A write that was not begun, by a rule of ours; the message says which and what to do."""


class FileChanged(TagWriteError):
    """The file is no longer what it was when it was scanned, or when the write began: rescan it."""


@dataclass(frozen=True)
class UndoRecord:
    """What gives a file back as it was before one write."""

    sha256_before: bytes
    sha256_after: bytes
    size_before: int
    mtime_ns_before: int
    patch: bytes
    """Self-describing and compressed; see `tagger.tags.patch`."""


class WriteJournal(Protocol):
    """Where one write is recorded. What a method raises stops the write with the file untouched.

    The order is `planned`, `prepared`, `done`; `failed` may come instead of the second or third.
    A write that finds nothing to do, or tags that it cannot read, calls none of them.
    """

    def planned(self, before: tuple[str, ...], wanted: tuple[str, ...], identity: bytes) -> None:
        """Before anything is touched."""
        ...

    def prepared(self, record: UndoRecord) -> None:
        """Must be durable when it returns: the file is replaced next."""
        ...

    def done(self, stamp: FileStamp) -> None:
        """The file is replaced; `stamp` is its new size and mtime."""
        ...

    def failed(self, reason: str) -> None:
        """The file is untouched; `reason` is a sentence for a person."""
        ...


@dataclass(frozen=True)
class WriteOptions:
    keep_mtime: bool = False
    """Give the file its old mtime; media servers may then not notice the change."""
    split_hard_links: bool = False
    """Write a file that has several names; the other names keep the old content."""
    second_tag: bool = False
    """Also change the genre of a second tag that says something else (APEv2 on an MP3)."""
    v23_separator: str = ""
    """What joins several genres in an ID3v2.3 tag; empty keeps them apart by NUL."""


@dataclass(frozen=True)
class WriteResult:
    """What a write did; a write that fails raises instead."""

    status: WriteStatus
    """`WRITTEN` or `UNCHANGED`."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    stamp: FileStamp
    """Of the file as it is now."""
    identity: bytes
