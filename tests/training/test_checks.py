"""What is wrong with the examples is found before they are learned from, row by row."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest

from tagger.records import Float32
from tagger.training.checks import NEIGHBOURS, Findings, check
from tagger.training.discriminant import Statistics
from tagger.training.evaluation import Labels
from tagger.training.neighbours import BLOCK, copies, nearest, sphere

SIZE = 32


def shelf(
    tracks: int, genres: int, seed: int = 0, apart: float = 1.5, size: int = SIZE
) -> tuple[Float32, list[tuple[str, ...]], list[str]]:
    """Tracks of genres that lie `apart`, each by one of twelve artists of its genre."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(genres, size)) * apart
    of = np.arange(tracks) % genres
    vectors = centres[of] + random.normal(size=(tracks, size))
    names = [f"artist:{g}-{i // genres % 12}" for i, g in enumerate(of)]
    return vectors.astype(np.float32), [(f"Genre {g:02}",) for g in of], names


def base(size: int = SIZE) -> Statistics:
    """Of a model whose genres are spheres already."""
    random = np.random.default_rng(99)
    vectors = random.normal(size=(40 * size, size))
    return Statistics.empty(size).add(vectors, [("Base",)] * len(vectors))


def look(vectors: Float32, labels: Labels, names: list[str]) -> Findings:
    return check(vectors, labels, names, base())


def test_examples_without_fault_have_no_findings() -> None:
    found = look(*shelf(360, 3))
    assert not (found.copies or found.doubtful or found.overlaps or found.thin)
    assert found.groups.count == 36


def test_copies_are_found_exact_or_near_also_across_genres() -> None:
    vectors, labels, names = shelf(360, 3)
    vectors[30] = vectors[3]
    vectors[100] = vectors[31] + 0.02 * np.random.default_rng(1).normal(size=SIZE)
    vectors[61] = vectors[100]
    found = look(vectors, labels, names)
    first, second = found.copies
    assert labels[3] == labels[30] and len({labels[i] for i in (31, 61, 100)}) == 1
    assert {first.rows, second.rows} == {(3, 30), (31, 61, 100)}
    by_rows = {one.rows: one for one in found.copies}
    assert by_rows[3, 30].exact and not by_rows[31, 61, 100].exact
    assert not first.across and first.genres == labels[3]
    labels[30] = ("Zouk",)
    (across, *_) = look(vectors, labels, names).copies
    assert across.rows == (3, 30) and across.across
    assert across.genres == ("Genre 00", "Zouk")


def test_copies_are_held_out_together() -> None:
    vectors, labels, names = shelf(360, 3)
    vectors[30] = vectors[3]
    assert names[30] != names[3]
    groups = look(vectors, labels, names).groups
    assert groups.index[30] == groups.index[3]
    assert groups.count == 35


