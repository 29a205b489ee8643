"""Tracks of one artist are held out together, and names that name nobody group nothing."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from tagger.training.grouping import artist_key, form_groups, group_of, names_genre


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "Unknown Artist",
        "unknown artist",
        "<Unknown Artist>",
        "Artist 2",
        "[unknown]",
        "Unknown Artist (3)",
        "Various Artists",
        "VARIOUS",
        "V.A.",
        "VA",
        "v/a",
        "V. A.",
        "Diverse",
        "Diverse Interpreten",
        "Verschiedene Künstler",
        "Artistes divers",
        "Vários Artistas",
        "Разные исполнители",
        "不明",
        "不明なアーティスト",
        "ヴァリアス・アーティスト",
        "未知艺术家",
        "群星",
        "알 수 없는 아티스트",
        "-",
        "???",
        "N/A",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_that_names_nobody_is_no_artist(name: str, form: Literal["NFC", "NFD"]) -> None:
    name = unicodedata.normalize(form, name)
    assert group_of(name, "Kind of Blue", "/music/a") == "album:kindofblue"
    assert group_of(name, name, "/music/a") == "folder:/music/a"


@pytest.mark.parametrize(
    "name", ["!!!", "808 State", "311", "The The", "Va Va Voom", "Diversion", "2Pac", "明", "U2"]
)
def test_a_strange_name_is_an_artist_all_the_same(name: str) -> None:
    assert group_of(name, "Kind of Blue", "/music").startswith("artist:")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Beatles", "beatles, the"),
        ("Beyoncé", "BEYONCE"),
        ("Kassav'", "KASSAV’"),
        ("Drake", "Drake feat. Rihanna"),
        ("Drake", "Drake (ft. Rihanna)"),
        ("Sigur Rós", unicodedata.normalize("NFD", "sigur rós")),
        ("ＡＢＢＡ", "ABBA"),
        ("AC/DC", "ac-dc"),
    ],
)
def test_spellings_of_one_artist_are_one_group(one: str, other: str) -> None:
    assert artist_key(one) == artist_key(other) != ""


def test_different_artists_are_different_groups() -> None:
    names = ["Drake", "Nick Drake", "Feat", "Daft Punk", "The The", "東京事変", "東京"]
    assert len({group_of(name, "", "") for name in names}) == len(names)


def test_the_folder_that_names_the_genre_is_no_group() -> None:
    assert group_of("", "", "/music/Hip-Hop", ("Hip-Hop",)) == ""
    assert group_of("", "", "C:\\music\\hip hop\\", ("Jazz", "Hip-Hop")) == ""
    assert group_of("", "", "/music/Hip-Hop/Tour", ("Hip-Hop",)) == "folder:/music/Hip-Hop/Tour"
    assert group_of("", "", "/music/Hip-Hop") != ""
    assert not names_genre("/", ("Jazz",))


def test_an_album_called_like_an_artist_is_another_group() -> None:
    assert group_of("Weezer", "", "") != group_of("", "Weezer", "")


def test_tracks_without_a_group_stand_alone_and_make_the_result_optimistic() -> None:
    groups = form_groups(["artist:a", "", "", "artist:a", "album:b"])
    assert groups.index.tolist() == [0, 1, 2, 0, 3]
    assert groups.count == 4
    assert groups.ungrouped == 2
    assert groups.optimistic


def test_duplicates_join_the_groups_they_lie_in() -> None:
    names = ["artist:a", "artist:b", "", "artist:c", "artist:b", ""]
    groups = form_groups(names, [(4, 2), (3, 0)])
    assert groups.index.tolist() == [0, 1, 1, 0, 1, 2]


def test_tracks_that_all_have_artists_are_judged_soberly() -> None:
    assert not form_groups(["artist:a", "artist:b"], [(0, 1)]).optimistic
    assert form_groups([]).count == 0


def test_guests_of_nobody_are_nobody() -> None:
    assert artist_key("Various Artists feat. Somebody") == ""
