"""What the vocabulary makes of a value in a tag: another spelling, or several genres."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tagger.genres.vocabulary import AND, JOINTS, Vocabulary, fold


def spellings(counts: Mapping[str, int], vocabulary: Vocabulary) -> dict[str, str]:
    """How names that the vocabulary does not know are mostly written, by what they fold to.

    `counts` tells of each value how many tracks hold it.
    """
    found: dict[str, str] = {}
    for value in sorted(counts, key=lambda each: (-counts[each], each)):
        name = _clean(value)
        if name and vocabulary.canonical(name) is None:
            found.setdefault(fold(name), name)
    return found


def offer(value: str, vocabulary: Vocabulary, unknown: Mapping[str, str]) -> tuple[str, ...] | None:
    """What a value should rather be; None where it is right, or where nobody knows better.

    A name or alias that is known becomes the vocabulary's own spelling, and a value that joins
    only known names becomes those. What is unknown is not torn apart, since "AC/DC" is one name;
    it gets its usual spelling, as `spellings` finds it.
    """
    known = vocabulary.canonical(value)
    if known is not None:
        return None if known == value else (known,)
    parts = vocabulary.parts(value)
    if len(parts) > 1 and all(vocabulary.canonical(part) is not None for part in parts):
        return vocabulary.spelled(parts)
    name = _clean(value)
    usual = unknown.get(fold(name), name)
    return (usual,) if usual and usual != value else None


def torn(value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A value split at every sign that may join genres, or else at its "and"; for who wants that.

    Names that are known get the vocabulary's spelling.
    """
    parts = [value]
    for joint in JOINTS:
        parts = [piece for part in parts for piece in joint.split(part)]
    named = _named(parts)
    if len(named) < 2:
        named = _named(AND.split(value))
    return vocabulary.spelled(named)


def _named(parts: Iterable[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def _clean(value: str) -> str:
    return " ".join(value.split())
