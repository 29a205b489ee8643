"""Light and dark: the colours, the palette and the one style sheet.

Text keeps a contrast of 4.5:1 to what it stands on (WCAG 2.2, 1.4.3). The colours of states follow
Okabe and Ito (Color Universal Design, 2008), darkened or lightened to that contrast, and never
stand alone: every state has its own sign and its word.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from tagger.paths import resources

GRID = 8
"""Pixels; every distance is a multiple or a half of it."""


@dataclass(frozen=True)
class Colors:
    """The colours of one theme, as #rrggbb."""

    window: str
    surface: str
    hover: str
    border: str
    field_border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    bar: str
    """The empty part of a bar."""
    scroll: str
    good: str
    caution: str
    bad: str


LIGHT = Colors(
    window="#f3f4f6",
    surface="#ffffff",
    hover="#e8ebef",
    border="#dcdfe4",
    field_border="#8a929e",
    text="#1a1d21",
    muted="#565e6a",
    accent="#0b5cad",
    on_accent="#ffffff",
    selection="#cfe2f7",
    on_selection="#10151c",
    bar="#d8dde4",
    scroll="#bcc2cb",
    good="#00694a",
    caution="#8a5000",
    bad="#a83a00",
)
DARK = Colors(
    window="#17191d",
    surface="#1e2126",
    hover="#2b3038",
    border="#333941",
    field_border="#6c7683",
    text="#e8eaed",
    muted="#a7afba",
    accent="#6db3f2",
    on_accent="#0d1722",
    selection="#264766",
    on_selection="#ffffff",
    bar="#3a414b",
    scroll="#4d5662",
    good="#3cc99b",
    caution="#f0b040",
    bad="#ff9157",
)


_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def is_dark() -> bool:
    """Whether the theme that was chosen, or else the system's, is dark."""
    # Not every platform lets itself be told a scheme, so the choice is kept here too.
    chosen = QGuiApplication.instance()
    scheme = _SCHEMES.get(chosen.property("tagger_theme") if chosen else "")
    if scheme is None:
        scheme = QGuiApplication.styleHints().colorScheme()
    return scheme == Qt.ColorScheme.Dark


def colors() -> Colors:
    """Those of the theme that is shown now."""
    return DARK if is_dark() else LIGHT


def apply(theme: str) -> None:
    """Show `light`, `dark`, or (`system`) whatever the system shows, also when that changes."""
    app = QGuiApplication.instance()
    assert app is not None
    app.setProperty("tagger_theme", theme)
    QGuiApplication.styleHints().setColorScheme(_SCHEMES.get(theme, Qt.ColorScheme.Unknown))
    refresh()


def refresh() -> None:
    """Put the colours of the present scheme onto the application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    current = colors()
    if app.property("tagger_colors") == current.window:
        return
    app.setProperty("tagger_colors", current.window)
    app.setPalette(_palette(current))
    app.setStyleSheet(_style_sheet(current))


def _palette(c: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for each, value in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.window),
        (role.Text, c.text),
        (role.PlaceholderText, c.muted),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.BrightText, c.bad),
        (role.Highlight, c.selection),
        (role.HighlightedText, c.on_selection),
        (role.Accent, c.accent),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent),
        (role.ToolTipBase, c.surface),
        (role.ToolTipText, c.text),
        (role.Light, c.surface),
        (role.Midlight, c.hover),
        (role.Mid, c.border),
        (role.Dark, c.field_border),
        (role.Shadow, c.border),
    ):
        palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(c.field_border))
    return palette


def _drawn(name: str, c: Colors) -> str:
    """The file of a small sign of the style sheet, which cannot tint one itself."""
    theme = "dark" if c is DARK else "light"
    return (resources() / "icons" / f"{name}-{theme}.svg").as_posix()


def _style_sheet(c: Colors) -> str:
    tick, up, down = (_drawn(name, c) for name in ("tick", "up", "down"))
    return f"""
QMainWindow, QDialog {{ background: {c.window}; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border};
    padding: 4px; }}
#toolbar, #sure, #standing, #progress, #hint {{ background: {c.surface}; }}
#toolbar, #sure, #standing {{ border-bottom: 1px solid {c.border}; }}
#progress, #hint {{ border-top: 1px solid {c.border}; }}
#inspector {{ background: {c.surface}; border: none; border-left: 1px solid {c.border}; }}
#sidebar {{ background: {c.window}; border: none; border-right: 1px solid {c.border};
    padding: 8px 8px; outline: none; }}
#sidebar::item {{ height: 30px; border-radius: 6px; padding: 0 4px; }}
#sidebar::item:hover {{ background: {c.hover}; }}
#sidebar::item:selected {{ background: {c.selection}; color: {c.on_selection}; }}
QTableView {{ background: {c.surface}; border: none; outline: none;
    selection-background-color: {c.selection}; selection-color: {c.on_selection}; }}
QDialog QTableView {{ border: 1px solid {c.border}; border-radius: 6px; }}
QPlainTextEdit {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 6px;
    padding: 4px; }}
