"""`tagger genres`: the names that Tagger knows, and the person's own."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tagger.console import Console
from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.genres import editing, exchange
from tagger.genres.merging import merge, open_vocabulary
from tagger.genres.own import OwnVocabulary, dump, load_own, save_own
from tagger.genres.vocabulary import Vocabulary, fold, load_genres
from tagger.paths import find_home


def add_words(genres: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """The words of `tagger genres` and what each runs."""
    words = genres.add_subparsers(dest="action", metavar="ACTION", required=True)

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        word = words.add_parser(name, parents=[common], help=text, description=text)
        word.set_defaults(run=run)
        return word

    listing = add("list", list_genres, "List every genre that is offered.")
    listing.add_argument(
        "--tree",
        action="store_true",
        help="below their parents; a genre with several comes below each",
    )
    _add_name(add("show", show, "Say what is known of a genre: other names, parents, children."))
    adding = add("add", add_genre, "Add a genre, or parents and other names to a known one.")
    _add_name(adding)
    adding.add_argument(
        "--parent", action="append", default=[], metavar="NAME", help="may be given repeatedly"
    )
    adding.add_argument(
        "--alias", action="append", default=[], metavar="NAME", help="may be given repeatedly"
    )
    _add_name(add("remove", remove, "Remove a genre of your own, or hide one of Tagger's."))
    spelling = add("spell", spell, "Have a genre written in your spelling.")
    _add_name(spelling)
    spelling.add_argument(
        "--of", metavar="GENRE", help="the genre that is meant (default: the one of this name)"
    )
    importing = add("import", import_file, "Add the genres of a file to your own.")
    importing.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="JSON as “export” writes it, or a list with each genre indented below its parent",
    )
    exporting = add("export", export_file, "Write your own genres into a file.")
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.add_argument("--text", action="store_true", help="an indented list instead of JSON")
    exporting.add_argument("--all", action="store_true", help="Tagger's genres too; implies --text")
    exporting.add_argument("--overwrite", action="store_true", help="replace a file that exists")


def _add_name(word: argparse.ArgumentParser) -> None:
    word.add_argument("name", metavar="NAME")


def list_genres(options: argparse.Namespace, console: Console) -> int:
    vocabulary = open_vocabulary(find_home(options.home).vocabulary)
    rows = vocabulary.tree() if options.tree else ((0, name) for name in vocabulary.names)
    for depth, name in rows:
        found = _known(vocabulary, name) | ({"depth": depth} if options.tree else {})
        console.report(["  " * depth + name], found)
    return 0


def show(options: argparse.Namespace, console: Console) -> int:
    vocabulary = open_vocabulary(find_home(options.home).vocabulary)
    if vocabulary.genre(options.name) is None:
        raise TaggerError(
            f"Tagger does not know “{options.name}”. Add it with “tagger genres add”; it may be "
            "written in any case."
        )
    _show(console, vocabulary, options.name)
    return 0


def add_genre(options: argparse.Namespace, console: Console) -> int:
    before = load_own(find_home(options.home).vocabulary)
    after = editing.add_genre(load_genres(), before, options.name, options.parent, options.alias)
    _show(console, _save(options, after), options.name)
    return 0


def remove(options: argparse.Namespace, console: Console) -> int:
    before = load_own(find_home(options.home).vocabulary)
    after = editing.remove_genre(load_genres(), before, options.name)
    vocabulary = _save(options, after)
    name = merge(load_genres(), before).canonical(options.name) or options.name
    hidden = name in vocabulary.hidden
    text = "is hidden now; files that have it keep it" if hidden else "is removed"
    console.report([f"{name} {text}."], {"name": name, "status": "hidden" if hidden else "removed"})
    return 0


def spell(options: argparse.Namespace, console: Console) -> int:
    before = load_own(find_home(options.home).vocabulary)
    after = editing.spell_genre(load_genres(), before, options.name, options.of)
    _show(console, _save(options, after), options.name)
    return 0


def import_file(options: argparse.Namespace, console: Console) -> int:
    file: Path = options.file
    try:
        content = file.read_bytes()
    except OSError as error:
        text = explain_os_error(error, f"Could not read {display_path(file)}")
        raise TaggerError(text, file) from error
    before = load_own(find_home(options.home).vocabulary)
    try:
        found = exchange.import_any(load_genres(), before, content)
    except TaggerError as error:
        raise TaggerError(f"{display_path(file)}: {error.message}", file) from error
    _save(options, found.own)
    for note in found.notes:
        console.complain(note)
    added = f": {', '.join(found.added)}" if found.added else ""
    console.report(
        [f"New or changed: {len(found.added)}{added}.", f"Known already: {len(found.known)}."],
        {"added": list(found.added), "known": list(found.known), "notes": list(found.notes)},
    )
    return 0


def export_file(options: argparse.Namespace, console: Console) -> int:
    from tagger.settings import NEVER_WRITE, Settings
    from tagger.workflow.never_write import NeverWrite
    from tagger.workflow.output_file import check_outputs, write_outputs

    home = find_home(options.home)
    own = load_own(home.vocabulary)
    if options.text or options.all:
        vocabulary = open_vocabulary(home.vocabulary)
        content = exchange.export_text(vocabulary, None if options.all else own)
        exported = vocabulary.names if options.all else [genre.name for genre in own.genres]
    else:
        content, exported = dump(own), [genre.name for genre in own.genres]
    never = NeverWrite(Settings.load(home.settings).get(NEVER_WRITE))
    check_outputs([options.file], never, overwrite=options.overwrite)
    write_outputs({options.file: content.encode()})
    shown = display_path(options.file)
    console.report([f"{shown}: {len(exported)} genres"], {"path": shown, "genres": len(exported)})
    return 0


def _save(options: argparse.Namespace, own: OwnVocabulary) -> Vocabulary:
    """Store it if it changed, and return what is known then."""
    file = find_home(options.home).vocabulary
    if own != load_own(file):
        save_own(file, own)
    return open_vocabulary(file)


def _known(vocabulary: Vocabulary, name: str) -> dict[str, object]:
    genre = vocabulary.genre(name)
    return {
        "name": genre.name if genre else name,
        "parents": list(genre.parents) if genre else [],
        "aliases": list(genre.aliases) if genre else [],
    }


def _show(console: Console, vocabulary: Vocabulary, name: str) -> None:
    known = _known(vocabulary, name)
    genre = vocabulary.canonical(name) or name
    above = sorted(vocabulary.ancestors(genre), key=fold)
    children = vocabulary.children(genre)
    hidden = genre in vocabulary.hidden
    found = vocabulary.genre(genre)
    lines = [f"{genre} (hidden)" if hidden else genre]
    if found is not None:
        lines += _line("also called", found.aliases)
        lines += _line("parents", found.parents)
    lines += _line("all above it", above)
    lines += _line("directly below it", children)
    console.report(
        lines, known | {"ancestors": above, "children": list(children), "hidden": hidden}
    )


def _line(title: str, names: Iterable[str]) -> list[str]:
    text = ", ".join(names)
    return [f"  {title}: {text}"] if text else []
