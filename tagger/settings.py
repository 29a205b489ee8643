"""The declared options: name, type, default, one line of help, and the file that keeps them.

Only values that differ from their default are stored, so that a better default reaches everyone
who never chose another one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

from tagger.errors import SettingsError, display_path, explain_os_error
from tagger.records import MOST_SUGGESTED, Policy
from tagger.whole_file import write_whole
from tagger.wording import later, say

T = TypeVar("T", int, bool, str, tuple[str, ...])


@dataclass(frozen=True)
class Option(Generic[T]):
    """One setting. `choices` lists the allowed texts; `minimum` and `maximum` bound a number."""

    name: str
    default: T
    help: str
    """To be said where it is shown."""
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None

    def check(self, value: object) -> T:
        """The value in the option's own type. Raises `SettingsError` when it is not allowed."""
        if isinstance(self.default, tuple) and isinstance(value, list):
            value = tuple(str(item) for item in value)
        if type(value) is not type(self.default):
            wanted = type(self.default).__name__
            raise SettingsError(
                say(
                    "Setting “{name}” must be of type {wanted}, not {value!r}.",
                    name=self.name,
                    wanted=wanted,
                    value=value,
                )
            )
        if self.choices and value not in self.choices:
            allowed = ", ".join(self.choices)
            raise SettingsError(
                say(
                    "Setting “{name}” must be one of {allowed}, not {value!r}.",
                    name=self.name,
                    allowed=allowed,
                    value=value,
                )
            )
        if isinstance(value, int) and not isinstance(value, bool):
            low, high = self.minimum, self.maximum
            if (low is not None and value < low) or (high is not None and value > high):
                raise SettingsError(
                    say(
                        "Setting “{name}” must be between {low} and {high}, not {value}.",
                        name=self.name,
                        low=low,
                        high=high,
                        value=value,
                    )
                )
        return cast(T, value)


_POLICIES = tuple(policy.value for policy in Policy)

WORKERS = Option(
    "workers", 0, later("Threads that listen to tracks; 0 takes one per core."), (), 0, 64
)
WINDOWS = Option("windows", 8, later("Passages of each track that are listened to."), (), 1, 60)
GENRES_PER_TRACK = Option(
    "genres_per_track",
    MOST_SUGGESTED,
    later("The most genres suggested for one track, where several are likely."),
    (),
    1,
    MOST_SUGGESTED,
)
UNUSED_GENRES: Option[tuple[str, ...]] = Option(
    "unused_genres", (), later("Genres that are never suggested.")
)
ALBUM_GENRES = Option(
    "album_genres",
    False,
    later("Suggest one genre for all tracks of an album; compilations stay track by track."),
)
BULK_POLICY = Option(
    "bulk_policy", "fill", later("What accepting many suggestions writes."), _POLICIES
)
HAND_POLICY = Option(
    "hand_policy", "replace", later("What a genre picked by hand writes."), _POLICIES
)
KEEP_MTIME = Option(
    "keep_mtime",
    False,
    later("Keep a file's modification time when writing; media servers may not notice the change."),
)
UNDO_MTIME = Option(
    "undo_mtime",
    "old",
    later(
        "Whether undo brings a file's old modification time back, or gives a new one, which "
        "media servers notice."
    ),
    ("old", "new"),
)
SPLIT_HARD_LINKS = Option(
    "split_hard_links",
    False,
    later("Also write files that share their data with a hard link."),
)
SECOND_TAG = Option(
    "second_tag",
    False,
    later("Also change the genre of an MP3's second tag (APEv2) where it says something else."),
)
ID3V23_SEPARATOR = Option(
    "id3v23_separator",
    "",
    later(
        "What joins several genres in an ID3v2.3 tag; empty keeps them apart as most players "
        "read it."
    ),
)
WRITE_EVIDENCE = Option(
    "write_evidence",
    False,
    later(
        "Also write what was heard into the field TAGGER_GENRES, so that it travels with the file."
    ),
)
NEVER_WRITE: Option[tuple[str, ...]] = Option(
    "never_write",
    (),
    later("Folders in which no file is ever written, by no command and no button."),
)
PLACEHOLDERS = Option(
    "placeholders",
    (
        *("Other", "Others", "Unknown", "Unknown Genre", "Unclassified", "Unclassifiable"),
        *("Misc", "Misc.", "Miscellaneous", "None", "No Genre", "Undefined", "Genre", "Default"),
        *("Sonstige", "Sonstiges", "Andere", "Unbekannt", "Autre", "Autres", "Inconnu", "Otro"),
        *("Otros", "Desconocido", "Altro", "Altri", "Sconosciuto", "Outro", "Outros"),
        *("Desconhecido", "Overig", "Overige", "Onbekend", "Annat", "その他", "不明", "其他"),
        *("未知", "기타", "Другое", "Прочее"),
    ),
    later("Genre values that count as no genre at all; so do a number such as (12) and a year."),
)
PROFILE = Option(
    "profile",
    "standard",
    later("The program that reads your music; this sets how several genres are written."),
    ("standard", "navidrome", "jellyfin", "plex", "kodi", "rekordbox", "serato", "traktor", "own"),
)
PROFILE_JOINT = Option(
    "profile_joint",
    "; ",
    later(
        "What joins several genres for Rekordbox, Serato and Traktor, which show one value; "
        "empty writes the narrowest genre alone."
    ),
)
PROFILE_MOST = Option(
    "profile_most",
    0,
    later("Your own way: the most genres written into one file; 0 writes all."),
    (),
    0,
    20,
)
PROFILE_ORDER = Option(
    "profile_order",
    "as given",
    later("Your own way: which of two genres comes first where one lies below the other."),
    ("as given", "narrowest first", "broadest first"),
)
PROFILE_SEPARATOR = Option(
    "profile_separator",
    "",
    later(
        "Your own way: what joins several genres to one value; empty keeps them separate values."
    ),
)
PROFILE_SUBGENRES = Option(
    "profile_subgenres",
    "none",
    later("Your own way: a field for narrower genres; the genre field then gets the broad ones."),
    ("none", "STYLE", "SUBGENRE"),
)
WATCH_FOLDERS = Option(
    "watch_folders",
    True,
    later("Show on its own what is new, changed, moved or deleted in the folders of the library."),
)
LOOK_ON_RETURN = Option(
    "look_on_return",
    True,
    later(
        "Look through the folders when Tagger starts and when you come back to its window; "
        "needed for network shares, which tell of no change."
    ),
)
IDLE_LISTENING = Option(
    "idle_listening",
    False,
    later(
        "Listen to new tracks when you have not used Tagger for five minutes, and pause when "
        "you come back. What other programs do is not looked at."
    ),
)
ON_BATTERY = Option(
    "on_battery",
    "ask",
    later("What happens on battery before the library is listened to."),
    ("ask", "listen", "wait"),
)
ACTIVE_MODEL = Option("active_model", "", later("The model in use; empty is the bundled one."))
THEME = Option(
    "theme",
    "system",
    later("Light, dark, or as the system has it."),
    ("system", "light", "dark"),
)
LANGUAGE = Option(
    "language",
    "system",
    later("The language of the window; another one is used from the next start on."),
    ("system", "en", "de"),
)

