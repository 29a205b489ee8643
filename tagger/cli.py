"""The words of the command line: every command with its options, and how a run of one ends.

`--json` prints one JSON object per line on stdout and nothing else there. Progress goes to
stderr, and only on a terminal. Exit codes: 0 all went well, 1 some files failed or Tagger could
not work, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from tagger import __version__
from tagger.commands import (
    evaluation,
    library,
    models,
    music,
    statistics,
    teaching,
    tidying,
    training,
    upkeep,
    vocabulary,
    writing,
)
from tagger.console import Console
from tagger.errors import TaggerError
from tagger.paths import HOME_VARIABLE, Home, find_home
from tagger.records import MOST_SUGGESTED, Policy

if TYPE_CHECKING:
    from tagger.training.deepening import Deepen


@dataclass(frozen=True)
class WindowRequest:
    """The window of a home is asked for."""

    home: Home
    music: tuple[Path, ...] = ()
    """Files and folders, absolute, to take into the library; as "open with" of a desktop does."""


def parser() -> argparse.ArgumentParser:
    """Every command and option, with the help that `--help` shows."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object per line")
    common.add_argument(
        "--home",
        metavar="DIR",
        help=f"where the catalog, models and settings live (also {HOME_VARIABLE})",
    )
    top = argparse.ArgumentParser(
        prog="tagger",
        description="Good genres for a music library. Without a command the window opens; with "
        "files or folders instead of a command, it takes them into the library.",
    )
    top.add_argument("--version", action="version", version=f"tagger {__version__}")
    top.add_argument("--home", metavar="DIR", dest="window_home", help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace, Console], int], text: str):
        command = commands.add_parser(name, parents=[common], help=text, description=text)
        command.set_defaults(run=run)
        return command

    suggest = add("suggest", music.suggest, "Listen to music and suggest genres; writes nothing.")
    _add_paths(suggest)
    suggest.add_argument(
        "--timeline",
        action="store_true",
        help="listen to whole files and print as CSV what is heard from when to when",
    )
    _add_max_genres(suggest)
    evaluate = add(
        "evaluate",
        evaluation.evaluate,
        "Compare what the model says with folders named by genre; writes nothing.",
    )
    evaluate.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder that holds one folder per genre"
    )
    apply = add("apply", writing.apply, "Accept what is suggested and write it into the files.")
    _add_paths(apply, nargs="*")
    _add_limits(apply)
    apply.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="write what a plan of “tagger plan” says instead, after checking every line",
    )
    apply.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="the folder below which the plan's files lie here (default: as in the plan)",
    )
    _add_dry_run(apply)
    plan = add("plan", writing.plan, "Save what “apply” would write as a file to read and edit.")
    _add_paths(plan)
    _add_limits(plan)
    _add_output(plan, "FILE", "where the plan goes: JSON lines, UTF-8")
    tag = add("tag", writing.tag, "Write genres of your own choice into files.")
    _add_paths(tag)
    tag.add_argument(
        "--genre", action="append", required=True, metavar="NAME", help="may be given repeatedly"
    )
    _add_dry_run(tag)
    _add_turn(add("undo", upkeep.undo, "Take the last batch of writes back."), "undo")
    _add_turn(add("redo", upkeep.redo, "Bring back what the last undo took back."), "redo")
    add("history", upkeep.history, "List every write: batch, file, and what became of it.")
    scan = add("scan", music.scan, "Find music and read its tags; folders stay in the library.")
    _add_paths(scan)
    text = "List the genre values that files hold, and merge, split, rename or delete them."
    tidying.add_words(add("tidy", tidying.tidy, text))
    text = "Say how many tracks and hours there are of each genre and decade; writes nothing."
    statistics.add_words(add("statistics", statistics.statistics, text))
    export = add("export", library.export, "Write the genres that were decided into a list.")
    _add_paths(export, nargs="*")
    export.add_argument(
        "--format",
        required=True,
        choices=("csv", "json", "m3u8"),
        help="m3u8 makes one playlist for each genre",
    )
    _add_output(export, "FILE_OR_FOLDER", "the file, for m3u8 the folder of the playlists")
    export.add_argument(
        "--absolute", action="store_true", help="whole paths in playlists, not relative ones"
    )
    never = add("never-write", library.never_write, "Folders in which nothing is ever written.")
    never.add_argument("action", nargs="?", choices=("list", "add", "remove"), default="list")
    never.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    text = "The genres that Tagger knows, and your own: other names, parents, spelling."
    genres = commands.add_parser("genres", help=text, description=text)
    vocabulary.add_words(genres, common)
    text = "The models that can suggest genres: list, choose, exchange, rename and delete them."
    models.add_words(add("models", models.list_all, text))
    text = "Learn genres from your own music: a model of your own that knows them too."
    training.add_words(add("train", training.run, text))
    text = "List the tracks whose answers would teach the model in use most; writes nothing."
    teaching.add_words(add("teach", teaching.teach, text))
    add("doctor", upkeep.doctor, "Say which versions run, where things are, and what is wrong.")
    top.set_defaults(command_names=frozenset(commands.choices))
    return top


