"""Train on my library, as a command: what is printed, and what trouble does not change."""

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

from tagger import cli
from tagger.console import Console
from tagger.model.library import list_models
from tagger.paths import bundled_models, find_home
from tagger.records import Decision, DecisionKind
from tagger.settings import ACTIVE_MODEL, Settings
from tagger.workflow import train as training
from tagger.workflow.jobs import Progress
from tagger.workflow.session import Session

from .conftest import Ran, Run, state
from .songs import genre_folder, silence, song

ROOT = Path(__file__).resolve().parents[2]
Tell = Callable[..., Ran]

pytestmark = pytest.mark.skipif(
    not (bundled_models() / "genre.onnx").is_file(), reason="the bundled model is not there"
)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], home: Path) -> Tell:
    """A command in this process, which starts sooner than one of its own."""

    def tell(*words: str | Path) -> Ran:
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as wrong:
            code = int(str(wrong.code))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return tell


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two genres by four artists each; one is new to the bundled model."""
    folder = tmp_path / "music"
    for seed, genre in enumerate(("Zouk", "Jazz")):
        genre_folder(folder / genre, 4, seed)
    return folder


@pytest.fixture
def present(tell: Tell, music: Path) -> Iterator[str]:
    """The name of a model of one's own that is in use, and is after the test, to the byte."""
    assert tell("train", music, "--name", "Present", "--use").code == 0
    file = find_home().models / "Present.onnx"
    before = file.read_bytes()
    yield "Present"
    assert Settings.load(find_home().settings).get(ACTIVE_MODEL) == "Present"
    assert file.read_bytes() == before
    with Session.open(find_home()) as session:
        assert session.listener().model.info.name == "Present"


def models() -> dict[str, str | None]:
    """The person's own models and what is wrong with each; nothing lies beside them."""
    names = {info.name: info.error for info in list_models(find_home()) if not info.bundled}
    assert {path.name for path in find_home().models.iterdir()} == {f"{n}.onnx" for n in names}
    return names


def test_a_new_genre_is_learned_and_suggested_once_the_model_is_used(
    run: Run, music: Path, tmp_path: Path
) -> None:
    before = state(music)
    ran = run("train", music, "--name", "Dance", "--json")
    assert (ran.code, ran.stderr) == (0, "")
    examples, findings, result = ran.lines
    assert [line["kind"] for line in ran.lines] == ["examples", "findings", "result"]
    assert examples["genres"] == [
        {"genre": "Jazz", "tracks": 4, "artists": 4, "new": False},
        {"genre": "Zouk", "tracks": 4, "artists": 4, "new": True},
    ]
    assert (examples["failures"], examples["lost"], findings["failures"]) == ([], [], [])
    assert {thin["genre"]: thin["missing_tracks"] for thin in findings["thin"]} == {
        "Jazz": 6,
        "Zouk": 6,
    }
    assert (result["name"], result["used"], result["error"]) == ("Dance", False, None)
    assert Path(result["path"]).is_file()
    assert result["new_genres"] == ["Zouk"]
    judged = result["evaluation"]
    assert judged["accuracy"]["total"] == 8
    assert judged["present"]["name"] == "Tagger"
    assert judged["comparison"]["tracks"] == 8
    assert judged["confusion"]["truth"] == ["Jazz", "Zouk"]
    assert [sum(row) for row in judged["confusion"]["counts"]] == [4, 4]
    assert {each["genre"] for each in judged["by_genre"]} == {"Jazz", "Zouk"}
    assert run("models", "use", "Dance").code == 0
    (said,) = run("suggest", music / "Zouk" / "0.flac", "--json").lines
    assert "Zouk" in {score["genre"] for score in said["genres"]}
    assert state(music) == before, "no file of music was touched"


