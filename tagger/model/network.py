"""The ONNX network: log-mel windows to embeddings and feature maps."""

from __future__ import annotations

import base64
import binascii
import json
from pathlib import Path
from typing import Any

import numpy as np

from tagger.errors import ModelError, explain_os_error
from tagger.model.activity import SOUNDING_KINDS, ActivityHead
from tagger.model.classifier import Head
from tagger.parts import needs
from tagger.records import Float32, FrontEnd, WindowKind
from tagger.wording import say

INPUT = "logmel"
EMBEDDING = "embedding"
LOGITS = "genre_logits"
ACTIVATION = "activation"

_LARGEST_FILE = 64 << 20
"""Bytes. Ours are below 7 MB; anything beyond this is not a model of Tagger."""

_LARGEST_FIGURE = 1e15
"""No measure of a model comes near it; leaves out what no float can hold, and NaN."""

_BATCH = 16
"""Windows that go through the network at once: bounds memory, costs no speed."""


class Network:
    """A model file, opened. One network serves many threads at once.

    Raises `ModelError` when the file is missing, damaged or was not made for Tagger. Where the
    `data` of the file is given, it need not be there yet.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        data = _read(path) if data is None else data
        self._session = _open_session(path, data)
        metadata = self._session.get_modelmeta().custom_metadata_map
        self._check_interface()
        self.front_end = _front_end(path, metadata)
        self.genres = tuple(_json(path, metadata, "genres", list))
        if not self.genres or not all(isinstance(g, str) and g for g in self.genres):
            raise _foreign(path, say("its list of genres is damaged"))
        if len(set(self.genres)) != len(self.genres):
            raise _foreign(path, say("its list of genres names one twice"))
        self.head = head_of(path, metadata, self.genres)
        self.activity = _activity(path, metadata, self.head.embedding_size)
        """Tells music, speech and noise apart; None where the file has no such classifier."""
        self.version = _text(path, metadata, "version")
        self.license = _text(path, metadata, "license")
        self.network_sha256 = _text(path, metadata, "network_sha256")
        """Names the layers up to the embedding: the key under which embeddings are stored, equal
        for a bundled model and the personal ones made from it."""
        self.metadata: dict[str, str] = dict(metadata)
        self.metrics = _metrics(path, metadata)
        self._check_answer()

    @property
    def embedding_size(self) -> int:
        return self.head.embedding_size

    def embed(self, logmel: Float32) -> Float32:
        """(N, n_mels, T) in dB relative to the track's maximum to embeddings (N, embedding)."""
        return self._run(EMBEDDING, logmel)

    def activation(self, logmel: Float32) -> Float32:
        """The last feature map (N, K, F, T') of windows (N, n_mels, T)."""
        return self._run(ACTIVATION, logmel)

    def logits(self, logmel: Float32) -> Float32:
        """What the network's own last layer says (N, genres), without calibration."""
        return self._run(LOGITS, logmel)

    def _run(self, output: str, logmel: Float32) -> Float32:
        if logmel.ndim != 3 or logmel.shape[1] != self.front_end.n_mels or not len(logmel):
            raise ValueError(f"expected (N, {self.front_end.n_mels}, T), not {logmel.shape}")
        windows = np.ascontiguousarray(logmel, dtype=np.float32)[:, None]
        parts = [
            np.asarray(self._session.run([output], {INPUT: windows[i : i + _BATCH]})[0])
            for i in range(0, len(windows), _BATCH)
        ]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _check_interface(self) -> None:
        inputs = [i.name for i in self._session.get_inputs()]
        outputs = {o.name for o in self._session.get_outputs()}
        if inputs != [INPUT]:
            raise _foreign(self.path, say("its input is not called '{input}'", input=INPUT))
        for name in (EMBEDDING, LOGITS, ACTIVATION):
            if name not in outputs:
                raise _foreign(self.path, say("its output '{name}' is missing", name=name))

    def _check_answer(self) -> None:
        """Ask once: a file whose numbers do not fit together fails here and not in a library."""
        shape = (1, self.front_end.n_mels, self.front_end.window_frames)
        window = np.full(shape, -self.front_end.top_db, dtype=np.float32)
        try:
            embedding = self.embed(window)
        except Exception as error:
            # onnxruntime raises classes of its own that have no common base but Exception.
            raise _foreign(self.path, say("the network does not run")) from error
        if embedding.shape != (1, self.embedding_size):
            raise _foreign(
                self.path,
                say(
                    "the network gives {given} values where its classifier takes {taken}",
                    given=embedding.shape[-1],
                    taken=self.embedding_size,
                ),
            )


def decode_array(text: str, shape: tuple[int, ...]) -> Float32:
    """Base64 of little-endian float32, row by row, to an array; raises `ValueError`."""
    data = base64.b64decode(text, validate=True)
    return np.frombuffer(data, dtype="<f4").reshape(shape).astype(np.float32)


