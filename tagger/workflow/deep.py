"""Train deep: the whole network learns the examples, and is offered only where that is better.

Who can do that is handed down as a `Deepen`; nothing here knows of PyTorch. The fine-tuned network
and the quick model are asked about the same tracks, by artists that neither has learned from.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tagger.audio.listen import OpenTrack
from tagger.catalog.suggestions import StoredEmbedding
from tagger.errors import TaggerError
from tagger.model.activity import DECISIVE_KIND, content_of
from tagger.model.library import LoadedModel
from tagger.model.network import Network
from tagger.records import Float32, ModelInfo, Track, TrackContent
from tagger.settings import WINDOWS
from tagger.training.comparison import Comparison, Standing
from tagger.training.deepening import Deepen, Deepened, DeepTask
from tagger.training.discriminant import Linear
from tagger.training.evaluation import Labels, assess, hold_parts, said_by
from tagger.training.folds import NEVER, genre_mass, split
from tagger.training.grouping import Groups
from tagger.training.learner import BLEND, learn
from tagger.training.selection import Selected, Trial
from tagger.wording import later, say
from tagger.workflow.analyse import is_audible
from tagger.workflow.example_records import Example
from tagger.workflow.gathering import hear_all, to_hear
from tagger.workflow.jobs import JobContext, Meter, ordered_map
from tagger.workflow.listener import Listener
from tagger.workflow.material import Base, Corrections, Material, Stopped, go_on, open_base
from tagger.workflow.personal_head import calibrated
from tagger.workflow.present import Present
from tagger.workflow.report import FINE_TUNED
from tagger.workflow.session import Session
from tagger.workflow.trained import Trained

QUICK = later("the quick training")


@dataclass(frozen=True, eq=False)
class DeepOffer:
    """A fine-tuned network beside the quick model."""

    trained: Trained
    """Ready to be saved; its evaluation is over the tested artists alone, and what stands there as
    the present model is the quick one."""
    epochs: int
    """After which it was best; 0 where learning only made it worse."""
    to_hear: int
    """Tracks of the library that are listened to again if it is used: a new network has heard
    nothing yet."""
    listening_seconds: float
    """How long that takes, by the pace of the examples just now."""

    @property
    def comparison(self) -> Comparison:
        """With the quick model, on artists that neither has learned from."""
        return self.trained.selected.evaluation.comparison

    @property
    def offered(self) -> bool:
        """Only where it is right more often than chance explains: it costs hours of listening."""
        return self.epochs > 0 and self.comparison.standing is Standing.BETTER


class DeepJob:
    """Fine-tune the bundled network on material as the person corrected it."""

    def __init__(
        self,
        session: Session,
        material: Material,
        deepen: Deepen,
        corrections: Corrections | None = None,
        method: str = BLEND,
    ) -> None:
        """`method` is the quick model's, which it has to beat."""
        self.title = say("Training the whole network")
        self._session = session
        self._material = material
        self._deepen = deepen
        self._corrections = corrections or Corrections()
        self._method = method

    def run(self, context: JobContext) -> DeepOffer | None:
        """None when cancelled. Raises `TaggerError` where nothing can be learned from, or there
        are too few artists to tell whether it is any better."""
        started = time.monotonic()
        base = open_base(self._session)
        all_examples, _, _ = self._material.corrected(self._corrections, base.genres)
        tracks = {
            each.identity: track
            for each in all_examples
            if (track := to_hear(self._session, each)) is not None
        }
        try:
            while True:
                corrections = _without(self._corrections, all_examples, tracks)
                examples, embeddings, groups = self._material.corrected(corrections, base.genres)
                if not examples:
                    raise TaggerError(say("No file of the examples can be read now."))
                try:
                    found = self._tune(base, examples, groups, tracks, context)
                    break
                except _Unreadable as error:
                    # A failing file never stops the others: they begin again without it.
                    del tracks[error.identity]
            new = Listener(_opened(found.network))
            begun = time.monotonic()
            heard = hear_all(self._session, new, examples, context)
            pace = (time.monotonic() - begun) / max(len(heard), 1)
            go_on(context.token)
            trained = self._judged(base, new, found, examples, embeddings, groups, heard)
        except Stopped:
            return None
        library = {t.identity for t in self._session.tracks.library() if is_audible(t)}
        waiting = len(library - set(heard))
        return DeepOffer(
            replace(trained, seconds=time.monotonic() - started),
            found.epochs,
            waiting,
            waiting * pace,
        )

    def _tune(
        self,
        base: Base,
        examples: Sequence[Example],
        groups: Groups,
        tracks: dict[bytes, Track],
        context: JobContext,
    ) -> Deepened:
        labels = [each.genres for each in examples]
        taught = dict.fromkeys(genre for names in labels for genre in names)
        meter: Meter | None = None
        stage = ""

        def report(name: str, done: int, of: int) -> None:
            nonlocal meter, stage
            go_on(context.token)
            if meter is None or name != stage:
                meter, stage = Meter(context, name, of), name
            meter.total = of
            meter.step(count=done - meter.done)

        windows = self._windows(base, [tracks[e.identity] for e in examples], context)
        task = DeepTask(
            base.path,
            base.statistics,
            tuple(dict.fromkeys((*base.genres, *taught))),
            lambda row: next(windows),
            labels,
            groups.index,
        )
        try:
            return self._deepen(task, report)
        finally:
            windows.close()

    def _windows(
        self, base: Base, tracks: Sequence[Track], context: JobContext
    ) -> Generator[Float32]:
        """The windows that count of each track, some read ahead."""
        count = self._session.settings.get(WINDOWS)
        model = base.listener.model

        def read(track: Track) -> Float32 | None:
            try:
                with OpenTrack(track.path, track.tags.duration, model.front_end, count) as sound:
                    logmel = sound.heard().logmel
            except (TaggerError, OSError):
                return None
            kinds = model.activity.kinds(model.network.embed(logmel), logmel)
            content = content_of(kinds)
            if content is TrackContent.NONE:
                return None
            return logmel[[kind is DECISIVE_KIND[content] for kind in kinds]]

        for track, logmel in ordered_map(read, tracks, self._session.workers, context.token):
            if logmel is None:
                raise _Unreadable(track.identity)
            yield logmel
        raise Stopped

    def _judged(
        self,
        base: Base,
        new: Listener,
        found: Deepened,
        examples: Sequence[Example],
        embeddings: Float32,
        groups: Groups,
        heard: dict[bytes, StoredEmbedding],
    ) -> Trained:
        labels = [each.genres for each in examples]
        temperature = base.listener.model.head.temperature
        vectors = _vectors(examples, heard, base.statistics.size)
        there = np.isfinite(vectors.sum(axis=1))
        rest = np.union1d(found.learned, found.stopping)
        quick = learn(
            base.statistics, base.linear, embeddings[rest], [labels[r] for r in rest], self._method
        )
        parts = split(labels, groups.index)
        fold = np.full(len(labels), NEVER, dtype=np.intp)
        fold[[row for row in found.tested if there[row]]] = 0
        rival = said_by(quick.linear, embeddings, temperature)
        held = hold_parts(replace(parts, fold=fold, count=1), groups, rival)
        taught = [int(row) for row in found.learned if there[row]]
        refitted = learn(
            base.statistics,
            found.head.rows(base.genres),
            vectors[taught],
            [labels[row] for row in taught],
        ).linear
        # Which of the two heads it is may hang on any rows but the tested ones.
        trial = [int(row) for row in found.stopping if there[row]]
        heads = (refitted, found.head)
        names = [labels[row] for row in trial]
        linear = min(heads, key=lambda h: _surprise(h, vectors[trial], names, temperature))
        scores = said_by(linear, vectors[held.rows], temperature)
        evaluation = assess(held, scores)
        truth = [labels[int(row)] for row in held.rows]
        made = calibrated(base.listener.model.head, base.statistics, linear, scores, truth)
        own, other = evaluation.figures, evaluation.present
        none = Comparison(other.accuracy.right, 0, 0, other.accuracy.total - other.accuracy.right)
        trials = (
            Trial(self._method, other.accuracy, other.macro_f1, none),
            Trial(FINE_TUNED, own.accuracy, own.macro_f1, evaluation.comparison),
        )
        kept = {each.identity for each in examples}
        return Trained(
            tuple(examples),
            tuple(each for each in self._material.examples if each.identity not in kept),
            made.head,
            base.statistics.add(vectors[taught], [labels[row] for row in taught]),
            Selected(FINE_TUNED, evaluation, scores, trials),
            made.line,
            Present(say(QUICK), rival),
            Base(new, base.statistics, base.genres, found.network),
            0.0,
            tuple(heard.values()),
        )