def test_the_result_reads_as_a_person_wants_it(tell: Tell, music: Path, tmp_path: Path) -> None:
    genre_folder(music / "Kompa", 2, seed=7)
    ran = tell("train", music, "--leave-out", "jazz")
    assert (ran.code, ran.stderr) == (0, "")
    for sentence in (
        "10 examples in 3 genres:",
        "New to the model: Kompa, Zouk.",
        "On 4 tracks by artists that it had not heard",
        "Tagger (in use)",
        "95 % interval",
        "macro F1",
        "Kompa: cannot be checked yet: needs 3 artists, has 2",
        "Zouk: has 4 tracks by 4 artists; 6 more tracks would help",
        "95 % of its answers are right cannot be said yet",
        "Saved as “My genres”",
        "“tagger models use 'My genres'” has it suggest; until then nothing changes.",
    ):
        assert sentence in ran.stdout, sentence
    assert ("than “Tagger”" in ran.stdout) or ("No clear difference to “Tagger”" in ran.stdout)
    assert models() == {"My genres": None}
    assert Settings.load(find_home().settings).get(ACTIVE_MODEL) == ""
    (music / "Jazz").rename(music / "Weltmusik")
    german = tell("train", music, "--dry-run", "--leave-out", "weltmusik", "--json")
    assert set(german.lines[-1]["genres"]) == {"Zouk", "Kompa"}, "any name of a genre leaves it out"
    dry = tell("train", music, "--dry-run")
    assert "No model was kept (--dry-run)." in dry.stdout
    assert models() == {"My genres": None}
    again = tell("train", music)
    assert "Saved as “My genres 2”" in again.stdout, "no model is replaced unasked"


def test_tags_playlists_and_decisions_teach_beside_folders(
    tell: Tell, music: Path, tmp_path: Path
) -> None:
    tagged = [song(tmp_path / "tagged" / f"{n}.flac", 50 + n, genre="Kompa") for n in range(3)]
    listed = [song(tmp_path / "listed" / f"{n}.flac", 60 + n) for n in range(3)]
    playlist = tmp_path / "Semba.m3u8"
    playlist.write_text("\n".join(map(str, listed)))
    decided = song(tmp_path / "decided" / "song.flac", 70)
    tell("scan", decided)
    with Session.open(find_home()) as session:
        (track,) = session.tracks.below(decided)
        decision = Decision(track.id, DecisionKind.CHOSEN, ("Kizomba",), 1.0)
        session.decisions.store([decision], None)
    ran = tell("train", tagged[0].parent, playlist, "--from-tags", "--decisions", "--json")
    assert ran.code == 0, ran.stderr
    learned = {each["genre"]: each["tracks"] for each in ran.lines[0]["genres"]}
    assert learned == {"Kompa": 3, "Semba": 3, "Kizomba": 1}
    assert ran.lines[-1]["sources"] == {"tags": 3, "crate": 3, "decision": 1}
    added = tell("train", music / "Zouk", "--add-to", "my genres", "--json")
    assert added.code == 0, added.stderr
    assert added.lines[-1]["name"] == "My genres"
    assert added.lines[-1]["genres"] == {"Zouk": 4, "Kompa": 3, "Semba": 3, "Kizomba": 1}
    song(music / "Zouk" / "another.flac", 80)
    refreshed = tell("train", "--add-to", "My genres", "--json")
    assert refreshed.lines[-1]["genres"]["Zouk"] == 5, "its own folders are gathered again"
    assert models() == {"My genres": None}


def test_a_model_tells_its_examples_and_forgets_them(tell: Tell, present: str, music: Path) -> None:
    assert tell("train", music, "--name", "Dance").code == 0
    taught = tell("models", "examples", "Dance", "--json").lines
    assert sorted(each["path"] for each in taught) == sorted(map(str, music.rglob("*.flac")))
    gone = tell("models", "forget", "Dance", "--track", music / "Zouk" / "0.flac", "--json")
    assert gone.lines[0]["forgotten"] == 1
    assert gone.lines[0]["accuracy"]["total"] == 7
    forgot = tell("models", "forget", "Dance", "--genre", "ZOUK")
    assert "“Dance” has forgotten 3 examples, as if never met." in forgot.stdout
    out = {e["path"] for e in tell("models", "examples", "Dance", "--json").lines if e["taken_out"]}
    assert out == {str(path) for path in (music / "Zouk").iterdir()}
    for words, why in (
        (("forget", "Dance"), "Say what it is to forget"),
        (("forget", "Dance", "--genre", "Polka"), "Nothing of that is among the 4 examples"),
        (("forget", "Dance", "--folder", music), "Delete the model instead."),
        (("forget", "Tagger", "--genre", "Jazz"), "was not taught here"),
        (("examples", "nobody"), "There is no model called"),
    ):
        ran = tell("models", *words)
        assert ran.code in (1, 2)
        assert why in ran.stderr, ran.stderr


