"""Crates meet the library: the same file under another spelling, drive or folder; no guesses."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.training.crate_paths import PathMatcher, path_names

LIBRARY = (
    "/music/Zouk/Kassav'/Zouk la sé sèl médikaman.mp3",
    "/music/House/Moodymann/01.mp3",
    "/music/House/Theo Parrish/01.mp3",
    "/backup/House/Moodymann/01.mp3",
    "/music/Techno/Mills - The Bells.mp3",
)


def found(entry: str, library: tuple[str, ...] = LIBRARY) -> str | None:
    place = PathMatcher([Path(path) for path in library]).find(entry).found
    return None if place is None else library[place]


@pytest.mark.parametrize(
    "entry",
    [
        LIBRARY[0],
        unicodedata.normalize("NFD", LIBRARY[0]),
        LIBRARY[0].upper(),
        "D:\\Musik\\Zouk\\Kassav'\\Zouk la sé sèl médikaman.mp3",
        "Macintosh HD/Users/me/Music/Zouk/Kassav'/Zouk la sé sèl médikaman.mp3",
        "\\\\nas\\share\\ZOUK\\./x/../Kassav'\\Zouk la sé sèl médikaman.MP3",
        "/elsewhere/Zouk la sé sèl médikaman.mp3",
        "Zouk la sé sèl médikaman.mp3",
    ],
)
def test_a_file_is_found_under_another_spelling_drive_or_folder(entry: str) -> None:
    assert found(entry) == LIBRARY[0]


def test_a_library_in_the_decomposed_form_is_found_too() -> None:
    library = tuple(unicodedata.normalize("NFD", path) for path in LIBRARY)
    assert found("C:/" + LIBRARY[0], library) == library[0]


def test_the_longest_shared_end_tells_files_of_one_name_apart() -> None:
    assert found("E:/DJ/House/Theo Parrish/01.mp3") == LIBRARY[2]
    assert found("E:/music/House/Moodymann/01.mp3") == LIBRARY[1]
    assert found("/backup/House/Moodymann/01.mp3") == LIBRARY[3]


def test_what_fits_two_files_equally_well_is_told_and_not_guessed() -> None:
    match = PathMatcher([Path(path) for path in LIBRARY]).find("E:/House/Moodymann/01.mp3")
    assert (match.found, match.candidates) == (None, (1, 3))


@pytest.mark.parametrize("name", ["01.mp3", "Track 03.mp3", "07 - .mp3", "Audio Track 7.wav"])
def test_a_name_that_every_album_has_is_not_enough(name: str) -> None:
    library = (f"/music/A/{name}",)
    assert found(f"/old/B/{name}", library) is None
    assert found(f"/old/A/{name}", library) == library[0]


def test_a_file_that_the_library_does_not_have_is_not_found() -> None:
    match = PathMatcher([Path(path) for path in LIBRARY]).find("/music/House/Moodymann/02.mp3")
    assert (match.found, match.candidates) == (None, ())
    assert found("") is None
    assert found("/a.mp3", ()) is None


def test_the_same_case_wins_where_the_file_system_tells_cases_apart() -> None:
    library = ("/music/Zouk/a.mp3", "/music/zouk/a.mp3", "/music/ZOUK/a.mp3")
    assert found("D:/zouk/a.mp3", library) == library[1]
    assert found("/music/Zouk/a.mp3", library) == library[0]
    assert found("/music/zOuK/a.mp3", library) is None


def test_a_whole_path_wins_over_the_end_of_a_longer_one() -> None:
    library = ("/x/music/a.mp3", "/music/a.mp3")
    assert found("/music/a.mp3", library) == library[1]
    assert found("music/a.mp3", library) == library[1], "as Serato writes it"


def test_thousands_of_files_of_one_name_cost_no_time() -> None:
    paths = [Path(f"/music/{number}/x.mp3") for number in range(20_000)]
    matcher = PathMatcher(paths)
    for number in range(0, 20_000, 10):
        assert matcher.find(f"C:/{number}/X.mp3").found == number
    assert all(len(matcher.find(f"/no/{n}/y/x.mp3").candidates) <= 5 for n in range(2000))


parts = st.sampled_from(["a", "A", "b", "é", "e\u0301", "x.mp3", "\u0345", "ß", "SS"])
some_paths = st.lists(
    st.lists(parts, min_size=1, max_size=4).map(lambda p: "/" + "/".join(p)),
    min_size=1,
    max_size=8,
    unique=True,
)


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    def same(a: str, b: str) -> bool:
        def fold(x: str) -> str:
            nfc = unicodedata.normalize("NFC", x)
            return unicodedata.normalize("NFC", nfc.casefold())

        return fold(a) == fold(b)

    count = 0
    for a, b in zip(one, other, strict=False):
        if not same(a, b):
            break
        count += 1
    return count


@given(some_paths, some_paths)
def test_no_file_shares_more_with_an_entry_than_the_one_found(
    library: list[str], entries: list[str]
) -> None:
    matcher = PathMatcher([Path(path) for path in library])
    ends = [path_names(path) for path in library]
    for entry in entries:
        match = matcher.find(entry)
        lengths = [shared(path_names(entry), end) for end in ends]
        if match.found is not None:
            assert lengths[match.found] == max(lengths) > 0
        for place in match.candidates:
            assert lengths[place] == max(lengths) > 0
        if lengths.count(max(lengths)) == 1 and max(lengths) > 1:
            assert match.found == lengths.index(max(lengths))


@given(some_paths, st.randoms())
def test_every_file_of_the_library_is_found_by_its_own_path(
    library: list[str], chance: random.Random
) -> None:
    chance.shuffle(library)
    matcher = PathMatcher([Path(path) for path in library])
    for number, path in enumerate(library):
        assert matcher.find(path).found == number
