"""Every documented example of a document rule is played through the real engine."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from audit.lid import guess, identify
from audit.rules.base import Example, Rule
from audit.rules.catalogue import FAMILIES, catalogue
from audit.rules.engine import detect
from audit.segment import segment
from audit.types import Article, Document

RULES = [rule for rule in catalogue() if rule.scope == "document"]
CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}-{example.language}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
    if isinstance(example, Example)
]


def prepared(text: str, language: str) -> Article:
    document = Document(id="sha256:0", text=text)
    sentences = segment(document, guess(document))
    return Article(document, identify(document, sentences, main=language), sentences)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_rule_marks_what_its_example_says(rule: Rule, example: Example) -> None:
    findings, diagnostics = detect(prepared(example.text, example.language), (), (rule,))
    assert diagnostics == ()
    assert tuple(f.text for f in findings) == example.marks


@pytest.mark.parametrize("rule", RULES, ids=[r.code for r in RULES])
def test_card_is_complete(rule: Rule) -> None:
    headings = re.findall(r"^## (.+)$", rule.documentation, re.MULTILINE)
    assert headings[:3] == ["What it does", "Why it matters", "Known limits"]
    assert FAMILIES[rule.code[:2]]
    assert rule.summary.endswith(".")
    assert 0.5 <= rule.confidence <= 0.99


@pytest.mark.parametrize("rule", RULES, ids=[r.code for r in RULES])
def test_examples_show_both_sides(rule: Rule) -> None:
    examples = [e for e in rule.examples if isinstance(e, Example)]
    marked = [e for e in examples if e.marks]
    clean = [e for e in examples if not e.marks]
    assert len(examples) >= 3
    assert marked, "no example fires"
    assert clean, "no example stays silent"
    if len(rule.languages) != 1:
        assert len({e.language for e in examples}) > 1, "examples in one language only"


@pytest.mark.parametrize("rule", RULES, ids=[r.code for r in RULES])
def test_messages_are_one_plain_sentence(rule: Rule) -> None:
    for example in rule.examples:
        assert isinstance(example, Example)
        findings, _ = detect(prepared(example.text, example.language), (), (rule,))
        for finding in findings:
            assert finding.message.endswith(".")
            assert "\n" not in finding.message
            assert len(finding.message) < 200


def test_codes_never_vanish() -> None:
    """A code once published stays: add lines to the list, never take one away."""
    listed = Path(__file__).with_name("published_codes.txt").read_text(encoding="utf-8").split()
    known = {rule.code for rule in catalogue()}
    assert [code for code in listed if code not in known] == []
    assert Counter(listed).most_common(1)[0][1] == 1
    assert [rule.code for rule in RULES if rule.code not in listed] == []