def test_one_identity_is_one_piece_of_music_however_it_was_heard() -> None:
    vectors, labels, names = shelf(360, 3)
    vectors[200] = vectors[3]
    identities = [bytes([i // 256, i % 256]) for i in range(360)]
    identities[77] = identities[5]
    found = check(vectors, labels, names, base(), identities).copies
    assert {(one.rows, one.exact) for one in found} == {((3, 200), False), ((5, 77), True)}


def test_a_blank_identity_makes_no_copies() -> None:
    vectors, labels, names = shelf(60, 3)
    assert check(vectors, labels, names, base(), [b""] * 60).copies == ()


def test_labels_that_their_neighbours_contradict_are_doubted_and_no_others() -> None:
    vectors, labels, names = shelf(600, 4)
    planted = np.random.default_rng(3).choice(600, 24, replace=False)
    truth = {int(row): labels[row][0] for row in planted}
    for row in planted:
        labels[row] = (f"Genre {(int(truth[int(row)][-2:]) + 1) % 4:02}",)
    doubted = {one.row: one for one in look(vectors, labels, names).doubtful}
    assert set(doubted) == set(truth)
    for row, one in doubted.items():
        assert one.rather == truth[row] and one.genres == labels[row]
        assert 0.6 <= one.agreement <= 1
        assert all(labels[n] == (one.rather,) for n in one.neighbours)


def test_a_whole_album_under_a_wrong_genre_cannot_vouch_for_itself() -> None:
    vectors, labels, names = shelf(600, 3)
    album = [i for i in range(600) if names[i] == "artist:0-0"]
    for row in album:
        labels[row] = ("Genre 01",)
    assert {one.row for one in look(vectors, labels, names).doubtful} == set(album)


def test_a_label_of_few_tracks_is_not_doubted_for_being_rare() -> None:
    vectors, labels, names = shelf(300, 3)
    for row in (0, 3, 6):
        labels[row] = ("Niche",)
    assert look(vectors, labels, names).doubtful == ()


def test_a_track_with_two_genres_is_not_doubted_for_one_of_them() -> None:
    vectors, labels, names = shelf(300, 3)
    labels = [(*g, "Live") if i % 2 else g for i, g in enumerate(labels)]
    assert look(vectors, labels, names).doubtful == ()


def test_two_names_for_one_genre_overlap() -> None:
    vectors, labels, names = shelf(480, 3)
    labels = [("Hip Hop",) if g == ("Genre 00",) and i % 2 else g for i, g in enumerate(labels)]
    (one,) = look(vectors, labels, names).overlaps
    assert one.genres == ("Genre 00", "Hip Hop")
    assert one.overlap > 0.8
    assert one.rows and {labels[row][0] for row in one.rows} <= set(one.genres)


def test_a_large_genre_does_not_overlap_with_a_small_one_for_its_size() -> None:
    vectors, labels, names = shelf(900, 2)
    keep = [i for i in range(900) if i % 2 == 0 or i < 60]
    found = look(vectors[keep], [labels[i] for i in keep], [names[i] for i in keep])
    assert found.overlaps == ()


def test_of_a_genre_with_a_handful_of_tracks_no_overlap_is_claimed() -> None:
    vectors, labels, names = shelf(480, 3)
    genre_0 = [i for i, genre in enumerate(labels) if genre == ("Genre 00",)]
    for row in genre_0[: NEIGHBOURS - 1]:
        labels[row] = ("Hip Hop",)
    assert look(vectors, labels, names).overlaps == ()


def test_thin_genres_say_what_is_missing() -> None:
    vectors, labels, names = shelf(300, 3)
    for row in (0, 3):
        labels[row] = ("Zouk",)
    for row, name in (
        (1, "artist:x"),
        (4, "artist:y"),
        *((r, "artist:x") for r in range(7, 60, 3)),
    ):
        labels[row], names[row] = ("Tango",), name
    zouk, tango = look(vectors, labels, names).thin
    if zouk.genre != "Zouk":
        zouk, tango = tango, zouk
    assert (zouk.rows, zouk.groups, zouk.missing_tracks) == ((0, 3), 2, 8)
    assert tango.genre == "Tango" and tango.missing_tracks == 0
    assert tango.groups == 2 and tango.missing_groups == 1


@pytest.mark.parametrize("tracks", [0, 1, 2])
def test_next_to_no_examples_are_only_thin(tracks: int) -> None:
    vectors, labels, names = shelf(max(tracks, 1), 2)
    found = look(vectors[:tracks], labels[:tracks], names[:tracks])
    assert not (found.copies or found.doubtful or found.overlaps)
    assert len(found.thin) == tracks


def test_one_track_a_hundred_times_is_one_set_of_copies() -> None:
    vectors = np.tile(np.arange(SIZE, dtype=np.float32), (100, 1))
    found = look(vectors, [("Jazz",)] * 100, [f"artist:{i}" for i in range(100)])
    (one,) = found.copies
    assert one.exact and one.rows == tuple(range(100))
    assert found.groups.count == 1
    assert found.doubtful == ()


def test_neighbours_are_those_of_a_plain_search_without_kin() -> None:
    vectors, _, _ = shelf(BLOCK + 100, 5)
    unit = sphere(vectors, base())
    kin = (np.arange(len(unit)) // 3).astype(np.intp)
    found = nearest(unit, kin, 7)
    cosines = unit.astype(np.float64) @ unit.T.astype(np.float64)
    cosines[kin[:, None] == kin] = -2
    np.testing.assert_array_equal(found.rows, np.argsort(-cosines, axis=1)[:, :7])
    np.testing.assert_allclose(found.similarity, -np.sort(-cosines, axis=1)[:, :7], atol=1e-5)


def test_where_all_are_kin_there_are_no_neighbours() -> None:
    unit = sphere(shelf(5, 1)[0], base())
    found = nearest(unit, np.zeros(5, dtype=np.intp), 7)
    assert (found.rows == -1).all() and found.rows.shape == (5, 7)


def test_copies_are_found_over_blocks_and_over_steps() -> None:
    unit = np.random.default_rng(0).normal(size=(BLOCK * 2 + 10, SIZE)).astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    # Each step of 0.2 radians is near (cosine 0.98), two of them are not (0.92).
    for place, row in enumerate((1020, 40, 700)):
        unit[row] = 0
        unit[row, :2] = np.cos(0.2 * place), np.sin(0.2 * place)
    of = copies(unit)
    assert of[40] == of[700] == of[1020] == 40
    assert (np.delete(of, [700, 1020]) == np.delete(np.arange(len(unit)), [700, 1020])).all()


def test_likeness_is_measured_where_genres_are_spheres() -> None:
    random = np.random.default_rng(0)
    stretch = np.linspace(1, 10, SIZE)
    known = random.normal(size=(2000, SIZE)) * stretch + 5
    statistics = Statistics.empty(SIZE).add(known, [("Base",)] * 2000)
    unit = sphere(known, statistics)
    np.testing.assert_allclose(np.linalg.norm(unit, axis=1), 1, atol=1e-5)
    spread = unit.std(axis=0)
    assert spread.max() / spread.min() < 3 < stretch.max() / stretch.min()
    bare = sphere(known[:3], Statistics.empty(SIZE))
    np.testing.assert_allclose(
        bare, known[:3] / np.linalg.norm(known[:3], axis=1, keepdims=True), rtol=1e-5
    )


def test_shapes_and_numbers_that_do_not_fit_are_refused() -> None:
    vectors, labels, names = shelf(30, 3)
    with pytest.raises(ValueError, match="30"):
        look(vectors, labels[:-1], names)
    with pytest.raises(ValueError, match="30"):
        check(vectors, labels, names, base(), [b"a"])
    vectors[3, 3] = np.nan
    with pytest.raises(ValueError, match="finite"):
        look(vectors, labels, names)


def test_checking_can_be_cancelled_between_blocks() -> None:
    class Stopped(Exception):
        pass

    calls = 0

    def step() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Stopped

    with pytest.raises(Stopped):
        check(*shelf(BLOCK * 3, 3), base(), step=step)
    assert calls == 2


def test_ten_thousand_tracks_are_checked_in_seconds_and_little_memory() -> None:
    vectors, labels, names = shelf(10_000, 20, size=256, apart=0.5)
    vectors[5000:5040] = vectors[:40]
    statistics = base(256)
    tracemalloc.start()
    begun = time.process_time()
    found = check(vectors, labels, names, statistics)
    spent = time.process_time() - begun
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(len(one.rows) for one in found.copies) == 80
    assert spent < 30 and most < 250e6


def test_a_pile_of_ten_thousand_alike_is_one_set_in_seconds() -> None:
    unit: Float32 = np.full((10_000, 4), 0.5, dtype=np.float32)
    begun = time.process_time()
    assert (copies(unit) == 0).all()
    assert time.process_time() - begun < 20
