"""The static encoder: a vector per word piece, a text is their sum. Hundreds of times faster, for search.

Rows are int8 times a power of two, so every sum of up to 512 rows is exact in float32 whatever its order:
any pooler gives the same bits, and a vector does not depend on its neighbours in a batch. Some rows stand for
two neighbouring pieces and are added to theirs, so that "thành phố" is more than "thành" and "phố".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import Vectors
from audit.encode.static_pieces import Bags, StaticPieces
from audit.encode.tokens import Tokenizer, prepared
from audit.errors import ModelError
from audit.modelstore import ModelCard

__all__ = ["CHUNK", "EXACT", "Pooler", "Rows", "StaticEncoder", "by_position", "load_static", "static_id"]

CHUNK = 2048
"""Texts pooled at a time, so that their distinct rows and sums stay in the processor's caches."""
EXACT = 512
"""Longest stretch of pieces summed in float32; sums of longer texts go on in float64, exact as well."""

Rows = NDArray[np.float32]
Pooler = Callable[[Rows, Bags], Rows]
"""Sums of the rows of each bag; zeros for an empty one."""


class StaticEncoder:
    """An :class:`audit.encode.protocol.Encoder` that needs no model to run, only a table."""

    def __init__(
        self,
        pieces: StaticPieces,
        rows: NDArray[np.int8],
        shifts: NDArray[np.uint8],
        *,
        identity: str,
        languages: frozenset[str] | None = None,
        pool: Pooler | None = None,
    ) -> None:
        """Take a table: row ``i`` stands for ``rows[i] * 2**shifts[i]``; ``pool`` sums them, numpy where it is ``None``."""
        self._pieces = pieces
        self._rows = rows
        self._factors = np.exp2(shifts.astype(np.float32))
        self._id = identity
        self._languages = languages
        self._pool = pool or by_position

    @property
    def id(self) -> str:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._id

    @property
    def dimensions(self) -> int:
        """See :class:`audit.encode.protocol.Encoder`."""
        return int(self._rows.shape[1])

    @property
    def languages(self) -> frozenset[str] | None:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._languages

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors in the order of ``texts``; zeros for a text without a known piece."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), CHUNK):
            clean = [prepared(text) for text in texts[start : start + CHUNK]]
            pieces, pairs = self._pieces.bags(clean)
            vectors[start : start + CHUNK] = _unit(self._sums(pieces), self._sums(pairs))
        return vectors

    def _sums(self, bags: Bags) -> NDArray[np.floating]:
        """Exact sums; float64 where a bag is longer than float32 can add up exactly."""
        flat, bounds = bags
        if not len(flat):
            return np.zeros((len(bounds) - 1, self.dimensions), np.float32)
        table, local = self._used(flat)
        lengths = np.diff(bounds)
        if int(lengths.max()) <= EXACT:
            return self._pool(table, (local, bounds))
        parts = -(-lengths // EXACT)
        owners = np.repeat(np.arange(len(lengths)), parts)
        within = np.arange(len(owners)) - (np.cumsum(parts) - parts)[owners]
        found = self._pool(table, (local, np.append(bounds[owners] + within * EXACT, len(flat))))
        sums = np.zeros((len(lengths), self.dimensions), np.float64)
        np.add.at(sums, owners, found)
        return sums

    def _used(self, flat: NDArray[np.int32]) -> tuple[Rows, NDArray[np.int32]]:
        """The distinct rows, as floats, and ``flat`` renumbered to them."""
        mark = np.zeros(len(self._rows), np.bool_)
        mark[flat] = True
        used = np.flatnonzero(mark)
        number = np.empty(len(self._rows), np.int32)
        number[used] = np.arange(len(used), dtype=np.int32)
        table = self._rows[used].astype(np.float32)
        table *= self._factors[used, None]
        return table, number[flat]


def _unit(one: NDArray[np.floating], other: NDArray[np.floating]) -> Vectors:
    sums = (one + other).astype(np.float32, copy=False)
    norms = np.sqrt(np.einsum("ij,ij->i", sums, sums, dtype=np.float64))
    norms[norms == 0] = 1
    sums *= (1 / norms).astype(np.float32)[:, None]
    return sums


def by_position(table: Rows, bags: Bags) -> Rows:
    """Pooling in numpy alone: the first rows of all bags, then the second …, longest bags first."""
    local, bounds = bags
    lengths = np.diff(bounds)
    order = np.argsort(-lengths, kind="stable")
    sums = np.zeros((len(lengths), table.shape[1]), np.float32)
    width = 256
    buffer = np.empty((width, table.shape[1]), np.float32)
    total = np.empty_like(buffer)
    for start in range(0, len(order), width):
        some = order[start : start + width]
        begins = bounds[:-1][some]
        # How many of these bags are longer than each position; they come first.
        alive = np.searchsorted(-lengths[some], -np.arange(lengths[some[0]]), side="left").tolist()
        total[: len(some)] = 0
        for position, count in enumerate(alive):
            table.take(local[begins[:count] + position], axis=0, out=buffer[:count], mode="clip")
            total[:count] += buffer[:count]
        sums[some] = total[: len(some)]
    return sums


def static_id(entry: ModelCard) -> str:
    """The id of the encoder that :func:`load_static` gives."""
    mark = next((f.sha256[:8] for f in entry.files if f.name == "rows.npy"), "")
    return f"{entry.id}:{mark}/sum"


def load_static(entry: ModelCard, folder: Path) -> StaticEncoder:
    """The encoder in ``folder``, whose files have been checked against the manifest."""
    try:
        rows = np.load(folder / "rows.npy", mmap_mode="r")
        shifts, pairs = np.load(folder / "shifts.npy"), np.load(folder / "pairs.npy")
    except (OSError, ValueError) as error:
        raise ModelError(f"model {entry.id} cannot be read: {error}", hint="install the package again") from error
    return StaticEncoder(
        StaticPieces(Tokenizer(folder / "spm.model"), pairs, first=len(rows) - len(pairs)),
        rows,
        shifts,
        identity=static_id(entry),
        languages=frozenset(entry.languages) or None,
    )
