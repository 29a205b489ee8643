"""Reading XML that a stranger wrote, element by element, in bounded memory.

A file that declares a document type is refused: it is the only place where entities can be
declared (XML 1.0, 4.2), and no program writes one into the files that are read here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

from tagger.errors import display_path
from tagger.training.crate_file import (
    MOST_CRATES,
    MOST_ENTRIES,
    CrateError,
    damaged,
    open_crate,
    too_large,
)
from tagger.wording import say

_MOST_BYTES = 1 << 30
_LONGEST_TOKEN = 4 << 20
"""Bytes. The parser reads an unfinished token again with every block, so it must not be long."""
_DEEPEST = 200
_BLOCK = 1 << 16


@dataclass
class PlaylistNode:
    """A playlist, or a folder of them, while it is read."""

    name: str
    playlist: bool
    parents: tuple[str, ...]
    """Names of the folders that it lies in, from the outermost."""
    keys: list[str] = field(default_factory=list)
    """Of its tracks, as the program names them."""
    by_location: bool = False
    """The keys are places of files, not numbers of the collection."""


class PlaylistTree:
    """The playlists of a file and the folders that are open while it is read; refuses too many."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._nodes: list[PlaylistNode] = []
        """From the outermost folder, which has a name of the program's own and stands for the list
        itself, to the innermost node."""
        self._count = 0
        self.playlists: list[PlaylistNode] = []

    def _open_node(self, name: str, playlist: bool, *, by_location: bool = False) -> None:
        parents = tuple(above.name for above in self._nodes[1:])
        node = PlaylistNode(name, playlist, parents, by_location=by_location)
        self._nodes.append(node)
        if node.playlist:
            self.playlists.append(node)
            if len(self.playlists) > MOST_CRATES:
                raise too_large(
                    self._path,
                    say("a list of more than {most:,} playlists", most=MOST_CRATES),
                )

    def _count_one(self) -> None:
        self._count += 1
        if self._count > MOST_ENTRIES:
            raise too_large(
                self._path,
                say("a list of more than {most:,} entries", most=MOST_ENTRIES),
            )


class Listener(Protocol):
    """What wants to know of the elements of a file, in their order."""

    root: str
    kind: str
    """What the file is, to be said in a sentence: "a Rekordbox collection"."""

    def start(self, element: str, attributes: dict[str, str]) -> None: ...

    def end(self, element: str) -> None: ...


def read_xml(path: Path, listener: Listener) -> None:
    """Tell `listener` of every element. Raises `CrateError`, also where the root is another one."""
    depth = 0
    token = 0

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth, token
        token = 0
        if depth == 0 and element != listener.root:
            raise damaged(
                path,
                listener.kind,
                say("it is a file of “{element}”", element=display_path(element[:40])),
            )
        depth += 1
        if depth > _DEEPEST:
            raise damaged(
                path, listener.kind, say("it is nested more than {most} deep", most=_DEEPEST)
            )
        listener.start(element, attributes)

    def end(element: str) -> None:
        nonlocal depth, token
        token = 0
        depth -= 1
        listener.end(element)

    def other(content: str) -> None:
        nonlocal token
        token = 0

    def declare(*declaration: object) -> None:
        raise CrateError(
            say(
                "{path} declares a document type, which {kind} never does; it was not read. "
                "Export it again.",
                path=display_path(path),
                kind=say(listener.kind),
            ),
            path,
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = other
    parser.StartDoctypeDeclHandler = declare
    parser.EntityDeclHandler = declare
    read = 0
    try:
        with open_crate(path, _MOST_BYTES) as file:
            while block := file.read(_BLOCK):
                read += len(block)
                token += len(block)
                if read > _MOST_BYTES or token > _LONGEST_TOKEN:
                    raise too_large(path, say("of an absurd size"))
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # The last two are of encodings that it claims to be in.
        raise damaged(
            path, listener.kind, say("it is no valid XML ({error})", error=error)
        ) from error
