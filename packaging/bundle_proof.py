#!/usr/bin/env python3
"""Try a bundle as somebody who has nothing else: `dev.py bundle-proof CLIPS [--pictures DIR]`.

CLIPS is a folder with folders of recordings named by genre. Both programs scan, listen, write,
undo and train; every step is checked in the files, and a wrong one ends this with its reason. Then
parts of the bundle are taken away or damaged, and what is said about it is shown.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mutagen
from bundle import FOLDER
from bundle_stage import Stage, screen, stage, wait
from problem import SetupProblem

_CROWDS = ("Blues", "Reggae", "zouk")
"""Folders of the clips; the last one is no genre of the bundled model."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("--bundle", type=Path, default=FOLDER)
    parser.add_argument("--pictures", type=Path, help="where to put pictures of the window")
    options = parser.parse_args(arguments)
    try:
        for prove in (by_command, by_window, when_damaged):
            with stage(options.bundle) as made:
                copy_music(options.clips, made)
                print(f"== {prove.__doc__} ({made.remark})", flush=True)
                prove(made, options.pictures)
    except SetupProblem as problem:
        print(f"NOT PROVEN: {problem}", file=sys.stderr)
        return 1
    print("Proven.")
    return 0


def copy_music(clips: Path, made: Stage) -> None:
    for crowd in _CROWDS:
        shutil.copytree(clips / crowd, made.music / crowd, copy_function=shutil.copyfile)
        # They may lie where nobody may write.
        (made.music / crowd).chmod(0o755)
    made.own()


def by_command(made: Stage, _: Path | None) -> None:
    """The program for terminals"""
    before = hashes(made.music)
    expect(made.run("--version"), "tagger ")
    expect(made.run("doctor"), "model Tagger")
    expect(made.run("scan", made.music), "")
    heard = expect(made.run("suggest", "--json", made.music), "")
    lines = [json.loads(line) for line in heard.splitlines() if line.startswith("{")]
    check(len(lines) >= len(before), f"{len(lines)} of {len(before)} files were heard")
    expect(made.run("apply", made.music), "")
    check_written(made, before)
    expect(made.run("undo"), "")
    check(hashes(made.music) == before, "every file is back to the byte")
    expect(made.run("train", "--use", made.music), "")
    said = expect(made.run("models"), "My genres")
    check("* My genres" in said, "the trained model is in use")
    expect(made.run("suggest", made.music / _CROWDS[-1]), "Zouk")


def by_window(made: Stage, pictures: Path | None) -> None:
    """The windowed program, by its keys"""
    before = hashes(made.music)
    count = len(before)

    def show(name: str) -> None:
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            made.photograph(pictures / f"bundle-{name}.png")

    with screen(made):
        child = made.start("tagger", made.music)
        begun = time.monotonic()
        wait("the window is shown", lambda: made.windows("^Tagger$"))
        tell(f"the window is shown after {time.monotonic() - begun:.1f} s")
        wait(f"all {count} are heard", lambda: _heard(made) >= count)
        # The last suggestions come onto the table; then the hints of the first start go.
        time.sleep(3)
        show("heard")
        made.press("Escape", "ctrl+f", "Escape", "ctrl+a", "Return")
        made.press("ctrl+s")
        wait("the plan is shown", lambda: "Write genres" in made.titles())
        show("plan")
        made.press("Return")
        wait("all are written", lambda: _genres(made.music) == count)
        time.sleep(2)
        check_written(made, before)
        show("written")
        made.press("ctrl+shift+s")
        wait("the undo is rehearsed", lambda: len(made.titles()) > 1)
        show("undo")
        made.press("Return")
        wait("every file is back to the byte", lambda: hashes(made.music) == before)
        tell("every file is back to the byte")
        wait("the question is gone", lambda: len(made.titles()) == 1)
        train(made, show)
        made.close_window()
        wait("the program has ended", lambda: child.poll() is not None, 30)
    check(child.returncode == 0, f"it quits with {child.returncode}")
    complaints = [line for line in made.said.splitlines() if "locale" not in line.lower()]
    tell(f"it said: {complaints or 'nothing'}")


