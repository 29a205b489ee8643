"""A write of genres into a file of chunks, proven by its undo and its redo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.errors import TagWriteError
from tagger.records import WriteStatus
from tagger.tags.containers.source import TagChange
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal


def written_and_undone(path: Path, wanted: list[str] | TagChange) -> bytes:
    """The file as the write makes it; it is left so."""
    original = path.read_bytes()
    journal, again = RememberingJournal(), RememberingJournal()
    assert safe_write(path, wanted, journal).status is WriteStatus.WRITTEN
    written = path.read_bytes()
    undo_write(path, journal.undo, again, journal.before)
    assert path.read_bytes() == original
    undo_write(path, again.undo, RememberingJournal(), ())
    assert path.read_bytes() == written
    return written


def refused(path: Path, because: str) -> None:
    original, journal = path.read_bytes(), RememberingJournal()
    with pytest.raises(TagWriteError, match=because):
        safe_write(path, ["New"], journal)
    assert path.read_bytes() == original
