"""Adding to an archive file and taking out of it, in transactions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from audit.errors import ArchiveError
from audit.retrieve.archive_file import HIGHEST, norms_of, places_of
from audit.retrieve.archive_format import chunks, connect, damaged, guarded, storable, text_digest
from audit.retrieve.fingerprint import fingerprint
from audit.retrieve.kept import Kept, KeptVectors, index_keys
from audit.retrieve.record import article_of, record_of
from audit.types import Article, Document

__all__ = ["ArchiveWriter"]

_COMMIT_EVERY = 500
"""Articles; what is committed stays if the process dies."""


class ArchiveWriter:
    """One writer at a time; readers see the state of the last commit. End it with :meth:`close`."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open or make the file. Raises :class:`ArchiveError`."""
        self.path = path
        if not create and not path.exists():
            raise ArchiveError(f"{path}: no such archive", hint="make it with `audit archive add FILE PATH...`")
        self._made = not path.exists()
        self._connection = connect(path, write=True)
        self._next = 1 + (self._one("SELECT max(number) FROM document") or 0)
        self._added: defaultdict[str, list[int]] = defaultdict(list)
        self._dropped: defaultdict[str, list[int]] = defaultdict(list)
        self._weights: dict[str, float | None] = {}
        self._waiting = 0
        self._changed = False

    def use_encoder(self, encoder: str, dimensions: int) -> tuple[str, int]:
        """From now on vectors are those of this encoder; the (name, number of articles) whose vectors that makes useless."""
        kept, size = self._one("SELECT value FROM meta WHERE name = 'encoder'"), self._dimensions()
        if (kept, size) == (encoder, dimensions):
            return "", 0
        useless = self._one("SELECT count(*) FROM vectors")
        with guarded(self.path):
            self._connection.execute("DELETE FROM vectors")
        self._set("encoder", encoder)
        self._set("dimensions", str(dimensions))
        self._changed |= useless > 0
        return str(kept), int(useless)

    def holds(self, document: Document) -> bool:
        """Whether this very document is there, all that was read of it equal."""
        found = self._ask(
            "SELECT article, text FROM document JOIN content USING (number) WHERE id = ?", (storable(document.id),)
        )
        try:
            return bool(found) and article_of(*found[0]).document == document
        except ValueError:
            return False

    def without_vectors(self) -> Iterator[tuple[int, Article]]:
        """Number and article of those that have none."""
        query = "SELECT number FROM document WHERE number NOT IN (SELECT number FROM vectors) ORDER BY number"
        for (number,) in self._ask(query):
            yield number, self._article(number)

    def put(self, kept: Kept) -> bool:
        """Add an article, in the place of one of the same id if there is one; whether there was one."""
        document, main = kept.article.document, kept.article.languages.main
        record, text = record_of(kept.article)
        number = self._one("SELECT number FROM document WHERE id = ?", storable(document.id))
        replaced = number is not None
        if replaced:
            self._drop(number)
        else:
            if self._next > HIGHEST:
                raise ArchiveError(f"{self.path} has no article numbers left", hint="build it again")
            number, self._next = self._next, self._next + 1
        published = document.published.isoformat() if document.published else None
        facts = (document.path, document.item, main, document.title, document.url, published)
        row = tuple(storable(fact) if isinstance(fact, str) else fact for fact in facts)
        with guarded(self.path):
            run = self._connection.execute
            run("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", (number, storable(document.id), *row))
            lead = kept.lead.encode("utf-8", "replace")
            run("INSERT INTO content VALUES (?, ?, ?, ?, ?)", (number, record, text, lead, text_digest(record, text)))
            run("INSERT INTO runs VALUES (?, ?)", (number, kept.runs))
        if kept.vectors is not None:
            self.put_vectors(number, kept.vectors)
        for key, weight in kept.index.items():
            self._added[storable(key)].append(number)
            self._weights[storable(key)] = weight
        self._count()
        return replaced

    def put_vectors(self, number: int, vectors: KeptVectors) -> None:
        """Keep the vectors of an article that is there."""
        if len(vectors.lead) != self._dimensions():
            raise ValueError("vectors of another encoder")
        with guarded(self.path):
            values = (number, vectors.lead, vectors.keys, vectors.rows)
            self._connection.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", values)
        self._changed = True

    def find(self, name: str) -> list[int]:
        """Numbers of the articles called so: an id (or its beginning, 8 digits at least), a path, or a folder of paths."""
        name = storable(name)
        digits = name.removeprefix("sha256:")
        if len(digits) >= 8 and all(c in "0123456789abcdef" for c in digits):
            upper = digits + "g"
            query = "SELECT number FROM document WHERE id >= ? AND id < ? ORDER BY number"
            if found := self._ask(query, (f"sha256:{digits}", f"sha256:{upper}")):
                return [row[0] for row in found]
        folder = name.rstrip("/") + "/"
        query = "SELECT number FROM document WHERE path = ? OR substr(path, 1, ?) = ? ORDER BY number"
        return [row[0] for row in self._ask(query, (name, len(folder), folder))]

    def remove(self, numbers: Sequence[int]) -> None:
        """Take articles out."""
        for number in numbers:
            self._drop(number)
            self._count()

    def close(self) -> None:
        """Commit what was done and make the index whole."""
        try:
            if self._changed:
                self._commit(last=True)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Leave the file as it was at the last commit; one that was made for nothing is gone."""
        self._connection.close()
        if self._made and not self._changed:
            self._made = False
            self.path.unlink(missing_ok=True)

    def _count(self) -> None:
        self._waiting += 1
        self._changed = True
        if self._waiting >= _COMMIT_EVERY:
            self._commit(last=False)

    def _commit(self, *, last: bool) -> None:
        self._write_index()
        self._waiting = 0
        self._set("norms", "fresh" if last else "stale")
        self._set("generation", str(1 + int(self._one("SELECT value FROM meta WHERE name = 'generation'"))))
        with guarded(self.path):
            if last:
                numbers = [row[0] for row in self._connection.execute("SELECT number FROM document")]
                known = np.array(numbers, np.int64)
                norms = norms_of(self._connection, self.path, places_of(self.path, known, known))[known].tolist()
                query = "UPDATE document SET norm = ? WHERE number = ?"
                self._connection.executemany(query, zip(norms, numbers, strict=True))
            self._connection.execute("COMMIT")
            if not last:
                self._connection.execute("BEGIN IMMEDIATE")

    def _write_index(self) -> None:
        keys = sorted(self._added.keys() | self._dropped.keys())
        for marks, some in chunks(keys):
            query = f"SELECT key, documents FROM posting WHERE key IN ({marks})"  # noqa: S608
            known = dict(self._ask(query, some))
            rows, gone = [], []
            for key in some:
                numbers = np.frombuffer(known.get(key, b""), "<i4")
                if key in self._dropped:
                    numbers = np.setdiff1d(numbers, np.array(self._dropped[key], "<i4"))
                if key in self._added:
                    numbers = np.union1d(numbers, np.array(self._added[key], "<i4"))
                if len(numbers):
                    rows.append((numbers.astype("<i4").tobytes(), key))
                else:
                    gone.append((key,))
            with guarded(self.path):
                run = self._connection.executemany
                run("UPDATE posting SET documents = ? WHERE key = ?", (row for row in rows if row[1] in known))
                fresh = ((key, self._weights[key], blob) for blob, key in rows if key not in known)
                run("INSERT INTO posting VALUES (?, ?, ?)", fresh)
                run("DELETE FROM posting WHERE key = ?", gone)
        self._added.clear()
        self._dropped.clear()
        self._weights.clear()

    def _drop(self, number: int) -> None:
        for key in map(storable, index_keys(fingerprint(self._article(number)))):
            if number in self._added.get(key, ()):
                self._added[key].remove(number)
            else:
                self._dropped[key].append(number)
        with guarded(self.path):
            for table in ("document", "content", "runs", "vectors"):
                self._connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608

    def _article(self, number: int) -> Article:
        try:
            return article_of(*self._ask("SELECT article, text FROM content WHERE number = ?", (number,))[0])
        except (ValueError, IndexError, TypeError) as error:
            raise damaged(self.path, f"article {number}: {error}") from error

    def _dimensions(self) -> int:
        return int(self._one("SELECT value FROM meta WHERE name = 'dimensions'"))

    def _set(self, name: str, value: str) -> None:
        with guarded(self.path):
            self._connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))

    def _one(self, query: str, *values: object) -> Any:
        row = self._ask(query, values)
        return row[0][0] if row else None

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with guarded(self.path):
            return self._connection.execute(query, values).fetchall()
