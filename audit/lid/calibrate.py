"""From evidence to probabilities."""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from typing import Final

from audit._resources import package_file
from audit.lid.main_language import MainLanguage
from audit.types import UNDETERMINED

__all__ = ["NAMED_FROM", "SURE_ENOUGH", "main_probability", "passage_probability", "word_probability"]

SURE_ENOUGH: Final = 0.5
"""Below this probability a passage's language is ``und``."""
NAMED_FROM: Final = 0.4
"""The same for the main language, where the best of several candidates may be named a little earlier."""
_USUAL: Final = 0.8


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    return tomllib.loads(package_file("lid", "data", "calibration.toml").read_text(encoding="utf-8"))


def _logistic(odds: float) -> float:
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


def main_probability(found: MainLanguage, votes: tuple[int, int]) -> float:
    """Probability that the main language is right; 0 for an undetermined one."""
    if found.language == UNDETERMINED:
        return 0.0
    weight = _weights()["main"]
    return _logistic(
        weight["bias"]
        + weight["margin"] * min(found.margin, weight["margin_limit"])
        + weight["known"] * (found.known - _USUAL)
        + weight["langdetect"] * votes[0]
        + weight["eldc"] * votes[1]
    )


def passage_probability(net: float, known: float, votes: tuple[int, int], *, title: bool = False) -> float:
    """Probability that a passage is one and its language right.

    ``net`` is its log-ratio to the main language less the cost of going there and back, in
    nats; ``known`` the share of its words on the language's list.
    """
    weight = _weights()["title" if title else "passage"]
    return _logistic(
        weight["bias"]
        + weight["net"] * min(max(net, weight["net_low"]), weight["net_high"])
        + weight["known"] * (known - _USUAL)
        + weight["langdetect"] * votes[0]
        + weight["eldc"] * votes[1]
    )


def word_probability(frequency: float, gap: float, shape: float) -> float:
    """Probability that a single word is a leftover.

    ``frequency`` and ``gap`` in Zipf points: above the least asked for in its own language, and
    above the main language; ``shape`` in nats a letter.
    """
    weight = _weights()["word"]
    return _logistic(
        weight["bias"]
        + weight["frequency"] * frequency
        + weight["gap"] * min(gap, 5.0)
        + weight["shape"] * min(max(shape, -0.5), 2.0)
    )
