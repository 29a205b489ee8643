"""The translations agree with the sources, and the command that updates them does."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("window", "sentences")
SHOWN = {
    *("QAction", "QCheckBox", "QGroupBox", "QLabel", "QMenu", "QPushButton", "QRadioButton"),
    *("ElidedLabel", "PlainLabel", "addAction", "addItem", "addMenu", "addRow", "addTab"),
    *("drawText", "setAccessibleDescription", "setAccessibleName", "setHeaderLabels"),
    *("setInformativeText", "setLabelText", "setPlaceholderText", "setPrefix", "setStatusTip"),
    *("setSuffix", "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle"),
    *("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    *("counted", "explain", "notice", "show_text"),
}
"""Functions whose texts a person reads."""
PROPER_NAMES = {"Tagger", "JSON (*.json)"}


@pytest.fixture
def translations(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("translations")


@pytest.fixture(params=NAMES)
def catalog(translations: ModuleType, request: pytest.FixtureRequest) -> Any:
    return next(each for each in translations.CATALOGS if each.name == request.param)


def entries(translations: ModuleType, catalog: Any) -> list[tuple[str, str, str]]:
    """Context, source and translation of every text."""
    held = translations.read(catalog.file("de"))
    return [(text.context, text.source, entry.translation) for text, entry in held.items()]


def test_the_catalogs_hold_exactly_what_the_sources_say(translations: ModuleType, catalog: Any):
    texts, problems = translations.extract(catalog)
    assert problems == []
    held = translations.read(catalog.file("de"))
    assert [text for text in texts if text not in held] == []
    assert held.keys() - set(texts) == set()


def test_everything_is_translated(translations: ModuleType, catalog: Any):
    held = translations.read(catalog.file("de"))
    assert held
    assert [text for text, entry in held.items() if not entry.finished] == []


def test_the_compiled_catalog_says_what_its_source_says(translations: ModuleType, catalog: Any):
    translator = QTranslator()
    assert translator.load(str(catalog.file("de", ".qm")))
    for context, source, translation in entries(translations, catalog):
        assert translator.translate(context, source) == translation


def test_places_for_values_are_the_same(translations: ModuleType, catalog: Any):
    for _, source, translation in entries(translations, catalog):
        places = re.compile(r"%\d|\{[^{}]*\}")
        assert Counter(places.findall(source)) == Counter(places.findall(translation)), source


def test_each_translation_begins_ends_and_breaks_as_its_source_does(
    translations: ModuleType, catalog: Any
):
    for context, source, translation in entries(translations, catalog):
        said = f"{context}: {source!r} → {translation!r}"
        assert _edge(source) == _edge(translation), said
        assert source.count("\n") == translation.count("\n"), said
        assert translation.count("„") == translation.count("“"), said
        assert "”" not in translation and "  " not in translation, said


def _edge(text: str) -> tuple[str, str, str]:
    end = re.search(r"[.…:?!;,)]*[”“\"]?$", text)
    assert end is not None
    blank = text[: len(text) - len(text.lstrip())]
    return blank, text[len(text.rstrip()) :], end.group().strip('”“"')


def test_mnemonics_are_kept_and_every_one_is_a_letter(translations: ModuleType):
    for context, source, translation in entries(translations, translations.CATALOGS[0]):
        before, after = (re.findall(r"&(.)", text) for text in (source, translation))
        assert len(before) == len(after), f"{context}: {source!r} → {translation!r}"
        assert all(letter.isalnum() for letter in after), translation


def test_no_text_reaches_a_widget_past_the_translation():
    found = []
    for file in sorted((ROOT / "tagger" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            arguments = [k.value for k in node.keywords if k.arg == "doing"]
            if _name(node.func) in SHOWN:
                arguments += node.args
            for argument in arguments:
                found += [
                    f"{file.relative_to(ROOT)}:{node.lineno}: {text}" for text in _words(argument)
                ]
    assert found == []


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _words(node: ast.expr) -> Iterator[str]:
    """The words that an expression adds by itself, not through a call."""
    match node:
        case ast.Constant(value=str(text)):
            roles = {"muted", "bad", "caption", "caution"}
            if re.search(r"[^\W\d_]{2}", text) and text.strip() not in PROPER_NAMES | roles:
                yield text
        case ast.Call(func=ast.Attribute(value=inner, attr="replace" | "join" | "format")):
            yield from _words(inner)
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _words(part)
        case ast.FormattedValue(value=inner):
            yield from _words(inner)
        case ast.BinOp(left=left, right=right):
            yield from _words(left)
            yield from _words(right)
        case ast.IfExp(body=left, orelse=right):
            yield from _words(left)
            yield from _words(right)
        case _:
            return


@pytest.mark.parametrize(
    ("code", "texts", "problems"),
    [
        ('class A:\n def f(self): self.tr("One")', [("A", "One")], 0),
        ('class A:\n def f(self):\n  def g(): return self.tr("a" "b")', [("A", "ab")], 0),
        ('class A:\n def f(self, x): self.tr("a" if x else "b")', [("A", "a"), ("A", "b")], 0),
        ('QCoreApplication.translate("room", "Two")', [("room", "Two")], 0),
        (
            'def _tr(text):\n return QCoreApplication.translate("room", text)\n_tr("Three")',
            [("room", "Three")],
            0,
        ),
        ('class A:\n def f(self, n): self.tr(f"{n} tracks")', [], 1),
        ("class A:\n def f(self, text): self.tr(text)", [], 1),
        ('def f(window): window.tr("Of which class?")', [], 1),
        ('_tr("A wrapper of nowhere")', [], 1),
    ],
)
def test_texts_of_the_window_are_found_with_their_context(
    translations: ModuleType,
    tmp_path: Path,
    code: str,
    texts: list[tuple[str, str]],
    problems: int,
):
    (tmp_path / "room.py").write_text(code, encoding="utf-8")
    catalog = translations.Catalog("window", ("room.py",), qt=True)
    found, complaints = translations.extract(catalog, tmp_path)
    assert [(text.context, text.source) for text in found] == texts
    assert len(complaints) == problems


@pytest.mark.parametrize(
    ("code", "texts", "problems"),
    [
        ('say("No {name}.", name=1)', ["No {name}."], 0),
        ('say_count(2, "one", "many")', ["one", "many"], 0),
        ('X = later("Kept")\nsay(X)', ["Kept"], 0),
        ('say(f"No {name}.")', [], 1),
        ('dialog.say("of a dialog")', [], 0),
    ],
)
def test_sentences_of_the_lower_floors_are_found(
    translations: ModuleType, tmp_path: Path, code: str, texts: list[str], problems: int
):
    (tmp_path / "room.py").write_text(code, encoding="utf-8")
    sentences = next(each for each in translations.CATALOGS if each.name == "sentences")
    catalog = translations.Catalog("sentences", ("room.py",), sentences.functions)
    found, complaints = translations.extract(catalog, tmp_path)
    assert [text.source for text in found] == texts
    assert {text.context for text in found} <= {"sentences"}
    assert len(complaints) == problems


@pytest.fixture
def checkout(
    translations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], int]:
    """Runs the command over one source."""
    monkeypatch.setattr(translations, "FOLDER", tmp_path / "translations")

    def run(code: str) -> int:
        (tmp_path / "room.py").write_text(code, encoding="utf-8")
        return translations.main([translations.Catalog("t", ("room.py",), qt=True)], tmp_path)

    return run


def test_the_command_says_what_is_left_and_keeps_what_was_done(
    translations: ModuleType,
    checkout: Callable[[str], int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    file = tmp_path / "translations" / "t_de.ts"
    one, two = (f'QCoreApplication.translate("{room}", "Hello")\n' for room in ("one", "two"))
    assert checkout(one) == 1
    assert "one: 'Hello' is not translated" in capsys.readouterr().out
    done = {text: translations.Entry("Hallo", True) for text in translations.read(file)}
    translations.write(file, "de", done)
    assert checkout(one) == 0
    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    assert translator.translate("one", "Hello") == "Hallo"
    # The same words in another place get the same translation, for a person to agree to.
    assert checkout(one + two) == 1
    assert "two: 'Hello' is not translated" in capsys.readouterr().out
    texts = {text.context: entry for text, entry in translations.read(file).items()}
    assert texts["one"] == translations.Entry("Hallo", True)
    assert texts["two"] == translations.Entry("Hallo", False)
    assert checkout("") == 0
    assert "0 texts, 0 new, 2 vanished" in capsys.readouterr().out
    assert translations.read(file) == {}


def test_a_text_that_cannot_be_read_fails_the_command(
    checkout: Callable[[str], int], capsys: pytest.CaptureFixture[str]
):
    assert checkout("class A:\n def f(self, n): self.tr(n)\n") == 1
    assert "room.py:2: no literal" in capsys.readouterr().out
