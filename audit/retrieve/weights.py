"""Weights of the decision, in log-odds for one unit of each feature, and what each feature says.

The weights of coverage, similarity, fingerprint and votes come from a logistic regression (L2 = 1)
over 4,100 pairs built from parallel news in ten language pairs (whole, halved, mixed, excerpted and
absent originals; texts on the same event among the absent), rounded, the constant lowered by 0.4
because a false source is worse than a missed one. The others, which that material cannot show, are
set by hand. They are few enough that an editor can check a ledger with a pencil.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FEATURES", "HANDICAP", "UNMEASURED", "WEIGHTS"]

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "prior": -7.5,
        "coverage": 8.0,
        "similarity": 4.0,
        "fingerprint": 2.5,
        "votes": 3.6,
        "citation": 4.0,
        "verbatim": 3.0,
        "leftovers": 0.7,
        "reverse": -3.0,
        "same_language": -2.0,
        "copied": 3.0,
        "later": -2.0,
    }
)
HANDICAP: Mapping[str, float] = MappingProxyType(
    {"de": 0.0, "en": 0.0, "es": 0.0, "fr": 0.0, "it": 0.0, "nl": 0.0,
     "pl": 0.1, "pt": 0.1, "ru": 0.15, "uk": 0.15, "vi": 0.15}
)  # fmt: skip
"""How much lower directness comes out for a source in this language, all else equal.

Sentence encoders see less likeness between distant languages. Measured as the language's
effect in a two-way fit over parallel versions of one news story (NTREX-128, ten languages
against six), and halved: the widely written languages are also oftener translated from."""
UNMEASURED = 0.1
"""Handicap of a language that was not measured."""
FEATURES: Mapping[str, str] = MappingProxyType(
    {
        "coverage": "share of the article that the alignment finds there, doubtful pairs counting less",
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
