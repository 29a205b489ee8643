"""Playing in the window: what a device pulls is the sound of the file, and no thread is left."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QIODevice, QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from tagger.ui.player.player import Player, PlayerState
from tagger.ui.player.sink import NoSound
from tests.audio.encode import ENCODINGS, encode

from .test_quickness import LONGEST_TURN, longest_turn

RATE = 48000
SECONDS = 4.0
SPEED = 8
"""How much faster than in life the test's device consumes sound."""


class Loudspeaker(QObject):
    """A device in pull mode without loudspeakers: takes sound by the clock, and keeps it."""

    rate = RATE
    channels = 2

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.heard = bytearray()
        self.threads = {QThread.currentThread()}
        self.current = True
        self._source: QIODevice | None = None
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._pull)

    def start(self, source: QIODevice) -> None:
        self._source = source
        self._timer.start()

    def suspend(self) -> None:
        self._timer.stop()

    def resume(self) -> None:
        self._timer.start()

    def reset(self) -> None:
        self._timer.stop()
        self._source = None

    def held_seconds(self) -> float:
        return 0.02

    def _pull(self) -> None:
        assert self._source is not None
        self.heard += bytes(self._source.read(4 * RATE * SPEED // 200).data())

    def sound(self) -> np.ndarray:
        """(samples,) of the left channel without the silence of waiting."""
        samples = np.frombuffer(bytes(self.heard), "i2").reshape(-1, 2)[:, 0] / 32768
        return samples[np.abs(samples) > 0]


class Shop:
    """Opens loudspeakers, or says that there are none."""

    def __init__(self) -> None:
        self.opened: list[Loudspeaker] = []
        self.asked = 0
        self.sold_out = False

    def open(self, parent: QObject) -> Loudspeaker:
        self.asked += 1
        if self.sold_out:
            raise NoSound("There is no sound output here.")
        self.opened.append(Loudspeaker(parent))
        return self.opened[-1]


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def player(shop: Shop, qapp) -> Iterator[Player]:
    player = Player(open_sink=shop.open)
    yield player
    player.close()


MakeTone = Callable[[float], Path]


@pytest.fixture
def make_tone(tmp_path: Path) -> MakeTone:
    def make(hertz: float, seconds: float = SECONDS) -> Path:
        time = np.arange(round(seconds * RATE)) / RATE
        tone = np.tile(0.5 * np.sin(hertz * 2 * np.pi * time + 0.1), (2, 1)).astype(np.float32)
        return encode(tmp_path / f"{hertz:.0f}.flac", tone, RATE, ENCODINGS["flac"])

    return make


def pitch(sound: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 17))
    return float(spectrum.argmax() * RATE / (1 << 17))


def stopped(player: Player) -> Callable[[], bool]:
    return lambda: player.state is PlayerState.STOPPED


def test_a_file_is_heard_from_its_start_to_its_end(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    path = make_tone(440)
    places: list[float] = []
    player.position_changed.connect(places.append)
    player.play(path)
    assert player.state is PlayerState.PLAYING and player.plays(path)
    qtbot.waitUntil(stopped(player), timeout=10_000)
    sound = shop.opened[0].sound()
    assert abs(len(sound) / RATE - SECONDS) < 0.01
    assert abs(pitch(sound) - 440) < 1
    assert player.length == pytest.approx(SECONDS)
    assert places == sorted(places) and len(places) > 4
    assert places[0] == 0 and abs(places[-1] - SECONDS) < 0.1


def test_a_passage_begins_and_ends_where_it_was_asked_for(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    player.play(make_tone(440), 1.5, 1.0)
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert 0.99 < len(shop.opened[0].sound()) / RATE < 1.11
    assert 2.3 < player.position < 2.7
    player.toggle()
    assert player.state is PlayerState.PLAYING and player.position == 1.5


def test_pausing_holds_the_sound_and_going_on_loses_none(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    player.play(make_tone(440))
    qtbot.waitUntil(lambda: player.position > 0.5, timeout=10_000)
    player.toggle()
    assert player.state is PlayerState.PAUSED
    speaker = shop.opened[0]
    qtbot.waitUntil(lambda: not speaker._timer.isActive())
    held = len(speaker.heard)
    qtbot.wait(100)
    assert len(speaker.heard) == held
    player.toggle()
    qtbot.waitUntil(stopped(player), timeout=10_000)
    sound = speaker.sound()
    assert abs(len(sound) / RATE - SECONDS) < 0.01
    expected = np.sin(440 * 2 * np.pi * np.arange(len(sound)) / RATE + 0.1) * 0.5
    expected = expected[np.abs(expected * 32768) >= 1]
    assert np.abs(sound[:RATE] - expected[:RATE]).max() < 0.01


def test_a_paused_track_stays_paused_where_it_is_sent(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    player.play(make_tone(440))
    qtbot.waitUntil(lambda: player.position > 0.2, timeout=10_000)
    player.pause()
    player.seek(3.0)
    assert player.state is PlayerState.PAUSED and player.position == 3.0
    speaker = shop.opened[0]
    qtbot.waitUntil(lambda: not speaker._timer.isActive())
    speaker.heard.clear()
    player.resume()
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert abs(len(speaker.sound()) / RATE - 1.0) < 0.02


def test_another_track_takes_over_with_nothing_left_of_the_first(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    first, second = make_tone(440), make_tone(1000)
    player.play(first)
    qtbot.waitUntil(lambda: player.position > 0.5, timeout=10_000)
    player.play(second, 2.0)
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert player.path == second
    assert len(shop.opened) == 1
    sound = shop.opened[0].sound()
    assert abs(pitch(sound[-RATE:]) - 1000) < 1
    assert abs(pitch(sound[: RATE // 4]) - 440) < 3


def test_fifty_tracks_in_a_second_play_the_last_one_and_leave_no_threads(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    paths = [make_tone(300), make_tone(440), make_tone(1000)]
    before = threading.active_count()
    player.play(paths[0])
    qtbot.waitUntil(lambda: player.position > 0.1, timeout=10_000)
    during = threading.active_count()
    for count in range(50):
        player.play(paths[count % 3], count % 4)
        qtbot.wait(15)
        assert threading.active_count() <= during
    player.play(paths[2], 3.0)
    shop.opened[0].heard.clear()
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert abs(pitch(shop.opened[0].sound()[-RATE // 2 :]) - 1000) < 2
    thread = player._thread
    assert thread is not None and thread.isRunning()
    player.close()
    assert thread.isFinished()
    assert "decoding to play" not in [each.name for each in threading.enumerate()]
    assert threading.active_count() <= before


def test_closing_at_once_waits_for_nothing(shop: Shop, make_tone: MakeTone, qapp) -> None:
    path = make_tone(
        440,
    )
    for _ in range(20):
        player = Player(open_sink=shop.open)
        player.play(path)
        player.close()
        player.close()
        player.play(path)
        assert player.state is PlayerState.STOPPED
        assert player._thread is not None and player._thread.isFinished()


def test_without_a_device_it_says_so_once_and_goes_on(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    said: list[str] = []
    failed: list[str] = []
    player.unavailable.connect(said.append)
    player.failed.connect(failed.append)
    shop.sold_out = True
    path = make_tone(440)
    for count in range(1, 4):
        player.play(path)
        qtbot.waitUntil(stopped(player), timeout=10_000)
        assert shop.asked == count
    assert said == ["There is no sound output here."] and failed == []
    shop.sold_out = False
    player.play(path, 3.5)
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert abs(len(shop.opened[0].sound()) / RATE - 0.5) < 0.02


def test_a_device_that_goes_away_hands_over_to_the_next_one(
    player: Player, shop: Shop, make_tone: MakeTone, qtbot: QtBot
) -> None:
    player.play(make_tone(440))
    qtbot.waitUntil(lambda: player.position > 1.0, timeout=10_000)
    shop.opened[0].current = False
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert len(shop.opened) == 2
    total = sum(len(speaker.sound()) for speaker in shop.opened)
    assert abs(total / RATE - SECONDS) < 0.2
    assert len(shop.opened[1].sound()) > RATE


def test_a_broken_file_is_told_in_a_sentence_and_the_next_one_plays(
    player: Player, shop: Shop, make_tone: MakeTone, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_text("no sound at all\n" * 500)
    with qtbot.waitSignal(player.failed, timeout=10_000) as failed:
        player.play(broken)
    assert failed.args is not None and failed.args[0].endswith(".")
    assert player.state is PlayerState.STOPPED
    cut = make_tone(440)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    player.play(cut)
    qtbot.waitUntil(stopped(player), timeout=10_000)
    assert 1.0 < len(shop.opened[0].sound()) / RATE < SECONDS


class _SlowShop(Shop):
    def open(self, parent: QObject) -> Loudspeaker:
        time.sleep(0.3)
        return super().open(parent)


def test_a_device_that_is_slow_to_open_never_holds_the_window_up(
    make_tone: MakeTone, qtbot: QtBot
) -> None:
    shop = _SlowShop()
    player = Player(open_sink=shop.open)
    path = make_tone(440)
    begun = time.monotonic()
    player.play(path, 3.0)
    assert time.monotonic() - begun < LONGEST_TURN
    assert longest_turn(stopped(player)) < LONGEST_TURN
    assert shop.opened[0].thread() is not QThread.currentThread()
    player.close()


PLAY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tagger.ui.player.player import Player, PlayerState

application = QApplication([])
player = Player()
said = []
player.unavailable.connect(said.append)
player.failed.connect(said.append)
player.state_changed.connect(
    lambda: player.state is PlayerState.STOPPED and QTimer.singleShot(0, application.quit)
)
player.play(Path(sys.argv[1]), 1.0, 0.5)
application.exec()
print(said[0] if said else f"{player.position:.2f}")
player.close()
"""


def test_whatever_this_machine_has_plays_or_the_reason_is_said(make_tone: MakeTone) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PLAY, str(make_tone(440))],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.strip()
    assert said.endswith(".") or 1.4 < float(said) < 1.7
