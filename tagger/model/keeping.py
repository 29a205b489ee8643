"""What a person does with their models: take one in, give one away, rename and delete.

A name is a file's name on any system, so what Windows or macOS could not keep is refused
everywhere. At every moment, also when the process is killed, the model in use is there.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from tagger.errors import ModelError, display_path, explain_os_error
from tagger.model.library import (
    BUNDLED_FILE,
    BUNDLED_NAME,
    SUFFIX,
    LoadedModel,
    find_personal,
    load_model,
)
from tagger.model.personal import name_key, save_model_file
from tagger.paths import Home, bundled_models
from tagger.records import ModelInfo
from tagger.settings import ACTIVE_MODEL, Settings
from tagger.wording import say

LONGEST_NAME = 60
"""Characters; of the 255 bytes that disks allow, four in UTF-8 each leave room for the suffix."""

_FORBIDDEN = frozenset('/\\:*?"<>|')
_PORTS = ("COM", "LPT")
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [port + digit for port in _PORTS for digit in "0123456789¹²³"]
)
"""Names of devices on Windows, with any suffix and in any case
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""


def check_name(name: str) -> str:
    """The name as a new model gets it, in NFC. Raises `ModelError` when no file can have it."""
    plain = unicodedata.normalize("NFC", name).strip()
    why = None
    if not plain:
        why = say("It is empty.")
    elif len(plain) > LONGEST_NAME:
        why = say("It is longer than {most} characters.", most=LONGEST_NAME)
    elif not plain.isprintable() or _FORBIDDEN & set(plain):
        why = say(
            "Leave out {characters} and what cannot be seen.",
            characters=" ".join(sorted(_FORBIDDEN)),
        )
    elif plain.startswith(".") or plain.endswith("."):
        why = say("It begins or ends with a dot.")
    elif plain.split(".")[0].strip().upper() in _RESERVED:
        why = say("Windows keeps it for a device.")
    elif name_key(plain) == name_key(BUNDLED_NAME):
        why = say("The model that comes with Tagger has it.")
    if why is not None:
        shown = display_path(name.encode("utf-8", "replace"))
        raise ModelError(
            say(
                "A model cannot be called “{name}”. {why} Choose another name.",
                name=shown,
                why=why,
            )
        )
    return plain


def path_for(home: Home, name: str) -> Path:
    """Where a new model of this name goes.

    Raises `ModelError` when no file can have the name, or a model has it, in whatever case.
    """
    plain = check_name(name)
    taken = find_personal(home, plain)
    if taken is not None:
        raise ModelError(
            say(
                "There is a model called “{name}” already. Choose another name, or delete "
                "that one first.",
                name=display_path(taken.stem),
            ),
            taken,
        )
    return home.models / f"{plain}{SUFFIX}"


def import_model(home: Home, file: Path, name: str | None = None) -> ModelInfo:
    """Take a model file in, under its own name or another one.

    Raises `ModelError` when it is not ours (see `tagger.model.importing`) or the name is taken.
    """
    from tagger.model.importing import check_import

    target = path_for(home, file.stem if name is None else name)
    data = check_import(file, bundled_models() / BUNDLED_FILE)
    failed = say("Could not import the model {name}", name=display_path(target.stem))
    save_model_file(target, data, failed)
    return load_model(home, target.stem).info


def export_model(home: Home, name: str | None, out: Path, *, overwrite: bool = False) -> None:
    """Copy a model into a file that can be given away. Raises `ModelError`."""
    shown = display_path(out)
    if out.is_dir():
        raise ModelError(
            say("Could not write {path}: it is a folder. Add a file name.", path=shown), out
        )
    if os.path.lexists(out) and not overwrite:
        raise ModelError(say("{path} exists already. Give another name.", path=shown), out)
    model = load_model(home, name)
    if _is_same_file(model.info.path, out):
        raise ModelError(say("{path} is the model itself. Give another name.", path=shown), out)
    save_model_file(out, _content(model.info.path), say("Could not write {path}", path=shown))


def rename_model(home: Home, settings: Settings, old: str, new: str) -> str:
    """Give a personal model another name, which is returned; where it is in use, it stays so.

    Raises `ModelError`.
    """
    path = _personal(home, old, say("The model that comes with Tagger cannot be renamed."))
    active = _is_active(home, settings, path)
    plain = check_name(new)
    failed = say("Could not rename the model {name}", name=display_path(old))
    if name_key(plain) == name_key(path.stem):
        # Only the spelling changes, and on some disks both spellings are one file. Between the two
        # steps the setting still finds it.
        target = path.with_name(f"{plain}{SUFFIX}")
        if os.path.lexists(target) and not _is_same_file(path, target):
            raise ModelError(say("There is a model called “{name}” already.", name=plain), target)
        try:
            os.rename(path, target)
        except OSError as error:
            raise ModelError(explain_os_error(error, failed), path) from error
        if active:
            settings.set(ACTIVE_MODEL, plain)
        return plain
    target = path_for(home, plain)
    save_model_file(target, _content(path), failed)
    if active:
        settings.set(ACTIVE_MODEL, plain)
    _remove(path)
    return plain


def delete_model(home: Home, settings: Settings, name: str) -> str:
    """Delete a personal model and say what is so now.

    Where it was in use, the one that comes with Tagger is from now on. Raises `ModelError`.
    """
    path = _personal(home, name, say("The model that comes with Tagger cannot be deleted."))
    text = say("The model “{name}” is deleted.", name=display_path(path.stem))
    if _is_active(home, settings, path):
        settings.set(ACTIVE_MODEL, ACTIVE_MODEL.default)
        text = say(
            "{deleted} It was in use; from now on the model that comes with Tagger suggests.",
            deleted=text,
        )
    _remove(path)
    return text


def use_model(home: Home, settings: Settings, name: str) -> LoadedModel:
    """Have a model suggest from now on. Raises `ModelError` when it cannot be used."""
    model = load_model(home, name)
    settings.set(ACTIVE_MODEL, ACTIVE_MODEL.default if model.info.bundled else model.info.name)
    return model


def _personal(home: Home, name: str, refusal: str) -> Path:
    """Raises `ModelError`: the `refusal` where it is the model that comes with Tagger."""
    path = find_personal(home, name)
    if path is not None:
        return path
    if name_key(name) == name_key(BUNDLED_NAME):
        raise ModelError(refusal)
    shown = display_path(name.encode("utf-8", "replace"))
    raise ModelError(
        say("There is no model called “{name}”. “tagger models” lists them.", name=shown)
    )


def _is_active(home: Home, settings: Settings, path: Path) -> bool:
    active = settings.get(ACTIVE_MODEL)
    return bool(active) and find_personal(home, active) == path


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False  # one of them is not there


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            explain_os_error(error, say("Could not read the model {name}", name=path.name)), path
        ) from error


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        text = explain_os_error(
            error, say("Could not delete the model {name}", name=display_path(path.stem))
        )
        raise ModelError(text, path) from error
