"""What macOS shows and knows of the app: its icon and its Info.plist."""

from __future__ import annotations

import platform
import struct
from pathlib import Path
from typing import Any

from app_picture import drawn, png
from zip_archive import pack

from tagger import APPLICATION_ID, __version__
from tagger.tags.formats import AUDIO_SUFFIXES

APP = "Tagger.app"
ICON_TYPES = {
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}
"""Pixels. From ic10 on those of displays with two pixels for each: 512, 16, 32, 128 and 256 at 2x.
The older types for 16 and 32 pixels want no PNG; macOS scales ic11 and ic12 there."""
_MARGIN = 100 / 1024
"""What Apple's grid for icons leaves free on each side."""
OLDEST_SYSTEM = "14.0"
"""As the wheels of numpy, PyAV and onnxruntime are built that packaging/constraints.txt names."""


def make_icon(path: Path) -> Path:
    """Write the icon (ICNS with PNG inside: macOS 10.7 and later)."""
    entries = []
    for kind, size in ICON_TYPES.items():
        picture = png(drawn(size, _MARGIN))
        entries.append(kind + struct.pack(">I", 8 + len(picture)) + picture)
    content = b"".join(entries)
    path.write_bytes(b"icns" + struct.pack(">I", 8 + len(content)) + content)
    return path


def info_plist() -> dict[str, Any]:
    """What Info.plist says beside what PyInstaller writes into it; nothing is asked leave for."""
    return {
        "CFBundleExecutable": "tagger",
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        # "Open with" offers Tagger; no file becomes Tagger's own to open.
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Music",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.audio"],
            },
            {
                # Of some of these macOS knows no type, so that they are named by suffix.
                "CFBundleTypeName": "Music by its suffix",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
                "CFBundleTypeExtensions": sorted(each.lstrip(".") for each in AUDIO_SUFFIXES),
            },
            {
                "CFBundleTypeName": "Folder of music",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.folder"],
            },
        ],
        "LSApplicationCategoryType": "public.app-category.music",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        # PyInstaller hides an app from the Dock in which there is a console program as well.
        "LSBackgroundOnly": False,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "GNU General Public License, version 3 or later",
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
    }


def bundle_arguments(icon: Path) -> dict[str, Any]:
    """For PyInstaller's BUNDLE(collected, **bundle_arguments(make_icon(…)))."""
    return {
        "name": APP,
        "icon": str(icon),
        "bundle_identifier": APPLICATION_ID,
        "version": __version__,
        "info_plist": info_plist(),
    }


def archive(app: Path, into: Path) -> Path:
    """The app as the ZIP that is downloaded: Finder unpacks it, links and all."""
    return pack(app, into / f"tagger-{__version__}-macos-{platform.machine()}.zip")
