"""What produced a number: versions of everything that can move it, in one short line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["digest", "sign"]


def sign(parts: Iterable[tuple[str, str]]) -> str:
    """``name:value`` pairs joined by bars, in the order given; values lose bars and white space.

    After sacrebleu's signatures (Post 2018, "A Call for Clarity in Reporting BLEU Scores"):
    a score without a signature cannot be repeated.
    """
    return "|".join(f"{name}:{'-'.join(value.replace('|', '/').split())}" for name, value in parts if value)


def digest(parts: Iterable[str]) -> str:
    """Eight hex digits over ``parts``, for lists too long to write out."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
