"""Sentences in the language in use: every one can be said, and is said in German."""

from __future__ import annotations

import ast
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from tagger import wording
from tagger.audio.decode import check_readable, open_sources
from tagger.audio.reasons import KNOWN
from tagger.errors import AudioError, SettingsError, TaggerError
from tagger.genres.own import load_own
from tagger.model.importing import check_import
from tagger.model.library import BUNDLED_FILE
from tagger.paths import bundled_models, resources
from tagger.records import (
    AnalysisStatus,
    FileStamp,
    GenreScore,
    Policy,
    Suggestion,
    Track,
    TrackTags,
)  # fmt: skip
from tagger.settings import OPTIONS, WORKERS, Settings
from tagger.tags.reader import read_tags
from tagger.tags.writer import find_target
from tagger.training.crates import read_crates
from tagger.wording import say, say_count
from tagger.workflow.accept import what_to_accept
from tagger.workflow.changes import Intent, PlannedChange
from tagger.workflow.plans import encode_plan

ROOT = Path(__file__).resolve().parent.parent / "tagger"
FRONT_ENDS = {"ui", "cli.py", "lab", "commands", "console.py", "__main__.py", "starting.py"}
"""Above the floors whose sentences are said: they have words of their own."""
A_FEW = {
    "{count:,} tracks in {folder}": "{folder}: {count:,} Titel",
    "{count} track": "{count} Titel",
    "{share:.1%} of {count}": "{share:.1%} von {count}",
}


def translated() -> dict[str, str]:
    """What the app has for each sentence."""
    file = resources() / "translations" / "sentences_de.ts"
    found = {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in ET.parse(file).getroot().iter("message")
    }
    return {source: translation for source, translation in found.items() if translation}


@pytest.fixture
def _a_few_in_german() -> Iterator[None]:
    wording.use(lambda text: A_FEW.get(text, text), ".", ",", "\u202f%")
    yield
    wording.use_english()


@pytest.fixture
def german() -> Iterator[dict[str, str]]:
    sentences = translated()
    wording.use(lambda text: sentences.get(text, text), ".", ",", "\u202f%")
    yield sentences
    wording.use_english()


def test_without_a_language_a_sentence_is_said_as_the_code_holds_it() -> None:
    assert say("{count:,} tracks in {folder}", count=12345, folder="a") == "12,345 tracks in a"
    assert say("{share:.1%} of {count}", share=0.5, count=2024) == "50.0% of 2024"


@pytest.mark.usefixtures("_a_few_in_german")
def test_a_sentence_follows_the_language_and_its_marks_for_numbers() -> None:
    assert say("{count:,} tracks in {folder}", count=12345, folder="a,b.c") == "a,b.c: 12.345 Titel"
    assert say("{share:.1%} of {count}", share=0.5, count=2024) == "50,0\u202f% von 2024"
    assert say("{name} of {count}", name="100% Rock", count=1) == "100% Rock of 1"


@pytest.mark.usefixtures("_a_few_in_german")
def test_what_has_no_translation_is_said_in_english() -> None:
    assert say("No such {thing}.", thing="word") == "No such word."


@pytest.mark.parametrize("language", [wording.use_english, lambda: wording.use(lambda text: text)])
def test_braces_in_a_value_are_left_alone(language: Callable[[], None]) -> None:
    language()
    assert say("{name!r} is {it} of {{}}.", name="{0} {x", it="}{") == "'{0} {x' is }{ of {}."
    assert say("{text}", text="{text}") == "{text}"
    wording.use_english()


@pytest.mark.usefixtures("german")
def test_how_likely_a_genre_is_is_said_as_german_writes_it() -> None:
    suggestion = Suggestion(AnalysisStatus.OK, (GenreScore("Rock", 0.614),))
    said = {what_to_accept(suggestion, least)[1] for least in (None, 0.7)}
    likely = "Rock ist nur zu 61\u202f% wahrscheinlich."
    assert said == {likely, f"Unsicher: {likely}"}
    track = Track(1, Path("/music/a.mp3"), FileStamp(1, 1), "mp3", b"music", TrackTags())
    change = PlannedChange(Intent(track, ("Rock",), Policy.REPLACE), ("Rock",))
    plan = encode_plan([change], {1: suggestion}, None, "Tagger").decode()
    assert "Gehört: Rock 61\u202f%." in plan


