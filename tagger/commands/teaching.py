"""`tagger teach`: the tracks whose answers would teach the model in use most."""

from __future__ import annotations

import argparse
import shlex

from tagger.commands.steps import open_session
from tagger.console import Console
from tagger.errors import display_path

MOST = 1000
"""Tracks that are listed at once; by then a refreshed model would ask other things."""


def add_words(teach: argparse.ArgumentParser) -> None:
    teach.add_argument(
        "--count",
        type=_count,
        default=20,
        metavar="N",
        help=f"list at most N tracks, up to {MOST} (default: 20)",
    )


def teach(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.teach import corrections_since, teach_most, why

    with open_session(options, console, read_only=True) as session:
        since = corrections_since(session)
        asked = teach_most(session, options.count)
    for each in asked:
        scores = [(score.genre, score.probability) for score in each.suggestions]
        shown = ", ".join(f"{display_path(genre)} {chance:.0%}" for genre, chance in scores)
        console.report(
            [f"{display_path(each.track.path)}: {shown} ({display_path(why(each.reason))})"],
            {
                "path": str(each.track.path),
                "genres": [
                    {"genre": genre, "probability": round(chance, 4)} for genre, chance in scores
                ],
                "why": each.reason.why.value,
                "between": list(each.reason.genres),
                "alike": each.reason.alike,
                "reason": why(each.reason),
            },
        )
    if not asked:
        console.complain(
            "There is nothing to ask: no track that was listened to is undecided. “tagger suggest” "
            "listens to music."
        )
    elif not options.json:
        console.complain(
            "Answer in the window, under “Train”: an answer is kept there, and no file is written."
        )
    if since.count and not options.json:
        some = "1 correction is" if since.count == 1 else f"{since.count:,} corrections are"
        name = display_path(since.model)
        how = f"train --add-to {shlex.quote(name)}" if since.refreshable else "train --decisions"
        console.complain(f"{some} not learned by “{name}”: “tagger {how}” teaches them.")
    return 0


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= MOST:
        raise argparse.ArgumentTypeError(f"must be between 1 and {MOST}, not {text}")
    return value
