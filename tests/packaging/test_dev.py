"""`packaging/dev.py` sets up a checkout and then gets out of the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.packaging.conftest import Checkout

# It sees to the system's packages first, and a test must not change the system.
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs execv and signals")


def test_the_command_gets_its_arguments_in_the_callers_folder(
    ready: Checkout, tmp_path: Path
) -> None:
    called = ready.dev("run", "suggest", "a b", "--json", cwd=tmp_path)
    assert json.loads(called.stdout) == {
        "arguments": ["suggest", "a b", "--json"],
        "folder": str(tmp_path),
    }


def test_the_exit_status_is_the_commands_own(ready: Checkout) -> None:
    assert ready.dev("run", "doctor").returncode == 7
    assert ready.dev("run", "--killed").returncode == -signal.SIGKILL


def test_stdout_holds_nothing_but_the_commands_output_even_on_the_first_call(
    bare: Checkout,
) -> None:
    first = bare.dev("run", "doctor", "--json")
    assert json.loads(first.stdout)["arguments"] == ["doctor", "--json"]
    assert "Ready." in first.stderr


def test_a_file_in_the_music_folder_does_not_pass_for_a_module(
    ready: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the music folder was imported')")
    called = ready.dev("run", "doctor", cwd=tmp_path)
    assert called.returncode == 7, called.stderr


def test_a_later_call_starts_at_once(ready: Checkout) -> None:
    def seconds(command: list[str]) -> float:
        started = time.perf_counter()
        subprocess.run(command, env=ready.environment(), capture_output=True, check=False)
        return time.perf_counter() - started

    python = str(ready.root / ".venv" / "bin" / "python")
    direct = min(seconds([python, "-P", "-m", "tagger"]) for _ in range(5))
    through = min(seconds(ready.command("run", "doctor")) for _ in range(5))
    assert through - direct < 0.2


def test_a_changed_requirement_is_installed_and_a_linter_setting_is_not(bare: Checkout) -> None:
    bare.dev("run", "doctor")
    declared = bare.root / "pyproject.toml"
    declared.write_text(declared.read_text() + "\n[tool.ruff]\nline-length = 99\n")
    assert "Installing" not in bare.dev("run", "doctor").stderr
    (bare.root / "packaging" / "constraints.txt").write_text("numpy==2.0\n")
    changed = bare.dev("run", "doctor")
    assert "Installing" in changed.stderr
    assert "Making" not in changed.stderr
    assert "Installing" not in bare.dev("run", "doctor").stderr


def test_an_environment_made_for_the_tests_serves_run_as_well(bare: Checkout) -> None:
    bare.dev("test", "--version")
    assert json.loads(bare.stamp.read_text())["extras"] == ["test"]
    assert "Installing" not in bare.dev("run", "doctor").stderr


def test_a_set_up_that_was_killed_is_completed_by_the_next_call(bare: Checkout) -> None:
    with subprocess.Popen(
        bare.command("run", "doctor"),
        cwd=bare.root,
        env=bare.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as killed:
        assert killed.stderr is not None
        for line in killed.stderr:
            if "Making" in line:
                killed.kill()
                break
    assert not bare.stamp.exists()
    again = bare.dev("run", "doctor")
    assert again.returncode == 7, again.stderr
    assert "incomplete" in again.stderr
    assert bare.stamp.exists()


def test_a_moved_checkout_is_set_up_anew(ready: Checkout, tmp_path: Path) -> None:
    shutil.copytree(ready.root, tmp_path / "elsewhere", symlinks=True)
    moved = Checkout(tmp_path / "elsewhere")
    again = moved.dev("run", "doctor")
    assert again.returncode == 7, again.stderr
    pip = subprocess.run([moved.root / ".venv" / "bin" / "pip", "--version"], capture_output=True)
    assert pip.returncode == 0
    assert "Installing" not in moved.dev("run", "doctor").stderr


def test_two_first_calls_at_once_do_not_disturb_each_other(bare: Checkout) -> None:
    calls = [
        subprocess.Popen(
            bare.command("run", "doctor"),
            env=bare.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    errors = [call.communicate(timeout=120)[1] for call in calls]
    assert [call.returncode for call in calls] == [7, 7], errors
    assert sorted("Ready." in error for error in errors) == [False, True]


def test_without_a_network_one_sentence_says_what_to_do(bare: Checkout) -> None:
    declared = bare.root / "pyproject.toml"
    text = declared.read_text().replace("requires = []", 'requires = ["hatchling"]')
    declared.write_text(text)
    nowhere = {
        "PIP_NO_INDEX": "0",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    failed = bare.dev("run", "doctor", variables=nowhere)
    assert failed.returncode == 1
    assert "package registry cannot be reached" in failed.stderr.splitlines()[-1]
    assert "Traceback" not in failed.stderr
    assert not bare.stamp.exists()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(bare: Checkout) -> None:
    # A file in the place of the folder stops root as well, whom permissions do not stop.
    (bare.root / ".venv").write_text("")
    failed = bare.dev("run", "doctor")
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("Could not set up")
    assert "Traceback" not in failed.stderr


def test_without_a_display_it_names_the_commands_that_need_none(bare: Checkout) -> None:
    refused = bare.dev("run")
    assert refused.returncode == 2
    assert "no display" in refused.stderr
    for command in ["suggest", "apply", "tag", "undo", "history", "scan", "models", "doctor"]:
        assert command in refused.stderr
    assert not (bare.root / ".venv").exists()


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_with_a_display_the_window_is_started(ready: Checkout, variable: str) -> None:
    opened = ready.dev("run", variables={variable: "something"})
    assert json.loads(opened.stdout)["arguments"] == []


def test_the_checks_end_at_the_first_that_fails_and_name_it(ready: Checkout) -> None:
    # There is no ruff in this environment, so the first check cannot pass.
    checked = ready.dev("test")
    assert checked.returncode == 1
    last = checked.stdout.splitlines()[-1]
    assert last == "ruff check failed. Not run: ruff format, pyright, lint-imports, pytest."


def test_an_unknown_word_gets_the_usage(bare: Checkout) -> None:
    refused = bare.dev("biuld")
    assert refused.returncode == 2
    assert "dev.py run" in refused.stderr
    helped = bare.dev("--help")
    assert helped.returncode == 0
    assert "dev.py run" in helped.stdout
