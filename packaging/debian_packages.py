"""Which package of Debian (or a relative) a file of the system belongs to."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    purl: str
    source: str
    """Where the source of just this version is kept."""
    copyright: Path


class Packages:
    """Asks dpkg once per file; without dpkg it knows nothing."""

    def __init__(self) -> None:
        try:
            told = platform.freedesktop_os_release()
        except OSError:
            told = {}
        self._system = told.get("ID", "debian")
        self._codename = told.get("VERSION_CODENAME", "")
        self._known: dict[str, Package] = {}

    def owner(self, path: str) -> Package | None:
        real = os.path.realpath(path)
        # Packages from before /lib became a link to /usr/lib are listed under the old name.
        places = (path, real, real.removeprefix("/usr"), "/usr" + path)
        for line in _ask("dpkg-query", "--search", *dict.fromkeys(places)):
            name = line.rpartition(": ")[0].partition(",")[0]
            if name and not line.startswith("diversion "):
                return self._package(name)
        return None

    def _package(self, name: str) -> Package | None:
        if name not in self._known:
            shown = (
                "${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}"
            )
            for line in _ask("dpkg-query", "--show", f"--showformat={shown}\\n", name):
                short, version, architecture, source, of_source = line.split("\t")
                escaped = version.replace("+", "%2B").replace(":", "%3A")
                self._known[name] = Package(
                    short, version,
                    f"pkg:deb/{self._system}/{short}@{escaped}?arch={architecture}"
                    + (f"&distro={self._codename}" if self._codename else ""),
                    f"https://snapshot.debian.org/package/{source}/{of_source}/",
                    Path("/usr/share/doc") / short / "copyright",
                )  # fmt: skip
        return self._known.get(name)


def _ask(*command: str) -> list[str]:
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        return []
    return [line for line in asked.stdout.splitlines() if line]