def test_one_is_said_differently_from_many() -> None:
    assert say_count(1, "{count} track", "{count} tracks") == "1 track"
    assert say_count(0, "{count} track", "{count} tracks") == "0 tracks"
    assert say_count(2, "{count} of {name}", "{count} by {name}", name="x") == "2 by x"


@pytest.mark.usefixtures("_a_few_in_german")
def test_workers_say_their_sentences_in_the_language_that_the_window_set() -> None:
    said: list[str] = []
    workers = [
        threading.Thread(target=lambda: said.append(say("{count} track", count=3)))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert said == ["3 Titel"] * 4


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_translation_has_the_places_of_its_sentence() -> None:
    sentences = translated()
    assert len(sentences) > 500
    for source, translation in sentences.items():
        assert fields(translation) == fields(source), source
        assert all(name.isidentifier() for name in fields(source)), source


def test_every_translation_takes_the_values_that_its_sentence_takes() -> None:
    for source, translation in translated().items():
        numbers = {
            name for _, name, spec, _ in Formatter().parse(source) if name and spec and spec != "s"
        }
        values = {name: 1 if name in numbers else "{}" for name in fields(source)}
        assert translation.format(**values).count("{}") == len(values) - len(numbers), source


@cache
def modules() -> list[tuple[str, ast.Module]]:
    """The modules below the front ends, and what they are called."""
    return [
        (str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8")))
        for file in sorted(ROOT.rglob("*.py"))
        if file.relative_to(ROOT).parts[0] not in FRONT_ENDS
    ]


def calls(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function with a plain name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def test_every_sentence_gets_the_values_that_it_has_places_for() -> None:
    wrong: list[str] = []
    for place, module in modules():
        for name, call in calls(module):
            match name, call.args:
                case "say", [ast.Constant(value=str(text))]:
                    wanted = [fields(text)]
                case "say_count", [_, ast.Constant(value=str(one)), ast.Constant(value=str(many))]:
                    wanted = [fields(text) - {"count"} for text in (one, many)]
                case _:
                    continue
            given = {keyword.arg for keyword in call.keywords}
            if any(names != given for names in wanted):
                wrong.append(f"{place}:{call.lineno} gives {given} where {wanted} is wanted")
    assert wrong == []


def errors_with_a_sentence() -> set[str]:
    """The names of `TaggerError`, and of all that tell a person why, wherever they are declared."""
    found = {"TaggerError", "WireError", "StatisticsFileError", "_RefusedError"}
    classes = [
        (node.name, {base.id for base in node.bases if isinstance(base, ast.Name)})
        for _, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    ]
    size = 0
    while len(found) > size:
        size = len(found)
        found |= {name for name, bases in classes if bases & found}
    return found


def is_untold(node: ast.AST) -> bool:
    """Whether an expression is words that no language was asked for.

    What only joins sentences, as f"{one} {other}" does, has no words of its own.
    """
    match node:
        case ast.Constant(value=str(text)):
            return re.search(r"[^\W\d_]{2}", text) is not None
        case ast.JoinedStr(values=parts):
            return any(is_untold(part) for part in parts)
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            return is_untold(left) or is_untold(right)
        case ast.BoolOp(values=parts):
            return any(map(is_untold, parts))
    return False


def untold(module: ast.Module, errors: set[str]) -> Iterator[ast.expr]:
    for name, call in calls(module):
        told = [keyword.value for keyword in call.keywords if keyword.arg in ("error", "reason")]
        if name in errors:
            told += call.args[:1]
        elif name == "explain_os_error":
            told += call.args[1:]
        elif name == "Option":
            told += call.args[2:3]
        yield from filter(is_untold, told)
    for node in ast.walk(module):
        match node:
            case ast.Assign(targets=[ast.Attribute(attr="title")], value=value):
                if is_untold(value):
                    yield value
            case ast.Call(func=ast.Attribute(attr="fail" | "failed" | "tell"), args=args):
                yield from filter(is_untold, args)


def test_no_error_reason_or_title_is_in_english_alone() -> None:
    errors = errors_with_a_sentence()
    assert {"DamagedFile", "VocabularyError", "CrateError", "ModelError"} <= errors
    found = [
        f"{place}:{node.lineno}: {ast.unparse(node)}"
        for place, module in modules()
        for node in untold(module, errors)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('raise ModelError("It is damaged.")', 1),
        ('raise ModelError(f"{path} is damaged.", path)', 1),
        ('raise ModelError("It is " + how)', 1),
        ('raise ModelError(found or "It is damaged.")', 1),
        ('Track(error="It is damaged.")', 1),
        ('explain_os_error(error, f"Could not read {path}")', 1),
        ('self.title = "Scanning"', 1),
        ('journal.fail(entry, "It was stopped.")', 1),
        ('raise ModelError(say("It is damaged."), path)', 0),
        ('raise ModelError(f"{reason} {remedy}")', 0),
        ('raise ValueError("2 rows")', 0),
    ],
)
def test_words_that_no_language_was_asked_for_are_found(code: str, count: int) -> None:
    assert len(list(untold(ast.parse(code), {"ModelError"}))) == count


def hostile(folder: Path) -> list[Callable[[], object]]:
    """What goes wrong with files that are not what their names say."""
    text, empty, missing = folder / "song.mp3", folder / "empty.flac", folder / "gone.mp3"
    text.write_text("This is no music.\n" * 100)
    empty.touch()
    (folder / "sound.flac").write_bytes(b"OggS" + bytes(100))
    (folder / "list.xml").write_text("<nothing/>")
    (folder / "model.onnx").write_bytes(b"no model")
    (folder / "genres.json").write_text("[1]")
    (folder / "settings.json").write_text("[]")
    return [
        lambda: read_tags(text).error,
        lambda: read_tags(empty).error,
        lambda: read_tags(folder / "sound.flac").error,
        lambda: read_tags(missing),
        lambda: read_tags(folder / "list.xml"),
        lambda: find_target(missing),
        lambda: check_readable(empty),
        lambda: read_crates(folder / "list.xml"),
        lambda: check_import(folder / "model.onnx", bundled_models() / BUNDLED_FILE),
        lambda: load_own(folder / "genres.json"),
        lambda: Settings.load(folder / "settings.json"),
        lambda: WORKERS.check(1000),
    ]


def told(what: Callable[[], object]) -> str:
    try:
        return str(what())
    except TaggerError as error:
        return error.message


def test_what_goes_wrong_is_told_in_german_while_that_is_the_language(
    tmp_path: Path, german: dict[str, str]
) -> None:
    tries = hostile(tmp_path)
    in_german = [told(what) for what in tries]
    wording.use_english()
    in_english = [told(what) for what in tries]
    assert in_german[0] == (
        "song.mp3 ist beschädigt oder keine MP3-Datei (kein MPEG-Frame gefunden)."
    )
    assert in_german[1] == (
        "empty.flac ist leer (0 Byte). Wurde die Datei vollständig kopiert oder heruntergeladen?"
    )
    assert in_german[2] == "sound.flac heißt wie eine FLAC-Datei, der Inhalt ist aber Ogg."
    assert in_english[2] == "sound.flac is named like a FLAC file, but its content is Ogg."
    assert in_german[3].endswith(
        "gone.mp3 konnte nicht gelesen werden: Das Gesuchte ist nicht mehr da. Wurde es verschoben "
        "oder das Laufwerk abgezogen?"
    )
    assert in_german[-1] == (
        "Die Einstellung „workers“ muss zwischen 0 und 64 liegen, nicht bei 1000."
    )
    english = re.compile(r"\b(the|is|it|its|was|not|cannot|could|holds|and)\b", re.IGNORECASE)
    for first, second in zip(in_german, in_english, strict=True):
        assert not english.search(first), first
        assert english.search(second), second


def test_the_words_of_a_library_are_passed_on_in_german_where_they_are_known(
    tmp_path: Path, german: dict[str, str]
) -> None:
    sound = tmp_path / "sound.ogg"
    sound.write_bytes(b"OggS" + bytes(range(256)) * 20)
    with pytest.raises(AudioError) as caught:
        next(open_sources(sound))
    reason = str(caught.value).removeprefix("Der Ton ließ sich nicht öffnen: ").rstrip(".")
    assert reason in {german[words] for words in KNOWN}
    wording.use_english()
    assert wording.pass_on("Stream not found") == "Stream not found"


def test_every_setting_is_explained_in_german(german: dict[str, str]) -> None:
    for option in OPTIONS:
        assert say(option.help) == german[option.help] != option.help


def test_an_error_stays_in_the_language_in_which_it_was_told(german: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        WORKERS.check(-1)
    wording.use_english()
    assert str(caught.value).startswith("Die Einstellung „workers“")
