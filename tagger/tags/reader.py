"""Reading one file: its tags, its content identity, and a sentence where that is not possible."""

from __future__ import annotations

import io
import logging
import os
import stat
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import mutagen

from tagger.errors import TagReadError, display_path, explain_os_error
from tagger.records import FileStamp, TrackTags
from tagger.tags.containers.source import DamagedFile, Source, Unsupported
from tagger.tags.copies import extended_path
from tagger.tags.formats import Format, content_contradicting, format_of
from tagger.tags.identity import container_identity, file_identity
from tagger.wording import later, pass_on, say

log = logging.getLogger(__name__)

PARSER_ERRORS = (
    mutagen.MutagenError,
    DamagedFile,
    Unsupported,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    RecursionError,
    MemoryError,
    struct.error,
)
"""What parsers raise on hostile content; everything else is a bug or the disk's."""

KNOWN_REASONS = (
    later("can't sync to MPEG frame"),
    later("no appropriate stream found"),
    later("not a MP4 file"),
    later("Not enough data"),
    later("Stream info block not found"),
    later("track has no audio data"),
)
"""What mutagen says of a damaged file and has translations."""

_LARGE_READ = 1 << 18


@dataclass(frozen=True)
class FileReading:
    """What one look at a file gave."""

    stamp: FileStamp
    format: str
    """The name in the table of formats."""
    tags: TrackTags
    identity: bytes
    error: str | None = None
    """Why the tags could not be read, for a person; then `tags` is empty."""


def stamp_of(status: os.stat_result) -> FileStamp:
    return FileStamp(status.st_size, status.st_mtime_ns)


def read_tags(path: Path) -> FileReading:
    """Read a file's tags and identity.

    Damage is told in `error`. Raises `TagReadError` when there is nothing to tell of: no such
    file, no permission, not a regular file, a name that is not of an audio file.
    """
    row = format_of(path)
    if row is None:
        raise TagReadError(
            say("{name} is not an audio file that Tagger knows.", name=display_path(path.name))
        )
    try:
        with open_regular(path) as file:
            stamp = stamp_of(os.fstat(file.fileno()))
            return _read(path, row, file, stamp)
    except OSError as error:
        raise TagReadError(
            explain_os_error(error, say("Could not read {path}", path=display_path(path))), path
        ) from error


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read, but never a pipe or device, which could block or have no end."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(extended_path(os.path.abspath(path)) if os.name == "nt" else path, flags)
    file = _Bounded(io.FileIO(handle, "rb"), 32 * 1024)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise TagReadError(say("{path} is not a regular file.", path=display_path(path)), path)
    except BaseException:
        file.close()
        raise
    return file


class _Bounded(io.BufferedReader):
    """A file that takes no more memory for an answer than it has bytes to give.

    Python makes room for all that is asked for before it reads, and parsers ask for what a length
    in the file claims.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LARGE_READ:
            size = max(0, min(size, os.fstat(self.fileno()).st_size - self.tell()))
        return super().read(size)


def _read(path: Path, row: Format, file: BinaryIO, stamp: FileStamp) -> FileReading:
    source = Source(file)
    identity = None
    try:
        identity = _identity(row, source)
        return FileReading(stamp, row.name, parse_tags(row, file), identity)
    except PARSER_ERRORS as error:
        log.debug("cannot read %s", display_path(path), exc_info=error)
        problem = explain_damage(path, row, source, error)
    return FileReading(stamp, row.name, TrackTags(), identity or file_identity(source), problem)


def _identity(row: Format, source: Source) -> bytes:
    try:
        return container_identity(row.container(source), row.family)
    except Unsupported:
        # Readable, only in a form whose sound Tagger does not single out (Ogg streams in parallel).
        return file_identity(source)


def parse_tags(row: Format, file: BinaryIO) -> TrackTags:
    """The tags as mutagen reads them. Raises one of `PARSER_ERRORS` on damage."""
    file.seek(0)
    opened = row.open_tags(file)
    length = getattr(opened.info, "length", None)
    return replace(row.fields(opened.tags), duration=float(length) if length else None)


def explain_damage(path: Path, row: Format, source: Source, error: BaseException) -> str:
    """Why a file's tags cannot be read, as a sentence with the file's name."""
    name = display_path(path.name)
    if source.size == 0:
        return say("{name} is empty (0 bytes). Was it copied or downloaded completely?", name=name)
    head = source.read(0, 16)
    if not any(head) and not any(source.read(0, 4096)):
        return say(
            "{name} holds nothing but zeros. Was it copied or downloaded completely?", name=name
        )
    content = content_contradicting(row, head)
    if content:
        text = later("{name} is named like a {format} file, but its content is {content}.")
        if row.name[0] in "AEIOM" and row.name != "Monkey's Audio":
            text = later("{name} is named like an {format} file, but its content is {content}.")
        return say(text, name=name, format=row.name, content=content)
    if isinstance(error, DamagedFile):
        return say(
            "{name} is damaged, or no {format} file: {message}.",
            name=name,
            format=row.name,
            message=error.message,
        )
    if isinstance(error, Unsupported):
        return say("{name} cannot be read: {message}.", name=name, message=error.message)
    reason = pass_on(" ".join(str(error).split())[:200]) or type(error).__name__
    return say(
        "{name} is damaged, or no {format} file ({reason}).",
        name=name,
        format=row.name,
        reason=reason,
    )
