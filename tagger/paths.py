"""Where the catalog, personal models, settings and logs live.

`TAGGER_HOME` (or `--home`) puts all of them into one folder; without it the platform's own places
are used (XDG on Linux, `%LOCALAPPDATA%` on Windows, `~/Library` on macOS).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "TAGGER_HOME"


@dataclass(frozen=True)
class Home:
    """The folders of one Tagger installation. Nothing is created until `ensure` is called."""

    data: Path
    settings: Path
    logs: Path

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
    """The home given, else `TAGGER_HOME`, else the platform's own folders."""
    chosen = directory or os.environ.get(HOME_VARIABLE)
    if chosen:
        root = Path(chosen).expanduser().absolute()
        return Home(data=root, settings=root / "settings.json", logs=root / "logs")
    import platformdirs

    own = platformdirs.PlatformDirs("Tagger", appauthor=False)
    return Home(
        data=Path(own.user_data_dir),
        settings=Path(own.user_config_dir) / "settings.json",
        logs=Path(own.user_log_dir),
    )


def _shipped(name: str) -> Path:
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def bundled_models() -> Path:
    """The folder of the models that ship with the app."""
    return _shipped("models")


def resources() -> Path:
    """The folder of icons, vocabulary, styles and translations."""
    return _shipped("resources")
