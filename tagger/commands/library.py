"""The commands over what the catalog keeps: exports, and the folders that are never written."""

from __future__ import annotations

import argparse

from tagger.commands.steps import open_session
from tagger.console import Console
from tagger.errors import display_path
from tagger.paths import find_home


def export(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.export import ExportFormat, export

    with open_session(options, console, read_only=True) as session:
        done = export(
            session,
            ExportFormat(options.format),
            options.output,
            options.paths or None,
            absolute=options.absolute,
            overwrite=options.overwrite,
        )
    for path, tracks in done.files:
        console.exported(path, tracks)
    for note in done.notes:
        console.complain(note)
    if not done.tracks:
        console.complain("No genre was decided here, so there is nothing to export.")
    return 0


def never_write(options: argparse.Namespace, console: Console) -> int:
    from tagger.settings import NEVER_WRITE, Settings
    from tagger.workflow.never_write import add_folder, remove_folder

    if (options.action == "list") == bool(options.folders):
        console.complain("Give folders to “add” or “remove”, and none to “list”.")
        return 2
    settings = Settings.load(find_home(options.home).settings)
    for folder in options.folders:
        if options.action == "remove":
            remove_folder(settings, folder)
            continue
        name = add_folder(settings, folder)
        if not folder.exists():
            console.complain(f"There is no folder {display_path(name)} now; it is kept in mind.")
    for name in settings.get(NEVER_WRITE):
        console.folder(name)
    return 0
