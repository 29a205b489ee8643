"""Watch folders: every change is told, once, when the file is still."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tagger.workflow.watch import FolderWatch, Pace, Settling

_PACE = Pace(still=0.3, burst=30.0, step=0.05, roots=0.1)
_CALM = Pace(still=1.0, burst=30.0, step=0.05, roots=0.1)
"""For what must not be told too early, also where a loaded computer lets a test wait."""
_PATIENCE = 15.0
_LOCKED = """
import queue, sys
from pathlib import Path
from tagger.workflow.watch import FolderWatch, Pace

told, troubles = queue.Queue(), []
music = Path(sys.argv[1])

def until(path):
    while path not in told.get(timeout=20):
        pass

watch = FolderWatch(told.put, troubles.append, Pace(0.3, 5.0, 0.05, 60.0))
watch.set_roots([music, music.with_name("other")])
assert watch.watching.wait(20)
for path in ("top.flac", "a/open/b.flac", "c/d/e.flac", "../other/f.flac"):
    (music / path).resolve().write_bytes(b"a")
    until((music / path).resolve())
(music / "new").mkdir()
until(music / "new")
(music / "new" / "g.flac").write_bytes(b"a")
until(music / "new" / "g.flac")
watch.stop()
print(len(troubles))
"""
_FEW_WATCHES = """
import sys, threading
from pathlib import Path
from tagger.workflow.watch import FolderWatch, Pace

troubled, told = threading.Event(), threading.Event()
troubles = []

def trouble(sentence):
    troubles.append(sentence)
    troubled.set()

