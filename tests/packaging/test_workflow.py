"""The workflow for hosted runners names what there is, and may do nothing but read.

It is looked at as text: nothing here reads YAML, and nothing here can run it.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from .conftest import PACKAGING

ROOT = PACKAGING.parent
WORKFLOW = ROOT / ".github" / "workflows" / "bundle.yml"


@pytest.fixture(scope="module")
def text() -> str:
    lines = WORKFLOW.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def test_every_command_of_it_is_one_of_dev_py(text: str) -> None:
    called = re.findall(r"packaging/dev\.py (\w+)", text)
    assert set(called) == {"test", "bundle"}
    told = subprocess.run(
        [sys.executable, PACKAGING / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in called:
        assert re.search(rf"dev\.py {command}\b", told), f"dev.py knows no “{command}”"


def test_every_action_is_pinned_to_one_version(text: str) -> None:
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    for each in uses:
        assert re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", each), each


def test_it_may_read_and_knows_no_secret(text: str) -> None:
    assert re.findall(r"^permissions:\n((?:  .*\n)+)", text, re.MULTILINE) == ["  contents: read\n"]
    assert text.count("permissions:") == 1
    assert "secrets" not in text and "pull_request" not in text


def test_it_builds_for_linux_windows_and_macos_with_the_python_of_the_locked_versions(
    text: str,
) -> None:
    systems = set(re.findall(r"(?:runs-on|system): ([a-z]+-[\d.]+)", text))
    assert {name.partition("-")[0] for name in systems} == {"ubuntu", "windows", "macos"}
    assert "latest" not in text
    assert set(re.findall(r'python-version: "([\d.]+)"', text)) == {"3.11"}


def test_what_it_tries_are_commands_of_the_program(text: str) -> None:
    from tagger.cli import parser

    commands = re.findall(r'/tagger-cli" ([a-z-]+)', text)
    assert {"doctor", "suggest"} <= set(commands)
    known = re.findall(r"^    ([a-z-]+) +[A-Z]", parser().format_help(), re.MULTILINE)
    assert set(commands) - {"--version"} <= set(known)


def test_it_is_indented_as_yaml_wants_it(text: str) -> None:
    assert "\t" not in text
    for line in text.splitlines():
        blanks = len(line) - len(line.lstrip())
        assert blanks % 2 == 0, line
