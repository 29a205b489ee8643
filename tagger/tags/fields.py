"""From mutagen's tags to `TrackTags`: one function for each family of tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from mutagen import apev2, asf
from mutagen._constants import GENRES as ID3V1_GENRES

from tagger.records import TrackTags
from tagger.tags.containers.source import CUSTOM_FIELDS

DISPLAY_LIMIT = 1000
"""Characters of a field that is shown; a genre is never cut."""
_NUMBER = re.compile(r"\s*(\d{1,9})")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_REFERENCES = re.compile(r"\((\d{1,3}|RX|CR)\)")
_WORDS = {"RX": "Remix", "CR": "Cover"}


def shown(value: object) -> str:
    """A field as one line of text, however hostile its content."""
    text = str(value)[: 4 * DISPLAY_LIMIT].replace("\0", "/")
    return " ".join(text.split())[:DISPLAY_LIMIT]


def _number(value: object) -> int | None:
    match = _NUMBER.match(str(value)[:40])
    return int(match[1]) or None if match else None


def _year(value: object) -> int | None:
    match = _YEAR.search(str(value)[:40])
    return int(match[1]) or None if match else None


def _texts(values: Iterable[object]) -> str:
    return shown("/".join(str(value) for value in values))


def _first(values: Iterable[object]) -> object:
    return next(iter(values), "")


def _reference(word: str) -> str | None:
    if word in _WORDS:
        return _WORDS[word]
    number = int(word)
    return ID3V1_GENRES[number] if number < len(ID3V1_GENRES) else None


def id3_genres(values: Iterable[str]) -> tuple[str, ...]:
    """Genres of a TCON frame with references such as "(17)", "17" or "RX" put into words.

    ID3v2.3 section 4.2.1: references come first, a refinement may follow, "((" stands for "(".
    A number that names no genre stays as it is.
    """
    genres: list[str] = []
    for value in values:
        if value.isascii() and value.isdigit() or value in _WORDS:
            number = value if value in _WORDS or len(value) <= 3 else ""
            genres.append((_reference(number) if number else None) or value)
            continue
        words = []
        rest = value
        while match := _REFERENCES.match(rest):
            words.append(_reference(match[1]) or match[0])
            rest = rest[match.end() :]
        rest = rest[1:] if rest.startswith("((") else rest
        genres += words
        if rest and rest not in words:
            genres.append(rest)
    return tuple(genres)


def id3_fields(tags: Any) -> TrackTags:
    """From ID3 frames as the file has them, of version 2.2, 2.3 or 2.4."""
    if tags is None:
        return TrackTags()

    def text(*names: str) -> list[str]:
        for name in names:
            found = [value for frame in tags.getall(name) for value in frame.text]
            if found:
                return [str(value) for value in found]
        return []

    compilation = text("TCMP", "TCP")
    return TrackTags(
        title=_texts(text("TIT2", "TT2")),
        artist=_texts(text("TPE1", "TP1")),
        album_artist=_texts(text("TPE2", "TP2")),
        album=_texts(text("TALB", "TAL")),
        composer=_texts(text("TCOM", "TCM")),
        disc=_number(_first(text("TPOS", "TPA"))),
        track=_number(_first(text("TRCK", "TRK"))),
        year=_year(_first(text("TDRC", "TYER", "TYE", "TDRL", "TDOR", "TORY", "TOR"))),
        compilation=_flag(_first(compilation)),
        genres=id3_genres(text("TCON", "TCO")),
        custom=named((frame.desc, frame.text) for frame in tags.getall("TXXX")),
    )


def named(found: Iterable[tuple[str, Iterable[object]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Of names with values the custom fields; one that is spelled in two ways gets both's."""
    fields: dict[str, list[str]] = {}
    for name, values in found:
        if name.upper() in CUSTOM_FIELDS:
            held = fields.setdefault(name.upper(), [])
            before = frozenset(held)
            held += [text for v in values if (text := str(v)) and text not in before]
    return tuple((name, tuple(held)) for name, held in sorted(fields.items()) if held)


def _flag(value: object) -> bool:
    return str(value).strip().lower() in {"1", "true", "yes"}


