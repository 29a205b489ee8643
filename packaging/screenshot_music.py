"""The music that screenshots show: real recordings, copied and given names that nobody owns."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from problem import SetupProblem

CLIPS = Path(__file__).resolve().parents[2] / "shared" / "data" / "clips"
SUFFIXES = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma")
_MOST_OF_A_GENRE = 7
_OF_AN_ALBUM = 4
_FIRST = ("Blue", "Quiet", "Northern", "Paper", "Golden", "Late", "Slow", "Silver", "Open", "Wild")
_THINGS = ("Harbour", "Lantern", "Garden", "Signal", "River", "Window", "Avenue", "Winter", "Mile")
_BANDS = ("Trio", "Brothers", "Quartet", "Union", "Ensemble", "Club", "Sisters", "Parade")
_UNTIDY = {
    "Classical": ("Klassik", "classical", "Classical"),
    "Electronic": ("Electronica; Dance", "electronic", "Electronic"),
    "Hip-Hop": ("Hip Hop", "Rap", "hip-hop"),
    "Rock": ("Rock/Pop", "Rock", "rock"),
    "Pop": ("Rock/Pop", "pop", "Other"),
}
"""What collectors find in files that come from everywhere."""


def find_clips(folder: Path | None) -> Path:
    """The folder of folders named by genre; raises `SetupProblem` where there is none."""
    place = folder or CLIPS
    if any(path.suffix.lower() in SUFFIXES for path in place.glob("*/*")):
        return place
    if folder is None:
        raise SetupProblem(
            f"The recordings that screenshots are made of are not beside this checkout ({place}). "
            "Name a folder of your own that holds one folder for each genre: "
            "python3 packaging/dev.py screenshots DIR --music FOLDER",
            exit_code=2,
        )
    raise SetupProblem(f"There is no music in folders named by genre in {place}.", exit_code=2)


def copy_music(clips: Path, target: Path, most: int = _MOST_OF_A_GENRE) -> list[Path]:
    """Copy at most so many tracks of each genre, with tags; nothing in `clips` is changed."""
    copies: list[Path] = []
    for place, folder in enumerate(sorted(path for path in clips.iterdir() if path.is_dir())):
        tracks = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
        for number, track in enumerate(tracks[:most]):
            copies.append(_copy(track, target, folder.name, place, number))
    return copies


def break_one(target: Path) -> None:
    """A file that is music by its name alone, and one that was cut off."""
    (target / "Downloads").mkdir()
    (target / "Downloads" / "Interview (final).mp3").write_bytes(b"not a sound in here " * 200)
    (target / "Downloads" / "Concert part 2.flac").write_bytes(b"")


def _copy(track: Path, target: Path, genre: str, place: int, number: int) -> Path:
    import mutagen
    from mutagen.easyid3 import EasyID3
    from mutagen.mp3 import MP3

    disc, titled = divmod(number, _OF_AN_ALBUM)
    artist = _name(_FIRST, _BANDS, 3 * place + disc)
    album = _name(_THINGS, ("Songs", "Tapes", "Sessions", "Lines"), 5 * place + disc)
    title = _name(_FIRST, _THINGS, 7 * place + 11 * number)
    path = target / artist / album / f"{titled + 1:02} {title}{track.suffix.lower()}"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(track, path)
    file = MP3(path, ID3=EasyID3) if path.suffix == ".mp3" else mutagen.File(path, easy=True)
    if file is None:
        return path
    if file.tags is None:
        file.add_tags()
    said = _UNTIDY.get(genre, (genre, "Other", None))[number % 3]
    texts = {
        "title": title,
        "artist": artist,
        "album": album,
        "tracknumber": str(titled + 1),
        "date": str(1956 + 5 * place + disc),
    }
    if said is not None:
        texts["genre"] = said
    for key, text in texts.items():
        file[key] = text
    file.save()
    return path


def _name(first: Sequence[str], second: Sequence[str], number: int) -> str:
    pairs = list(product(second, first))
    return " ".join(reversed(pairs[(number * 13) % len(pairs)]))
