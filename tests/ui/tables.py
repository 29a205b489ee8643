"""What a person reads in a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel


def texts(model: QAbstractItemModel) -> list[tuple[str, ...]]:
    """The rows as they stand, top to bottom."""
    columns = range(model.columnCount())
    return [
        tuple(model.index(row, column).data() for column in columns)
        for row in range(model.rowCount())
    ]
