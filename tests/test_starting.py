"""Whatever is broken, Tagger starts with a sentence: on stderr, or on the screen."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import av
import pytest
import soundfile

from tagger import parts
from tagger.parts import BrokenPartError, broken, check, missing_library
from tests.audio.encode import music

ROOT = Path(__file__).resolve().parent.parent
SAFE = "Your library and its data are safe in "

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="as Linux loads libraries")


def start(
    *words: str,
    paths: tuple[Path, ...] = (),
    code: str | None = None,
    root: Path = ROOT,
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Start Tagger with these folders first on the path of modules; no display unless given."""
    environment = {name: v for name, v in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE",
                                   "QT_QPA_PLATFORM")}  # fmt: skip
    search = os.pathsep.join(map(str, (*paths, root)))
    environment |= {"PYTHONPATH": search} | dict(variables or {})
    command = [sys.executable, "-m", "tagger"] if code is None else [sys.executable, "-c", code]
    return subprocess.run(
        [*command, *words], env=environment, cwd=root,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def fake(tmp_path: Path) -> Callable[[str, str], Path]:
    """A module that comes before the real one."""

    def make(name: str, source: str) -> Path:
        folder = tmp_path / "modules"
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(source, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def shadow(tmp_path: Path) -> Callable[..., Path]:
    """An installed package by links to its files, of which one is cut in half."""

    def make(name: str, cut: str, *beside: str) -> Path:
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None
        package = Path(spec.origin).parent
        top = tmp_path / "cut"
        top.mkdir()
        for each in (f"{name}.libs", *beside):
            if (package.parent / each).exists():
                (top / each).symlink_to(package.parent / each)
        (victim,) = package.glob(cut)
        inside = victim.relative_to(package)
        here, there = top / name, package
        for part in inside.parts:
            here.mkdir()
            for file in there.iterdir():
                if file.name != part:
                    (here / file.name).symlink_to(file)
            here, there = here / part, there / part
        content = victim.read_bytes()
        here.write_bytes(content[: len(content) // 2])
        return top

    return make


@pytest.fixture
def screen(tmp_path: Path) -> Mapping[str, str]:
    """A desktop whose only program for boxes writes down what it is to show."""
    folder = tmp_path / "programs"
    folder.mkdir()
    zenity = folder / "zenity"
    zenity.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/shown"\n', encoding="utf-8")
    zenity.chmod(zenity.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "DISPLAY": ":nowhere"}


def test_without_a_fault_commands_run() -> None:
    done = start("--version")
    assert done.returncode == 0 and done.stdout.startswith("tagger ")


def test_the_program_for_terminals_shows_its_help_instead_of_a_window() -> None:
    done = start(code="import sys; from tagger.starting import console; sys.exit(console())")
    assert done.returncode == 2 and "COMMAND" in done.stderr


@pytest.mark.parametrize("words", [(), ("doctor",)])
def test_a_module_that_cannot_be_loaded_is_named(
    words: tuple[str, ...], fake: Callable[[str, str], Path], home: Path
) -> None:
    done = start(*words, paths=(fake("numpy", "raise ImportError('DLL load failed')"),))
    assert done.returncode == 1
    assert done.stderr == (
        "tagger: A part of Tagger is missing or damaged: NumPy (DLL load failed). Download and "
        f"install Tagger again. {SAFE}{home}.\n"
    )


def test_a_module_of_garbage_is_named(fake: Callable[[str, str], Path]) -> None:
    done = start("doctor", paths=(fake("mutagen", "x = = 1"),))
    assert done.returncode == 1 and "damaged: Mutagen (invalid syntax" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_module_that_is_gone_is_named() -> None:
    gone = (
        "import sys, importlib.abc\n"
        "class Gone(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == {name!r}: raise ModuleNotFoundError('gone', name=name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from tagger.starting import main; sys.exit(main())"
    )
    done = start("doctor", code=gone.replace("{name!r}", "'sqlite_utils'"))
    assert done.returncode == 1 and "damaged: sqlite_utils (gone)" in done.stderr


@linux_only
def test_a_library_that_is_cut_short_is_told_before_it_ends_the_process(
    shadow: Callable[..., Path],
) -> None:
    folder = shadow("numpy", "_core/_multiarray_umath*.so")
    done = start("doctor", paths=(folder,))
    assert done.returncode == 1
    assert "damaged: NumPy (its file _multiarray_umath" in done.stderr
    assert "is cut short)" in done.stderr


@linux_only
def test_a_library_of_qt_that_is_cut_short_is_told(shadow: Callable[..., Path]) -> None:
    folder = shadow("PySide6", "Qt/lib/libQt6Gui.so.6", "shiboken6")
    done = start(paths=(folder,), variables={"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1
    assert "damaged: Qt (PySide6) (its file libQt6Gui.so.6 is cut short)" in done.stderr
    assert start("doctor", paths=(folder,)).returncode == 0, "commands do without Qt"


@linux_only
def test_the_bundle_can_look_at_qt_before_its_loader_does(shadow: Callable[..., Path]) -> None:
    code = "from tagger.starting import look_first; look_first(); print('goes on')"
    folder = shadow("PySide6", "Qt/lib/libQt6Core.so.6", "shiboken6")
    done = start(code=code, paths=(folder,))
    assert done.returncode == 1 and done.stdout == ""
    assert "damaged: Qt (PySide6) (its file libQt6Core.so.6 is cut short)" in done.stderr
    done = start(code=code)
    assert done.returncode == 0 and done.stdout == "goes on\n" and done.stderr == ""


@linux_only
def test_the_plugin_for_the_screen_that_is_cut_short_is_told(shadow: Callable[..., Path]) -> None:
    folder = shadow("PySide6", "Qt/plugins/platforms/libqoffscreen.so", "shiboken6")
    done = start(paths=(folder,), variables={"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1
    assert "missing or damaged: Qt" in done.stderr and "offscreen" in done.stderr
    assert SAFE in done.stderr


def test_a_platform_that_qt_does_not_know_is_told() -> None:
    done = start(variables={"QT_QPA_PLATFORM": "nowhere:x=1"})
    assert done.returncode == 1
    assert "QT_QPA_PLATFORM asks for “nowhere”" in done.stderr


@linux_only
def test_without_a_screen_the_commands_are_pointed_at() -> None:
    displays: list[dict[str, str]] = [{}, {"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "nowhere"}]
    for display in displays:
        done = start(variables={"PATH": "", **display})
        assert done.returncode == 1
        assert "no screen it can reach" in done.stderr and "Aborted" not in done.stderr


def test_a_library_of_the_system_is_named_with_its_package(
    fake: Callable[[str, str], Path],
) -> None:
    text = "libGL.so.1: cannot open shared object file: No such file or directory"
    folder = fake("PySide6", "")
    (folder / "PySide6" / "QtCore.py").write_text(f"raise ImportError({text!r})")
    done = start(paths=(folder,), variables={"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1
    assert "needs the library libGL.so.1 of your system" in done.stderr
    assert "sudo apt install libgl1" in done.stderr
    assert missing_library("liboften.so.3: cannot open shared object file") is None


@linux_only
def test_who_has_no_terminal_is_told_on_the_screen(
    fake: Callable[[str, str], Path], screen: Mapping[str, str], tmp_path: Path
) -> None:
    code = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None\n"
        "from tagger.starting import window; sys.exit(window())"
    )
    done = start(code=code, paths=(fake("numpy", "raise OSError('bad')"),), variables=screen)
    assert done.returncode == 1 and done.stderr == ""
    shown = (tmp_path / "shown").read_text(encoding="utf-8")
    assert "--error" in shown and "damaged: NumPy (bad)" in " ".join(shown.split())


@linux_only
def test_nothing_is_shown_on_the_screen_for_a_command(
    fake: Callable[[str, str], Path], screen: Mapping[str, str], tmp_path: Path
) -> None:
    done = start("doctor", paths=(fake("numpy", "raise OSError('bad')"),), variables=screen)
    assert done.returncode == 1 and "NumPy" in done.stderr
    assert not (tmp_path / "shown").exists()


@pytest.mark.parametrize(
    ("module", "spoken"),
    [
        ("av", "PyAV (FFmpeg)"),
        ("soundfile", "libsndfile (soundfile)"),
        ("onnxruntime", "ONNX Runtime"),
        ("librosa", "librosa"),
    ],
)
def test_a_library_that_fails_later_ends_the_work_and_no_track_is_blamed(
    module: str, spoken: str, fake: Callable[[str, str], Path], tmp_path: Path
) -> None:
    sound = music(3.0, 22050, seed=1)[0]
    if module == "av":
        song = tmp_path / "song.mp4"
        with av.open(str(song), "w") as container:
            stream = container.add_stream("aac", rate=22050)
            frame = av.AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
            frame.sample_rate = 22050
            for packet in (*stream.encode(frame), *stream.encode(None)):  # type: ignore[attr-defined]
                container.mux(packet)
        song = song.rename(song.with_suffix(".m4a"))
    else:
        song = tmp_path / "song.wav"
        soundfile.write(song, sound, 22050)
    folder = fake(module, "raise OSError('not as it was built')")
    for words in ((), ("--timeline",)) if module == "av" else ((),):
        done = start("suggest", *words, str(song), paths=(folder,))
        assert done.returncode == 1
        assert f"missing or damaged: {spoken} (not as it was built)" in done.stderr
        assert "failed" not in done.stdout and "Traceback" not in done.stderr


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The code of Tagger with all that lies beside it, of which parts can be taken away."""
    root = tmp_path / "installed"
    root.mkdir()
    (root / "tagger").symlink_to(ROOT / "tagger")
    shutil.copytree(ROOT / "resources", root / "resources", ignore=lambda *_: ["screenshots"])
    (root / "models").mkdir()
    return root


def test_without_its_genres_tagger_names_the_file(installed: Path) -> None:
    file = installed / "resources" / "genres.json"
    for damage, told in ((lambda: file.write_text("["), "cannot be read"), (file.unlink, "there")):
        damage()
        done = start("genres", "list", root=installed)
        assert done.returncode == 1
        assert f"file of Tagger is missing or damaged: {file} (it " in done.stderr
        assert told in done.stderr
    done = start(root=installed, variables={"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1 and str(file) in done.stderr


def test_without_its_model_tagger_names_the_file(installed: Path, tmp_path: Path) -> None:
    song = tmp_path / "song.wav"
    soundfile.write(song, music(3.0, 22050, seed=1)[0], 22050)
    file = installed / "models" / "genre.onnx"
    for content in (None, b"", (ROOT / "models" / "genre.onnx").read_bytes()[:100_000]):
        if content is not None:
            file.write_bytes(content)
        done = start("suggest", str(song), root=installed)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert f"It comes with Tagger, as {file}: download and install Tagger" in done.stderr


def test_the_window_opens_without_its_small_icons_and_translations(
    installed: Path, home: Path
) -> None:
    for file in (*(installed / "resources").rglob("*.svg"), *installed.rglob("*.qm")):
        if file.name != "tagger.svg":
            file.unlink()
    code = (
        "import sys; from PySide6.QtCore import QTimer; from tagger import starting\n"
        "from tagger.ui.main_window import MainWindow\n"
        "class Closing(MainWindow):\n"
        "    def showEvent(self, event):\n"
        "        super().showEvent(event)\n"
        "        self.controller.opened.connect(lambda: QTimer.singleShot(0, self.close))\n"
        "import tagger.ui.app; tagger.ui.app.MainWindow = Closing; sys.exit(starting.main())"
    )
    done = start(
        code=code,
        root=installed,
        variables={"QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "de", "LANG": "de_DE"},
    )
    assert done.returncode == 0, done.stderr
    log = (home / "logs" / "tagger.log").read_text(encoding="utf-8")
    assert "The icon write is missing or damaged" in log
    assert list((home / "logs" / "crashes").iterdir()) == []


def test_a_bug_of_a_command_gives_one_sentence_and_a_report(home: Path) -> None:
    code = (
        "import sys; from tagger import cli, starting\n"
        "def parser(): raise ZeroDivisionError('a bug of ours')\n"
        "cli.parser = parser; sys.exit(starting.main())"
    )
    done = start("doctor", code=code)
    assert done.returncode == 1 and done.stdout == ""
    (report,) = (home / "logs" / "crashes").iterdir()
    assert done.stderr == (
        "tagger: An error in Tagger itself ended it (ZeroDivisionError). A report that you may "
        f"read and send to us is in {report}; nothing was sent.\n"
    )
    assert "ZeroDivisionError: a bug of ours" in report.read_text(encoding="utf-8")


def test_a_bug_on_another_thread_of_a_command_is_told_too(home: Path) -> None:
    code = (
        "import sys, threading; from tagger import cli, starting\n"
        "def main(*_):\n"
        "    thread = threading.Thread(target=lambda: 1 // 0)\n"
        "    thread.start(); thread.join()\n"
        "    return 0\n"
        "cli.main = main; sys.exit(starting.main())"
    )
    done = start("doctor", code=code)
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr
    assert len(list((home / "logs" / "crashes").iterdir())) == 1


def test_every_library_that_is_installed_here_is_whole() -> None:
    for name in ("numpy", "av", "soundfile", "soxr", "librosa", "scipy", "onnxruntime", "onnx"):
        check(name)
    parts.check_for_window()


def test_what_fails_while_a_part_is_loaded_names_the_part() -> None:
    with pytest.raises(BrokenPartError, match="ONNX Runtime .it is not there"):
        raise parts._told("onnxruntime", "it is not there")
    assert "SciPy (odd)" in broken(ImportError("odd", name="scipy._lib")).message
    assert "nothere" in broken(ModuleNotFoundError("x", name="nothere.below")).message
