"""How several genres are put into a file for the programs that read it, and read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.genres.profiles import GENRE, PROFILES, SUBGENRE_FIELDS, Order, Profile, chosen_profile
from tagger.genres.vocabulary import fold, load_vocabulary
from tagger.settings import (
    PROFILE,
    PROFILE_JOINT,
    PROFILE_MOST,
    PROFILE_ORDER,
    PROFILE_SEPARATOR,
    PROFILE_SUBGENRES,
    Settings,
)
from tagger.tags.containers import source

VOCABULARY = load_vocabulary()
HEARD = ("Electronic", "Rock", "Tech House")


def settings(tmp_path: Path, profile: str) -> Settings:
    own = Settings.load(tmp_path / "settings.json")
    own.set(PROFILE, profile)
    return own


def fields(profile: Profile, *genres: str) -> dict[str, tuple[str, ...]]:
    return profile.fields(genres, VOCABULARY)


def test_every_choice_of_the_settings_has_a_profile() -> None:
    assert tuple(profile.name for profile in PROFILES) == PROFILE.choices
    assert tuple(Order) == PROFILE_ORDER.choices
    assert PROFILE_SUBGENRES.choices[1:] == SUBGENRE_FIELDS


def test_the_fields_are_those_that_the_containers_write() -> None:
    assert source.GENRE == GENRE
    assert set(SUBGENRE_FIELDS) <= set(source.CUSTOM_FIELDS)


@pytest.mark.parametrize("name", ["standard", "navidrome", "jellyfin", "plex", "kodi"])
def test_media_servers_get_separate_values(tmp_path: Path, name: str) -> None:
    assert fields(chosen_profile(settings(tmp_path, name)), *HEARD) == {GENRE: HEARD}


@pytest.mark.parametrize("name", ["rekordbox", "serato", "traktor"])
def test_programs_of_one_value_get_them_joined_or_the_narrowest_alone(
    tmp_path: Path, name: str
) -> None:
    own = settings(tmp_path, name)
    joined = chosen_profile(own)
    assert fields(joined, *HEARD) == {GENRE: ("Tech House; Electronic; Rock",)}
    assert joined.split(["Tech House; Electronic; Rock"]) == ("Tech House", "Electronic", "Rock")
    assert joined.reload.endswith(".")
    own.set(PROFILE_JOINT, "")
    assert fields(chosen_profile(own), *HEARD) == {GENRE: ("Tech House",)}


def test_the_persons_own_way(tmp_path: Path) -> None:
    own = settings(tmp_path, "own")
    own.set(PROFILE_MOST, 2)
    own.set(PROFILE_ORDER, "broadest first")
    own.set(PROFILE_SEPARATOR, " / ")
    assert fields(chosen_profile(own), "Tech House", "House", "Rock") == {
        GENRE: ("House / Tech House",)
    }
    own.set(PROFILE_SUBGENRES, "STYLE")
    assert fields(chosen_profile(own), "Tech House", "House", "Rock") == {
        GENRE: ("Electronic",),
        "STYLE": ("House / Tech House",),
    }


def test_only_genres_that_lie_below_each_other_change_places() -> None:
    narrowest = Profile("", "", order=Order.NARROWEST)
    assert fields(narrowest, "Pop", "Electronic", "House", "Tech House")[GENRE] == (
        *("Pop", "Tech House", "House", "Electronic"),
    )
    broadest = Profile("", "", order=Order.BROADEST)
    assert fields(broadest, "Tech House", "Pop", "Electronic", "House")[GENRE] == (
        *("Electronic", "House", "Tech House", "Pop"),
    )


def test_a_limit_leaves_out_no_genre_that_is_to_be_kept() -> None:
    one = Profile("", "", most=1, order=Order.NARROWEST)
    after = ("Rock", "Pop", "Tech House")
    assert one.fields(after, VOCABULARY) == {GENRE: ("Rock",)}
    assert one.fields(after, VOCABULARY, keep=("Rock", "Pop")) == {GENRE: ("Rock", "Pop")}
    assert one.fields(after, VOCABULARY, keep=("Tech House",)) == {GENRE: ("Tech House",)}
    style = Profile("", "", most=1, subgenre_field="STYLE")
    assert style.fields(after, VOCABULARY, keep=("pop", "Tech House")) == {
        GENRE: ("Pop", "Electronic"),
        "STYLE": ("Tech House",),
    }


def test_narrower_genres_go_into_their_field_and_the_broad_ones_into_the_genre() -> None:
    style = Profile("", "", subgenre_field="STYLE")
    assert fields(style, "Tech House") == {GENRE: ("Electronic",), "STYLE": ("Tech House",)}
    assert fields(style, "Blues Rock", "Wednesday Music") == {
        GENRE: ("Blues", "Rock", "Wednesday Music"),
        "STYLE": ("Blues Rock",),
    }
    assert fields(style, "Rock") == {GENRE: ("Rock",), "STYLE": ()}


def test_what_a_sub_genre_implies_is_not_told_twice() -> None:
    style = Profile("", "", subgenre_field="STYLE")
    values = {"STYLE": ("Tech House",)}
    assert style.present(["Electronic", "Jazz"], values, VOCABULARY) == ("Tech House", "Jazz")
    assert style.present(["House"], {}, VOCABULARY) == ("House",)


def test_a_known_name_is_not_torn_apart_by_the_separator() -> None:
    slash = Profile("", "", separator="/")
    written = fields(slash, "Pop/Funk", "Rap/Hip-Hop", "Rock")[GENRE]
    assert written == ("Pop/Funk/Rap/Hip-Hop/Rock",)
    assert slash.split(written, VOCABULARY) == ("Pop/Funk", "Rap/Hip-Hop", "Rock")


PROFILE_VALUES = st.builds(
    Profile,
    name=st.just(""),
    title=st.just(""),
    most=st.just(0),
    order=st.sampled_from(Order),
    separator=st.sampled_from(["", "; ", " / ", ","]),
    subgenre_field=st.sampled_from(["", *SUBGENRE_FIELDS]),
)
SOME = st.lists(
    st.sampled_from([*[n for n in VOCABULARY.names if "," not in n][:400], "Wednesday Music"]),
    max_size=4,
    unique_by=fold,
)


@given(PROFILE_VALUES, SOME)
def test_what_is_written_reads_back_as_the_same_genres(profile: Profile, genres: list[str]) -> None:
    written = profile.fields(genres, VOCABULARY)
    others = {name: values for name, values in written.items() if name != GENRE}
    back = profile.present(written[GENRE], others, VOCABULARY)
    again = profile.fields(back, VOCABULARY)
    if not profile.subgenre_field:
        assert sorted(back) == sorted(genres)
        assert again == written
    parts = {name: set(profile.split(values, VOCABULARY)) for name, values in written.items()}
    assert {n: set(profile.split(v, VOCABULARY)) for n, v in again.items()} == parts
    implied = {above for genre in genres for above in VOCABULARY.ancestors(genre)}
    assert set(back) <= set(genres)
    assert set(genres) - set(back) <= implied
