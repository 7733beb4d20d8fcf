"""Floors of search and decision on parallel news, in pairs no rule was written for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

import pytest

from audit.align import align
from audit.encode import load
from audit.encode.protocol import Encoder
from audit.provenance import trace
from audit.retrieve import Archive, decide, retrieve
from audit.types import Article, Document, Languages, Sentence, Span

DOCUMENTS = 12
PAIRS = [("fr", "de"), ("fr", "vi"), ("uk", "ru")]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load()


def article(lines: list[str], language: str, name: str) -> Article:
    text, sentences = "", []
    for index, line in enumerate(lines):
        sentences.append(Sentence(index, Span(len(text), len(text) + len(line)), "paragraph", index))
        text += line + "\n"
    identity = hashlib.sha256(text.encode()).hexdigest()
    return Article(Document(f"sha256:{identity}", text, path=name), Languages(language, 1.0), tuple(sentences))


def stories(folder: Path, language: str) -> dict[str, Article]:
    ntrex = folder / "data" / "ntrex"
    names = (ntrex / "documents.tsv").read_text(encoding="utf-8").split("\n")
    lines = (ntrex / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    grouped: dict[str, list[str]] = defaultdict(list)
    for name, line in zip(names, lines, strict=False):
        if name and line:
            grouped[name.split("\t")[0]].append(line)
    return {name: article(grouped[name], language, f"{language}/{name}") for name in sorted(grouped)}


@pytest.mark.quality
@pytest.mark.parametrize("mine, theirs", PAIRS)
def test_fingerprints_alone_find_the_original(evaluation_data: Path, mine: str, theirs: str) -> None:
    truth = stories(evaluation_data, theirs)
    archive = Archive.of(truth.values())
    queries = stories(evaluation_data, mine)
    first = [retrieve(query, archive, None)[0].article is truth[name] for name, query in queries.items()]
    assert sum(first) >= 0.95 * len(first)


@pytest.mark.quality
@pytest.mark.parametrize("mine, theirs", PAIRS)
def test_the_original_is_accepted_and_nothing_in_its_absence(
    evaluation_data: Path, encoder: Encoder, mine: str, theirs: str
) -> None:
    truth = stories(evaluation_data, theirs)
    for name, query in list(stories(evaluation_data, mine).items())[:DOCUMENTS]:
        for present in (True, False):
            archive = Archive.of(a for n, a in truth.items() if present or n != name)
            candidates = retrieve(query, archive, encoder, limit=3)
            originals = decide(query, candidates, [align(query, c.article, encoder) for c in candidates])
            sources = [o.article.document.path for o in originals if o.decision == "source"]
            assert sources == ([f"{theirs}/{name}"] if present else [])


@pytest.mark.quality
@pytest.mark.parametrize("language", ["fr", "de", "en", "vi", "es", "ru"])
def test_clean_prose_is_traced_to_nothing(evaluation_data: Path, language: str) -> None:
    traced = [trace(a, (), ()).direct_source_language for a in stories(evaluation_data, language).values()]
    assert traced == [None] * len(traced)
