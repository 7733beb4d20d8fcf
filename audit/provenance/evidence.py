"""What speaks for which direct source language: one ledger line per observation, in log-odds.

Observations of one kind hang together (ten words left in by one bad engine are not ten
witnesses), so every kind has a ceiling and its lines are scaled down to meet it. Grammar
errors say nothing about a source language and are never counted: only findings whose rule
names the languages that would explain the artifact are.

What has other causes often enough (loanwords, picture credits, page furniture, slips, references)
is weak: all of it together stays below what a verdict needs, so that a verdict always stands on
something firm: an original, a clause left in, a name taken apart, a cited page, a declaration.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from audit.provenance.attribution import Credit
from audit.provenance.left_in import FREQUENT, Seen, foreign_captions, left_in, primary
from audit.types import Article, Evidence, Finding, InnerBead, Original, Span

__all__ = ["PRIOR", "primary", "source_evidence"]

PRIOR = -2.0
"""Log-odds, for each language, that an article was translated from it, before anything is seen."""

_CEILING = {
    "original": 7.0,
    "residue": 5.0,
    "bitext": 2.0,
    "leftover": 1.2,
    "caption": 1.5,
    "artifact": 3.0,
    "cited_url": 4.0,
    "declared": 6.0,
    "credit": 1.5,
    "hreflang": 0.6,
}
_CEILING_OF_WEAK = 1.4
"""For all weak lines of one language together: short of the prior, which a verdict must outweigh."""
_STRUCTURAL = ("function-word-in-name", "hybrid-name", "foreign-genitive", "untranslated-passage")
"""Kinds of findings that nothing but a translation leaves."""
_LEXICAL = ("homograph-sense", "literal-calque", "false-friend", "name-corruption", "compound-split")
"""Kinds that tell a translation when two of them point to one language: one alone may be a careless author's."""
_CEILING_OF_A_KIND = 1.5
"""For findings of one kind: they may share one mistaken rule."""
_ACCEPTED = 2.3
"""Least weight of an original that was accepted: the verdict follows the decision, its confidence the probability."""
_HABITS = ("fluency/punctuation", "locale/", "fluency/spelling")
"""Habits of writing that careless authors share with several languages."""


def source_evidence(
    article: Article,
    originals: Sequence[Original],
    findings: Sequence[Finding],
    credit_list: Sequence[Credit],
    bitext: Sequence[InnerBead] | None = None,
) -> tuple[Evidence, ...]:
    """Every observation that speaks for a source language other than the article's own."""
    main = primary(article.languages.main)
    seen = [
        *_from_originals(originals),
        *left_in(article, credit_list, bitext),
        *_from_findings(article, findings, _counted(article, credit_list)),
        *_from_credits(article, credit_list),
        *_from_head(article, credit_list),
    ]
    kept = [(line, firm) for line, firm in seen if line.language and primary(line.language) not in (main, "und")]
    strong = _capped([line for line, firm in kept if firm])
    weak = _capped_together(_capped([line for line, firm in kept if not firm]))
    return (*strong, *weak)


def _from_originals(originals: Sequence[Original]) -> Iterator[Seen]:
    for original in originals:
        if original.decision == "source":
            odds = math.log(max(original.probability, 1e-6) / max(1.0 - original.probability, 1e-6))
            weight = max(_ACCEPTED, min(7.0, odds - PRIOR))
            note = f"{original.relation} of {original.id}, {original.target_coverage:.0%} of the article"
            yield Evidence("original", weight, original.id, note, primary(original.article.languages.main)), True


def _counted(article: Article, credit_list: Sequence[Credit]) -> tuple[Span, ...]:
    """Places that already have a line of their own, so that a finding there is no second witness."""
    passages = [s.span for s in article.languages.spans if s.kind != "title_or_name"]
    captions = [a.span for a in foreign_captions(article, credit_list) if a.span]
    return (*passages, *(w.span for w in article.languages.leftovers), *captions)


