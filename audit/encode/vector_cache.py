"""Vectors kept between runs: one SQLite file, keyed by model and SHA-256 of the text, never holding text.

A cache may fail in any way without harm: what cannot be read counts as absent, what cannot be written is
not kept, a file that is no database is replaced. Several processes may use one file (write-ahead log).
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CacheStats", "VectorCache", "text_key"]

log = logging.getLogger(__name__)

SENTENCES, PIECES = "vectors-2.sqlite", "pieces-2.sqlite"
DEFAULT_BYTES = 512_000_000
_KEY_BYTES = 60
_FILL = 0.7
"""Keys come in random order, which leaves the pages of a B-tree about 70 % full."""
_GENERATIONS = 16
_SCHEMA = """
CREATE TABLE IF NOT EXISTS model (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS vector (
    model INTEGER NOT NULL, key BLOB NOT NULL, row BLOB NOT NULL, generation INTEGER NOT NULL,
    PRIMARY KEY (model, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tally (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO tally VALUES ('bytes', 0), ('inserted', 0);
"""


def _weight(row: int) -> int:
    """Bytes that a row takes on disk, about."""
    return int((row + _KEY_BYTES) / _FILL)


def text_key(text: str) -> bytes:
    """What a text is known by: 32 bytes from which it cannot be read."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class CacheStats:
    """What ``audit cache stats`` shows."""

    path: str
    rows: int
    size: int
    """Bytes on disk, write-ahead log included."""
    limit: int
    """Bytes it may grow to."""
    models: tuple[tuple[str, int], ...]
    """(model, rows), sorted."""


class VectorCache:
    """One file of vectors. ``limit`` bounds its size in bytes; the least lately used rows go first."""

    def __init__(self, folder: Path, *, limit: int = DEFAULT_BYTES, file: str = SENTENCES) -> None:
        self.path = folder / file
        self.limit = limit
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._process = 0
        self._broken = False

    def get(self, model: str, keys: Sequence[bytes], size: int | None = None) -> dict[bytes, bytes]:
        """Rows that are known, by key; those of another ``size`` in bytes count as unknown."""
        with self._lock:
            try:
                return self._get(model, keys, size)
            except sqlite3.Error as error:
                self._give_up(error)
                return {}

    def put(self, model: str, rows: Mapping[bytes, bytes]) -> None:
        """Keep rows; a key that is there already stays as it is."""
        with self._lock:
            try:
                self._put(model, rows)
            except sqlite3.Error as error:
                self._give_up(error)

    def stats(self) -> CacheStats:
        """Rows and sizes; an absent file counts as empty."""
        models: tuple[tuple[str, int], ...] = ()
        rows = 0
        with self._lock:
            if self.path.is_file() and (connection := self._open()) is not None:
                query = "SELECT id, count(*) FROM vector JOIN model ON model = number GROUP BY id ORDER BY id"
                try:
                    models = tuple((str(name), int(count)) for name, count in connection.execute(query))
                except sqlite3.Error as error:
                    self._give_up(error)
                rows = sum(count for _, count in models)
        size = sum(p.stat().st_size for p in self._files() if p.is_file())
        return CacheStats(str(self.path), rows, size, self.limit, models)

    def clear(self) -> int:
        """Delete every vector; the number of bytes set free. Raises ``OSError``."""
        with self._lock:
            self._close()
            freed = 0
            for path in self._files():
                if path.is_file():
                    freed += path.stat().st_size
                    path.unlink(missing_ok=True)
            return freed

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._lock:
            self._close()

    def _files(self) -> tuple[Path, ...]:
        return tuple(self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm"))

    def _get(self, model: str, keys: Sequence[bytes], size: int | None) -> dict[bytes, bytes]:
        connection = self._open()
        if connection is None or not keys:
            return {}
        found: dict[bytes, bytes] = {}
        old: list[bytes] = []
        number = self._number(connection, model, create=False)
        now = self._generation(connection)
        for start in range(0, len(keys), 500):
            chunk = keys[start : start + 500]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, row, generation FROM vector WHERE model = ? AND key IN ({marks})"  # noqa: S608
            for key, row, generation in connection.execute(query, (number, *chunk)):
                if size in (None, len(row)):
                    found[key] = row
                    if generation < now:
                        old.append(key)
        if old:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "UPDATE vector SET generation = ? WHERE model = ? AND key = ?", ((now, number, key) for key in old)
                )
        return found

    def _put(self, model: str, rows: Mapping[bytes, bytes]) -> None:
        connection = self._open()
        if connection is None or not rows:
            return
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            number = self._number(connection, model, create=True)
            now = self._generation(connection)
            added = 0
            for key, row in sorted(rows.items()):
                done = connection.execute("INSERT OR IGNORE INTO vector VALUES (?, ?, ?, ?)", (number, key, row, now))
                added += done.rowcount * _weight(len(row))
            connection.execute("UPDATE tally SET value = value + ?", (added,))
            kept = self._tally(connection, "bytes")
            if kept > self.limit:
                self._evict(connection, kept - self.limit * 9 // 10)

    def _evict(self, connection: sqlite3.Connection, surplus: int) -> None:
        """Delete the rows of the oldest generations until about ``surplus`` bytes are free."""
        doomed, freed = [], 0
        for model, key, size in connection.execute(
            "SELECT model, key, length(row) FROM vector ORDER BY generation, model, key"
        ):
            if freed >= surplus:
                break
            doomed.append((model, key))
            freed += _weight(size)
        connection.executemany("DELETE FROM vector WHERE model = ? AND key = ?", doomed)
        connection.execute("UPDATE tally SET value = value - ? WHERE name = 'bytes'", (freed,))

    def _generation(self, connection: sqlite3.Connection) -> int:
        """Age in sixteenths of the cache's size, counted in what was inserted: a clock that rests in a warm run."""
        return self._tally(connection, "inserted") // max(1, self.limit // _GENERATIONS)

    @staticmethod
    def _tally(connection: sqlite3.Connection, name: str) -> int:
        return int(connection.execute("SELECT value FROM tally WHERE name = ?", (name,)).fetchone()[0])

    @staticmethod
    def _number(connection: sqlite3.Connection, model: str, *, create: bool) -> int:
        if create:
            connection.execute("INSERT OR IGNORE INTO model (id) VALUES (?)", (model,))
        row = connection.execute("SELECT number FROM model WHERE id = ?", (model,)).fetchone()
        return int(row[0]) if row else -1

    def _open(self) -> sqlite3.Connection | None:
        """The connection of this process; ``None`` where the cache cannot be used."""
        if self._process != os.getpid():  # a connection must not cross a fork
            self._inherited, self._connection = self._connection, None  # closing it here would disturb the parent
            self._process, self._broken = os.getpid(), False
        if self._connection is None and not self._broken:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = self._connect()
            except sqlite3.DatabaseError as error:
                self._give_up(error)
            except OSError as error:
                self._broken = True
                log.warning("vector cache %s cannot be used: %s", self.path, error)
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'tally'").fetchone():
                connection.executescript("BEGIN IMMEDIATE;" + _SCHEMA + "COMMIT;")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _give_up(self, error: sqlite3.Error) -> None:
        """Go on without the cache; a file that is damaged is put out of the way for the next process."""
        self._close()
        self._broken = True
        log.warning("vector cache %s cannot be used: %s", self.path, error)
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "no such table" in str(error):
            for path in self._files():
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    return
            self._broken = False

    def _close(self) -> None:
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None
