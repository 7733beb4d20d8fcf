"""Floors of language identification on a sample of the mixed-language documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.lid import identify
from audit.types import Document

PASSAGES = ("sent1", "sent23", "clause", "quote", "title")
CYRILLIC = ("ru", "uk")


@pytest.fixture(scope="module")
def documents(evaluation_data: Path) -> list[dict]:  # type: ignore[type-arg]
    path = evaluation_data / "data" / "mixed" / "dev.jsonl"
    if not path.is_file():
        pytest.skip(f"no {path}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if (row["main"] in CYRILLIC) == (row["other"] in CYRILLIC)][::3]


@pytest.mark.quality
def test_passages_reach_their_floor(documents: list[dict]) -> None:  # type: ignore[type-arg]
    hit = given = wanted = right = 0
    rows = [row for row in documents if row["kind"] in PASSAGES]
    for row in rows:
        text = row["text"]
        answer = identify(Document("x", text), (), vote=False)
        gold = {i: language for a, b, language in row["gold"] for i in range(a, b) if text[i].isalpha()}
        mine = {i: s.language for s in answer.spans for i in range(s.span.start, s.span.end) if text[i].isalpha()}
        right += answer.main == row["main"]
        hit += sum(gold.get(i) == language for i, language in mine.items())
        given, wanted = given + len(mine), wanted + len(gold)
    assert right / len(rows) >= 0.99
    assert 2 * hit / (given + wanted) >= 0.98


@pytest.mark.quality
def test_clean_documents_stay_clean(documents: list[dict]) -> None:  # type: ignore[type-arg]
    rows = [row for row in documents if row["kind"] in ("clean", "names")]
    answers = [identify(Document("x", row["text"]), (), vote=False) for row in rows]
    sentences = sum(row["n_sent"] for row in rows)
    defects = sum(span.kind == "untranslated_passage" for answer in answers for span in answer.spans)
    assert 1000 * defects / sentences <= 1
    assert 1000 * sum(len(answer.leftovers) for answer in answers) / sentences <= 5


@pytest.mark.quality
def test_leftover_words_reach_their_floor(documents: list[dict]) -> None:  # type: ignore[type-arg]
    hit = given = 0
    rows = [row for row in documents if row["kind"] == "word"]
    for row in rows:
        start, end, _ = row["gold"][0]
        words = identify(Document("x", row["text"]), (), vote=False).leftovers
        given += len(words)
        hit += any(start <= word.span.start < end for word in words)
    assert 2 * hit / (given + len(rows)) >= 0.75
