"""The notices of a bundle hold the words of every licence in it."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import PACKAGING


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("notices")


@pytest.fixture
def component(notices: ModuleType):
    return importlib.import_module("components").Component


@pytest.fixture
def installed(notices: ModuleType) -> list:
    """Components of real packages: two that bring their words, and one that only names them."""
    made = importlib.import_module("components").distribution_component
    find = importlib.import_module("importlib.metadata").distribution
    return [made(find(name)) for name in ("mutagen", "numpy", "flatbuffers")]


def test_every_component_stands_there_with_its_words(
    notices: ModuleType, installed: list, tmp_path: Path
) -> None:
    text_file, data_file = notices.write(tmp_path, installed)
    text = text_file.read_text(encoding="utf-8")
    data = json.loads(data_file.read_text(encoding="utf-8"))
    assert [part["name"] for part in data["parts"]] == ["mutagen", "numpy", "flatbuffers"]
    for part in data["parts"]:
        assert part["license"] and part["source"].startswith("https://")
        words = "\n".join(data["texts"][name] for name in part["texts"])
        assert len(words) > 1000
        assert f"{part['name']} {part['version']}" in text
        assert all(data["texts"][name] in text for name in part["texts"])
    mutagen, numpy, flatbuffers = data["parts"]
    assert "Version 2, June 1991" in data["texts"][mutagen["texts"][0]]
    assert any("NumPy Developers" in line for line in numpy["copyright"])
    assert "Apache License" in data["texts"][flatbuffers["texts"][0]]


def test_a_licence_that_many_share_is_printed_once(notices: ModuleType, component) -> None:
    gnu = [component(name, "1", "LGPL-2.1-or-later", f"pkg:generic/{name}") for name in "abc"]
    text = notices.as_text(notices.gather(gnu))
    assert text.count("TERMS AND CONDITIONS FOR COPYING, DISTRIBUTION") == 1
    assert text.count("Its words are in text 1 at the end.") == 3


def test_the_lesser_licence_comes_with_the_one_that_it_adds_to(
    notices: ModuleType, component
) -> None:
    gathered = notices.gather([component("a", "1", "LGPL-3.0-or-later", "pkg:generic/a")])
    heads = [text.split("\n", 1)[0].strip() for text in gathered.texts.values()]
    assert heads == ["GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"]


def test_a_component_whose_licence_is_there_in_name_only_stops_the_bundle(
    notices: ModuleType, component
) -> None:
    with pytest.raises(notices.SetupProblem, match="wordless"):
        notices.gather([component("wordless", "1", "BSD-2-Clause", "pkg:generic/wordless")])
