"""How fast writes went on each volume, so that the next batch can say how long it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from tagger.catalog.database import Catalog, decode_path, encode_path

_KEPT = 200.0
"""Writes that are remembered with full weight; what is older fades."""


@dataclass(frozen=True)
class WriteRate:
    """Sums over past writes on one volume, from which `seconds` is a least-squares line."""

    files: float = 0.0
    bytes: float = 0.0
    seconds: float = 0.0
    bytes_squared: float = 0.0
    bytes_seconds: float = 0.0

    def with_write(self, size: int, seconds: float) -> WriteRate:
        fade = min(1.0, _KEPT / (self.files + 1))
        return WriteRate(
            self.files * fade + 1,
            self.bytes * fade + size,
            self.seconds * fade + seconds,
            self.bytes_squared * fade + size * size,
            self.bytes_seconds * fade + size * seconds,
        )

    def line(self) -> tuple[float, float]:
        """Seconds per file and seconds per byte, neither below 0, that fit these writes best."""
        if not self.files:
            return 0.0, 0.0
        spread = self.files * self.bytes_squared - self.bytes * self.bytes
        # Files of one size say nothing of what each byte costs.
        if spread > 1e-9 * self.files * self.bytes_squared:
            slope = (self.files * self.bytes_seconds - self.bytes * self.seconds) / spread
            start = (self.seconds - slope * self.bytes) / self.files
            if slope >= 0 and start >= 0:
                return start, slope
            if slope < 0:
                return self.seconds / self.files, 0.0
        return 0.0, self.bytes_seconds / self.bytes_squared if self.bytes_squared else 0.0


class WriteRates:
    """The remembered rates of a catalog, by the folder at which a volume is mounted."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def all(self) -> dict[Path, WriteRate]:
        rows = self._catalog.reader().execute(
            "SELECT volume, files, bytes, seconds, bytes_squared, bytes_seconds FROM write_rates"
        )
        return {decode_path(volume): WriteRate(*sums) for volume, *sums in rows}

    def add(self, writes: Mapping[Path, Sequence[tuple[int, float]]]) -> None:
        """Remember writes, by volume: the size of the file in bytes, and the seconds it took."""
        known = self.all()
        rows: list[list[object]] = []
        for volume, found in writes.items():
            rate = known.get(volume, WriteRate())
            for size, seconds in found:
                rate = rate.with_write(size, seconds)
            rows.append(
                [
                    encode_path(volume),
                    rate.files,
                    rate.bytes,
                    rate.seconds,
                    rate.bytes_squared,
                    rate.bytes_seconds,
                ]
            )

        def work(db: Database) -> None:
            db.conn.executemany(
                "INSERT OR REPLACE INTO write_rates "
                "(volume, files, bytes, seconds, bytes_squared, bytes_seconds) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )

        self._catalog.write(work)
