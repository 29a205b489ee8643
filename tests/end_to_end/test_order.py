"""The order of one write's system calls, through the real catalog: a kill cannot show a missing
sync, but a power cut would."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tags.audio_files import make, tag_by_mutagen

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from tests.end_to_end.killed_batch import Library
library = Library(Path(sys.argv[1]), Path(sys.argv[2]), Path())
library.write()
if sys.argv[3:] == ["undo"]:
    library.undo()
"""
SCAN = """
import sys
from pathlib import Path
from tagger.paths import find_home
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
with Session.open(find_home(sys.argv[2])) as session:
    ScanJob(session, [Path(sys.argv[1])]).run(JobContext())
"""
CALLS = "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,utimensat,fchmod,chmod,setxattr"
STATES = ("planned", "prepared", "done")
ORDER = [
    "commit planned",
    "sync the copy",
    "commit prepared",
    "replace",
    "sync the folder",
    "commit done",
]


def _completed(trace: str) -> Iterator[str]:
    """The system calls in the order in which they ended, each on one line."""
    begun: dict[str, str] = {}
    for line in trace.splitlines():
        # strace pads a process number of fewer than five digits.
        process, call = line.split(maxsplit=1)
        if call.endswith("<unfinished ...>"):
            begun[process] = call
        elif " resumed>" in call:
            yield begun.pop(process, "") + call
        else:
            yield call


def _steps(trace: str, music: Path, home: Path) -> Iterator[str]:
    """What the calls mean. A commit is named by the state of the entry that it first stores."""
    log, stored, state = f"<{home}/catalog.db-wal>", "", ""
    for call in _completed(trace):
        if call.startswith("pwrite64") and log in call:
            found = [name for name in STATES if name in call]
            state = found[-1] if found else state
        elif "sync(" in call and log in call:
            if state != stored:
                stored = state
                yield f"commit {state}"
        elif "sync(" in call and f"<{music}>" in call:
            yield "sync the folder"
        elif "sync(" in call and ".tmp>" in call:
            yield "sync the copy"
        elif call.startswith("rename") and ".tagger-" in call:
            yield "replace"
        elif re.match(r"\w+\(", call) and ".tmp" in call:
            yield "change the copy"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("undo", [False, True], ids=["write", "undo"])
def test_the_catalog_the_copy_and_the_folder_are_synced_in_the_order_that_survives_a_power_cut(
    tmp_path: Path, undo: bool
) -> None:
    music, home, trace = tmp_path / "music", tmp_path / "home", tmp_path / "trace"
    music.mkdir()
    tag_by_mutagen(make(music, "mp3"), ["Rock"])
    python = [sys.executable, "-c"]
    subprocess.run([*python, SCAN, str(music), str(home)], cwd=ROOT, check=True)
    command = ["strace", "-f", "-y", "-s", "9000", "-e", f"trace={CALLS}", "-o", str(trace)]
    command += [*python, PROGRAM, str(music), str(home), *(["undo"] if undo else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    if done.returncode and b"ptrace" in done.stderr.lower():
        pytest.skip(f"strace may not trace here: {done.stderr.decode()[-200:]}")
    assert done.returncode == 0, done.stderr.decode()
    steps = list(_steps(trace.read_text(errors="replace"), music, home))
    changes = [number for number, step in enumerate(steps) if step == "change the copy"]
    syncs = [number for number, step in enumerate(steps) if step == "sync the copy"]
    assert changes and len(syncs) == 1 + undo
    for number in changes:
        synced = next(place for place in syncs if place > number)
        assert steps[number:synced] == ["change the copy"] * (synced - number), "none after a sync"
    assert [step for step in steps if step != "change the copy"] == ORDER * (1 + undo)
