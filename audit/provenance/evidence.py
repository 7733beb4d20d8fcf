"""What speaks for which direct source language: one ledger line per observation, in log-odds.

Observations of one kind hang together (ten words left in by one bad engine are not ten
witnesses), so every kind has a ceiling and its lines are scaled down to meet it. Grammar
errors say nothing about a source language and are never counted: only findings whose rule
names the languages that would explain the artifact are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from audit.provenance.attribution import Credit
from audit.retrieve.fingerprint import numbers_of, skeletons
from audit.types import Article, Attribution, Evidence, Finding, LanguageSpan, Original, Span

__all__ = ["PRIOR", "primary", "source_evidence"]

PRIOR = -2.0
"""Log-odds, for each language, that an article was translated from it, before anything is seen."""

_CEILING = {
    "original": 7.0,
    "residue": 5.0,
    "leftover": 2.5,
    "artifact": 3.0,
    "cited_url": 4.0,
    "declared": 6.0,
    "credit": 1.5,
}
_CEILING_OF_A_KIND = 1.5
"""For findings of one kind: they may share one mistaken rule."""
_ACCEPTED = 2.3
"""Least weight of an original that was accepted: the verdict follows the decision, its confidence the probability."""
_HABITS = ("fluency/punctuation", "locale/", "fluency/spelling")
"""Habits of writing that careless authors share with several languages."""
_FREQUENT = frozenset({"en"})
"""Languages whose words stand in anybody's articles: their single words and page furniture count half."""


def source_evidence(
    article: Article, originals: Sequence[Original], findings: Sequence[Finding], credit_list: Sequence[Credit]
) -> tuple[Evidence, ...]:
    """Every observation that speaks for a source language other than the article's own."""
    main = primary(article.languages.main)
    own_captions = _foreign_captions(article, credit_list)
    lines = [
        *_from_originals(originals),
        *_from_passages(article, own_captions),
        *_from_leftovers(article, own_captions),
        *_from_findings(article, findings, _counted(article, credit_list)),
        *_from_credits(article, credit_list),
        *_from_head(article, credit_list),
    ]
    kept = [line for line in lines if line.language and primary(line.language) not in (main, "und")]
    return tuple(_capped(kept))


def _from_originals(originals: Sequence[Original]) -> Iterator[Evidence]:
    for original in originals:
        if original.decision == "source":
            odds = math.log(max(original.probability, 1e-6) / max(1.0 - original.probability, 1e-6))
            weight = max(_ACCEPTED, min(7.0, odds - PRIOR))
            note = f"{original.relation} of {original.id}, {original.target_coverage:.0%} of the article"
            yield Evidence("original", weight, original.id, note, primary(original.article.languages.main))


def _foreign_captions(article: Article, credit_list: Sequence[Credit]) -> tuple[Attribution, ...]:
    """Picture credits worded in another language than the article's."""
    main = primary(article.languages.main)
    captions = [c.attribution for c in credit_list if c.attribution.kind == "caption_credit" and c.attribution.span]
    return tuple(a for a in captions if a.language and primary(a.language) != main)


def _is_told(span: Span, language: str, captions: Sequence[Attribution]) -> bool:
    """Whether a picture credit at this place already speaks for this language."""
    return any(a.span and a.span.overlap(span) and primary(a.language or "") == language for a in captions)


def _from_passages(article: Article, captions: Sequence[Attribution]) -> Iterator[Evidence]:
    for span in article.languages.spans:
        language = primary(span.language)
        if span.kind == "untranslated_passage":
            words = len(span.span.of(article.text).split())
            weight = min(3.8, 1.8 + 0.15 * words) * span.probability
            rendered = _rendered_beside(article, span)
            note = "left in beside its own translation" if rendered else "passage left untranslated"
            yield Evidence(
                "residue", weight + (1.0 if rendered else 0.0), _quote(article, span), note, language, span.span
            )
        elif span.kind in ("caption", "furniture") and not _is_told(span.span, language, captions):
            share = 0.5 if language in _FREQUENT else 1.0
            note = "caption left in" if span.kind == "caption" else "page furniture in another language"
            yield Evidence("residue", 1.5 * share * span.probability, _quote(article, span), note, language, span.span)


