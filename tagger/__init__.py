"""Tagger gives a music library good genres: it listens, suggests, writes safely and learns."""

__version__ = "0.1.0"

APPLICATION_ID = "io.github.taggerapp.Tagger"
"""What desktops know this program by; no underscore, which macOS does not allow."""
