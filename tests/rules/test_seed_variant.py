"""The findings on the second seed come from general rules: other people, places and numbers give the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from audit.lid import guess, identify
from audit.rules.catalogue import catalogue
from audit.rules.engine import detect
from audit.segment import segment
from audit.types import Article, Document, Finding

ARTICLES = Path(__file__).resolve().parents[2] / "seeds" / "articles"

VARIANTS = [
    {
        "Kim Jong et": "Choe Hwang ou",
        "North Corée": "South Soudan",
        "CNN": "Reuters",
        "Corée du Nord": "Zambie",
        "Nordkorea": "Sambia",
        "nord-coréen": "zambien",
        "30 000": "20 000",
        "30.000": "20.000",
        "1000 pionniers": "3000 pionniers",
        "Symbolbild/DNAT": "Archivbild/ABCD",
        "Kiev": "Varsovie",
        "Jenny Town": "Laura Bell",
        "Pyongyang": "Bagdad",
    },
    {
        "Kim Jong et": "Moon Seok et",
        "North Corée": "West Afrique",
        "CNN": "BBC",
        "Kursk": "Murmansk",
        "Sergei Shoigu": "Dmitri Medwedew",
        "Shoigu": "Medwedew",
        "avril": "mars",
        "Pyongyang": "Damas",
        "Moscou": "Minsk",
    },
]
KINDS = (
    "function-word-in-name",
    "hybrid-name",
    "untranslated-passage",
    "caption-credit",
    "repeated-headline",
    "heading-case",
    "quote-mix",
    "missing-word",
    "number-format",
    "exonym-inconsistent",
    "literal-calque",
)


def findings(text: str) -> tuple[Finding, ...]:
    document = Document(id="sha256:0", text=text)
    sentences = segment(document, guess(document))
    article = Article(document, identify(document, sentences, main="fr"), sentences)
    found, diagnostics = detect(article, (), [r for r in catalogue() if r.scope == "document"])
    assert diagnostics == ()
    return found


@pytest.fixture(scope="module")
def seed() -> str:
    for path in sorted(ARTICLES.glob("*")):
        text = path.read_bytes().decode("utf-8-sig")
        if "Kim Jong et" in text:
            return text
    pytest.skip("the second seed is not in this checkout")


@pytest.mark.parametrize("variant", VARIANTS, ids=["zambia", "belarus"])
def test_a_variant_of_the_seed_gives_the_same_kinds_of_findings(seed: str, variant: dict[str, str]) -> None:
    text = seed
    for old, new in variant.items():
        assert old in text, old
        text = text.replace(old, new)
    original = Counter(f.kind for f in findings(seed))
    changed = Counter(f.kind for f in findings(text))
    assert {kind: changed[kind] for kind in KINDS} == {kind: original[kind] for kind in KINDS}
