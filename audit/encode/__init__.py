"""Sentences of any language to comparable unit vectors: ``load()`` gives an encoder, ``encoder.encode(texts)`` vectors.

Importing this package loads no engine; an engine is loaded at the first text whose vector is not cached.
"""

from __future__ import annotations

from audit.encode.protocol import Encoder, TokenEncoder, TokenVectors, Vectors
from audit.encode.registry import load, load_optional

__all__ = ["Encoder", "TokenEncoder", "TokenVectors", "Vectors", "load", "load_optional", "signature"]


def signature(encoder: Encoder) -> str:
    """Short name of what computed the vectors, companions included, for the signature of a report."""
    companions: tuple[Encoder, ...] = getattr(encoder, "companions", ())
    return "+".join(one.id for one in (encoder, *companions))
