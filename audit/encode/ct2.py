"""The default engine: a BERT-shaped encoder in CTranslate2, mean over tokens, unit length.

The vector of a text does not depend on its neighbours in a batch: every text is padded to the next
multiple of :data:`WIDTH` tokens, alone or in company, so the shapes the kernels see along the tokens are
functions of the text alone. (Padding to the longest of the batch, the usual way, flips the last bits.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import TokenVectors, Vectors
from audit.encode.tokens import Tokenizer, prepared, prepared_with_origin
from audit.types import Span

__all__ = ["BUDGET", "POSITIONS", "WIDTH", "CTranslate2Engine"]

WIDTH = 16
"""Texts are padded to a multiple of this many tokens."""
BUDGET = 1024
"""Tokens in one batch, padding included; more does not fit the caches of a processor and is slower."""
POSITIONS = 512
"""Tokens of one window at most, marks of beginning and end included; longer texts are read in several."""


class CTranslate2Engine:
    """Vectors straight from the model, in float32; see :class:`audit.encode.cached.CachedEncoder` for the encoder."""

    def __init__(
        self,
        folder: Path,
        tokenizer: Tokenizer,
        *,
        dimensions: int,
        threads: int = 1,
        compute_type: str = "int8",
        pooling: str = "mean",
        prefix: str = "",
        pad: int = 1,
        positions: int = POSITIONS,
    ) -> None:
        """Load the model in ``folder`` (already verified); ``threads`` compute one batch.

        ``positions`` is the number of tokens the model has places for; at most :data:`POSITIONS` are used.
        """
        import ctranslate2

        self._tokenizer = tokenizer
        self._prefix = prefix
        self._pad = pad
        self._pooling = pooling
        self._positions = min(positions, POSITIONS)
        self._dimensions = dimensions
        self._view: Any = ctranslate2.StorageView
        self._model: Any = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type=compute_type, inter_threads=1, intra_threads=max(1, threads)
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, a row of zeros for a text without any token."""
        clean = [prepared(text) for text in texts]
        windows, owners = self._windows(self._tokenizer.ids([self._prefix + text if text else "" for text in clean]))
        sums = np.zeros((len(texts), self._dimensions), np.float32)
        for batch, states in self._run(windows):
            for row, index in enumerate(batch):
                used = states[row, : len(windows[index])] if self._pooling == "mean" else states[row, :1]
                sums[owners[index]] += used.sum(axis=0)
        lengths = np.sqrt(np.square(sums, dtype=np.float64).sum(axis=1, keepdims=True))
        lengths[lengths == 0] = 1
        vectors: Vectors = (sums / lengths).astype(np.float32)
        return vectors

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """See :class:`audit.encode.protocol.TokenEncoder`."""
        ids, spans = [], []
        for text in texts:
            own, placed = self._placed(text)
            ids.append(own)
            spans.append(placed)
        windows, owners = self._windows(ids)
        parts: list[list[NDArray[np.float32]]] = [[] for _ in texts]
        of_window: dict[int, NDArray[np.float32]] = {}
        for batch, states in self._run(windows):
            for row, index in enumerate(batch):
                of_window[index] = states[row, 1 : len(windows[index]) - 1]
        for index in sorted(of_window):
            parts[owners[index]].append(of_window[index])
        return tuple(self._tokens(part, placed) for part, placed in zip(parts, spans, strict=True))

    def _placed(self, text: str) -> tuple[list[int], list[Span | None]]:
        """Ids of a text and where each piece lies in it; ``None`` for pieces of white space or of the prefix."""
        clean, origin = prepared_with_origin(text)
        if not clean:
            return [], []
        lead = len(self._prefix)
        ids, offsets = self._tokenizer.pieces(self._prefix + clean)
        spans: list[Span | None] = []
        for start, end in offsets:
            covered = [origin[at] for at in range(max(0, start - lead), max(0, end - lead)) if not clean[at].isspace()]
            spans.append(Span(covered[0].start, covered[-1].end) if covered else None)
        return ids, spans

    def _tokens(self, parts: Sequence[NDArray[np.float32]], spans: Sequence[Span | None]) -> TokenVectors:
        kept = [i for i, span in enumerate(spans) if span is not None]
        if not kept:
            return TokenVectors(np.zeros((0, self._dimensions), np.float32), ())
        matrix = np.concatenate(parts)[kept]
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        return TokenVectors(matrix / np.maximum(lengths, 1e-12), tuple(s for s in spans if s is not None))

    def _windows(self, ids: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[int]]:
        """Marked windows of all texts, and the number of the text each belongs to."""
        windows: list[list[int]] = []
        owners: list[int] = []
        room = self._positions - 2
        for number, own in enumerate(ids):
            for start in range(0, len(own), room):
                windows.append([self._tokenizer.bos, *own[start : start + room], self._tokenizer.eos])
                owners.append(number)
        return windows, owners

    def _run(self, windows: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Hidden states of all windows, shortest first: (indices, [window, token, dimension])."""
        widths = [min(-(-len(w) // WIDTH) * WIDTH, self._positions) for w in windows]
        order = sorted(range(len(windows)), key=lambda i: (widths[i], i))
        start = 0
        while start < len(order):
            width = widths[order[start]]
            end = start
            while end < len(order) and widths[order[end]] == width and (end - start) * width < BUDGET:
                end += 1
            batch = sorted(order[start:end])
            yield batch, self._forward([windows[i] for i in batch], width)
            start = end

    def _forward(self, windows: Sequence[Sequence[int]], width: int) -> NDArray[np.float32]:
        ids = np.full((len(windows), width), self._pad, np.int32)
        for row, window in zip(ids, windows, strict=True):
            row[: len(window)] = window
        lengths = np.array([len(w) for w in windows], np.int32)
        output = self._model.forward_batch(self._view.from_array(ids), self._view.from_array(lengths))
        return np.asarray(output.last_hidden_state)
