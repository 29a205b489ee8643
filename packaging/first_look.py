"""Runs before PyInstaller's own hook loads Qt, which ends the process where Qt is damaged."""

from tagger.starting import look_first

look_first()
