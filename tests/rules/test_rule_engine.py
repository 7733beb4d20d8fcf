"""The engine: what it keeps, merges, drops and survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.rules.base import BeadContext, DocumentContext, Hit, Rule
from audit.rules.catalogue import catalogue
from audit.rules.engine import detect
from audit.types import (
    Alignment,
    Article,
    Bead,
    BlockKind,
    Document,
    Languages,
    LanguageSpan,
    Original,
    PassageKind,
    Sentence,
    Severity,
    Span,
)

TEXT = "Premier point. Deuxième point. Troisième point."


def article(text: str = TEXT, *spans: LanguageSpan, language: str = "fr", block: BlockKind = "paragraph") -> Article:
    sentences = []
    start = 0
    for part in text.split(". "):
        at = text.index(part, start)
        start = at + len(part)
        sentences.append(Sentence(len(sentences), Span(at, start), block))
    return Article(Document("sha256:0", text), Languages(language, 0.99, spans), tuple(sentences))


def marking(
    code: str,
    *quotes: str,
    scope: Literal["document", "bead"] = "document",
    confidence: float = 0.9,
    category: str = "accuracy/mistranslation",
    kind: str = "test",
    languages: tuple[str, ...] = (),
    sees_foreign: bool = False,
) -> Rule:
    def check(context: DocumentContext) -> Iterator[Hit]:
        text = context.article.text
        for quote in quotes:
            at = text.find(quote)
            while at >= 0:
                yield Hit(Span(at, at + len(quote)), "Seen.", explained_by=("de",))
                at = text.find(quote, at + 1)

    def compare(context: BeadContext) -> Iterator[Hit]:
        for quote in quotes:
            at = context.target_text.find(quote)
            if at >= 0:
                yield Hit(context.in_target(at, at + len(quote)), "Seen.", source_span=context.in_source(0, 4))

    return Rule(
        code, code.lower(), "test", scope, category, kind, Severity.MAJOR, confidence, "desk", "0.1", languages, "Doc.",
        (), document_check=check, bead_check=compare, sees_foreign=sees_foreign,
    )  # fmt: skip


def original(rank: int, *beads: Bead, decision: Literal["source", "related"] = "source") -> Original:
    other = article("Erster Punkt. Zweiter Punkt. Dritter Punkt.", language="de")
    alignment = Alignment(f"sha256:{rank}", beads, 1.0, 1.0)
    return Original(f"o{rank}", rank, other, decision, "translation", 0.9, 0.9, 1.0, 1.0, (), alignment)


def bead(target: int, source: int) -> Bead:
    return Bead((target,), (source,), 0.9, 0.9)


def foreign(start: int, end: int, kind: PassageKind) -> LanguageSpan:
    return LanguageSpan(Span(start, end), "de", 0.95, kind)


def test_findings_come_in_text_order_with_exact_quotes() -> None:
    findings, _ = detect(article(), (), (marking("XX001", "Troisième"), marking("XX002", "Premier")))
    assert [f.text for f in findings] == ["Premier", "Troisième"]
    assert all(f.span.of(TEXT) == f.text for f in findings)


def test_a_crashing_rule_becomes_a_diagnostic_and_the_others_speak() -> None:
    def crash(context: DocumentContext) -> Iterator[Hit]:
        raise RuntimeError("boom")
        yield

    broken = replace(marking("XX001"), document_check=crash)
    findings, diagnostics = detect(article(), (), (broken, marking("XX002", "Premier")))
    assert [f.code for f in findings] == ["XX002"]
    assert [(d.stage, d.status) for d in diagnostics] == [("rules", "failed")]
    assert "XX001" in diagnostics[0].reason


def test_a_span_outside_the_text_is_a_crash_of_its_rule() -> None:
    def beyond(context: DocumentContext) -> Iterator[Hit]:
        yield Hit(Span(0, 10_000), "Seen.")

    findings, diagnostics = detect(article(), (), (replace(marking("XX001"), document_check=beyond),))
    assert findings == ()
    assert diagnostics[0].status == "failed"


def test_a_rule_of_another_language_is_not_asked() -> None:
    assert detect(article(), (), (marking("XX001", "Premier", languages=("de",)),)) == ((), ())


def test_two_rules_on_one_defect_give_one_finding_of_the_surer() -> None:
    sure, unsure = marking("XX002", "Deuxième point", confidence=0.95), marking("XX001", "Deuxième", confidence=0.6)
    findings, _ = detect(article(), (), (unsure, sure))
    assert [(f.code, f.text) for f in findings] == [("XX002", "Deuxième point")]


def test_marks_and_content_may_share_a_place() -> None:
    rules = (marking("XX001", "Deuxième"), marking("XX002", "Deuxième", category="locale/quotation"))
    assert len(detect(article(), (), rules)[0]) == 2


def test_a_document_finding_takes_the_source_of_the_bead_finding_on_the_same_words() -> None:
    rules = (marking("XX001", "Deuxième", confidence=0.9), marking("XX002", "Deuxième", scope="bead", confidence=0.8))
    findings, _ = detect(article(), (original(1, bead(1, 1)),), rules)
    assert [f.code for f in findings] == ["XX001"]
    assert findings[0].source is not None
    assert findings[0].source.text == "Zwei"
    assert findings[0].confidence > 0.9


def test_bead_rules_follow_the_best_original_only() -> None:
    rule = marking("XX001", "Deuxième", "Premier", scope="bead")
    originals = (original(1, bead(1, 1)), original(2, bead(1, 0), bead(0, 0)))
    findings, _ = detect(article(), originals, (rule,))
    assert [(f.text, f.source.original if f.source else None) for f in findings] == [
        ("Premier", "o2"),
        ("Deuxième", "o1"),
    ]


def test_originals_that_are_no_sources_are_not_compared_with() -> None:
    rule = marking("XX001", "Deuxième", scope="bead")
    assert detect(article(), (original(1, bead(1, 1), decision="related"),), (rule,))[0] == ()


def test_foreign_words_that_belong_there_are_left_alone() -> None:
    quoted = article(TEXT, foreign(15, 29, "quotation"))
    assert detect(quoted, (), (marking("XX001", "Deuxième"),))[0] == ()
    assert len(detect(quoted, (), (marking("XX001", "Deuxième", sees_foreign=True),))[0]) == 1


def test_nothing_is_reported_twice_inside_a_passage_reported_whole() -> None:
    whole = marking("XX001", "Deuxième point", kind="untranslated-passage")
    findings, _ = detect(article(), (), (whole, marking("XX002", "point", category="fluency/punctuation")))
    assert [(f.code, f.text) for f in findings] == [("XX002", "point"), ("XX001", "Deuxième point"), ("XX002", "point")]


def test_fingerprints_survive_edits_elsewhere_and_tell_equal_quotes_apart() -> None:
    rule = marking("XX001", "point")
    before = [f.fingerprint for f in detect(article(), (), (rule,))[0]]
    after = [f.fingerprint for f in detect(article("Un préambule. " + TEXT), (), (rule,))[0]]
    assert before == after
    assert len(set(before)) == 3


def test_a_rule_that_runs_wild_is_cut_off_and_said_so() -> None:
    findings, diagnostics = detect(article("a " * 3000), (), (marking("XX001", "a"),))
    assert len(findings) == 1000
    assert diagnostics[0].status == "degraded"


HOSTILE = [
    "",
    " \r\n\t",
    "x",
    "«" * 5000,
    '"' * 5000,
    "(" * 3000 + ")" * 10,
    "A" * 100_000,
    "de " * 20_000,
    "1 000 " * 10_000,
    "Kim Jong et " * 5000,
    "\u202eabc\u200d\ud800",
    "\U0001f469\u200d\U0001f469 \u200f\u05e9\u05dc\u05d5\u05dd\u200e \u0645\u0631\u062d",
    "a\r\nb\r\n\r\nc",
    "{{" * 5000,
    "<a " * 5000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["fr", "de", "en", "vi", "und"])
def test_hostile_text_never_breaks_a_rule(text: str, language: str) -> None:
    blank = Article(
        Document("sha256:0", text), Languages(language, 0.9), (Sentence(0, Span(0, len(text)), "paragraph"),)
    )
    _, diagnostics = detect(blank, (), catalogue())
    assert [d for d in diagnostics if d.status == "failed"] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["fr", "de", "en", "es", "vi", "pl", "und"]))
def test_every_finding_fits_its_text(text: str, language: str) -> None:
    anything = Article(Document("sha256:0", text), Languages(language, 0.9), ())
    findings, diagnostics = detect(anything, (), catalogue())
    assert [d for d in diagnostics if d.status == "failed"] == []
    assert all(f.span.of(text) == f.text for f in findings)
    assert list(findings) == sorted(findings, key=lambda f: (f.span, f.code))
