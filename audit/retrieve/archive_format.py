"""The form of an archive file: one SQLite database of plain columns, JSON and rows of int8. Nothing in it is run.

A file is opened only if it says what it is, in a version this program knows, and holds these tables and
nothing else. It is written in transactions and rests without a log beside it, so it can be copied like
any file; a writer that dies leaves the state of its last commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from audit.errors import ArchiveError

__all__ = ["FORMAT", "chunks", "connect", "damaged", "guarded", "storable", "text_digest"]

Value = TypeVar("Value")

FORMAT = 1
"""Raised with every change of the tables, of the fingerprints or of what is kept of an article."""
_APPLICATION = 0x41554454
"""``AUDT``, in the place where SQLite keeps such a mark."""
_LONGEST_FIELD = 256_000_000
_WAIT_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT, item INTEGER, language TEXT NOT NULL,
    title TEXT, url TEXT, published TEXT, norm REAL NOT NULL);
CREATE INDEX document_path ON document (path);
CREATE TABLE content (
    number INTEGER PRIMARY KEY, article BLOB NOT NULL, text BLOB NOT NULL, lead BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE runs (number INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE vectors (number INTEGER PRIMARY KEY, lead BLOB NOT NULL, keys BLOB NOT NULL, rows BLOB NOT NULL);
CREATE TABLE posting (key TEXT PRIMARY KEY, weight REAL, documents BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('encoder', ''), ('dimensions', '0'), ('norms', 'fresh'), ('generation', '0');
"""


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """A checked connection with a transaction begun; a missing file is made when ``write``.

    Raises :class:`ArchiveError` for a missing, foreign, newer, older, damaged or locked file.
    """
    if path.is_dir():
        raise ArchiveError(
            f"{path} is a folder", hint="an archive is one file, made by `audit archive add FILE PATH...`"
        )
    fresh = not path.exists()
    if fresh and not write:
        raise ArchiveError(f"{path}: no such archive", hint="make it with `audit archive add FILE PATH...`")
    if fresh and not path.parent.is_dir():
        raise ArchiveError(f"{path.parent}: no such folder", hint="an archive is made in a folder that is there")
    with guarded(path):
        mode = "rwc" if write else "ro"
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_FIELD)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            if not write:
                connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            if write and connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                _create(connection)
                connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say into an :class:`ArchiveError` that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise ArchiveError(
                f"{path} is in use by another program", hint="try again when the other audit command is done"
            ) from error
        if "readonly" in said or "unable to open" in said:
            raise ArchiveError(f"{path} cannot be opened or written: {said}", hint="check its permissions") from error
        if "full" in said:
            raise ArchiveError(f"{path} cannot be written: {said}", hint="free space on the disk") from error
        if "not a database" in said:
            raise _foreign(path) from error
        raise damaged(path, said) from error
    except UnicodeError as error:  # in a field, or in what SQLite says
        raise damaged(path, "text in no encoding") from error
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}", hint="check name and permissions") from error


def damaged(path: Path, what: str) -> ArchiveError:
    """The error for a file whose content does not hold together."""
    return ArchiveError(f"{path} is damaged: {what}", hint="bring it back from a copy, or build it again")


def storable(text: str) -> str:
    """Text as a column can keep it: halves of surrogate pairs (undecodable file names) become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def text_digest(article: bytes, text: bytes) -> bytes:
    """SHA-256 of what is kept of an article."""
    import hashlib

    return hashlib.sha256(len(article).to_bytes(8, "big") + article + text).digest()


def chunks(values: Sequence[Value], size: int = 500) -> Iterator[tuple[str, Sequence[Value]]]:
    """Placeholders and values for ``IN (…)``, a few hundred at a time."""
    for at in range(0, len(values), size):
        some = values[at : at + size]
        yield ",".join("?" * len(some)), some


def _create(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA.strip().split(";\n"):
        if statement.strip(" ;\n"):
            connection.execute(statement)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION:
        raise _foreign(path)
    if version > FORMAT:
        raise ArchiveError(
            f"{path} was made by a newer version of audit (format {version}; this one reads {FORMAT})",
            hint="upgrade audit, or build the archive with this version",
        )
    if version < FORMAT:
        raise ArchiveError(
            f"{path} was made by an older version of audit (format {version}; this one reads {FORMAT})",
            hint="build it again: `audit archive add` with a new file",
        )
    if _tables(connection) != _expected():
        raise damaged(path, "its tables are not those of an archive")
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    numbers = (str(meta.get(name, "")) for name in ("dimensions", "generation"))
    if not all(number.isdecimal() for number in numbers) or not {"encoder", "norms"} <= meta.keys():
        raise damaged(path, "it does not say what it holds")


def _expected() -> list[tuple[str, ...]]:
    with sqlite3.connect(":memory:") as model:
        _create(model)
        tables = _tables(model)
    model.close()
    return tables


def _tables(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    ).fetchall()


def _foreign(path: Path) -> ArchiveError:
    return ArchiveError(
        f"{path} is not an archive of audit", hint="archives are made by `audit archive add`; folders go to --sources"
    )
