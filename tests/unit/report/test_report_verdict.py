"""The verdict's words: always probable, never more than the figures say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.report.verdict import evidence_sentence, reasons, sibling_sentence, verdict_sentence
from audit.report.words import languages, words
from audit.types import Audit, Evidence, Provenance, Scores, Sibling
from tests.report_samples import empty_audit, full_audit, original_audit

EN = words("en")


def judged(verdict: str, language: str | None, machine: float | None, confidence: float = 0.8) -> Audit:
    return replace(
        original_audit(),
        provenance=Provenance(verdict, language, (), None, confidence),  # type: ignore[arg-type]
        scores=Scores(0, 100, 90, 100, machine),
    )


@pytest.mark.parametrize(
    ("audit", "sentence"),
    [
        (judged("translation", "de", 0.95), "Probably a machine translation (source language: German)"),
        (judged("translation", "de", 0.5), "Probably a translation (source language: German)"),
        (judged("translation", None, None), "Probably a translation"),
        (judged("adaptation", "vi", 0.95), "Probably adapted from another article (source language: Vietnamese)"),
        (judged("original", None, 0.1), "No sign of translation"),
        (judged("undetermined", None, None), "Where the text comes from could not be determined"),
    ],
)
def test_the_sentence_follows_verdict_language_and_probability(audit: Audit, sentence: str) -> None:
    assert verdict_sentence(audit, EN) == sentence


@pytest.mark.parametrize("language", languages())
def test_no_language_of_the_report_speaks_of_proof_but_to_deny_it(language: str) -> None:
    say = words(language)
    for verdict in ("translation", "adaptation", "original"):
        assert evidence_sentence(judged(verdict, "de", 0.999, 0.9999), say).count("100") == 0


def test_confidence_is_named_in_words_and_never_reads_as_certainty() -> None:
    assert evidence_sentence(judged("translation", "de", 0.9, 0.9999), EN).startswith(
        "The evidence is strong (probability >99%)."
    )
    assert "weak" in evidence_sentence(judged("translation", "de", 0.9, 0.55), EN)
    assert evidence_sentence(empty_audit(), EN) == "No evidence of a translation was found."


@pytest.mark.parametrize("language", languages())
def test_weak_traces_are_told_from_none_and_are_no_reasons(language: str) -> None:
    say = words(language)
    declared = Evidence("hreflang", 0.3, "de", "the page names a version in this language", "de")
    word = Evidence("leftover", 0.8, "gestiegen", "word left in", "de")
    for traces, sentence in (((declared,), "no_evidence"), ((word, declared), "weak_evidence")):
        undecided = replace(original_audit(), provenance=Provenance("undetermined", None, (), None, 0.0, (), traces))
        assert evidence_sentence(undecided, say) == say(f"verdict.{sentence}")
        assert reasons(undecided, say) == (say("verdict.reason.none"),)


@pytest.mark.parametrize("language", languages())
def test_siblings_are_named_in_plain_words(language: str) -> None:
    say = words(language)
    told = [sibling_sentence(Sibling("a/b.txt", chrf, "nrefs:1"), say) for chrf in (99.4, 80.0, 60.0, 20.0)]
    assert len(set(told)) == 4
    assert all("a/b.txt" in line and "nrefs" not in line for line in told)
    assert "chrF 99" in told[0]


def test_reasons_are_three_and_say_nothing_twice() -> None:
    assert reasons(full_audit(), EN) == (
        "“Elbbrücke bei Lauenfeld bleibt bis März gesperrt” carries 93% of the article.",
        "Text left in another language: German (1).",
        "Translation defects found in the text: 1 critical, 5 major.",
    )


def test_single_signals_are_reasons_where_nothing_greater_is_known() -> None:
    ledger = (
        Evidence("prior", -2.0, "", "before anything is seen"),
        Evidence("slug", 1.0, "0.9", "the address renders the headline"),
        Evidence("odd_signal", 2.0, "x"),
    )
    audit = replace(original_audit(), provenance=Provenance("translation", "vi", (), None, 0.8, (), ledger))
    assert reasons(audit, EN) == ("Odd signal: x", "Address and headline: 0.9 – the address renders the headline")


def test_without_evidence_the_page_says_so() -> None:
    assert reasons(empty_audit(), EN) == ("No single piece of evidence stands out.",)
