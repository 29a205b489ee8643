"""Tags at the end of a file are told from each other, whatever their lengths are."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.apev2 import APEv2

from tagger.tags.containers.edges import find_edges
from tagger.tags.containers.source import Source
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, audio_bytes, make


@pytest.mark.parametrize("kind", ["mp3", "wv", "ape", "mpc"])
def test_an_apev2_tag_of_any_length_is_not_taken_for_id3v1(tmp_path: Path, kind: str) -> None:
    sound = audio_bytes(kind, seconds=0.3)
    path = make(tmp_path, kind, seconds=0.3)
    for length in range(1, 120):
        path.write_bytes(sound)
        tag = APEv2()
        tag["Title"] = "x" * length
        tag.save(path)
        edges = find_edges(Source.of(path.read_bytes()))
        assert [tag.kind for tag in edges.trailing] == ["APEv2"]
        assert edges.audio[1] == len(sound)


def test_a_genre_that_makes_an_apev2_tag_131_bytes_long_is_written(tmp_path: Path) -> None:
    path = make(tmp_path, "wv", seconds=0.3)
    content = path.read_bytes()
    genre = "x" * (131 - 2 * 32 - len(b"12341234Genre\0"))
    journal = RememberingJournal()
    safe_write(path, [genre], journal)
    assert path.stat().st_size == len(content) + 131
    undo_write(path, journal.undo, RememberingJournal(), ())
    assert path.read_bytes() == content
