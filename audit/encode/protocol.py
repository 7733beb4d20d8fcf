"""What the rest of the package knows of a sentence encoder: this protocol and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from audit.types import Span

__all__ = ["Encoder", "TokenEncoder", "TokenVectors", "Vectors"]

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), rows of unit length; a row of zeros stands for an empty text."""


@runtime_checkable
class Encoder(Protocol):
    """Turns sentences of any language into comparable unit vectors."""

    @property
    def id(self) -> str:
        """Model, engine, quantisation and pooling: two encoders with one id give equal vectors."""

    @property
    def dimensions(self) -> int:
        """Length of one vector."""

    @property
    def languages(self) -> frozenset[str] | None:
        """BCP 47 languages the encoder is fit for; ``None`` when no limit is known."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of ``texts``; the same text always gives the same row."""


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """Contextual vectors of one text's word pieces."""

    matrix: Vectors
    """Shape (pieces, dimensions), rows of unit length."""
    spans: tuple[Span, ...]
    """Where each piece lies in the text, white space left out; in order, none empty."""


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also tells its word pieces apart."""

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """Vectors of the pieces of each text; none for a text without content."""
