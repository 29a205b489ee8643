"""A path from the catalog is the path that was put in, whatever is asked of it."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path

import pytest

from tagger.catalog.database import encode_path
from tagger.catalog.stored_path import stored_path

PATHS = [
    Path("/music/Miles Davis/Kind of Blue/01 So What.flac"),
    Path("/music/no ending"),
    Path("relative/song.mp3"),
    Path(os.fsdecode(b"/music/\xff broken name.ogg")),
    Path("/music/.hidden.tar.gz"),
    Path("/"),
]


@pytest.mark.parametrize("path", PATHS, ids=repr)
def test_it_answers_as_any_path_does(path: Path) -> None:
    def fresh() -> Path:
        return stored_path(encode_path(path))

    assert fresh() == path and path == fresh()
    assert hash(fresh()) == hash(path)
    assert {fresh(): 1}[path] == 1
    assert str(fresh()) == str(path) and os.fspath(fresh()) == os.fspath(path)
    assert repr(fresh()) == repr(path)
    assert fresh().name == path.name and fresh().suffix == path.suffix
    assert fresh().parent == path.parent and fresh().parts == path.parts
    assert fresh() / "more" == path / "more"
    assert fresh().parent.is_absolute() == path.parent.is_absolute()
    assert sorted([fresh(), Path("/a"), Path("z")]) == sorted([path, Path("/a"), Path("z")])
    assert isinstance(fresh(), Path) and fresh().exists() == path.exists()


@pytest.mark.parametrize("path", PATHS, ids=repr)
def test_it_can_be_sent_to_another_process(path: Path) -> None:
    stored = stored_path(encode_path(path))
    assert pickle.loads(pickle.dumps(stored)) == path
    assert copy.deepcopy(stored) == path
    with pytest.raises(AttributeError, match="no_such_thing"):
        getattr(stored, "no_such" + "_thing")
