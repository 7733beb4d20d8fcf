"""Probability that a machine translated the article, from what machines leave and people do not.

A person may write badly and a machine well: grammar errors are not evidence. Passages and
words left in the source language, names taken apart, senses mistaken between two languages,
figures changed against the original are. That many words go by without any of it speaks
against a machine. Loanwords, picture credits and phrases of other languages stand in articles
by people too: unless the article is traced to a source language, they count for little.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence

from audit.types import Article, Finding, Original, Provenance

__all__ = ["machine_probability"]

_SUREST = 4.6
"""No text alone proves more than 99 to 1 either way."""
_LEAST_WORDS = 60
"""Below this, and without any evidence, there is nothing to judge by."""

_PRIOR = -1.2
_TRACE = {
    # kind of finding: log-odds of one at full confidence
    "untranslated-passage": 2.2,
    "function-word-in-name": 2.2,
    "hybrid-name": 1.8,
    "residue-word": 1.2,
    "foreign-genitive": 1.4,
    "name-corruption": 1.4,
    "homograph-sense": 1.3,
    "literal-calque": 1.1,
    "false-friend": 1.0,
    "compound-split": 1.0,
    "negation-lost": 0.9,
    "number-changed": 0.6,
    "unit-changed": 0.6,
    "date-changed": 0.6,
    "currency-code": 0.5,
    "exonym-inconsistent": 0.5,
    "caption-credit": 0.5,
    "number-format": 0.4,
    "repeated-headline": 0.2,
}
_BORROWED = (
    "untranslated-passage",
    "residue-word",
    "caption-credit",
    "currency-code",
    "exonym-inconsistent",
    "number-format",
    "repeated-headline",
)
"""What people write and borrow as well: of little weight together while no source language is known."""
_CEILING_OF_BORROWED = 0.7
_EXPLAINED = 0.8
"""Any other finding whose rule names a language that explains it."""
_NOT_TRACES = ("agreement", "punctuation", "heading-case", "scraping-residue", "quote-mix", "register-shift")
"""Slips and habits of people as well, whatever would explain them."""
_REPUBLISHED = ("scraping-residue", "repeated-headline")
_REPUBLISHING = 0.5
"""Page furniture taken over with a text from another language: a page that republishes without looking."""
_CEILING = 2.6
"""Of one kind of finding: twenty of a kind are one habit."""
_SILENCE = 0.8 / 150.0
"""Log-odds against, for each word without a trace, up to :data:`_MOST_SILENCE`."""
_MOST_SILENCE = 1.6


def machine_probability(
    article: Article,
    findings: Sequence[Finding],
    provenance: Provenance,
    originals: Sequence[Original],
    words: int,
) -> float | None:
    """0–1, or ``None`` when the text is too short and shows nothing."""
    main = article.languages.main.split("-")[0]
    kinds: dict[str, float] = defaultdict(float)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for finding in findings:
        weight = _weight(finding, main)
        repeated = seen[finding.kind, finding.text.casefold()]
        seen[finding.kind, finding.text.casefold()] += 1
        kinds[finding.kind] += weight * finding.confidence * 0.5**repeated
    traced = provenance.direct_source_language is not None
    firm = math.fsum(min(_CEILING, kinds[k]) for k in sorted(kinds) if k not in _BORROWED)
    borrowed = math.fsum(min(_CEILING, kinds[k]) for k in sorted(kinds) if k in _BORROWED)
    left_in = math.fsum(_left_in(article))
    if "untranslated-passage" in kinds or "residue-word" in kinds:
        left_in *= 0.3
    borrowed += min(_CEILING, left_in)
    traces = firm + (borrowed if traced else min(_CEILING_OF_BORROWED, borrowed))
    if _is_republished(provenance, kinds):
        traces += _REPUBLISHING
    if words < _LEAST_WORDS and traces < 0.5 and not traced:
        return None
    odds = _PRIOR + traces - _silence(words, traces) + _descent(provenance, originals)
    return 1.0 / (1.0 + math.exp(-max(-_SUREST, min(_SUREST, odds))))


def _is_republished(provenance: Provenance, kinds: Collection[str]) -> bool:
    """Translated, and either page furniture came along or the only credit is the bare address of the source."""
    direct = provenance.direct_source_language
    if direct is None:
        return False
    cited = any(a.kind == "cited_url" and a.language == direct for a in provenance.attributions)
    return cited or any(kind in kinds for kind in _REPUBLISHED)


def _weight(finding: Finding, main: str) -> float:
    if finding.category == "non-translation":
        return 2.0
    if finding.kind in _NOT_TRACES:
        return 0.0
    if finding.kind in _TRACE:
        return _TRACE[finding.kind]
    explained = any(e.split("-")[0] != main for e in finding.explained_by)
    return _EXPLAINED if explained else 0.0


def _left_in(article: Article) -> list[float]:
    passages = [1.8 * s.probability for s in article.languages.spans if s.kind == "untranslated_passage"]
    captions = [0.8 * s.probability for s in article.languages.spans if s.kind == "caption"]
    return [*passages, *captions, *(0.5 * w.probability for w in article.languages.leftovers)]


def _silence(words: int, traces: float) -> float:
    """Words free of traces speak against a machine; where there are traces they fall silent."""
    return min(_MOST_SILENCE, _SILENCE * words) / (1.0 + traces)


def _descent(provenance: Provenance, originals: Sequence[Original]) -> float:
    """A translation may be a machine's; an original is not. Keeping every sentence, in order, is a machine's way."""
    if provenance.verdict == "original":
        return -1.5
    if provenance.direct_source_language is None:
        return -0.4
    source = next((o for o in originals if o.decision == "source" and o.alignment), None)
    if source is None or source.alignment is None or len(source.alignment.beads) < 5:
        return 0.6 * provenance.confidence
    beads = source.alignment.beads
    one_to_one = sum(len(b.target) == 1 and len(b.source) == 1 for b in beads) / len(beads)
    literal = one_to_one * source.alignment.order * source.alignment.target_coverage
    return 0.6 * provenance.confidence + 0.6 * (literal - 0.75)
