"""The genres that ship with the app: one graph without contradictions, and wide enough."""

from __future__ import annotations

import json

import pytest
from mutagen._constants import GENRES

from tagger.genres.vocabulary import Genre, fold, load_genres, load_vocabulary
from tagger.paths import bundled_models
from tagger.tags.policies import is_placeholder

ALL = load_genres()
VOCABULARY = load_vocabulary()


def test_every_parent_is_a_genre() -> None:
    names = {genre.name for genre in ALL}
    assert [(g.name, p) for g in ALL for p in g.parents if p not in names] == []


def test_no_genre_lies_below_itself() -> None:
    assert [g.name for g in ALL if g.name in VOCABULARY.ancestors(g.name)] == []


def test_no_two_genres_have_names_that_differ_in_spelling_only() -> None:
    owners: dict[str, str] = {}
    for genre in ALL:
        assert owners.setdefault(fold(genre.name), genre.name) == genre.name
    assert len(owners) == len(ALL)


def test_no_alias_means_two_genres_nor_is_a_genre_itself() -> None:
    owners = {fold(genre.name): genre.name for genre in ALL}
    for genre in ALL:
        for alias in genre.aliases:
            assert owners.setdefault(fold(alias), f"{alias} of {genre.name}") == (
                f"{alias} of {genre.name}"
            )


def test_no_parent_is_named_that_another_parent_implies() -> None:
    def implied(genre: Genre) -> set[str]:
        return {p for p in genre.parents for q in genre.parents if p in VOCABULARY.ancestors(q)}

    assert {genre.name: found for genre in ALL if (found := implied(genre))} == {}


def test_tech_house_is_house_and_techno() -> None:
    genre = VOCABULARY.genre("Tech House")
    assert genre is not None and genre.parents == ("House", "Techno")


def test_every_genre_of_the_id3_list_is_known_or_says_nothing() -> None:
    assert len(GENRES) == 192
    unknown = [name for name in GENRES if VOCABULARY.canonical(name) is None]
    assert unknown == ["Other"] and is_placeholder("Other")


def test_every_genre_of_the_model_is_known_in_the_models_spelling() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    file = bundled_models() / "genre.onnx"
    if not file.is_file():
        pytest.skip("the bundled model is not there")
    about = onnxruntime.InferenceSession(file).get_modelmeta().custom_metadata_map
    names = json.loads(about["genres"])
    assert len(names) > 10
    assert [VOCABULARY.canonical(name) for name in names] == names


@pytest.mark.parametrize(
    "written",
    [
        *("Melodic House & Techno", "Techno (Peak Time / Driving)", "Minimal / Deep Tech"),
        *("Drum'n'Bass", "nu disco / disco", "Organic House / Downtempo", "Afro House"),
        *("Folk, World, & Country", "Funk / Soul", "Stage & Screen", "Non-Music"),
        *("synthpop", "post-hardcore", "contemporary r&b", "neue deutsche härte", "art pop"),
        *("Elektronisch", "Variété française", "Bandas sonoras", "Musica italiana", "MPB"),
        *("アニメ", "Ｊ－ＰＯＰ", "演歌", "ドラムンベース", "케이팝", "Русский шансон"),
    ],
)
def test_names_that_shops_and_catalogues_use_are_known(written: str) -> None:
    assert VOCABULARY.canonical(written) is not None


def test_ambiguous_words_agree_with_either_meaning() -> None:
    assert VOCABULARY.ancestors("Hardcore") >= {"Electronic", "Punk", "Rock"}
    assert VOCABULARY.ancestors("Garage") >= {"Electronic", "Rock"}
    assert "Electronic" not in VOCABULARY.ancestors("Hardcore Punk")
    assert "Rock" not in VOCABULARY.ancestors("Gabber")