def train(made: Stage, show: Callable[[str], None]) -> None:
    made.press("ctrl+t")
    wait("the training is shown", lambda: "Train on my library" in made.titles())
    made.press("alt+f")
    wait("a folder is asked for", lambda: "Choose a folder" in made.titles())
    made.type(str(made.music))
    made.press("Return")
    wait("the folder is taken", lambda: "Choose a folder" not in made.titles())
    time.sleep(2)
    show("examples")
    made.press("alt+c")
    time.sleep(6)
    show("check")
    made.press("alt+t")
    time.sleep(15)
    show("trained")
    made.press("Return")
    wait("the model is taken", lambda: "Train on my library" not in made.titles())
    wait("the model is stored", lambda: any((made.home / ".local").rglob("*.onnx")))
    tell("a model of one's own is trained and in use")
    time.sleep(3)
    show("in-use")


def when_damaged(made: Stage, pictures: Path | None) -> None:
    """With parts taken away or damaged"""
    inside = made.bundle / "_internal"
    model = next((inside / "tagger" / "models").glob("*.onnx"))
    libraries = {
        "the model is missing": (model, None),
        "the model is damaged": (model, b"no model"),
        "ONNX Runtime is damaged": (_one(inside, "onnxruntime_pybind11_state*"), b"\x7fELF"),
        "FFmpeg is missing": (_one(inside, "libavcodec-*"), None),
        "the vocabulary is missing": (inside / "tagger" / "resources" / "genres.json", None),
        "NumPy is damaged": (_one(inside, "_multiarray_umath*"), b"\x7fELF"),
    }
    for what, (path, content) in libraries.items():
        with changed(path, content):
            asked = (
                ("genres", "list")
                if path.suffix == ".json"
                else ("suggest", made.music / _CROWDS[0])
            )
            code, said = made.run(*asked)
            told = [line for line in said.splitlines() if line.strip()]
            proper = code != 0 and bool(told) and "Traceback" not in said
            check(proper, f"{what}: exit {code}")
            for line in told[:2]:
                tell(f"    {line[:160]}")
    for what, path in (
        ("Qt's plugin for X11 is missing", _one(inside, "libqxcb.so")),
        ("a library of Qt is missing", _one(inside, "libQt6Gui.so.6")),
    ):
        with screen(made), changed(path, None):
            child = made.start("tagger")
            wait(f"{what}: it ends or says something", lambda c=child: c.poll() is not None, 30)
            told = [line for line in made.said.splitlines() if line.strip()]
            check(bool(told) and "Traceback" not in made.said, f"{what}: exit {child.returncode}")
            for line in told[:3]:
                tell(f"    {line[:160]}")


class changed:
    """A file with another content, or gone, for a while."""

    def __init__(self, path: Path, content: bytes | None) -> None:
        self._path, self._content = path, content
        self._kept = path.with_name(path.name + ".kept")

    def __enter__(self) -> None:
        self._path.rename(self._kept)
        if self._content is not None:
            self._path.write_bytes(self._content)

    def __exit__(self, *_: object) -> None:
        self._kept.replace(self._path)


def _one(folder: Path, pattern: str) -> Path:
    found = [path for path in folder.rglob(pattern) if not path.is_symlink()]
    if not found:
        raise SetupProblem(f"The bundle has no {pattern}.")
    return found[0]


def check_written(made: Stage, before: dict[str, str]) -> None:
    now = hashes(made.music)
    changed_files = sum(now[name] != before[name] for name in before)
    check(changed_files > 0, f"{changed_files} of {len(before)} files were written")
    check(_genres(made.music) == changed_files, "each of them holds a genre now")


def _genres(music: Path) -> int:
    """How many files hold a genre, as mutagen reads them here."""
    count = 0
    for path in music.rglob("*.*"):
        try:
            file = mutagen.File(path, easy=True)  # pyright: ignore[reportPrivateImportUsage]
        except (mutagen.MutagenError, OSError):  # pyright: ignore[reportPrivateImportUsage]
            # It is put in place of the old one at this moment.
            continue
        count += bool(file and file.get("genre"))
    return count


def _heard(made: Stage) -> int:
    """How many pieces of music the catalog has suggestions for, read beside the window."""
    import sqlite3

    for path in (made.home / ".local").rglob("catalog.db"):
        try:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as catalog:
                return int(catalog.execute("SELECT count(*) FROM suggestions").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
    return 0


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 by path; a copy that takes its file's place at this moment is left out."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def expect(result: tuple[int, str], text: str) -> str:
    """The words of a command that went well and said this among others."""
    code, said = result
    if code != 0 or text not in said:
        raise SetupProblem(f"exit {code}, where “{text}” was expected:\n{said[-3000:]}")
    return said


def check(holds: bool, what: str) -> None:
    if not holds:
        raise SetupProblem(f"It does not hold: {what}")
    tell(what)


def tell(what: str) -> None:
    print(f"  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
