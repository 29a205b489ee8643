"""The language of the window: its own texts, Qt's, the lower floors' sentences, and numbers."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from tagger import wording
from tagger.paths import resources
from tagger.ui.text import percent_sign

ENGLISH = "en"
"""What the sources are written in."""
TRANSLATED = ("de",)
SYSTEM = "system"
_CATALOGS = ("window", "sentences")
_log = logging.getLogger(__name__)
_loaded: list[QTranslator] = []


def use(app: QCoreApplication, choice: str) -> str:
    """Show windows made from now on in this language; returns it.

    `choice` is a language, or `system` for the first of the system's that there is.
    """
    while _loaded:
        app.removeTranslator(_loaded.pop())
    system = QLocale.system()
    language = _first_known(system.uiLanguages()) if choice == SYSTEM else choice
    # Within the language the system's own habits count, such as those of Austria.
    own = choice == SYSTEM or _is(system, language)
    locale = system if own else QLocale(language)
    QLocale.setDefault(locale)
    if language == ENGLISH:
        wording.use_english()
        return language
    ours = resources() / "translations"
    qts = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    # Asked in turn from the last: Qt's own texts come after ours.
    for file in (qts / f"qtbase_{language}.qm", *(ours / f"{n}_{language}.qm" for n in _CATALOGS)):
        translator = QTranslator(app)
        if translator.load(str(file)):
            app.installTranslator(translator)
            _loaded.append(translator)
        else:
            _log.warning("There is no translation %s.", file.name)
    wording.use(_sentence, locale.groupSeparator(), locale.decimalPoint(), percent_sign())
    return language


def _sentence(text: str) -> str:
    return QCoreApplication.translate("sentences", text)


def _is(locale: QLocale, language: str) -> bool:
    # Qt takes the locale C, which has no habits, for English.
    name = locale.bcp47Name().partition("-")[0]
    return name == language and locale.language() != QLocale.Language.C


def _first_known(names: list[str]) -> str:
    for name in names:
        language = name.partition("-")[0]
        if language == ENGLISH or language in TRANSLATED:
            return language
    return ENGLISH
