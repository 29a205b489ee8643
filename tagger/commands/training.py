"""`tagger train`: a model of a person's own from their own music.

Until the model is saved nothing changes but what was heard, which is kept: a training that was
stopped goes on from there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tagger.commands.steps import interruptible, open_session
from tagger.commands.training_deep import deep_as_json, deep_lines, find_deepen
from tagger.commands.training_json import examples_as_json, findings_as_json, result_as_json
from tagger.commands.training_report import example_lines, finding_lines, lost_entries
from tagger.commands.training_result import Kept, kept_lines, result_lines
from tagger.console import Console
from tagger.errors import TaggerError, display_path

if TYPE_CHECKING:
    from tagger.commands.training_sources import Plan
    from tagger.training.deepening import Deepen
    from tagger.workflow.example_records import Example
    from tagger.workflow.jobs import CancelToken, Job
    from tagger.workflow.material import Material
    from tagger.workflow.session import Session
    from tagger.workflow.trained import Trained

R = TypeVar("R")

DEFAULT_NAME = "My genres"
_UNCHANGED = "The model in use is what it was."
_STOPPED = (
    f"Stopped; no model was made. {_UNCHANGED} What was heard so far is kept: the same command "
    "goes on from there."
)
_STOPPED_LATE = "Stopped, after the model was saved as “{}”. It is not in use by that."
_STOPPED_AT_ONCE = "Stopped at once. “tagger models” lists the models that are there."
_NO_SOURCE = (
    "Say what to learn from: folders that are named by genre, with --from-tags folders whose "
    "files have the right genres in their tags, --crate with a playlist, or --decisions for what "
    "you accepted in Tagger."
)


def add_words(train: argparse.ArgumentParser) -> None:
    """The options of `tagger train`."""
    train.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a folder named by its genre, or one that holds such folders; a file of playlists "
        "counts as --crate",
    )
    train.add_argument(
        "--from-tags",
        action="store_true",
        help="learn from the genre tags of the files instead of the names of the folders",
    )
    train.add_argument(
        "--crate",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="playlists that are named by genre (M3U, Rekordbox XML, Serato crate, Traktor NML); "
        "may be given repeatedly",
    )
    train.add_argument(
        "--decisions", action="store_true", help="learn from what you accepted or chose in Tagger"
    )
    train.add_argument(
        "--name", metavar="NAME", help=f"what the model is called (default: {DEFAULT_NAME})"
    )
    there = train.add_mutually_exclusive_group()
    there.add_argument(
        "--add-to",
        metavar="MODEL",
        help="teach a model of yours more; without anything else, gather its own examples anew",
    )
    there.add_argument(
        "--replace", action="store_true", help="put it in the place of the model called NAME"
    )
    train.add_argument(
        "--parent",
        action="append",
        default=[],
        metavar="GENRE=PARENT",
        help="a genre is a kind of another one, such as Zouk=International; may be given "
        "repeatedly",
    )
    train.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="GENRE",
        help="do not learn this genre; may be given repeatedly",
    )
    train.add_argument(
        "--deep",
        action="store_true",
        help="then train the whole network too, with PyTorch (the extra “lab”), and keep that one "
        "if it is better on artists that neither has heard; takes minutes to hours",
    )
    train.add_argument("--use", action="store_true", help="have it suggest from now on")
    train.add_argument(
        "--dry-run", action="store_true", help="only say how good it would be; keep no model"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Returns the exit code: 1 where something could not be learned from, though the rest was."""
    wrong = _wrong_usage(options)
    if wrong is not None:
        console.complain(wrong)
        return 2
    try:
        with interruptible() as token, open_session(options, console) as session:
            return _Training(options, console, session, token).run()
    except _Stopped as stopped:
        console.complain(stopped.text)
    except KeyboardInterrupt:
        console.complain(_STOPPED_AT_ONCE)
    return 130


class _Stopped(Exception):
    def __init__(self, text: str = _STOPPED) -> None:
        self.text = text


