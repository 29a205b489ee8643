"""Train on my library, as a command: stopped, killed, without room, without permission.

The model in use stays what it is.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tagger.console import Console
from tagger.paths import bundled_models, find_home
from tagger.workflow import train as training
from tagger.workflow.jobs import Progress
from tagger.workflow.session import Session

from .conftest import Run, Tell, models
from .songs import genre_folder

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (bundled_models() / "genre.onnx").is_file(), reason="the bundled model is not there"
)


@pytest.mark.parametrize("stage", ["scan", "analyse", "check", "train", "save", "switch"])
def test_ctrl_c_at_any_stage_leaves_the_model_in_use_as_it_is(
    tell: Tell, present: str, music: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    pressed: list[str] = []

    def press() -> None:
        if not pressed:
            pressed.append(stage)
            signal.raise_signal(signal.SIGINT)

    def progress(console: Console, told: Progress) -> None:
        if told.stage == stage:
            press()

    def after_press(wanted: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*words: object, **named: object) -> object:
            if wanted == stage:
                press()
            return real(*words, **named)

        return step

    genre_folder(music / "Kompa", 3, seed=5)
    with monkeypatch.context() as patch:
        patch.setattr(Console, "progress", progress)
        for wanted, step in (("save", "write_model"), ("switch", "sweep")):
            patch.setattr(training, step, after_press(wanted, getattr(training, step)))
        switching = ["--use"] if stage == "switch" else []
        ran = tell("train", music, "--name", "New", *switching)
    assert pressed, "there was such a stage"
    assert ran.code == 130
    assert "Traceback" not in ran.stderr
    if stage in ("save", "switch"):
        assert "Stopped, after the model was saved as “New”. It is not in use" in ran.stderr
        assert models() == {"New": None, "Present": None}
    else:
        assert "Stopped; no model was made. The model in use is what it was." in ran.stderr
        assert "the same command goes on from there" in ran.stderr
        assert models() == {"Present": None}
    again = tell("train", music, "--name", "New", "--replace")
    assert again.code == 0, again.stderr


def test_a_running_training_is_stopped_by_one_interrupt(
    present: str, command: list[str], music: Path
) -> None:
    with subprocess.Popen(
        [*command, "train", str(music), "--name", "New", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Stopped" in said
    assert b"Traceback" not in said


def test_kills_at_any_moment_leave_the_model_in_use_and_nothing_for_ever(tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork and SIGKILL")
    command = [sys.executable, "-m", "tests.end_to_end.killed_training", str(tmp_path)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["steps"] >= 11
    assert found["not_killed"] == []
    assert found["random"] >= 2
    assert found["leftovers"] > 0, "some kills left a copy, and the next training removed it"
    assert found["left"] == []


def test_another_tagger_that_holds_the_library_is_named(
    run: Run, present: str, music: Path
) -> None:
    with Session.open(find_home()):
        ran = run("train", music, "--name", "New")
    assert ran.code == 1
    assert "Another Tagger" in ran.stderr or "another Tagger" in ran.stderr
    assert models() == {"Present": None}


@pytest.fixture
def small_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """The home on a disk of 12 MB; call it to leave only so many bytes of room."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs to mount a small disk")
    monkeypatch.setenv("TAGGER_HOME", str(place))

    def leave(room: int) -> None:
        (place / "filler").unlink(missing_ok=True)
        disk = os.statvfs(place)
        free = disk.f_bavail * disk.f_frsize
        (place / "filler").write_bytes(bytes(max(free - room, 0)))

    try:
        yield leave
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_keeps_the_model_in_use_and_says_so(
    small_home: Callable[[int], None], request: pytest.FixtureRequest, tell: Tell, music: Path
) -> None:
    request.getfixturevalue("present")
    small_home(1_000_000)
    ran = tell("train", music, "--name", "New")
    assert ran.code == 1
    assert "Could not save the model New: the disk is full. Free some space" in ran.stderr
    assert "The model in use is what it was." in ran.stderr
    assert "macro F1" in ran.stdout, "the figures are told all the same"
    assert models() == {"Present": None}
    small_home(0)
    genre_folder(music / "Kompa", 3, seed=5)
    ran = tell("train", music, "--name", "New")
    assert ran.code == 1
    assert "The disk is full: the catalog" in ran.stderr
    assert "Free some space and try again." in ran.stderr
    assert models() == {"Present": None}
    small_home(7_000_000)
    assert tell("train", music, "--name", "New").code == 0


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of someone who may not read everything, which root may."""
    if not hasattr(os, "seteuid"):
        pytest.skip("permissions of POSIX")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    monkeypatch.setenv("TAGGER_HOME", str(folder / "home"))
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        os.seteuid(user)
        for path in folder.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(folder)


def test_what_may_not_be_read_is_named_and_the_rest_is_learned(nobody: Path, tell: Tell) -> None:
    music = nobody / "music"
    genre_folder(music / "Zouk", 3)
    closed = genre_folder(music / "Jazz", 2, seed=3)
    file = music / "Zouk" / "0.flac"
    file.chmod(0)
    closed.chmod(0)
    ran = tell("train", music, "--name", "New")
    closed.chmod(0o700)
    assert ran.code == 1
    for path in (file, closed):
        (line,) = [line for line in ran.stderr.splitlines() if line.startswith(f"tagger: {path}:")]
        assert "permission" in line
    assert "Learned from 2 examples." in ran.stdout
    assert models() == {"New": None}


def test_a_network_that_is_gone_is_told_and_what_to_do(
    tell: Tell, present: str, music: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tagger.model.library.bundled_models", lambda: tmp_path)
        ran = tell("train", music, "--name", "New")
    assert ran.code == 1
    assert "genre.onnx" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert models() == {"Present": None}


def test_a_model_that_is_saved_but_cannot_be_chosen_is_there_and_that_is_told(
    tell: Tell, present: str, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = find_home().settings
    real = os.replace

    def full(source: str, target: Path) -> None:
        if Path(target) == settings:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    ran = tell("train", music, "--name", "New", "--use")
    assert ran.code == 1
    assert "Could not save the settings: the disk is full. Free some space" in ran.stderr
    assert "The model in use is what it was." in ran.stderr
    assert "Saved as “New”" in ran.stdout
    assert "It suggests from now on." not in ran.stdout
    assert models() == {"New": None, "Present": None}
    assert not list(settings.parent.glob("settings*.new"))
