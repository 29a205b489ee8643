#!/usr/bin/env python3
"""Brings the translations in resources/translations/ up to date with the sources.

    python3 packaging/dev.py translations

Writes what the sources say now into each catalog's .ts file, for a person (or Qt Linguist) to
translate, compiles the .qm files that the app reads, and lists what is not translated. The exit
code is 1 if anything is left, or if a text cannot be read from the sources because it is no
literal. Texts are found by Python's own parser and not by lupdate, which knows neither the
wrappers of a module (`_tr("…")`) nor `say("…")`.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import environment

FOLDER = environment.ROOT / "resources" / "translations"
LANGUAGES = ("de",)


@dataclass(frozen=True)
class Catalog:
    """The texts of some sources, kept in one file for each language."""

    name: str
    sources: tuple[str, ...]
    """Folders or files, from the root of the checkout."""
    functions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Which arguments of which functions are texts of the context that has the catalog's name."""
    qt: bool = False
    """Whether Qt's own `self.tr` and `QCoreApplication.translate` are read."""

    def file(self, language: str, suffix: str = ".ts") -> Path:
        return FOLDER / f"{self.name}_{language}{suffix}"


CATALOGS = (
    Catalog("window", ("tagger/ui",), qt=True),
    Catalog("sentences", ("tagger",), {"say": (0,), "say_count": (1, 2), "later": (0,)}),
)


@dataclass(frozen=True, order=True)
class Text:
    """One text of the sources; Qt finds its translation by both."""

    context: str
    source: str


@dataclass(frozen=True)
class Entry:
    """A text's translation as a .ts file has it."""

    translation: str
    finished: bool


class _Reader(ast.NodeVisitor):
    """Finds the texts of one module; what is no literal becomes a problem."""

    def __init__(self, catalog: Catalog, place: str, module: ast.Module) -> None:
        self.texts: list[Text] = []
        self.problems: list[str] = []
        self._catalog = catalog
        self._place = place
        self._classes: list[str] = []
        self._wrappers = dict(_wrappers(module)) if catalog.qt else {}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in self._wrappers:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        name = getattr(called, "id", "")
        if self._catalog.qt and isinstance(called, ast.Attribute) and called.attr == "tr":
            # Qt looks through the bases of an object's class as well, so the class that the call
            # stands in is always found.
            if ast.unparse(called) == "self.tr" and self._classes:
                self._take(self._classes[-1], node, 0)
            else:
                self._complain(node)
        elif self._catalog.qt and ast.unparse(called) == "QCoreApplication.translate":
            context = node.args[0]
            if isinstance(context, ast.Constant):
                self._take(str(context.value), node, 1)
            else:
                self._complain(node)
        elif name in self._wrappers:
            self._take(self._wrappers[name], node, 0)
        elif self._catalog.qt and name == "_tr":
            self._complain(node)
        for argument in self._catalog.functions.get(name, ()):
            self._take(self._catalog.name, node, argument, marked=True)
        self.generic_visit(node)

    def _take(self, context: str, node: ast.Call, argument: int, marked: bool = False) -> None:
        """Keep a text; where texts are `marked`, a name holds one that is kept elsewhere."""
        match node.args[argument]:
            case ast.Constant(value=str(source)):
                self.texts.append(Text(context, source))
            case ast.IfExp(body=body, orelse=orelse):
                for branch in (body, orelse):
                    call = ast.copy_location(ast.Call(node.func, [branch], []), node)
                    self._take(context, call, 0, marked)
            case ast.Name() | ast.Attribute() if marked:
                pass
            case _:
                self._complain(node)

    def _complain(self, node: ast.Call) -> None:
        self.problems.append(f"{self._place}:{node.lineno}: no literal: {ast.unparse(node)[:90]}")


def _wrappers(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The module's functions that translate what they are given, each with its context."""
    for function in module.body:
        if not isinstance(function, ast.FunctionDef) or not function.args.args:
            continue
        match function.body[-1]:
            case ast.Return(
                value=ast.Call(args=[ast.Constant(value=str(context)), ast.Name(id=given)])
            ) if given == function.args.args[0].arg:
                yield function.name, context


def extract(catalog: Catalog, root: Path = environment.ROOT) -> tuple[list[Text], list[str]]:
    """The catalog's texts, each once, sorted by context and then as they are written; problems."""
    found: dict[Text, None] = {}
    problems: list[str] = []
    for source in catalog.sources:
        start = root / source
        for file in [start] if start.is_file() else sorted(start.rglob("*.py")):
            module = ast.parse(file.read_text(encoding="utf-8"))
            reader = _Reader(catalog, file.relative_to(root).as_posix(), module)
            reader.visit(module)
            found.update(dict.fromkeys(reader.texts))
            problems += reader.problems
    return sorted(found, key=lambda text: text.context), problems


def read(file: Path) -> dict[Text, Entry]:
    """What a .ts file holds, without what vanished from the sources; nothing if there is none."""
    held: dict[Text, Entry] = {}
    if not file.exists():
        return held
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            text = Text(context.findtext("name", ""), message.findtext("source", ""))
            translation = message.find("translation")
            if translation is not None:
                finished = "type" not in translation.attrib and bool(translation.text)
                held[text] = Entry(translation.text or "", finished)
    return held


def update(texts: Iterable[Text], held: Mapping[Text, Entry]) -> dict[Text, Entry]:
    """The entries of these texts; what is new gets the translation that its words have elsewhere.

    That one is not finished: another context may want another word.
    """
    elsewhere = {text.source: entry.translation for text, entry in held.items()}
    return {text: held.get(text) or Entry(elsewhere.get(text.source, ""), False) for text in texts}


def write(file: Path, language: str, entries: Mapping[Text, Entry]) -> None:
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text, entry in entries.items():
        context = contexts.get(text.context)
        if context is None:
            context = contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = text.context
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text.source
        kind = {} if entry.finished else {"type": "unfinished"}
        ET.SubElement(message, "translation", kind).text = entry.translation
    ET.indent(root, "    ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(head + ET.tostring(root, "unicode") + "\n", encoding="utf-8", newline="\n")


def compile_catalog(source: Path, target: Path) -> None:
    # Of the Python that runs, which may be another one than `.venv`'s: an unpacked source has none.
    lrelease = shutil.which("pyside6-lrelease", path=sysconfig.get_path("scripts"))
    if lrelease is None:
        lrelease = environment.script("pyside6-lrelease")
    subprocess.run([lrelease, source, "-qm", target, "-silent"], check=True)


def main(catalogs: Sequence[Catalog] = CATALOGS, root: Path = environment.ROOT) -> int:
    left = 0
    for catalog in catalogs:
        texts, problems = extract(catalog, root)
        for problem in problems:
            print(problem)
        left += len(problems)
        for language in LANGUAGES:
            file = catalog.file(language)
            held = read(file)
            entries = update(texts, held)
            write(file, language, entries)
            compile_catalog(file, catalog.file(language, ".qm"))
            open_ones = [text for text, entry in entries.items() if not entry.finished]
            for text in open_ones:
                print(f"{file.name}: {text.context}: {text.source!r} is not translated")
            left += len(open_ones)
            new, gone = len(entries.keys() - held.keys()), len(held.keys() - entries.keys())
            print(
                f"{file.name}: {len(entries)} texts, {new} new, {gone} vanished, "
                f"{len(open_ones)} not translated"
            )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
