"""Trainings that SIGKILL ends, at every step of keeping the model and at moments from outside.

Started by `test_train`, told as JSON. Each process looks first at what the one before it left,
then trains and is killed; so every kill is followed by a training, and the last one is not killed.
The process that forks has no thread and no open model.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tagger import cli
from tagger.model import personal
from tagger.model.library import list_models, load_model
from tagger.paths import Home, find_home
from tagger.settings import ACTIVE_MODEL, Settings
from tagger.workflow import train
from tagger.workflow.lessons import examples_of_model
from tagger.workflow.session import Session
from tests.end_to_end.deadly_steps import TIMES, arm_commit, count_commits
from tests.end_to_end.killing import begin, run_and_kill
from tests.end_to_end.songs import genre_folder
from tests.tags.killed_writer import die

SEED = 11
RANDOM_KILLS = 4
PRESENT, NEW = "Present", "New"
HOOKS: dict[str, tuple[Any, str]] = {
    "store the lesson": (train, "store_lesson"),
    "make the file": (personal, "save_model_file"),
    "sync the file": (os, "fsync"),
    "replace": (os, "replace"),
    "save the parents": (train, "save_own"),
    "sweep": (train, "sweep"),
    "choose it": (Settings, "set"),
}
STEPS = (
    "before: store the lesson",
    "before: make the file",
    "after: sync the file",
    "after: replace",
    "after: save the parents",
    "after: sweep",
    "after: choose it",
)
"""After one of them is before the next where there is nothing between."""


def arm(step: str) -> None:
    """Die before or after the first call of a step from now on."""
    when, _, name = step.partition(": ")
    if name.startswith("commit "):
        arm_commit(int(name.removeprefix("commit ")), when)
        return
    module, attribute = HOOKS[name]
    real: Callable[..., Any] = getattr(module, attribute)

    def deadly(*arguments: Any, **options: Any) -> Any:
        if when == "before":
            die()
        real(*arguments, **options)
        die()

    setattr(module, attribute, deadly)


def command(*words: str) -> str:
    """What a command prints; raises where it fails."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = cli.main([*words, "--json"])
    if code:
        raise RuntimeError(f"{words} ended with {code}")
    return out.getvalue()


def teach(music: Path, name: str = NEW) -> None:
    parent = [f"--parent={genre}=International" for genre in ("Zouk", "Kompa")]
    command("train", str(music), "--name", name, "--replace", "--use", *parent)


def judge(home: Home, digest: str, tracks: Path) -> None:
    """Raises where what is on disk is not what it was, or cannot be used."""
    said = [json.loads(line) for line in command("models").splitlines()]
    (active,) = [model["name"] for model in said if model["active"]]
    assert active in (PRESENT, NEW), f"{active} is in use"
    assert active == Settings.load(home.settings).get(ACTIVE_MODEL)
    found = hashlib.sha256((home.models / f"{PRESENT}.onnx").read_bytes()).hexdigest()
    assert found == digest, "the model that was in use is another one"
    with Session.open(home) as session:
        for model in list_models(home):
            assert model.error is None, model.error
            if not model.bundled:
                assert examples_of_model(session, model.name), model.name
        told: list[str] = []
        session.tell = told.append
        assert session.listener().model.info.name == active, told
    (line, *_) = command("suggest", str(tracks)).splitlines()
    assert json.loads(line)["status"] == "ok"


def left_over(home: Home) -> list[Path]:
    """What no model, setting or catalog is."""
    files = [path for path in home.data.rglob("*") if path.is_file()]
    known = {".onnx", ".lock", ".json", ".db", ".db-wal", ".db-shm", ".log"}
    return [path for path in files if path.suffix not in known or path.name.startswith(".")]


def grow_old(home: Home) -> int:
    """Leftovers look as if a day had passed; how many there are."""
    found = left_over(home)
    for path in found:
        os.utime(path, (0, 0))
    return len(found)


def main(folder: str) -> None:
    home = find_home()
    music = Path(folder)
    for number, genre in enumerate(("Zouk", "Kompa")):
        genre_folder(music / genre, 4, seed=number)
    one = music / "Zouk" / "0.flac"
    digest = Path(folder, "digest")
    commits = Path(folder, "commits")

    def prepare() -> None:
        teach(music, PRESENT)
        digest.write_text(
            hashlib.sha256((home.models / f"{PRESENT}.onnx").read_bytes()).hexdigest()
        )
        commits.write_text(str(count_commits(lambda: teach(music))))

    run_and_kill(prepare, None)
    count = int(commits.read_text())
    steps = [*STEPS]
    steps += [f"{when}: commit {n}" for n in range(1, count + 1) for when in TIMES[1:]]

    def trial(step: str | None) -> None:
        judge(home, digest.read_text(), one)
        begin()
        if step is not None:
            arm(step)
        teach(music)

    passed, leftovers = [], 0
    for step in steps:
        ended = run_and_kill(lambda step=step: trial(step), None)
        leftovers += grow_old(home)
        passed += [] if ended.killed else [step]
    genre_folder(music / "Zouk" / "unheard", 4, seed=2)
    whole = run_and_kill(lambda: trial(None), None).seconds
    chance = random.Random(SEED)
    killed = 0
    for number in range(RANDOM_KILLS):
        # So that it is listened to something in every training.
        genre_folder(music / "Zouk" / f"unheard {number}", 4, seed=3 + number)
        killed += run_and_kill(lambda: trial(None), chance.random() * whole).killed
        leftovers += grow_old(home)
    run_and_kill(lambda: trial(None), None)
    run_and_kill(lambda: judge(home, digest.read_text(), one), None)

    def lessons() -> None:
        with Session.open(home) as session:
            assert len(session.lessons.ids()) == 2, "lessons of no model are left"
            assert load_model(home, NEW).info.name == NEW

    run_and_kill(lessons, None)
    print(
        json.dumps(
            {
                "steps": len(steps),
                "not_killed": passed,
                "random": killed,
                "leftovers": leftovers,
                "left": [path.name for path in left_over(home)],
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
