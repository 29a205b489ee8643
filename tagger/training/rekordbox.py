"""Rekordbox's XML: a collection of tracks, and playlists in folders that refer to them.

After "rekordbox XML format" by Pioneer DJ: `DJ_PLAYLISTS` holds `COLLECTION` with every `TRACK`
(`TrackID`, `Location` as a file URI) and `PLAYLISTS` with `NODE`s of type 0 (folder) and 1
(playlist), whose `TRACK`s have a `Key`: the `TrackID` where `KeyType` is 0, else the `Location`.
"""

from __future__ import annotations

from pathlib import Path

from tagger.training.crate_file import (
    Crate,
    make_crate,
    path_of_url,
)
from tagger.training.dj_xml import PlaylistNode, PlaylistTree, read_xml
from tagger.wording import later

_PLAYLIST = "1"
_BY_LOCATION = "1"


class _Rekordbox(PlaylistTree):
    root = "DJ_PLAYLISTS"
    kind = later("a Rekordbox collection")

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._within: list[str] = []
        self.locations: dict[str, str] = {}

    def start(self, element: str, attributes: dict[str, str]) -> None:
        above = self._within[-1] if self._within else ""
        self._within.append(element)
        if element == "NODE":
            self._open_node(
                attributes.get("Name", ""),
                attributes.get("Type") == _PLAYLIST,
                by_location=attributes.get("KeyType") == _BY_LOCATION,
            )
        elif element == "TRACK" and above == "COLLECTION":
            self._count_one()
            if location := attributes.get("Location"):
                self.locations[attributes.get("TrackID", "")] = location
        elif element == "TRACK" and above == "NODE" and self._nodes[-1].playlist:
            self._count_one()
            self._nodes[-1].keys.append(attributes.get("Key", ""))

    def end(self, element: str) -> None:
        self._within.pop()
        if element == "NODE":
            self._nodes.pop()

    def crate(self, node: PlaylistNode) -> Crate:
        if node.by_location:
            found = [key for key in node.keys if key]
        else:
            found = [self.locations[key] for key in node.keys if key in self.locations]
        lost = len(node.keys) - len(found)
        return make_crate(node.name, self._path, map(path_of_url, found), node.parents, lost)


def read_rekordbox(path: Path) -> tuple[Crate, ...]:
    """The playlists of a collection that Rekordbox exported as XML. Raises `CrateError`."""
    listener = _Rekordbox(path)
    read_xml(path, listener)
    return tuple(map(listener.crate, listener.playlists))
