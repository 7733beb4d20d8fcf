"""Whatever the text: search, provenance and scores answer, within bounds, the same each time."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.provenance import trace
from audit.retrieve import Archive, decide, retrieve
from audit.retrieve.fingerprint import fingerprint, numbers_of, skeleton
from audit.retrieve.hosts import language_of_url
from audit.retrieve.urls import agreement, cited_urls, headline_tokens, slug_tokens
from audit.score import score
from audit.types import Alignment, Article, Bead, Document, Languages, LanguageSpan, Sentence, Span

PIECES = st.sampled_from(
    ["https://a.vn/b-c-d-1234567.html", "www.", "http://[", "(AFP) - ", "Theo CNN", "Ảnh: X", "\u200b", "\u202e", "😀", "ﬁ",
     "\r\n", "30.000", "30 000", "1,5", "Kiev, CNN-", "Source : ", "Traduit de l'anglais", "%E1%BA%A2", "\ud800", "e\u0301", "É"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map(" ".join)
LANGUAGES = st.sampled_from(["fr", "de", "en", "vi", "ru", "und", "zh-Hans"])


def article(text: str, language: str) -> Article:
    identity = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    half = len(text) // 2
    spans = tuple(Span(a, b) for a, b in ((0, half), (half, len(text))) if b > a)
    sentences = tuple(Sentence(i, span, "paragraph", i) for i, span in enumerate(spans))
    foreign = (LanguageSpan(spans[0], "es", 0.9, "untranslated_passage"),) if len(spans) == 2 else ()
    return Article(Document(f"sha256:{identity}", text, path=text[:8]), Languages(language, 0.9, foreign), sentences)


ARTICLES = st.builds(article, TEXTS, LANGUAGES)


@given(TEXTS)
@settings(deadline=None)
def test_addresses_and_numbers_never_fail(text: str) -> None:
    for url in cited_urls(text):
        assert url.span.of(text) == url.url
        language_of_url(url.url)
    assert all(number for number in numbers_of(text))
    skeleton(text)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_slug_agreement_is_a_share(a: str, b: str) -> None:
    slug = slug_tokens(f"https://x.org/{a}")
    assert 0.0 <= agreement(slug, headline_tokens(b)) <= 1.0
    if slug:
        assert agreement(slug, slug) >= 0.9


@given(st.lists(ARTICLES, max_size=6), ARTICLES)
@settings(deadline=None, max_examples=60)
def test_search_and_decision_hold_their_contract(pool: list[Article], query: Article) -> None:
    archive = Archive.of(pool)
    candidates = retrieve(query, archive, None, limit=3)
    assert candidates == retrieve(query, archive, None, limit=3)
    assert [c.rank for c in candidates] == list(range(1, len(candidates) + 1))
    assert all(c.article.document.id != query.document.id for c in candidates)
    alignments = [
        Alignment(c.article.document.id, (Bead((0,), (0,), 0.8, 0.9),), 0.5, 0.5)
        for c in candidates
        if query.sentences and c.article.sentences
    ]
    originals = decide(query, candidates, alignments)
    assert [o.id for o in originals] == [f"o{i}" for i in range(1, len(originals) + 1)]
    assert all(0.0 <= o.probability <= 1.0 for o in originals)
    order = [("source", "related", "rejected").index(o.decision) for o in originals]
    assert order == sorted(order)
    provenance = trace(query, originals, ())
    scores = score(query, (), provenance, originals)
    assert 0.0 <= scores.low <= scores.quality <= scores.high <= 100.0


@given(ARTICLES)
@settings(deadline=None)
def test_provenance_is_bounded_and_cites_what_stands_there(query: Article) -> None:
    found = trace(query, (), ())
    assert found == trace(query, (), ())
    assert 0.0 <= found.confidence <= 1.0
    assert (found.direct_source_language is None) == (found.verdict in ("undetermined", "original"))
    assert found.direct_source_language != query.languages.main.split("-")[0]
    for line in found.evidence:
        assert line.span is None or line.span.end <= len(query.text)
    for attribution in found.attributions:
        assert attribution.span is None or attribution.span.of(query.text) == attribution.text
    fingerprint(query)