def _from_findings(article: Article, findings: Sequence[Finding], counted: Sequence[Span]) -> Iterator[Seen]:
    main = primary(article.languages.main)
    lexical = _lexical_kinds(findings)
    seen: set[tuple[str, str]] = set()
    spent: dict[tuple[str, str], float] = defaultdict(float)
    for finding in findings:
        explains = sorted({primary(e) for e in finding.explained_by} - {main})
        if not explains or any(finding.span.overlap(p) for p in counted):
            continue
        key = (finding.kind, finding.text.casefold())
        repeated = key in seen
        seen.add(key)
        for language in explains:
            weight = 0.9 * finding.confidence / len(explains) * (0.3 if repeated else 1.0)
            if finding.category == "boilerplate":
                weight *= 0.2 if language in FREQUENT else 0.6
            if finding.category.startswith(_HABITS):
                weight *= 0.3
            note = f"{finding.name}: this language would explain it"
            weight = min(weight, _CEILING_OF_A_KIND - spent[finding.kind, language])
            spent[finding.kind, language] += weight
            firm = finding.kind in _STRUCTURAL or (finding.kind in _LEXICAL and len(lexical[language]) >= 2)
            yield Evidence("artifact", weight, finding.text[:60], note, language, finding.span), firm


def _lexical_kinds(findings: Iterable[Finding]) -> dict[str, set[str]]:
    """Kinds of mistaken words by the language that would explain them."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        for language in finding.explained_by:
            if finding.kind in _LEXICAL:
                kinds[primary(language)].add(finding.kind)
    return kinds


def _from_credits(article: Article, credit_list: Sequence[Credit]) -> Iterator[Seen]:
    main = primary(article.languages.main)
    addresses = len({c.attribution.host for c in credit_list if c.position == "source_line"})
    for credit in credit_list:
        one, language = credit.attribution, credit.attribution.language
        if one.kind == "cited_url":
            weight = _weight_of_address(credit) / max(1, addresses)
            told = " and ".join(credit.told_by)
            line = Evidence("cited_url", weight, one.text[:80], f"language told by {told}", language, one.span)
            yield line, credit.position == "source_line"
        elif one.kind == "credit_line" and credit.position == "translated":
            yield Evidence("declared", 5.0, one.text, "the article says so", language, one.span), True
        elif one.kind == "caption_credit" and language != main:
            weight = 0.7 if language in FREQUENT else 1.2
            note = "picture credit worded in this language; the picture may come from elsewhere"
            yield Evidence("caption", weight, one.text[:60], note, language, one.span), False
        elif one.kind == "agency" and credit.position in ("dateline", "end"):
            yield Evidence("credit", 0.6, one.text, f"agency in the {credit.position}", language, one.span), False


def _weight_of_address(credit: Credit) -> float:
    """A source line with the page's own headline in its slug names what was republished; a mere host may be a reference."""
    if credit.position != "source_line":
        return 0.4 + 0.2 * (len(credit.told_by) - 1)
    return (2.8 if "slug" in credit.told_by else 1.5) + (1.0 if len(credit.told_by) > 1 else 0.0)


def _from_head(article: Article, credit_list: Sequence[Credit]) -> Iterator[Seen]:
    for credit in credit_list:
        if credit.position == "head":
            one = credit.attribution
            yield Evidence("declared", 4.0, one.text[:80], "declared in the page head", one.language), True
    for tag, _ in article.document.metadata.hreflang:
        if tag.casefold() != "x-default":
            yield Evidence("hreflang", 0.3, tag, "the page names a version in this language", primary(tag)), False


def _capped(lines: Sequence[Evidence]) -> list[Evidence]:
    """Lines scaled down so that no signal of a language exceeds its ceiling."""
    return _scaled(lines, lambda line: (line.signal, line.language or ""), lambda line: _CEILING[line.signal])


def _capped_together(lines: Sequence[Evidence]) -> list[Evidence]:
    return _scaled(lines, lambda line: ("", line.language or ""), lambda _: _CEILING_OF_WEAK)


def _scaled(
    lines: Sequence[Evidence], group: Callable[[Evidence], tuple[str, str]], ceiling: Callable[[Evidence], float]
) -> list[Evidence]:
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        totals[group(line)] += line.weight
    scaled = []
    for line in lines:
        total = totals[group(line)]
        weight = round(line.weight * min(1.0, ceiling(line) / total), 4) if total > 0 else 0.0
        if weight:
            scaled.append(replace(line, weight=weight))
    return scaled
