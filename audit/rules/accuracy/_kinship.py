"""Whether two words of different languages may be translations of each other, from the shipped static word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from audit.errors import ModelError

if TYPE_CHECKING:
    from audit.encode.protocol import Encoder

__all__ = ["SYLLABIC", "nearest"]

SYLLABIC = frozenset({"vi"})
"""Languages that write the syllables of a word apart."""


def nearest(word: Sequence[str], text: Sequence[str], language: str) -> float | None:
    """Greatest cosine between any spelling of ``word`` and a word of ``text``, which is in ``language``.

    Translations lie about 0.4 to 1, unrelated words about 0 to 0.2; inflected and rare words are often lower than
    they should be, so that a low value shows little. ``None`` without the static encoder.
    """
    vectors = _encoder()
    if vectors is None:
        return None
    ours = list(text)
    if language in SYLLABIC:
        ours += [f"{one} {other}" for one, other in pairwise(text)]
    if not ours or not word:
        return 0.0
    table = vectors.encode([*word, *ours])
    return float((table[: len(word)] @ table[len(word) :].T).max())


@lru_cache(maxsize=1)
def _encoder() -> Encoder | None:
    from audit.encode import load

    try:
        return load("static")
    except ModelError:
        return None
