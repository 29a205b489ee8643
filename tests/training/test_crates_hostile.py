"""Crates from strangers: whatever a file holds, it is read or refused in a sentence, soon."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.training import crate_file, dj_xml, m3u
from tagger.training.crates import CrateError, read_crates

VRSN = b"vrsn\0\0\0\0"
DEEP = 100_000
SUFFIXES = (".m3u", ".m3u8", ".xml", ".crate", ".nml")


def refused(path: Path, content: bytes | None = None) -> str:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CrateError) as found:
        read_crates(path)
    assert path.name in found.value.message, "the sentence names the file"
    assert found.value.path == path
    return found.value.message


def nest(depth: int) -> bytes:
    return b"<NML>" + b"<NODE>" * depth + b"</NODE>" * depth + b"</NML>"


@pytest.mark.parametrize("root", ["DJ_PLAYLISTS", "NML"])
def test_entities_are_never_expanded(tmp_path: Path, root: str) -> None:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    bomb = f'<!DOCTYPE {root} [<!ENTITY a0 "boom">{"".join(lines)}]><{root}>&a11;</{root}>'
    suffix = ".nml" if root == "NML" else ".xml"
    assert "document type" in refused(tmp_path / f"bomb{suffix}", bomb.encode())


def test_no_other_file_is_read_through_an_entity(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    system = f'<!DOCTYPE NML [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><NML>&x;</NML>'
    assert "document type" in refused(tmp_path / "x.nml", system.encode())
    linked = f'<!DOCTYPE NML SYSTEM "file://{tmp_path}/secret"><NML/>'
    assert "document type" in refused(tmp_path / "y.nml", linked.encode())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.crate", b"", "does not begin as one"),
        ("a.crate", b"ID3\4" * 9, "does not begin as one"),
        ("a.crate", VRSN + b"otrk", "in the middle of a record"),
        ("a.crate", VRSN + b"otrk\xff\xff\xff\xff", "before a record in it does"),
        ("a.crate", VRSN + b"otrk\0\0\0\x09ptrk\0\0\0\x02a", "before a record in it does"),
        ("a.m3u", b"ID3\4\0\0\0\0", "it is no text"),
        ("a.xml", b"", "no valid XML"),
        ("a.xml", b"<plist/>", "a file of “plist”"),
        ("a.xml", b"<DJ_PLAYLISTS><COLLECTION>", "no valid XML"),
        ("a.xml", b'<?xml version="1.0" encoding="klingon"?><DJ_PLAYLISTS/>', "no valid XML"),
        ("a.xml", b"<DJ_PLAYLISTS/>", "holds no playlist"),
        ("a.nml", b"<NML><COLLECTION/></NML>", "holds no playlist"),
        ("a.nml", b"<NML>\xff\xfe</NML>", "no valid XML"),
        ("a.nml", nest(DEEP), "nested more than"),
        ("a.txt", b"", "no file of playlists that Tagger knows"),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    assert said in refused(tmp_path / name, content)


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    assert "no longer there" in refused(tmp_path / "gone.m3u")
    (tmp_path / "folder.m3u").mkdir()
    refused(tmp_path / "folder.m3u")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.crate")
        assert "not a regular file" in refused(tmp_path / "pipe.crate")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as file:
        file.truncate(dj_xml._MOST_BYTES + 1)
    assert "longer than" in refused(path)


def test_one_endless_value_is_refused(tmp_path: Path) -> None:
    content = b'<NML A="' + b"x" * (dj_xml._LONGEST_TOKEN + (1 << 20)) + b'"/>'
    assert "of an absurd size" in refused(tmp_path / "a.nml", content)


def test_more_entries_than_any_playlist_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(m3u, "MOST_ENTRIES", 3)
    assert "more than 3 entries" in refused(tmp_path / "a.m3u", b"a\nb\nc\nd\n")
    (tmp_path / "b.m3u").write_bytes(b"\n" * 1000 + b"a\nb\nc\n")
    assert len(read_crates(tmp_path / "b.m3u")[0].entries) == 3


def test_a_path_that_no_disk_can_hold_is_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.m3u"
    path.write_text("/a.mp3\n/" + "b" * crate_file.LONGEST_PATH)
    (crate,) = read_crates(path)
    assert (crate.entries, crate.lost) == (("/a.mp3",), 1)


def test_a_name_is_one_short_line(tmp_path: Path) -> None:
    path = tmp_path / "a.m3u"
    path.write_text("#PLAYLIST:Zouk\x1b[31m\tLove" + "!" * 9999 + "\n/a.mp3")
    (crate,) = read_crates(path)
    assert crate.name.startswith("Zouk [31m Love!") and len(crate.name) <= 500


REKORDBOX = (
    b'<DJ_PLAYLISTS><COLLECTION><TRACK TrackID="1" Location="file://localhost/a"/></COLLECTION>'
    b'<PLAYLISTS><NODE Type="0" Name="ROOT"><NODE Type="1" KeyType="0" Name="x"><TRACK Key="1"/>'
    b"</NODE></NODE></PLAYLISTS></DJ_PLAYLISTS>"
)
TRAKTOR = (
    b'<NML><PLAYLISTS><NODE NAME="$ROOT"><NODE TYPE="PLAYLIST" NAME="h"><PLAYLIST><ENTRY>'
    b'<PRIMARYKEY TYPE="TRACK" KEY="C:/:a"/></ENTRY></PLAYLIST></NODE></NODE></PLAYLISTS></NML>'
)
SERATO = VRSN + b"otrk\0\0\0\x0aptrk\0\0\0\x02\0a"
SEEDS = (REKORDBOX, TRAKTOR, SERATO, b"#EXTM3U\n#PLAYLIST:x\nfile:///a%20b\n../c\n")


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A good file of which pieces were cut, repeated, swapped or overwritten."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        a, b = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        middle = draw(st.one_of(st.just(b""), st.just(data[a:b] * 2), st.binary(max_size=9)))
        data = data[:a] + middle + data[b:]
    return data


@given(st.one_of(mangled(), st.binary(max_size=200)), st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("crates") / f"any{suffix}"
    path.write_bytes(content)
    try:
        crates = read_crates(path)
    except CrateError as error:
        assert path.name in error.message
    else:
        for crate in crates:
            assert crate.name.isprintable() and crate.name
            assert all(crate.entries)
