"""Several encoders as one, where all of them know the languages at hand.

An encoder spends a part of every vector on what all sentences have in common, another encoder another part: cosines
of the default encoder run from 0.75 to 0.95, those of others from 0 to 0.9. So each is measured against its own
background, *bg*, the mean cosine of unrelated sentences of the bank, before they are added up:

    u = Σ w_k (cos_k − bg_k) / (1 − bg_k)

After centring (see :mod:`audit.align.background`) the numerator is the product of two vectors, so it is enough to lay
the vectors side by side, each scaled by √(w_k / (1 − bg_k)); the encoders share one background and one grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from audit.align.background import background_of, primary
from audit.encode.protocol import Encoder, Vectors

__all__ = ["Fused", "fuse", "with_companions"]

WEIGHTS = {"static-table": 0.18, "use-multilingual-3": 0.43}
"""Of a second encoder beside a first that has 1, by the id before the colon. Chosen on the tuning documents of
``benchmarks/alignment.py``: 15 % and 30 % of two together."""
WEIGHT = 0.43
"""Of any other."""


class Fused:
    """Vectors of several encoders side by side, of unit length together."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        """Take the encoders, the leading one first."""
        self._encoders = tuple(encoders)
        weights = [1.0, *(WEIGHTS.get(encoder.id.split(":")[0], WEIGHT) for encoder in self._encoders[1:])]
        spread = [weight / _spread(encoder) for weight, encoder in zip(weights, self._encoders, strict=True)]
        self._scales = np.sqrt(np.array(spread) / sum(spread)).astype(np.float32)

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
        rows: Vectors = np.hstack(
            [
                np.asarray(encoder.encode(texts), np.float32) * scale
                for encoder, scale in zip(self._encoders, self._scales, strict=True)
            ]
        )
        return rows


def _spread(encoder: Encoder) -> float:
    """1 − bg: how far from their language's mean the encoder puts sentences, squared; never nothing."""
    means = background_of(encoder).means
    return max(1e-3, 1.0 - float(np.mean([float(means[language] @ means[language]) for language in sorted(means)])))


def fuse(encoders: Sequence[Encoder], languages: Iterable[str]) -> Encoder:
    """One encoder for these languages: all that know them fused, the first of them when none claims to.

    Raises ``ValueError`` without any encoder.
    """
    if not encoders:
        raise ValueError("no encoder to fuse")
    chosen = _knowing(encoders, languages) or list(encoders[:1])
    return chosen[0] if len(chosen) == 1 else Fused(chosen)


def with_companions(encoder: Encoder, languages: Iterable[str]) -> Encoder:
    """The encoder, with those of its companions that know all the languages (see :func:`audit.encode.load`)."""
    companions: tuple[Encoder, ...] = getattr(encoder, "companions", ())
    known = _knowing(companions, languages)
    return Fused((encoder, *known)) if known else encoder


def _knowing(encoders: Sequence[Encoder], languages: Iterable[str]) -> list[Encoder]:
    wanted = {primary(language) for language in languages}
    return [e for e in encoders if e.languages is None or wanted <= {primary(known) for known in e.languages}]
