"""`tagger genres`: the person's own names, and what they do to what is written."""

from __future__ import annotations

import json
from pathlib import Path

from tagger.paths import find_home

from .conftest import Run, genres, make_track


def test_genres_are_listed_one_a_line_and_as_a_tree(run: Run) -> None:
    names = run("genres", "list").stdout.splitlines()
    assert {"Hip-Hop", "Tech House"} <= set(names) and len(names) > 600
    tree = run("genres", "list", "--tree").stdout.splitlines()
    assert tree.count("    Tech House") == 2
    rows = {row["name"]: row for row in run("genres", "list", "--json").lines}
    assert rows["Tech House"]["parents"] == ["House", "Techno"]
    assert set(rows["Tech House"]) == {"name", "parents", "aliases"}


def test_a_genre_is_shown_by_any_of_its_names(run: Run) -> None:
    (row,) = run("genres", "show", "rap/hip-hop", "--json").lines
    assert row["name"] == "Hip-Hop" and "Trap" in row["children"] and not row["hidden"]
    shown = run("genres", "show", "techhouse").stdout
    assert "parents: House, Techno" in shown and "all above it: Electronic" in shown
    unknown = run("genres", "show", "Wednesday Music")
    assert unknown.code == 1 and "does not know “Wednesday Music”" in unknown.stderr


def test_a_genre_of_their_own_lasts_and_can_be_removed(run: Run) -> None:
    added = run(
        *("genres", "add", "Wednesday Music", "--parent", "jazz", "--alias", "Midweek", "--json")
    )
    assert added.code == 0 and added.lines[0]["parents"] == ["Jazz"]
    assert "Wednesday Music" in run("genres", "show", "midweek").stdout
    assert "is removed" in run("genres", "remove", "Midweek").stdout
    assert run("genres", "show", "midweek").code == 1
    assert run("genres", "remove", "Polka", "--json").lines == [
        {"name": "Polka", "status": "hidden"}
    ]
    assert "Polka" not in run("genres", "list").stdout.splitlines()
    assert run("genres", "add", "Polka").code == 0
    assert "Polka" in run("genres", "list").stdout.splitlines()


def test_what_contradicts_is_refused_in_a_sentence(run: Run, home: Path) -> None:
    refused = run("genres", "add", "House", "--parent", "Deep House")
    assert refused.code == 1 and "below itself: House → Deep House → House" in refused.stderr
    assert not find_home(home).vocabulary.exists()
    find_home(home).vocabulary.parent.mkdir(parents=True, exist_ok=True)
    find_home(home).vocabulary.write_text("{", encoding="utf-8")
    damaged = run("genres", "list")
    assert damaged.code == 1 and "are damaged" in damaged.stderr
    assert "Traceback" not in damaged.stderr


def test_a_list_goes_in_and_comes_out(run: Run, tmp_path: Path) -> None:
    tree = tmp_path / "genres.txt"
    tree.write_text("Hip Hop\n\tRap\n\t\tWednesday Rap = Midweek\n", encoding="utf-8")
    (said,) = run("genres", "import", tree, "--json").lines
    assert said["added"] == ["Hip Hop", "Rap", "Wednesday Rap"]
    assert run("genres", "export", tmp_path / "out.json").code == 0
    own = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in own["genres"]] == said["added"]
    again = run("genres", "export", tmp_path / "out.json")
    assert again.code == 1 and "exists already" in again.stderr
    assert run("genres", "export", tmp_path / "out.json", "--text", "--overwrite").code == 0
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert written.startswith("Hip Hop") and "    Wednesday Rap = Midweek\n" in written
    assert run("genres", "import", tmp_path / "out.json", "--json").lines[0]["added"] == []


def test_a_faulty_list_is_refused_with_its_line_and_changes_nothing(
    run: Run, home: Path, tmp_path: Path
) -> None:
    tree = tmp_path / "genres.txt"
    tree.write_text("Wed\nDeep House\n  House\n", encoding="utf-8")
    refused = run("genres", "import", tree)
    assert refused.code == 1 and f"{tree}: Line 3 (“House”)" in refused.stderr
    assert not find_home(home).vocabulary.exists()
    missing = run("genres", "import", tmp_path / "nothing.txt")
    assert missing.code == 1 and "no longer there" in missing.stderr


def test_suggestions_are_written_in_their_spelling_and_typed_genres_as_typed(
    run: Run, tmp_path: Path
) -> None:
    first = make_track(tmp_path / "music" / "first.flac", "flac", 1)
    second = make_track(tmp_path / "music" / "second.flac", "flac", 2)
    (heard,) = run("suggest", first, "--json").lines
    theirs = [f"My {genre}" for genre in heard["suggested"]]
    for mine, genre in zip(theirs, heard["suggested"], strict=True):
        assert run("genres", "spell", mine, "--of", genre).code == 0
    applied = run("apply", first, "--min-probability", "0")
    assert applied.code == 0, applied.stderr
    assert genres(first) == theirs
    run("tag", second, "--genre", heard["suggested"][0])
    assert genres(second) == heard["suggested"][:1]
