"""The language of the filter box: what it finds, and that nothing typed is ever an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.records import FileStamp, Track, TrackTags
from tagger.workflow.filtering import Clause, Field, Misread, Query, Reason, parse
from tagger.workflow.review import ReviewRow, ReviewState


@dataclass(frozen=True)
class Found:
    """A row as the filter sees it."""

    row: ReviewRow
    search: str
    sure: float | None


def entry(
    title: str = "Blue in Green",
    artist: str = "Miles Davis",
    album: str = "Kind of Blue",
    genres: tuple[str, ...] = ("Jazz",),
    suggested: str = "Jazz, Blues",
    path: str = "/music/jazz/03 Blue in Green [live].flac",
    year: int | None = 1959,
    sure: float | None = 0.934,
    state: ReviewState = ReviewState.TO_REVIEW,
) -> Found:
    tags = TrackTags(title=title, artist=artist, album=album, genres=genres, year=year)
    track = Track(1, Path(path), FileStamp(1, 1), path.rpartition(".")[2], b"x", tags)
    texts = (title, artist, album, ", ".join(genres), suggested, path)
    return Found(ReviewRow(track, None, None, state), "\n".join(texts).casefold(), sure)


def fits(text: str, found: Found | None = None) -> bool:
    return parse(text).matches(found or entry())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "BLUE miles",
        '"in green"',
        "title:green artist:davis album:kind",
        "genre:jazz suggested:blues",
        'artist:"miles davis"',
        "path:music/jazz",
        "file:*.flac",
        "file:03?blue*",
        "file:[live]",
        "file:*[live].flac",
        "format:flac",
        "year:1959",
        "year:195",
        "year:1950..1965",
        "year:1950..",
        "year:..1965",
        "year:>1958 year:<1960 year:>=1959 year:<=1959",
        "sure:>90",
        "sure:93",
        "sure:93%",
        "sure:>=93 sure:<=93",
        "sure:93.4",
        "sure:<93.5",
        "sure:90..95",
        "state:review",
        "state:to-review",
        'state:"to review"',
        "-rock -genre:rock -year:1960 -sure:<90 -state:unsure -format:mp3 -file:*.mp3",
        '-"green blue"',
        "rock or jazz",
        "rock Or artist:davis",
        "rock metal or jazz blue",
        "ARTIST:Davis",
    ],
)
def test_a_row_is_found(text: str) -> None:
    assert fits(text)
    assert parse(text).misread == ()


@pytest.mark.parametrize(
    "text",
    [
        "rock",
        '"green blue"',
        "blue rock",
        "title:miles",
        "artist:blue",
        "genre:blues",
        "suggested:rock",
        "path:rock",
        "file:*.fla",
        "file:music",
        "file:*jazz/*",
        "format:mp3",
        "year:1960",
        "year:1960..",
        "year:..1958",
        "year:196",
        "year:>1959",
        "sure:>93",
        "sure:<93",
        "sure:94",
        "sure:>93.4",
        "state:unsure",
        "-jazz",
        "-genre:jazz",
        "-year:1950..1965",
        "rock or metal",
        "jazz -blue or rock",
        '""""',
    ],
)
def test_a_row_is_not_found(text: str) -> None:
    assert not fits(text)


@pytest.mark.parametrize("text", ["genre:", "year:", "year:1950.", "year:>", "year:1950..19",
                                  "sure:>", "sure:90.", '"', "-", "-genre:", 'genre:"',
                                  "or", "or or", "  or  "])  # fmt: skip
def test_what_is_only_begun_leaves_everything_there_and_is_no_mistake(text: str) -> None:
    assert parse(text) == Query()
    assert parse(text).misread == ()
    assert fits(f"miles {text}")
    assert not fits(f"rock {text}")


def test_an_or_that_is_only_begun_adds_nothing() -> None:
    assert parse("rock or") == parse("rock") == parse("rock or genre:")


