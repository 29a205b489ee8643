"""The notices that licences ask for: who made what is in a bundle, and under which words.

Written into the bundle twice: as a text for people, and as JSON for the window's About. A licence
that many share is held once.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import licences
from components import Component
from problem import SetupProblem

FOLDER = Path("_internal") / "tagger" / "resources"
FOLDER_OF_APP = Path("Contents") / "Resources" / "tagger" / "resources"
"""In an app of macOS, whose signature has to be made anew afterwards."""
TEXT = "THIRD_PARTY_NOTICES.txt"
DATA = "third_party_notices.json"
_MOST_COPYRIGHTS = 40
_COPYRIGHT = re.compile(
    r"^\W*((?:Copyright|\(c\)|©)[\s:(].*\d{4}.*)$", re.IGNORECASE | re.MULTILINE
)
_RULE = "=" * 80
_HEAD = """\
Tagger is free software under the GNU General Public License, version 3 or later.

It comes with the software that is named below. Each piece is under the licence that stands with
it; all of them allow it to be given away together with Tagger. Where a licence gives you a right
to the source (GPL, LGPL, MPL), it is that of exactly the version named, at the address after
"Source"; you may change these libraries and put your own in their place, for they lie as files of
their own in the folder _internal.

FFmpeg is built by the makers of PyAV under the Lesser GPL and linked with x264 and x265, which are
under the GPL; the whole of it is therefore to be taken as under the GPL, version 3 or later.
"""


@dataclass(frozen=True)
class Notice:
    """What is told of one component."""

    component: Component
    copyright: tuple[str, ...]
    texts: tuple[str, ...]
    """Names of texts, by which `Notices.texts` holds them."""


@dataclass(frozen=True)
class Notices:
    notices: list[Notice]
    texts: dict[str, str]


def gather(found: list[Component]) -> Notices:
    """The notices of what `inventory.take` found, Tagger first.

    Raises `SetupProblem` for a component whose licence is there in name only.
    """
    told: list[Notice] = []
    texts: dict[str, str] = {}
    for component in found:
        if component.only_metadata:
            continue
        own = [_read(path) for path in component.texts if path.is_file()]
        copyrights = list(component.copyright)
        for text in own:
            copyrights += [match.strip() for match in _COPYRIGHT.findall(text)]
        names = [_keep(text, texts) for text in own if text]
        # Its own texts mostly are the licence; GPL and the like are often only pointed at.
        for name in licences.common_texts(component.license):
            if not own or name.startswith(("GPL", "LGPL")):
                names.append(_keep(licences.common_text(name), texts))
        if not names:
            raise SetupProblem(
                f"There are no words of the licence of {component.name} ({component.license}); "
                "put them into packaging/licence_texts."
            )
        lines = tuple(dict.fromkeys(copyrights))[:_MOST_COPYRIGHTS]
        told.append(Notice(component, lines, tuple(dict.fromkeys(names))))
    return Notices(told, texts)


def write(bundle: Path, found: list[Component]) -> list[Path]:
    """Write both files into the bundle; the paths."""
    gathered = gather(found)
    folder = bundle / (FOLDER_OF_APP if (bundle / "Contents").is_dir() else FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    text, data = folder / TEXT, folder / DATA
    text.write_text(as_text(gathered), encoding="utf-8", newline="\n")
    data.write_text(as_json(gathered), encoding="utf-8", newline="\n")
    return [text, data]


def as_json(gathered: Notices) -> str:
    parts = [
        {
            "name": notice.component.name,
            "version": notice.component.version,
            "license": notice.component.license,
            "copyright": list(notice.copyright),
            "source": notice.component.source,
            "texts": list(notice.texts),
        }
        for notice in gathered.notices
    ]
    return (
        json.dumps({"parts": parts, "texts": gathered.texts}, ensure_ascii=False, indent=0) + "\n"
    )


def as_text(gathered: Notices) -> str:
    """A table of all, then each with its words; shared licences at the end, once."""
    uses: dict[str, int] = {}
    for notice in gathered.notices:
        for name in notice.texts:
            uses[name] = uses.get(name, 0) + 1
    pieces = [_HEAD, _RULE, ""]
    pieces += [
        f"{notice.component.name} {notice.component.version}".ljust(48) + notice.component.license
        for notice in gathered.notices
    ]
    shared: list[str] = []
    for notice in gathered.notices:
        component = notice.component
        pieces += ["", _RULE, f"{component.name} {component.version}".rstrip(), ""]
        pieces += [f"Licence: {component.license}"]
        pieces += [f"Source: {component.source}"] if component.source else []
        pieces += notice.copyright
        for name in notice.texts:
            if uses[name] == 1:
                pieces += ["", gathered.texts[name]]
            else:
                shared += [name] if name not in shared else []
                pieces += ["", f"Its words are in text {shared.index(name) + 1} at the end."]
    for number, name in enumerate(shared, start=1):
        pieces += ["", _RULE, f"Text {number}", "", gathered.texts[name]]
    return "\n".join(pieces) + "\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip("\n\f ")


def _keep(text: str, texts: dict[str, str]) -> str:
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    texts[name] = text
    return name
