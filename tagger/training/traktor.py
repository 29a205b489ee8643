"""Traktor's NML: a collection and playlists in folders, as XML.

A file is known by volume, folder and name, joined to one key: `C:/:Music/:House/:a.mp3` or
`Macintosh HD/:Users/:me/:a.mp3`, with `/:` for a slash and `//` for a colon in a name.
`COLLECTION/ENTRY/LOCATION` has the parts (`VOLUME`, `DIR`, `FILE`), and every
`PLAYLIST/ENTRY/PRIMARYKEY` has the `KEY`, so that the collection need not be looked up.
"""

from __future__ import annotations

from pathlib import Path

from tagger.training.crate_file import Crate, make_crate
from tagger.training.dj_xml import PlaylistNode, PlaylistTree, read_xml
from tagger.wording import later

_SLASH = "/:"
_TRACKS = ("TRACK", "STEM")
"""What a key may be of; the samples and loops of a remix deck are no tracks."""


class _Traktor(PlaylistTree):
    root = "NML"
    kind = later("a Traktor collection")

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._in_playlist = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "NODE":
            self._open_node(attributes.get("NAME", ""), attributes.get("TYPE") == "PLAYLIST")
        elif element == "PLAYLIST":
            self._in_playlist += 1
        elif element == "PRIMARYKEY" and self._in_playlist and self._nodes:
            kind = attributes.get("TYPE", _TRACKS[0])
            if self._nodes[-1].playlist and kind in _TRACKS:
                self._count_one()
                self._nodes[-1].keys.append(attributes.get("KEY", ""))

    def end(self, element: str) -> None:
        if element == "NODE":
            self._nodes.pop()
        elif element == "PLAYLIST":
            self._in_playlist -= 1

    def crate(self, node: PlaylistNode) -> Crate:
        entries = [key.replace(_SLASH, "/\0").replace("//", ":") for key in node.keys]
        cleaned = (entry.replace("\0", "") for entry in entries)
        return make_crate(node.name, self._path, cleaned, node.parents)


def read_traktor(path: Path) -> tuple[Crate, ...]:
    """The playlists of an NML file of Traktor. Raises `CrateError`."""
    listener = _Traktor(path)
    read_xml(path, listener)
    return tuple(map(listener.crate, listener.playlists))
