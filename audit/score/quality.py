"""MQM penalty and quality with their interval.

Multidimensional Quality Metrics as used at WMT (Freitag et al. 2021, "Experts, Errors, and
Context"): minor 1, major 5, critical 25; minor typography 0.1; a passage that is no
translation at all 25. Each weight is multiplied by the finding's confidence, so that the
sum is the penalty to be expected, per 1000 words of the article's main language.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from audit.types import Article, Finding, Severity

__all__ = ["interval", "judged_words", "penalty_of", "quality_of"]

_WEIGHT = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}
_LIGHT = ("fluency/punctuation", "fluency/typography", "locale/quotation")
_LIGHT_WEIGHT = 0.1
_NON_TRANSLATION = 25.0
_SCALE = 150.0
"""Penalty per 1000 words at which quality falls to 100/e."""
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_LEAST_WORDS = 50
"""Shorter texts are judged as if they had so many words: two words with one slip are not 500 per 1000."""
_UNSEEN = 0.5
"""Minor errors allowed for beyond those seen, after Jeffreys' prior for a Poisson rate."""


def weight_of(finding: Finding) -> float:
    """MQM weight of one finding, confidence left out."""
    if finding.category == "non-translation":
        return _NON_TRANSLATION
    if finding.severity is Severity.MINOR and finding.category in _LIGHT:
        return _LIGHT_WEIGHT
    return _WEIGHT[finding.severity]


def judged_words(article: Article) -> int:
    """Words of main-language report; depends on the article alone, never on its findings."""
    foreign = [s.span for s in article.languages.spans]
    starts, ends = [span.start for span in foreign], [span.end for span in foreign]
    count = 0
    for sentence in article.sentences:
        if sentence.block == "furniture":
            continue
        start = sentence.span.start
        words = _WORD.finditer(sentence.span.of(article.text))
        # passages come in order and do not overlap
        first, last = bisect_right(ends, start), bisect_left(starts, sentence.span.end)
        near = foreign[first:last]
        count += sum(1 for w in words if not any(f.start <= start + w.start() < f.end for f in near))
    return count


def penalty_of(findings: Iterable[Finding], words: int) -> float:
    """Expected MQM penalty per 1000 words; another finding never lowers it."""
    return 1000.0 * math.fsum(_expected(f) for f in findings) / max(words, _LEAST_WORDS)


def quality_of(penalty: float) -> float:
    """0–100: 100 without penalty, 37 at 150 per 1000 words."""
    return 100.0 * math.exp(-penalty / _SCALE)


def interval(findings: Iterable[Finding], words: int) -> tuple[float, float]:
    """95 % interval of quality.

    Two things are unsure. Whether each finding is one: a Bernoulli trial of probability c, so
    Σ c(1−c)·w² of variance. And how many errors, and how grave, another annotator would mark:
    the penalty is taken as Poisson in units of a minor error, so Σ c·w. A gamma distribution
    with these moments stands in for the sum; its quantiles come from the approximation of
    Wilson and Hilferty (1931). The lower end allows for half a minor error more than was
    seen. What rules cannot see at all lies outside the interval.
    """
    items = [(max(0.0, min(1.0, f.confidence)), weight_of(f)) for f in findings]
    mean = math.fsum(c * w for c, w in items)
    variance = mean + math.fsum(c * (1.0 - c) * w * w for c, w in items)
    scale = 1000.0 / max(words, _LEAST_WORDS)
    low_penalty = _gamma_quantile(mean, variance, -1.96) * scale
    high_penalty = _gamma_quantile(mean + _UNSEEN, variance + _UNSEEN, 1.96) * scale
    point = mean * scale
    return quality_of(max(point, high_penalty)), quality_of(min(point, low_penalty))


def _expected(finding: Finding) -> float:
    return weight_of(finding) * max(0.0, min(1.0, finding.confidence))


def _gamma_quantile(mean: float, variance: float, z: float) -> float:
    if mean <= 0.0 or variance <= 0.0:
        return 0.0
    shape = mean * (mean / variance)
    if shape < 1e-9:
        return 0.0
    root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * math.sqrt(shape))
    return mean * max(0.0, root) ** 3
