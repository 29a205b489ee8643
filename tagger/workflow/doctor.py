"""Doctor: which versions run, where things are, and what is wrong."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tagger import __version__
from tagger.catalog.database import open_catalog, schema_of
from tagger.catalog.schema import latest
from tagger.catalog.tracks import Tracks
from tagger.catalog.upgrade import list_backups
from tagger.errors import CatalogError, TaggerError, display_path
from tagger.model.library import list_models
from tagger.paths import Home
from tagger.settings import Settings

_PACKAGES = (
    "PySide6",
    "mutagen",
    "librosa",
    "onnxruntime",
    "numpy",
    "sqlite-utils",
    "av",
    "soundfile",
    "soxr",
    "scipy",
)
_LITTLE_SPACE = 200 * 2**20
"""Bytes free on the catalog's disk under which a warning is due."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    value: str
    ok: bool = True


def examine(home: Home) -> list[Finding]:
    """Look at everything; nothing is created, locked or changed."""
    return [
        *_versions(),
        *_places(home),
        *_catalog(home),
        *_backups(home),
        *_models(home),
        *_settings(home),
    ]


def _versions() -> Iterator[Finding]:
    yield Finding("Tagger", __version__)
    yield Finding("Python", platform.python_version(), sys.version_info >= (3, 11))
    yield Finding("system", platform.platform())
    yield Finding("SQLite", sqlite3.sqlite_version)
    for name in _PACKAGES:
        try:
            yield Finding(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, "not installed", ok=False)


def _places(home: Home) -> Iterator[Finding]:
    portable = " (portable: beside the program)" if home.portable else ""
    yield Finding("home", display_path(home.data) + portable)
    yield Finding("logs", display_path(home.logs))
    folder = home.data
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        yield Finding("home can be written", f"no: {display_path(folder)}", ok=False)
        return
    free = shutil.disk_usage(folder).free
    yield Finding("free space", f"{free / 2**30:.1f} GiB", ok=free > _LITTLE_SPACE)


def _catalog(home: Home) -> Iterator[Finding]:
    if not home.catalog.exists():
        yield Finding("catalog", "none yet; it is made when music is scanned")
        return
    try:
        version = schema_of(home.catalog)
        if version < latest():
            yield Finding(
                "catalog",
                f"{display_path(home.catalog)}: of an earlier Tagger (schema {version}); a copy is "
                f"kept and it is brought to schema {latest()} when it is next opened",
            )
            return
        catalog = open_catalog(home, read_only=True)
    except CatalogError as error:
        yield Finding("catalog", error.message, ok=False)
        return
    try:
        tracks = Tracks(catalog)
        yield Finding("catalog", f"{display_path(home.catalog)}: {tracks.count():,} tracks")
        for root in tracks.roots():
            state = "there" if root.plugged else "unplugged"
            yield Finding("music folder", f"{display_path(root.path)} ({state})")
    finally:
        catalog.close()


def _backups(home: Home) -> Iterator[Finding]:
    """The copies from before upgrades, which nobody but the person deletes."""
    backups = list_backups(home.backups)
    if backups:
        size = sum(backup.path.stat().st_size for backup in backups)
        schemas = ", ".join(str(number) for number in sorted({each.schema for each in backups}))
        yield Finding(
            "copies from before upgrades",
            f"{display_path(home.backups)}: {len(backups)}, {size / 2**20:.1f} MiB, "
            f"of schema {schemas}; they stay until you delete them",
        )


def _models(home: Home) -> Iterator[Finding]:
    models = list_models(home)
    if not any(model.bundled and model.error is None for model in models):
        yield Finding("bundled model", "missing or damaged; install Tagger again", ok=False)
    for model in models:
        text = model.error or f"{model.version}, {len(model.genres)} genres"
        yield Finding(f"model {model.name}", text, ok=model.error is None)


def _settings(home: Home) -> Iterator[Finding]:
    try:
        Settings.load(home.settings)
    except TaggerError as error:
        yield Finding("settings", error.message, ok=False)
    else:
        yield Finding("settings", display_path(home.settings))
