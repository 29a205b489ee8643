"""What a Linux desktop wants beside the program: desktop file, AppStream metadata and icons.

Made at build time from packaging/linux/ and the picture, so that the version, the date and the
name by which desktops know Tagger each stand in one place.
"""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from pathlib import Path

from app_picture import PICTURE, drawn, png
from environment import ROOT

from tagger import APPLICATION_ID, __version__

TEMPLATES = ROOT / "packaging" / "linux"
ICON_SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
"""Pixels; those of the theme hicolor, which every desktop falls back to."""
AUDIO_TYPES = (
    "audio/aac",
    "audio/aiff",
    "audio/flac",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/vorbis",
    "audio/wav",
    "audio/x-aifc",
    "audio/x-aiff",
    "audio/x-ape",
    "audio/x-dsf",
    "audio/x-flac",
    "audio/x-flac+ogg",
    "audio/x-m4b",
    "audio/x-ms-wma",
    "audio/x-musepack",
    "audio/x-opus+ogg",
    "audio/x-speex",
    "audio/x-speex+ogg",
    "audio/x-vorbis+ogg",
    "audio/x-wav",
    "audio/x-wavpack",
)
"""What shared-mime-info calls the files that Tagger reads, and the names that others use for them.
Not video/mp4: Tagger reads the sound of an MP4, but is nothing to open a film with."""
FOLDER_TYPE = "inode/directory"
_NO_TIME = 315532800


def timestamp() -> int:
    """The time of everything that is packed, in seconds: SOURCE_DATE_EPOCH, else the last commit.

    See reproducible-builds.org/specs/source-date-epoch. Where there is neither, it is 1980.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = shutil.which("git")
    if git is None:
        return _NO_TIME
    asked = subprocess.run(
        [git, "-C", str(ROOT), "log", "-1", "--format=%ct"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else _NO_TIME


def desktop_file() -> str:
    """For a program that is on the path; who installs elsewhere changes Exec and TryExec."""
    types = "".join(f"{name};" for name in (*AUDIO_TYPES, FOLDER_TYPE))
    return _filled("desktop.in", MIME_TYPES=types)


def metainfo() -> str:
    """The AppStream metadata of this version."""
    date = datetime.datetime.fromtimestamp(timestamp(), datetime.UTC).date().isoformat()
    types = "\n".join(f"    <mediatype>{name}</mediatype>" for name in AUDIO_TYPES)
    return _filled("metainfo.xml.in", VERSION=__version__, DATE=date, MEDIA_TYPES=types)


def write_share(share: Path) -> None:
    """Put all of it below a folder like /usr/share."""
    _write(share / "applications" / f"{APPLICATION_ID}.desktop", desktop_file())
    _write(share / "metainfo" / f"{APPLICATION_ID}.metainfo.xml", metainfo())
    icons = share / "icons" / "hicolor"
    for size in ICON_SIZES:
        place = icons / f"{size}x{size}" / "apps" / f"{APPLICATION_ID}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(png(drawn(size)))
    _write(
        icons / "scalable" / "apps" / f"{APPLICATION_ID}.svg", PICTURE.read_text(encoding="utf-8")
    )
    _write(
        icons / "symbolic" / "apps" / f"{APPLICATION_ID}-symbolic.svg",
        (TEMPLATES / "symbolic.svg").read_text(encoding="utf-8"),
    )


def _filled(name: str, **values: str) -> str:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in {"ID": APPLICATION_ID, **values}.items():
        text = text.replace(f"@{key}@", value)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