def _rendered_beside(article: Article, passage: LanguageSpan) -> bool:
    """Whether the text right after (or before) repeats the passage's figures and names: bitext inside the article."""
    inside = passage.span.of(article.text)
    length = max(120, 2 * len(inside))
    after = article.text[passage.span.end : passage.span.end + length]
    before = article.text[max(0, passage.span.start - length) : passage.span.start]
    numbers, names = {n for n in numbers_of(inside) if len(n) >= 2}, skeletons(inside)
    for beside in (after, before):
        shared = numbers & set(numbers_of(beside))
        if len(shared) + len(names & skeletons(beside)) >= 2 or any(len(n) >= 4 for n in shared):
            return True
    return False


def _from_leftovers(article: Article, captions: Sequence[Attribution]) -> Iterator[Evidence]:
    weights = {"word": 0.9, "compound": 1.3, "genitive": 1.3, "caption_tag": 1.3}
    for leftover in article.languages.leftovers:
        language = primary(leftover.language)
        if _is_told(leftover.span, language, captions):
            continue
        weight = weights[leftover.kind] * leftover.probability * (0.4 if language in _FREQUENT else 1.0)
        text = leftover.span.of(article.text)
        yield Evidence("leftover", weight, text, f"{leftover.kind} left in", language, leftover.span)


def _counted(article: Article, credit_list: Sequence[Credit]) -> tuple[Span, ...]:
    """Places that already have a line of their own, so that a finding there is no second witness."""
    passages = [s.span for s in article.languages.spans if s.kind != "title_or_name"]
    captions = [a.span for a in _foreign_captions(article, credit_list) if a.span]
    return (*passages, *(w.span for w in article.languages.leftovers), *captions)


def _from_findings(article: Article, findings: Iterable[Finding], counted: Sequence[Span]) -> Iterator[Evidence]:
    main = primary(article.languages.main)
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
                weight *= 0.2 if language in _FREQUENT else 0.6
            if finding.category.startswith(_HABITS):
                weight *= 0.3
            note = f"{finding.name}: this language would explain it"
            weight = min(weight, _CEILING_OF_A_KIND - spent[finding.kind, language])
            spent[finding.kind, language] += weight
            yield Evidence("artifact", weight, finding.text[:60], note, language, finding.span)


def _from_credits(article: Article, credit_list: Sequence[Credit]) -> Iterator[Evidence]:
    main = primary(article.languages.main)
    addresses = len({c.attribution.host for c in credit_list if c.position == "source_line"})
    for credit in credit_list:
        one, language = credit.attribution, credit.attribution.language
        if one.kind == "cited_url":
            weight = _weight_of_address(credit) / max(1, addresses)
            told = " and ".join(credit.told_by)
            yield Evidence("cited_url", weight, one.text[:80], f"language told by {told}", language, one.span)
        elif one.kind == "credit_line" and credit.position == "translated":
            yield Evidence("declared", 5.0, one.text, "the article says so", language, one.span)
        elif one.kind == "caption_credit" and language != main:
            weight = 1.2 if language in _FREQUENT else 2.2
            yield Evidence(
                "residue", weight, one.text[:60], "picture credit worded in this language", language, one.span
            )
        elif one.kind == "agency" and credit.position in ("dateline", "end"):
            yield Evidence("credit", 0.6, one.text, f"agency in the {credit.position}", language, one.span)


def _weight_of_address(credit: Credit) -> float:
    """A source line with the page's own headline in its slug names what was republished; a mere host may be a reference."""
    if credit.position != "source_line":
        return 0.4 + 0.2 * (len(credit.told_by) - 1)
    return (2.8 if "slug" in credit.told_by else 1.5) + (1.0 if len(credit.told_by) > 1 else 0.0)


def _from_head(article: Article, credit_list: Sequence[Credit]) -> Iterator[Evidence]:
    for credit in credit_list:
        if credit.position == "head":
            yield Evidence(
                "declared", 4.0, credit.attribution.text[:80], "declared in the page head", credit.attribution.language
            )
    for tag, _ in article.document.metadata.hreflang:
        if tag.casefold() != "x-default":
            yield Evidence("declared", 0.3, tag, "the page names a version in this language", primary(tag))


def _capped(lines: Sequence[Evidence]) -> Iterator[Evidence]:
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        totals[line.signal, line.language or ""] += line.weight
    for line in lines:
        total = totals[line.signal, line.language or ""]
        factor = min(1.0, _CEILING[line.signal] / total) if total > 0 else 0.0
        weight = round(line.weight * factor, 4)
        if weight:
            yield replace(line, weight=weight)


def _quote(article: Article, span: LanguageSpan) -> str:
    text = " ".join(span.span.of(article.text)[:200].split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def primary(language: str) -> str:
    """Primary subtag: ``pt-BR`` → ``pt``."""
    return language.partition("-")[0].casefold()
