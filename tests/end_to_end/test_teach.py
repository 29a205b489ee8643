"""`tagger teach`: what to ask a person about, listed; nothing is changed by that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.paths import bundled_models, find_home
from tagger.workflow.review import choose
from tagger.workflow.session import Session
from tests.end_to_end.conftest import Run, make_track


@pytest.fixture(autouse=True)
def _model() -> None:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")


def test_undecided_tracks_are_listed_with_suggestions_and_a_reason(
    run: Run, tmp_path: Path, home: Path
) -> None:
    paths = [make_track(tmp_path / f"{seed}.flac", "flac", seed) for seed in range(4)]
    before = {path: path.read_bytes() for path in paths}
    run("suggest", tmp_path)
    lines = run("teach", "--json").lines
    listed = {line["path"] for line in lines}
    assert lines and listed <= {str(path) for path in paths}
    for line in lines:
        assert len(line["genres"]) == 5 and line["reason"]
    assert len(run("teach", "--json", "--count", "1").lines) == 1
    with Session.open(find_home(home)) as session:
        choose(session, [track.id for track in session.tracks.all()], ["Zouk"], None)
    done = run("teach")
    assert done.stdout == ""
    assert "nothing to ask" in done.stderr
    assert "not learned by “Tagger”: “tagger train --decisions” teaches them" in done.stderr
    assert {path: path.read_bytes() for path in paths} == before


def test_a_count_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    refused = run("teach", "--count", "0")
    assert refused.code == 2 and "between 1 and 1000" in refused.stderr
