"""Genre folders: whatever a tree looks like, every file has one genre or lies beside them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.genres.vocabulary import Vocabulary, load_vocabulary
from tagger.workflow.genre_folders import GenreFolders, GenreNames

TOP = Path("/m")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


names = st.sampled_from(["Rock", "Jazz", "Techno", "Electronic", "Zouk", "Queen", "2024", "ROCK"])
trees = st.lists(st.lists(names, max_size=4), min_size=1, max_size=12)


@given(trees, st.sampled_from(["m", "Rock", "Electronic", "Sorted"]))
def test_a_genre_is_the_name_of_a_folder_that_holds_the_file(
    vocabulary: Vocabulary, tree: list[list[str]], top_name: str
) -> None:
    top = TOP / top_name
    files = [top.joinpath(*folders, f"{number}.mp3") for number, folders in enumerate(tree)]
    known = GenreNames(vocabulary, ("Rock", "Jazz"))
    found = {file: GenreFolders(top, files, known).find(file) for file in files}
    assert found == {file: GenreFolders(top, files[::-1], known).find(file) for file in files}
    for file, named in found.items():
        if named is None:
            continue
        name, folder = named
        assert folder.name == name
        assert folder in file.parents and folder.is_relative_to(top)
    assert len({named for file, named in found.items() if file.parent == top}) <= 1


def test_folders_a_thousand_deep_are_read(vocabulary: Vocabulary) -> None:
    deep = TOP.joinpath("Electronic", *["Techno", "x"] * 1000, "1.mp3")
    folders = GenreFolders(TOP, [deep], GenreNames(vocabulary, ()))
    assert folders.find(deep) == ("Techno", TOP / "Electronic" / "Techno")
