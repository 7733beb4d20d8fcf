"""Every documented example of a bead rule is played through the real engine."""

from __future__ import annotations

import re

import pytest

from audit.rules.base import BeadExample, Rule
from audit.rules.catalogue import FAMILIES, catalogue
from audit.rules.engine import detect
from audit.types import Alignment, Article, Bead, Document, Languages, Original, Sentence, Span

RULES = [rule for rule in catalogue() if rule.scope == "bead"]
CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}-{'-'.join(example.languages)}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
    if isinstance(example, BeadExample)
]


def article(text: str, language: str) -> Article:
    sentence = Sentence(0, Span(0, len(text)), "paragraph")
    return Article(Document("sha256:0", text), Languages(language, 1.0), (sentence,))


def bitext(source: str, target: str, languages: tuple[str, str], probability: float = 0.99) -> tuple[Article, Original]:
    alignment = Alignment("sha256:0", (Bead((0,), (0,), 0.9, probability),), 1.0, 1.0)
    theirs = article(source, languages[0])
    original = Original("o1", 1, theirs, "source", "translation", 0.99, 0.9, 1.0, 1.0, (), alignment)
    return article(target, languages[1]), original


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_rule_marks_what_its_example_says(rule: Rule, example: BeadExample) -> None:
    ours, original = bitext(example.source, example.target, example.languages)
    findings, diagnostics = detect(ours, (original,), (rule,))
    assert diagnostics == ()
    assert tuple(f.text for f in findings) == example.marks
    for finding in findings:
        assert finding.source is None or finding.source.text == finding.source.span.of(example.source)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_doubtful_beads_accuse_nobody(rule: Rule, example: BeadExample) -> None:
    ours, original = bitext(example.source, example.target, example.languages, probability=0.2)
    assert detect(ours, (original,), (rule,)) == ((), ())


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_text_beside_itself_is_faultless(rule: Rule, example: BeadExample) -> None:
    language = example.languages[0]
    ours, original = bitext(example.source, example.source, (language, language))
    assert detect(ours, (original,), (rule,)) == ((), ())


@pytest.mark.parametrize("rule", RULES, ids=[r.code for r in RULES])
def test_card_is_complete(rule: Rule) -> None:
    headings = re.findall(r"^## (.+)$", rule.documentation, re.MULTILINE)
    assert headings[:3] == ["What it does", "Why it matters", "Known limits"]
    assert FAMILIES[rule.code[:2]]
    assert rule.summary.endswith(".")
    assert 0.5 <= rule.confidence <= 0.99


@pytest.mark.parametrize("rule", RULES, ids=[r.code for r in RULES])
def test_examples_show_both_sides(rule: Rule) -> None:
    examples = [e for e in rule.examples if isinstance(e, BeadExample)]
    assert len(examples) >= 3
    assert any(e.marks for e in examples), "no example fires"
    assert any(not e.marks for e in examples), "no example stays silent"
    assert len({e.languages for e in examples}) > 1, "examples in one pair only"
