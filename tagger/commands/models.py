"""`tagger models`: the models that can suggest, and which one does."""

from __future__ import annotations

import argparse
from pathlib import Path

from tagger.commands import taught
from tagger.commands.card import card_lines
from tagger.console import Console
from tagger.errors import CatalogError, display_path
from tagger.paths import HOME_VARIABLE, Home, find_home
from tagger.records import ModelInfo
from tagger.settings import ACTIVE_MODEL, NEVER_WRITE, Settings


def add_words(models: argparse.ArgumentParser) -> None:
    """The words of `tagger models` and what each runs; without one it lists."""
    models.set_defaults(run=list_all)
    words = models.add_subparsers(dest="action", metavar="ACTION")
    # Without defaults of their own: what stands before the word would be lost by them.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help="print one JSON object per line")
    common.add_argument(
        "--home", metavar="DIR", help=f"where the models live (also {HOME_VARIABLE})"
    )

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        word = words.add_parser(name, parents=[common], help=text, description=text)
        word.set_defaults(run=run)
        return word

    add("list", list_all, "List the models; * marks the one in use.")
    _add_name(add("use", use, "Have this model suggest from now on."))
    _add_name(add("show", show, "Say what a model knows, how good it is, and where it is from."))
    exporting = add("export", export, "Write a model into a file to give away.")
    _add_name(exporting)
    exporting.add_argument("file", type=Path, metavar="FILE", help="ends in .onnx")
    exporting.add_argument("--overwrite", action="store_true", help="replace a file that exists")
    importing = add("import", import_file, "Take in a model that Tagger exported.")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--name", metavar="NAME", help="another name than the file's")
    renaming = add("rename", rename, "Give a model of your own another name.")
    _add_name(renaming)
    renaming.add_argument("new", metavar="NEW")
    _add_name(add("delete", delete, "Delete a model of your own."))
    _add_name(add("examples", taught.examples, "List what a model of your own was taught."))
    text = "Have a model forget examples, as if it had never met them."
    forgetting = add("forget", taught.forget, text)
    _add_name(forgetting)
    taught.add_forget_words(forgetting)


def _add_name(word: argparse.ArgumentParser) -> None:
    word.add_argument("name", metavar="NAME", help="as “tagger models” lists it")


def list_all(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.library import list_models

    home, settings = _opened(options)
    failed = False
    for model in list_models(home):
        failed |= model.error is not None
        console.model(model, active=_is_active(model, home, settings))
    return int(failed)


def use(options: argparse.Namespace, console: Console) -> int:
    from tagger.commands.steps import open_session, run_job
    from tagger.model.keeping import use_model
    from tagger.workflow.switch import SwitchJob

    home, settings = _opened(options)
    try:
        session = open_session(options, console) if home.catalog.exists() else None
    except CatalogError as error:
        # The choice is a setting, which needs no catalog; the next analysis scores the library.
        model = use_model(home, settings, options.name).info
        console.complain(f"{error.message} The library was not scored anew; that comes later.")
        text = f"{display_path(model.name)} suggests from the next start of Tagger on."
        _said(console, text, model.name, "active")
        return 0
    if session is None:
        model = use_model(home, settings, options.name).info
        _said(console, f"{display_path(model.name)} suggests from now on.", model.name, "active")
        return 0
    with session:
        try:
            done = run_job(SwitchJob(session, options.name), console)
        except KeyboardInterrupt:
            shown = display_path(session.listener().model.info.name)
            console.complain(f"Stopped. {shown} stays in use.")
            raise
    lines = [
        f"{display_path(done.model.name)} suggests from now on.",
        f"  {done.rescored:,} scored from what was heard, {done.changed:,} with another genre "
        "than before; no file was changed.",
    ]
    if done.unheard:
        lines.append(
            f"  It has a network of its own: {done.unheard:,} will be listened to again when "
            "something is asked of them."
        )
    console.report(
        lines,
        {
            "name": done.model.name,
            "status": "active",
            "rescored": done.rescored,
            "changed": done.changed,
            "unheard": done.unheard,
        },
    )
    return 0


def show(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.library import load_model
    from tagger.model.personal import provenance_of

    home, settings = _opened(options)
    model = load_model(home, options.name)
    info = model.info
    active = _is_active(info, home, settings)
    provenance = provenance_of(model.network)
    lines = [
        f"{display_path(info.name)}: version {info.version}, {model.network.license}",
        f"  file: {display_path(info.path)} ({info.path.stat().st_size / 1e6:.1f} MB)",
        f"  in use: {'yes' if active else 'no'}",
        f"  genres ({len(info.genres)}): {', '.join(info.genres)}",
    ]
    if info.bundled:
        lines += [f"  {display_path(name)}: {value:g}" for name, value in info.metrics.items()]
    lines += card_lines(provenance)
    console.report(
        lines,
        {
            "name": info.name,
            "path": str(info.path),
            "version": info.version,
            "license": model.network.license,
            "bundled": info.bundled,
            "active": active,
            "genres": list(info.genres),
            "metrics": info.metrics,
            "provenance": provenance,
        },
    )
    return 0


def export(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.keeping import export_model
    from tagger.workflow.never_write import NeverWrite
    from tagger.workflow.output_file import check_outputs

    home, settings = _opened(options)
    never = NeverWrite(settings.get(NEVER_WRITE))
    check_outputs([options.file], never, overwrite=options.overwrite)
    export_model(home, options.name, options.file, overwrite=options.overwrite)
    shown = display_path(options.file)
    console.report(
        [f"{display_path(options.name)} is written to {shown}."],
        {"name": options.name, "status": "exported", "path": str(options.file)},
    )
    return 0


def import_file(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.keeping import import_model

    home, _ = _opened(options)
    name = import_model(home, options.file, options.name).name
    text = f"{display_path(name)} is imported. “tagger models use” has it suggest."
    _said(console, text, name, "imported")
    return 0


def rename(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.keeping import rename_model

    name = rename_model(*_opened(options), options.name, options.new)
    _said(console, f"The model is called {display_path(name)} now.", name, "renamed")
    return 0


def delete(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.keeping import delete_model

    _said(console, delete_model(*_opened(options), options.name), options.name, "deleted")
    return 0


def _is_active(model: ModelInfo, home: Home, settings: Settings) -> bool:
    from tagger.model.library import find_personal

    active = settings.get(ACTIVE_MODEL)
    return model.path == find_personal(home, active) if active else model.bundled


def _opened(options: argparse.Namespace) -> tuple[Home, Settings]:
    home = find_home(options.home)
    return home, Settings.load(home.settings)


def _said(console: Console, text: str, name: str, status: str) -> None:
    console.report([text], {"name": name, "status": status})
