"""Sound that is neither music nor speech, made from numbers, for the activity head to learn from.

Nothing is recorded. Every kind is a family whose members differ in all their parameters, and each
item is drawn from a seeded generator. To know how noise that was never made here is judged, leave
one kind out of the training and measure on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tagger.audio.melspectrogram import log_mel, power_to_db
from tagger.lab.data import FRONT_END, Item

Samples = NDArray[np.float64]
Maker = Callable[[np.random.Generator, int], Samples]

RATE = FRONT_END.sample_rate
SECONDS = 9.2
"""Length of an item: three windows."""
SET_NAME = "noise"
_NARROW_SHARE = 0.3


def synthesise(kind: str, generator: np.random.Generator, seconds: float = SECONDS) -> Samples:
    """Samples of one item of a kind at RATE, greatest amplitude 1; raises KeyError."""
    samples = KINDS[kind](generator, round(seconds * RATE))
    return samples / max(float(np.abs(samples).max()), 1e-9)


def items(kinds: Sequence[str], count: int, seed: int, split: str) -> list[Item]:
    """`count` items of each kind as mel items without a genre, named `<kind>-<number>`.

    A share of them loses what telephones and voice recorders lose.
    """
    made: list[Item] = []
    for kind in kinds:
        for number in range(count):
            # Seeded one by one: leaving a kind out changes no item of another one.
            place = list(KINDS).index(kind)
            generator = np.random.default_rng((seed, place, number))
            samples = synthesise(kind, generator)
            if generator.random() < _NARROW_SHARE:
                samples = narrow(samples, generator)
            mel = quantised(samples)
            made.append(Item(SET_NAME, split, mel, 1, (), 0, f"{kind}-{number}"))
    return made


def kind_of(item: Item) -> str:
    """The kind of an item that `items` made."""
    return item.name.rsplit("-", 1)[0]


def narrow(samples: Samples, generator: np.random.Generator) -> Samples:
    """Only what a recording at 8 or 16 kHz keeps, or a telephone line."""
    low, high = ((0, 4000), (300, 3400), (0, 8000), (150, 5500))[generator.integers(4)]
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(frequencies < low) | (frequencies > high)] = 0
    return np.fft.irfft(spectrum, len(samples))


def quantised(samples: Samples) -> NDArray[np.uint8]:
    """Samples at RATE through the app's front end, as uint8 mel values like all of the data."""
    powers = log_mel(FRONT_END).centred_powers(samples.astype(np.float32))
    decibel = power_to_db(powers, float(powers.max()), FRONT_END.top_db)
    return np.round((decibel + 80) * (127 / 80)).astype(np.uint8)


def _white(generator: np.random.Generator, count: int) -> Samples:
    return generator.standard_normal(count)


def _shaped(
    generator: np.random.Generator, count: int, gain: Callable[[Samples], Samples]
) -> Samples:
    """Gaussian noise whose spectrum has the amplitude `gain` (of Hz), deviation 1."""
    spectrum = np.fft.rfft(generator.standard_normal(count))
    frequencies = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 1.0)
    samples = np.fft.irfft(spectrum * gain(frequencies), count)
    return samples / max(float(samples.std()), 1e-12)


def _slope(generator: np.random.Generator, count: int, low: float, high: float) -> Samples:
    """Noise whose power falls with the frequency to the power `low`..`high`."""
    exponent = generator.uniform(low, high) / 2
    return _shaped(generator, count, lambda f: f**-exponent)


def _band(generator: np.random.Generator, count: int, centre: float, octaves: float) -> Samples:
    """Noise around `centre` Hz with a bell of that width."""
    return _shaped(generator, count, lambda f: np.exp(-((np.log2(f / centre) / octaves) ** 2)))


def _drift(generator: np.random.Generator, count: int, rate: float, depth: float) -> Samples:
    """A slow random gain around 1, changing about `rate` times a second by factors of e^depth."""
    points = max(4, int(count / RATE * rate) + 4)
    walk = generator.standard_normal(points) * depth
    places = np.linspace(0, points - 1, count)
    return np.exp(np.interp(places, np.arange(points), walk))


def _events(
    generator: np.random.Generator, count: int, rate: float, event: Callable[[], Samples]
) -> Samples:
    """Copies of `event()` at random places, `rate` a second on average."""
    samples = np.zeros(count)
    number = min(int(generator.poisson(max(rate, 0.01) * count / RATE)), 20_000)
    for start in generator.integers(0, count, max(number, 1)):
        piece = event()[: count - start]
        samples[start : start + len(piece)] += piece
    return samples


def _burst(
    generator: np.random.Generator, seconds: float, centre: float, octaves: float
) -> Samples:
    """A band of noise that dies away within `seconds`."""
    length = max(32, round(3 * seconds * RATE))
    decay = np.exp(-np.arange(length) / (seconds * RATE))
    return _band(generator, length, centre, octaves) * decay


