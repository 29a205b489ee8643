"""The page of the map, above the table: what it shows, its legend, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tagger.ui import theme
from tagger.ui.controls import choice, sign_button
from tagger.ui.jobs import JobRunner
from tagger.ui.labels import ElidedLabel, PlainLabel
from tagger.ui.library.lines import Line
from tagger.ui.map.coloring import ColorBy
from tagger.ui.map.desk import MapDesk
from tagger.ui.map.legend import Legend
from tagger.ui.progress_strip import ProgressStrip
from tagger.ui.tab_order import put_before
from tagger.ui.text import counted, number, percent
from tagger.workflow.mapping import Layout
from tagger.workflow.neighbour_layout import installed

if TYPE_CHECKING:
    from tagger.ui.map.picture import Picture
    from tagger.ui.map.view import MapView

_LEGEND_WIDTH = 176
_MOST_TOLD = 3


class MapPanel(QFrame):
    """Shows what a `MapDesk` has. The points themselves come with `show_view`, once loaded."""

    picked = Signal(int)
    """A track's id."""
    lassoed = Signal(object)
    """(K,) ids, none when the lasso was cleared."""
    toggled = Signal()
    export_asked = Signal(str)
    """`png` or `svg`."""
    left = Signal()
    """Escape: back to the table."""
    close_asked = Signal()

    def __init__(self, desk: MapDesk, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view: MapView | None = None
        self.setMinimumHeight(200)
        self.by = choice(
            self.tr("Colour of the points"),
            (
                (self.tr("By suggestion"), ColorBy.SUGGESTION),
                (self.tr("By sureness"), ColorBy.SURE),
                (self.tr("By genre now"), ColorBy.TAG),
                (self.tr("By year"), ColorBy.YEAR),
            ),
        )
        self.by.currentIndexChanged.connect(lambda: desk.set_by(ColorBy(self.by.currentData())))
        self.layouts = choice(
            self.tr("What lies apart on the map"),
            (
                (self.tr("Genres apart"), Layout.GENRES),
                (self.tr("Largest differences apart"), Layout.SPREAD),
                *(((self.tr("Neighbours together"), Layout.NEIGHBOURS),) if installed() else ()),
            ),
        )
        self.layouts.currentIndexChanged.connect(
            lambda: desk.set_layout(Layout(self.layouts.currentData()))
        )
        self.lasso = sign_button("lasso", self.tr("Lasso: draw around tracks (Shift and drag)"))
        self.lasso.setCheckable(True)
        self.lasso.toggled.connect(self._on_lasso_tool)
        self.fit = sign_button("fit", self.tr("See the whole map (0)"))
        self.fit.clicked.connect(self._on_fit)
        self.export = sign_button("written", self.tr("Export the map as a picture"))
        menu = QMenu(self.export)
        self.exports = {
            "png": menu.addAction(self.tr("Export as PNG…")),
            "svg": menu.addAction(self.tr("Export as SVG…")),
        }
        for form, action in self.exports.items():
            action.triggered.connect(lambda _=False, form=form: self.export_asked.emit(form))
        self.export.setMenu(menu)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.close_button = sign_button("cancel", self.tr("Close the map (Ctrl+Shift+M)"))
        self.close_button.clicked.connect(self.close_asked)
        self.summary = ElidedLabel("muted")
        self.summary.setAccessibleName(self.tr("The map in words"))
        self.legend = Legend()
        self.legend.isolated.connect(self._on_isolated)
        self.message = PlainLabel("", "muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again = QPushButton(self.tr("Draw the map"))
        self.again.clicked.connect(desk.draw)
        self.strip = ProgressStrip(runner)
        self.pages = QStackedWidget()
        self._lay_out()
        desk.drawing.connect(self._on_drawing)
        desk.drawn.connect(self._on_drawn)
        desk.colored.connect(self._on_colored)
        self._show_message(self.tr("Drawing the map…"))
        self._enable()

    def show_view(self, view: MapView) -> None:
        """The points can be drawn from now on."""
        self.view = view
        view.picked.connect(self.picked)
        view.lassoed.connect(self.lassoed)
        view.toggled.connect(self.toggled)
        view.left.connect(self.left)
        self._center.insertWidget(0, view)
        put_before(self.legend, [view])
        self._center.setStretchFactor(0, 1)
        self._center.setSizes([600, _LEGEND_WIDTH])
        view.draws_lasso = self.lasso.isChecked()
        if self._desk.map is not None:
            self._on_drawn()
        if self._desk.coloring is not None:
            self._on_colored()

    def name_of(self, id_: int) -> str:
        """What a point is called: its track, and what is suggested for it."""
        line = self._desk.line(id_)
        if line is None:
            return ""
        parts = [line.title, line.artist, _suggestion(line)]
        return "  ·  ".join(filter(None, parts))

    def picture(self) -> Picture | None:
        """What an export would draw."""
        from tagger.ui.map.picture import Picture

        drawn, coloring, view = self._desk.map, self._desk.coloring, self.view
        if drawn is None or coloring is None or view is None:
            return None
        colors = theme.colors()
        only = self.legend.only
        return Picture(
            drawn.points,
            coloring,
            only,
            view.seen(),
            theme.is_dark(),
            colors.surface,
            colors.text,
        )

    def show_selected(self, inside: int, shown: int) -> None:
        """How many tracks the lasso holds, and how many of them the table shows."""
        text = counted(inside, self.tr("1 track in the lasso"), self.tr("{n} tracks in the lasso"))
        if shown < inside:
            more = self.tr("%1 of them are shown in the table and selected")
            text = f"{text}; {more.replace('%1', number(shown))}"
        self.summary.show_text(text)

    def show_hidden(self, id_: int) -> None:
        """A track was clicked that the table does not show."""
        text = self.tr("%1 is not among the rows shown; clear the filter to find it there.")
        line = self._desk.line(id_)
        self.summary.show_text(text.replace("%1", "" if line is None else line.title))

    def show_summary(self) -> None:
        """The map in a sentence."""
        coloring = self._desk.coloring
        if coloring is None:
            self.summary.show_text("")
            return
        text = counted(coloring.tracks, self.tr("1 track"), self.tr("{n} tracks"))
        largest = sorted(coloring.groups, key=lambda group: -group.count)[:_MOST_TOLD]
        told = ", ".join(f"{group.name} {number(group.count)}" for group in largest)
        self.summary.show_text(f"{text}: {told}" if told else text)
        if self.view is not None:
            self.view.setAccessibleDescription(self.summary.text())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 8, 6)
        bar.setSpacing(4)
        bar.addWidget(self.by)
        bar.addWidget(self.layouts)
        bar.addSpacing(4)
        bar.addWidget(self.summary, 1)
        for button in (self.lasso, self.fit, self.export, self.close_button):
            bar.addWidget(button)
        self._center = QSplitter(Qt.Orientation.Horizontal)
        self._center.setHandleWidth(1)
        self._center.setChildrenCollapsible(False)
        self._center.addWidget(self.legend)
        self.legend.setMinimumWidth(120)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch()
        column.addWidget(self.message)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        self._empty = empty
        self.pages.addWidget(empty)
        self.pages.addWidget(self._center)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.strip)
        self.strip.hide()

    def _show_message(self, text: str, *, again: bool = False) -> None:
        self.message.setText(text)
        self.again.setVisible(again)
        self.pages.setCurrentWidget(self._empty)

    def _on_drawing(self) -> None:
        self.strip.show()
        if self._desk.map is None:
            self._show_message(self.tr("Drawing the map…"))

    def _on_drawn(self) -> None:
        self.strip.setVisible(self._desk.is_drawing)
        # After a cancel the map before is shown, and so is its layout.
        self.layouts.blockSignals(True)
        self.layouts.setCurrentIndex(self.layouts.findData(self._desk.layout.value))
        self.layouts.blockSignals(False)
        drawn = self._desk.map
        if self._desk.error is not None:
            self._show_message(self._desk.error, again=True)
        elif drawn is None:
            self._show_message(self.tr("The map was not drawn."), again=True)
        elif not len(drawn.ids):
            self._show_message(
                self.tr(
                    "Nothing was analysed yet. Analyse your music, and every track becomes a "
                    "point here, beside what sounds like it."
                )
            )
        elif self.view is not None:
            self.view.show_map(drawn.ids, drawn.points)
            self.pages.setCurrentWidget(self._center)
        self._enable()

    def _on_colored(self) -> None:
        coloring = self._desk.coloring
        if coloring is None:
            return
        only = self.legend.show_groups(coloring)
        if self.view is not None:
            self.view.show_colors(coloring, only)
            if not self.view.lasso_drawn:
                self.show_summary()
        self._enable()

    def _on_isolated(self, only: int | None) -> None:
        if self._desk.coloring is not None and self.view is not None:
            self.view.show_colors(self._desk.coloring, only)

    def _on_lasso_tool(self, on: bool) -> None:
        if self.view is not None:
            self.view.draws_lasso = on

    def _on_fit(self) -> None:
        if self.view is not None:
            self.view.fit()

    def _enable(self) -> None:
        there = self.pages.currentWidget() is self._center and self._desk.coloring is not None
        for widget in (self.by, self.lasso, self.fit, self.export):
            widget.setEnabled(there)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.view is not None:
            self.view.show_theme()
            self._on_colored()


def _suggestion(line: Line) -> str:
    if line.sure is None:
        return line.suggestion
    return f"{line.suggestion} {percent(line.sure)}"
