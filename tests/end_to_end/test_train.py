"""Train on my library, as a command: what is printed, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.paths import bundled_models, find_home
from tagger.records import Decision, DecisionKind
from tagger.settings import ACTIVE_MODEL, Settings
from tagger.workflow.session import Session

from .conftest import Run, Tell, models, state
from .songs import genre_folder, silence, song

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (bundled_models() / "genre.onnx").is_file(), reason="the bundled model is not there"
)


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
        "95% interval",
        "macro F1",
        "Kompa: cannot be checked yet: needs 3 artists, has 2",
        "Zouk: has 4 tracks by 4 artists; 6 more tracks would help",
        "95% of its answers are right cannot be said yet",
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
