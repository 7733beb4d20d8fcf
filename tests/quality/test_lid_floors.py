"""Floors of language identification on the mixed-language documents, pairs in one script."""

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
    return [row for row in rows if (row["main"] in CYRILLIC) == (row["other"] in CYRILLIC)]


def letters(text: str, spans: list[tuple[int, int, str]]) -> dict[int, str]:
    return {i: language for start, end, language in spans for i in range(start, end) if text[i].isalpha()}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = [i for i in range(start, end) if text[i].isalnum()]
    return (inside[0], inside[-1] + 1) if inside else (start, start)


@pytest.mark.quality
def test_passages_reach_their_floor(documents: list[dict]) -> None:  # type: ignore[type-arg]
    counts = {kind: [0, 0, 0, 0] for kind in PASSAGES}
    rows = [row for row in documents if row["kind"] in PASSAGES]
    right = 0
    for row in rows:
        text = row["text"]
        answer = identify(Document("x", text), (), vote=False)
        found = [(span.span.start, span.span.end, span.language) for span in answer.spans]
        gold, mine = letters(text, row["gold"]), letters(text, found)
        right += answer.main == row["main"]
        start, end = trimmed(text, row["gold"][0][0], row["gold"][-1][1])
        ends = [trimmed(text, *span[:2]) for span in found]
        count = counts[row["kind"]]
        count[0] += sum(gold.get(i) == language for i, language in mine.items())
        count[1] += len(mine)
        count[2] += len(gold)
        count[3] += any(abs(a - start) <= 1 and abs(b - end) <= 1 for a, b in ends)
    hit, given, wanted, _ = (sum(column) for column in zip(*counts.values(), strict=True))
    assert right / len(rows) >= 0.99
    assert 2 * hit / (given + wanted) >= 0.988
    for kind, least, exact in (("clause", 0.965, 0.93), ("quote", 0.97, 0.96)):
        hit, given, wanted, ended = counts[kind]
        assert 2 * hit / (given + wanted) >= least, kind
        assert ended / sum(row["kind"] == kind for row in rows) >= exact, kind


@pytest.mark.quality
def test_clean_documents_stay_clean(documents: list[dict]) -> None:  # type: ignore[type-arg]
    rows = [row for row in documents if row["kind"] in ("clean", "names")]
    answers = [identify(Document("x", row["text"]), (), vote=False) for row in rows]
    sentences = sum(row["n_sent"] for row in rows)
    defects = sum(span.kind == "untranslated_passage" for answer in answers for span in answer.spans)
    assert 1000 * defects / sentences <= 1
    assert 1000 * sum(len(answer.leftovers) for answer in answers) / sentences <= 3


@pytest.mark.quality
def test_leftover_words_reach_their_floor(documents: list[dict]) -> None:  # type: ignore[type-arg]
    hit = given = 0
    rows = [row for row in documents if row["kind"] == "word"]
    for row in rows:
        start, end, _ = row["gold"][0]
        words = identify(Document("x", row["text"]), (), vote=False).leftovers
        given += len(words)
        hit += any(start <= word.span.start < end for word in words)
    assert 2 * hit / (given + len(rows)) >= 0.8
