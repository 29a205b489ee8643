"""For hatchling: the README as a package index shows it, without what lies beside it here.

Pictures and links of the repository lead nowhere on a page of its own, so pictures are left out and
a link is its text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURES = re.compile(r"<img\b[^>]*>[ \t]*\n?")
_LINK_BESIDE = re.compile(r"\[([^\]]+)\]\((?![a-z]+:|#)[^)]*\)")
_EMPTY_LINES = re.compile(r"\n{3,}")


def standing_alone(text: str) -> str:
    """The README's Markdown without pictures and links into the repository."""
    text = _LINK_BESIDE.sub(r"\1", _PICTURES.sub("", text))
    return _EMPTY_LINES.sub("\n\n", text)


class ReadmeHook(MetadataHookInterface):
    """Gives the project its long description."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": standing_alone(text)}