watch = FolderWatch(lambda paths: told.set(), trouble, Pace(0.1, 1.0, 0.05, 0.1))
watch.set_roots([Path(sys.argv[1])])
assert troubled.wait(20)
watch.settle([Path(sys.argv[1])])
assert told.wait(20), "paths that are to become still are told all the same"
watch.stop()
print(watch.blind, len(troubles), *troubles)
"""


class Watch:
    """A real watch, and what it told."""

    def __init__(self, *roots: Path, pace: Pace = _PACE) -> None:
        self.told: queue.Queue[frozenset[Path]] = queue.Queue()
        self.troubles: list[str] = []
        self.watch = FolderWatch(self.told.put, self.troubles.append, pace)
        self.follow(*roots)

    def follow(self, *roots: Path) -> None:
        self.watch.set_roots(roots)
        assert self.watch.watching.wait(_PATIENCE)

    def next(self) -> frozenset[Path]:
        return self.told.get(timeout=_PATIENCE)

    def until(self, path: Path) -> set[Path]:
        """Everything that is told up to and with a path."""
        found: set[Path] = set()
        while path not in found:
            found |= self.next()
        return found


OpenWatch = Callable[..., Watch]


@pytest.fixture
def open_watch() -> Iterator[OpenWatch]:
    opened: list[Watch] = []

    def watch(*roots: Path, pace: Pace = _PACE) -> Watch:
        opened.append(Watch(*roots, pace=pace))
        return opened[-1]

    yield watch
    for each in opened:
        each.watch.stop()
        assert not each.watch._thread.is_alive()
        assert each.troubles == []


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    (folder / "album").mkdir(parents=True)
    (folder / "album" / "a.flac").write_bytes(b"a")
    return folder


def test_new_changed_and_deleted_files_are_told(open_watch: OpenWatch, music: Path) -> None:
    watch = open_watch(music)
    file, new = music / "album" / "a.flac", music / "album" / "b.flac"
    new.write_bytes(b"b")
    assert watch.next() == {new}
    file.write_bytes(b"longer")
    assert watch.next() == {file}
    file.unlink()
    assert watch.next() == {file}


def test_a_renamed_folder_is_told_by_both_its_names(open_watch: OpenWatch, music: Path) -> None:
    watch = open_watch(music)
    (music / "album").rename(music / "renamed")
    assert watch.next() == {music / "album", music / "renamed"}
    inside = music / "renamed" / "b.flac"
    inside.write_bytes(b"b")
    assert watch.next() == {inside}


def test_a_folder_moved_in_is_told_and_watched(
    open_watch: OpenWatch, music: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside" / "box"
    outside.mkdir(parents=True)
    watch = open_watch(music)
    shutil.move(outside, music / "box")
    assert watch.next() == {music / "box"}
    inside = music / "box" / "c.flac"
    inside.write_bytes(b"c")
    assert watch.next() == {inside}


def test_what_is_no_music_is_not_told(open_watch: OpenWatch, music: Path) -> None:
    watch = open_watch(music)
    (music / "album" / "cover.jpg").write_bytes(b"jpg")
    copy = music / "album" / ".a.flac.tagger-01234567.tmp"
    copy.write_bytes(b"a")
    copy.unlink()
    os.chmod(music / "album", 0o700)
    last = music / "last.flac"
    last.write_bytes(b"z")
    assert watch.until(last) == {last}


def test_a_file_that_grows_is_told_when_it_stands_still(open_watch: OpenWatch, music: Path) -> None:
    watch = open_watch(music, pace=_CALM)
    growing = music / "growing.flac"
    begun = time.monotonic()
    with growing.open("wb") as stream:
        while time.monotonic() - begun < 2 * _CALM.still:
            stream.write(b"x" * 4096)
            stream.flush()
            assert watch.told.empty(), "it is still being copied"
    size = growing.stat().st_size
    assert watch.next() == {growing}
    assert growing.stat().st_size == size


def test_a_thousand_files_are_told_together(open_watch: OpenWatch, music: Path) -> None:
    watch = open_watch(music, pace=_CALM)
    files = {music / f"{place:04}.flac" for place in range(1000)}
    for file in files:
        file.write_bytes(b"x")
    found = watch.next()
    assert found == files


def test_a_folder_that_goes_and_comes_back_is_told_and_watched_again(
    open_watch: OpenWatch, music: Path
) -> None:
    watch = open_watch(music, pace=Pace(still=0.3, burst=0.5, step=0.05, roots=0.1))
    away = music.with_name("in a drawer")
    music.rename(away)
    watch.until(music)
    away.rename(music)
    # Until it was seen that the folder is back, what happens in it is not told by itself.
    found: set[Path] = set()
    for place in range(200):
        new = music / "album" / f"{place}.flac"
        new.write_bytes(b"b")
        with contextlib.suppress(queue.Empty):
            found |= watch.told.get(timeout=0.2)
        if any(path.suffix == ".flac" for path in found):
            break
    assert music in found
    assert any(path.suffix == ".flac" for path in found)


def test_a_folder_that_is_not_there_yet_is_told_when_it_is(
    open_watch: OpenWatch, tmp_path: Path
) -> None:
    folder = tmp_path / "later"
    watch = open_watch(folder)
    folder.mkdir()
    (folder / "a.flac").write_bytes(b"a")
    assert folder in watch.next()


def test_other_folders_may_be_watched_and_none(
    open_watch: OpenWatch, music: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.flac").write_bytes(b"a")
    watch = open_watch(music)
    watch.follow(other)
    (music / "unseen.flac").write_bytes(b"a")
    seen = other / "seen.flac"
    seen.write_bytes(b"a")
    assert watch.next() == {seen}
    watch.follow()
    (other / "unseen.flac").write_bytes(b"a")
    watch.watch.settle([music])
    assert watch.next() == {music}


def test_a_name_that_is_no_text_has_the_whole_folder_looked_through(
    open_watch: OpenWatch, music: Path
) -> None:
    watch = open_watch(music)
    (music / os.fsdecode(b"caf\xe9.flac")).write_bytes(b"a")
    assert music in watch.until(music)
    assert watch.watch.watching.wait(_PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is that of Linux")
def test_more_folders_than_can_be_watched_are_one_sentence_and_no_crash(tmp_path: Path) -> None:
    for place in range(12):
        (tmp_path / str(place)).mkdir()
    limit = "/proc/sys/user/max_inotify_watches"
    script = f'echo 5 > {limit} && exec "$0" -c "$1" "$2"'
    command = ["unshare", "-Ur", "sh", "-c", script, sys.executable, _FEW_WATCHES, str(tmp_path)]
    try:
        able = subprocess.run(["unshare", "-Ur", "test", "-w", limit], capture_output=True)
    except OSError:
        pytest.skip("there is no program unshare to lower the limit with")
    if able.returncode != 0:
        pytest.skip("the limit cannot be lowered here")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    blind, count, sentence = done.stdout.strip().split(" ", 2)
    assert (blind, count) == ("True", "1")
    assert sentence == (
        "Your folders cannot be watched: they are too many, or some may not be read. What changes "
        "in them appears when you come back to this window."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
def test_a_folder_that_may_not_be_read_keeps_nobody_from_watching_the_others(
    tmp_path: Path,
) -> None:
    locked = tmp_path / "music" / "a" / "lost+found"
    for folder in ("music/a/lost+found", "music/a/open", "music/c/d", "other"):
        (tmp_path / folder).mkdir(parents=True)
    locked.chmod(0)
    # Whoever runs the tests may be somebody who may read everything.
    command = ["unshare", "-U", sys.executable, "-c", _LOCKED, str(tmp_path / "music")]
    try:
        able = subprocess.run(["unshare", "-U", "ls", locked], capture_output=True)
        if b"ermission denied" not in able.stderr:
            pytest.skip("rights cannot be taken away here")
        done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    except OSError:
        pytest.skip("there is no program unshare to take rights away with")
    finally:
        locked.chmod(0o700)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0"]


def test_what_is_still_waits_for_a_burst_to_end_but_not_for_ever(tmp_path: Path) -> None:
    settling = Settling(Pace(still=3.0, burst=20.0))
    early, busy = tmp_path / "early.flac", tmp_path / "busy.flac"
    settling.touch(early, 0.0)
    told: dict[float, frozenset[Path]] = {}
    for second in range(30):
        settling.touch(busy, float(second))
        found = settling.take(second + 0.5)
        if found:
            told[second + 0.5] = found
    assert told == {23.5: frozenset({early})}
    assert settling.take(33.0) == {busy}
    assert settling.take(40.0) == frozenset(), "each is told once"


def test_a_file_of_which_only_the_beginning_was_told_is_waited_for(tmp_path: Path) -> None:
    settling = Settling(Pace(still=3.0, burst=20.0))
    file = tmp_path / "copied.flac"
    file.write_bytes(b"x")
    settling.touch(file, 0.0)
    file.write_bytes(b"xx")
    assert settling.take(3.5) == frozenset()
    assert settling.take(6.0) == frozenset()
    assert settling.take(6.5) == {file}
