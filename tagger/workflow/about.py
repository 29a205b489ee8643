"""What Tagger is made of: every part with its version and its licence.

A bundle has a list of all that is in it, made with it (packaging/notices.py); elsewhere the
packages that are installed are asked.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from tagger import __version__
from tagger.parts import BrokenPartError, needs
from tagger.paths import resources
from tagger.wording import say

NOTICES = "third_party_notices.json"
_log = logging.getLogger(__name__)
LICENSE = "GPL-3.0-or-later"
_LONGEST_NAME = 80
"""Characters from which on what calls itself a licence's name is its whole text."""
_FFMPEG_LICENSE = "LGPL-3.0-or-later; its x264 and x265: GPL-2.0-or-later"
"""As PyAV's wheels are built: version 3 of the licence, with these two encoders."""
_TEXTS = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


@dataclass(frozen=True)
class Part:
    """One piece of software that runs in Tagger."""

    name: str
    version: str
    license: str
    """An SPDX expression where the part gives one, else the name it uses; empty: not told."""
    texts: tuple[Path, ...] = ()
    """Files with the licence's words, as the part brings them."""
    words: str = ""
    """Whose the part is, where its source is and the words of its licence, where they are noted."""


def parts() -> list[Part]:
    """Tagger itself, then all that it is built on, by name.

    Reads the notices, or the metadata of some fifty packages and loads FFmpeg: not for the Qt
    thread.
    """
    path = resources() / NOTICES
    if path.is_file():
        try:
            return _noted(path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("The third-party notices cannot be read: %s", error)
    return [Part("Tagger", __version__, LICENSE, _own_text()), *_native(), *_packages()]


def license_text(part: Part) -> str:
    """The words of the part's licence; empty where it brings none."""
    if part.words:
        return part.words
    found: list[str] = []
    for path in part.texts:
        try:
            found.append(path.read_text(encoding="utf-8", errors="replace").strip("\r\n"))
        except OSError:
            continue
    return "\n\n".join(found)


def _noted(path: Path) -> list[Part]:
    content = json.loads(path.read_text(encoding="utf-8"))
    texts = content["texts"]
    found: list[Part] = []
    for each in content["parts"]:
        whose = list(each["copyright"])
        if each["source"]:
            whose.append(say("Source: {address}", address=each["source"]))
        words = ["\n".join(whose), *(texts[name] for name in each["texts"])]
        found.append(
            Part(
                each["name"],
                each["version"],
                each["license"],
                words="\n\n".join(text for text in words if text),
            )
        )
    return found


def _own_text() -> tuple[Path, ...]:
    path = resources().parent / "LICENSE"
    if path.is_file():
        return (path,)
    try:
        return _texts(importlib.metadata.distribution("tagger"))
    except importlib.metadata.PackageNotFoundError:
        return ()


def _native() -> Iterator[Part]:
    """What comes inside of packages, or below them, and has no metadata of its own."""
    yield Part("Python", platform.python_version(), "PSF-2.0")
    yield Part("SQLite", sqlite3.sqlite_version, "blessing (public domain)")
    try:
        with needs("av"):
            import av
    except BrokenPartError:
        return
    yield Part("FFmpeg", av.ffmpeg_version_info, _FFMPEG_LICENSE)


def _packages() -> list[Part]:
    found: dict[str, Part] = {}
    asked = {"tagger"}
    waiting = ["tagger"]
    while waiting:
        name = waiting.pop()
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            # Needed on other systems, or with other versions of Python.
            continue
        if name != "tagger":
            found[name] = Part(
                distribution.name, distribution.version, _license(distribution),
                _texts(distribution),
            )  # fmt: skip
        for needed in _needed(distribution):
            if needed not in asked:
                asked.add(needed)
                waiting.append(needed)
    return [found[name] for name in sorted(found)]


def _needed(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    for text in distribution.requires or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def _license(distribution: importlib.metadata.Distribution) -> str:
    """By PEP 639, else the field of before, else the classifiers."""
    metadata = distribution.metadata
    expressions = metadata.get_all("License-Expression") or metadata.get_all("License") or [""]
    told = expressions[0]
    if told and len(told) <= _LONGEST_NAME and "\n" not in told:
        return told
    classifiers = metadata.get_all("Classifier") or []
    names = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License :: ")]
    return ", ".join(names)


def _texts(distribution: importlib.metadata.Distribution) -> tuple[Path, ...]:
    found: list[Path] = []
    for file in distribution.files or ():
        name = file.name.upper()
        inside = any(part.endswith(".dist-info") for part in file.parts)
        if inside and name.startswith(_TEXTS) and not name.endswith(".PY"):
            found.append(Path(str(distribution.locate_file(file))))
    return tuple(found)
