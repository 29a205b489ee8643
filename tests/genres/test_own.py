"""The person's own vocabulary: it wins over ours, lasts, and contradicts nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tagger.genres.editing import add_genre, remove_genre, spell_genre
from tagger.genres.merging import merge, open_vocabulary
from tagger.genres.own import OwnGenre, OwnVocabulary, VocabularyError, load_own, save_own
from tagger.genres.vocabulary import Vocabulary, load_genres

OURS = load_genres()
EMPTY = OwnVocabulary()


def opened(*genres: OwnGenre, hidden: tuple[str, ...] = ()) -> Vocabulary:
    return merge(OURS, OwnVocabulary(genres, hidden))


def refused(*genres: OwnGenre) -> str:
    with pytest.raises(VocabularyError) as found:
        opened(*genres)
    return found.value.message


def test_nothing_of_their_own_leaves_ours_as_it_is() -> None:
    assert opened().genres == OURS


@pytest.mark.parametrize("written", ["hiphop", "Hip-Hop", "HIP HOP", "Rap/Hip-Hop", "ヒップホップ"])
def test_their_spelling_of_our_genre_wins(written: str) -> None:
    vocabulary = opened(OwnGenre("Hip Hop"))
    assert vocabulary.canonical(written) == "Hip Hop"
    assert vocabulary.spelled([written, "Jazz"]) == ("Hip Hop", "Jazz")
    assert "Hip-Hop" not in vocabulary.names
    assert vocabulary.ancestors("Drill") == {"Hip Hop"}


def test_another_word_for_our_genre_wins_and_ours_becomes_an_alias() -> None:
    vocabulary = opened(OwnGenre("Klassik", means="Classical"))
    assert vocabulary.canonical("Classical") == "Klassik"
    assert vocabulary.ancestors("Opera") == {"Klassik"}
    assert vocabulary.is_ancestor("Classical", "Oper")


def test_an_alias_of_ours_that_they_list_is_a_genre_below_it() -> None:
    vocabulary = opened(OwnGenre("Rap"))
    assert vocabulary.canonical("rap") == "Rap"
    assert vocabulary.ancestors("Rap") == {"Hip-Hop"}
    assert opened(OwnGenre("Rap", parents=())).ancestors("Rap") == set()
    above = opened(OwnGenre("Rap"), OwnGenre("Hip-Hop", parents=("Rap",)))
    assert above.ancestors("Hip-Hop") == {"Rap"}


def test_their_parents_stand_in_place_of_ours_and_their_aliases_beside_ours() -> None:
    vocabulary = opened(OwnGenre("Tech House", parents=("House",), aliases=("Zappelhouse",)))
    genre = vocabulary.genre("zappelhouse")
    assert genre is not None and genre.parents == ("House",)
    assert "Techno" not in vocabulary.ancestors("Tech House")
    assert vocabulary.canonical("techhouse") == "Tech House"


def test_their_alias_wins_over_ours() -> None:
    assert opened().canonical("Gothic") == "Gothic Rock"
    assert opened(OwnGenre("Darkwave", aliases=("Gothic",))).canonical("gothic") == "Darkwave"


def test_a_genre_of_their_own_may_have_several_parents_in_any_spelling() -> None:
    vocabulary = opened(OwnGenre("Wednesday Music", parents=("hiphop", "Klassik")))
    assert vocabulary.ancestors("wednesday-music") == {"Hip-Hop", "Classical"}


def test_what_they_hide_is_not_offered_and_keeps_its_meaning() -> None:
    vocabulary = opened(hidden=("house",))
    assert "House" not in vocabulary.names
    assert "House" not in [name for _, name in vocabulary.tree()]
    assert (0, "Deep House") in list(vocabulary.tree())
    assert vocabulary.canonical("house music") == "House"
    assert "House" in vocabulary.ancestors("Deep House")


@pytest.mark.parametrize(
    ("genres", "words"),
    [
        ([OwnGenre(" ")], "Entry 1: the name is empty"),
        ([OwnGenre("A\nB")], "line break"),
        ([OwnGenre("Wed"), OwnGenre("wed")], "Entry 2 (“wed”): the genre is there twice"),
        ([OwnGenre("Wed", parents=("Nowhere",))], "Entry 1 (“Wed”): its parent “Nowhere”"),
        ([OwnGenre("Wed", means="Nowhere")], "“Nowhere”, which is no genre"),
        ([OwnGenre("Jazz", means="Rock")], "Entry 1 (“Jazz”): “Jazz” is another genre"),
        ([OwnGenre("Wed", aliases=("Jazz",))], "its alias “Jazz” is the genre “Jazz”"),
        (
            [OwnGenre("Wed", aliases=("x y",)), OwnGenre("Thu", aliases=("X-Y",))],
            "also one of “Wed”",
        ),
        ([OwnGenre("Wed", aliases=("",))], "an alias is empty"),
        ([OwnGenre("Wed", parents=("Wed",))], "below itself: Wed → Wed"),
        ([OwnGenre("Electronic", parents=("Tech House",))], "Electronic → Tech House → "),
        (
            [OwnGenre("Rap", means="Hip-Hop"), OwnGenre("Hip Hop")],
            "Entry 2 (“Hip Hop”): “Rap” is another spelling of the same genre",
        ),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused_and_names_its_entry(genres: list[OwnGenre], words: str) -> None:
    assert words in refused(*genres)


def test_every_contradiction_is_told_at_once() -> None:
    said = refused(OwnGenre(""), OwnGenre("Jazz"), OwnGenre("Wed", parents=("Nowhere",)))
    assert [line.partition(":")[0] for line in said.splitlines()] == ["Entry 1", "Entry 3 (“Wed”)"]


def test_what_was_saved_is_loaded_and_keys_of_later_versions_stay(tmp_path: Path) -> None:
    file = tmp_path / "home" / "vocabulary.json"
    own = OwnVocabulary(
        (
            OwnGenre("Rap", "Hip-Hop", (), ("Sprechgesang",), {"colour": "red"}),
            OwnGenre("Wednesday Music", parents=("Jazz", "Rock")),
        ),
        ("Polka",),
        {"version": 7},
    )
    save_own(file, own)
    assert load_own(file) == own
    assert json.loads(file.read_text(encoding="utf-8"))["genres"][0]["colour"] == "red"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_save_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "vocabulary.json"
    save_own(file, OwnVocabulary((OwnGenre("Wed"),)))
    before = file.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VocabularyError, match="the disk is full"):
        save_own(file, EMPTY)
    assert file.read_bytes() == before


def test_without_a_file_there_is_nothing_of_their_own(tmp_path: Path) -> None:
    assert load_own(tmp_path / "vocabulary.json") == EMPTY


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "no JSON text"),
        ("3", "It holds no genres"),
        ('{"genres": 3}', "“genres” is no list"),
        ('{"genres": [3]}', "Entry 1: this is no genre"),
        ('{"genres": [{"name": "A"}, {"parents": []}]}', "Entry 2: it has no name"),
        ('{"genres": [{"name": "A", "aliases": "B"}]}', "Entry 1: “aliases” is no list"),
        ('{"genres": [{"name": "A", "parents": [1]}]}', "Entry 1: “parents” is no list"),
        ('{"hidden": [null]}', "“hidden” is no list"),
    ],
)
def test_damage_is_told_in_a_sentence(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "vocabulary.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as found:
        open_vocabulary(file)
    assert words in found.value.message and str(file) in found.value.message
    assert found.value.message.endswith(".")


def test_a_contradiction_in_the_home_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.json"
    file.write_text('{"genres": [{"name": "A", "parents": ["B"]}]}', encoding="utf-8")
    with pytest.raises(VocabularyError, match="vocabulary.json contradict"):
        open_vocabulary(file)


def test_a_genre_is_added_with_parents_and_aliases_and_again_with_more() -> None:
    own = add_genre(OURS, EMPTY, "Wednesday Music", ["Jazz"], ["Wed"])
    own = add_genre(OURS, own, "wednesday music", ["Rock"], ["Mid-Week"])
    vocabulary = merge(OURS, own)
    genre = vocabulary.genre("midweek")
    assert genre is not None
    assert (genre.name, genre.parents) == ("Wednesday Music", ("Jazz", "Rock"))
    assert genre.aliases == ("Wed", "Mid-Week")


def test_adding_a_parent_to_a_known_genre_keeps_those_it_has() -> None:
    own = add_genre(OURS, EMPTY, "Tech House", ["Jazz"])
    assert merge(OURS, own).ancestors("Tech House") >= {"House", "Techno", "Jazz"}
    assert add_genre(OURS, EMPTY, "Tech House", ["Electronic"]) == EMPTY


def test_adding_what_contradicts_changes_nothing() -> None:
    with pytest.raises(VocabularyError, match="“Nowhere” is no genre"):
        add_genre(OURS, EMPTY, "Wed", ["Nowhere"])
    with pytest.raises(VocabularyError, match="below itself"):
        add_genre(OURS, EMPTY, "House", ["Deep House"])


def test_a_removed_genre_of_theirs_is_gone_and_one_of_ours_hidden_until_added_again() -> None:
    own = add_genre(OURS, EMPTY, "Wednesday Music")
    assert remove_genre(OURS, own, "wednesday music") == EMPTY
    own = remove_genre(OURS, EMPTY, "polka")
    assert "Polka" not in merge(OURS, own).names
    assert "Polka" in merge(OURS, add_genre(OURS, own, "Polka")).names
    with pytest.raises(VocabularyError, match="no genre “Nowhere”"):
        remove_genre(OURS, EMPTY, "Nowhere")


def test_a_genre_that_others_lie_below_is_not_removed() -> None:
    own = add_genre(OURS, EMPTY, "Wednesday Music")
    own = add_genre(OURS, own, "Noon", ["Wednesday Music"])
    with pytest.raises(VocabularyError, match="parent of “Noon”"):
        remove_genre(OURS, own, "Wednesday Music")


def test_a_genre_is_spelled_their_way_another_way_and_ours_again() -> None:
    own = spell_genre(OURS, EMPTY, "Hip Hop")
    assert merge(OURS, own).canonical("hiphop") == "Hip Hop"
    own = spell_genre(OURS, own, "Rap")
    assert merge(OURS, own).canonical("hiphop") == "Rap"
    own = spell_genre(OURS, own, "HipHop")
    assert merge(OURS, own).canonical("rap") == "HipHop"
    assert spell_genre(OURS, own, "Hip-Hop") == EMPTY


def test_a_spelling_reaches_what_lies_below_and_what_is_hidden() -> None:
    own = add_genre(OURS, EMPTY, "Wednesday Music")
    own = add_genre(OURS, own, "Noon", ["Wednesday Music"])
    own = remove_genre(OURS, own, "House")
    own = spell_genre(OURS, own, "Midweek", of="Wednesday Music")
    own = spell_genre(OURS, own, "Haus", of="House")
    vocabulary = merge(OURS, own)
    assert vocabulary.ancestors("Noon") == {"Midweek"}
    assert vocabulary.canonical("Wednesday Music") == "Midweek"
    assert vocabulary.hidden == ("Haus",)


def test_an_unknown_genre_or_another_ones_name_cannot_be_a_spelling() -> None:
    with pytest.raises(VocabularyError, match="no genre “Wed”"):
        spell_genre(OURS, EMPTY, "Wed")
    with pytest.raises(VocabularyError, match="“Jazz” is another genre"):
        spell_genre(OURS, EMPTY, "Jazz", of="Rock")
