"""Weights of the decision, in log-odds for one unit of each feature, and what each feature says.

Set by hand on development pairs and rounded: few enough to read, so that an editor can check a
ledger with a pencil.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FEATURES", "WEIGHTS"]

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "prior": -5.5,
        "coverage": 7.0,
        "source_coverage": 1.0,
        "order": 0.5,
        "similarity": 2.0,
        "fingerprint": 2.0,
        "votes": 3.0,
        "citation": 4.0,
        "verbatim": 3.0,
        "leftovers": 0.7,
        "reverse": -3.0,
        "same_language": -2.0,
        "copied": 3.0,
        "later": -2.0,
    }
)
FEATURES: Mapping[str, str] = MappingProxyType(
    {
        "coverage": "share of the article that the alignment finds there, doubtful pairs counting less",
        "source_coverage": "share of the candidate that the article renders",
        "order": "aligned sentences keep the candidate's order",
        "similarity": "mean similarity of aligned sentences",
        "fingerprint": "numbers, names and addresses agree, rare ones counting more",
        "votes": "sentences of the article find their like there",
        "citation": "an address cited in the article is this candidate's or renders its headline",
        "verbatim": "a passage left in the article stands in the candidate word for word",
        "leftovers": "words left in the article are of the candidate's language",
        "reverse": "the candidate shows the article's language or address: it may be the translation",
        "same_language": "written in the article's language, so no translation",
        "copied": "runs of words stand in both",
        "later": "published after the article",
    }
)
