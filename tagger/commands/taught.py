"""`tagger models examples` and `tagger models forget`: what a model was taught, and less of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from tagger.commands.steps import interruptible, open_session
from tagger.commands.table import counted
from tagger.console import Console
from tagger.errors import display_path

_STOPPED = "Stopped. The model is what it was, and has forgotten nothing."


def add_forget_words(word: argparse.ArgumentParser) -> None:
    """The options of `tagger models forget`."""
    for option, metavar, kind, text in (
        ("--track", "FILE", Path, "this example"),
        ("--folder", "DIR", Path, "all examples below this folder"),
        ("--genre", "GENRE", str, "this genre"),
    ):
        word.add_argument(
            option,
            action="append",
            default=[],
            type=kind,
            metavar=metavar,
            help=f"{text}; may be given repeatedly",
        )


def examples(options: argparse.Namespace, console: Console) -> int:
    """What a model was taught, a line for each example."""
    from tagger.workflow.lessons import examples_of_model

    with open_session(options, console, read_only=True) as session:
        found = examples_of_model(session, options.name)
    for each in found:
        genres = ", ".join(each.genres) or "taken out"
        console.report(
            [f"{display_path(each.path)}: {display_path(genres)}"],
            {
                "path": str(each.path),
                "genres": list(each.genres),
                "source": each.source.value,
                "artist": each.artist,
                "album": each.album,
                "title": each.title,
                "taken_out": not each.genres,
            },
        )
    return 0


def forget(options: argparse.Namespace, console: Console) -> int:
    """Teach a model anew without some of its examples, under its own name."""
    from tagger.workflow.forget import ForgetJob, Unwanted
    from tagger.workflow.jobs import JobContext
    from tagger.workflow.report import share_as_json
    from tagger.workflow.switch import is_in_use, use

    if not (options.track or options.folder or options.genre):
        console.complain("Say what it is to forget: --track FILE, --folder DIR or --genre GENRE.")
        return 2
    unwanted = Unwanted((*options.track, *options.folder), tuple(options.genre))
    with interruptible() as token, open_session(options, console) as session:
        job = ForgetJob(session, options.name, unwanted)
        try:
            found = job.run(JobContext(token, console.progress))
        finally:
            console.end_progress()
        if found is None:
            console.complain(_STOPPED)
            return 130
        if is_in_use(session, found.model.name):
            use(session, found.model.name)
    accuracy = found.trained.selected.evaluation.figures.accuracy
    name = display_path(found.model.name)
    lines = [f"“{name}” has forgotten {counted(found.examples, 'example')}, as if never met."]
    lines.append(f"It knows {counted(len(found.model.genres), 'genre')} now.")
    if accuracy.total:
        lines.append(f"Right on {accuracy.right:,} of {accuracy.total:,} tracks held out.")
    console.report(
        lines,
        {
            "name": found.model.name,
            "status": "forgotten",
            "forgotten": found.examples,
            "examples": len(found.trained.examples),
            "genres": list(found.model.genres),
            "accuracy": share_as_json(accuracy),
        },
    )
    return 0
