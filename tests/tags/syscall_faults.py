"""Real writes in which one system call on the song is made to fail, by strace's fault injection.

A process of its own, started by a test or a benchmark: it forks a child for every case, has strace
attached to it, and lets it write two songs as the workflow does. Then it says what is wrong.

    python -m tests.tags.syscall_faults KIND write|undo ERROR[,ERROR ...] [EVERY]

With EVERY as N only each N-th case is tried, with 0 only the last call of each name, each with the
next of the errors.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tagger.paths import find_home
from tagger.records import Policy, WriteStatus
from tagger.tags import copies
from tagger.workflow.jobs import JobContext
from tagger.workflow.recover import recover
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob
from tagger.workflow.write import Intent, WriteJob
from tests.tags.audio_files import audio_bytes, tag_by_mutagen

GENRES = ("Drum & Bass", "日本語")
TOKEN = "0" * 8
_CALL = re.compile(r"^\d+ +(\w+)\(", re.MULTILINE)
_ATTRIBUTE = "user.rating"


@dataclass
class Report:
    """What came of the cases of one kind of file."""

    kind: str
    action: str
    calls: dict[str, int] = field(default_factory=dict)
    """How often an undisturbed write calls the system on the song, its copy and its folder."""
    cases: int = 0
    untouched: int = 0
    """Cases in which the song stayed as it was."""
    complaints: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Song:
    content: bytes
    status: os.stat_result
    attribute: bytes


class Bench:
    """Two songs in a folder and a catalog that knows them, put back before every case."""

    def __init__(self, root: Path, kind: str, action: str) -> None:
        self.action = action
        self.music, self.saved = root / "music", root / "saved"
        self.home, self.log = root / "home", root / "strace.log"
        self.music.mkdir()
        self.songs = [self.music / f"{name}.{kind}" for name in ("song", "another")]
        for seed, song in enumerate(self.songs, 1):
            song.write_bytes(audio_bytes(kind, seed=seed, seconds=0.3))
            tag_by_mutagen(song, ["Old"], b"\x89PNG" * 300)
            song.chmod(0o640)
            try:
                os.setxattr(song, _ATTRIBUTE, b"five")
            except OSError:
                continue
        os.environ["TAGGER_HOME"] = str(self.home)
        forked(self._prepare)
        shutil.copytree(self.home, self.saved)
        self.before = [read_song(song) for song in self.songs]

    def _prepare(self, wait: Callable[[], None]) -> None:
        wait()
        with Session.open(find_home()) as session:
            ScanJob(session, [self.music]).run(JobContext())
            if self.action == "undo":
                _write(session)

    def act(self, wait: Callable[[], None]) -> list[tuple[bool, str]]:
        """For each song whether it was written, and the message."""
        with Session.open(find_home()) as session:
            wait()
            if self.action == "undo":
                undone = UndoJob(session, pick(session)).run(JobContext())
                told = {o.path: (o.status.value == "restored", o.error or "") for o in undone}
            else:
                written = _write(session)
                told = {o.path: (o.status is WriteStatus.WRITTEN, o.error or "") for o in written}
            return [told[song] for song in self.songs]

    def traced(self, fault: str | None) -> list[list[Any]]:
        """The same in a child to which strace is attached."""
        song = self.songs[0]
        copy = song.with_name(f".{song.name}.tagger-{TOKEN}.tmp")
        watched = [part for path in (song, copy, self.music) for part in ("-P", str(path))]
        faults = ["-e", f"inject={fault}"] if fault else []

        def trace(child: int) -> subprocess.Popen[str]:
            command = ["strace", "-f", "-o", str(self.log), *watched, *faults, "-p", str(child)]
            tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            assert tracer.stderr is not None
            if "attached" not in (line := tracer.stderr.readline()):
                raise SystemExit(f"strace: {line}")
            return tracer

        return forked(self.act, trace)

    def settle(self, wait: Callable[[], None]) -> dict[str, Any]:
        """What the next start finds: copies left over, and the journal's word on each song."""
        wait()
        left = [path.name for path in copies.leftover_copies(self.music)]
        with Session.open(find_home()) as session:
            recover(session)
            newest = session.journal.batches()[0].id
            states = {entry.path: entry.state.value for entry in session.journal.entries(newest)}
        return {
            "left": left,
            "left after recovery": [path.name for path in copies.leftover_copies(self.music)],
            "states": [states.get(song, "none") for song in self.songs],
        }

    def restore(self) -> None:
        shutil.rmtree(self.home)
        shutil.copytree(self.saved, self.home)
        for path in self.music.iterdir():
            path.unlink()
        for path, song in zip(self.songs, self.before, strict=True):
            path.write_bytes(song.content)
            path.chmod(song.status.st_mode & 0o777)
            os.utime(path, ns=(song.status.st_atime_ns, song.status.st_mtime_ns))
            if song.attribute:
                os.setxattr(path, _ATTRIBUTE, song.attribute)


