"""Which tracks belong together when what was learned is checked: those of one artist.

A model that has heard an artist recognises the artist, not the genre: tracks of one artist on both
sides of a split flatter the result. Flexer, "A Closer Look on Artist Filters for Musical Genre
Classification", ISMIR 2007.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NO_NAMES = """
unknown unknownartist artistunknown unknownperformer unknownalbum untitled untitledalbum noartist
noalbum notitle none null na nn tba tbd various variousartists variousartist variousperformers
variouscomposers variousinterprets multipleartists multiple severalartists va vvaa aavv mixed
compilation compilations soundtrack ost originalsoundtrack artist album track audiotrack newartist
diverse diverseinterpreten diversekünstler diversen verschiedene verschiedeneinterpreten
verschiedenekünstler unbekannt unbekannterinterpret unbekannterkünstler unbekanntesalbum
ohneinterpret artistesvariés artistesdivers diversartistes plusieursartistes artisteinconnu
interprèteinconnu albuminconnu inconnu inconnue variosartistas variosintérpretes varios
artistadesconocido intérpretedesconocido álbumdesconocido desconocido váriosartistas
váriosintérpretes vários artistadesconhecido álbumdesconhecido desconhecido artistivari vari
autorivari artistasconosciuto albumsconosciuto sconosciuto diverseartiesten verschillendeartiesten
onbekendeartiest onbekend onbekendalbum diverseartister blandedeartister okändartist okäntalbum
okänd ukendtkunstner ukendt ukjentartist ukjent tuntematonesittäjä tuntematon eriesittäjiä
różniwykonawcy różni nieznanywykonawca nieznany nieznanyalbum různíinterpreti různí
neznámýinterpret neznámý különbözőelőadók ismeretlenelőadó ismeretlen çeşitlisanatçılar
bilinmeyensanatçı bilinmeyen разныеисполнители разные неизвестныйисполнитель неизвестен неизвестно
неизвестный неизвестныйальбом сборник різнівиконавці невідомийвиконавець невідомий
διάφοροικαλλιτέχνες διάφοροι άγνωστος άγνωστοςκαλλιτέχνης 不明 不明なアーティスト アーティスト不明
不明なアルバム アルバム不明 ヴァリアスアーティスト ヴァリアスアーティスツ オムニバス
コンピレーション 未知 未知艺术家 未知藝術家 未知艺人 未知歌手 未知专辑 未知專輯 佚名 群星 合辑
合輯 众艺人 眾藝人 여러아티스트 알수없는아티스트 알수없음 알수없는앨범 미상 ศิลปินไม่ทราบชื่อ
אמניםשונים אמןלאידוע فنانونمتنوعون فنانغيرمعروف
"""
"""What stands for "nobody" or "many" in the languages of common programs, as `_letters` sees it."""

_BY_FOLDING = str.maketrans({"ß": "ss", "ı": "i"})


def _letters(name: str) -> str:
    """A name as it is compared: letters and digits alone, without case, marks and width."""
    plain = unicodedata.normalize("NFKD", name).translate(_BY_FOLDING).casefold()
    return "".join(c for c in plain if c.isalnum())


_NO_ARTIST = frozenset(_letters(name) for name in _NO_NAMES.split())

_NUMBERED = re.compile(r"(unknownartist|unknownalbum|artist|album|cd|disc|disk)[0-9]{1,3}")
"""Placeholders that programs count up: "Unknown Artist (3)", "CD 2"."""

_GUEST = re.compile(r"\s[(\[]?(?:feat|ft|featuring)\b\.?\s.*$", re.IGNORECASE)


def _name_key(name: str) -> str:
    """What tells a name from others; empty where it names nobody."""
    letters = _letters(name)
    if letters in _NO_ARTIST or _NUMBERED.fullmatch(letters):
        return ""
    if letters:
        return letters
    # Names of signs alone exist ("!!!", "+/-"); a dash or a question mark says that there is none.
    signs = "".join(name.split())
    return "" if set(signs) <= set("-–—?_.*/<>[]()") else signs


def artist_key(artist: str) -> str:
    """The artist as groups know it: without guests, case, accents, signs and a leading article.

    Empty where the field names nobody: blank, Unknown Artist, Various Artists, V.A., Diverse, 不明.
    """
    main = _GUEST.sub("", artist.strip())
    if main.lower().startswith("the "):
        main = main[4:]
    elif main.lower().endswith(", the"):
        main = main[:-5]
    return _name_key(main)


def names_genre(folder: str, genres: Iterable[str]) -> bool:
    """Whether the last part of a folder's path is the name of one of the genres."""
    last = _letters(re.split(r"[/\\]", folder.rstrip("/\\"))[-1])
    return bool(last) and any(last == _letters(genre) for genre in genres)


def group_of(artist: str, album: str, folder: str, genres: Iterable[str] = ()) -> str:
    """The group of a track: its artist, else its album, else its folder; empty where none tells.

    A folder named after one of the track's `genres` is no group. Where another name led to the
    genre (an alias, a crate's name), hand the folder in as an empty text.
    """
    if key := artist_key(artist):
        return f"artist:{key}"
    if key := _name_key(album):
        return f"album:{key}"
    if folder and not names_genre(folder, genres):
        return f"folder:{unicodedata.normalize('NFC', folder)}"
    return ""


@dataclass(frozen=True, eq=False)
class Groups:
    """N tracks in G groups that are held out as a whole."""

    index: NDArray[np.intp]
    """(N,) the number of each track's group, 0 to G-1."""
    ungrouped: int
    """Tracks that neither artist nor album nor folder groups."""

    @property
    def count(self) -> int:
        return int(self.index.max()) + 1 if len(self.index) else 0

    @property
    def optimistic(self) -> bool:
        """Whether tracks of one artist may stand on both sides of a split."""
        return self.ungrouped > 0


def form_groups(names: Sequence[str], duplicates: Iterable[Sequence[int]] = ()) -> Groups:
    """Groups from the `group_of` each track (N,) and from the sets of rows that sound the same.

    A track without a group stands alone; duplicates join their groups into one, so that no copy of
    a track that is held out is learned from. Groups are numbered in the order of their first rows.
    """
    parent = list(range(len(names)))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    def join(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    first: dict[str, int] = {}
    for row, name in enumerate(names):
        if name:
            join(first.setdefault(name, row), row)
    for rows in duplicates:
        for row in rows[1:]:
            join(rows[0], row)
    roots = np.array([root(row) for row in range(len(names))], dtype=np.intp)
    index = np.unique(roots, return_inverse=True)[1].astype(np.intp)
    return Groups(index, sum(not name for name in names))
