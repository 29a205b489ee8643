"""Splices on a stream: the changed file, its digest, and a splice that does not fit noticed."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from tagger.tags.containers.source import Splice
from tagger.tags.splicing import SplicedDigest, Splicer, inverse


@st.composite
def changes(draw: st.DrawFn) -> tuple[bytes, list[Splice]]:
    content = draw(st.binary(min_size=1, max_size=200))
    cuts = sorted(draw(st.lists(st.integers(0, len(content)), max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return content, [Splice(a, content[a:b], draw(st.binary(max_size=9))) for a, b in pairs]


def run(content: bytes, splicer: Splicer, size: int) -> bytes:
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    out = b"".join(bytes(part) for chunk in chunks for part in splicer.feed(chunk))
    return out + b"".join(bytes(part) for part in splicer.finish())


@given(changes(), st.integers(1, 60))
def test_the_digest_of_a_change_is_that_of_the_changed_file(
    change: tuple[bytes, list[Splice]], size: int
):
    content, splices = change
    made = run(content, Splicer(splices), size)
    digest = SplicedDigest(splices)
    for at in range(0, len(content), size):
        digest.feed(content[at : at + size])
    assert digest.digest() == hashlib.sha256(made).digest()
    back = Splicer(inverse(splices), strict=True)
    assert run(made, back, size) == content
    assert not back.strayed


@given(changes(), st.integers(1, 60), st.data())
def test_a_file_that_holds_something_else_where_a_splice_takes_out_is_noticed(
    change: tuple[bytes, list[Splice]], size: int, data: st.DataObject
):
    content, splices = change
    taken = [splice for splice in splices if splice.removed]
    if not taken:
        return
    splice = data.draw(st.sampled_from(taken))
    at = data.draw(st.integers(splice.start, splice.end - 1))
    other = bytearray(content)
    other[at] ^= 1
    splicer = Splicer(splices, strict=True)
    run(bytes(other), splicer, size)
    assert splicer.strayed
