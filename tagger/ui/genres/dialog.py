"""Every genre that the app knows, with the person's own spelling, parents and names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.genres.desk import Desk, Shown
from tagger.ui.genres.used_desk import UsedDesk
from tagger.ui.genres.used_page import UsedPage
from tagger.ui.labels import PlainLabel
from tagger.ui.text import plain

_SEPARATOR = ";"


class GenresDialog(QDialog):
    """Each change is stored when its button is pressed; the file is the person's to keep."""

    def __init__(self, desk: Desk, used: UsedDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Genres"))
        self.resize(860, 600)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.used = UsedPage(used, self)
        self._desk = desk
        self._shown: Shown | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find or add a genre"))
        self.filter.setAccessibleName(self.tr("Find or add a genre"))
        self.filter.setClearButtonEnabled(True)
        self._names = QStringListModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._names)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter.textChanged.connect(self._on_filter)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Genres"))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setModel(self._found)
        self.list.selectionModel().currentChanged.connect(lambda index: self._show(index.data()))
        self.add = QPushButton(self.tr("Add"))
        self.add.clicked.connect(lambda: desk.add(self.filter.text().strip()))
        left = QVBoxLayout()
        left.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(self.add)
        left.addLayout(row)
        left.addWidget(self.list, 1)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 5)
        body.addLayout(self._details(), 6)
        self.message = PlainLabel()
        names = QWidget()
        page = QVBoxLayout(names)
        page.setContentsMargins(0, 16, 0, 0)
        page.setSpacing(12)
        page.addLayout(body, 1)
        page.addWidget(self.message)
        page.addLayout(self._exchange())
        self.tabs.addTab(names, self.tr("&Names"))
        self.tabs.addTab(self.used, self.tr("Genres I &use"))
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(bottom)
        desk.shown.connect(self._on_shown)
        desk.failed.connect(self._on_failed)
        self._show(None)
        desk.read()

    def _details(self) -> QVBoxLayout:
        self.name = PlainLabel()
        font = self.name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.name.setFont(font)
        self.facts = PlainLabel(role="muted")
        self.spelling = QLineEdit()
        self.parents = QLineEdit()
        self.parents.setPlaceholderText(self.tr("For example House; Techno"))
        self.aliases = QLineEdit()
        self.aliases.setPlaceholderText(self.tr("For example Hiphop; Rap"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (self.tr("Written as"), self.spelling),
            (self.tr("Further parents"), self.parents),
            (self.tr("Further names"), self.aliases),
        ):
            field.setAccessibleName(title)
            field.textChanged.connect(self._on_edited)
            form.addRow(title, field)
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self._on_save)
        self.remove = QPushButton()
        self.remove.clicked.connect(self._on_remove)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.remove)
        row.addWidget(self.save)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addLayout(form)
        column.addLayout(row)
        column.addStretch()
        return column

    def show_used(self) -> None:
        self.tabs.setCurrentWidget(self.used)
        self.used.search.setFocus()

    def _exchange(self) -> QHBoxLayout:
        take = QPushButton(self.tr("Import…"))
        take.clicked.connect(self._choose_import)
        put = QPushButton(self.tr("Export yours…"))
        put.clicked.connect(self._choose_export)
        for button in (take, put, self.add, self.save, self.remove):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(take)
        row.addWidget(put)
        row.addStretch()
        return row

    def _on_shown(self, shown: Shown) -> None:
        self._shown = shown
        current = shown.chosen or self._current()
        names = sorted({*shown.vocabulary.names, *shown.vocabulary.hidden}, key=str.casefold)
        self._names.setStringList(names)
        if shown.chosen and shown.chosen not in self._visible():
            self.filter.clear()
        self._say("\n".join(shown.notes), "muted")
        rows = self._visible()
        if current in rows:
            self.list.setCurrentIndex(self._found.index(rows.index(current), 0))
        self._show(self._current() or None)
        self._on_filter()

    def _on_failed(self, text: str) -> None:
        self._say(text, "bad")

    def _visible(self) -> list[str]:
        return [self._found.index(row, 0).data() for row in range(self._found.rowCount())]

    def _current(self) -> str:
        return self.list.currentIndex().data() or ""

    def _on_filter(self) -> None:
        text = self.filter.text().strip()
        self._found.setFilterFixedString(text)
        known = self._shown is not None and self._shown.vocabulary.genre(text) is not None
        self.add.setEnabled(bool(text) and not known)

    def _show(self, name: str | None) -> None:
        shown = self._shown
        genre = shown.vocabulary.genre(name) if shown is not None and name else None
        for widget in (self.spelling, self.parents, self.aliases, self.remove):
            widget.setEnabled(genre is not None)
        self.name.setText(plain(genre.name) if genre else self.tr("Choose a genre on the left"))
        self.parents.clear()
        self.aliases.clear()
        self.spelling.setText(genre.name if genre else "")
        self.save.setEnabled(False)
        if shown is None or genre is None:
            self.facts.clear()
            self.remove.setText(self.tr("Hide"))
            return
        lines = []
        if genre.name in shown.own:
            lines.append(self.tr("One of yours."))
        if genre.name in shown.vocabulary.hidden:
            lines.append(self.tr("Hidden: it keeps its meaning, but is not offered."))
        for head, values in (
            (self.tr("Below: %1"), genre.parents),
            (self.tr("Above: %1"), shown.vocabulary.children(genre.name)),
            (self.tr("Also called: %1"), genre.aliases),
        ):
            if values:
                lines.append(head.replace("%1", plain(", ".join(values), 400)))
        self.facts.setText("\n".join(lines))
        hidden = genre.name in shown.vocabulary.hidden
        word = self.tr("Remove") if genre.name in shown.own else self.tr("Hide")
        self.remove.setText(self.tr("Show again") if hidden else word)

    def _on_edited(self) -> None:
        changed = self.spelling.text().strip() != self._current()
        more = self.parents.text().strip() or self.aliases.text().strip()
        self.save.setEnabled(bool(self.spelling.text().strip() and (changed or more)))

    def _on_save(self) -> None:
        parents, aliases = _names(self.parents.text()), _names(self.aliases.text())
        self._desk.save(self._current(), self.spelling.text().strip(), parents, aliases)

    def _on_remove(self) -> None:
        name = self._current()
        hidden = self._shown is not None and name in self._shown.vocabulary.hidden
        (self._desk.unhide if hidden else self._desk.remove)(name)

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import genres"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Genres (*.json *.txt)"), self.tr("All files (*)")])
        self._open(dialog, self._desk.take_in)

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export your genres"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["JSON (*.json)", self.tr("Indented list (*.txt)")])
        dialog.selectFile("genres.json")
        self._open(dialog, self._desk.put_out)

    def _open(self, dialog: QFileDialog, act) -> None:
        dialog.accepted.connect(lambda: act(Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say(self, text: str, role: str) -> None:
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(plain(text, 2000) if "\n" not in text else text)
        self.message.setVisible(bool(text))


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(_SEPARATOR) if name.strip()]
