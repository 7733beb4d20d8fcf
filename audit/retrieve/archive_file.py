"""An archive file, searched where it lies: the index is asked by key, articles are read when they are candidates.

Memory holds a few numbers per article and the articles lately read. Answers are those of
:class:`audit.retrieve.archive.Archive` over the same articles, to the last bit.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import Encoder, TokenEncoder, TokenVectors, Vectors
from audit.encode.stored import from_stored
from audit.errors import ArchiveError
from audit.retrieve.archive_format import chunks, connect, damaged, guarded, storable
from audit.retrieve.fingerprint import Fingerprint, fingerprint
from audit.retrieve.kept import KEY_BYTES, kept_key
from audit.retrieve.record import article_of
from audit.retrieve.searchable import citations_among, rarity_of
from audit.types import Article

__all__ = ["HIGHEST", "ArchiveFile", "norms_of", "places_of"]

Numbers = NDArray[np.int64]
HIGHEST = 20_000_000
"""Number of an article at most: tables over all numbers are laid out in memory."""
_ARTICLES_READ = 256
"""So many articles and their vectors stay in memory."""
_BLOBS_READ = 20_000
"""So many leads (0.4 kB each) and lists of word runs (3 kB each) do."""


class ArchiveFile:
    """A :class:`audit.retrieve.searchable.Searchable` over a file. Travels to other processes by its path."""

    def __init__(self, path: Path, generation: int | None = None) -> None:
        """Open the file. Raises :class:`ArchiveError` when it is missing, unusable, or not of ``generation``."""
        self.path = path
        self._process = os.getpid()
        self._inherited: object = None
        self._connection = connect(path)
        with guarded(path):
            meta = dict(self._connection.execute("SELECT name, value FROM meta"))
            rows = self._connection.execute("SELECT number, path, item, id, language, norm FROM document").fetchall()
        try:
            self.encoder = str(meta["encoder"])
            self.dimensions = int(meta["dimensions"])
            self.generation = int(meta["generation"])
            if generation not in (None, self.generation):
                raise ArchiveError(f"{path} was changed while it was in use", hint="run it again")
            # The order of a folder that is read: equal scores fall to the same article.
            rows.sort(key=lambda row: ((row[1] or "").split("/"), row[2] or 0, row[3]))
            self._numbers = np.array([row[0] for row in rows], np.int64)
            self._positions = places_of(path, self._numbers, np.arange(len(rows)))
            self._languages = [str(row[4]).split("-")[0] for row in rows]
            self._norms = np.array([row[5] for row in rows], np.float64)
            if meta["norms"] != "fresh":  # a writer died before its end
                self._norms = norms_of(self._connection, path, self._positions)[self._numbers]
        except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
            raise damaged(path, f"{error}") from error
        self._articles: OrderedDict[int, Article] = OrderedDict()
        self._prints: dict[int, Fingerprint] = {}
        self._rows: dict[int, Mapping[bytes, NDArray[np.int8]]] = {}
        self._found: dict[str, Numbers] = {}
        self._leads: dict[int, bytes] = {}
        self._hashes: dict[int, bytes] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return ArchiveFile, (self.path, self.generation)

    def __len__(self) -> int:
        return len(self._numbers)

    def close(self) -> None:
        """Let go of the file, so that it can be added to."""
        if self._process == os.getpid():
            self._connection.close()

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError):  # it could not be opened
            self.close()

    def article(self, position: int) -> Article:
        """Read from the file, unless it was lately."""
        known = self._articles.get(position)
        if known is not None:
            self._articles.move_to_end(position)
            return known
        number = int(self._numbers[position])
        rows = self._ask("SELECT article, text FROM content WHERE number = ?", (number,))
        try:
            record, text = rows[0]
            article = article_of(record, text)
        except (ValueError, IndexError, TypeError) as error:
            raise damaged(self.path, f"article {number}: {error}") from error
        self._articles[position] = article
        self._rows[position] = self._vectors(number)
        if len(self._articles) > _ARTICLES_READ:
            oldest, _ = self._articles.popitem(last=False)
            self._rows.pop(oldest, None)
            self._prints.pop(oldest, None)
        return article

    def fingerprint(self, position: int) -> Fingerprint:
        """Taken anew from the article, which costs milliseconds for a handful of candidates."""
        article = self.article(position)
        if position not in self._prints:
            self._prints[position] = fingerprint(article)
        return self._prints[position]

    def same(self, article: Article) -> frozenset[int]:
        """By the indexes on id and path."""
        document = article.document
        rows = self._ask("SELECT number FROM document WHERE id = ?", (storable(document.id),))
        if document.path is not None:
            query = "SELECT number FROM document WHERE path = ? AND item IS ?"
            rows += self._ask(query, (storable(document.path), document.item))
        return frozenset(int(self._positions[row[0]]) for row in rows)

    def rarity(self, feature: str) -> float:
        """From the number of its holders."""
        return rarity_of(len(self._holders([feature])[feature]), len(self))

    def agreements(self, query: Fingerprint) -> dict[int, float]:
        """By the inverted index; sums in the order of the query's features, as in memory."""
        self._found = {}
        holders = self._holders(list(query.features))
        shared = np.zeros(len(self._positions))
        norm = 0.0
        for feature, weight in query.features.items():
            numbers = holders[feature]
            telling = weight * rarity_of(len(numbers), len(self))
            norm += telling
            shared[numbers] += telling
        if norm <= 0:
            return {}
        values = shared[self._numbers]
        chosen = np.flatnonzero((values > 0) & (self._norms > 0))
        agreed = np.minimum(1.0, values[chosen] / np.sqrt(norm * self._norms[chosen]))
        return dict(zip(chosen.tolist(), agreed.tolist(), strict=True))

    def citations(self, query: Fingerprint) -> dict[int, float]:
        """By addresses and the words of headlines."""
        if not query.cited:
            return {}
        return citations_among(
            query, lambda key: self._places(f"u:{key}"), lambda word: self._places(f"t:{word}"), self.fingerprint
        )

    def overlaps(self, query: Fingerprint, positions: Sequence[int]) -> dict[int, float]:
        """Every run of the articles is looked up by 16 of its bits, the few that pass by all of them."""
        if not query.shingles or not positions:
            return {}
        mine = np.array(sorted(query.shingles), np.uint64)
        gate = np.zeros(1 << 16, np.bool_)
        gate[(mine >> np.uint64(32)) & np.uint64(0xFFFF)] = True
        found: dict[int, float] = {}
        for numbers, lengths, runs in self._runs(positions):
            passed = np.flatnonzero(gate[(runs >> np.uint64(32)) & np.uint64(0xFFFF)])
            hits = passed[np.isin(runs[passed], mine)]
            owners = np.repeat(np.arange(len(lengths)), lengths)[hits]
            for index, count in enumerate(np.bincount(owners, minlength=len(lengths)).tolist()):
                if count:
                    found[int(self._positions[numbers[index]])] = count / len(mine)
        return dict(sorted(found.items()))

    def languages(self, positions: Sequence[int]) -> list[str]:
        """From memory."""
        return [self._languages[i] for i in positions]

    def leads(self, positions: Sequence[int], encoder: Encoder) -> Vectors:
        """As kept; those that are not are computed from the kept words of headline and lead."""
        numbers = self._numbers[list(positions)]
        kept: dict[int, bytes] = {}
        if self._fits(encoder):
            found = self._blobs("SELECT number, lead FROM vectors", numbers.tolist(), self._leads)
            kept = {number: row for number, row in found.items() if len(row) == self.dimensions}
        rows = np.zeros((len(numbers), encoder.dimensions), np.float32)
        have = [i for i, number in enumerate(numbers.tolist()) if number in kept]
        if have:
            joined = b"".join(kept[int(numbers[i])] for i in have)
            rows[have] = from_stored(np.frombuffer(joined, np.int8).reshape(len(have), self.dimensions))
        lacking = [i for i, number in enumerate(numbers.tolist()) if number not in kept]
        if lacking:
            rows[lacking] = encoder.encode(self._lead_texts(numbers[lacking].tolist()))
        return rows

    def through(self, encoder: Encoder) -> Encoder:
        """The encoder, spared the sentences of the articles read from here."""
        if not self._fits(encoder) or (isinstance(encoder, _Spared) and encoder.archive is self):
            return encoder
        return _SparedTokens(encoder, self) if isinstance(encoder, TokenEncoder) else _Spared(encoder, self)

    def row(self, key: bytes) -> NDArray[np.int8] | None:
        """The kept vector of a text of one of the articles lately read."""
        for rows in self._rows.values():
            if (row := rows.get(key)) is not None:
                return row
        return None

    def _fits(self, encoder: Encoder) -> bool:
        return bool(self.encoder) and (encoder.id, encoder.dimensions) == (self.encoder, self.dimensions)

    def _holders(self, keys: Iterable[str]) -> dict[str, Numbers]:
        """Numbers of the articles that have each key; answers are kept until the next query."""
        wanted = {storable(key): key for key in keys if key not in self._found}
        for marks, some in chunks(list(wanted)):
            query = f"SELECT key, documents FROM posting WHERE key IN ({marks})"  # noqa: S608
            for key, blob in self._ask(query, some):
                if key not in wanted:
                    raise damaged(self.path, f"index entry {key!r}")
                self._found[wanted[key]] = self._valid(key, blob)
        for key in wanted.values():
            self._found.setdefault(key, np.zeros(0, np.int64))
        return self._found

    def _valid(self, key: str, blob: object) -> Numbers:
        return _numbers(self.path, key, blob, self._positions)

    def _places(self, key: str) -> list[int]:
        found: list[int] = self._positions[self._holders([key])[key]].tolist()
        return found

    def _runs(self, positions: Sequence[int]) -> Iterable[tuple[list[int], NDArray[np.int64], NDArray[np.uint64]]]:
        """(numbers, how many runs each has, the runs) of some hundred articles at a time."""
        for _, some in chunks(self._numbers[list(positions)].tolist()):
            rows = self._blobs("SELECT number, hashes FROM runs", some, self._hashes)
            if any(len(blob) % 8 for blob in rows.values()):
                raise damaged(self.path, "hashes of word runs")
            lengths = np.array([len(blob) // 8 for blob in rows.values()], np.int64)
            yield list(rows), lengths, np.frombuffer(b"".join(rows.values()), "<u8")

    def _blobs(self, query: str, numbers: Sequence[int], known: dict[int, bytes]) -> dict[int, bytes]:
        """Number to the second column of ``query`` for those that have it; ``known`` remembers, up to a limit."""
        missing = [number for number in numbers if number not in known]
        if len(known) + len(missing) > _BLOBS_READ:
            known.clear()
            missing = list(numbers)
        for marks, some in chunks(missing):
            for number, blob in self._ask(f"{query} WHERE number IN ({marks})", some):
                if not isinstance(blob, bytes):
                    raise damaged(self.path, f"article {number}")
                known[number] = blob
        return {number: known[number] for number in numbers if number in known}

    def _lead_texts(self, numbers: Sequence[int]) -> list[str]:
        texts: dict[int, str] = {}
        for marks, some in chunks(numbers):
            query = f"SELECT number, lead FROM content WHERE number IN ({marks})"  # noqa: S608
            texts.update(
                (n, lead.decode("utf-8", "replace")) for n, lead in self._ask(query, some) if isinstance(lead, bytes)
            )
        return [texts.get(number, "") for number in numbers]

    def _vectors(self, number: int) -> Mapping[bytes, NDArray[np.int8]]:
        """Sentence key to row; nothing where none are kept."""
        found = self._ask("SELECT keys, rows FROM vectors WHERE number = ?", (number,)) if self.dimensions else []
        if not found:
            return {}
        keys, rows = found[0]
        if not isinstance(keys, bytes) or not isinstance(rows, bytes):
            raise damaged(self.path, f"vectors of article {number}")
        count = len(keys) // KEY_BYTES
        if len(keys) % KEY_BYTES or len(rows) != count * self.dimensions:
            raise damaged(self.path, f"vectors of article {number}")
        matrix = np.frombuffer(rows, np.int8).reshape(count, self.dimensions)
        return {keys[i * KEY_BYTES : (i + 1) * KEY_BYTES]: matrix[i] for i in range(count)}

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        if self._process != os.getpid():  # a connection must not cross a fork, nor be closed there
            self._inherited, self._process = self._connection, os.getpid()
            self._connection = connect(self.path)
            if self._generation() != self.generation:
                raise ArchiveError(f"{self.path} was changed while it was in use", hint="run it again")
        with guarded(self.path):
            return self._connection.execute(query, values).fetchall()

    def _generation(self) -> int:
        with guarded(self.path):
            return int(self._connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()[0])


def norms_of(connection: sqlite3.Connection, path: Path, positions: Numbers) -> NDArray[np.float64]:
    """Weight of each fingerprint, rarity included, by number: from the whole index, feature after feature.

    ``positions``: the position of each number, -1 where no article has it.
    """
    size = int((positions >= 0).sum())
    norms = np.zeros(len(positions))
    query = "SELECT key, weight, documents FROM posting WHERE weight IS NOT NULL ORDER BY key"
    with guarded(path):
        for key, weight, blob in connection.execute(query):
            numbers = _numbers(path, key, blob, positions)
            if not isinstance(weight, float):
                raise damaged(path, f"index entry {key!r}")
            norms[numbers] += weight * rarity_of(len(numbers), size)
    return norms


def places_of(path: Path, numbers: Numbers, places: Numbers) -> Numbers:
    """The place of each article by its number, -1 where there is none. Raises :class:`ArchiveError`."""
    if len(numbers) and not 0 < numbers.min() <= numbers.max() <= HIGHEST:
        raise damaged(path, "article numbers")
    table = np.full(int(numbers.max(initial=0)) + 1, -1, np.int64)
    table[numbers] = places
    return table


def _numbers(path: Path, key: str, blob: object, positions: Numbers) -> Numbers:
    """An entry of the inverted index, if it names articles that are there."""
    if not isinstance(blob, bytes) or len(blob) % 4:
        raise damaged(path, f"index entry {key!r}")
    numbers = np.frombuffer(blob, "<i4").astype(np.int64)
    inside = not len(numbers) or (numbers.min() > 0 and numbers.max() < len(positions))
    if not inside or (positions[numbers] < 0).any():
        raise damaged(path, f"index entry {key!r}")
    return numbers


class _Spared:
    """An encoder that takes from the archive what is kept there."""

    def __init__(self, encoder: Encoder, archive: ArchiveFile) -> None:
        self._encoder = encoder
        self.archive = archive

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)

    @property
    def id(self) -> str:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._encoder.id

    @property
    def dimensions(self) -> int:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._encoder.dimensions

    @property
    def languages(self) -> frozenset[str] | None:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._encoder.languages

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Kept rows in the stored form, like those of the cache; the others from the encoder."""
        rows = [self.archive.row(kept_key(text)) for text in texts]
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        have = [i for i, row in enumerate(rows) if row is not None]
        if have:
            vectors[have] = from_stored(np.stack([row for row in rows if row is not None]))
        lacking = [i for i, row in enumerate(rows) if row is None]
        if lacking:
            vectors[lacking] = self._encoder.encode([texts[i] for i in lacking])
        return vectors


class _SparedTokens(_Spared):
    """The same of a :class:`TokenEncoder`; a class of its own because protocols look for methods on the class."""

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """See :class:`audit.encode.protocol.TokenEncoder`; pieces are not kept."""
        found: tuple[TokenVectors, ...] = self._encoder.token_vectors(texts)  # type: ignore[attr-defined]
        return found
