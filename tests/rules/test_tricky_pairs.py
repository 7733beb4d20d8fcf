"""Single sentence pairs: translations that only look unfaithful, and translations with one grave error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.rules.base import BeadContext
from audit.rules.catalogue import catalogue
from audit.types import Article, Bead, Document, Languages, Original, Sentence, Span

PAIRS = Path(__file__).with_name("pairs")
RULES = [r for r in catalogue() if r.scope == "bead" and r.profile != "linguist"]
OPEN, CLOSE = "⟦⟧"
Pair = tuple[str, str, str, str]
"""Source language, target language, original, translation."""


def pairs(name: str) -> Iterator[Pair]:
    source = target = ""
    for line in (PAIRS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            source, target = line.removeprefix("## ").split("-")
        elif " || " in line and not line.startswith("# "):
            original, translation = line.split(" || ")
            yield source, target, original, translation


FAITHFUL, BROKEN = list(pairs("faithful.txt")), list(pairs("broken.txt"))


def bead(source: str, target: str, languages: tuple[str, str]) -> BeadContext:
    def article(text: str, language: str) -> Article:
        sentence = Sentence(0, Span(0, len(text)), "paragraph")
        return Article(Document("sha256:0", text), Languages(language, 1.0), (sentence,))

    theirs, ours = article(source, languages[0]), article(target, languages[1])
    original = Original("o1", 1, theirs, "source", "translation", 0.99, 0.9, 1.0, 1.0, ())
    return BeadContext(
        ours,
        original,
        Bead((0,), (0,), 0.9, 0.99),
        Span(0, len(target)),
        Span(0, len(source)),
        languages[1],
        languages[0],
    )


def marks(context: BeadContext) -> list[tuple[str, Span]]:
    return [
        (rule.code, hit.span)
        for rule in RULES
        if rule.bead_check is not None and rule.speaks(context.target_language)
        for hit in rule.bead_check(context)
    ]


@pytest.mark.parametrize("pair", FAITHFUL, ids=lambda p: f"{p[0]}-{p[1]}: {p[3][:40]}")
def test_faithful_translation_is_left_in_peace(pair: Pair) -> None:
    source, target, original, translation = pair
    context = bead(original, translation, (source, target))
    assert [(code, span.of(translation)) for code, span in marks(context)] == []


def test_grave_errors_are_found() -> None:
    missed = []
    for source, target, original, marked in BROKEN:
        error = Span(marked.index(OPEN), marked.index(CLOSE) - 1)
        translation = marked.replace(OPEN, "").replace(CLOSE, "")
        if not any(span.overlap(error) for _, span in marks(bead(original, translation, (source, target)))):
            missed.append((original, translation))
    assert len(FAITHFUL) >= 270
    assert len(BROKEN) >= 85
    assert len(missed) <= 0.05 * len(BROKEN), missed
