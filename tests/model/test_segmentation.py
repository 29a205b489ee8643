"""Single windows become passages; a flip does not."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.model.segmentation import runs, smooth
from tagger.records import WindowKind

MUSIC, SPEECH, NOISE, SILENCE = WindowKind
LETTERS = {"M": MUSIC, "S": SPEECH, "N": NOISE, " ": SILENCE}


def smoothed(letters: str, sure: float = 0.98) -> str:
    """Windows of these kinds, each this sure, after smoothing."""
    probabilities = np.full((len(letters), 3), (1 - sure) / 2, dtype=np.float32)
    for place, letter in enumerate(letters):
        if letter != " ":
            probabilities[place, "MSN".index(letter)] = sure
    kinds = smooth(probabilities, np.array([letter != " " for letter in letters]))
    names = {kind: letter for letter, kind in LETTERS.items()}
    return "".join(names[kind] for kind in kinds)


@pytest.mark.parametrize("letters", ["SSSMSSS", "MMMSMMM", "MMMNMMM", "MMM MMM", "SSSS NSSSS"[:5]])
def test_a_single_window_amid_others_is_a_flip(letters):
    assert len(set(smoothed(letters).strip())) == 1
    assert smoothed(letters)[0] == letters[0]


@pytest.mark.parametrize(
    "letters", ["SSSSMMSSSS", "MMMMSSMMMM", "MMM  MMM", "SSSSMMMMM", "SSMMNN  SS", "S", "    "]
)
def test_two_windows_that_are_sure_stay_a_passage(letters):
    assert smoothed(letters) == letters


def test_what_is_hardly_surer_than_not_takes_longer_to_be_believed():
    assert smoothed("SSSS" + "MMM" + "SSSS", sure=0.5) == "S" * 11
    assert smoothed("SSSS" + "M" * 20 + "SSSS", sure=0.5) == "SSSS" + "M" * 20 + "SSSS"


def test_a_podcast_with_scattered_flips_is_one_passage():
    letters = np.array(["S"] * 200)
    letters[np.arange(5, 195, 7)] = "M"
    assert smoothed("".join(letters)) == "S" * 200


def test_no_windows_are_no_passages():
    assert smooth(np.zeros((0, 3), np.float32), np.zeros(0, bool)) == []
    assert runs([]) == []


def test_runs_tell_where_each_kind_begins_and_ends():
    assert runs([MUSIC, MUSIC, SPEECH, MUSIC]) == [(MUSIC, 0, 2), (SPEECH, 2, 3), (MUSIC, 3, 4)]
