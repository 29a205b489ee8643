"""Import and export of the person's genres, as JSON and as the indented lists that people keep."""

from __future__ import annotations

import pytest

from tagger.genres.editing import add_genre, remove_genre, spell_genre
from tagger.genres.exchange import Imported, export_text, import_json, import_text
from tagger.genres.merging import merge
from tagger.genres.own import OwnGenre, OwnVocabulary, VocabularyError, dump
from tagger.genres.vocabulary import Vocabulary, load_genres

OURS = load_genres()
EMPTY = OwnVocabulary()
TREE = """\
Electronic
  House
    Tech House = Zappelhouse; Tekhaus
  Techno
    Tech House
Wednesday Music
  Noon
"""


def read(text: str, own: OwnVocabulary = EMPTY) -> Imported:
    return import_text(OURS, own, text.encode())


def merged(found: Imported) -> Vocabulary:
    return merge(OURS, found.own)


@pytest.mark.parametrize("indent", ["  ", "\t", "    ", "   "])
def test_a_tree_is_read_with_any_indentation(indent: str) -> None:
    found = read(TREE.replace("  ", indent))
    assert found.own == read(TREE).own
    assert found.added == ("Tech House", "Wednesday Music", "Noon")
    assert found.known == ("Electronic", "House", "Techno")
    vocabulary = merged(found)
    assert vocabulary.canonical("tekhaus") == "Tech House"
    assert vocabulary.ancestors("Noon") == {"Wednesday Music"}
    assert vocabulary.genre("Tech House") is not None
    assert vocabulary.ancestors("Tech House") == Vocabulary(OURS).ancestors("Tech House")


def test_a_genre_below_several_parents_gets_them_all() -> None:
    found = read("Jazz\n  Wed\nRock\n  Wed\n  Tech House\n")
    vocabulary = merged(found)
    assert vocabulary.ancestors("Wed") == {"Jazz", "Rock"}
    assert vocabulary.ancestors("Tech House") >= {"House", "Techno", "Rock"}


def test_the_spelling_of_a_list_becomes_theirs() -> None:
    vocabulary = merged(read("Hip Hop\n  Rap\n    Drill\n"))
    assert vocabulary.canonical("hiphop") == "Hip Hop"
    assert vocabulary.ancestors("Drill") == {"Rap", "Hip Hop"}


def test_windows_line_ends_empty_lines_and_a_byte_order_mark_do_not_matter() -> None:
    content = "\ufeff" + TREE.replace("\n", "\r\n\r\n")
    assert import_text(OURS, EMPTY, content.encode()).own == read(TREE).own


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("House\n  Wed\n   Z\n", "Line 3: indent it by tabs or by 2 spaces"),
        ("House\n\t\tWed\n", "Line 2 (“Wed”): it is indented too far"),
        ("  Wed\n", "Line 1 (“Wed”): it is indented too far"),
        ("House\n= Haus\n", "Line 2: the name is empty"),
        ("Deep House\n  House\n", "Line 2 (“House”): it would lie below itself"),
        ("Wed = Jazz\n", "Line 1 (“Wed”): its alias “Jazz” is the genre “Jazz”"),
        ("Wed = X\n\nThu = x\n", "Line 3 (“Thu”): its alias “x” is also one of “Wed”"),
    ],
)
def test_a_faulty_list_is_refused_and_names_its_line(text: str, words: str) -> None:
    with pytest.raises(VocabularyError) as found:
        read(text)
    assert words in found.value.message


def test_a_list_that_is_no_utf_8_is_refused() -> None:
    with pytest.raises(VocabularyError, match="UTF-8"):
        import_text(OURS, EMPTY, "Café".encode("latin-1"))


def test_an_import_keeps_what_is_there_and_notes_what_it_did_not_take() -> None:
    own = spell_genre(OURS, EMPTY, "Hip Hop")
    own = add_genre(OURS, own, "Wed", ["Jazz"], ["Midweek"])
    own = remove_genre(OURS, own, "Polka")
    found = read("HipHop\n  Wed = Hump Day\n", own)
    assert found.notes == ("Line 1: “HipHop” is spelled “Hip Hop” already.",)
    vocabulary = merged(found)
    assert vocabulary.canonical("hip-hop") == "Hip Hop"
    assert vocabulary.ancestors("Wed") == {"Jazz", "Hip Hop"}
    assert {vocabulary.canonical(alias) for alias in ("midweek", "humpday")} == {"Wed"}
    assert vocabulary.hidden == ("Polka",)


def test_an_import_twice_is_an_import_once() -> None:
    once = read(TREE)
    again = read(TREE, once.own)
    assert (again.own, again.added, again.notes) == (once.own, (), ())


def test_json_that_was_exported_is_imported_as_it_was() -> None:
    own = spell_genre(OURS, EMPTY, "Klassik", of="Classical")
    own = add_genre(OURS, own, "Wed", ["Jazz", "Klassik"], ["Midweek"])
    own = remove_genre(OURS, own, "Polka")
    own = own.put(OwnGenre("Tech House", parents=("House",), unknown={"colour": "red"}))
    assert import_json(OURS, EMPTY, dump(own).encode()).own == own
    assert import_json(OURS, own, dump(own).encode()).own == own


def test_json_merges_and_names_the_entry_of_a_contradiction() -> None:
    own = add_genre(OURS, EMPTY, "Wed", ["Jazz"])
    content = b'[{"name": "Wed", "parents": ["Rock"], "aliases": ["X"]}, "Thu"]'
    vocabulary = merge(OURS, import_json(OURS, own, content).own)
    assert vocabulary.ancestors("Wed") == {"Jazz", "Rock"}
    assert vocabulary.canonical("thu") == "Thu"
    with pytest.raises(VocabularyError, match=r"Entry 2 \(“Thu”\): its parent “Nowhere”"):
        import_json(OURS, own, b'["Wed", {"name": "Thu", "parents": ["Nowhere"]}]')
    with pytest.raises(VocabularyError, match="Entry 2: the name is empty"):
        import_json(OURS, own, b'["Wed", " "]')


def test_all_genres_as_text_say_nothing_new() -> None:
    found = read(export_text(Vocabulary(OURS)))
    assert (found.own, found.added, found.notes) == (EMPTY, (), ())
    assert len(found.known) == len(OURS)


def test_their_own_as_text_are_the_same_elsewhere() -> None:
    own = add_genre(OURS, EMPTY, "Wed", ["Tech House"], ["Midweek"])
    own = spell_genre(OURS, own, "Hip Hop")
    text = export_text(merge(OURS, own), own)
    assert "    Tech House\n      Wed = Midweek\n" in text
    assert "Jazz" not in text
    assert merged(read(text)).genres == merge(OURS, own).genres


def test_a_name_that_a_text_cannot_hold_is_not_exported_as_one() -> None:
    own = add_genre(OURS, EMPTY, "Wed", (), ["Noon; Midnight"])
    with pytest.raises(VocabularyError, match="Export as JSON"):
        export_text(merge(OURS, own), own)
