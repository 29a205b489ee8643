"""Pieces of software as a bill of materials and the notices tell of them."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import licences
import native_libraries

_TEXT = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|THIRD.?PARTY|AUTHORS)", re.IGNORECASE)
_NO_TEXT = (".py", ".pyc", ".so", ".json", ".toml")


@dataclass
class Component:
    """One piece of software, with what of it lies in the bundle."""

    name: str
    version: str
    license: str
    purl: str
    source: str = ""
    """Where the source of just this version is, for a person."""
    within: str = ""
    """The `ref` of what brought it, where it is no package of its own."""
    copyright: tuple[str, ...] = ()
    texts: tuple[Path, ...] = ()
    needs: tuple[str, ...] = ()
    """Names of the distributions that it requires."""
    files: list[str] = field(default_factory=list)
    """Paths in the bundle, with `/`."""
    modules: list[str] = field(default_factory=list)
    """Python modules in the archive of the program."""
    only_metadata: bool = False
    """Nothing but its name, version and licence are in the bundle."""

    @property
    def ref(self) -> str:
        return f"{self.purl}#{self.within}" if self.within else self.purl


def python_component() -> Component:
    version = platform.python_version()
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return Component(
        "Python", version, "PSF-2.0", f"pkg:github/python/cpython@v{version}",
        source=f"https://www.python.org/downloads/release/python-{version.replace('.', '')}/",
        copyright=("Copyright (c) 2001 Python Software Foundation",),
        texts=(text,) if text.is_file() else (),
    )  # fmt: skip


def distribution_component(distribution: importlib.metadata.Distribution) -> Component:
    name = canonical(distribution.name)
    needs = tuple(
        canonical(match.group())
        for each in distribution.requires or ()
        if "extra ==" not in each and (match := re.match(r"[\w.-]+", each))
    )
    return Component(
        distribution.name, distribution.version, licences.of_distribution(distribution),
        f"pkg:pypi/{name}@{distribution.version}",
        source=f"https://pypi.org/project/{name}/{distribution.version}/#files",
        texts=texts_of(distribution), needs=needs,
    )  # fmt: skip


def canonical(name: str) -> str:
    """As PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def texts_of(distribution: importlib.metadata.Distribution) -> tuple[Path, ...]:
    found: list[Path] = []
    for file in distribution.files or ():
        if "tests" in file.parts or file.suffix in _NO_TEXT or "node_modules" in file.parts:
            continue
        of_package = len(file.parts) == 2 and _TEXT.match(file.name)
        if (
            of_package
            or any(part.endswith(".dist-info") for part in file.parts[:1])
            and ("licenses" in file.parts or _TEXT.match(file.name))
        ):
            found.append(Path(str(distribution.locate_file(file))))
    return tuple(path for path in found if path.is_file())


def qt_component(version: str) -> Component:
    """PySide6 has the version of the Qt that its wheels hold."""
    short = ".".join(version.split(".")[:2])
    return Component(
        "Qt", version, "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        f"pkg:generic/qt@{version}",
        source=f"https://download.qt.io/official_releases/qt/{short}/{version}/",
        copyright=("Copyright (C) The Qt Company Ltd. and other contributors",),
    )  # fmt: skip


def inside_component(inside: native_libraries.Inside, version: str, owner: Component) -> Component:
    text = (licences.TEXTS / f"{inside.text}.txt",) if inside.text else ()
    return Component(
        inside.name, version, inside.license, generic_purl(inside.name, version),
        source=inside.source or owner.source, within=owner.ref,
        copyright=(inside.copyright,) if inside.copyright else (), texts=text,
    )  # fmt: skip


def generic_purl(name: str, version: str) -> str:
    short = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")
    return f"pkg:generic/{short}@{version}" if version else f"pkg:generic/{short}"


def enclosed(
    distribution: importlib.metadata.Distribution,
) -> Iterator[tuple[str, str, str, str]]:
    """Name, version, purl and licence of what a wheel's own bills of materials name (PEP 770)."""
    for file in distribution.files or ():
        if "sboms" not in file.parts or file.suffix != ".json":
            continue
        content = json.loads(Path(str(distribution.locate_file(file))).read_text(encoding="utf-8"))
        for each in content.get("components", ()):
            purl: str = each.get("purl", "")
            if not purl or purl.startswith(f"pkg:pypi/{canonical(distribution.name)}@"):
                continue
            told = [
                entry.get("expression") or (entry.get("license") or {}).get("id") or ""
                for entry in each.get("licenses", ())
            ]
            told = [one for one in told if one]
            expression = " AND ".join(f"({one})" for one in told) if told[1:] else "".join(told)
            yield each["name"], each.get("version", ""), purl.partition("#")[0], expression