OPTIONS: tuple[Option[int] | Option[bool] | Option[str] | Option[tuple[str, ...]], ...] = (
    WORKERS,
    WINDOWS,
    GENRES_PER_TRACK,
    UNUSED_GENRES,
    ALBUM_GENRES,
    BULK_POLICY,
    HAND_POLICY,
    KEEP_MTIME,
    UNDO_MTIME,
    SPLIT_HARD_LINKS,
    SECOND_TAG,
    ID3V23_SEPARATOR,
    WRITE_EVIDENCE,
    NEVER_WRITE,
    PLACEHOLDERS,
    PROFILE,
    PROFILE_JOINT,
    PROFILE_MOST,
    PROFILE_ORDER,
    PROFILE_SEPARATOR,
    PROFILE_SUBGENRES,
    WATCH_FOLDERS,
    LOOK_ON_RETURN,
    IDLE_LISTENING,
    ON_BATTERY,
    ACTIVE_MODEL,
    THEME,
    LANGUAGE,
)


class Settings:
    """The options' values, read from and written to one JSON file."""

    def __init__(self, file: Path, values: Mapping[str, object] | None = None) -> None:
        self.file = file
        self._values = dict(values or {})

    @classmethod
    def load(cls, file: Path) -> Settings:
        """Read the file; a missing one means defaults. Raises `SettingsError` when it is broken.

        Names that this version does not declare are kept, so that going back and forth between
        versions loses nothing.
        """
        try:
            content: object = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls(file)
        except OSError as error:
            raise SettingsError(
                explain_os_error(error, say("Could not read the settings")), file
            ) from error
        except ValueError as error:
            raise SettingsError(
                say(
                    "The settings file {file} is damaged ({error}). Correct it, or delete it "
                    "to start with the defaults.",
                    file=display_path(file),
                    error=error,
                ),
                file,
            ) from error
        if not isinstance(content, dict):
            raise SettingsError(
                say(
                    "The settings file {file} is damaged: it holds no options. Correct it, "
                    "or delete it to start with the defaults.",
                    file=display_path(file),
                ),
                file,
            )
        values = cast("dict[str, object]", content)
        for option in OPTIONS:
            if option.name in values:
                option.check(values[option.name])
        return cls(file, values)

    def get(self, option: Option[T]) -> T:
        if option.name not in self._values:
            return option.default
        return option.check(self._values[option.name])

    def set(self, option: Option[T], value: T) -> None:
        """Change one value and store it.

        What another process changed in the file meanwhile stays. Raises `SettingsError` when the
        value is not allowed or cannot be stored; then it stays as it was.
        """
        checked = option.check(value)
        try:
            stored = Settings.load(self.file) if self.file.exists() else self
            values = dict(stored._values)
        except SettingsError:
            # Damaged since it was read: what is known here replaces it.
            values = dict(self._values)
        if checked == option.default:
            values.pop(option.name, None)
        else:
            values[option.name] = checked
        self._save(values)
        if option.name in values:
            self._values[option.name] = values[option.name]
        else:
            self._values.pop(option.name, None)

    def _save(self, values: dict[str, object]) -> None:
        text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
        try:
            # A folder's name need not be UTF-8: what is none becomes JSON's own escape.
            write_whole(self.file, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise SettingsError(
                explain_os_error(error, say("Could not save the settings")), self.file
            ) from error
