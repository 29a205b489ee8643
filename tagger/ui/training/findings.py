"""What was found among the examples, as lines that can be answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from tagger.training.checks import Copies, DoubtfulLabel, Overlap, ThinGenre
from tagger.ui.text import counted, genres_text, path_text, percent, plain
from tagger.ui.training.ledger import (
    Answer,
    Answers,
    Drop,
    Give,
    Join,
    Keep,
    LeaveOut,
    Ledger,
    Subject,
)
from tagger.workflow.example_records import Example
from tagger.workflow.material import Corrections, Material


class Group(IntEnum):
    COPIES = 0
    DOUBTFUL = 1
    OVERLAPS = 2
    THIN = 3


@dataclass(frozen=True)
class Finding:
    group: Group
    what: str
    now: str
    why: str
    suggestion: str
    rows: tuple[int, ...]
    """The tracks that it is about, of `Material.examples`; the first is played."""
    subjects: tuple[Subject, ...]
    """Whose answers settle it."""
    fix: Answers
    """The suggestion as answers."""
    out: Answers
    """Leave it out, as answers."""
    genres: tuple[str, ...] = ()
    """Of a pair or a thin genre."""

    @property
    def key(self) -> Subject:
        """Under which «keep as it is» stands."""
        return (self.group, *self.subjects)

    @property
    def everything(self) -> Answers:
        """What takes every answer to it back."""
        return dict.fromkeys((self.key, *self.subjects))

    def keep(self) -> Answers:
        return {**self.everything, self.key: Keep()}


def findings_of(material: Material) -> dict[Group, list[Finding]]:
    found = material.findings
    sizes = Counter(genre for each in material.examples for genre in each.genres)
    examples = material.examples
    return {
        Group.COPIES: [_copies(each, examples) for each in found.copies],
        Group.DOUBTFUL: [_doubtful(each, examples) for each in found.doubtful],
        Group.OVERLAPS: [_overlap(each, sizes) for each in found.overlaps],
        Group.THIN: [_thin(each) for each in found.thin],
    }


def size_of(material: Material, corrections: Corrections) -> tuple[int, int]:
    """How many tracks of how many genres are learned from."""
    joined, given = corrections.joined, corrections.given
    kept = [each for each in material.examples if each.identity not in corrections.left_out]
    taught = [given.get(each.identity, each.genres) for each in kept]
    names = [{joined.get(name, name) for name in genres} - corrections.dropped for genres in taught]
    return sum(map(bool, names)), len(set().union(*names))


def title_of(example: Example) -> str:
    """What a track is called; its file's name where it does not say."""
    return plain(example.title) or path_text(example.path.name)


def track_of(example: Example) -> str:
    artist = plain(example.artist)
    return f"{title_of(example)} · {artist}" if artist else title_of(example)


def answer_text(answer: Answer | None) -> str:
    """What was answered, in words."""
    match answer:
        case LeaveOut():
            return _tr("left out")
        case Give(genres):
            return _tr("is %1").replace("%1", genres_text(genres))
        case Join(into):
            return _tr("joined into %1").replace("%1", plain(into))
        case Drop():
            return _tr("not learned")
        case Keep():
            return _tr("kept as it is")
        case None:
            return ""


def status_of(finding: Finding, ledger: Ledger) -> str:
    """How a finding was answered; empty while it was not."""
    if kept := ledger.get(finding.key):
        return answer_text(kept)
    answers = [(s, ledger.get(s)) for s in finding.subjects]
    given = [(subject, answer) for subject, answer in answers if answer is not None]
    if not given:
        return ""
    if finding.group is Group.OVERLAPS:
        return "; ".join(f"{plain(str(subject))} {answer_text(a)}" for subject, a in given)
    if finding.group is Group.COPIES and len(given) < len(answers):
        texts = Counter(answer_text(answer) for _, answer in given)
        return ", ".join(f"{count} × {text}" for text, count in texts.items())
    return ", ".join(dict.fromkeys(answer_text(answer) for _, answer in given))


def alone(finding: Finding, row: int, examples: Sequence[Example]) -> Answers:
    """What taking the suggestion means for one track of a finding."""
    identity = examples[row].identity
    if finding.group is Group.COPIES:
        return _keep_one([examples[each].identity for each in finding.rows], identity)
    if finding.group is Group.DOUBTFUL:
        return dict(finding.fix) if row == finding.rows[0] else {}
    if finding.group is Group.OVERLAPS:
        one, other = finding.genres
        own = examples[row].genres
        swapped = tuple(dict.fromkeys(other if g == one else one if g == other else g for g in own))
        return {identity: Give(swapped)}
    return {}


def _keep_one(ids: Sequence[Subject], kept: Subject) -> Answers:
    return {identity: None if identity == kept else LeaveOut() for identity in ids}


def _copies(found: Copies, examples: Sequence[Example]) -> Finding:
    ids: tuple[Subject, ...] = tuple(examples[row].identity for row in found.rows)
    count = counted(len(ids) - 1, _tr("1 copy"), _tr("{n} copies"))
    same = _tr("the same sound") if found.exact else _tr("sounds the same")
    why = _tr("%1, under different genres") if found.across else _tr("%1")
    return Finding(
        Group.COPIES,
        track_of(examples[found.rows[0]]),
        genres_text(found.genres),
        f"{count}: {why.replace('%1', same)}",
        _tr("keep one"),
        found.rows,
        ids,
        _keep_one(ids, ids[0]),
        dict.fromkeys(ids, LeaveOut()),
    )


def _doubtful(found: DoubtfulLabel, examples: Sequence[Example]) -> Finding:
    identity = examples[found.row].identity
    why = _tr("%1 of the tracks that sound like it, all by others, are %2")
    why = why.replace("%1", percent(found.agreement)).replace("%2", plain(found.rather))
    return Finding(
        Group.DOUBTFUL,
        track_of(examples[found.row]),
        genres_text(found.genres),
        why,
        _tr("rather %1").replace("%1", plain(found.rather)),
        (found.row, *found.neighbours),
        (identity,),
        {identity: Give((found.rather,))},
        {identity: LeaveOut()},
    )


def _overlap(found: Overlap, sizes: Mapping[str, int]) -> Finding:
    small, large = sorted(found.genres, key=lambda genre: (sizes[genre], genre))
    why = _tr("They lie among each other to %1 (100% is one genre under two names)")
    join = _tr("join %1 into %2").replace("%1", plain(small)).replace("%2", plain(large))
    return Finding(
        Group.OVERLAPS,
        _tr("%1 and %2").replace("%1", plain(small)).replace("%2", plain(large)),
        f"{sizes[small]} + {sizes[large]}",
        why.replace("%1", percent(found.overlap)),
        join,
        found.rows,
        (small, large),
        {small: Join(large), large: None},
        {},
        (small, large),
    )


def _thin(found: ThinGenre) -> Finding:
    parts: list[str] = []
    if found.missing_tracks:
        one, many = _tr("1 more track"), _tr("{n} more tracks")
        parts.append(counted(found.missing_tracks, one, many))
    if found.missing_groups:
        one, many = _tr("1 more artist"), _tr("{n} more artists")
        parts.append(counted(found.missing_groups, one, many))
    now = counted(len(found.rows), _tr("1 track"), _tr("{n} tracks"))
    return Finding(
        Group.THIN,
        plain(found.genre),
        now,
        _tr("It needs %1").replace("%1", ", ".join(parts)),
        _tr("leave the genre out"),
        found.rows,
        (found.genre,),
        {found.genre: Drop()},
        {found.genre: Drop()},
        (found.genre,),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("findings", text)
