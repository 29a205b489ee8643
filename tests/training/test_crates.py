"""Crates: what each program writes is read, whatever the machine that it was written on."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.training.crates import Crate, is_crate_name, read_crates

REKORDBOX = """<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="6.7.0" Company="AlphaTheta"/>
  <COLLECTION Entries="3">
    <TRACK TrackID="1" Name="A" Location="file://localhost/C:/Music/Zouk%20Love/Kassav%27.mp3">
      <TEMPO Inizio="0.025" Bpm="98.00" Metro="4/4" Battito="1"/>
    </TRACK>
    <TRACK TrackID="2" Location="file://localhost/Users/me/Caf%C3%A9%20&amp;%20Bar.mp3"/>
    <TRACK TrackID="3" Name="a stream"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="2">
      <NODE Type="0" Name="Caribbean" Count="1">
        <NODE Name="Zouk" Type="1" KeyType="0" Entries="4">
          <TRACK Key="2"/><TRACK Key="1"/><TRACK Key="3"/><TRACK Key="77"/>
        </NODE>
      </NODE>
      <NODE Name="By place" Type="1" KeyType="1" Entries="1">
        <TRACK Key="file://localhost/D:/b.mp3"/>
      </NODE>
      <NODE Name="Empty" Type="1" KeyType="0" Entries="0"/>
    </NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
"""

TRAKTOR = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>
<COLLECTION ENTRIES="1"><ENTRY TITLE="T"><LOCATION DIR="/:Music/:House/:" FILE="a.mp3"
VOLUME="C:" VOLUMEID="1"></LOCATION></ENTRY></COLLECTION>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="2">
<NODE TYPE="FOLDER" NAME="Club"><SUBNODES COUNT="1">
<NODE TYPE="PLAYLIST" NAME="House"><PLAYLIST ENTRIES="3" TYPE="LIST" UUID="u">
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:House/:a.mp3"></PRIMARYKEY></ENTRY>
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="Macintosh HD/:Users/:me/:AC//DC.mp3"></PRIMARYKEY></ENTRY>
<ENTRY><PRIMARYKEY TYPE="LOOP" KEY="C:/:Music/:no track"></PRIMARYKEY></ENTRY>
</PLAYLIST></NODE></SUBNODES></NODE>
<NODE TYPE="SMARTLIST" NAME="Fast"><SMARTLIST UUID="v"></SMARTLIST></NODE>
</SUBNODES></NODE></PLAYLISTS></NML>
"""


def record(tag: bytes, content: bytes) -> bytes:
    return tag + len(content).to_bytes(4, "big") + content


def serato(*paths: str) -> bytes:
    tracks = (record(b"otrk", record(b"ptrk", path.encode("utf-16-be"))) for path in paths)
    version = record(b"vrsn", "1.0/Serato ScratchLive Crate".encode("utf-16-be"))
    column = record(b"ovct", record(b"tvcn", "song".encode("utf-16-be")))
    return version + column + b"".join(tracks)


def read_one(path: Path, content: str | bytes) -> Crate:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (crate,) = read_crates(path)
    return crate


def test_an_m3u_playlist_is_named_by_itself_or_by_its_file(tmp_path: Path) -> None:
    plain = read_one(tmp_path / "Deep House.m3u", "/music/a.mp3\n")
    assert (plain.name, plain.source) == ("Deep House", tmp_path / "Deep House.m3u")
    told = "#EXTM3U\n#PLAYLIST: Zouk \n#EXTINF:123,Kassav - X\n/music/a.mp3\n"
    assert read_one(tmp_path / "p.m3u", told).name == "Zouk"


