"""Centring: what all sentences of a language have in common is no evidence.

Contrastively trained encoders crowd all cosines into a narrow range, and a part of each
vector says only which language it is. The mean of a language is therefore subtracted
before cosines are taken (Mu & Viswanath 2018, "All-but-the-top"; for alignment, the
background mean of Artetxe & Schwenk 2019 has the same purpose):

    x ← x − μ,   μ = (Σ vectors of this text in the language + K · bank mean) / (n + K)

The shipped bank keeps short texts sound, the text's own mean takes away its topic, which
is what two articles on the same topic share without being translations of each other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audit._resources import package_file
from audit.encode.protocol import Encoder

__all__ = ["Background", "background_of", "centred", "is_measured", "length_ratio"]

BANK_WEIGHT = 12.0
"""K: the bank counts like this many sentences of the text."""


@cache
def bank() -> dict[str, tuple[str, ...]]:
    """Sentences of the bank by language; sentence *k* says the same in every language."""
    lines = package_file("align", "data", "background.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {language: tuple(row[k] for row in table[1:]) for k, language in enumerate(table[0])}


def primary(language: str) -> str:
    """``pt-BR`` → ``pt``."""
    return language.split("-", 1)[0].casefold()


def is_measured(languages: Iterable[str]) -> bool:
    """Whether the bank holds all of these languages."""
    return all(primary(language) in bank() for language in languages)


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


def centred(vectors: NDArray[np.float32], languages: Sequence[str], background: Background) -> NDArray[np.float32]:
    """Vectors of one side of an alignment, each less the mean of its language."""
    out = np.array(vectors, np.float32)
    tongues = np.array([primary(language) for language in languages])
    for language in sorted(set(tongues.tolist())):
        rows = tongues == language
        mean = (out[rows].sum(axis=0, dtype=np.float64) + BANK_WEIGHT * background.mean(language)) / (
            int(rows.sum()) + BANK_WEIGHT
        )
        out[rows] -= mean.astype(np.float32)
    return out


@cache
def _lengths() -> dict[str, float]:
    table = tomllib.loads(package_file("align", "data", "lengths.toml").read_text(encoding="utf-8"))
    return {language: float(length) for language, length in table.items()}


def length_ratio(source: str, target: str) -> float:
    """Usual code points in ``target`` per code point in ``source``; 1 for a language without a measure."""
    lengths = _lengths()
    source, target = primary(source), primary(target)
    return lengths[target] / lengths[source] if source in lengths and target in lengths else 1.0