REFUSED: list[tuple[list[str], int, str]] = [
    ([], 2, "Say what to learn from: folders that are named by genre"),
    (["{music}", "--use", "--dry-run"], 2, "no model is kept that could be used"),
    (["{music}", "--replace"], 2, "Say with --name which model is to be replaced."),
    (["{music}", "--parent", "Zouk"], 2, "--parent takes GENRE=PARENT"),
    (["{music}/Zouk/0.flac"], 2, "is a file. Give a folder that is named by its genre"),
    (["{music}", "--parent", "Zouk=Nowhere"], 1, "its parent “Nowhere” is no genre"),
    (["{music}", "--parent", "Polka=Folk"], 1, "no example is of the genre “Polka”"),
    (["{music}", "--leave-out", "Polka"], 1, "There are: Jazz, Zouk."),
    (["{music}", "--leave-out", "Jazz", "--leave-out", "Zouk"], 1, "every genre"),
    (["{music}", "--name", "present"], 1, "There is a model called “Present” already."),
    (["{music}", "--name", "a/b"], 1, "A model cannot be called “a/b”."),
    (["{music}", "--add-to", "nobody"], 1, "There is no model called"),
    (["{music}", "--add-to", "Tagger"], 1, "Teach a model of your own."),
    (["{music}/empty"], 1, "There is no example of any genre. Choose folders"),
    (["{music}/gone"], 1, "There is no file or folder"),
    (["--crate", "{music}/gone.m3u"], 1, "gone.m3u: Could not read"),
    (["{silent}"], 1, "only silence. Choose other music."),
]


def test_what_cannot_be_done_is_said_in_a_sentence(tell: Tell, present: str, music: Path) -> None:
    (music / "empty").mkdir()
    silence(music / "silent" / "Jazz" / "0.flac")
    silent = music.parent / "silent"
    (music / "silent").rename(silent)
    for words, code, why in REFUSED:
        ran = tell("train", *(word.format(music=music, silent=silent) for word in words))
        assert ran.code == code, words
        assert why in ran.stderr, ran.stderr
        assert "Traceback" not in ran.stderr
        assert models() == {"Present": None}


def test_what_cannot_be_learned_from_is_named_and_the_rest_is_learned(
    tell: Tell, present: str, music: Path
) -> None:
    broken = music / "Zouk" / "broken.mp3"
    broken.write_bytes(b"no MP3 at all" * 99)
    playlist = music / "Zouk.m3u"
    playlist.write_text("gone.mp3\n")
    (music / "damaged.nml").write_text("<NML")
    ran = tell("train", music, playlist, music / "damaged.nml", "--name", "New")
    assert ran.code == 1
    for words in (
        f"{broken}: broken.mp3 is damaged, or no MP3 file",
        "gone.mp3: The library has no file of this name. (playlist “Zouk”)",
        "damaged.nml",
    ):
        assert words in ran.stderr, ran.stderr
    assert "Learned from 8 examples." in ran.stdout
    told = tell("train", music, playlist, "--name", "New", "--replace", "--json")
    assert (told.code, told.stderr) == (1, "")
    examples, findings, result = told.lines
    assert [each["path"] for each in findings["failures"]] == [str(broken)]
    assert [each["error"] for each in examples["lost"]] == ["The library has no file of this name."]
    assert result["examples"] == 8


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
