"""Audit → what the page's template shows: numbered cards, marked blocks, sentence pairs."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from audit.report.marks import Mark, Piece, cut, within
from audit.types import Article, Audit, Evidence, Finding, Original, Sentence, Severity, Span

__all__ = ["Block", "Card", "Pair", "PairTable", "View", "Way", "headline", "name_of", "safe_link", "view", "visible"]

MOST_NAMED = 12
"""Invisible characters named in one quotation."""


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with its number in the text and the language of its quotation."""

    number: int
    finding: Finding
    quote: str
    """Its text; characters without a shape are named: ``U+200B``."""
    language: str
    source_language: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading … of the article with its marks."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the side-by-side view; a side may be empty."""

    kind: str
    """A bead kind, or ``unsupported``, ``omitted``, ``uncarried``."""
    article: tuple[Piece, ...]
    original: str
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class PairTable:
    """Article and one original, sentence by sentence, in the article's order."""

    original: Original
    rows: tuple[Pair, ...]


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


def view(audit: Audit) -> View:
    """Arrange an audit for the page. Pure; the template adds words and escapes."""
    article = audit.article
    numbered = tuple(enumerate(sorted(audit.findings, key=lambda f: (f.span, -f.severity.rank, f.code)), 1))
    marks = tuple(Mark(number, finding.span, finding.severity) for number, finding in numbered)
    title, title_language = headline(article)
    chain = audit.provenance.chain
    return View(
        title,
        title_language,
        _blocks(article, marks),
        _cards(audit, numbered),
        tuple(_pairs(audit, original, marks) for original in audit.originals if _is_shown(original)),
        tuple(original for original in audit.originals if original.decision != "rejected"),
        tuple(original for original in audit.originals if original.decision == "rejected"),
        tuple(Way(language, index == len(chain) - 1) for index, language in enumerate(chain)),
        tuple(sorted(audit.provenance.evidence, key=lambda e: (-abs(e.weight), e.signal))),
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


def _cards(audit: Audit, numbered: Sequence[tuple[int, Finding]]) -> tuple[tuple[Severity, tuple[Card, ...]], ...]:
    languages = {original.id: original.article.languages.main for original in audit.originals}
    cards: Mapping[Severity, list[Card]] = defaultdict(list)
    for number, finding in numbered:
        source_language = languages.get(finding.source.original) if finding.source else None
        cards[finding.severity].append(
            Card(number, finding, visible(finding.text), _language_at(audit.article, finding.span), source_language)
        )
    return tuple((severity, tuple(cards[severity])) for severity in reversed(Severity) if cards[severity])


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


def _blocks(article: Article, marks: Sequence[Mark]) -> tuple[Block, ...]:
    regions = _regions(article)
    edges = [edge for _, span in regions for edge in (span.start, span.end)]
    pieces = cut(article.text, marks, article.languages.spans, edges)
    return tuple(Block(kind, within(pieces, span)) for kind, span in regions)


def _pairs(audit: Audit, original: Original, marks: Sequence[Mark]) -> PairTable:
    article, alignment = audit.article, original.alignment
    assert alignment is not None
    sentences, there = article.sentences, original.article.sentences
    edges = [edge for sentence in sentences for edge in (sentence.span.start, sentence.span.end)]
    pieces = cut(article.text, marks, article.languages.spans, edges)
    bead_at = {bead.target[0]: bead for bead in alignment.beads if bead.target}
    in_beads = {index for bead in alignment.beads for index in bead.target}
    leftover = _leftover(audit, original)
    unsupported = set(audit.unsupported)
    rows: list[Pair] = [pair for _, pair in leftover.get(-1, ())]
    for sentence in sentences:
        if bead := bead_at.get(sentence.index):
            ours = tuple(piece for index in bead.target for piece in within(pieces, sentences[index].span))
            theirs = " ".join(there[index].span.of(original.article.text) for index in bead.source)
            rows.append(Pair(bead.kind, ours, theirs, bead.similarity))
            rows += [pair for index in bead.source for _, pair in leftover.pop(index, ())]
        elif sentence.index not in in_beads and sentence.block != "furniture":
            kind = "unsupported" if sentence.span in unsupported else "uncarried"
            rows.append(Pair(kind, within(pieces, sentence.span), ""))
    return PairTable(original, tuple(rows))


def _leftover(audit: Audit, original: Original) -> dict[int, list[tuple[int, Pair]]]:
    """Sentences of the original outside every bead, by the last aligned sentence before them."""
    assert original.alignment is not None
    aligned = sorted({index for bead in original.alignment.beads for index in bead.source})
    omitted = [omission.span for omission in audit.omitted if omission.original == original.id]
    found: dict[int, list[tuple[int, Pair]]] = defaultdict(list)
    for sentence in original.article.sentences:
        at = bisect_right(aligned, sentence.index) - 1
        before = aligned[at] if at >= 0 else -1
        if before == sentence.index:
            continue
        kind = "omitted" if _is_omitted(sentence, omitted) else "uncarried"
        if kind == "omitted" or sentence.block != "furniture":
            text = sentence.span.of(original.article.text)
            found[before].append((sentence.index, Pair(kind, (), text)))
    return found


def _is_omitted(sentence: Sentence, omitted: Sequence[Span]) -> bool:
    return any(span.overlap(sentence.span) for span in omitted)
