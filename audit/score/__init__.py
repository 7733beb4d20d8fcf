"""Penalties, quality with interval, probability of machine translation."""

from __future__ import annotations

from collections.abc import Sequence

from audit.score.machine import machine_probability
from audit.score.quality import interval, judged_words, penalty_of, quality_of
from audit.types import Article, Finding, Original, Provenance, Scores

__all__ = ["score"]


def score(
    article: Article, findings: Sequence[Finding], provenance: Provenance, originals: Sequence[Original]
) -> Scores:
    """The article's figures.

    Quality is 100·exp(−penalty/150) of the confidence-weighted MQM penalty per 1000 words;
    one more finding never raises it. See :mod:`audit.score.quality` for weights and interval.
    """
    words = judged_words(article)
    penalty = penalty_of(findings, words)
    low, high = interval(findings, words)
    return Scores(
        mqm_penalty_per_1000_words=penalty,
        quality=quality_of(penalty),
        low=low,
        high=high,
        machine_translation_probability=machine_probability(article, findings, provenance, originals, words),
    )
