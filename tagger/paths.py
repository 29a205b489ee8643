"""Where the catalog, personal models, settings and logs live.

`TAGGER_HOME` (or `--home`) puts all of them into one folder. Without it a bundle looks for the
folder `Tagger Data` beside the program: where that is, Tagger is portable and keeps everything in
there. Else the platform's own places are used (XDG on Linux, `%LOCALAPPDATA%` on Windows,
`~/Library` on macOS).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "TAGGER_HOME"
PORTABLE_FOLDER = "Tagger Data"
"""Beside the program of a bundle: a person makes it, empty, and that is the whole switch."""


@dataclass(frozen=True)
class Home:
    """The folders of one Tagger installation. Nothing is created until `ensure` is called."""

    data: Path
    settings: Path
    logs: Path
    portable: bool = False
    """Whether all of it lies beside the program."""

    @property
    def catalog(self) -> Path:
        return self.data / "catalog.db"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def vocabulary(self) -> Path:
        """The person's own genres."""
        return self.data / "vocabulary.json"

    @property
    def lock(self) -> Path:
        return self.data / "tagger.lock"

    def ensure(self) -> None:
        """Create the folders. Raises `OSError` when that is not possible."""
        for folder in (self.data, self.settings.parent, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def find_home(directory: str | os.PathLike[str] | None = None) -> Home:
    """The home given, else `TAGGER_HOME`, else beside the program, else the platform's own folders.

    A portable folder counts where it is there, also where it cannot be written: a person whose
    stick is read-only must not find an empty library instead.
    """
    chosen = directory or os.environ.get(HOME_VARIABLE)
    portable = portable_folder()
    if not chosen and portable is not None and os.path.isdir(portable):
        chosen = portable
    if chosen:
        root = Path(chosen).expanduser().absolute()
        return Home(root, root / "settings.json", root / "logs", portable=root == portable)
    import platformdirs

    own = platformdirs.PlatformDirs("Tagger", appauthor=False)
    return Home(
        data=Path(own.user_data_dir),
        settings=Path(own.user_config_dir) / "settings.json",
        logs=Path(own.user_log_dir),
    )


def portable_folder() -> Path | None:
    """Where a portable Tagger keeps everything; None where Tagger is no bundle."""
    if not getattr(sys, "frozen", False):
        return None
    return _program_folder(Path(sys.executable).resolve()) / PORTABLE_FOLDER


def _program_folder(program: Path) -> Path:
    """The folder in which a person sees the program: on macOS the one that holds the app."""
    for app in program.parents:
        if app.suffix == ".app" and app / "Contents" / "MacOS" == program.parent:
            return app.parent
    return program.parent


def _shipped(name: str) -> Path:
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def bundled_models() -> Path:
    """The folder of the models that ship with the app."""
    return _shipped("models")


def resources() -> Path:
    """The folder of icons, vocabulary, styles and translations."""
    return _shipped("resources")
