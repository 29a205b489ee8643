"""The version stands in one place, and the changelog tells of it."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys

from tagger import __version__

from .conftest import PACKAGING

ROOT = PACKAGING.parent
SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
WRITTEN = (".py", ".spec", ".toml", ".xml", ".desktop", ".yml", ".in", ".iss", ".plist")
VERSION = re.compile(r"^## \[(.+?)\] - (\d{4}-\d\d-\d\d|not yet released)$", re.MULTILINE)


def changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_changelog_has_a_section_for_this_version_that_says_something() -> None:
    _, _, after = changelog().partition(f"\n## [{__version__}] - ")
    own = re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0]
    assert re.search(r"^- \S", own, re.MULTILINE), f"nothing is told of version {__version__}"


def test_the_changelog_keeps_its_form_with_the_newest_version_first() -> None:
    text = changelog()
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    told = [name for name, _ in VERSION.findall(text)]
    unreleased = heads[:1] == ["## [Unreleased]"]
    assert len(told) == len(heads) - unreleased
    numbers = [tuple(int(part) for part in name.split(".")) for name in told]
    assert numbers == sorted(numbers, reverse=True)
    kinds = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert set(kinds) <= set(SECTIONS)


def test_the_command_the_package_and_the_source_agree_on_the_version() -> None:
    command = [sys.executable, "-m", "tagger", "--version"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == f"tagger {__version__}"
    assert importlib.metadata.version("tagger") == __version__


def test_no_other_file_of_the_program_or_its_packaging_holds_the_version() -> None:
    files = [ROOT / "pyproject.toml"]
    for folder in ("tagger", "packaging"):
        files += [path for path in (ROOT / folder).rglob("*") if path.suffix in WRITTEN]
    holding = [path for path in files if f'"{__version__}"' in path.read_text(encoding="utf-8")]
    assert holding == [ROOT / "tagger" / "__init__.py"]