def vorbis_fields(tags: Any) -> TrackTags:
    """From Vorbis comments (FLAC, and Vorbis, Opus, Speex or FLAC in Ogg)."""
    if tags is None:
        return TrackTags()

    def get(*names: str) -> list[str]:
        return next((found for name in names if (found := tags.get(name))), [])

    return TrackTags(
        title=_texts(get("title")),
        artist=_texts(get("artist")),
        album_artist=_texts(get("albumartist", "album artist")),
        album=_texts(get("album")),
        composer=_texts(get("composer")),
        disc=_number(_first(get("discnumber", "disc"))),
        track=_number(_first(get("tracknumber", "track"))),
        year=_year(_first(get("date", "year", "originaldate"))),
        compilation=_flag(_first(get("compilation"))),
        genres=tuple(get("genre")),
        custom=named((name, get(name)) for name in CUSTOM_FIELDS),
    )


def mp4_fields(tags: Any) -> TrackTags:
    """From iTunes atoms. A `gnre` atom arrives as its name under "©gen"."""
    if tags is None:
        return TrackTags()

    def get(name: str) -> list[Any]:
        return tags.get(name, [])

    def position(name: str) -> int | None:
        pair = _first(get(name))
        return pair[0] or None if isinstance(pair, tuple) else None

    return TrackTags(
        title=_texts(get("\xa9nam")),
        artist=_texts(get("\xa9ART")),
        album_artist=_texts(get("aART")),
        album=_texts(get("\xa9alb")),
        composer=_texts(get("\xa9wrt")),
        disc=position("disk"),
        track=position("trkn"),
        year=_year(_first(get("\xa9day"))),
        compilation=bool(tags.get("cpil", False)),
        genres=tuple(get("\xa9gen")),
        custom=named(_freeform(tags)),
    )


def _freeform(tags: Any) -> Iterator[tuple[str, list[str]]]:
    """Name and values of every atom `----` of iTunes."""
    for key, values in tags.items():
        kind, _, rest = key.partition(":")
        mean, _, name = rest.partition(":")
        if kind == "----" and mean.lower() == "com.apple.itunes":
            yield name, [bytes(value).decode("utf-8", "replace") for value in values]


def asf_fields(tags: Any) -> TrackTags:
    """From the attributes of a WMA file."""
    if tags is None:
        return TrackTags()

    def get(name: str) -> list[str]:
        return [str(value) for value in tags.get(name, [])]

    def texts(name: str) -> list[str]:
        values = tags.get(name, [])
        return [str(value) for value in values if value.TYPE == asf.UNICODE and str(value)]

    return TrackTags(
        title=_texts(get("Title")),
        artist=_texts(get("Author")),
        album_artist=_texts(get("WM/AlbumArtist")),
        album=_texts(get("WM/AlbumTitle")),
        composer=_texts(get("WM/Composer")),
        disc=_number(_first(get("WM/PartOfSet"))),
        track=_number(_first(get("WM/TrackNumber"))),
        year=_year(_first(get("WM/Year"))),
        compilation=_flag(_first(get("WM/IsCompilation"))),
        genres=tuple(texts("WM/Genre")),
        custom=named((name, [value]) for name, value in tags if value.TYPE == asf.UNICODE),
    )


def apev2_fields(tags: Any) -> TrackTags:
    """From APEv2 items (WavPack, Monkey's Audio, Musepack)."""
    if tags is None:
        return TrackTags()

    def get(*names: str) -> list[str]:
        for name in names:
            if name in tags and tags[name].kind == apev2.TEXT:
                return str(tags[name]).split("\0")
        return []

    return TrackTags(
        title=_texts(get("Title")),
        artist=_texts(get("Artist")),
        album_artist=_texts(get("Album Artist", "AlbumArtist")),
        album=_texts(get("Album")),
        composer=_texts(get("Composer")),
        disc=_number(_first(get("Disc"))),
        track=_number(_first(get("Track"))),
        year=_year(_first(get("Year"))),
        compilation=_flag(_first(get("Compilation"))),
        genres=tuple(genre for genre in get("Genre") if genre),
        custom=named((name, get(name)) for name in CUSTOM_FIELDS),
    )
