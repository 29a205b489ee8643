"""What FFmpeg and libsndfile say of a file that they cannot read."""

from __future__ import annotations

from tagger.wording import later, pass_on

KNOWN = (
    later("Cannot allocate memory"),
    later("Decoder not found"),
    later("Demuxer not found"),
    later("End of file"),
    later("File contains data in an unimplemented format"),
    later("Format not recognised"),
    later("Input/output error"),
    later("Invalid argument"),
    later("Invalid data found when processing input"),
    later("No such file or directory"),
    later("Not yet implemented in FFmpeg, patches welcome"),
    later("Operation not permitted"),
    later("Permission denied"),
    later("Stream not found"),
    later("Supported file format but file is malformed"),
    later("Unknown error occurred"),
)
"""Those of their words that have translations."""


def reason_of(error: BaseException) -> str:
    """Why reading failed, without a full stop."""
    said = getattr(error, "error_string", None) or getattr(error, "strerror", None) or str(error)
    return pass_on(said.strip().rstrip("."))
