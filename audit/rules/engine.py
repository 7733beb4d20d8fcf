"""Run the rules over one article and settle what they found.

A rule that crashes becomes a diagnostic and the others still speak; a rule that does not
know the article's language is skipped without a word, since it has nothing to say.
Findings that mark the same defect are merged, so that an editor reads of it once.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from audit.rules.base import BeadContext, DocumentContext, Hit, Rule, covered
from audit.types import Article, Bead, Diagnostic, Finding, Original, SourceLocation, Span

__all__ = ["detect"]

_MOST_PER_RULE = 1000
"""A rule that fires more often than this on one article is cut off; the text is not prose then."""

_ASPECTS = {
    "boilerplate": "page",
    "locale/quotation": "marks",
    "fluency/punctuation": "marks",
    "fluency/spelling": "letters",
}
"""Categories about the dress of a phrase; findings about its content may share its place."""


@dataclass(frozen=True, slots=True)
class _Found:
    finding: Finding
    rule: Rule

    @property
    def aspect(self) -> str:
        return _ASPECTS.get(self.finding.category, "content")

    @property
    def worth(self) -> tuple[float, int, int, str]:
        """Order of preference: surer, graver, narrower; the code only breaks ties."""
        f = self.finding
        return (-f.confidence, -f.severity.rank, len(f.span), f.code)


def detect(
    article: Article, originals: Sequence[Original], rules: Iterable[Rule]
) -> tuple[tuple[Finding, ...], tuple[Diagnostic, ...]]:
    """All findings of ``rules`` on ``article``, in text order, and what could not be run.

    ``originals`` may hold rejected ones; only those decided to be sources are compared with.
    """
    sources = tuple(o for o in originals if o.decision == "source")
    context = DocumentContext.of(article, sources)
    beads = tuple(_beads(article, sources))
    found: list[_Found] = []
    diagnostics: list[Diagnostic] = []
    for rule in sorted(rules, key=lambda r: r.code):
        if not rule.speaks(article.languages.main):
            continue
        contexts: Sequence[DocumentContext | BeadContext] = (context,) if rule.scope == "document" else beads
        mine, trouble = _play(rule, contexts, article)
        found += mine
        diagnostics += trouble
    kept = _settle(_admissible(found, article))
    return tuple(_fingerprinted(f.finding for f in kept)), tuple(diagnostics)


def _play(
    rule: Rule, contexts: Sequence[DocumentContext | BeadContext], article: Article
) -> tuple[list[_Found], list[Diagnostic]]:
    found: list[_Found] = []
    try:
        hits = ((hit, context) for context in contexts for hit in _check(rule, context))
        for hit, context in islice(hits, _MOST_PER_RULE + 1):
            found.append(_Found(_finding(rule, hit, context, article), rule))
    except Exception as error:  # noqa: BLE001 - one broken rule must not silence the others
        reason = f"{rule.code} {rule.name}: {type(error).__name__}: {error}"
        return [], [Diagnostic("rules", "failed", reason)]
    if len(found) > _MOST_PER_RULE:
        reason = f"{rule.code} {rule.name}: only the first {_MOST_PER_RULE} findings are listed"
        return found[:_MOST_PER_RULE], [Diagnostic("rules", "degraded", reason)]
    return found, []


def _check(rule: Rule, context: DocumentContext | BeadContext) -> Iterator[Hit]:
    if isinstance(context, DocumentContext) and rule.document_check is not None:
        return rule.document_check(context)
    if isinstance(context, BeadContext) and rule.bead_check is not None:
        return rule.bead_check(context)
    raise TypeError(f"a {rule.scope} rule without its check")


def _finding(rule: Rule, hit: Hit, context: DocumentContext | BeadContext, article: Article) -> Finding:
    quote = hit.span.of(article.text)
    if not quote.strip():
        raise ValueError(f"an empty mark at {hit.span.start}")
    return Finding(
        code=rule.code,
        name=rule.name,
        category=hit.category or rule.category,
        kind=hit.kind or rule.kind,
        severity=hit.severity or rule.severity,
        confidence=rule.confidence if hit.confidence is None else hit.confidence,
        span=hit.span,
        text=quote,
        message=hit.message,
        suggestion=hit.suggestion,
        source=_counterpart(hit, context),
        explained_by=tuple(sorted(set(hit.explained_by))),
    )


def _counterpart(hit: Hit, context: DocumentContext | BeadContext) -> SourceLocation | None:
    if hit.source_span is None or isinstance(context, DocumentContext):
        return None
    quote = hit.source_span.of(context.original.article.text)
    return SourceLocation(context.original.id, hit.source_span, quote)


def _beads(article: Article, sources: Sequence[Original]) -> Iterator[BeadContext]:
    """Beads worth comparing; a sentence that several originals carry speaks for the best one only."""
    owner: dict[int, str] = {}
    for original in sorted(sources, key=lambda o: o.rank):
        for bead in original.alignment.beads if original.alignment else ():
            if not bead.target or not bead.source:
                continue
            if any(owner.get(index, original.id) != original.id for index in bead.target):
                continue
            context = _bead_context(article, original, bead)
            if context is None:
                continue
            owner.update((index, original.id) for index in bead.target)
            yield context


def _bead_context(article: Article, original: Original, bead: Bead) -> BeadContext | None:
    """The bead's two sides, or ``None`` when the target side is furniture or left in the original's words."""
    sentences, others = article.sentences, original.article.sentences
    if all(sentences[i].block == "furniture" for i in bead.target):
        return None
    target = Span(sentences[bead.target[0]].span.start, sentences[bead.target[-1]].span.end)
    source = Span(others[bead.source[0]].span.start, others[bead.source[-1]].span.end)
    foreign = tuple(s.span for s in article.languages.spans)
    letters = sum(len(sentences[i].span) for i in bead.target)
    if sum(covered(sentences[i].span, foreign) for i in bead.target) * 2 > letters:
        return None
    return BeadContext(
        article,
        original,
        bead,
        target,
        source,
        target_language=article.languages.main.split("-")[0],
        source_language=original.article.languages.main.split("-")[0],
    )


def _admissible(found: list[_Found], article: Article) -> list[_Found]:
    """Without findings inside foreign words that belong there, or inside a passage reported whole."""
    proper = tuple(s.span for s in article.languages.spans if s.kind in ("quotation", "title_or_name"))
    whole = [f.finding for f in found if f.finding.kind == "untranslated-passage"]
    passages = _disjoint(w.span for w in whole)

    def admitted(item: _Found) -> bool:
        span = item.finding.span
        if item.finding.kind == "untranslated-passage":
            return True
        if not item.rule.sees_foreign and covered(span, proper) == len(span):
            return False
        return covered(span, passages) < len(span)

    return [item for item in found if admitted(item)]


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _settle(found: list[_Found]) -> list[_Found]:
    """One finding for each defect: of those about the same stretch the best, with what the others knew."""
    order = sorted(found, key=lambda f: (f.finding.span, f.worth))
    groups: list[list[_Found]] = []
    open_groups: list[list[_Found]] = []
    for item in order:
        start = item.finding.span.start
        open_groups = [g for g in open_groups if max(m.finding.span.end for m in g) > start]
        home = next((g for g in open_groups if any(_same_defect(item, member) for member in g)), None)
        if home is None:
            home = []
            groups.append(home)
            open_groups.append(home)
        home.append(item)
    kept = [_merged(group) for group in groups]
    return sorted(kept, key=lambda f: (f.finding.span, f.finding.code))


def _same_defect(a: _Found, b: _Found) -> bool:
    if a.aspect != b.aspect:
        return False
    one, two = a.finding.span, b.finding.span
    shared = one.overlap(two)
    shorter, longer = sorted((len(one), len(two)))
    return shared > 0 and shared * 2 >= shorter and shared * 4 >= longer


def _merged(group: list[_Found]) -> _Found:
    best, *others = sorted(group, key=lambda f: f.worth)
    if not others:
        return best
    finding = best.finding
    doubt = 1.0 - finding.confidence
    # What the original says is better advice than what a rule without it supposes.
    advised = next((m.finding.suggestion for m in (best, *others) if m.finding.source and m.finding.suggestion), None)
    for other in others:
        told = other.finding
        if other.rule.scope != best.rule.scope:
            doubt *= 1.0 - told.confidence
        finding = replace(
            finding,
            source=finding.source or told.source,
            suggestion=advised or finding.suggestion or told.suggestion,
            explained_by=tuple(sorted({*finding.explained_by, *told.explained_by})),
        )
    confidence = finding.confidence if doubt == 1.0 - best.finding.confidence else min(0.99, 1.0 - doubt)
    return _Found(replace(finding, confidence=round(confidence, 4)), best.rule)


def _fingerprinted(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Name each finding by what it says, not by where it stands, so that edits elsewhere leave it alone."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        quote = " ".join(unicodedata.normalize("NFKC", finding.text).casefold().split())
        ordinal = seen[finding.code, quote]
        seen[finding.code, quote] += 1
        told = f"{finding.code}\0{quote}\0{ordinal}".encode("utf-8", "surrogatepass")
        yield replace(finding, fingerprint=hashlib.sha256(told).hexdigest()[:16])
