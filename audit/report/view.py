"""Audit → what the page's template shows: numbered cards, marked blocks, sentence pairs."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from audit.report.marks import Mark, Piece, Tag, cut, within
from audit.report.side_by_side import PairTable, pair_table
from audit.types import Article, Audit, Evidence, Finding, InnerBead, Original, Severity, SourceLocation, Span

__all__ = ["Block", "Card", "Twin", "View", "Way", "headline", "name_of", "safe_link", "view", "visible"]

MOST_NAMED = 12
"""Invisible characters named in one quotation."""
MOST_AROUND = 140
"""Characters shown on either side of what a finding points at."""


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with its number in the text and the language of its quotation."""

    number: int
    finding: Finding
    quote: str
    """Its text; characters without a shape are named: ``U+200B``."""
    language: str
    source_language: str | None
    context: tuple[str, str, str] | None = None
    """What it points at in the original, between what stands before and after it in the sentence."""
    row: str = ""
    """Anchor of its row in the side-by-side view; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading … of the article with its marks."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """A passage in another language and its own translation, both in the article."""

    bead: InnerBead
    passage: str
    translation: str
    passage_at: str
    """Anchor in the text."""
    translation_at: str


@dataclass(frozen=True, slots=True)
class Way:
    """One station of the text's probable way."""

    language: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class View:
    """Everything the template loops over, so that it holds no logic."""

    title: str | None
    title_language: str
    blocks: tuple[Block, ...]
    cards: tuple[tuple[Severity, tuple[Card, ...]], ...]
    pair_tables: tuple[PairTable, ...]
    shown_originals: tuple[Original, ...]
    rejected_originals: tuple[Original, ...]
    way: tuple[Way, ...]
    ledger: tuple[Evidence, ...]
    twins: tuple[Twin, ...]


def view(audit: Audit) -> View:
    """Arrange an audit for the page. Pure; the template adds words and escapes."""
    article = audit.article
    numbered = tuple(enumerate(sorted(audit.findings, key=lambda f: (f.span, -f.severity.rank, f.code)), 1))
    marks = tuple(Mark(number, finding.span, finding.severity) for number, finding in numbered)
    twins = tuple(_twin(article, number, bead) for number, bead in enumerate(audit.bitext, 1))
    tables = tuple(
        pair_table(audit, original, number, marks, numbered)
        for number, original in enumerate((o for o in audit.originals if _is_shown(o)), 1)
    )
    title, title_language = headline(article)
    chain = audit.provenance.chain
    return View(
        title,
        title_language,
        _blocks(article, marks, _twin_tags(audit)),
        _cards(audit, numbered, tables),
        tables,
        tuple(original for original in audit.originals if original.decision != "rejected"),
        tuple(original for original in audit.originals if original.decision == "rejected"),
        tuple(Way(language, index == len(chain) - 1) for index, language in enumerate(chain)),
        tuple(sorted(audit.provenance.evidence, key=lambda e: (-abs(e.weight), e.signal))),
        twins,
    )


def visible(text: str) -> str:
    """``text``, or the code points of one in which there is nothing to see."""
    if all(unicodedata.category(character)[0] in "CZ" for character in text):
        return " ".join(f"U+{ord(character):04X}" for character in text[:MOST_NAMED])
    return text


def safe_link(address: str | None) -> str | None:
    """``address`` if a browser may open it (http and https only), else ``None``."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return address.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def name_of(article: Article) -> str:
    """What to call an article in a sentence: its headline, else where it lies."""
    title, _ = headline(article)
    document = article.document
    return " ".join(title.split()) if title else document.path or document.url or document.id


def _is_shown(original: Original) -> bool:
    return original.decision != "rejected" and original.alignment is not None


def headline(article: Article) -> tuple[str | None, str]:
    """Declared title, else the first heading, with its language; ``None`` when there is neither."""
    language = article.languages.main
    if article.document.title:
        return article.document.title, language
    for sentence in article.sentences:
        if sentence.block == "heading":
            return sentence.span.of(article.text), _language_at(article, sentence.span)
    return None, language


def _language_at(article: Article, span: Span) -> str:
    for passage in article.languages.spans:
        if passage.span.contains(span):
            return passage.language
    return article.languages.main


def _cards(
    audit: Audit, numbered: Sequence[tuple[int, Finding]], tables: Sequence[PairTable]
) -> tuple[tuple[Severity, tuple[Card, ...]], ...]:
    originals = {original.id: original.article for original in audit.originals}
    rows = {number: row.id for table in tables for row in table.rows for number in row.points}
    cards: Mapping[Severity, list[Card]] = defaultdict(list)
    for number, finding in numbered:
        there = originals.get(finding.source.original) if finding.source else None
        cards[finding.severity].append(
            Card(
                number,
                finding,
                visible(finding.text),
                _language_at(audit.article, finding.span),
                there.languages.main if there else None,
                _context(there, finding.source) if there and finding.source else None,
                rows.get(number, ""),
            )
        )
    return tuple((severity, tuple(cards[severity])) for severity in reversed(Severity) if cards[severity])


def _context(original: Article, source: SourceLocation) -> tuple[str, str, str]:
    """The place in its sentence, cut to what helps to recognise it."""
    span, text = source.span, original.text
    first = bisect_right(original.sentences, span.start, key=lambda s: s.span.end)
    last = max(first, bisect_left(original.sentences, span.end, key=lambda s: s.span.start))
    around = [s.span for s in original.sentences[first:last]]
    start = min([s.start for s in around[:1]] + [span.start])
    end = max([s.end for s in around[-1:]] + [span.end])
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > MOST_AROUND:
        before = "…" + before[-MOST_AROUND:]
    if len(after) > MOST_AROUND:
        after = after[:MOST_AROUND] + "…"
    return before, source.text, after


def _whole(article: Article, indices: Sequence[int]) -> Span:
    return Span(article.sentences[indices[0]].span.start, article.sentences[indices[-1]].span.end)


def _twin(article: Article, number: int, bead: InnerBead) -> Twin:
    passage, translation = _whole(article, bead.source), _whole(article, bead.target)
    return Twin(bead, passage.of(article.text), translation.of(article.text), f"b{number}s", f"b{number}t")


def _twin_tags(audit: Audit) -> list[Tag]:
    tags = []
    for number, bead in enumerate(audit.bitext, 1):
        here, there = f"b{number}s", f"b{number}t"
        tags.append(Tag(f"b{number}", _whole(audit.article, bead.source), "twin", here, there))
        tags.append(Tag(f"b{number}", _whole(audit.article, bead.target), "twin", there, here))
    return tags


def _regions(article: Article) -> list[tuple[str, Span]]:
    """Blocks made of neighbouring sentences; text that no sentence holds becomes one too."""
    regions: list[tuple[str, Span]] = []
    at = 0
    for (_, kind), group in groupby(article.sentences, key=lambda s: (s.block_index, s.block)):
        sentences = list(group)
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        regions += _loose(article.text, at, span.start)
        regions.append((kind, span))
        at = span.end
    return regions + _loose(article.text, at, len(article.text))


def _loose(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    found = []
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            found.append(("paragraph", Span(start, start + len(line))))
        start += len(line)
    return found


def _blocks(article: Article, marks: Sequence[Mark], tags: Sequence[Tag]) -> tuple[Block, ...]:
    regions = _regions(article)
    edges = [edge for _, span in regions for edge in (span.start, span.end)]
    pieces = cut(article.text, marks, article.languages.spans, edges, tags)
    return tuple(Block(kind, within(pieces, span)) for kind, span in regions)
