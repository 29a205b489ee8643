"""Numbered migrations. A migration that has shipped is never edited; the next one follows it."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x54414752
"""`TAGR`: tells a catalog from any other SQLite file."""

migrations = Migrations("tagger")


@migrations(name="0001_first")
def first(db: Database) -> None:
    """Tracks, what was heard in them, what was suggested, decided and written."""
    for statement in _FIRST.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0002_content")
def second(db: Database) -> None:
    """What a track holds, in how many of its windows it was heard, how many genres are likely."""
    for statement in _SECOND.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0003_fields")
def third(db: Database) -> None:
    """Fields beside the genre, in files and in writes; how fast each volume was written."""
    for statement in _THIRD.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0004_lessons")
def fourth(db: Database) -> None:
    """What personal models were taught: the examples of each."""
    for statement in _FOURTH.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0005_guests")
def fifth(db: Database) -> None:
    """Tracks that are known for the sake of something else and are no part of the library."""
    db.execute(_FIFTH)


@migrations(name="0006_covered")
def sixth(db: Database) -> None:
    """How much of a suggestion's probability lay on the genres that the person uses."""
    db.execute(_SIXTH)


@migrations(name="0007_albums")
def seventh(db: Database) -> None:
    """Of how many tracks a suggestion is, and which album these were."""
    for statement in _SEVENTH.split(";"):
        db.execute(statement)


@migrations(name="0008_upgrades")
def eighth(db: Database) -> None:
    """Which Tagger brought the catalog to which schema: an older one says whom to install."""
    db.execute(_EIGHTH)


def latest() -> int:
    """The number of the newest schema that this version knows."""
    return len(migrations._migrations)  # pyright: ignore[reportPrivateUsage]


# Paths are BLOBs (os.fsencode): sqlite3 refuses text that is not valid UTF-8, and file names are
# not bound to be. Lists of genres are JSON: they are always read and written whole.
_FIRST = """
CREATE TABLE roots (
    path BLOB PRIMARY KEY,
    added_at REAL NOT NULL,
    plugged INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE tracks (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    format TEXT NOT NULL,
    identity BLOB NOT NULL,
    presence TEXT NOT NULL,
    error TEXT,
    title TEXT NOT NULL DEFAULT '',
    artist TEXT NOT NULL DEFAULT '',
    album_artist TEXT NOT NULL DEFAULT '',
    album TEXT NOT NULL DEFAULT '',
    composer TEXT NOT NULL DEFAULT '',
    disc INTEGER,
    track INTEGER,
    year INTEGER,
    compilation INTEGER NOT NULL DEFAULT 0,
    duration REAL,
    genres TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX tracks_identity ON tracks (identity);

CREATE TABLE embeddings (
    identity BLOB NOT NULL,
    network TEXT NOT NULL,
    status TEXT NOT NULL,
    vector BLOB,
    error TEXT,
    analysed_at REAL NOT NULL,
    PRIMARY KEY (identity, network)
) WITHOUT ROWID;

CREATE TABLE suggestions (
    identity BLOB NOT NULL,
    model TEXT NOT NULL,
    status TEXT NOT NULL,
    genres TEXT NOT NULL,
    unsure INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (identity, model)
) WITHOUT ROWID;

CREATE TABLE decisions (
    track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
    identity BLOB NOT NULL,
    kind TEXT NOT NULL,
    genres TEXT NOT NULL,
    model TEXT,
    decided_at REAL NOT NULL,
    written INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX decisions_identity ON decisions (identity);

CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    policy TEXT,
    created_at REAL NOT NULL,
    undoes INTEGER REFERENCES batches (id)
);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    track_id INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
    path BLOB NOT NULL,
    identity BLOB NOT NULL,
    genres_before TEXT NOT NULL,
    genres_wanted TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    undoes INTEGER REFERENCES journal (id),
    undone_by INTEGER REFERENCES journal (id),
    sha256_before BLOB,
    sha256_after BLOB,
    size_before INTEGER,
    mtime_ns_before INTEGER,
    patch BLOB,
    changed_at REAL NOT NULL
);
CREATE INDEX journal_batch ON journal (batch_id);
CREATE INDEX journal_unfinished ON journal (state) WHERE state IN ('planned', 'prepared');
CREATE INDEX journal_track ON journal (track_id)
"""

# What the first version heard counts as music, but for silence: it alone has neither a vector nor
# genres and did not fail. Counts of 0 mean that nobody counted.
_SECOND = """
ALTER TABLE embeddings ADD COLUMN content TEXT NOT NULL DEFAULT 'music';
ALTER TABLE embeddings ADD COLUMN windows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE embeddings ADD COLUMN music_windows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE embeddings ADD COLUMN speech_windows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE suggestions ADD COLUMN content TEXT NOT NULL DEFAULT 'music';
ALTER TABLE suggestions ADD COLUMN likely INTEGER NOT NULL DEFAULT 1;
UPDATE embeddings SET content = 'none' WHERE vector IS NULL AND status != 'failed';
UPDATE suggestions SET content = 'none' WHERE genres = '[]' AND status != 'failed'
"""

# No file has this mtime: the next look at a track reads its other fields too.
_THIRD = """
ALTER TABLE tracks ADD COLUMN second_genres TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tracks ADD COLUMN custom TEXT NOT NULL DEFAULT '[]';
UPDATE tracks SET mtime_ns = -1;
ALTER TABLE journal ADD COLUMN fields_before TEXT NOT NULL DEFAULT '[]';
ALTER TABLE journal ADD COLUMN fields_wanted TEXT NOT NULL DEFAULT '[]';
CREATE TABLE write_rates (
    volume BLOB PRIMARY KEY,
    files REAL NOT NULL,
    bytes REAL NOT NULL,
    seconds REAL NOT NULL,
    bytes_squared REAL NOT NULL,
    bytes_seconds REAL NOT NULL
) WITHOUT ROWID
"""

# Genres of an example are JSON; none means that the person took it out for good.
_FOURTH = """
CREATE TABLE lessons (
    id TEXT PRIMARY KEY,
    taught_at REAL NOT NULL,
    network TEXT NOT NULL,
    wanted TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE examples (
    lesson TEXT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
    identity BLOB NOT NULL,
    genres TEXT NOT NULL,
    source TEXT NOT NULL,
    path BLOB NOT NULL,
    title TEXT NOT NULL,
    artist TEXT NOT NULL,
    album TEXT NOT NULL,
    folder BLOB NOT NULL,
    PRIMARY KEY (lesson, identity)
) WITHOUT ROWID
"""

_FIFTH = """
CREATE TABLE guests (
    track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE
)
"""

_SIXTH = "ALTER TABLE suggestions ADD COLUMN covered REAL NOT NULL DEFAULT 1"

_SEVENTH = """
ALTER TABLE suggestions ADD COLUMN tracks INTEGER NOT NULL DEFAULT 1;
ALTER TABLE suggestions ADD COLUMN album BLOB
"""

# Also read by Taggers that are older than the catalog: this table stays as it is.
_EIGHTH = """
CREATE TABLE upgrades (
    schema INTEGER PRIMARY KEY,
    tagger TEXT NOT NULL,
    upgraded_at REAL NOT NULL
)
"""