def _pink(generator: np.random.Generator, count: int) -> Samples:
    return _slope(generator, count, 0.7, 1.4)


def _brown(generator: np.random.Generator, count: int) -> Samples:
    return _slope(generator, count, 1.7, 2.6)


def _hiss(generator: np.random.Generator, count: int) -> Samples:
    corner = generator.uniform(800, 5000)
    order = generator.uniform(0.5, 2)
    hiss = _shaped(generator, count, lambda f: 1 / (1 + (corner / f) ** order))
    return hiss * _drift(generator, count, 0.5, generator.uniform(0, 0.1))


def _comb(
    generator: np.random.Generator, count: int, pitch: float, partials: int, fall: float
) -> Samples:
    """Harmonics of a pitch (Hz) that wanders a little; their levels fall by f^-fall, unevenly."""
    wander = np.cumsum(_drift(generator, count, 1, generator.uniform(0, 0.004))) * pitch / RATE
    samples = np.zeros(count)
    for n in range(1, partials + 1):
        if n * pitch < 0.45 * RATE:
            level = n**-fall * np.exp(generator.normal(0, 0.8))
            samples += level * np.sin(2 * np.pi * (n * wander + generator.random()))
    return samples / max(float(samples.std()), 1e-12)


def _hum(generator: np.random.Generator, count: int) -> Samples:
    mains = (50, 60, 100, 120)[generator.integers(4)]
    partials = int(generator.integers(1, 30))
    hum = _comb(generator, count, mains, partials, generator.uniform(0.3, 2))
    hum *= _drift(generator, count, generator.uniform(0.1, 1), generator.uniform(0, 0.3))
    return hum + 10 ** generator.uniform(-3, -0.7) * _slope(generator, count, 0, 2)


def _engine(generator: np.random.Generator, count: int) -> Samples:
    pitch = 10 ** generator.uniform(1.1, 2.6)
    comb = _comb(
        generator, count, pitch, int(generator.integers(5, 60)), generator.uniform(0.2, 1.5)
    )
    noise = _slope(generator, count, 0.3, 2)
    beat = 1 + generator.uniform(0, 0.8) * np.sin(
        2 * np.pi * generator.uniform(0.5, 25) * np.arange(count) / RATE
    )
    return (comb * 10 ** generator.uniform(-1, 0.5) + noise) * beat


def _rain(generator: np.random.Generator, count: int) -> Samples:
    bed = _band(generator, count, generator.uniform(1500, 6000), generator.uniform(1, 2.5))
    drop = generator.uniform(0.001, 0.008)
    drops = _events(
        generator, count, 10 ** generator.uniform(1, 2.7),
        lambda: _burst(generator, drop, 10 ** generator.uniform(2.7, 3.9), 0.6)
        * generator.exponential(1),
    )  # fmt: skip
    return bed * 10 ** generator.uniform(-1, 0) + drops


def _crackle(generator: np.random.Generator, count: int) -> Samples:
    """The surface of a record: ticks of all sizes over rumble and a little hiss."""
    ticks = _events(
        generator, count, 10 ** generator.uniform(0.5, 2.5),
        lambda: _burst(generator, generator.uniform(0.0002, 0.003), 3000, 1.5)
        * generator.pareto(1.5) * 0.3,
    )  # fmt: skip
    rumble = _slope(generator, count, 2, 3) * 10 ** generator.uniform(-2, -0.3)
    turn = 1 + 0.5 * np.sin(2 * np.pi * 0.556 * np.arange(count) / RATE)
    return (
        np.clip(ticks, -8, 8)
        + rumble * turn
        + _hiss(generator, count) * 10 ** generator.uniform(-2, -0.7)
    )


def _applause(generator: np.random.Generator, count: int) -> Samples:
    """Hands of many sizes, a few or a thousand; the room joins them."""
    centre = generator.uniform(700, 2500)
    claps = _events(
        generator, count, 10 ** generator.uniform(0.5, 3),
        lambda: _burst(
            generator, generator.uniform(0.003, 0.015),
            centre * np.exp(generator.normal(0, 0.3)), 0.9,
        ) * np.exp(generator.normal(0, 0.7)),
    )  # fmt: skip
    room = _band(generator, count, centre, 1.5) * 10 ** generator.uniform(-2, -0.5)
    swell = _drift(generator, count, generator.uniform(0.1, 0.5), generator.uniform(0, 0.6))
    return (claps + room * max(float(claps.std()), 0.01)) * swell


def _wind(generator: np.random.Generator, count: int) -> Samples:
    low = _slope(generator, count, 1.5, 3) * _drift(generator, count, 1.5, 0.6)
    whistle = _band(generator, count, generator.uniform(300, 1200), generator.uniform(0.2, 0.8))
    gusts = _drift(generator, count, 0.8, 0.9)
    return low + whistle * gusts * 10 ** generator.uniform(-2, -0.5)


