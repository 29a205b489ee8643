"""Files that a person asked for: written whole or not at all, and never over one of theirs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.tags.formats import is_audio_name
from tagger.whole_file import write_whole
from tagger.wording import say
from tagger.workflow.never_write import NeverWrite


def check_outputs(paths: Sequence[Path], never: NeverWrite, *, overwrite: bool) -> None:
    """Raises `TaggerError` when one of these files may not be written; nothing is written yet."""
    for path in paths:
        shown = display_path(path)
        if (folder := never.folder_of(path)) is not None:
            raise TaggerError(
                say(
                    "Could not write {path}: it lies in {folder}, where Tagger never writes.",
                    path=shown,
                    folder=display_path(folder),
                ),
                path,
            )
        if is_audio_name(path.name):
            raise TaggerError(
                say("Could not write {path}: it is named like music.", path=shown), path
            )
        if path.is_dir():
            raise TaggerError(say("Could not write {path}: it is a folder.", path=shown), path)
        if not overwrite and os.path.lexists(path):
            raise TaggerError(
                say(
                    "{path} exists already. Give --overwrite to replace it, or another name.",
                    path=shown,
                ),
                path,
            )


def write_outputs(files: Mapping[Path, bytes]) -> None:
    """Write every file on its own copy first, then put it in place. Raises `TaggerError`."""
    for path, content in files.items():
        try:
            write_whole(path, content)
        except OSError as error:
            text = explain_os_error(error, say("Could not write {path}", path=display_path(path)))
            raise TaggerError(text, path) from error
