"""Killing the writer at every step: the file is the old one or the new one, and we know which."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tagger.tags.copies import leftover_copies
from tagger.tags.reader import read_tags
from tagger.tags.undo import Settled, settle
from tests.tags.audio_files import WRITABLE, make, tag_by_mutagen
from tests.tags.killed_writer import POINTS, load_record

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@pytest.fixture(scope="module")
def wreckage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders that the killed writers left: one for each format and point."""
    folder = tmp_path_factory.mktemp("kills")
    songs = []
    for kind in WRITABLE:
        song = make(folder, kind)
        tag_by_mutagen(song, ["Old"], b"picture" * 1000)
        songs.append(str(song))
    command = [sys.executable, "-m", "tests.tags.killed_writer", str(folder), *songs]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr + done.stdout
    return folder


@pytest.mark.parametrize("undo", [False, True], ids=["write", "undo"])
@pytest.mark.parametrize("index", range(len(POINTS)), ids=POINTS)
@pytest.mark.parametrize("kind", WRITABLE)
def test_a_kill_leaves_the_old_file_or_the_new_one(
    wreckage: Path, kind: str, index: int, undo: bool
):
    folder = wreckage / f"{kind}-{undo}-{index}"
    song = folder / f"song.{kind}"
    original = (wreckage / f"song.{kind}").read_bytes()
    old = (folder / "written").read_bytes() if undo else original
    point = POINTS[index]
    replaced = point in ("after: replace", "done") or point.endswith("sync the folder")
    content = song.read_bytes()
    if not replaced:
        assert content == old
    elif undo:
        assert content == original
    else:
        assert read_tags(song).tags.genres == ("Rock", "Jazz")
    if (folder / "prepared").exists():
        record = load_record(folder)
        expected = Settled.NEW if replaced else Settled.OLD
        assert settle(song, record.sha256_before, record.sha256_after) is expected
    else:
        assert not replaced, "no file is replaced before its undo record is durable"
    for copy in leftover_copies(folder):
        assert not replaced
        copy.unlink()
    names = {entry.name for entry in folder.iterdir()}
    assert names <= {song.name, "planned", "prepared", "done", "first", "written"}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_system_calls_come_in_the_order_that_survives_a_power_cut(tmp_path: Path):
    song = make(tmp_path, "mp3")
    journal = tmp_path / "journal"
    journal.mkdir()
    program = (
        "import sys, pathlib; from tests.tags.killed_writer import DurableJournal, safe_write\n"
        "safe_write(pathlib.Path(sys.argv[1]), ['Rock'],"
        " DurableJournal(pathlib.Path(sys.argv[2]), ''))"
    )
    trace = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(trace), sys.executable, "-c", program]
    done = subprocess.run([*command, str(song), str(journal)], cwd=ROOT, capture_output=True)
    if done.returncode:
        pytest.skip(f"strace may not trace here: {done.stderr.decode()[-200:]}")
    steps = []
    for line in trace.read_text().splitlines():
        for mark, step in (
            (f"<{journal}/planned>", "planned"),
            (".tmp>", "sync the copy"),
            (f"<{journal}/prepared>", "prepared"),
            (f"<{tmp_path}>", "sync the folder"),
            (f"<{journal}/done>", "done"),
        ):
            if "sync(" in line and mark in line:
                steps.append(step)
        if "rename" in line and ".tagger-" in line:
            steps.append("replace")
    assert steps == ["planned", "sync the copy", "prepared", "replace", "sync the folder", "done"]