def _add_paths(command: argparse.ArgumentParser, nargs: str = "+") -> None:
    command.add_argument("paths", nargs=nargs, type=Path, metavar="PATH", help="a file or a folder")


def _add_limits(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--policy",
        type=Policy,
        choices=list(Policy),
        metavar="{fill,append,replace}",
        help="what happens to the genres a file has (default: fill only files without one)",
    )
    command.add_argument(
        "--min-probability",
        type=_probability,
        metavar="P",
        help="accept what is at least this likely, 0 to 1 (default: what the model is sure of)",
    )
    _add_max_genres(command)


def _add_turn(command: argparse.ArgumentParser, word: str) -> None:
    command.add_argument("--batch", type=int, metavar="ID", help="this batch instead of the last")
    command.add_argument(
        "--file",
        action="append",
        type=Path,
        metavar="PATH",
        help=f"{word} this file alone, or what lies in this folder; may be given repeatedly",
    )
    command.add_argument(
        "--by-value",
        action="store_true",
        help="where another program changed a file since, bring only its genre back",
    )
    command.add_argument(
        "--new-mtime",
        action="store_true",
        help="give the files a new modification time, so that media servers notice",
    )
    command.add_argument(
        "--dry-run", action="store_true", help="only say which files would come back, and how"
    )


def _add_dry_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="only say what would be written")


def _add_output(command: argparse.ArgumentParser, name: str, text: str) -> None:
    command.add_argument("--output", type=Path, required=True, metavar=name, help=text)
    command.add_argument("--overwrite", action="store_true", help="replace files that exist")


def _add_max_genres(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--max-genres",
        type=int,
        choices=range(1, MOST_SUGGESTED + 1),
        metavar="N",
        help=f"suggest at most N genres for a track, 1 to {MOST_SUGGESTED} (default: as in the "
        "settings)",
    )


def _probability(text: str) -> float:
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"must be between 0 and 1, not {text}")
    return value


def window_request(words: Sequence[str]) -> WindowRequest | None:
    """The window that these arguments ask for; None when they are a command.

    What is named like a command is one, even beside a folder of that name: `./scan` or `-- scan`
    is the folder.
    """
    directory = None
    match list(words):
        case ["--home", given, *rest] if given:
            directory = given
        case [word, *rest] if word.startswith("--home=") and len(word) > len("--home="):
            directory = word.removeprefix("--home=")
        case rest:
            pass
    if rest and rest[0] == "--":
        rest = rest[1:]
    elif rest and (any(word.startswith("-") for word in rest) or not _is_path(rest[0])):
        return None
    music = (Path(os.path.abspath(name)) for name in rest if name)
    return WindowRequest(find_home(directory), tuple(dict.fromkeys(music)))


def _is_path(word: str) -> bool:
    if os.sep in word or (os.altsep or os.sep) in word:
        return True
    return os.path.exists(word) and word not in parser().get_default("command_names")


def main(words: Sequence[str], find_deepen: Callable[[], Deepen | None] = lambda: None) -> int:
    """Run one command; returns the exit code.

    `find_deepen` finds what fine-tunes a whole network, where that is installed.
    """
    options = parser().parse_args(list(words))
    options.find_deepen = find_deepen
    options.home = options.home or options.window_home
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter must not end a batch.
            stream.reconfigure(errors="backslashreplace")
    console = Console(as_json=options.json)
    logging.basicConfig(level=logging.WARNING, format="tagger: %(message)s")
    try:
        return options.run(options, console)
    except TaggerError as error:
        console.complain(error.message)
        return 1
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; so has the reason to go on.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        console.complain("Stopped. What was done so far is kept.")
        return 130
