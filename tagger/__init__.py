"""Tagger gives a music library good genres: it listens, suggests, writes safely and learns."""

import os

__version__ = "0.1.0"

APPLICATION_ID = "io.github.taggerapp.Tagger"
"""What desktops know this program by; no underscore, which macOS does not allow."""

# ONNX Runtime reports its use to its makers, and marks this computer with a number for that, unless
# this stands in the environment before it is loaded. Tagger sends nothing to anybody.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
