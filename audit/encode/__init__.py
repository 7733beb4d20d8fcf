"""Sentences of any language to comparable unit vectors: ``load()`` gives an encoder, ``encoder.encode(texts)`` vectors.

Importing this package loads no engine; an engine is loaded at the first text whose vector is not cached.
"""

from __future__ import annotations

from audit.encode.load import load
from audit.encode.protocol import Encoder, Vectors

__all__ = ["Encoder", "Vectors", "load", "signature"]


def signature(encoder: Encoder) -> str:
    """Short name of what computed the vectors, for the signature of a report."""
    return encoder.id
