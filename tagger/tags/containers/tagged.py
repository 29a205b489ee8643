"""Streams of audio frames between tags: Monkey's Audio, WavPack, Musepack."""

from __future__ import annotations

from functools import cached_property

from tagger.tags.containers.edges import Edges, find_edges
from tagger.tags.containers.source import Container, Ranges


class TaggedStream(Container):
    """Whatever is between the tags in front and the tags behind."""

    @cached_property
    def edges(self) -> Edges:
        return find_edges(self.source)

    def span(self) -> Ranges:
        return self.edges.span
