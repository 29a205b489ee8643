"""Settings as a file to carry along: all options as one JSON object, checked one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tagger.errors import SettingsError, display_path, explain_os_error
from tagger.settings import ACTIVE_MODEL, NEVER_WRITE, OPTIONS, UNUSED_GENRES, Option
from tagger.wording import say
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs, write_outputs

_MOST_BYTES = 4 << 20
"""A file of settings is a few kB; anything much larger is something else."""

Value = tuple[Option[Any], Any]


@dataclass(frozen=True)
class Imported:
    """What a file says that this version understands, and what it does not, with the reasons."""

    values: tuple[Value, ...]
    left_out: tuple[str, ...]


def export_settings(file: Path, values: Iterable[Value], never: Iterable[str]) -> None:
    """Write options with their values, in place of a file that is there. Raises `TaggerError`.

    The model in use is not among them, since it is a file of its own, nor are the genres that are
    suggested, which are ticked where it is seen what that does.
    """
    left_out = (ACTIVE_MODEL, UNUSED_GENRES)
    content = {option.name: value for option, value in values if option not in left_out}
    check_outputs([file], NeverWrite(tuple(never)), overwrite=True)
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    # A folder's name need not be UTF-8: what is none becomes JSON's own escape.
    write_outputs({file: text.encode("utf-8", "backslashreplace")})


def import_settings(file: Path) -> Imported:
    """Read what `export_settings` wrote, or a settings file itself.

    Raises `SettingsError` where it is neither; a single option that is not understood is left out.
    """
    shown = display_path(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(
            explain_os_error(error, say("Could not read {path}", path=shown)), file
        ) from error
    try:
        content: object = json.loads(data) if len(data) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise SettingsError(
            say("{path} holds no settings. Choose a file that Tagger exported.", path=shown), file
        )
    known = {option.name: option for option in OPTIONS}
    values: list[Value] = []
    left_out: list[str] = []
    for name, value in cast("dict[str, object]", content).items():
        option = known.get(name)
        if option is None:
            left_out.append(say("“{name}” is no setting of this version.", name=name))
        elif option is ACTIVE_MODEL:
            left_out.append(say("The model in use is chosen among the models, not here."))
        elif option is UNUSED_GENRES:
            left_out.append(
                say("The genres that are suggested are ticked among the genres, not here.")
            )
        else:
            try:
                values.append((option, _checked(option, value)))
            except SettingsError as error:
                left_out.append(error.message)
    return Imported(tuple(values), tuple(left_out))


def _checked(option: Option[Any], value: object) -> object:
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        raise SettingsError(say("Setting “{name}” must be a list of texts.", name=option.name))
    if option is NEVER_WRITE and isinstance(value, list):
        for folder in value:
            if not Path(folder).is_absolute():
                raise SettingsError(
                    say("Setting “{name}” must name whole paths.", name=option.name)
                )
    elif not _is_text(value):
        raise SettingsError(
            say("Setting “{name}” holds characters that are no text.", name=option.name)
        )
    return option.check(value)


def _is_text(value: object) -> bool:
    """Whether a field can show it: JSON can hold halves of characters, which are none."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