def _wrong_usage(options: argparse.Namespace) -> str | None:
    from tagger.tags.formats import is_audio_name
    from tagger.training.crates import is_crate_name

    if not (options.paths or options.crate or options.decisions or options.add_to):
        return _NO_SOURCE
    for path in options.paths:
        if not path.is_file() or is_crate_name(path.name):
            continue
        shown = display_path(path)
        if not is_audio_name(path.name):
            return f"{shown} is neither a folder nor music nor a file of playlists."
        if not options.from_tags:
            return (
                f"{shown} is a file. Give a folder that is named by its genre, or --from-tags to "
                "learn from the genre in its tags."
            )
    if options.dry_run and options.use:
        return "With --dry-run no model is kept that could be used. Leave one of the two out."
    if options.replace and not options.name:
        return "Say with --name which model is to be replaced."
    for said in options.parent:
        genre, _, parent = said.rpartition("=")
        if not genre.strip() or not parent.strip():
            return f"--parent takes GENRE=PARENT, such as Zouk=International, not “{said}”."
    return None


class _Training:
    """One run of the command."""

    def __init__(
        self, options: argparse.Namespace, console: Console, session: Session, token: CancelToken
    ) -> None:
        self._options = options
        self._console = console
        self._session = session
        self._token = token
        self._failed = False

    def run(self) -> int:
        from tagger.commands.training_sources import make_plan
        from tagger.workflow.gathering import CheckJob, ExamplesJob
        from tagger.workflow.train import TrainJob

        deepen = find_deepen(self._options) if self._options.deep else None
        console, session = self._console, self._session
        # What can be wrong with the words is found before minutes of listening, not after them.
        plan = make_plan(session, self._options, DEFAULT_NAME)
        found = self._do(ExamplesJob(session, plan.wanted, plan.adds_to))
        found = replace(found, failures=(*plan.unread, *found.failures))
        console.report(example_lines(found), examples_as_json(found))
        self._name_failures(found.failures)
        self._name_failures(lost_entries(found))
        found.check()
        examples, left_out = plan.without(session, found)
        parents = plan.parents_of(session, examples)
        material = self._do(CheckJob(session, examples))
        console.report(finding_lines(material), findings_as_json(material))
        self._name_failures(material.failures)
        trained = self._do(TrainJob(session, material))
        if not self._options.json:
            # Before it is saved: should that fail, the figures are there all the same.
            console.report(result_lines(trained), {})
        if deepen is not None:
            trained = self._deep(trained, material, deepen)
        kept = Kept()
        if not self._options.dry_run:
            kept = self._keep(trained, plan, left_out, parents)
        console.report(kept_lines(kept), result_as_json(trained, kept))
        if kept.error is not None:
            console.complain(f"{kept.error} {_UNCHANGED}")
        return int(self._failed or kept.error is not None)

    def _deep(self, quick: Trained, material: Material, deepen: Deepen) -> Trained:
        """The better of the two."""
        from tagger.workflow.deep import DeepJob

        job = DeepJob(self._session, material, deepen, method=quick.selected.method)
        try:
            offer = self._do(job)
        except TaggerError as error:
            self._failed = True
            self._console.complain(f"{error.message} The quick model is kept.")
            return quick
        self._console.report(deep_lines(offer), deep_as_json(offer))
        return offer.trained if offer.offered else quick

    def _do(self, job: Job[R | None]) -> R:
        from tagger.workflow.jobs import JobContext

        try:
            result = job.run(JobContext(self._token, self._console.progress))
        finally:
            self._console.end_progress()
        if result is None or self._token.cancelled:
            raise _Stopped
        return result

    def _keep(
        self,
        trained: Trained,
        plan: Plan,
        left_out: Iterable[Example],
        parents: dict[str, str],
    ) -> Kept:
        from tagger.workflow.switch import SwitchJob, is_in_use
        from tagger.workflow.train import save

        session = self._session
        try:
            info = save(
                session,
                trained,
                plan.name,
                wanted=plan.origin,
                left_out=tuple(left_out),
                parents=parents,
                replace=plan.replaces,
            )
        except TaggerError as error:
            return Kept(error=error.message)
        if not (self._options.use or is_in_use(session, info.name)):
            if self._token.cancelled:
                raise _Stopped(_STOPPED_LATE.format(display_path(info.name)))
            return Kept(info)
        try:
            # Also where it was in use before: what it suggests is another thing now.
            switched = self._do(SwitchJob(session, info.name))
        except _Stopped:
            raise _Stopped(_STOPPED_LATE.format(display_path(info.name))) from None
        except TaggerError as error:
            return Kept(info, error=error.message)
        return Kept(info, switched.model == info)

    def _name_failures(self, failures: Iterable[tuple[Path | str, str]]) -> None:
        for path, reason in failures:
            self._failed = True
            # In JSON they stand beside what was found.
            self._console.note(f"tagger: {display_path(path)}: {display_path(reason)}")
