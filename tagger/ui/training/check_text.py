"""The sentences of the check step."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tagger.ui.text import counted
from tagger.ui.training.findings import Group


def name_of(group: Group) -> str:
    return {
        Group.COPIES: _tr("Copies"),
        Group.DOUBTFUL: _tr("Labels in doubt"),
        Group.OVERLAPS: _tr("Genres that overlap"),
        Group.THIN: _tr("Thin genres"),
    }[group]


def hint_on(group: Group) -> str:
    return {
        Group.COPIES: _tr(
            "Copies of one piece of music. Under one genre they do no harm; under two genres they "
            "say that both are right."
        ),
        Group.DOUBTFUL: _tr(
            "These sound like another genre to Tagger. Trust your ears: play them."
        ),
        Group.OVERLAPS: _tr(
            "These genres sound alike in your music. If they are one genre to you, join them."
        ),
        Group.THIN: _tr(
            "With so few examples a genre is learned poorly, and it can draw tracks away from "
            "other genres."
        ),
    }[group]


def nothing_text(group: Group) -> str:
    return {
        Group.COPIES: _tr("No piece of music is there twice."),
        Group.DOUBTFUL: _tr("Every track sounds like its genre, or close enough to it."),
        Group.OVERLAPS: _tr("All genres can be told apart."),
        Group.THIN: _tr("Every genre has enough tracks and artists."),
    }[group]


def caption_of(group: Group) -> str:
    return {
        Group.COPIES: _tr("These sound the same: Enter keeps one and leaves the others out"),
        Group.DOUBTFUL: _tr("The track, and those that sound like it"),
        Group.OVERLAPS: _tr("Tracks that lie among the other genre: Enter moves one there"),
        Group.THIN: _tr("All tracks of this genre"),
    }[group]


def headline(total: int, left: int) -> str:
    """How many findings there are, and how many of them are not answered."""
    if not total:
        return _tr("Nothing stands out: these examples can be learned from as they are.")
    if not left:
        return _tr("Every finding is answered.")
    return counted(
        left,
        _tr("1 finding is worth a look. You may also go on as it is."),
        _tr("{n} findings are worth a look. You may also go on as it is."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("check", text)
