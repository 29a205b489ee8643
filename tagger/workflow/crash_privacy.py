"""What a report must not tell: where a person's files lie, and what they are called.

Folders that are known become placeholders; whatever else looks like a path, a file's name or a
quotation of data becomes dots. Code, which is the same on every computer, stays.
"""

from __future__ import annotations

import logging
import re
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import tagger
from tagger.errors import TaggerError
from tagger.paths import Home
from tagger.tags.formats import AUDIO_SUFFIXES

QT_LOG = "tagger.qt"
"""What Qt says is logged by this name."""

_ABOUT_CODE = (AttributeError, ImportError, NameError, NotImplementedError, TypeError)
"""Errors whose quotations are names of the code."""

_QUOTED = re.compile(
    r"(?<!\w)'((?:[^'\\\n]|\\.|'(?=\w))*)'(?!\w)|\"((?:[^\"\\\n]|\\.)*)\""
    r"|“([^”\n]*)”|„([^“\n]*)“|«([^»\n]*)»"
)
_PATH = re.compile(r"(?:(?<![\w>.)/\\…-])/(?=[^\s/])|\b[A-Za-z]:[\\/]|\\\\)[^\n]*")
_NAMED = re.compile(
    r"[^\n]*?(?<![…>])(?P<suffix>" + "|".join(map(re.escape, sorted(AUDIO_SUFFIXES))) + r")(?!\w)",
    re.I,
)
_CODE_FILE = re.compile(r'File "([^"\n]+)"')


class Privacy:
    """What is replaced on this computer: the home folder, Tagger's own, and the music's."""

    def __init__(self, home: Home, music: Sequence[Path] = ()) -> None:
        numbers = range(1, len(music) + 1)
        folders = [(path, f"<music folder {n}>") for n, path in zip(numbers, music, strict=True)]
        folders += [(home.data, "<Tagger data>"), (home.logs, "<Tagger logs>")]
        folders += [(home.settings.parent, "<Tagger settings>"), (Path.home(), "<home>")]
        folders.append((Path(tempfile.gettempdir()), "<temporary folder>"))
        # The deepest first: music mostly lies in the home folder.
        self._folders = sorted(
            ((str(path), name) for path, name in folders if len(path.parts) > 1),
            key=lambda each: -len(each[0]),
        )
        self._code = tuple(_code_folders())

    def error(self, error: BaseException) -> str:
        """An exception in one line: its kind, and what it says as far as that is safe."""
        kind = type(error).__qualname__
        if isinstance(error, TaggerError):
            return f"{kind}: (its sentence is left out; it may name a file)"
        said = " ".join(str(error).split())
        text = self.text(said, quotations=isinstance(error, _ABOUT_CODE))
        return f"{kind}: {text}" if text else kind

    def text(self, text: str, *, quotations: bool = False) -> str:
        """Anything that was said; `quotations` that hold no path or file's name may stay."""

        def quoted(found: re.Match[str]) -> str:
            inside = next(group for group in found.groups() if group is not None)
            shown = self._path(inside) or ("…" if not quotations or _NAMED.match(inside) else "")
            return found[0][0] + (shown or inside) + found[0][-1]

        lines = (_QUOTED.sub(quoted, line) for line in text.split("\n"))
        return "\n".join(self._unquoted(line) for line in lines)

    def trace(self, text: str) -> str:
        """Lines of a stack: the files of the code by their place in it, whatever else as text."""
        return "\n".join(
            _CODE_FILE.sub(lambda found: f"File {self.code(found[1])}", line)
            if line.lstrip().startswith("File ")
            else self.text(line, quotations=True)
            for line in text.split("\n")
        )

    def code(self, file: str) -> str:
        """A file of the program by its place in it."""
        path = PurePath(file)
        if not path.is_absolute():
            return path.as_posix()
        for folder, name in self._code:
            if path.is_relative_to(folder):
                return f"{name}{path.relative_to(folder).as_posix()}"
        return f"<elsewhere>/{path.name}"

    def record(self, record: logging.LogRecord) -> str:
        """A line of the log without what stood in its places, except numbers."""
        when = logging.Formatter().formatTime(record)
        if record.args:
            text = self._template(record)
        elif record.name == QT_LOG:
            text = self.text(record.getMessage())
        else:
            text = "(a sentence, left out)"
        if record.exc_info and record.exc_info[1] is not None:
            text += f" [{self.error(record.exc_info[1])}]"
        return f"{when} {record.levelname} {record.name}: {text}"

    def _template(self, record: logging.LogRecord) -> str:
        values = record.args if isinstance(record.args, tuple) else (record.args,)
        kept = tuple(
            value if isinstance(value, int | float)
            else self.error(value) if isinstance(value, BaseException)
            else "…"
            for value in values
        )  # fmt: skip
        try:
            return str(record.msg) % kept
        except (TypeError, ValueError):
            # A place for a number that got something else.
            return str(record.msg)

    def _path(self, text: str) -> str | None:
        """A text that is a path as its placeholder and the kind of file; None if it is none."""
        for folder, name in self._folders:
            if text == folder:
                return name
            if text.startswith((f"{folder}/", f"{folder}\\")):
                return f"{name}/…{_suffix(text)}"
        return f"<path>{_suffix(text)}" if _PATH.match(text) else None

    def _unquoted(self, line: str) -> str:
        for folder, name in self._folders:
            begin = line.find(folder)
            # A name may hold anything, so that only the end of the line ends a path.
            if begin >= 0 and not line[begin + len(folder) :][:1].isalnum():
                line = line[:begin] + name + ("/…" if len(line) > begin + len(folder) else "")
        line = _PATH.sub("<path>", line)
        return _NAMED.sub(lambda found: f"…{found['suffix']}", line)


def _suffix(path: str) -> str:
    suffix = PurePath(path).suffix
    return suffix if suffix.lower() in (*AUDIO_SUFFIXES, ".db", ".json", ".onnx", ".ini") else ""


def _code_folders() -> Iterator[tuple[str, str]]:
    """Where code lies, the deepest first, and what stands for it."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        yield bundle, ""
    for folder in {*site.getsitepackages(), site.getusersitepackages()}:
        yield folder, "<packages>/"
    yield str(Path(tagger.__file__).parent.parent), ""
    yield sysconfig.get_path("stdlib"), "<python>/"
