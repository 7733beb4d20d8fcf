"""A passage beside its own translation: evidence of the source language, unless it stands there on purpose."""

from __future__ import annotations

import time
import tomllib
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from audit.encode import load
from audit.encode.protocol import Encoder, Vectors
from audit.pipeline import Auditor
from audit.provenance import inner_bitext, on_purpose, trace
from audit.read import document_from_text
from audit.settings import Settings
from audit.types import Article, Audit, InnerBead, Languages, LanguageSpan, Sentence, Span
from tests.report_strategies import audits

CASES = tomllib.loads((Path(__file__).parents[2] / "data" / "bitext" / "cases.toml").read_text("utf-8"))["case"]
LEFT_IN = [case for case in CASES if "source" in case]
ON_PURPOSE = [case for case in CASES if "source" not in case]


def named(cases: Sequence[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


@dataclass(frozen=True)
class Same:
    """Finds any two texts alike."""

    id: str = "same"
    dimensions: int = 4
    languages: frozenset[str] | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, np.float32)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return load(cache=tmp_path_factory.mktemp("bitext"), keep_vectors=False)


def audited(text: str, encoder: Encoder) -> Audit:
    return Auditor(Settings(), _encoder=encoder).audit_text(text)


@pytest.mark.parametrize("case", named(LEFT_IN))
def test_a_lead_left_in_beside_its_translation_tells_the_source(case: dict[str, Any], encoder: Encoder) -> None:
    audit = audited(case["text"], encoder)
    assert audit.provenance.direct_source_language == case["source"]
    assert {bead.kind for bead in audit.bitext} == {"left_in"}
    line = next(e for e in audit.provenance.evidence if e.signal == "bitext")
    assert line.language == case["source"]
    assert line.weight > 1
    assert line.span is not None
    assert any(line.span.overlap(span.span) for span in audit.article.languages.spans)
    assert encoder.id in audit.signature


@pytest.mark.parametrize("case", named(ON_PURPOSE))
def test_what_is_printed_twice_on_purpose_tells_nothing(case: dict[str, Any], encoder: Encoder) -> None:
    audit = audited(case["text"], encoder)
    assert audit.provenance.direct_source_language is None
    assert not [e for e in audit.provenance.evidence if e.signal == "bitext"]
    assert "left_in" not in {bead.kind for bead in audit.bitext}
    assert not [f for f in audit.findings if f.kind == "untranslated-passage" and f.severity != "minor"]


def test_without_an_encoder_figures_and_names_must_do() -> None:
    case = next(case for case in LEFT_IN if case["name"] == "vi_fr")
    audit = Auditor(Settings(encoder="none")).audit_text(case["text"])
    assert audit.provenance.direct_source_language == "vi"
    assert audit.bitext == ()
    assert any(e.note == "left in beside its own translation" for e in audit.provenance.evidence)
    assert any(d.stage == "encode" for d in audit.diagnostics)


def test_no_encoder_is_asked_for_a_text_in_one_language() -> None:
    class Never(Same):
        def encode(self, texts: Sequence[str]) -> Vectors:
            raise AssertionError(texts)

    audit = audited("Le pont restera fermé jusqu'en mars.\n\nLa ville prévoit des détours.\n", Never())
    assert audit.bitext == ()
    assert "encoder:none" in audit.signature


@given(audits())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_article_can_be_asked(audit: Audit) -> None:
    article = audit.article
    bitext = inner_bitext(article, Same())
    for bead in bitext:
        assert set(bead.source).isdisjoint(bead.target)
    meant = on_purpose(article, bitext)
    assert [s.span for s in meant.languages.spans] == [s.span for s in article.languages.spans]
    assert trace(meant, (), (), bitext) == trace(meant, (), (), bitext)


def test_a_long_page_in_two_languages_is_judged_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    line, count = "Une phrase de six mots ici.\n", 6000
    sentences = tuple(
        Sentence(at, Span(at * len(line), (at + 1) * len(line) - 1), "paragraph", at) for at in range(count)
    )
    foreign = tuple(LanguageSpan(sentences[at].span, "de", 0.9, "untranslated_passage") for at in range(1, count, 3))
    article = Article(document_from_text(line * count), Languages("fr", 1.0, foreign), sentences)
    beads = tuple(InnerBead((at,), (at - 1,), "de", 0.9, 0.9) for at in range(1, count, 3))
    monkeypatch.setattr("audit.provenance.bitext.find_bitext", lambda *_: beads)
    begun = time.process_time()
    found = inner_bitext(article, typing.cast("Encoder", None))
    meant = on_purpose(article, found)
    assert time.process_time() - begun < 5.0
    assert {bead.kind for bead in found} == {"bilingual"}
    assert {span.kind for span in meant.languages.spans} == {"furniture"}
