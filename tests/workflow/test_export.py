"""Exports: what was decided, as tables and as playlists that any system takes."""

from __future__ import annotations

import csv
import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.errors import TaggerError
from tagger.records import Presence
from tagger.workflow.export import ExportFormat, decided_tracks, export, playlist_names
from tagger.workflow.jobs import JobContext
from tagger.workflow.review import choose, reject
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

from .conftest import MakeFlac


@pytest.fixture
def music(session: Session, tmp_path: Path, make_flac: MakeFlac) -> Path:
    """Four tracks: two genres, one genre in another spelling, rejected, undecided."""
    folder = tmp_path / "music"
    for number in range(4):
        tags = {"title": f"T{number}", "artist": "Ä, “B”"}
        make_flac(folder / f"{number}.flac", number, seconds=2.0, **tags)
    ScanJob(session, [folder]).run(JobContext())
    ids = [track.id for track in session.tracks.all()]
    choose(session, ids[:1], ["Drum & Bass", "Jazz"], None)
    choose(session, ids[1:2], ["drum and bass"], None)
    reject(session, ids[2:3], None)
    return folder


def test_a_table_has_every_decided_track_and_no_other(
    session: Session, music: Path, tmp_path: Path
) -> None:
    done = export(session, ExportFormat.CSV, tmp_path / "out" / "list.csv")
    assert done.files == ((tmp_path / "out" / "list.csv", 2),)
    raw = (tmp_path / "out" / "list.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "spreadsheets take it for UTF-8 only so"
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [row["path"] for row in rows] == [str(music / "0.flac"), str(music / "1.flac")]
    assert rows[0]["artist"] == "Ä, “B”"
    assert [row["genres"] for row in rows] == ["Drum & Bass; Jazz", "drum and bass"]
    assert {(row["decided"], row["written"]) for row in rows} == {("chosen", "no")}


def test_json_holds_the_same_and_the_music_s_identity(
    session: Session, music: Path, tmp_path: Path
) -> None:
    export(session, ExportFormat.JSON, tmp_path / "list.json")
    rows = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert [row["genres"] for row in rows] == [["Drum & Bass", "Jazz"], ["drum and bass"]]
    identities = [track.identity.hex() for track in session.tracks.all()]
    assert [row["music"] for row in rows] == identities[:2]


def test_one_playlist_for_each_genre_leads_to_the_files(
    session: Session, music: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lists" / "deep"
    done = export(session, ExportFormat.M3U8, folder)
    assert {(path.name, count) for path, count in done.files} == {
        ("Drum & Bass.m3u8", 2),
        ("Jazz.m3u8", 1),
    }
    lines = (folder / "Drum & Bass.m3u8").read_text("utf-8").splitlines()
    assert lines[:3] == ["#EXTM3U", "#PLAYLIST:Drum & Bass", "#EXTINF:2,Ä, “B” - T0"]
    listed = [line for line in lines if not line.startswith("#")]
    assert [(folder / name).resolve() for name in listed] == [music / "0.flac", music / "1.flac"]
    assert all(not os.path.isabs(name) for name in listed)
    export(session, ExportFormat.M3U8, folder, absolute=True, overwrite=True)
    assert str(music / "0.flac") in (folder / "Jazz.m3u8").read_text("utf-8").splitlines()


def test_only_the_tracks_below_a_path_are_exported(
    session: Session, music: Path, tmp_path: Path
) -> None:
    found = decided_tracks(session, [music / "1.flac", music / "1.flac", music / "3.flac"])
    assert [each.track.path.name for each in found] == ["1.flac"]
    assert decided_tracks(session, [tmp_path / "elsewhere"]) == []
    gone = session.tracks.all()[0]
    session.tracks.set_presence([gone.id], Presence.MISSING)
    assert [each.track.path.name for each in decided_tracks(session)] == ["1.flac"]


def test_a_file_of_the_person_is_not_replaced_unasked(
    session: Session, music: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    own = folder / "Jazz.m3u8"
    own.write_text("mine")
    with pytest.raises(TaggerError, match="exists already"):
        export(session, ExportFormat.M3U8, folder)
    assert [path.name for path in folder.iterdir()] == ["Jazz.m3u8"]
    assert own.read_text() == "mine"
    export(session, ExportFormat.M3U8, folder, overwrite=True)
    assert own.read_text("utf-8").startswith("#EXTM3U")
    assert len(list(folder.iterdir())) == 2, "no scratch file is left"


def test_music_is_never_taken_for_the_output(session: Session, music: Path, tmp_path: Path) -> None:
    before = (music / "0.flac").read_bytes()
    with pytest.raises(TaggerError, match="named like music"):
        export(session, ExportFormat.CSV, music / "0.flac", overwrite=True)
    assert (music / "0.flac").read_bytes() == before
    with pytest.raises(TaggerError, match="it is a folder"):
        export(session, ExportFormat.CSV, music, overwrite=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_a_format_cannot_hold_are_told(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    folder = tmp_path / "music"
    names = [b"caf\xe9.flac", b"new\nline.flac", b"#comment.flac", b" space.flac"]
    for seed, name in enumerate(names):
        make_flac(tmp_path / "a.flac", seed)
        folder.mkdir(exist_ok=True)
        (tmp_path / "a.flac").rename(folder / os.fsdecode(name))
    ScanJob(session, [folder]).run(JobContext())
    choose(session, [track.id for track in session.tracks.all()], ["Jazz"], None)

    (note,) = export(session, ExportFormat.CSV, tmp_path / "list.csv").notes
    assert "1 file is not valid UTF-8" in note
    exact = export(session, ExportFormat.JSON, tmp_path / "list.json")
    assert exact.notes == ()
    rows = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert sorted(os.fsencode(Path(row["path"]).name) for row in rows) == sorted(names)

    done = export(session, ExportFormat.M3U8, folder)
    assert len(done.notes) == 1 and "2 files are" in done.notes[0]
    assert done.files == ((folder / "Jazz.m3u8", 2),)
    listed = [
        line
        for line in (folder / "Jazz.m3u8").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert {line[0] for line in listed} == {"."}
    assert all((folder / name).is_file() for name in listed)


def test_playlists_get_names_that_every_system_takes() -> None:
    names = playlist_names(
        [
            "R&B/Soul",
            "R&B:Soul",
            "con",
            "AUX.mp3",
            "Trance...",
            "..",
            "日本の音楽",
            "x" * 500,
            "HOUSE",
        ]
        + ["house", "Café", "Cafe\u0301"]
    )
    assert names["R&B/Soul"] == "R&B-Soul.m3u8"
    assert names["R&B:Soul"] == "R&B-Soul (2).m3u8"
    assert names["con"] == "con -.m3u8"
    assert names["AUX.mp3"] == "AUX.mp3 -.m3u8"
    assert names["Trance..."] == "Trance.m3u8"
    assert names[".."] == "genre.m3u8"
    assert names["日本の音楽"] == "日本の音楽.m3u8"
    assert names["house"] == "house (2).m3u8"
    assert names["Cafe\u0301"] == "Café (2).m3u8"


@given(st.lists(st.text(max_size=300), unique=True, max_size=30))
def test_no_genre_makes_a_name_that_leaves_the_folder_or_meets_another(genres: list[str]) -> None:
    names = playlist_names(genres)
    assert set(names) == set(genres)
    keys = {unicodedata.normalize("NFD", name).casefold() for name in names.values()}
    assert len(keys) == len(genres)
    for name in names.values():
        assert Path(name).name == name and not name.startswith((".", " "))
        assert len(name.encode("utf-8")) <= 255
        assert not any(c in '<>:"/\\|?*' or ord(c) < 32 for c in name)