def _write(session: Session) -> list[Any]:
    intents = [Intent(track, GENRES, Policy.REPLACE, True) for track in session.tracks.all()]
    return WriteJob(session, intents).run(JobContext())


def read_song(path: Path) -> Song:
    try:
        attribute = os.getxattr(path, _ATTRIBUTE)
    except OSError:
        attribute = b""
    return Song(path.read_bytes(), path.stat(), attribute)


def forked(
    action: Callable[[Callable[[], None]], Any],
    trace: Callable[[int], subprocess.Popen[str]] | None = None,
) -> Any:
    """What a function gives in a child process; where it waits, the child is traced from then."""
    go_read, go_write = os.pipe()
    out_read, out_write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go_write)
        copies.secrets.token_hex = lambda nbytes=None: TOKEN

        def wait() -> None:
            os.write(out_write, b"\n")
            os.read(go_read, 1)

        os.write(out_write, json.dumps(action(wait)).encode())
        os._exit(0)
    os.close(out_write)
    os.close(go_read)
    with open(out_read, "rb") as out:
        out.readline()
        tracer = trace(child) if trace else None
        os.close(go_write)
        told = out.read()
    _, status = os.waitpid(child, 0)
    if tracer is not None:
        tracer.communicate()
    if status != 0:
        cause = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else status
        raise SystemExit(f"the writing process ended with {cause}")
    return json.loads(told)


def complaints(bench: Bench, after: list[Song], told: list[list[Any]], call: str) -> list[str]:
    """What is wrong with the songs and the journal after a write in which `call` failed."""
    wrong: list[str] = []
    present = [read_song(song) if song.exists() else None for song in bench.songs]
    found = forked(bench.settle)
    for index, (song, (written, message)) in enumerate(zip(present, told, strict=True)):
        name = bench.songs[index].name
        old, new = bench.before[index], after[index]
        if song is None or song.content not in (old.content, new.content):
            wrong.append(f"{name} is neither the old file nor the new one")
            continue
        changed = song.content == new.content
        state = found["states"][index]
        if changed != (state == "done"):
            wrong.append(f"{name} is {'new' if changed else 'old'}, the journal says {state}")
        if written and not changed:
            wrong.append(f"{name} was said to be written and was not")
        if not written and changed and "make sure" not in message:
            wrong.append(f"{name} was written, and the message was {message!r}")
        if not written and (message[-1:] not in (".", "?") or "error in Tagger" in message):
            wrong.append(f"no clear message: {message!r}")
        if song.attribute != old.attribute:
            wrong.append(f"{name} lost an extended attribute")
        if song.status.st_mode != old.status.st_mode:
            wrong.append(f"{name} has the mode {song.status.st_mode:o}")
    # strace counts in each thread, so that a fault may hit both songs; one is written all the same.
    if all(
        song and song.content == old.content
        for song, old in zip(present, bench.before, strict=True)
    ):
        wrong.append("the batch did not go on")
    if found["left"] and not call.startswith("unlink"):
        wrong.append(f"a copy was left over: {found['left']}")
    if found["left after recovery"]:
        wrong.append("the next start left a copy where it was")
    others = {p.name for p in bench.music.iterdir()} - {s.name for s in bench.songs}
    if others - set(found["left after recovery"]):
        wrong.append(f"strange files: {others}")
    return wrong


def choose(calls: dict[str, int], errors: list[str], every: int) -> list[tuple[str, str, int]]:
    if every == 0:
        names = zip(calls, itertools.cycle(errors), strict=False)
        return [(call, error, calls[call]) for call, error in names]
    numbers = [(call, number) for call, count in calls.items() for number in range(1, count + 1)]
    return [(call, error, number) for call, number in numbers for error in errors][::every]


def examine(kind: str, action: str, errors: list[str], every: int = 1) -> Report:
    """Every occurrence of every call fails with every error, or a part of these cases."""
    report = Report(kind, action)
    with tempfile.TemporaryDirectory() as root:
        bench = Bench(Path(root).resolve(), kind, action)
        told = bench.traced(None)
        if not all(written for written, _ in told):
            raise SystemExit(f"{kind} cannot be written undisturbed: {told}")
        after = [read_song(song) for song in bench.songs]
        report.calls = dict(Counter(_CALL.findall(bench.log.read_text())))
        for call, error, number in choose(report.calls, errors, every):
            bench.restore()
            told = bench.traced(f"{call}:error={error}:when={number}")
            if "(INJECTED)" not in bench.log.read_text():
                continue
            report.cases += 1
            wrong = complaints(bench, after, told, call)
            report.untouched += bench.songs[0].read_bytes() == bench.before[0].content
            report.complaints += [f"{call} {number} {error}: {text}" for text in wrong]
    return report


if __name__ == "__main__":
    made = examine(sys.argv[1], sys.argv[2], sys.argv[3].split(","), int((*sys.argv, "1")[4]))
    print(json.dumps(asdict(made)))
