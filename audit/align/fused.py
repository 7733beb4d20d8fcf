"""Several encoders as one, where all of them know the languages at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from audit.align.background import primary
from audit.encode.protocol import Encoder, Vectors

__all__ = ["Fused", "fuse"]


class Fused:
    """Vectors of several encoders side by side.

    Rows keep unit length, so the product of two rows is the mean of the encoders' cosines.
    """

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = tuple(encoders)

    @property
    def id(self) -> str:
        """The ids, joined."""
        return "+".join(encoder.id for encoder in self._encoders)

    @property
    def dimensions(self) -> int:
        """Their sum."""
        return sum(encoder.dimensions for encoder in self._encoders)

    @property
    def languages(self) -> frozenset[str] | None:
        """What all know."""
        limits = [encoder.languages for encoder in self._encoders if encoder.languages is not None]
        return frozenset.intersection(*limits) if limits else None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of ``texts``."""
        rows = np.hstack([encoder.encode(texts) for encoder in self._encoders])
        scaled: Vectors = (rows / np.sqrt(len(self._encoders))).astype(np.float32)
        return scaled


def fuse(encoders: Sequence[Encoder], languages: Iterable[str]) -> Encoder:
    """One encoder for these languages: all that know them fused, the first of them when none claims to.

    Raises ``ValueError`` without any encoder.
    """
    if not encoders:
        raise ValueError("no encoder to fuse")
    wanted = {primary(language) for language in languages}
    fit = [e for e in encoders if e.languages is None or wanted <= {primary(known) for known in e.languages}]
    chosen = fit or list(encoders[:1])
    return chosen[0] if len(chosen) == 1 else Fused(chosen)
