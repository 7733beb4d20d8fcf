"""What unrelated sentences look like to an encoder: mean vector and usual length per language.

Only the mean cosine of a window to the bank is needed, and that is the window's cosine
with the bank's mean vector, so the bank costs one vector per language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audit._resources import package_file
from audit.encode.protocol import Encoder

__all__ = ["Background", "background_of", "length_ratio"]


@cache
def bank() -> dict[str, tuple[str, ...]]:
    """Sentences of the bank by language; sentence *k* says the same in every language."""
    lines = package_file("align", "data", "background.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {language: tuple(row[k] for row in table[1:]) for k, language in enumerate(table[0])}


def primary(language: str) -> str:
    """``pt-BR`` → ``pt``."""
    return language.split("-", 1)[0].casefold()


@dataclass(frozen=True)
class Background:
    """Mean vectors of the bank under one encoder."""

    means: dict[str, NDArray[np.float32]]
    overall: NDArray[np.float32]

    def mean(self, language: str) -> NDArray[np.float32]:
        """The language's mean vector; the mean over all languages for one outside the bank."""
        return self.means.get(primary(language), self.overall)


_SEEN: dict[str, Background] = {}


def background_of(encoder: Encoder) -> Background:
    """The bank as ``encoder`` sees it; computed once per encoder id."""
    known = _SEEN.get(encoder.id)
    if known is None:
        known = _SEEN[encoder.id] = _measure(encoder)
    return known


def _measure(encoder: Encoder) -> Background:
    texts = bank()
    means = {}
    for language in sorted(texts):
        vectors = np.asarray(encoder.encode(texts[language]), np.float64)
        means[language] = vectors.mean(axis=0).astype(np.float32)
    overall = np.stack([means[language] for language in sorted(means)]).mean(axis=0, dtype=np.float64)
    return Background(means, overall.astype(np.float32))


def length_ratio(source: str, target: str) -> float:
    """Usual code points in ``target`` per code point in ``source``; 1 for a language outside the bank."""
    texts = bank()
    source, target = primary(source), primary(target)
    if source not in texts or target not in texts:
        return 1.0
    return sum(map(len, texts[target])) / sum(map(len, texts[source]))