def _surprise(head: Linear, vectors: Float32, labels: Labels, temperature: float) -> float:
    """How little a head expects the genres of tracks (N, D), in nats each."""
    said = said_by(head, vectors, temperature)
    names, mass = genre_mass(labels)
    chance = (said.columns(names) * (mass > 0)).sum(axis=1)
    return float(-np.log(np.maximum(chance, 1e-12)).mean()) if len(chance) else 0.0


class _Unreadable(Exception):
    def __init__(self, identity: bytes) -> None:
        super().__init__()
        self.identity = identity


def _opened(network: bytes) -> LoadedModel:
    opened = Network(Path("fine-tuned.onnx"), network)
    info = ModelInfo(FINE_TUNED, opened.path, opened.version, opened.genres, bundled=False)
    return LoadedModel(info, opened)


def _vectors(
    examples: Sequence[Example], heard: dict[bytes, StoredEmbedding], size: int
) -> Float32:
    """(N, D) what the new network heard; NaN where it heard nothing."""
    vectors = np.full((len(examples), size), np.nan, dtype=np.float32)
    for row, each in enumerate(examples):
        found = heard.get(each.identity)
        if found is not None and found.vector is not None:
            vectors[row] = found.vector
    return vectors


def _without(
    corrections: Corrections, examples: Sequence[Example], tracks: dict[bytes, Track]
) -> Corrections:
    """Leaving out, too, what cannot be read now."""
    gone = {each.identity for each in examples if each.identity not in tracks}
    return replace(corrections, left_out=corrections.left_out | gone)
