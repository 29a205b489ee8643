"""A write of fields and all that must hold of it: read back, nothing else, undone, redone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tagger.tags.containers.source import GENRE, Piece, Source, TagChange, WritableContainer
from tagger.tags.formats import format_of
from tagger.tags.reader import read_tags
from tagger.tags.splicing import digests
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal


def pieces_of(path: Path) -> list[Piece]:
    with path.open("rb") as file:
        return _container(path, Source(file)).pieces()


def sound_of(path: Path) -> bytes:
    """SHA-256 of the payload."""
    with path.open("rb") as file:
        container = _container(path, Source(file))
        return digests(container.source, container.payload())[1]


def _container(path: Path, source: Source) -> WritableContainer:
    row = format_of(path)
    assert row
    container = row.container(source)
    assert isinstance(container, WritableContainer)
    return container


def write_fields(path: Path, fields: Mapping[str, Sequence[str]]) -> RememberingJournal:
    """Write `fields` and check the file; undo, redo, and leave it written."""
    original, before, sound = path.read_bytes(), pieces_of(path), sound_of(path)
    held = read_tags(path).tags
    journal = RememberingJournal()
    safe_write(path, TagChange({name: tuple(v) for name, v in fields.items()}), journal)
    assert journal.calls == ["planned", "prepared", "done"]
    written, tags = path.read_bytes(), read_tags(path).tags
    assert tags.genres == tuple(fields.get(GENRE, held.genres))
    custom = dict(held.custom) | {n: tuple(v) for n, v in fields.items() if n != GENRE}
    assert tags.custom == tuple(sorted((n, v) for n, v in custom.items() if v))
    assert sound_of(path) == sound
    left = [piece for piece in before if piece.field not in fields]
    others = [piece for piece in pieces_of(path) if piece.field not in fields]
    assert [piece for piece in others if piece in left] == left
    redo = RememberingJournal()
    undo_write(path, journal.undo, redo, journal.before)
    assert path.read_bytes() == original
    undo_write(path, redo.undo, RememberingJournal(), tags.genres)
    assert path.read_bytes() == written
    return journal
