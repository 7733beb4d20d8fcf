"""Penalty, quality, interval."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.score import score
from audit.score.quality import judged_words
from audit.types import Article, Document, Finding, Languages, LanguageSpan, Provenance, Sentence, Severity, Span

UNKNOWN = Provenance("undetermined", None, (), None, 0.0)


def article(words: int = 200, language: str = "fr") -> Article:
    text = " ".join(["mot"] * words)
    sentences = (Sentence(0, Span(0, len(text)), "paragraph"),) if text else ()
    return Article(Document("sha256:0", text), Languages(language, 1.0), sentences)


def finding(
    severity: Severity, category: str = "accuracy/mistranslation", confidence: float = 1.0, kind: str = "k"
) -> Finding:
    return Finding("XX001", "x", category, kind, severity, confidence, Span(0, 3), "mot", "")


def penalty(*findings: Finding, words: int = 1000) -> float:
    return score(article(words), findings, UNKNOWN, ()).mqm_penalty_per_1000_words


def test_weights() -> None:
    assert penalty(finding(Severity.MINOR)) == 1.0
    assert penalty(finding(Severity.MAJOR)) == 5.0
    assert penalty(finding(Severity.CRITICAL)) == 25.0
    assert math.isclose(penalty(finding(Severity.MINOR, "locale/quotation")), 0.1)
    assert penalty(finding(Severity.MAJOR, "locale/quotation")) == 5.0
    assert penalty(finding(Severity.MINOR, "non-translation")) == 25.0
    assert penalty(finding(Severity.MAJOR, confidence=0.5)) == 2.5
    assert penalty(finding(Severity.MAJOR), words=500) == 10.0


def test_clean_text_is_full_quality_with_an_interval_below_it() -> None:
    clean = score(article(), (), UNKNOWN, ())
    assert (clean.quality, clean.high) == (100.0, 100.0)
    assert 85.0 < clean.low < 100.0


def test_longer_clean_text_is_surer() -> None:
    assert score(article(1000), (), UNKNOWN, ()).low > score(article(100), (), UNKNOWN, ()).low


def test_words_in_other_languages_and_furniture_are_not_judged() -> None:
    one = article(10)
    foreign = LanguageSpan(Span(0, 15), "de", 0.9, "untranslated_passage")
    mixed = Article(one.document, Languages("fr", 1.0, (foreign,)), one.sentences)
    assert (judged_words(one), judged_words(mixed)) == (10, 6)
    furniture = Article(one.document, one.languages, (Sentence(0, Span(0, 15), "furniture"),))
    assert judged_words(furniture) == 0


def test_no_text_has_no_penalty() -> None:
    assert score(article(0, "und"), (), UNKNOWN, ()).quality == 100.0


severities = st.sampled_from(list(Severity))
categories = st.sampled_from(["accuracy/mistranslation", "locale/quotation", "non-translation", "boilerplate"])
findings = st.builds(
    finding, severities, categories, st.floats(0.0, 1.0), st.sampled_from(["residue-word", "agreement"])
)


@given(st.lists(findings, max_size=20), findings, st.integers(0, 400))
@settings(deadline=None)
def test_a_further_finding_never_raises_quality(seen: list[Finding], further: Finding, words: int) -> None:
    before = score(article(words), seen, UNKNOWN, ())
    after = score(article(words), [*seen, further], UNKNOWN, ())
    assert after.quality <= before.quality
    assert after.mqm_penalty_per_1000_words >= before.mqm_penalty_per_1000_words


@given(st.lists(findings, max_size=20), st.integers(0, 400))
@settings(deadline=None)
def test_interval_holds_the_value(seen: list[Finding], words: int) -> None:
    scores = score(article(words), seen, UNKNOWN, ())
    assert 0.0 <= scores.low <= scores.quality <= scores.high <= 100.0
    machine = scores.machine_translation_probability
    assert machine is None or 0.0 <= machine <= 1.0


def test_one_sure_critical_finding_leaves_a_usable_interval() -> None:
    sure = score(article(400), [finding(Severity.CRITICAL, confidence=0.95)], UNKNOWN, ())
    assert sure.high - sure.low < 40.0
    unsure = score(article(400), [finding(Severity.CRITICAL, confidence=0.5)], UNKNOWN, ())
    assert unsure.high - unsure.low > sure.high - sure.low
