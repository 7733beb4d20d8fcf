"""Texts to the rows of a static table: pieces of words met before from memory, and telling pairs of neighbours.

The tokenizer is the slowest part of a static encoder, and no piece reaches over white space; so each distinct
word is cut once and remembered.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from audit.encode.tokens import Tokenizer

__all__ = ["MOST_WORDS", "Bags", "StaticPieces"]

MOST_WORDS = 300_000
"""Words remembered, about 30 MB; then memory starts afresh."""
MOST_PIECES = 2_000_000
"""Their pieces, which are many where a "word" is a page without spaces."""

Bags = tuple[NDArray[np.int32], NDArray[np.int64]]
"""Numbers of rows, end to end, and where each bag of them begins, with one more entry for the end."""


class StaticPieces:
    """Cuts texts into rows of a table; safe to use from several threads."""

    def __init__(self, tokenizer: Tokenizer, pairs: NDArray[np.int32], *, first: int) -> None:
        """Row ``first + i`` of the table belongs to the two neighbours ``pairs[i]``, which are sorted."""
        self._tokenizer = tokenizer
        self._first = first
        keys = pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1]
        self._keys: NDArray[np.int64] = np.append(keys, np.iinfo(np.int64).max)
        self._opens, self._closes = np.zeros((2, first), np.bool_)
        self._opens[pairs[:, 0]] = True
        self._closes[pairs[:, 1]] = True
        self._lock = threading.Lock()
        self._known: dict[str, int] = {}
        self._ids: NDArray[np.int32] = np.zeros(0, np.int32)
        self._starts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._lengths: NDArray[np.int64] = np.zeros(0, np.int64)

    def bags(self, texts: Sequence[str]) -> tuple[Bags, Bags]:
        """Pieces and pairs of each prepared text."""
        words = [text.split() for text in texts]
        counts = np.fromiter(map(len, words), np.int64, len(words))
        flat = list(chain.from_iterable(words))
        with self._lock:
            numbers = list(map(self._known.get, flat))
            if None in numbers:
                self._learn(flat)
                numbers = list(map(self._known.get, flat))
            known = np.array(numbers, np.int64)
            lengths, starts, store = self._lengths[known], self._starts[known], self._ids
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        ids = store[np.repeat(starts - ends + lengths, lengths) + np.arange(total)]
        bounds = np.concatenate(([0], ends))[np.concatenate(([0], np.cumsum(counts)))]
        return (ids, bounds), self._pairs(ids, bounds)

    def rows(self, texts: Sequence[str]) -> list[list[int]]:
        """All rows of each text, pieces before pairs."""
        (ids, ends), (pairs, pair_ends) = self.bags(texts)
        return [
            [*ids[ends[i] : ends[i + 1]].tolist(), *pairs[pair_ends[i] : pair_ends[i + 1]].tolist()]
            for i in range(len(texts))
        ]

    def _pairs(self, ids: NDArray[np.int32], bounds: NDArray[np.int64]) -> Bags:
        likely = np.flatnonzero(self._opens[ids[:-1]] & self._closes[ids[1:]])
        keys = ids[likely].astype(np.int64) << 32 | ids[likely + 1]
        found = np.searchsorted(self._keys, keys)
        true = self._keys[found] == keys
        likely, found = likely[true], found[true]
        across = np.searchsorted(bounds, likely + 1) != np.searchsorted(bounds, likely + 1, side="right")
        likely, found = likely[~across], found[~across]  # the second neighbour opens another text
        return (found + self._first).astype(np.int32), np.searchsorted(likely, bounds)

    def _learn(self, words: Sequence[str]) -> None:
        if len(self._known) > MOST_WORDS or len(self._ids) > MOST_PIECES:
            self._forget()
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        cut = self._tokenizer.ids(new)
        start = len(self._ids)
        lengths = np.fromiter(map(len, cut), np.int64, len(cut))
        self._ids = np.concatenate([self._ids, np.fromiter(chain.from_iterable(cut), np.int32, int(lengths.sum()))])
        self._starts = np.concatenate([self._starts, start + np.cumsum(lengths) - lengths])
        self._lengths = np.concatenate([self._lengths, lengths])
        self._known.update(zip(new, range(len(self._known), len(self._known) + len(new)), strict=True))

    def _forget(self) -> None:
        self._known = {}
        self._ids, self._starts, self._lengths = self._ids[:0], self._starts[:0], self._lengths[:0]

    def __getstate__(self) -> object:
        raise TypeError("an encoder does not travel between processes: load it in each")