def encode_array(array: Float32) -> str:
    """The inverse of `decode_array`."""
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode("ascii")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _foreign(path, say("it is far too large"))
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            explain_os_error(error, say("Could not read the model {name}", name=path.name)), path
        ) from error


def _open_session(path: Path, data: bytes) -> Any:
    with needs("onnxruntime"):
        import onnxruntime

    # On Windows nothing in the environment keeps it from handing events to the system.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Errors come as exceptions; the log on the standard error stream would only repeat them.
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # onnxruntime raises classes of its own that have no common base but Exception.
        message = say("The model {name} is damaged or no ONNX file. Get it again.", name=path.name)
        raise ModelError(message, path) from error


def _foreign(path: Path, what: str) -> ModelError:
    return ModelError(
        say(
            "The model {name} cannot be used: {what}. Choose a model made for Tagger.",
            name=path.name,
            what=what,
        ),
        path,
    )


def _text(path: Path, metadata: dict[str, str], key: str) -> str:
    value = metadata.get(key, "").strip()
    if not value:
        raise _foreign(path, say("it does not tell its '{key}'", key=key))
    return value


def _json(path: Path, metadata: dict[str, str], key: str, kind: type) -> Any:
    text = _text(path, metadata, key)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _foreign(path, say("its '{key}' is damaged", key=key)) from error
    if not isinstance(value, kind):
        raise _foreign(path, say("its '{key}' is damaged", key=key))
    return value


def _front_end(path: Path, metadata: dict[str, str]) -> FrontEnd:
    numbers = _json(path, metadata, "frontend", dict)
    try:
        rate = int(numbers["sample_rate"])
        front_end = FrontEnd(
            sample_rate=rate,
            n_fft=int(numbers["n_fft"]),
            hop_length=int(numbers["hop_length"]),
            window=str(numbers["window"]),
            n_mels=int(numbers["n_mels"]),
            mel_scale=str(numbers["mel_scale"]),
            fmin=float(numbers.get("fmin") or 0.0),
            fmax=float(numbers.get("fmax") or rate / 2),
            power=float(numbers.get("power") or 2.0),
            top_db=float(numbers["top_db"]),
            window_seconds=float(numbers["window_seconds"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _foreign(path, say("its front end is not described in full")) from error
    sizes = (front_end.n_fft, front_end.hop_length, front_end.n_mels, front_end.top_db)
    if min(sizes) <= 0 or not 1_000 <= rate <= 192_000 or front_end.n_fft > 1 << 16:
        raise _foreign(path, say("its front end makes no sense"))
    if front_end.n_mels > 1024 or not 0 < front_end.window_seconds <= 60:
        raise _foreign(path, say("its front end makes no sense"))
    if front_end.mel_scale not in ("slaney", "htk") or front_end.window_frames < 1:
        raise _foreign(path, say("its front end is unknown to this version"))
    return front_end


def head_of(path: Path, metadata: dict[str, str], genres: tuple[str, ...]) -> Head:
    """The classifier in a file's metadata. Raises `ModelError` where it is damaged."""
    values = _json(path, metadata, "head", dict)
    try:
        return Head(
            genres=genres,
            weight=decode_array(values["weight"], (len(genres), -1)),
            bias=decode_array(values["bias"], (len(genres),)),
            temperature=float(values["temperature"]),
            unsure_below=_limits(values["unsure_below"]),
            also_above=_limits(values.get("also_above", 1.0)),
        )
    except (KeyError, TypeError, ValueError, OverflowError, binascii.Error) as error:
        raise _foreign(path, say("its classifier is damaged")) from error


def _limits(value: Any) -> float | tuple[float, ...]:
    """One number, or one for each genre."""
    return tuple(map(float, value)) if isinstance(value, list) else float(value)


def _activity(path: Path, metadata: dict[str, str], embedding_size: int) -> ActivityHead | None:
    if "activity" not in metadata:
        return None
    values = _json(path, metadata, "activity", dict)
    try:
        if [WindowKind(kind) for kind in values["kinds"]] != list(SOUNDING_KINDS):
            raise ValueError(f"kinds {values['kinds']}")
        return ActivityHead(
            weight=decode_array(values["weight"], (len(SOUNDING_KINDS), embedding_size)),
            bias=decode_array(values["bias"], (len(SOUNDING_KINDS),)),
        )
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise _foreign(path, say("its classifier of music and speech is damaged")) from error


def _metrics(path: Path, metadata: dict[str, str]) -> dict[str, float]:
    if "metrics" not in metadata:
        return {}
    values = _json(path, metadata, "metrics", dict)
    return {
        str(name): float(value)
        for name, value in values.items()
        if isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) <= _LARGEST_FIGURE
    }
