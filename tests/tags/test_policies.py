"""Which genres a file shall have, given those it has."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tagger.records import Policy
from tagger.settings import PLACEHOLDERS
from tagger.tags.policies import PolicyOutcome, decide, is_placeholder

LINES = {"Tech House": ("House", "Techno", "Electronic"), "House": ("Electronic",)}


def is_ancestor(suggested: str, present: str) -> bool:
    return any(suggested in LINES.get(part, ()) for part in present.split("; "))


def is_same(suggested: str, present: str) -> bool:
    return suggested.casefold() in present.casefold().replace("-", " ").split("; ")


def wanted(
    present: list[str],
    suggested: list[str],
    policy: Policy,
    placeholders: Iterable[str] = PLACEHOLDERS.default,
):
    return decide(present, suggested, policy, placeholders).after


@pytest.mark.parametrize(
    "genre",
    ["Other", "other", "OTHER ", "Unknown", "Misc", "Sonstige", "その他", "(12)", "12", "1999",
     "(255)", "", "Ｏｔｈｅｒ"],
)  # fmt: skip
def test_placeholders_count_as_no_genre(genre: str):
    assert is_placeholder(genre)
    assert wanted([genre], ["Rock"], Policy.FILL) == ("Rock",)


@pytest.mark.parametrize("genre", ["Rock", "80s", "2-Step", "Other Rock", "8-Bit", "4/4"])
def test_a_real_genre_is_no_placeholder(genre: str):
    assert not is_placeholder(genre)
    assert wanted([genre], ["Pop"], Policy.FILL) is None


def test_fill_leaves_a_genre_beside_a_placeholder_alone():
    assert wanted(["Other", "Rock"], ["Pop"], Policy.FILL) is None


def test_append_keeps_theirs_and_adds_ours_once():
    assert wanted(["rock", "Soul"], ["Rock", "Pop", "pop"], Policy.APPEND) == (
        "rock",
        "Soul",
        "Pop",
    )
    assert wanted(["STRASSE"], ["straße"], Policy.APPEND) is None
    assert wanted(["Unknown"], ["Pop"], Policy.APPEND) == ("Pop",)


def test_replace_takes_ours_and_writes_nothing_where_they_are_equal():
    assert wanted(["Rock"], ["Pop", "Jazz"], Policy.REPLACE) == ("Pop", "Jazz")
    assert wanted(["Pop"], ["Pop"], Policy.REPLACE) is None
    assert wanted(["pop"], ["Pop"], Policy.REPLACE) == ("Pop",)


@pytest.mark.parametrize("policy", list(Policy))
def test_no_suggestion_changes_nothing(policy: Policy):
    assert wanted(["Rock"], [], policy) is None
    assert wanted([], [" "], policy) is None


def test_the_list_of_placeholders_is_the_persons_own():
    assert wanted(["Other"], ["Pop"], Policy.FILL, placeholders=()) is None
    assert wanted(["Mixtape"], ["Pop"], Policy.FILL, placeholders=["mixtape"]) == ("Pop",)


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("present", [["Tech House"], ["Pop", "Tech House"], ["Tech House; Pop"]])
def test_no_bulk_policy_replaces_a_genre_by_a_broader_one(policy: Policy, present: list[str]):
    said = decide(present, ["Electronic"], policy, is_ancestor=is_ancestor, is_same=is_same)
    assert (said.after, said.outcome) == (None, PolicyOutcome.AGREES)
    assert said.reason is not None and "Tech House" in said.reason


def test_a_broader_genre_beside_a_different_one_is_not_written_with_it():
    def both(policy: Policy):
        suggested = ["Electronic", "Jazz"]
        return decide(["Tech House"], suggested, policy, is_ancestor=is_ancestor, is_same=is_same)

    assert both(Policy.APPEND).after == ("Tech House", "Jazz")
    assert both(Policy.REPLACE).after == ("Tech House", "Jazz")
    assert both(Policy.FILL).outcome is PolicyOutcome.HAS_GENRE


def test_a_broader_genre_than_one_of_several_present_genres_deletes_none_of_them():
    present = ["Tech House", "Electronic", "Jazz"]
    said = decide(present, ["Electronic"], Policy.REPLACE, (), is_ancestor, is_same)
    assert said.after is None


def test_a_narrower_suggestion_is_no_agreement():
    said = decide(["Electronic"], ["Tech House"], Policy.REPLACE, (), is_ancestor, is_same)
    assert said.after == ("Tech House",)
    said = decide(["Electronic"], ["Tech House"], Policy.APPEND, (), is_ancestor, is_same)
    assert said.after == ("Electronic", "Tech House")


def test_a_broader_genre_picked_by_hand_is_written():
    assert decide(["Tech House"], ["Electronic"], Policy.REPLACE).after == ("Electronic",)
    assert decide(["Tech House"], ["Electronic"], Policy.APPEND).after == (
        "Tech House",
        "Electronic",
    )


def test_append_adds_no_other_spelling_of_a_present_genre():
    said = decide(["tech-house"], ["Tech House"], Policy.APPEND, (), is_ancestor, is_same)
    assert (said.after, said.outcome) == (None, PolicyOutcome.ALREADY_SO)
    said = decide(["Pop; Tech House"], ["Tech House"], Policy.APPEND, (), is_ancestor, is_same)
    assert (said.after, said.outcome) == (None, PolicyOutcome.ALREADY_SO)
    said = decide(["tech-house"], ["Tech House"], Policy.REPLACE, (), is_ancestor, is_same)
    assert (said.after, said.outcome) == (("Tech House",), PolicyOutcome.WRITE)


@pytest.mark.parametrize(
    ("present", "suggested", "policy", "outcome"),
    [
        ([], ["Pop"], Policy.FILL, PolicyOutcome.WRITE),
        (["Rock"], ["Pop"], Policy.FILL, PolicyOutcome.HAS_GENRE),
        (["pop"], ["Pop"], Policy.FILL, PolicyOutcome.ALREADY_SO),
        (["Pop"], ["Pop"], Policy.REPLACE, PolicyOutcome.ALREADY_SO),
        (["Rock", "Pop"], ["Pop"], Policy.APPEND, PolicyOutcome.ALREADY_SO),
        (["Rock"], ["Pop"], Policy.REPLACE, PolicyOutcome.WRITE),
        (["Other"], ["Pop"], Policy.REPLACE, PolicyOutcome.PLACEHOLDER_REPLACED),
        (["Other", "1999"], ["Pop"], Policy.APPEND, PolicyOutcome.PLACEHOLDER_REPLACED),
        (["Other"], ["Pop"], Policy.FILL, PolicyOutcome.PLACEHOLDER_REPLACED),
        (["Other"], ["Other"], Policy.FILL, PolicyOutcome.ALREADY_SO),
        ([""], ["Pop"], Policy.FILL, PolicyOutcome.WRITE),
        (["Rock"], [" "], Policy.REPLACE, PolicyOutcome.NOTHING_SUGGESTED),
    ],
)
def test_what_a_policy_makes_of_a_file_has_a_name(
    present: list[str], suggested: list[str], policy: Policy, outcome: PolicyOutcome
):
    said = decide(present, suggested, policy)
    assert said.outcome is outcome
    writes = outcome in (PolicyOutcome.WRITE, PolicyOutcome.PLACEHOLDER_REPLACED)
    assert (said.after is not None) == writes
    assert (said.reason is None) == (outcome is PolicyOutcome.WRITE)


def test_the_preview_names_what_counts_as_no_genre():
    assert decide(["Other"], ["Pop"], Policy.FILL).reason == "“Other” counts as no genre."
