"""Which way a translation went, told by what either text shows alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from audit.provenance import without_turned
from audit.types import Article, Document, Evidence, Languages, Original, Provenance


def article(name: str, language: str) -> Article:
    return Article(Document(f"sha256:{name}", name), Languages(language, 1.0), ())


ENGLISH, SPANISH = article("a", "en"), article("b", "es")


def original(*evidence: Evidence) -> Original:
    return Original("o1", 1, SPANISH, "source", "translation", 0.95, 0.8, 0.9, 0.9, evidence)


def traced(**weights: float):  # type: ignore[no-untyped-def]
    """What texts show: language of the text → weight for the other of the two languages."""
    other = {"en": "es", "es": "en"}

    def trace(text: Article) -> Provenance:
        main = text.languages.main
        lines = (Evidence("artifact", weights.get(main, 0.0), "", "", other[main]),)
        return Provenance("undetermined", None, (), None, 0.0, (), lines)

    return trace


def decisions(given: Original, text: Article = ENGLISH, **weights: float) -> list[str]:
    return [o.decision for o in without_turned(text, (given,), traced(**weights))]


def test_an_original_with_traces_of_the_articles_language_is_no_source() -> None:
    assert decisions(original(), es=1.4) == ["related"]


def test_without_traces_or_with_traces_on_both_sides_nothing_changes() -> None:
    assert decisions(original()) == ["source"]
    assert decisions(original(), es=1.4, en=1.2) == ["source"]
    assert decisions(original(), en=1.4) == ["source"]


def test_what_the_article_cites_or_what_came_first_stays_a_source() -> None:
    assert decisions(original(Evidence("citation", 2.0, "", "")), es=1.4) == ["source"]
    early, late = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    dated = replace(SPANISH, document=replace(SPANISH.document, published=early))
    text = replace(ENGLISH, document=replace(ENGLISH.document, published=late))
    assert decisions(replace(original(), article=dated), text, es=1.4) == ["source"]


def test_the_ledger_says_why() -> None:
    (turned,) = without_turned(ENGLISH, (original(),), traced(es=1.4))
    assert "by its own traces" in turned.evidence[-1].note
