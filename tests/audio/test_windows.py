import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.audio.windows import further_windows, plan_windows, track_frames
from tagger.records import FrontEnd

FRONT_END = FrontEnd(22050, 2048, 1710, "hann", 128, "slaney", 0.0, 11025.0, 2.0, 80.0, 3.0)
T = FRONT_END.window_frames


@given(st.floats(0, 20_000), st.integers(1, 60))
def test_windows_lie_in_the_track_in_order_and_without_overlap(seconds, count):
    starts = plan_windows(seconds, FRONT_END, count)
    frames = track_frames(seconds, FRONT_END)
    assert 1 <= len(starts) <= count
    assert starts[0] >= 0
    assert all(later - earlier >= T for earlier, later in zip(starts, starts[1:], strict=False))
    assert starts[-1] + T <= max(frames, T)


@given(st.floats(60, 20_000), st.integers(2, 12))
def test_a_song_gets_every_window_asked_for_and_they_are_evenly_spread(seconds, count):
    starts = plan_windows(seconds, FRONT_END, count)
    assert len(starts) == count
    gaps = [later - earlier for earlier, later in zip(starts, starts[1:], strict=False)]
    assert max(gaps) - min(gaps) <= 1


def test_the_very_start_and_end_of_a_song_are_left_out():
    starts = plan_windows(240, FRONT_END, 8)
    seconds = [start * 1710 / 22050 for start in starts]
    assert 5 < seconds[0] < 10
    assert 230 < seconds[-1] + 3 < 235


def test_a_track_shorter_than_a_window_has_one_that_begins_at_its_start():
    assert plan_windows(1.2, FRONT_END, 8) == (0,)
    assert plan_windows(0, FRONT_END, 8) == (0,)


def test_one_window_lies_in_the_middle():
    (start,) = plan_windows(100, FRONT_END, 1)
    assert 48 < start * 1710 / 22050 < 50


def test_no_window_at_all_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="at least one"):
        plan_windows(100, FRONT_END, 0)


@given(st.floats(0, 20_000), st.integers(1, 12), st.integers(0, 60))
def test_further_windows_lie_in_between_and_never_over_those_tried(seconds, count, most):
    tried = plan_windows(seconds, FRONT_END, count)
    for _ in range(4):
        further = further_windows(seconds, FRONT_END, tried, most)
        assert len(further) <= most
        both = sorted([*tried, *further])
        assert all(later - earlier >= T for earlier, later in zip(both, both[1:], strict=False))
        assert both[0] >= 0
        assert both[-1] + T <= max(track_frames(seconds, FRONT_END), T)
        tried = tuple(both)


def test_a_round_halves_the_distance_between_windows():
    first = plan_windows(600, FRONT_END, 8)
    further = further_windows(600, FRONT_END, first, 40)
    assert len(further) == 7
    for before, place, after in zip(first, further, first[1:], strict=False):
        assert abs((before + after) / 2 - place) <= 1


def test_the_last_round_takes_its_few_windows_from_all_over_the_track():
    first = plan_windows(3600, FRONT_END, 30)
    further = further_windows(3600, FRONT_END, first, 5)
    gaps = [later - earlier for earlier, later in zip(further, further[1:], strict=False)]
    assert len(further) == 5
    assert min(gaps) > 0.7 * max(gaps)


def test_one_window_is_followed_by_some_on_either_side():
    (middle,) = plan_windows(100, FRONT_END, 1)
    before, after = further_windows(100, FRONT_END, [middle], 40)
    assert before < middle < after


@pytest.mark.parametrize("seconds", [1.2, 12.0, 26.0])
def test_a_track_that_is_full_of_windows_has_no_room_for_more(seconds):
    tried = plan_windows(seconds, FRONT_END, 8)
    assert further_windows(seconds, FRONT_END, tried, 40) == ()
