"""Sound to numbers: any music file to windows of log-mel spectrogram, read by seeking.

`listen` and `OpenTrack` are the ways in. Nothing here is slow to import: the decoders load with
the first file.
"""

from tagger.audio.listen import Listening, OpenTrack, listen
from tagger.audio.windows import plan_windows

__all__ = ["Listening", "OpenTrack", "listen", "plan_windows"]
