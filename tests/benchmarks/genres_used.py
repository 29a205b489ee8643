"""What leaving genres out gives and costs: on held-out music, and on a large library.

    python tests/benchmarks/genres_used.py --data FOLDER [--cache FILE] [--trials 60]
    python tests/benchmarks/genres_used.py --tracks 50000

With `--data`, the training data that tagger/lab/data.py reads (no part of the repository; see
new_genres.py for `--cache`): some of the bundled model's genres are left out at random, many times,
and the valid items are asked about. They are in two parts then: those whose own genre is used, and
those whose own genre is not, for which no suggestion can be right. Printed for each share of genres
left out, in percent:

- right: best genres that are right where the own genre is used, before and after
- nothing fits: where the own genre is used (a false alarm) and where it is not (a catch)
- sure right: of the answers that are sure, over both parts, how many are right; by simply sharing
  out, and by the rule of `UsedGenres`
- said: what those answers say on average, and what `Suggestion.chance` promises of them

With `--tracks`, a made-up library is suggested anew without half of the genres, for all its albums
together, and as before.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from tagger.genres.used import UsedGenres
from tagger.genres.vocabulary import load_vocabulary
from tagger.model import Network
from tagger.paths import bundled_models, find_home
from tagger.records import LEAST_COVERED
from tagger.workflow.jobs import JobContext
from tagger.workflow.session import Session
from tagger.workflow.used import AdaptJob


def accuracy(data: Path, cache: Path, trials: int) -> None:
    from new_genres import heard

    _, valid, _, _ = heard(data, cache)
    head = Network(bundled_models() / "genre.onnx").head
    vocabulary = load_vocabulary()
    chances = head.probabilities(valid.embeddings)
    own = np.array([head.genres.index(genre) for genre in valid.genres])
    generator = np.random.default_rng(0)
    print(f"{len(own):,} held-out items, {len(head.genres)} genres, {trials} draws of each share")
    for share in (0.25, 0.5, 0.75):
        found = []
        for _ in range(trials):
            left_out = generator.permutation(head.genres)[: round(share * len(head.genres))]
            used = UsedGenres(head.genres, left_out.tolist(), vocabulary)
            kept, restricted, covered = used.restrict(head.genres, chances)
            answer = head.answer(chances).only(kept, restricted)
            best = np.array([head.genres.index(kept[c]) for c in restricted.argmax(axis=1)])
            is_used = np.isin(own, [head.genres.index(genre) for genre in kept])
            right, none = best == own, covered < LEAST_COVERED
            shared = restricted / restricted.sum(axis=1, keepdims=True)
            naive = ~answer.only(kept, shared).rank(1).unsure
            sure = ~answer.rank(1).unsure & ~none
            said = restricted.max(axis=1)
            promised = said * np.where(none, 1, covered)
            found.append(
                (
                    (chances.argmax(axis=1) == own)[is_used].mean(),
                    right[is_used].mean(),
                    none[is_used].mean(),
                    none[~is_used].mean(),
                    right[naive].mean(),
                    right[sure].mean(),
                    said[sure].mean(),
                    promised[sure].mean(),
                )
            )
        before, after, alarm, caught, simple, rule, said, promised = np.mean(found, axis=0)
        print(
            f"{share:4.0%} left out: right {before:.1%} -> {after:.1%}; nothing fits {alarm:.1%} "
            f"(used) {caught:.1%} (not used); sure right {simple:.1%} -> {rule:.1%}, "
            f"said {said:.1%}, promised {promised:.1%}"
        )


def speed(tracks: int) -> None:
    from switch_model import fill

    with tempfile.TemporaryDirectory() as scratch:
        home = find_home(scratch)
        home.ensure()
        with Session.open(home) as session:
            fill(session, tracks)
            session.catalog.write(
                lambda db: db.conn.execute(
                    "UPDATE tracks SET album = 'Album ' || (id / 12), "
                    "album_artist = 'Artist ' || (id / 60)"
                )
            )
            genres = session.listener().model.genres
            for words, job in (
                ("without half of the genres", AdaptJob(session, unused=genres[::2])),
                ("by albums as well", AdaptJob(session, albums=True)),
                ("by albums, nothing new", AdaptJob(session)),
                ("by tracks again", AdaptJob(session, albums=False)),
                ("with all genres again", AdaptJob(session, unused=())),
            ):
                wall, process = time.perf_counter(), time.process_time()
                done = job.run(JobContext())
                wall, process = time.perf_counter() - wall, time.process_time() - process
                print(
                    f"{tracks:,} tracks, {words}: {process:.1f} s of processor, {wall:.1f} s of "
                    f"wall, {done.changed:,} with another best genre"
                )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path)
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--trials", type=int, default=60)
    arguments.add_argument("--tracks", type=int, default=0)
    options = arguments.parse_args()
    if options.data is not None:
        cache = options.cache or Path(tempfile.gettempdir()) / "tagger-new-genres.npz"
        accuracy(options.data, cache, options.trials)
    if options.tracks:
        speed(options.tracks)


if __name__ == "__main__":
    main()
