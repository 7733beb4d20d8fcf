"""Audits of any shape, for Hypothesis: hostile text, spans anywhere, everything optional."""

from __future__ import annotations

import itertools
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from audit.types import (
    Alignment,
    Article,
    Attribution,
    Audit,
    Bead,
    Diagnostic,
    Document,
    Evidence,
    Finding,
    HeadMetadata,
    InnerBead,
    Languages,
    LanguageSpan,
    Leftover,
    Link,
    Omission,
    Original,
    Provenance,
    Scores,
    Sentence,
    Severity,
    Share,
    Sibling,
    SourceLocation,
    Span,
)

__all__ = ["audits", "texts"]

_ALPHABET = st.one_of(
    st.characters(),
    st.sampled_from("\ud800\udfff\x00\x1b\u202e\u2066\u200b\ufeff\ufffe\r\n\t 🚧ש<>&\"'=+@{}%:,"),
)
texts = st.text(_ALPHABET, max_size=80)
_languages = st.sampled_from(["fr", "de", "vi", "pt-BR", "zh-Hans", "und"])
_shares = st.floats(0, 1)
_numbers = st.floats(-20, 20)
_blocks = st.sampled_from(["heading", "lead", "paragraph", "caption", "furniture"])
_maybe_text = st.none() | texts


@st.composite
def _spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return Span(start, draw(st.integers(start, len(text))))


@st.composite
def _tiles(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return tuple(Span(a, b) for a, b in itertools.pairwise(cuts))


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    text = draw(texts)
    sentences = tuple(
        Sentence(i, span, draw(_blocks), draw(st.integers(0, 2))) for i, span in enumerate(draw(_tiles(text)))
    )
    kinds = st.sampled_from(["untranslated_passage", "quotation", "title_or_name", "caption", "furniture"])
    passages = tuple(
        LanguageSpan(span, draw(_languages), draw(_shares), draw(kinds), draw(st.none() | _languages), draw(texts))
        for span in draw(_tiles(text))
    )
    leftovers = tuple(Leftover(span, draw(_languages), draw(_shares)) for span in draw(_tiles(text)))
    document = Document(
        "sha256:" + "0" * 64,
        text,
        draw(_maybe_text),
        draw(st.none() | st.integers(1, 10_000)),
        draw(_maybe_text),
        draw(_maybe_text),
        draw(st.none() | st.datetimes()),
        draw(st.none() | _languages),
        draw(st.sampled_from(["text/plain", "text/html"])),
        anchors=draw(st.sampled_from([(), ((0, 10), (len(text), 10 + len(text)))])),
        metadata=draw(st.builds(HeadMetadata, canonical=_maybe_text, authors=st.lists(texts, max_size=2).map(tuple))),
    )
    return Article(document, Languages(draw(_languages), draw(_shares), passages, leftovers, draw(texts)), sentences)


@st.composite
def _evidence(draw: st.DrawFn, text: str) -> Evidence:
    span = draw(_spans(text)) if draw(st.booleans()) else None
    return Evidence(draw(texts), draw(_numbers), draw(texts), draw(texts), draw(st.none() | _languages), span)


@st.composite
def _alignments(draw: st.DrawFn, article: Article, original: Article) -> Alignment | None:
    if not article.sentences or not original.sentences or draw(st.booleans()):
        return None
    ours = draw(st.lists(st.integers(0, len(article.sentences) - 1), unique=True, max_size=4))
    theirs = st.lists(st.integers(0, len(original.sentences) - 1), unique=True, min_size=1, max_size=2)
    kinds = st.sampled_from(["direct", "split", "merged", "moved", "condensed"])
    beads = tuple(
        Bead(
            (index,),
            tuple(sorted(draw(theirs))),
            draw(_numbers),
            draw(_shares),
            draw(st.none() | _numbers),
            draw(kinds),
            runner_up_gap=draw(st.none() | _numbers),
            links=tuple(
                Link(draw(_spans(article.text)), draw(_spans(original.text)), draw(_numbers))
                for _ in range(draw(st.integers(0, 2)))
            ),
        )
        for index in sorted(ours)
    )
    return Alignment(original.document.id, beads, draw(_shares), draw(_shares), draw(_shares))


@st.composite
def _originals(draw: st.DrawFn, article: Article, rank: int) -> Original:
    other = draw(_articles())
    return Original(
        f"o{rank}",
        rank,
        other,
        draw(st.sampled_from(["source", "related", "rejected"])),
        draw(st.sampled_from(["translation", "partial-translation", "adaptation", "common-source", "same-event"])),
        draw(_shares),
        draw(_numbers),
        draw(_shares),
        draw(_shares),
        tuple(draw(st.lists(_evidence(article.text), max_size=3))),
        draw(_alignments(article, other)),
    )


@st.composite
def _findings(draw: st.DrawFn, article: Article, originals: tuple[Original, ...]) -> Finding:
    span = draw(_spans(article.text))
    source = None
    if originals and draw(st.booleans()):
        original = draw(st.sampled_from(originals))
        there = draw(_spans(original.article.text))
        source = SourceLocation(original.id, there, there.of(original.article.text))
    return Finding(
        draw(st.sampled_from(["AC001", "LO002", "DM010"])), "a-name", "accuracy/mistranslation", "kind",
        draw(st.sampled_from(Severity)), draw(_shares), span, span.of(article.text), draw(texts), draw(_maybe_text),
        source, tuple(draw(st.lists(_languages, max_size=2))), draw(texts),
    )  # fmt: skip


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    """Any audit that the types allow."""
    article = draw(_articles())
    originals: tuple[Original, ...] = tuple(
        draw(_originals(article, rank)) for rank in range(1, draw(st.integers(0, 2)) + 1)
    )
    omitted = tuple(
        Omission(original.id, draw(_spans(original.article.text)), draw(_numbers)) for original in originals[:1]
    )
    inner: Any = st.sampled_from(["left_in", "quotation", "notice", "bilingual", "unclear"])
    kinds: Any = st.sampled_from(["cited_url", "agency", "credit_line", "caption_credit", "declared"])
    attributions = draw(
        st.lists(st.builds(Attribution, kinds, st.none(), texts, _maybe_text, st.none() | _languages), max_size=2)
    )
    return Audit(
        article,
        originals,
        draw(_tiles(article.text)),
        omitted,
        tuple(draw(st.lists(_findings(article, originals), max_size=5))),
        MappingProxyType({"profile": draw(st.integers(0, 5)), "suppressed": 0}),
        Provenance(
            draw(st.sampled_from(["translation", "adaptation", "original", "undetermined"])),
            draw(st.none() | _languages),
            tuple(draw(st.lists(_languages, max_size=3))),
            draw(st.none() | _languages),
            draw(_shares),
            tuple(attributions),
            tuple(draw(st.lists(_evidence(article.text), max_size=3))),
        ),
        Scores(draw(st.floats(0, 1e6)), draw(st.floats(0, 100)), 0.0, 100.0, draw(st.none() | _shares)),
        tuple(draw(st.lists(st.builds(Sibling, texts, st.floats(0, 100), texts), max_size=2))),
        tuple(
            draw(
                st.lists(
                    st.builds(Diagnostic, texts, st.sampled_from(["skipped", "failed", "degraded"]), texts), max_size=2
                )
            )
        ),
        draw(texts),
        tuple(
            InnerBead((index,), (index,), draw(_languages), draw(_numbers), draw(_shares), draw(inner))
            for index in range(min(2, len(article.sentences)))
        ),
        draw(st.none() | st.builds(Share, _shares, _shares, _shares)),
    )
