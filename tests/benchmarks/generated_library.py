"""A made-up catalog as large as anybody's: what many collections together might look like.

    python tests/benchmarks/generated_library.py HOME TRACKS

Artists with albums of about twelve tracks in folders of their own; titles and names in a few
scripts; genres in the files that are right, wrong, translated or missing; suggestions with every
genre of the model in use, as it stores them, and the embeddings they come from; decisions on one
track in five, half of them written; some tracks failed, unplugged, or not heard yet.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings

from tagger.catalog.decisions import StoredDecision
from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.paths import Home, find_home
from tagger.records import (
    AnalysisStatus,
    Decision,
    DecisionKind,
    FileStamp,
    GenreScore,
    Presence,
    Suggestion,
    TrackTags,
)
from tagger.workflow.session import Session

WORDS = (
    "Blue", "Green", "What", "So", "Exodus", "Night", "Train", "Love", "River", "Moon",
    "Dance", "Fire", "Cold", "Heart", "Street", "Light", "Golden", "Summer", "Rain", "Road",
    "Silver", "Paper", "Dream", "Ghost", "Machine", "Ocean", "Border", "Winter", "Black",
    "Circle", "Mirror", "Garden", "Wire", "Signal", "Stone", "Letter", "Harbour", "Engine",
    "Velvet", "Static", "Él", "Über", "Straße", "Été", "Canção", "Søster",
)  # fmt: skip
OTHER_SCRIPTS = ("Ночь", "Москва", "Дорога", "東京", "夜", "海", "사랑", "λόγος")
"""Used by one artist in eight."""
MISTAKEN = ("Other", "Misc", "Klassik", "Hip Hop", "Rock/Pop", "Genre", "Indie", "クラシック")
FORMATS = ("mp3", "mp3", "mp3", "flac", "flac", "mp4", "ogg")
PART = 5000
EMBEDDING = 256


def fill(home: Home, count: int, seed: int = 1) -> None:
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    with Session.open(home) as session:
        listener = session.listener()
        genres = listener.model.info.genres
        for start in range(0, count, PART):
            files, suggestions, heard = [], [], []
            for number in range(start, min(count, start + PART)):
                identity = number.to_bytes(16, "big")
                files.append(_file(rng, number, identity, genres))
                if number % 29 == 0:
                    continue
                if number % 53 == 0:
                    heard.append(StoredEmbedding(identity, AnalysisStatus.FAILED, None, "broken"))
                    reason = "The file is damaged: no frame of sound could be read."
                    suggestions.append(
                        (identity, Suggestion(AnalysisStatus.FAILED, (), True, reason))
                    )
                    continue
                vector = numbers.normal(size=EMBEDDING).astype(np.float16)
                heard.append(StoredEmbedding(identity, AnalysisStatus.OK, vector, windows=8))
                suggestions.append((identity, _suggestion(rng, genres)))
            ids = session.tracks.store(files)
            session.suggestions.store_embeddings(listener.network_key, heard)
            session.suggestions.store(listener.key, suggestions)
            session.decisions.put(_decisions(rng, ids, genres, listener.key))
        key = listener.key
    stored = QSettings(str(home.data / "window.ini"), QSettings.Format.IniFormat)
    stored.setValue("model_key", key)
    stored.sync()


def _words(rng: random.Random, most: int, words: tuple[str, ...] = WORDS) -> str:
    return " ".join(rng.choices(words, k=rng.randint(1, most)))


def _file(rng: random.Random, number: int, identity: bytes, genres: tuple[str, ...]) -> ScannedFile:
    album_number, track = divmod(number, 12)
    of_album = random.Random(album_number)
    artist_number = album_number // 6
    words = WORDS if artist_number % 8 else OTHER_SCRIPTS + WORDS[:8]
    artist = _words(random.Random(artist_number), 3, words) + " Band"
    album = _words(of_album, 4, words)
    year = of_album.randint(1950, 2024)
    right = of_album.choice(genres)
    present = rng.choice([(), (right,), (right,), (rng.choice(MISTAKEN),), (rng.choice(genres),)])
    title = _words(rng, 5, words) if number % 17 else ""
    form = of_album.choice(FORMATS)
    path = Path(f"/music/{artist}/{year} {album}/{track + 1:02} {title} {number}.{form}")
    tags = TrackTags(
        title=title,
        artist=artist,
        album_artist=artist if album_number % 3 else "",
        album=album,
        composer=_words(rng, 2) if number % 5 == 0 else "",
        track=track + 1,
        year=year if number % 11 else None,
        duration=rng.uniform(100, 400),
        genres=present,
    )
    presence = Presence.UNPLUGGED if album_number % 97 == 0 else Presence.PRESENT
    stamp = FileStamp(rng.randrange(2_000_000, 40_000_000), 1_600_000_000_000_000_000 + number)
    return ScannedFile(path, stamp, form, identity, tags, presence)


def _suggestion(rng: random.Random, genres: tuple[str, ...]) -> Suggestion:
    best = rng.betavariate(5, 1.3)
    shares = sorted((rng.expovariate(1) for _ in genres[1:]), reverse=True)
    scale = (1 - best) / sum(shares)
    order = rng.sample(genres, len(genres))
    scores = (best, *(share * scale for share in shares))
    told = tuple(map(GenreScore, order, scores))
    return Suggestion(AnalysisStatus.OK, told, best < 0.55, likely=2 if 0.55 <= best < 0.6 else 1)


def _decisions(
    rng: random.Random, ids: list[int], genres: tuple[str, ...], key: str
) -> dict[int, StoredDecision | None]:
    kinds = (DecisionKind.ACCEPTED, DecisionKind.ACCEPTED, DecisionKind.CHOSEN)
    return {
        id_: StoredDecision(
            Decision(id_, rng.choice(kinds), (rng.choice(genres),), time.time()),
            written=rng.random() < 0.5,
            model=key,
        )
        for id_ in ids
        if rng.random() < 0.2
    }


if __name__ == "__main__":
    fill(find_home(Path(sys.argv[1])), int(sys.argv[2]))
