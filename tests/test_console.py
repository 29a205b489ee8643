"""What the commands say to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.console import Console
from tagger.records import AnalysisStatus, GenreScore, Suggestion, TrackContent

SCORES = (GenreScore("Rock", 0.41), GenreScore("Blues", 0.3), GenreScore("Jazz", 0.2))


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        (Suggestion(AnalysisStatus.OK, SCORES, False, likely=2), "Rock 41%, Blues 30%"),
        (Suggestion(AnalysisStatus.OK, SCORES, False), "Rock 41%"),
        (
            Suggestion(AnalysisStatus.OK, SCORES, True),
            "Rock 41% (unsure; else Blues 30%, Jazz 20%)",
        ),
        (
            Suggestion(AnalysisStatus.PARTIAL, SCORES, False, likely=2),
            "Rock 41%, Blues 30% (partly readable)",
        ),
        (Suggestion(AnalysisStatus.OK, SCORES[:1], True), "Rock 41% (unsure)"),
        (
            Suggestion(AnalysisStatus.OK, (), True, "Only noise.", TrackContent.NONE),
            "Only noise.",
        ),
        (Suggestion(AnalysisStatus.FAILED, (), True, "It broke."), "failed: It broke."),
    ],
)
def test_a_suggestion_names_what_it_suggests_and_what_else_it_could_be(
    capsys: pytest.CaptureFixture[str], suggestion: Suggestion, said: str
) -> None:
    Console(as_json=False).suggestion(Path("/m/a.mp3"), suggestion)
    assert capsys.readouterr().out == f"/m/a.mp3: {said}\n"
