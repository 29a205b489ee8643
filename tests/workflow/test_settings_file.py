"""Settings carried along as a file: option by option, and nothing that is not understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagger.errors import SettingsError, TaggerError
from tagger.settings import (
    ACTIVE_MODEL,
    NEVER_WRITE,
    OPTIONS,
    PLACEHOLDERS,
    UNUSED_GENRES,
    WORKERS,
)
from tagger.workflow.settings_file import export_settings, import_settings


def test_what_is_exported_is_imported_again(tmp_path: Path) -> None:
    file = tmp_path / "carried.json"
    changed = {WORKERS.name: 7, PLACEHOLDERS.name: ("その他", "Other"), NEVER_WRITE.name: ("/m",)}
    values = [(option, changed.get(option.name, option.default)) for option in OPTIONS]
    export_settings(file, values, ())
    found = import_settings(file)
    assert list(found.left_out) == []
    assert sorted((o.name, v) for o, v in found.values) == sorted(
        (o.name, v) for o, v in values if o not in (ACTIVE_MODEL, UNUSED_GENRES)
    )


def test_a_folder_whose_name_is_no_text_is_carried_along(tmp_path: Path) -> None:
    file = tmp_path / "carried.json"
    export_settings(file, [(NEVER_WRITE, ("/m/\udcff",))], ())
    assert import_settings(file).values == ((NEVER_WRITE, ("/m/\udcff",)),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"flux": 1}, "“flux” is no setting"),
        ({"workers": "four"}, "must be of type int"),
        ({"workers": True}, "must be of type int"),
        ({"workers": 65}, "between 0 and 64"),
        ({"theme": "pink"}, "must be one of system, light, dark"),
        ({"placeholders": ["Other", 12]}, "must be a list of texts"),
        ({"profile_joint": "\udc80"}, "no text"),
        ({"never_write": ["masters"]}, "must name whole paths"),
        ({"active_model": "mine"}, "chosen among the models"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    tmp_path: Path, content: dict[str, object], reason: str
) -> None:
    file = tmp_path / "carried.json"
    file.write_text(json.dumps({**content, "keep_mtime": True}))
    found = import_settings(file)
    assert [(option.name, value) for option, value in found.values] == [("keep_mtime", True)]
    (left_out,) = found.left_out
    assert reason in left_out


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b"null", b"[" * 100_000, b" " * 5_000_000]
)
def test_what_holds_no_settings_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "carried.json"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="holds no settings"):
        import_settings(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"carried\.json"):
        import_settings(tmp_path / "carried.json")


def test_nothing_is_exported_where_nothing_may_be_written_or_over_music(tmp_path: Path) -> None:
    for file, never in ((tmp_path / "a.json", [str(tmp_path)]), (tmp_path / "song.flac", [])):
        with pytest.raises(TaggerError):
            export_settings(file, [(WORKERS, 1)], never)
        assert not file.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([o.name for o in OPTIONS]) | st.text(), JSON))
def test_whatever_a_file_says_each_option_is_taken_as_allowed_or_named(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps(content))
    found = import_settings(file)
    assert len(found.values) + len(found.left_out) == len(content)
    assert all(option.check(value) == value for option, value in found.values)
