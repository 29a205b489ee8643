"""Dialogs are loaded once the library is shown, before a person opens the first one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tagger.ui.controller import Controller


def load_dialogs_beforehand(controller: Controller) -> None:
    doing = QCoreApplication.translate("beforehand", "Loading the dialogs")
    controller.loaded.connect(lambda: controller.listening.submit(_load_dialogs, doing=doing))


def _load_dialogs() -> None:
    """Import on a worker what the Qt thread would wait half a second for at the first click."""
    import tagger.ui.about.dialog
    import tagger.ui.history.write_dialog
    import tagger.ui.tidy.dialog
    import tagger.ui.training.dialog
    import tagger.ui.training.models_dialog
    import tagger.ui.training.teach_dialog  # noqa: F401
