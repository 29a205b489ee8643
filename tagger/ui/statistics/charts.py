"""The numbers of a library as charts, with the filter that shows what each number counts."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication

from tagger.ui.statistics.chart import Cell, Chart, ChartRow, Head, Kind
from tagger.ui.text import number, percent, plain
from tagger.workflow.filtering import EXACTLY, Clause, Field
from tagger.workflow.reliability import SureBin
from tagger.workflow.statistics import (
    EARLIEST,
    LATEST,
    Genres,
    Stage,
    Statistics,
    Tally,
    YearTally,
)

_NAME = 168


def genres_chart(found: Statistics, stage: Stage) -> Chart:
    """Every genre of a stage with its tracks and its playing time."""
    genres = found.stages[stage]
    most = max((each.tally.tracks for each in genres.tallies), default=0)
    longest = max((each.tally.seconds for each in genres.tallies), default=0.0)
    bar = cache(lambda count: _bar(count, most))
    share = cache(lambda count: _percent(count, found.all.tracks))
    rows = [
        ChartRow(
            (
                Cell(_genre(each.genre), query=_genre_query(each.genre, stage)),
                bar(each.tally.tracks),
                share(each.tally.tracks),
                _time(each.tally, longest),
            ),
            last=not each.genre,
        )
        for each in genres.tallies
    ]
    heads = (
        Head(_tr("Genre"), Kind.NAME, _NAME),
        Head(_tr("Tracks"), Kind.BAR, 240),
        Head(_tr("Share"), Kind.NUMBER, 72, _tr("Of all tracks that are counted")),
        Head(_tr("Playing time"), Kind.BAR, 240, _time_tip()),
    )
    return Chart(heads, tuple(rows))


def years_chart(found: Statistics, *, by_year: bool) -> Chart:
    """Tracks and playing time of each decade, or of each year."""
    tallies = found.years if by_year else found.decades
    most = max((each.tally.tracks for each in tallies), default=0)
    longest = max((each.tally.seconds for each in tallies), default=0.0)
    rows = [
        ChartRow(
            (
                Cell(
                    _year_name(each, by_year=by_year),
                    each.year or 0,
                    query=_year_query(each, by_year=by_year),
                ),
                _bar(each.tally.tracks, most),
                _percent(each.tally.tracks, found.all.tracks),
                _time(each.tally, longest),
            ),
            last=each.year is None,
        )
        for each in tallies
    ]
    heads = (
        Head(_tr("Year") if by_year else _tr("Decade"), Kind.NAME, 104),
        Head(_tr("Tracks"), Kind.BAR, 272),
        Head(_tr("Share"), Kind.NUMBER, 72, _tr("Of all tracks that are counted")),
        Head(_tr("Playing time"), Kind.BAR, 272, _time_tip()),
    )
    return Chart(heads, tuple(rows))


def over_time_chart(genres: Genres, stage: Stage) -> Chart:
    """Genres down, decades across."""
    most = max((max(each.decades, default=0) for each in genres.over_time), default=0)
    years = [Clause(Field.YEAR, f"{decade}..{decade + 9}").text for decade in genres.decades]
    no_year, nothing = _no_year(), Cell("–")
    # A library may have thousands of genres, and most numbers many times.
    shown = cache(number)
    rows = []
    for each in genres.over_time:
        own = _genre_query(each.genre, stage)
        cells = [
            Cell(shown(count), count, count / most, f"{own} {query}") if count else nothing
            for query, count in zip(years, each.decades, strict=True)
        ]
        undated = each.undated
        none = Cell(shown(undated), undated, query=f"{own} {no_year}") if undated else nothing
        rows.append(ChartRow((Cell(_genre(each.genre), query=own), *cells, none), not each.genre))
    heads = (
        Head(_tr("Genre"), Kind.NAME, 128),
        *(Head(_decade(decade), Kind.SHADE, 64) for decade in genres.decades),
        Head(_tr("No year"), Kind.NUMBER, 72),
    )
    return Chart(heads, tuple(rows), by_cell=True)


def changes_chart(found: Statistics) -> Chart:
    """Genres before the first write, now, and after what waits; on one scale."""
    most = max((max(e.before, e.now, e.planned) for e in found.changes), default=0)
    bar = cache(lambda count: _bar(count, most))
    rows = [
        ChartRow(
            (
                Cell(_genre(each.genre), query=_genre_query(each.genre, Stage.NOW)),
                *map(bar, (each.before, each.now, each.planned)),
            ),
            last=not each.genre,
        )
        for each in found.changes
    ]
    heads = (
        Head(_tr("Genre"), Kind.NAME, _NAME),
        Head(
            _tr("Before"),
            Kind.BAR,
            184,
            _tr("What the files held before Tagger first wrote them; where it never did, now"),
        ),
        Head(_tr("Now"), Kind.BAR, 184, _tr("What the files hold, as last read")),
        Head(
            _tr("After writing"),
            Kind.BAR,
            184,
            _tr("What the files would hold if all that is decided were written now"),
        ),
    )
    return Chart(heads, tuple(rows))


def sureness_chart(found: Statistics) -> Chart:
    """Suggestions by how sure they are, the surest first, beside what became of them."""
    most = max((each.suggestions for each in found.sureness), default=0)
    rows = [
        ChartRow(
            (
                Cell(
                    _tr("%1–%2%").replace("%1", str(each.low)).replace("%2", str(each.high)),
                    each.low,
                    query=Clause(Field.SURE, f"{each.low}..{each.high}").text,
                ),
                _bar(each.suggestions, most),
                _expected(each, most),
                _kept(each),
                _plain_number(each.changed),
                _plain_number(each.refused),
            )
        )
        for each in reversed(found.sureness)
    ]
    heads = (
        Head(_tr("Sure"), Kind.NAME, 96),
        Head(_tr("Suggestions"), Kind.BAR, 168),
        Head(_tr("Expected right"), Kind.BAR, 168, _tr("How many of them, as far as is known")),
        Head(
            _tr("You kept"),
            Kind.NUMBER,
            96,
            _tr("Where you accepted that genre or chose it, of those that you gave a genre"),
        ),
        Head(_tr("You changed"), Kind.NUMBER, 104, _tr("Where you chose another genre")),
        Head(
            _tr("Left as is"),
            Kind.NUMBER,
            88,
            _tr("Where you left the file alone, which says nothing of the genre"),
        ),
    )
    return Chart(heads, tuple(rows))


def hours_text(seconds: float) -> str:
    """`842 h 10 min`, or less of it."""
    if seconds < 60:
        return _tr("%1 s").replace("%1", number(round(seconds)))
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return _tr("%1 min").replace("%1", number(minutes))
    text = _tr("%1 h %2 min").replace("%1", number(hours))
    return text.replace("%2", str(minutes))


def _bar(count: int, most: int) -> Cell:
    return Cell(number(count), count, count / most if most else 0.0)


def _plain_number(count: int) -> Cell:
    return Cell(number(count), count)


def _percent(count: int, total: int) -> Cell:
    share = count / total if total else 0.0
    return Cell(percent(share, 1), share)


def _time(tally: Tally, longest: float) -> Cell:
    if tally.tracks and tally.unknown == tally.tracks:
        return Cell(_tr("unknown"))
    text = hours_text(tally.seconds)
    if tally.unknown:
        # More than that, and nobody knows how much.
        text += "\u2009+"
    return Cell(text, tally.seconds, tally.seconds / longest if longest else 0.0)


def _time_tip() -> str:
    return _tr("A + stands where the length of some tracks is not known")


def _expected(each: SureBin, most: int) -> Cell:
    share = each.right / most if most else 0.0
    return Cell(number(round(each.right)), each.right, share)


def _kept(each: SureBin) -> Cell:
    if not each.decided:
        return Cell("–")
    text = _tr("%1 of %2").replace("%1", number(each.kept)).replace("%2", number(each.decided))
    return Cell(text, each.kept / each.decided)


def _genre(genre: str) -> str:
    return plain(genre) or _tr("No genre")


def _genre_query(genre: str, stage: Stage) -> str:
    field = Field.SUGGESTED if stage is Stage.SUGGESTED else Field.GENRE
    return Clause(field, f"{EXACTLY}{plain(genre)}" if genre else "").text


def _year_name(each: YearTally, *, by_year: bool) -> str:
    if each.year is None:
        return _tr("No year")
    return str(each.year) if by_year else _decade(each.year)


def _decade(decade: int) -> str:
    return _tr("%1s").replace("%1", str(decade))


def _year_query(each: YearTally, *, by_year: bool) -> str:
    if each.year is None:
        return _no_year()
    years = str(each.year) if by_year else f"{each.year}..{each.year + 9}"
    return Clause(Field.YEAR, years).text


def _no_year() -> str:
    # Those that cannot be among them, which "" would not find.
    return Clause(Field.YEAR, f"{EARLIEST}..{LATEST}", negated=True).text


def _tr(text: str) -> str:
    return QCoreApplication.translate("statistics", text)
