"""What the map is made of, read and reckoned off the Qt thread, and kept while it is closed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.ui.library.lines import Line
from tagger.ui.map.coloring import ColorBy, Coloring, color_by
from tagger.workflow.mapping import Layout, LibraryMap, MapJob

_CALM_MILLISECONDS = 400
"""While an analysis goes on, the colours follow so often."""


class MapDesk(QObject):
    """One map at a time: its points, and the groups that colour them."""

    drawing = Signal()
    """A map is being drawn."""
    drawn = Signal()
    """`map` is another one, or was not drawn."""
    colored = Signal()
    """`coloring` is another one; it fits `map`."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.layout = Layout.GENRES
        self.by = ColorBy.SUGGESTION
        self.map: LibraryMap | None = None
        self.coloring: Coloring | None = None
        self.error: str | None = None
        """Why there is no map."""
        self.is_drawing = False
        self.watched = False
        """Whether anybody looks: nothing is reckoned otherwise."""
        self._stale = True
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=_CALM_MILLISECONDS)
        self._timer.timeout.connect(self._color)
        controller.mapping.ended.connect(self._on_ended)
        controller.rows.counted.connect(self._on_counted)
        controller.model_switched.connect(lambda _: self._on_other_model())
        controller.runner.idle.connect(self._draw_if_more)

    def watch(self, watched: bool) -> None:
        """Somebody looks from now on, or nobody any more."""
        self.watched = watched
        if not watched:
            self.cancel()
        elif self._stale or self.map is None:
            self.draw()
        else:
            self._color()

    def draw(self) -> None:
        """Read and lay out all tracks anew."""
        if self.is_drawing or self._controller.session is None:
            return
        self._stale = False
        self.is_drawing = True
        self.error = None
        self._controller.mapping.submit(MapJob(self._controller.session, self.layout))
        self.drawing.emit()

    def cancel(self) -> None:
        self._controller.mapping.cancel()

    def set_layout(self, layout: Layout) -> None:
        if layout is not self.layout:
            self.layout = layout
            self._redraw()

    def set_by(self, by: ColorBy) -> None:
        self.by = by
        self._color()

    def line(self, id_: int) -> Line | None:
        return self._controller.rows.line(id_)

    def _redraw(self) -> None:
        """Once what is being drawn was given up, where something is."""
        self._stale = True
        if self.is_drawing:
            self.cancel()
        elif self.watched:
            self.draw()

    def _on_other_model(self) -> None:
        self._redraw()

    def _on_ended(self, end: JobEnd) -> None:
        self.is_drawing = False
        self.error = end.error
        if self._stale and self.watched:
            self.draw()
            return
        if end.error is None and isinstance(end.result, LibraryMap):
            self.map = end.result
            self.coloring = None
            self._color()
        elif end.cancelled and self.map is not None:
            self.layout = self.map.layout
        else:
            self._stale = True
        self.drawn.emit()

    def _on_counted(self) -> None:
        if self.watched and not self._timer.isActive():
            self._timer.start()

    def _color(self) -> None:
        """Group the points by what their rows say now."""
        drawn, by = self.map, self.by
        if drawn is None or not self.watched:
            return
        self._turn += 1
        turn = self._turn
        lines = self._controller.rows.library.lines.copy()

        def done(coloring: Coloring) -> None:
            if turn == self._turn:
                self.coloring = coloring
                self.colored.emit()

        self._controller.background.submit(
            lambda: color_by(by, [lines.get(id_) for id_ in drawn.ids.tolist()]),
            done,
            wanted=lambda: turn == self._turn,
            doing=self.tr("Colouring the map"),
        )

    def _draw_if_more(self) -> None:
        """After a job: draw anew where tracks were heard that are no points yet."""
        drawn = self.map
        if not self.watched or drawn is None:
            self._stale = True
            return
        lines = self._controller.rows.library.lines.copy()

        def work() -> bool:
            heard = [id_ for id_, line in lines.items() if line.row.best is not None]
            return bool(np.isin(heard, drawn.ids, invert=True).any())

        def done(more: bool) -> None:
            if more:
                self._redraw()

        self._controller.background.submit(work, done, doing=self.tr("Counting the map"))
