"""What gathering examples has to tell, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Sized
from pathlib import Path

from tagger.errors import display_path
from tagger.records import Track
from tagger.wording import say, say_count
from tagger.workflow.example_records import GenreCount

MOST_GENRES = 1000
MANY_GENRES = 100
_MOST_NAMED = 5
_MOST_SHOWN = 30
"""Characters of a name that is too long."""


def beside_note(count: int, folder: Path) -> str:
    return say_count(
        count,
        "{count:,} file lies in {folder} itself, beside the folders that name genres: left out.",
        "{count:,} files lie in {folder} itself, beside the folders that name genres: left out.",
        folder=display_path(folder),
    )


def silent_note(count: int, folder: Path) -> str:
    return say_count(
        count,
        "{count:,} file in {folder} without a genre in the tags: left out.",
        "{count:,} files in {folder} without a genre in the tags: left out.",
        folder=display_path(folder),
    )


def copies_note(count: int) -> str:
    return say_count(
        count,
        "{count:,} file is a copy of music that is there already; each piece counts once.",
        "{count:,} files are copies of music that is there already; each piece counts once.",
    )


def missing_note(count: int) -> str:
    return say_count(
        count,
        "{count:,} file is no longer there: left out.",
        "{count:,} files are no longer there: left out.",
    )


def too_long_note(names: Collection[str]) -> str:
    return say_count(
        len(names),
        "{count:,} genre is left out for a name that is too long to be one, such as “{first}…”.",
        "{count:,} genres are left out for a name that is too long to be one, such as “{first}…”.",
        first=display_path(min(names).encode("utf-8", "replace"))[:_MOST_SHOWN],
    )


def genre_notes(genres: Sequence[GenreCount]) -> tuple[str, ...]:
    """What is unusual about these genres, in sentences."""
    notes: list[str] = []
    if len(genres) == 1:
        notes.append(
            say(
                "All examples are of one genre, {genre}. Without examples of others it is "
                "told apart only from the genres that the model knows.",
                genre=genres[0].genre,
            )
        )
    if len(genres) > MANY_GENRES:
        thin = [each.genre for each in genres if each.tracks == 1]
        rare = ""
        if thin:
            rare = say_count(
                len(thin),
                "; {count:,} has one track only, such as {names}",
                "; {count:,} have one track only, such as {names}",
                names=", ".join(thin[:_MOST_NAMED]),
            )
        notes.append(
            say(
                "These are {count:,} genres{rare}. Fewer and larger ones are learned better.",
                count=len(genres),
                rare=rare,
            )
        )
    return tuple(notes)


def obstacle_to(genres: Sequence[GenreCount], failures: Sized) -> str | None:
    """Why nothing can be learned from examples of these genres; None where it can."""
    if not genres:
        unread = ""
        if failures:
            unread = say_count(
                len(failures),
                " {count:,} file could not be read.",
                " {count:,} files could not be read.",
            )
        return say(
            "There is no example of any genre.{unread} Choose folders that are named by genre, "
            "files with genres in their tags, or playlists of music in the library.",
            unread=unread,
        )
    if len(genres) > MOST_GENRES:
        return say(
            "These are {count:,} genres, and one model learns {most:,} at most. "
            "Do the chosen folders, tags or playlists name genres, and not artists or "
            "albums?",
            count=len(genres),
            most=MOST_GENRES,
        )
    return None


def why_lost(candidates: Sequence[Track]) -> str:
    """Why an entry of a playlist leads to none of these."""
    if not candidates:
        return say("The library has no file of this name.")
    places = ", ".join(display_path(track.path) for track in candidates)
    if len(candidates) == 1:
        return say("Only its name is like that of {places}, which many files share.", places=places)
    return say("It may be any of several files: {places}.", places=places)
