"""What is in an archive file, and whether it holds together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from audit.errors import ArchiveError
from audit.retrieve.archive_file import norms_of, places_of
from audit.retrieve.archive_format import FORMAT, connect, damaged, guarded, storable, text_digest
from audit.retrieve.fingerprint import fingerprint
from audit.retrieve.kept import KEY_BYTES, index_keys, runs_of
from audit.retrieve.record import article_of

__all__ = ["ArchiveFacts", "Listed", "facts_of", "listed", "problems_in"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of ``audit archive list``."""

    id: str
    path: str | None
    item: int | None
    language: str
    title: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What ``audit archive info`` shows."""

    path: str
    format: int
    articles: int
    languages: tuple[tuple[str, int], ...]
    """(language, articles), the most frequent first."""
    characters: int
    size: int
    """Bytes on disk."""
    encoder: str | None
    """Id of the encoder of the kept vectors."""
    with_vectors: int
    """Articles whose vectors are kept."""
    content: str
    """``sha256:`` over the articles in order of their ids: equal content, equal digest, whatever the order of adding."""


def listed(path: Path) -> Iterator[Listed]:
    """Every article in order of path, item and id. Raises :class:`ArchiveError`."""
    query = "SELECT id, path, item, language, title, url, published FROM document"
    found = _rows(path, query)
    rows: list[Any] = [[str(value) if isinstance(value, bytes) else value for value in row] for row in found]
    for row in sorted(rows, key=lambda r: (str(r[1] or "").split("/"), str(r[2] or 0).zfill(9), str(r[0]))):
        yield Listed(*row)


def facts_of(path: Path) -> ArchiveFacts:
    """Counts, sizes and the digest of the content. Raises :class:`ArchiveError`."""
    with closing(connect(path)) as connection, guarded(path):
        ask = connection.execute
        languages = Counter(str(row[0]) for row in ask("SELECT language FROM document"))
        encoder = str(ask("SELECT value FROM meta WHERE name = 'encoder'").fetchone()[0])
        vectors = ask("SELECT count(*) FROM vectors").fetchone()[0]
        digest, characters = hashlib.sha256(), 0
        for one, text in ask("SELECT digest, text FROM document JOIN content USING (number) ORDER BY id"):
            if not isinstance(one, bytes) or not isinstance(text, bytes):
                raise damaged(path, "its texts are none")
            digest.update(one)
            characters += len(text.decode("utf-8", "replace"))
        return ArchiveFacts(
            path.as_posix(),
            FORMAT,
            sum(languages.values()),
            tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
            characters,
            path.stat().st_size,
            encoder or None,
            vectors,
            f"sha256:{digest.hexdigest()}",
        )


def problems_in(path: Path) -> Iterator[str]:
    """Reads every byte and works out again what can be; a line for each thing that is not as it should be."""
    with closing(connect(path)) as connection, guarded(path):
        for (said,) in connection.execute("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield str(said)
        dimensions = int(connection.execute("SELECT value FROM meta WHERE name = 'dimensions'").fetchone()[0])
        numbers = [row[0] for row in connection.execute("SELECT number FROM document ORDER BY number")]
        known = np.array(numbers, np.int64)
        try:
            places = places_of(path, known, known)
        except ArchiveError as error:
            yield str(error)
            return
        entries = 0
        for number in numbers:
            found, count = _problems_of(connection, number, dimensions)
            entries += count
            yield from found
        kept = connection.execute("SELECT coalesce(sum(length(documents)), 0) FROM posting").fetchone()[0]
        if kept != 4 * entries:
            yield f"the index has {kept // 4} entries, the articles have {entries}"
        try:
            norms = norms_of(connection, path, places)
            stated = dict(connection.execute("SELECT number, norm FROM document"))
            fresh = connection.execute("SELECT value FROM meta WHERE name = 'norms'").fetchone()[0] == "fresh"
            if fresh and any(stated[n] != norms[n] for n in numbers):
                yield "the weights of the articles are not those of the index"
        except (ArchiveError, TypeError, ValueError) as error:
            yield str(error)


def _problems_of(connection: Any, number: int, dimensions: int) -> tuple[list[str], int]:
    """What is wrong with one article, and how many entries it has in the index."""
    ask = connection.execute
    row = ask(
        "SELECT id, path, item, language, title, url, published, article, text, digest, hashes FROM document"
        " JOIN content USING (number) JOIN runs USING (number) WHERE number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return [f"article {number}: its content is missing"], 0
    *facts, record, text, digest, hashes = row
    name = f"article {number} ({facts[1] or facts[0]})"
    try:
        article = article_of(record, text)
    except (ValueError, TypeError) as error:
        return [f"{name}: {error}"], 0
    found = []
    if text_digest(record, text) != digest:
        found.append(f"{name}: it was changed after it was added")
    document = article.document
    published = document.published.isoformat() if document.published else None
    own = [document.id, document.path, document.item, article.languages.main, document.title, document.url, published]
    if facts != [storable(value) if isinstance(value, str) else value for value in own]:
        found.append(f"{name}: what is listed of it is not what is kept")
    taken = fingerprint(article)
    keys = {storable(key) for key in index_keys(taken)}
    if runs_of(taken) != hashes:
        found.append(f"{name}: its word runs are not those of its text")
    packed = number.to_bytes(4, "little")
    holders = (ask("SELECT documents FROM posting WHERE key = ?", (key,)).fetchone() for key in sorted(keys))
    if not all(one is not None and _holds(one[0], packed) for one in holders):
        found.append(f"{name}: the index does not lead to it")
    vectors = ask("SELECT lead, keys, rows FROM vectors WHERE number = ?", (number,)).fetchone()
    if vectors is not None:
        lead, sentences, rows = (len(part) if isinstance(part, bytes) else -1 for part in vectors)
        if lead != dimensions or sentences % KEY_BYTES or rows != sentences // KEY_BYTES * dimensions:
            found.append(f"{name}: its vectors are cut off")
    return found, len(keys)


def _holds(blob: object, packed: bytes) -> bool:
    if not isinstance(blob, bytes):
        return False
    at = blob.find(packed)
    while at > 0 and at % 4:
        at = blob.find(packed, at + 1)
    return at >= 0


def _rows(path: Path, query: str) -> list[Any]:
    with closing(connect(path)) as connection, guarded(path):
        return connection.execute(query).fetchall()
