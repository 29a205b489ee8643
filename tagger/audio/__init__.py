"""Sound to numbers: any music file to windows of log-mel spectrogram, read by seeking.

`listen` is the way in. Nothing here is slow to import: the decoders load with the first file.
"""

from tagger.audio.listen import Listening, listen
from tagger.audio.windows import plan_windows

__all__ = ["Listening", "listen", "plan_windows"]
