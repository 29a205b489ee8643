"""Genre names: one spelling for many, and which genre lies under which."""

from __future__ import annotations

import json

import pytest

from tagger.genres.vocabulary import fold, load_vocabulary
from tagger.paths import resources

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("hiphop", "Hip-Hop"),
        ("Hip Hop", "Hip-Hop"),
        ("Rap/Hip-Hop", "Hip-Hop"),
        ("R and B", "R&B"),
        ("rhythm & blues", "R&B"),
        ("Klassik", "Classical"),
        ("クラシック", "Classical"),
        ("drum n bass", "Drum & Bass"),
        ("DRUM AND BASS", "Drum & Bass"),
        ("Reggaetón", "Reggaeton"),
        ("Rock & Roll", "Rock & Roll"),
        ("Audiobook", "Spoken Word"),
    ],
)
def test_variants_of_a_name_are_one_genre(written: str, name: str) -> None:
    assert VOCABULARY.canonical(written) == name


def test_an_unknown_name_stays_unknown() -> None:
    assert VOCABULARY.canonical("Wednesday Music") is None


def test_a_genre_may_have_two_parents() -> None:
    assert VOCABULARY.ancestors("Tech House") >= {"House", "Techno", "Electronic"}


def test_a_narrower_or_broader_genre_agrees_and_a_different_one_does_not() -> None:
    assert VOCABULARY.agrees(["Tech House"], "Electronic")
    assert VOCABULARY.agrees(["Electronic"], "Tech House")
    assert VOCABULARY.agrees(["Rock; Jazz"], "Jazz")
    assert not VOCABULARY.agrees(["Rock"], "Jazz")
    assert not VOCABULARY.agrees([], "Jazz")


def test_no_alias_means_two_genres_and_every_parent_is_a_genre() -> None:
    rows = json.loads((resources() / "genres.json").read_text(encoding="utf-8"))
    names = {row["name"] for row in rows}
    owner: dict[str, str] = {}
    for row in rows:
        assert set(row.get("parents", [])) <= names, row
        for spelling in {fold(text) for text in [row["name"], *row.get("aliases", [])]}:
            assert owner.setdefault(spelling, row["name"]) == row["name"], spelling
