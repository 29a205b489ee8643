"""SIGKILL in the middle of work: nothing is lost, nothing is done twice, the next start says so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tagger.catalog.database import open_catalog
from tagger.catalog.suggestions import Suggestions
from tagger.paths import find_home
from tests.tags.audio_files import WRITABLE as ALL_WRITABLE

from .conftest import WRITABLE, Run, genres, make_track, state
from .killed_batch import Trial

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    kinds = list(WRITABLE.items())
    for seed in range(40):
        kind, suffix = kinds[seed % len(kinds)]
        make_track(folder / f"{seed:02}.{suffix}", kind, seed)
    return folder


def _kill_after(lines: int, command: list[str]) -> int:
    """Start a command, SIGKILL it after that many lines of output; how many lines there were."""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
        assert process.wait() == -signal.SIGKILL, "it ended before the kill"
    return lines + rest.count(b"\n")


def _network() -> str:
    from tagger.model.library import load_model

    return load_model(find_home()).network_key


def _heard_at() -> dict[bytes, float]:
    catalog = open_catalog(find_home(), read_only=True)
    try:
        rows = catalog.reader().execute("SELECT identity, analysed_at FROM embeddings")
        return dict(rows.fetchall())
    finally:
        catalog.close()


def test_a_killed_analysis_goes_on_where_it_was(run: Run, command: list[str], many: Path) -> None:
    _kill_after(15, [*command, "suggest", str(many), "--json"])
    before = _heard_at()
    assert 0 < len(before) < 40, "the kill came in the middle"
    again = run("suggest", many, "--json")
    assert again.code == 0, again.stderr
    assert len(again.lines) == 40
    after = _heard_at()
    assert len(after) == 40
    assert {identity: after[identity] for identity in before} == before, "nothing was heard twice"


@pytest.mark.parametrize("lines", [1, 7])
def test_a_killed_write_leaves_every_file_old_or_new(
    run: Run, command: list[str], many: Path, lines: int
) -> None:
    run("scan", many)
    before = state(many)
    _kill_after(lines, [*command, "tag", str(many), "--genre", "Jazz", "--json"])
    next_start = run("scan", many, "--json")
    assert next_start.code == 0, next_start.stderr
    after = state(many)
    assert set(after) == set(before), "no copy is left over"
    written = {name for name in after if after[name] != before[name]}
    assert lines <= len(written) < 40
    assert all(genres(many / name) == ["Jazz"] for name in written)
    history = {Path(h["path"]).name: h["status"] for h in run("history", "--json").lines}
    assert {name for name, status in history.items() if status == "written"} == written
    assert run("undo").code == 0
    assert state(many) == before


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Trial]]:
    """What the kills of writing and undoing left: at random, at each step, in the recovery."""
    if not hasattr(os, "fork"):
        pytest.skip("needs fork and SIGKILL")
    folder = tmp_path_factory.mktemp("kills")
    command = [sys.executable, "-m", "tests.end_to_end.kill_in_turn", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {part: [Trial(**trial) for trial in trials] for part, trials in told}


def _problems(trials: list[Trial]) -> list[str]:
    return [f"{t.moment} of {t.struck}: {problem}" for t in trials for problem in t.problems]


def test_kills_at_random_leave_files_old_or_new_a_true_journal_and_full_undo(
    kills: dict[str, list[Trial]],
) -> None:
    assert _problems(kills["random"]) == []
    assert len(kills["random"]) >= 15, "most came before the work was done"
    assert len({t.struck for t in kills["random"]} - {None}) >= 5, "many formats were hit"


def test_a_kill_at_any_step_or_commit_leaves_files_old_or_new_a_true_journal_and_full_undo(
    kills: dict[str, list[Trial]],
) -> None:
    assert _problems(kills["steps"]) == []
    moments = [trial.moment for trial in kills["steps"]]
    assert len(moments) == len(set(moments)) >= 80
    assert {moment.split(",")[0] for moment in moments} == {"write", "undo", "redo"}
    assert {Path(t.struck or "").suffix[1:] for t in kills["steps"]} == set(ALL_WRITABLE)
    assert sum(trial.leftovers for trial in kills["steps"]) >= 10, "copies were left and removed"


def test_a_start_that_is_killed_while_it_recovers_leaves_all_to_the_next(
    kills: dict[str, list[Trial]],
) -> None:
    assert _problems(kills["recovery"]) == []
    assert len(kills["recovery"]) >= 6


def test_a_second_instance_is_told_who_holds_the_catalog(
    run: Run, command: list[str], many: Path
) -> None:
    with subprocess.Popen(
        [*command, "suggest", str(many), "--json"], stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        first.stdout.readline()
        first.send_signal(signal.SIGSTOP)
        second = run("scan", many)
        history = run("history")
        first.send_signal(signal.SIGCONT)
        assert second.code == 1
        assert f"Another Tagger (process {first.pid})" in second.stderr
        assert history.code == 0, "reading is allowed"
        first.stdout.read()
        assert first.wait() == 0


def test_ctrl_c_keeps_what_was_done(command: list[str], many: Path) -> None:
    with subprocess.Popen(
        [*command, "suggest", str(many), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        shown = 1 + process.stdout.read().count(b"\n")
        assert b"What was done so far is kept" in process.stderr.read()
        assert process.wait() == 130
    catalog = open_catalog(find_home())
    assert len(Suggestions(catalog).heard(_network())) >= shown
    catalog.close()