def _sea(generator: np.random.Generator, count: int) -> Samples:
    wash = _band(generator, count, generator.uniform(500, 4000), generator.uniform(1.5, 3))
    period = generator.uniform(3, 12)
    phase = np.arange(count) / RATE / period + generator.random()
    waves = (0.5 + 0.5 * np.sin(2 * np.pi * phase)) ** generator.uniform(1, 4)
    return wash * (waves + 0.05) + _slope(generator, count, 1.5, 2.5) * generator.uniform(0.05, 0.6)


def _traffic(generator: np.random.Generator, count: int) -> Samples:
    road = _slope(generator, count, 1, 2) * generator.uniform(0.2, 1)
    samples = road
    time = np.arange(count) / RATE
    for _ in range(int(generator.integers(1, 6))):
        passing = np.exp(
            -(((time - generator.uniform(0, time[-1])) / generator.uniform(0.5, 3)) ** 2)
        )
        tyres = _band(generator, count, generator.uniform(400, 1500), 1.5)
        motor = _comb(generator, count, generator.uniform(25, 120), 20, 1) * generator.random()
        samples = samples + passing * (tyres + motor) * generator.uniform(0.5, 3)
    return samples


def _room(generator: np.random.Generator, count: int) -> Samples:
    """An empty room: air, a fan far away, resonances."""
    corner = generator.uniform(60, 600)
    order = generator.uniform(1, 3)
    air = _shaped(generator, count, lambda f: 1 / (1 + (f / corner) ** order))
    for _ in range(int(generator.integers(0, 4))):
        air = air + _band(generator, count, 10 ** generator.uniform(1.8, 3.3), 0.05) * 0.3
    return air + _white(generator, count) * 10 ** generator.uniform(-4, -1.5)


def _digital(generator: np.random.Generator, count: int) -> Samples:
    """Bits that are no sound: coarse steps, held samples, bytes read as samples."""
    choice = generator.integers(3)
    if choice == 0:
        quiet = _slope(generator, count, 0.5, 2)
        return np.round(quiet * generator.uniform(0.3, 2))
    if choice == 1:
        hold = int(generator.integers(2, 60))
        return np.repeat(generator.integers(-8, 9, count // hold + 1), hold)[:count].astype(float)
    block = generator.integers(-128, 128, int(generator.integers(200, 4000))).astype(float)
    changed = generator.random(count) < 0.1
    return np.where(changed, generator.integers(-128, 128, count), np.resize(block, count))


def _clicks(generator: np.random.Generator, count: int) -> Samples:
    """A clock, a relay, keys, a lone knock: short, dry and seldom."""
    tone = 10 ** generator.uniform(2.5, 3.8)
    length = generator.uniform(0.0005, 0.02)
    click = _burst(generator, length, tone, generator.uniform(0.3, 1.5))
    if generator.random() < 0.5:
        samples = np.zeros(count)
        step = round(RATE * generator.uniform(0.2, 1.2))
        for start in range(int(generator.integers(step)), count - len(click), step):
            samples[start : start + len(click)] += click * generator.uniform(0.8, 1.2)
    else:
        samples = _events(generator, count, 10 ** generator.uniform(-0.3, 1), lambda: click)
    return samples + _room(generator, count) * 10 ** generator.uniform(-4, -1.5)


def _tone(generator: np.random.Generator, count: int) -> Samples:
    """Test tones: steady, stepped, swept, beeping, in pairs, with harmonics or clean."""
    time = np.arange(count) / RATE
    pitch = 10 ** generator.uniform(1.6, 4)
    choice = generator.integers(4)
    if choice == 0:
        samples = np.sin(2 * np.pi * pitch * time)
    elif choice == 1:
        end = 10 ** generator.uniform(1.6, 4)
        rate = np.log(end / pitch) / time[-1] + 1e-6
        samples = np.sin(2 * np.pi * pitch * np.expm1(rate * time) / rate)
    elif choice == 2:
        beep = (time * generator.uniform(0.3, 6) % 1) < generator.uniform(0.1, 0.8)
        samples = np.sin(2 * np.pi * pitch * time) * beep
    else:
        other = pitch * generator.uniform(1.05, 2)
        samples = np.sin(2 * np.pi * pitch * time) + np.sin(2 * np.pi * other * time)
    if generator.random() < 0.3:
        samples = np.clip(samples * generator.uniform(1, 20), -1, 1)
    return samples + _white(generator, count) * 10 ** generator.uniform(-5, -2)


KINDS: dict[str, Maker] = {
    "white": _white, "pink": _pink, "brown": _brown, "hiss": _hiss, "hum": _hum,
    "engine": _engine, "rain": _rain, "crackle": _crackle, "applause": _applause, "wind": _wind,
    "sea": _sea, "traffic": _traffic, "room": _room, "digital": _digital, "clicks": _clicks,
    "tone": _tone,
}  # fmt: skip
"""Every kind by its name; the order seeds the items, so new ones go to the end."""