QPlainTextEdit:focus {{ border: 1px solid {c.accent}; }}
QDialog QTableView:focus {{ border: 1px solid {c.accent}; }}
QHeaderView {{ background: {c.surface}; }}
QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
    border-bottom: 1px solid {c.border}; padding: 8px 8px; }}
QHeaderView::up-arrow {{ image: url("{up}"); width: 12px; height: 12px; }}
QHeaderView::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QHeaderView::section:hover {{ color: {c.text}; background: {c.hover}; }}
QSplitter::handle {{ background: {c.border}; }}
QSplitter::handle:hover {{ background: {c.accent}; }}
QSplitter#airy::handle {{ background: transparent; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="caution"] {{ color: {c.caution}; }}
QLabel[role="bad"] {{ color: {c.bad}; }}
QLabel[role="caption"] {{ color: {c.muted}; font-weight: 600; }}
QLineEdit {{ background: {c.surface}; color: {c.text};
    border: 1px solid {c.field_border}; border-radius: 6px; padding: 0 8px; min-height: 30px;
    selection-background-color: {c.selection}; selection-color: {c.on_selection}; }}
QLineEdit:focus {{
    border: 2px solid {c.accent}; padding: 0 7px; min-height: 28px; }}
QPushButton, QToolButton {{ background: {c.surface}; color: {c.text};
    border: 1px solid {c.field_border}; border-radius: 6px; padding: 5px 12px; min-height: 20px; }}
QToolButton {{ border-color: transparent; padding: 5px 8px; }}
QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.selection}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 4px 11px; }}
QToolButton:focus {{ padding: 4px 7px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.field_border};
    border-color: {c.border}; background: transparent; }}
QToolButton:disabled {{ border-color: transparent; }}
QPushButton[primary="true"], QToolButton[primary="true"] {{ background: {c.accent};
    color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 600; }}
QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover {{
    border: 1px solid {c.text}; }}
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {{
    border: 2px solid {c.text}; }}
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {{
    background: transparent; border-color: {c.border}; color: {c.field_border};
    font-weight: 400; }}
QToolButton[popupMode="1"], QToolButton[popupMode="2"] {{ padding-right: 24px; }}
QToolButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center;
    right: 4px; }}
QToolButton#groupBy, QToolButton#groupBy:focus {{ padding: 0; min-height: 0; }}
QToolButton#groupBy::menu-indicator {{ image: none; width: 0; }}
QToolButton::menu-button {{ border: none; width: 20px; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; color: {c.text}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator:non-exclusive {{ width: 14px; height: 14px; margin-left: 4px;
    border: 1px solid {c.field_border}; border-radius: 4px; background: {c.surface}; }}
QMenu::indicator:non-exclusive:checked {{ background: {c.accent}; border-color: {c.accent};
    image: url("{tick}"); }}
QMenu::item:selected {{ background: {c.selection}; color: {c.on_selection}; }}
QMenu::item:disabled {{ color: {c.field_border}; }}
QListWidget, QListView {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 6px;
    outline: none; }}
QListWidget:focus, QListView:focus {{ border: 1px solid {c.accent}; }}
#legend {{ border: 1px solid transparent; border-radius: 0; }}
#legend:focus {{ border: 1px solid {c.accent}; }}
QListWidget::item, QListView::item {{ padding: 6px 8px; }}
#legend::item {{ padding: 3px 8px; }}
QListWidget::item:selected, QListView::item:selected {{
    background: {c.selection}; color: {c.on_selection}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; padding: 8px 12px;
    border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:focus {{ background: {c.hover}; }}
QAbstractSpinBox, QComboBox {{ background: {c.surface}; color: {c.text};
    border: 1px solid {c.field_border}; border-radius: 6px; padding: 0 8px; min-height: 30px;
    selection-background-color: {c.selection}; selection-color: {c.on_selection}; }}
QAbstractSpinBox:focus, QComboBox:focus {{
    border: 2px solid {c.accent}; padding: 0 7px; min-height: 28px; }}
QAbstractSpinBox:disabled, QComboBox:disabled {{ color: {c.field_border};
    border-color: {c.border}; background: transparent; }}
QAbstractSpinBox {{ min-height: 29px; }}
QAbstractSpinBox:focus {{ min-height: 28px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    border: none; padding: 0; min-height: 0; background: transparent; }}
QComboBox:hover {{ background: {c.hover}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 20px; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off {{ image: none; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{
    width: 16px; height: 16px; border: 1px solid {c.field_border};
    border-radius: 4px; background: {c.surface}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent};
    image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {c.accent}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLineEdit QToolButton {{ padding: 0; min-height: 0; border: none; background: transparent; }}
QTableView::item {{ padding: 0 5px; }}
QProgressBar {{ background: {c.bar}; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollArea:focus {{ border: 1px solid {c.accent}; border-radius: 6px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.scroll}; border-radius: 3px; margin: 3px;
    min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
#dropTarget {{ border: 2px dashed {c.field_border}; border-radius: 16px;
    background: {c.surface}; }}
#dropOverlay {{ border: 3px dashed {c.accent}; border-radius: 12px; background: {c.surface}; }}
"""
