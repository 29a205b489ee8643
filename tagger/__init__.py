"""Tagger gives a music library good genres: it listens, suggests, writes safely and learns."""

__version__ = "0.1.0"
