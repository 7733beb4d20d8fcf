"""Findings learn which word of the original they are about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings

from audit.align.links import words
from audit.encode.protocol import TokenVectors, Vectors
from audit.rules.pointing import point
from audit.types import Article, Audit, Finding, Original, Severity, SourceLocation, Span
from tests.report_samples import full_audit
from tests.report_strategies import audits

GLOSSARY = {"kanzler": "chancelier", "brücke": "pont", "gestern": "hier"}


class Toy:
    """Words with one meaning have one direction, all others their own."""

    id, dimensions, languages = "toy", 128, None

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), self.dimensions), np.float32)

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        return tuple(self._one(text) for text in texts)

    def _one(self, text: str) -> TokenVectors:
        spans = words(text)
        rows = np.zeros((len(spans), self.dimensions), np.float32)
        for k, span in enumerate(spans):
            word = GLOSSARY.get(span.of(text).casefold(), span.of(text).casefold())
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            rows[k] = np.random.default_rng(seed).standard_normal(self.dimensions)
        return TokenVectors(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), spans)


def bead_of_two(target: str, source: str) -> tuple[Article, Original]:
    """One sentence on either side, aligned."""
    audit = full_audit()
    original = audit.originals[0]
    assert original.alignment is not None

    def one(text: str, like: Article) -> Article:
        sentence = replace(like.sentences[0], span=Span(0, len(text)))
        return replace(like, document=replace(like.document, text=text), sentences=(sentence,))

    bead = replace(original.alignment.beads[0], target=(0,), source=(0,))
    aligned = replace(original.alignment, beads=(bead,))
    return one(target, audit.article), replace(original, article=one(source, original.article), alignment=aligned)


def finding(article: Article, quote: str, **changes: object) -> Finding:
    start = article.text.index(quote)
    made = Finding(
        "AC102", "x", "accuracy/mistranslation", "homograph-sense", Severity.MAJOR, 0.9,
        Span(start, start + len(quote)), quote, "message",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


TARGET, SOURCE = "Der pont hier alt chancelier zwei", "Die Brücke gestern neu Kanzler drei"


def test_a_finding_without_a_source_is_pointed_at_its_word() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    (found,), (linked,) = point(article, [original], [finding(article, "chancelier")], Toy())
    assert found.source == SourceLocation(original.id, Span(23, 30), "Kanzler")
    assert linked.alignment is not None
    links = linked.alignment.beads[0].links
    assert {(x.target.of(article.text), x.source.of(original.article.text)) for x in links} >= {("pont", "Brücke")}


def test_neighbouring_words_are_pointed_at_together() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    (found,), _ = point(article, [original], [finding(article, "pont hier")], Toy())
    assert found.source is not None
    assert found.source.text == "Brücke gestern"


def test_an_exact_source_stays() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    told = SourceLocation(original.id, Span(4, 10), "Brücke")
    (found,), _ = point(article, [original], [finding(article, "chancelier", source=told)], Toy())
    assert found.source == told


def test_a_whole_sentence_as_source_gives_way_to_the_word() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    whole = SourceLocation(original.id, Span(0, len(SOURCE)), SOURCE)
    (found,), _ = point(article, [original], [finding(article, "chancelier", source=whole)], Toy())
    assert found.source is not None
    assert found.source.text == "Kanzler"


def test_a_word_without_counterpart_is_pointed_nowhere() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    (found,), _ = point(article, [original], [finding(article, "zwei")], Toy())
    assert found.source is None


def test_marks_and_page_furniture_get_no_links() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    dress = finding(article, "chancelier", category="fluency/punctuation")
    assert point(article, [original], [dress], Toy()) == ((dress,), (original,))


def test_originals_that_are_no_source_are_left_alone() -> None:
    article, original = bead_of_two(TARGET, SOURCE)
    related = replace(original, decision="related")
    one = finding(article, "chancelier")
    assert point(article, [related], [one], Toy()) == ((one,), (related,))


@given(audits())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_audit_can_be_pointed(audit: Audit) -> None:
    findings, originals = point(audit.article, audit.originals, audit.findings, Toy())
    assert [replace(f, source=None) for f in findings] == [replace(f, source=None) for f in audit.findings]
    texts = {original.id: original.article.text for original in originals}
    for before, after in zip(audit.findings, findings, strict=True):
        if after.source != before.source:
            assert after.source is not None
            assert after.source.span.of(texts[after.source.original]) == after.source.text