def test_paths_of_an_m3u_playlist_are_taken_from_its_folder(tmp_path: Path) -> None:
    lines = (
        "a.mp3",
        "../b/c.mp3",
        "/music/d.mp3",
        "C:\\Music\\e.mp3",
        "\\\\nas\\f.mp3",
        "",
        "a.mp3",
    )
    assert read_one(tmp_path / "p.m3u", "\r\n".join(lines)).entries == (
        f"{tmp_path}/a.mp3",
        f"{tmp_path}/../b/c.mp3",
        "/music/d.mp3",
        "C:\\Music\\e.mp3",
        "\\\\nas\\f.mp3",
    )


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///music/Caf%C3%A9%20100%25.mp3", "/music/Café 100%.mp3"),
        ("file:///C:/a%20b.mp3", "C:/a b.mp3"),
        ("file://C:/a.mp3", "C:/a.mp3"),
        ("file:/music/a.mp3", "/music/a.mp3"),
        ("FILE://LocalHost/music/caf%E9.mp3", "/music/café.mp3"),
        ("file://nas/music/a#1.mp3", "//nas/music/a#1.mp3"),
        ("http://radio.example/stream", "http://radio.example/stream"),
    ],
)
def test_an_m3u_playlist_may_hold_addresses(tmp_path: Path, url: str, path: str) -> None:
    assert read_one(tmp_path / "p.m3u8", url).entries == (path,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_m3u_playlist_is_read_in_whatever_encoding(tmp_path: Path, encoding: str) -> None:
    content = "#PLAYLIST:Musique française\n/é’ü.mp3\n".encode(encoding)
    crate = read_one(tmp_path / "p.m3u", content)
    assert (crate.name, crate.entries) == ("Musique française", ("/é’ü.mp3",))


def test_one_line_in_latin_1_spoils_no_other_line(tmp_path: Path) -> None:
    content = "/é.mp3\n".encode() + "/è.mp3\n".encode("latin-1") + "/日本\u2028.mp3\n".encode()
    assert read_one(tmp_path / "p.m3u8", content).entries == (
        "/é.mp3",
        "/è.mp3",
        "/日本\u2028.mp3",
    )


def test_rekordbox_playlists_have_the_paths_of_their_tracks(tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text(REKORDBOX)
    zouk, placed, empty = read_crates(tmp_path / "r.xml")
    assert (zouk.name, zouk.parents) == ("Zouk", ("Caribbean",))
    assert zouk.entries == ("/Users/me/Café & Bar.mp3", "C:/Music/Zouk Love/Kassav'.mp3")
    assert zouk.lost == 2, "a stream, and a track that is not in the collection"
    assert (placed.name, placed.parents, placed.entries) == ("By place", (), ("D:/b.mp3",))
    assert empty.entries == ()


def test_traktor_playlists_have_the_paths_of_their_tracks(tmp_path: Path) -> None:
    crate = read_one(tmp_path / "t.NML", TRAKTOR)
    assert (crate.name, crate.parents) == ("House", ("Club",))
    assert crate.entries == ("C:/Music/House/a.mp3", "Macintosh HD/Users/me/AC:DC.mp3")


def test_a_serato_crate_is_named_by_its_file(tmp_path: Path) -> None:
    content = serato("Users/me/Zouk/Café 日本 🎵.mp3", "b.mp3", "b.mp3")
    crate = read_one(tmp_path / "Caribbean%%Zouk.crate", content)
    assert (crate.name, crate.parents) == ("Zouk", ("Caribbean",))
    assert crate.entries == ("Users/me/Zouk/Café 日本 🎵.mp3", "b.mp3")


def test_a_serato_track_without_a_path_is_counted(tmp_path: Path) -> None:
    content = serato("a.mp3") + record(b"otrk", record(b"xxxx", b"1"))
    crate = read_one(tmp_path / "z.crate", content)
    assert (crate.entries, crate.lost) == (("a.mp3",), 1)


def test_reading_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "r.xml"
    path.write_text(REKORDBOX)
    path.chmod(0o444)
    before = path.stat()
    read_crates(path)
    assert path.read_text() == REKORDBOX
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert os.listdir(tmp_path) == ["r.xml"]


def test_files_of_playlists_are_known_by_their_suffix() -> None:
    assert all(map(is_crate_name, ("a.m3u", "b.M3U8", "c.xml", "d.crate", "e.nml")))
    assert not any(map(is_crate_name, ("a.mp3", "m3u", "Rock")))


names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), exclude_characters="/\\:?#"),
    min_size=1,
    max_size=12,
).filter(lambda name: not name.startswith("\ufeff"))
paths = st.lists(st.lists(names, min_size=1, max_size=4).map("/".join), max_size=5, unique=True)


@given(paths)
def test_every_path_that_is_written_into_a_crate_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("crates")
    rooted = tuple(f"/{path}" for path in written)
    assert read_one(folder / "p.crate", serato(*written)).entries == tuple(written)
    assert read_one(folder / "p.m3u8", "\n".join(rooted)).entries == rooted
    urls = "\n".join(f"file://localhost{quote(path)}" for path in rooted)
    assert read_one(folder / "q.m3u8", urls).entries == rooted
