"""Fills a library with the Tagger of whatever checkout it is run in. Started by make.py.

    python fill.py MUSIC SORTED        (with TAGGER_HOME, in the folder of that checkout)

It calls only what every version has, and looks whether there is more. Nothing of today's tests may
be imported here: `tagger` is the old one.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from tagger.catalog.schema import latest
from tagger.paths import find_home
from tagger.records import Decision, DecisionKind
from tagger.workflow.session import Session


def tagger(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tagger", *map(str, arguments)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


def decide(music: Path) -> None:
    """Three decisions that wait to be written."""
    with Session.open(find_home()) as session:
        by_name = {track.path.name: track.id for track in session.tracks.all()}
        keys = [key for (key,) in session.catalog.reader().execute("SELECT model FROM suggestions")]
        accepted, rejected, chosen = (
            Decision(by_name[f"{name}.mp3"], kind, genres, time.time())
            for name, kind, genres in (
                ("four", DecisionKind.ACCEPTED, ("Hip Hop",)),
                ("five", DecisionKind.REJECTED, ()),
                ("six", DecisionKind.CHOSEN, ("Free Jazz", "Made-up Genre")),
            )
        )
        session.decisions.store([accepted, rejected, chosen], keys[0])


def keep_filters() -> None:
    """What the window keeps of its own: a filter by name, where there were such."""
    if importlib.util.find_spec("tagger.ui.library.saved_filters") is None:
        return
    from tagger.ui.library.saved_filters import SavedFilters

    SavedFilters(find_home()).keep("Old and blue", "blue year:1950..1965")


def main(music: Path, sorted_music: Path) -> None:
    tagger("scan", music)
    tagger("suggest", music)
    # Four batches: two that stand, one that was undone, and the undoing.
    tagger("tag", "--genre", "Jazz", music / "one.mp3", music / "two.flac")
    tagger("tag", "--genre", "Blues", music / "three.opus")
    tagger("undo")
    tagger("tag", "--genre", "Made-up Genre", "--genre", "Rock", music / "three.opus")
    if latest() >= 3:
        tagger("never-write", "add", music / "never")
        tagger("genres", "add", "Made-up Genre", "--parent", "Rock")
    if latest() >= 4:
        tagger(
            "train", sorted_music, "--name", "Made-up model", "--parent", "Madeup Step=Electronic"
        )
    decide(music)
    keep_filters()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