@pytest.mark.parametrize(
    ("text", "misread"),
    [
        ("year:abc", ("year:abc", Reason.NOT_UNDERSTOOD)),
        ("sure:lots miles", ("sure:lots", Reason.NOT_UNDERSTOOD)),
        ("year:1950.. sure:>", None),
        ("sure:> miles", ("sure:>", Reason.NOT_UNDERSTOOD)),
        ("state:happy", ("state:happy", Reason.NOT_UNDERSTOOD)),
        ("-artist: miles", ("-artist:", Reason.NO_VALUE)),
        ("artsit:x or miles", ("artsit:x", Reason.NO_FIELD)),
        ("year:1965..1950x", ("year:1965..1950x", Reason.NOT_UNDERSTOOD)),
    ],
)
def test_what_is_not_understood_is_told_and_hides_nothing(
    text: str, misread: tuple[str, Reason] | None
) -> None:
    query = parse(text)
    assert query.misread == (() if misread is None else (Misread(*misread),))
    assert query.matches(entry())


def test_a_colon_in_a_title_is_found_as_it_stands() -> None:
    re_stacks = entry(title="re:Stacks")
    assert fits("re:stacks", re_stacks)
    assert not fits("re:stacks")
    assert fits("3:10", entry(title="3:10 to Yuma"))
    assert parse("3:10").misread == ()


def test_an_empty_phrase_finds_what_a_file_does_not_say() -> None:
    untagged = entry(genres=(), year=None, sure=None)
    for text in ('genre:""', 'year:""', 'sure:""'):
        assert fits(text, untagged)
        assert not fits(text)
        assert fits(f"-{text}")
    assert not fits("year:..2000", untagged)
    assert fits("-year:..2000", untagged)
    assert not fits("sure:<100", untagged)


def test_what_has_an_equals_sign_before_it_is_all_that_stands_there() -> None:
    rocks = entry(genres=("Pop Rock", "Folk, World"), suggested="Jazz", artist="Air")
    for text in ('genre:"=pop rock"', 'genre:"=folk, world"', "suggested:=JAZZ", "artist:=air"):
        assert fits(text, rocks)
        assert not fits(f"-{text}", rocks)
    for text in ("genre:=rock", "genre:=pop", "artist:=ai", "title:=blue", "suggested:=jaz"):
        assert not fits(text, rocks)
    assert fits("genre:=", entry(genres=())) and not fits("genre:=", rocks)


def test_a_quote_in_a_phrase_is_doubled_and_one_in_a_word_is_itself() -> None:
    single = entry(title='Blue Monday 12" mix')
    assert fits('12"', single)
    assert fits('title:"12"" mix"', single)
    assert not fits('"12""', entry(title="12 mix"))


@pytest.mark.parametrize("state", list(ReviewState))
def test_every_state_can_be_asked_for(state: ReviewState) -> None:
    text = f"state:{state.value.replace(' ', '-')}"
    others = [fits(text, entry(state=other)) for other in ReviewState if other is not state]
    assert fits(text, entry(state=state))
    assert not any(others)


typed = st.text(st.sampled_from('ab19 .:"-<>=%*?[]\\,\n\tİß') | st.characters(), max_size=40)
pieces = st.lists(
    st.sampled_from(["or", "-", '"', " ", ":", "..", ">", "90", "1950", "*", *map(str, Field)])
    | st.text(max_size=4),
    max_size=12,
).map("".join)


@given(typed | pieces)
def test_whatever_is_typed_is_answered(text: str) -> None:
    query = parse(text)
    query.matches(entry())
    query.matches(entry(year=None, sure=None, genres=(), title=""))


@given(typed | pieces)
def test_what_was_read_is_read_again_from_its_own_text(text: str) -> None:
    query = parse(text)
    again = parse(query.text)
    assert again == query
    assert again.misread == ()
    assert again.matches(entry()) == query.matches(entry())


words = st.text(st.characters(exclude_categories=("Cs", "Z", "C"), exclude_characters='":'),
                min_size=1, max_size=8)  # fmt: skip
clauses = st.builds(Clause, st.sampled_from([None, Field.TITLE, Field.ALBUM]), words, st.booleans())


@given(st.lists(clauses, min_size=1, max_size=4, unique=True))
def test_every_clause_counts_and_its_negation_turns_it_round(group: list[Clause]) -> None:
    found = entry()
    single = [Query(((clause,),)).matches(found) for clause in group]
    assert parse(Query((tuple(group),)).text).groups == (tuple(group),)
    assert Query((tuple(group),)).matches(found) == all(single)
    assert Query(tuple((clause,) for clause in group)).matches(found) == any(single)
    for clause, fit in zip(group, single, strict=True):
        turned = Clause(clause.field, clause.value, not clause.negated)
        assert Query(((turned,),)).matches(found) is not fit
