"""Genre names: one spelling for many, and which genre lies under which."""

from __future__ import annotations

import pytest

from tagger.genres.vocabulary import fold, load_vocabulary
from tagger.records import Policy
from tagger.tags.policies import PolicyOutcome, decide

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
        ("Hörbücher", "Audiobook"),
        ("Alt. Rock", "Alternative Rock"),
        ("música electrónica", "Electronic"),
    ],
)
def test_variants_of_a_name_are_one_genre(written: str, name: str) -> None:
    assert VOCABULARY.canonical(written) == name


def test_an_unknown_name_stays_unknown() -> None:
    assert VOCABULARY.canonical("Wednesday Music") is None


def test_a_genre_may_have_two_parents() -> None:
    assert VOCABULARY.ancestors("Tech House") >= {"House", "Techno", "Electronic"}


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("House; Techno", ("House", "Techno")),
        ("House/Techno", ("House", "Techno")),
        ("R&B/Soul; Funk", ("R&B/Soul", "Funk")),
        ("Rap/Hip-Hop", ("Rap/Hip-Hop",)),
        ("Rock\0Jazz", ("Rock", "Jazz")),
        ("Blues & Jazz", ("Blues", "Jazz")),
        ("Simon & Garfunkel", ("Simon & Garfunkel",)),
        (" ; ", ()),
    ],
)
def test_one_value_may_hold_several_genres(value: str, parts: tuple[str, ...]) -> None:
    assert VOCABULARY.parts(value) == parts


def test_a_value_says_the_genres_above_those_it_names() -> None:
    assert VOCABULARY.is_ancestor("Electronic", "Tech House")
    assert VOCABULARY.is_ancestor("electronica", "Rock; tech-house")
    assert not VOCABULARY.is_ancestor("Tech House", "Electronic")
    assert not VOCABULARY.is_ancestor("Jazz", "Rock")
    assert not VOCABULARY.is_ancestor("Hip-Hop", "Rap/Hip-Hop")


def test_a_value_says_a_genre_in_any_spelling() -> None:
    assert VOCABULARY.is_same("Hip-Hop", "Rap/Hip-Hop")
    assert VOCABULARY.is_same("Jazz", "Rock, jazz")
    assert VOCABULARY.is_same("Wednesday Music", "wednesday-music")
    assert not VOCABULARY.is_same("Rock", "Jazz")


def test_known_genres_are_spelled_our_way_and_unknown_ones_are_kept() -> None:
    said = ["hiphop", "Wednesday Music", "Rap", "Jazz", "wednesday music"]
    assert VOCABULARY.spelled(said) == ("Hip-Hop", "Wednesday Music", "Jazz")


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("present", ["Tech House", "tech-house", "House; Techno", "Rock/Dubstep"])
def test_no_policy_replaces_a_genre_by_a_broader_one(policy: Policy, present: str) -> None:
    said = decide(
        [present],
        ["Electronic"],
        policy,
        is_ancestor=VOCABULARY.is_ancestor,
        is_same=VOCABULARY.is_same,
    )
    assert (said.after, said.outcome) == (None, PolicyOutcome.AGREES)


@pytest.mark.parametrize("policy", list(Policy))
def test_a_broader_genre_beside_its_narrower_one_in_one_value_replaces_neither(
    policy: Policy,
) -> None:
    said = decide(
        ["Trap; Rap/Hip-Hop"],
        ["Hip-Hop"],
        policy,
        is_ancestor=VOCABULARY.is_ancestor,
        is_same=VOCABULARY.is_same,
    )
    assert (said.after, said.outcome) == (None, PolicyOutcome.AGREES)


def test_the_voicing_of_a_kana_is_no_accent() -> None:
    assert fold("ガ") != fold("カ")
    assert fold("Café") == fold("cafe")
