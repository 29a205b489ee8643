"""Sound through libsndfile: WAV, AIFF, FLAC, Ogg Vorbis."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self, cast

import numpy as np

from tagger.audio.reasons import reason_of
from tagger.audio.source import HIGHEST_RATE, LOWEST_RATE, mix_down
from tagger.errors import AudioError
from tagger.parts import needs
from tagger.records import Float32
from tagger.wording import say

_BLOCK_VALUES = 1 << 21
"""Samples times channels decoded at once: 8 MiB, however many channels a header claims."""


_LONGEST = 1 << 48
"""Samples; libsndfile says 2^63 - 1 where it does not know."""


class SoundFileSource:
    """An open file of a format that libsndfile reads.

    Raises `AudioError` when libsndfile does not know the format or its header is damaged.
    """

    def __init__(self, path: Path) -> None:
        with needs("soundfile"):
            import soundfile

        self._path = path
        self._failure = soundfile.SoundFileError
        name = str(path) if sys.platform == "win32" else os.fsencode(path)
        try:
            # Bytes keep names that are not valid UTF-8; soundfile's annotations forget them.
            self._file = soundfile.SoundFile(cast(str, name))
        except (soundfile.SoundFileError, OSError) as error:
            raise AudioError(
                say("Its sound could not be opened: {reason}.", reason=reason_of(error)), path
            ) from error
        except TypeError as error:
            # soundfile takes the name's suffix for raw data (".raw") and asks for a format.
            raise AudioError(say("Raw samples without a header cannot be read."), path) from error
        self.sample_rate: int = self._file.samplerate
        self.damaged = False
        if not LOWEST_RATE <= self.sample_rate <= HIGHEST_RATE:
            self.close()
            raise AudioError(
                say(
                    "Its sampling rate of {rate} Hz makes no sense.",
                    rate=self.sample_rate,
                ),
                path,
            )
        if self._file.frames > _LONGEST:
            # A FLAC that was written to a pipe; libsndfile cannot seek in it.
            self.close()
            raise AudioError(say("Its header does not tell its length."), path)
        if "MPEG" in self._file.subtype:
            # libmpg123 writes to the standard error stream whatever it does not like.
            self.close()
            raise AudioError(say("MPEG audio is left to FFmpeg."), path)

    def read(self, start: int, stop: int) -> Float32:
        file = self._file
        stop = min(stop, file.frames)
        blocks: list[Float32] = []
        block = max(1, _BLOCK_VALUES // file.channels)
        try:
            # Going on where the last read ended costs no seek, which is dear in Ogg Vorbis.
            if start < stop and start != file.tell():
                file.seek(start)
            position = min(start, stop)
            while position < stop:
                samples = file.read(min(block, stop - position), dtype="float32", always_2d=True)
                if not len(samples):
                    break
                blocks.append(mix_down(samples))
                position += len(samples)
        except self._failure as error:
            self.damaged = True
            if not blocks:
                raise AudioError(
                    say("Its sound is damaged: {reason}.", reason=reason_of(error)), self._path
                ) from error
        return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)

    def length(self) -> int:
        return self._file.frames

    def claimed_length(self) -> int | None:
        return self._file.frames

    def length_is_guessed(self) -> bool:
        return False

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()
