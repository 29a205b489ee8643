"""WAV files as programs really leave them: wrong sizes, missing bytes, garbage; RF64 and BW64."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.tags.containers.source import Source, TagChange, Unsupported
from tagger.tags.containers.wav import Wav
from tagger.tags.reader import read_tags
from tests.tags.chunk_files import (
    WAV_FORMAT,
    chunks_of,
    id3_tag,
    info_list,
    large,
    rf64,
    riff,
    sound,
    wav,
)
from tests.tags.chunk_writes import refused, written_and_undone

DATA = riff(b"data", sound())
OTHERS = (riff(b"bext", b"Description".ljust(603, b"\0")), riff(b"Qz 7", b"nobody knows"))


def test_what_stands_behind_the_riff_stays_behind_it(tmp_path: Path):
    path = tmp_path / "song.wav"
    path.write_bytes(wav(WAV_FORMAT, DATA))
    garbage = b"TAG" + bytes(125) + b"\0garbage"
    path.write_bytes(path.read_bytes() + garbage)
    written = written_and_undone(path, ["Rock"])
    assert written.endswith(garbage)
    chunks_of(written[: -len(garbage)], "little")
    assert read_tags(path).tags.genres == ("Rock",)


@pytest.mark.parametrize("off", [8, 1, 0xFFFFFFFF])
def test_a_riff_size_that_promises_too_much_is_made_true(tmp_path: Path, off: int):
    whole = wav(WAV_FORMAT, DATA)
    wrong = min(len(whole) - 8 + off, 0xFFFFFFFF)
    path = tmp_path / "song.wav"
    path.write_bytes(whole[:4] + wrong.to_bytes(4, "little") + whole[8:])
    chunks_of(written_and_undone(path, ["Rock"]), "little")


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_a_last_chunk_without_its_pad_byte_gets_it(tmp_path: Path, there: bool, counted: bool):
    odd = wav(WAV_FORMAT, riff(b"data", sound(4999)))
    size = len(odd) - 8 - (0 if counted else 1)
    path = tmp_path / "song.wav"
    path.write_bytes(odd[:4] + size.to_bytes(4, "little") + odd[8 : len(odd) - (not there)])
    after = chunks_of(written_and_undone(path, ["Rock"]), "little")
    assert [name for name, _ in after] == [b"fmt ", b"data", b"id3 "]
    assert after[1][1] == sound(4999)


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (wav(WAV_FORMAT, b"data" + bytes(4) + sound()), "never noted"),
        (wav(WAV_FORMAT, b"data" + b"\xff" * 4 + sound()), "never noted"),
        (wav(WAV_FORMAT, DATA)[:-700], "middle of a chunk"),
        (wav(WAV_FORMAT, riff(b"data", sound(999))[:-1], OTHERS[0]), "pad byte"),
        (wav(WAV_FORMAT, DATA) + OTHERS[1], "behind the end"),
        (wav(WAV_FORMAT, DATA, b"\0" * 40), "belong to no chunk"),
        (wav(WAV_FORMAT, DATA, b"abc\0"), "belong to no chunk"),
        (wav(WAV_FORMAT, DATA, DATA), "several chunks"),
        (wav(WAV_FORMAT, DATA, *[riff(b"id3 ", id3_tag("Old"))] * 2), "two ID3 tags"),
        (wav(WAV_FORMAT, DATA, riff(b"id3 ", b"no tag")), "holds no ID3 tag"),
        (wav(WAV_FORMAT, DATA, riff(b"id3 ", id3_tag("Old")[:-9])), "longer than|damaged"),
        (b"RIFF\x40\0\0\0" + wav(WAV_FORMAT, DATA)[8:], "contradicts"),
        (wav(WAV_FORMAT, DATA, riff(b"LIST", b"INFOIGNR\xff\0\0\0Rock")), "is damaged"),
        (b"RF64" + b"\xff" * 4 + b"WAVE" + WAV_FORMAT + DATA, "ds64 chunk is missing"),
    ],
)
def test_a_structure_that_can_be_read_in_two_ways_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, because: str
):
    path = tmp_path / "song.wav"
    path.write_bytes(content)
    assert len(read_tags(path).identity) == 20
    refused(path, because)


def test_an_empty_id3_chunk_is_filled(tmp_path: Path):
    path = tmp_path / "song.wav"
    path.write_bytes(wav(WAV_FORMAT, riff(b"id3 ", b""), DATA))
    after = chunks_of(written_and_undone(path, ["Rock"]), "little")
    assert [name for name, _ in after] == [b"fmt ", b"id3 ", b"data"]
    assert read_tags(path).tags.genres == ("Rock",)


def form_size(data: bytes) -> int:
    return int.from_bytes(data[20:28], "little")


@pytest.mark.parametrize("magic", [b"RF64", b"BW64"])
@pytest.mark.parametrize("tagged", [True, False])
def test_rf64_is_read_written_and_undone_with_its_64_bit_sizes(
    tmp_path: Path, magic: bytes, tagged: bool
):
    content = sound()
    table = b"big " + (20).to_bytes(8, "little")
    chunks = [WAV_FORMAT, *OTHERS, large(b"data", content), large(b"big ", bytes(20))]
    if tagged:
        chunks.insert(1, riff(b"id3 ", id3_tag("Old")))
    chunks.append(info_list((b"IGNR", b"Old")))
    path = tmp_path / "song.rf64"
    path.write_bytes(rf64(*chunks, size=len(content), table=table, magic=magic))
    reading = read_tags(path)
    assert (reading.error, reading.tags.genres) == (None, ("Old",))
    assert reading.tags.duration == pytest.approx(3000 / 48000)
    for wanted in (["Rock", "日本語"], ["xy"], []):
        written = written_and_undone(path, wanted)
        assert written[:8] == magic + b"\xff" * 4
        assert form_size(written) == len(written) - 8
        assert written[28:36] == (len(content)).to_bytes(8, "little")
        assert b"data" + b"\xff" * 4 + content in written
        assert read_tags(path).tags.genres == tuple(wanted)
        assert read_tags(path).identity == reading.identity


@pytest.mark.parametrize("kind", [b"RIFF", b"RF64"])
def test_a_file_at_4_gb_grows_as_rf64_alone(tmp_path: Path, kind: bytes):
    size = (1 << 32) - 100
    path = tmp_path / "large.wav"
    if kind == b"RF64":
        head = rf64(WAV_FORMAT, b"data" + b"\xff" * 4, size=size)
        head = head[:20] + (len(head) + size - 8).to_bytes(8, "little") + head[28:]
    else:
        head = wav(WAV_FORMAT, b"data" + size.to_bytes(4, "little"))
        head = head[:4] + (len(head) + size - 8).to_bytes(4, "little") + head[8:]
    path.write_bytes(head)
    with path.open("r+b") as file:
        file.truncate(len(head) + size)
        container = Wav(Source(file))
        change = TagChange.of_genres(["Rock"])
        assert container.payload() == ((len(head), len(head) + size),)
        if kind == b"RIFF":
            with pytest.raises(Unsupported, match="4 GB"):
                container.edit(change)
            return
        first, last = container.edit(change).splices
        assert last.start == len(head) + size
        grown = len(head) + size + len(last.inserted) - 8
        assert first.start + len(first.inserted) <= 28
        new = bytearray(head)
        new[first.start : first.end] = first.inserted
        assert form_size(bytes(new)) == grown > 1 << 32
