"""What stands in the table's cells: texts and tooltips of tracks and of groups."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tagger.ui.library.grouping import GroupBy, Head
from tagger.ui.library.lines import Column, Line
from tagger.ui.text import (
    counted,
    number,
    path_text,
    percent,
    plain,
    scores_text,
    stale_sentence,
    state_text,
    tooltip,
)
from tagger.workflow.review import ReviewState


def line_text(line: Line, column: Column) -> str:
    match column:
        case Column.TITLE:
            return line.title
        case Column.ARTIST:
            return line.artist
        case Column.ALBUM:
            return line.album
        case Column.GENRE:
            return line.genres
        case Column.SUGGESTION:
            nothing = line.state is ReviewState.NO_MUSIC
            return _tr("no music found") if nothing else line.suggestion
        case Column.SURE:
            return "" if line.sure is None else percent(line.sure)
        case Column.STATE:
            return state_text(line.row.state)


def line_tip(line: Line, column: Column) -> str:
    if column is Column.TITLE:
        text = path_text(line.row.track.path)
    elif line.row.error and (
        column is Column.STATE
        or (column is Column.SUGGESTION and line.state is ReviewState.NO_MUSIC)
    ):
        text = plain(line.row.error, 1000)
    elif line.stale and column in (Column.STATE, Column.SUGGESTION):
        text = stale_sentence(line.row)
    elif column is Column.SUGGESTION and line.chosen:
        text = _tr("%1 – chosen by you").replace("%1", line.suggestion)
    elif column is Column.SUGGESTION and line.row.decision is None and line.row.suggestion:
        text = scores_text(line.row.suggestion.suggested)
    else:
        text = line_text(line, column)
    return tooltip(text)


def head_name(head: Head, by: GroupBy) -> str:
    """What a group is called on its line."""
    if head.name:
        return head.name
    match by:
        case GroupBy.ALBUM:
            return _tr("No album")
        case GroupBy.ARTIST:
            return _tr("No artist")
        case GroupBy.GENRE:
            return _tr("No suggestion")
        case _:
            return "/"


def agreement_text(head: Head) -> str:
    """`9 of 10 Reggae`, or only the genre where all agree."""
    if head.best is None:
        return ""
    genre, count = head.best
    if count == head.size:
        return _tr("all %1").replace("%1", plain(genre)) if head.size > 1 else plain(genre)
    text = _tr("%1 of %2 %3")
    text = text.replace("%1", number(count)).replace("%2", number(head.size))
    return text.replace("%3", plain(genre))


def head_cell_text(head: Head, column: Column, by: GroupBy) -> str:
    match column:
        case Column.TITLE:
            return f"{head_name(head, by)} ({number(head.size)})"
        case Column.GENRE:
            return head.present
        case Column.SUGGESTION:
            return agreement_text(head)
        case Column.STATE if head.decided:
            return counted(head.decided, _tr("1 decided"), _tr("{n} decided"))
        case _:
            return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("cells", text)
