"""Settings: checked, kept, and never a reason not to start without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.errors import SettingsError
from tagger.settings import ACTIVE_MODEL, BULK_POLICY, OPTIONS, PLACEHOLDERS, WORKERS, Settings


def test_what_is_set_is_there_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.json"
    settings = Settings.load(file)
    settings.set(WORKERS, 3)
    settings.set(PLACEHOLDERS, ("Other", "その他"))
    again = Settings.load(file)
    assert again.get(WORKERS) == 3
    assert again.get(PLACEHOLDERS) == ("Other", "その他")
    assert again.get(BULK_POLICY) == "fill"


def test_a_default_is_not_stored(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    settings.set(WORKERS, 3)
    settings.set(WORKERS, WORKERS.default)
    assert (tmp_path / "s.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "damaged"),
        ("[1]", "holds no options"),
        ('{"workers": "many"}', "“workers” must be of type int"),
        ('{"workers": -1}', "between 0 and 64"),
        ('{"bulk_policy": "destroy"}', "one of replace, append, fill"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "s.json"
    file.write_text(content)
    with pytest.raises(SettingsError, match=message):
        Settings.load(file)


def test_an_option_of_another_version_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text('{"from_the_future": 1}')
    Settings.load(file).set(WORKERS, 2)
    assert '"from_the_future": 1' in file.read_text()


def test_two_that_run_at_once_keep_what_the_other_sets(tmp_path: Path) -> None:
    one, other = Settings(tmp_path / "s.json"), Settings(tmp_path / "s.json")
    one.set(ACTIVE_MODEL, "Mine")
    other.set(WORKERS, 2)
    again = Settings.load(tmp_path / "s.json")
    assert (again.get(ACTIVE_MODEL), again.get(WORKERS)) == ("Mine", 2)
    assert other.get(ACTIVE_MODEL) == "", "here it changes with the next start"


def test_what_cannot_be_stored_is_not_set(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    settings.set(WORKERS, 3)
    (tmp_path / "s.json").unlink()
    (tmp_path / "s.json").mkdir()
    with pytest.raises(SettingsError):
        settings.set(WORKERS, 4)
    assert settings.get(WORKERS) == 3


def test_every_option_accepts_its_own_default_and_has_help() -> None:
    for option in OPTIONS:
        assert option.check(option.default) == option.default
        assert option.help.endswith(".")
    assert len({option.name for option in OPTIONS}) == len(OPTIONS)
