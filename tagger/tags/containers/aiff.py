"""AIFF 1.3 and AIFF-C (Apple, 1989 and 1991): big-endian chunks, the sound in `SSND`.

The text chunks `NAME`, `AUTH`, `(c) ` and `ANNO` know no genre and stay as they are.
"""

from __future__ import annotations

from tagger.tags.containers.iff import Chunked
from tagger.wording import later


class Aiff(Chunked):
    byteorder = "big"
    not_such = later("it does not start like an AIFF file")
    too_large = later("it would grow beyond the 4 GB that an AIFF file can hold")
    forms = (b"FORM",)
    types = (b"AIFF", b"AIFC")
    sound = b"SSND"
    id3 = b"ID3 "
