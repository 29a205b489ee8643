"""What is different where Tagger is a bundle: one program, without a Python that runs another."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tagger import starting
from tagger.workflow import drives, neighbour_layout, neighbour_process

ROOT = Path(__file__).resolve().parent.parent / "tagger"


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ({"LD_LIBRARY_PATH": "/b/_internal"}, {}),
        (
            {"LD_LIBRARY_PATH": "/b/_internal:/opt/own", "LD_LIBRARY_PATH_ORIG": "/opt/own"},
            {"LD_LIBRARY_PATH": "/opt/own"},
        ),
        ({"LD_LIBRARY_PATH": "/opt/own"}, {"LD_LIBRARY_PATH": "/opt/own"}),
        ({"PATH": "/bin"}, {"PATH": "/bin"}),
    ],
)
def test_programs_of_the_system_get_the_systems_libraries(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, str], left: dict[str, str]
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/b/_internal", raising=False)
    environment = dict(found)
    starting._give_library_path_back(environment)
    assert environment == left


def test_from_source_the_library_path_is_the_persons_own() -> None:
    environment = {"LD_LIBRARY_PATH": "/opt/own"}
    starting._give_library_path_back(environment)
    assert environment == {"LD_LIBRARY_PATH": "/opt/own"}


def test_a_bundle_offers_no_map_that_would_need_a_second_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neighbour_process, "PACKAGES", ("pytest",))
    assert neighbour_layout.installed()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not neighbour_layout.installed()


def test_only_what_a_bundle_does_not_offer_starts_a_second_python() -> None:
    """`sys.executable` is the bundle itself there: it knows no -m, no -c and no script."""
    starting_python = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("sys.executable", "ProcessPoolExecutor", "multiprocessing.Process")
        )
    }
    # The lab is no part of a bundle; paths.py asks where the program lies.
    assert starting_python - {"paths.py"} == {"lab/rounds.py", "workflow/neighbour_layout.py"}


def test_a_drive_whose_name_is_not_ascii_is_found_without_a_locale() -> None:
    table = "//me@nas/m on /Volumes/Müsik (smbfs, nodev, nosuid)\n/dev/disk1 on / (apfs, local)\n"
    found = drives._told_by_mount(table.encode() + b"x on /Volumes/\xff (hfs)\n")
    assert found[:2] == [(Path("/Volumes/Müsik"), "smbfs"), (Path("/"), "apfs")]
    assert found[2][1] == "hfs"


WITHOUT_STREAMS = """
import subprocess
import sys
import wave
from pathlib import Path

sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
from tagger.starting import window

try:
    code = window(sys.argv[2:])
except SystemExit as end:
    code = end.code
Path(sys.argv[1]).write_text(str(code))
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["doctor"], 0),
        (["scan", "music"], 0),
        (["history", "--json"], 1),
        (["--help"], 0),
        (["no-such-command"], 2),
    ],
)
def test_a_windowed_program_of_windows_runs_commands_without_any_stream(
    tmp_path: Path, words: list[str], code: int
) -> None:
    (tmp_path / "music").mkdir()
    with wave.open(str(tmp_path / "music" / "song.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16000))
    result = tmp_path / "code"
    done = subprocess.run(
        [sys.executable, "-P", "-c", WITHOUT_STREAMS, result, *words],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert result.read_text() == str(code)
