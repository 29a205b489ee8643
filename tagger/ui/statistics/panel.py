"""The page of the statistics, above the table: five charts, what is counted, and the export."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.controls import choice, sign_button
from tagger.ui.labels import ElidedLabel, PlainLabel
from tagger.ui.review.shortcuts import Key, with_key
from tagger.ui.statistics.chart import Chart, ChartView
from tagger.ui.statistics.charts import (
    changes_chart,
    genres_chart,
    hours_text,
    over_time_chart,
    sureness_chart,
    years_chart,
)
from tagger.ui.statistics.desk import StatisticsDesk
from tagger.ui.text import counted, number
from tagger.workflow.statistics import Stage, Statistics

_GENRES, _YEARS, _OVER_TIME, _CHANGES, _SURENESS = range(5)


class StatisticsPanel(QFrame):
    """Shows what a `StatisticsDesk` has counted."""

    asked = Signal(str)
    """For the filter: the tracks behind a number."""
    export_asked = Signal(str)
    """A value of `Form`."""
    left = Signal()
    """Escape: back to the table."""
    close_asked = Signal()

    def __init__(self, desk: StatisticsDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setMinimumHeight(200)
        self.stage = choice(
            self.tr("Which genres are counted"),
            (
                (self.tr("Genre now"), Stage.NOW),
                (self.tr("Suggestion"), Stage.SUGGESTED),
            ),
        )
        self.step = choice(
            self.tr("How years are put together"),
            ((self.tr("By decade"), "decade"), (self.tr("By year"), "year")),
        )
        for box in (self.stage, self.step):
            box.currentIndexChanged.connect(self._show_page)
        self.only_shown = QCheckBox(self.tr("Only what is shown"))
        self.only_shown.setToolTip(
            self.tr("Count the tracks that the filter and the view show, not the whole library")
        )
        self.only_shown.toggled.connect(desk.set_only_shown)
        self.summary = ElidedLabel("muted")
        self.summary.setAccessibleName(self.tr("The library in numbers"))
        self.again = sign_button("retry", self.tr("Count again"))
        self.again.clicked.connect(desk.count)
        self.export = sign_button("written", self.tr("Export all tables"))
        menu = QMenu(self.export)
        self.exports = {
            "csv": menu.addAction(self.tr("Export as a spreadsheet (CSV)…")),
            "json": menu.addAction(self.tr("Export as JSON…")),
        }
        for form, action in self.exports.items():
            action.triggered.connect(lambda _=False, form=form: self.export_asked.emit(form))
        self.export.setMenu(menu)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        tip = with_key(self.tr("Close the statistics"), Key.STATISTICS)
        self.close_button = sign_button("cancel", tip)
        self.close_button.clicked.connect(self.close_asked)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Statistics"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.pages = [
            self._page(name)
            for name in (
                self.tr("Genres"),
                self.tr("Years"),
                self.tr("Genres over time"),
                self.tr("Before and after"),
                self.tr("Sureness"),
            )
        ]
        self.tabs.currentChanged.connect(self._show_page)
        self.message = PlainLabel("", "muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setContentsMargins(24, 24, 24, 24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self.tabs)
        self._lay_out()
        desk.counting.connect(self._on_counting)
        desk.counted.connect(self._on_counted)
        desk.failed.connect(self._show_message)
        self._show_message(self.tr("Counting your library…"))
        self._show_page()

    @property
    def view(self) -> ChartView:
        """The chart of the page that is open."""
        return self.pages[self.tabs.currentIndex()].view

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 8, 6)
        bar.setSpacing(4)
        bar.addWidget(self.stage)
        bar.addWidget(self.step)
        bar.addSpacing(4)
        bar.addWidget(self.only_shown)
        bar.addSpacing(8)
        bar.addWidget(self.summary, 1)
        for button in (self.again, self.export, self.close_button):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._stack, 1)

    def _page(self, name: str) -> _Page:
        page = _Page(name)
        page.view.asked.connect(self.asked)
        page.view.left.connect(self.left)
        self.tabs.addTab(page, name)
        return page

    def _on_counting(self) -> None:
        self.again.setEnabled(False)
        if self._desk.found is None:
            self._show_message(self.tr("Counting your library…"))

    def _on_counted(self) -> None:
        self.again.setEnabled(True)
        self._show_page()

    def _show_message(self, text: str) -> None:
        self.again.setEnabled(not self._desk.is_counting)
        self.export.setEnabled(False)
        self.summary.show_text("")
        self.message.setText(text)
        self._stack.setCurrentWidget(self.message)

    def _show_page(self) -> None:
        """Fill the page that is open; the others when it is their turn."""
        found, place = self._desk.found, self.tabs.currentIndex()
        self.stage.setVisible(place in (_GENRES, _OVER_TIME))
        self.step.setVisible(place == _YEARS)
        if found is None:
            return
        if not found.all.tracks:
            self._show_message(
                self.tr("No track is shown, so there is nothing to count.")
                if self._desk.only_shown
                else self.tr(
                    "There is no music here yet. Add a folder, and its genres are counted here."
                )
            )
            return
        self.summary.show_text(self._summary(found))
        self.export.setEnabled(True)
        self._stack.setCurrentWidget(self.tabs)
        page, stage = self.pages[place], Stage(self.stage.currentData())
        match place:
            case 0:
                page.show_chart(genres_chart(found, stage), self._genres_hint(found, stage))
            case 1 if all(each.year is None for each in found.years):
                page.say(self.tr("No file tells its year, so there is nothing to show over time."))
            case 1:
                by_year = self.step.currentData() == "year"
                page.show_chart(years_chart(found, by_year=by_year), self._click_hint())
            case 2 if not found.stages[stage].decades:
                page.say(self.tr("No file tells its year, so there is nothing to show over time."))
            case 2:
                page.show_chart(over_time_chart(found.stages[stage], stage), self._several_hint())
            case 3:
                page.show_chart(changes_chart(found), self._changes_hint(found))
            case _ if not found.sureness:
                page.say(
                    self.tr(
                        "Nothing is suggested yet. Analyse your music, and this shows how sure "
                        "the suggestions are."
                    )
                )
            case _:
                page.show_chart(sureness_chart(found), self._sureness_hint(found))

    def _summary(self, found: Statistics) -> str:
        parts = [
            counted(found.all.tracks, self.tr("1 track"), self.tr("{n} tracks")),
            hours_text(found.all.seconds),
        ]
        if found.all.unknown:
            text = self.tr("length of %1 unknown")
            parts.append(text.replace("%1", number(found.all.unknown)))
        if found.absent:
            parts.append(self.tr("%1 absent").replace("%1", number(found.absent)))
        return "  ·  ".join(parts)

    def _click_hint(self) -> str:
        return self.tr("A click or Enter shows the tracks below.")

    def _several_hint(self) -> str:
        text = self.tr("A track with several genres counts in each.")
        return f"{text} {self._click_hint()}"

    def _genres_hint(self, found: Statistics, stage: Stage) -> str:
        genres = found.stages[stage]
        if not genres.values:
            if stage is Stage.SUGGESTED:
                return self.tr("Nothing is suggested or decided yet.")
            return self.tr("No file holds a genre yet; “Suggestion” counts what it could get.")
        told = [counted(genres.values, self.tr("1 genre"), self.tr("{n} genres"))]
        if genres.several:
            text = self.tr("%1 with several, which count in each")
            tracks = counted(genres.several, self.tr("1 track"), self.tr("{n} tracks"))
            told.append(text.replace("%1", tracks))
        return f"{'; '.join(told)}. {self._click_hint()}"

    def _changes_hint(self, found: Statistics) -> str:
        stages = [found.stages[stage] for stage in (Stage.BEFORE, Stage.NOW, Stage.PLANNED)]
        if not found.written and not found.waiting:
            return self.tr("Nothing was written and nothing waits, so all three are the same.")
        text = self.tr("Tracks without a genre: %1; different genres: %2.")
        text = text.replace("%1", _in_turn(each.without for each in stages))
        return text.replace("%2", _in_turn(each.values for each in stages))

    def _sureness_hint(self, found: Statistics) -> str:
        right = sum(each.right for each in found.sureness)
        if found.measured:
            text = self.tr(
                "About %1 of %2 are expected to be right, judging by music that the model had not "
                "learned from."
            )
        else:
            text = self.tr(
                "About %1 of %2 are expected to be right, if the model knows itself well; that was "
                "not measured."
            )
        text = text.replace("%1", number(round(right)))
        told = [text.replace("%2", number(found.suggestions))]
        if found.under_others:
            more = self.tr("%1 decisions on other models' suggestions are left out.")
            told.append(more.replace("%1", number(found.under_others)))
        return " ".join(told)


class _Page(QWidget):
    """A sentence over a chart, or a sentence in its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.view = ChartView(name)
        self.hint = PlainLabel("", "muted")
        self.message = PlainLabel("", "muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        self.hint.setContentsMargins(12, 0, 12, 0)
        layout.addWidget(self.hint)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.message, 1)
        self.message.hide()

    def show_chart(self, chart: Chart, hint: str) -> None:
        self.hint.setText(hint)
        self.view.setAccessibleDescription(hint)
        self.view.show_chart(chart)
        self._turn(chart=True)

    def say(self, text: str) -> None:
        """There is nothing to draw; the sentence says why."""
        self.message.setText(text)
        self._turn(chart=False)

    def _turn(self, *, chart: bool) -> None:
        self.hint.setVisible(chart)
        self.view.setVisible(chart)
        self.message.setVisible(not chart)


def _in_turn(counts: Iterable[int]) -> str:
    """Before, now and after."""
    return " → ".join(map(number, counts))
