"""No file and no genre makes Tagger crash, lose a byte or take the machine's memory."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tags.audio_files import EVERY, WRITABLE, make, picture, tag_by_mutagen
from tests.tags.fuzzing import BENDS, HOSTILE_GENRES, Bend, Tally, bent, seeds, try_file

NUMBERS = st.one_of(
    st.integers(0, (1 << 64) - 1),
    st.integers(0, 300),
    st.sampled_from([0x7FFF_FFFF, 0xFFFF_FFFF, (1 << 64) - 1]),
)
BENDINGS = st.lists(
    st.tuples(st.integers(0, 12 * BENDS - 1), st.floats(0, 1), NUMBERS), min_size=1, max_size=4
)


@pytest.fixture
def watched() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("kind", EVERY)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(bends=BENDINGS, seed=st.integers(0, 3))
def test_a_bent_file_is_refused_or_written_and_undone(
    watched: None, kind: str, bends: list[Bend], seed: int
) -> None:
    made = seeds(kind)
    with tempfile.TemporaryDirectory() as folder:
        content = bent(made[seed % len(made)], bends)
        try_file(Path(folder, f"song.{kind}"), content, ["Drum & Bass", "日本語"])


@pytest.mark.parametrize("kind", WRITABLE)
def test_a_hostile_genre_is_refused_or_written_and_undone(
    watched: None, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"song.{kind}"
    for name, genres in HOSTILE_GENRES.items():
        tally = Tally()
        try_file(path, seeds(kind)[1], genres, tally)
        if name in ("NUL inside", "newline inside", "nothing", "spaces", "lone surrogate"):
            assert tally.ended["refused"] == 1
        elif name == "separators":
            assert tally.ended["written and undone"] == 1


def test_a_tag_of_100_mb_takes_no_more_than_a_few_times_its_size(
    watched: None, tmp_path: Path
) -> None:
    path = make(tmp_path, "mp3", seconds=0.3)
    tag_by_mutagen(path, ["Old"], picture(100_000_000))
    tally = Tally()
    try_file(path, path.read_bytes(), ["Rock"], tally)
    assert tally.ended["written and undone"] == 1
    assert tally.largest < 8 * 100_000_000


def test_a_comment_that_claims_two_gigabytes_takes_no_memory(watched: None, tmp_path: Path) -> None:
    content = bytearray(seeds("flac")[1])
    at = content.index(b"title=")
    content[at - 4 : at] = (0x7FFF_FFFF).to_bytes(4, "little")
    tally = Tally()
    try_file(tmp_path / "song.flac", bytes(content), ["Rock"], tally)
    assert tally.ended["refused"] == 1
    assert tally.largest < 8 << 20
