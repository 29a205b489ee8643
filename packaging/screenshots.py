"""Pictures of every page of the window: light and dark, at 1280 × 800 and at a scale of 200 %.

    python3 packaging/dev.py screenshots DIR [--language de] [--music FOLDER] [--only NAME ...]
    python3 packaging/dev.py screenshots --list

Real recordings are copied into a folder that is thrown away afterwards, listened to, decided on
and written there, and models are taught from them. Without a display an Xvfb is started; where
there is none, Qt draws without a screen, which looks the same.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import xvfb
from problem import SetupProblem

if TYPE_CHECKING:
    from screenshot_stage import Stage

SCALES = {"1": "", "2": "-200"}
"""What QT_SCALE_FACTOR is, and what the names of the pictures end with."""
_FEW_OF_A_GENRE = 1
_SCREEN = "2560x1600x24"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)  # fmt: skip
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--language", choices=("en", "de"), default="en")
    parser.add_argument("--music", type=Path, help="folders named by genre, instead of our clips")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these pages")
    parser.add_argument("--quick", action="store_true", help="a few pages of a small library")
    parser.add_argument("--list", action="store_true", help="say the names of all pages")
    parser.add_argument("--scale", choices=tuple(SCALES), help=argparse.SUPPRESS)
    parser.add_argument("--prepared", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.list:
        from screenshot_pages import PAGES

        print("\n".join(name for page in PAGES for name in page.names))
        return 0
    if asked.folder is None:
        parser.error("name a folder for the pictures")
    try:
        if asked.prepared is not None:
            return _paint(asked) if asked.scale else _prepare(asked)
        return _make_all(asked, arguments)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code


def _make_all(asked: argparse.Namespace, arguments: list[str]) -> int:
    """Prepare once, then paint at each scale, in a process of its own: Qt reads it at the start."""
    from screenshot_music import find_clips

    find_clips(asked.music)
    asked.folder.mkdir(parents=True, exist_ok=True)
    scales = ["1"] if asked.quick else list(SCALES)
    with tempfile.TemporaryDirectory(prefix="tagger-screenshots-") as place, _display():
        # Others than root have to get there, to show what happens where they may not write.
        Path(place).chmod(0o755)
        script = [sys.executable, str(Path(__file__)), *arguments, "--prepared", place]
        code = _run(script, "1")
        if code == 0:
            # What one scale cannot show, the other is still asked for.
            code = max([_run([*script, "--scale", scale], scale) for scale in scales])
    return code


def _run(command: Sequence[str], scale: str) -> int:
    environment = {**os.environ, "QT_SCALE_FACTOR": scale}
    return abs(subprocess.run(command, env=environment, check=False).returncode)


def _prepare(asked: argparse.Namespace) -> int:
    """The music and the homes, filled through the window and by commands."""
    from screenshot_library import prepare
    from screenshot_music import break_one, copy_music, find_clips
    from screenshot_stage import Places

    clips = find_clips(asked.music)
    places = Places(asked.prepared, clips)
    copies = copy_music(clips, places.music, *([_FEW_OF_A_GENRE] if asked.quick else []))
    break_one(places.music)
    print(f"{len(copies)} tracks are listened to …", flush=True)
    prepare(places, teach=not asked.quick)
    return 0


def _paint(asked: argparse.Namespace) -> int:
    from screenshot_music import find_clips
    from screenshot_stage import Places, Stage

    stage = Stage(Places(asked.prepared, find_clips(asked.music)), asked.language)
    try:
        return _paint_all(stage, asked)
    finally:
        # Its workers would keep the process from ending.
        stage.close()


def _paint_all(stage: Stage, asked: argparse.Namespace) -> int:
    from screenshot_pages import PAGES
    from screenshot_stage import NotThere

    failed: list[str] = []
    for page in PAGES:
        if asked.quick and not page.quick:
            continue
        if asked.only and not set(asked.only) & set(page.names):
            continue
        todo = list(page.names)
        try:
            stage.open("library")
            stage.reset()
            # Closed, so that what it borrowed is given back also where a picture fails.
            with contextlib.closing(page.paint(stage)) as steps:
                for _ in steps:
                    name = todo.pop(0)
                    for saved in stage.shoot(asked.folder, name, SCALES[asked.scale]):
                        print(saved, flush=True)
        except (NotThere, AssertionError) as error:
            print(f"{todo[0] if todo else page.names[-1]}: {error}", file=sys.stderr, flush=True)
        failed += todo
    if failed:
        print(f"Not photographed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


@contextmanager
def _display() -> Iterator[None]:
    """The display there is, else an Xvfb, else none: Qt's offscreen platform."""
    given = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform != "linux" or any(os.environ.get(name) for name in given):
        yield
    elif shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
    else:
        with xvfb.started(_SCREEN) as name:
            os.environ["DISPLAY"] = name
            yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
