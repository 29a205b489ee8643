"""What is made quickly is what its class would have made."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from tagger.making import maker_of
from tagger.records import AnalysisStatus, GenreScore, Suggestion, TrackTags


def test_a_record_made_quickly_is_as_any_other() -> None:
    tags = TrackTags("So What", "Miles Davis", genres=("Jazz",), year=1959)
    made = maker_of(TrackTags)("So What", "Miles Davis", genres=("Jazz",), year=1959)
    assert type(made) is TrackTags
    assert made == tags and hash(made) == hash(tags) and repr(made) == repr(tags)
    assert replace(made, year=1960) == replace(tags, year=1960)
    assert pickle.loads(pickle.dumps(made)) == copy.copy(made) == tags


def test_a_record_made_quickly_cannot_be_changed() -> None:
    made = maker_of(GenreScore)("Jazz", 0.9)
    with pytest.raises(FrozenInstanceError):
        made.probability = 1.0  # pyright: ignore[reportAttributeAccessIssue]
    assert made == GenreScore("Jazz", 0.9)


def test_what_is_left_out_is_as_the_class_has_it_and_what_is_needed_is_asked_for() -> None:
    make = maker_of(Suggestion)
    assert make(AnalysisStatus.FAILED) == Suggestion(AnalysisStatus.FAILED)
    with pytest.raises(TypeError):
        make()  # pyright: ignore[reportCallIssue]
