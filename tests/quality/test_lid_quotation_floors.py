"""Floors of short foreign quotations planted in real news: found, kept apart from defects, exact ends."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from audit.lid import identify
from audit.types import Document, LanguageSpan

LANGUAGES = ("fr", "de", "en", "es", "it", "pt", "nl", "pl")
SAID = {
    "fr": "Sur le mur, on pouvait lire {}.",
    "de": "Auf der Wand stand {}.",
    "en": "The wall read {}.",
    "es": "En la pared se leía {}.",
    "it": "Sul muro si leggeva {}.",
    "pt": "Na parede lia-se {}.",
    "nl": "Op de muur stond {}.",
    "pl": "Na ścianie był napis {}.",
}
MARKS = ("« {} »", "“{}”", "„{}“", "‘{}’", '"{}"', "*{}*")


def phrases(lines: list[str]) -> list[str]:
    """Runs of five plain words in lower case."""
    out = []
    for line in lines:
        words = line.split()
        for at in range(2, len(words) - 6, 7):
            run = words[at : at + 5]
            if all(word.isalpha() and word.islower() for word in run):
                out.append(" ".join(run))
    return out


@pytest.fixture(scope="module")
def planted(evaluation_data: Path) -> list[tuple[str, int, int, tuple[LanguageSpan, ...]]]:
    folder = evaluation_data / "data" / "ntrex"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    lines = {each: (folder / f"{each}.txt").read_text(encoding="utf-8").splitlines() for each in LANGUAGES}
    stock = {each: phrases(lines[each]) for each in LANGUAGES}
    draw, out = random.Random(20261122), []
    for _ in range(120):
        host, other = draw.sample(LANGUAGES, 2)
        phrase, at = draw.choice(stock[other]), draw.randrange(len(lines[host]) - 3)
        before = f"{lines[host][at]} {lines[host][at + 1]} "
        sentence = SAID[host].format(draw.choice(MARKS).format(phrase))
        start = len(before) + sentence.index(phrase)
        text = f"{before}{sentence} {lines[host][at + 2]}"
        spans = identify(Document("x", text), (), main=host, vote=False).spans
        out.append((other, start, start + len(phrase), spans))
    return out


@pytest.mark.quality
def test_quotations_in_any_marks_are_found(planted: list[tuple[str, int, int, tuple[LanguageSpan, ...]]]) -> None:
    found = [
        (language, start, end, span)
        for language, start, end, spans in planted
        for span in spans
        if 2 * (min(span.span.end, end) - max(span.span.start, start)) >= end - start
    ]
    assert len(found) >= 0.93 * len(planted)
    assert sum(span.kind in ("quotation", "title_or_name") for *_, span in found) >= 0.97 * len(found)
    assert sum((span.span.start, span.span.end) == (start, end) for _, start, end, span in found) >= 0.95 * len(found)
    assert sum(span.language == language for language, *_, span in found) >= 0.97 * len(found)
