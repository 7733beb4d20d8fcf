"""Whatever the articles: an archive file gives them back as they were, and answers as the same articles in memory."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.retrieve import Archive, ArchiveFile, retrieve
from audit.retrieve.archive_facts import problems_in
from audit.retrieve.archive_write import ArchiveWriter
from audit.retrieve.kept import keep
from audit.retrieve.record import article_of, record_of
from audit.types import Article, Document, Languages, LanguageSpan, Leftover, Sentence, Span

PIECES = st.sampled_from(
    ["https://a.vn/b-c-d-1234567.html", "Kursk", "Курск", "Đà Nẵng", "30.000", "30 000", "2024", "\ud800", "\x00", "😀", "\r\n",
     "e\u0301", "\u202e", "Der Rat tagt heute", "b c d"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map(" ".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


def article(text: str, language: str, title: str | None) -> Article:
    identity = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    half = len(text) // 2
    spans = tuple(Span(a, b) for a, b in ((0, half), (half, len(text))) if b > a)
    sentences = tuple(Sentence(i, span, "paragraph", i) for i, span in enumerate(spans))
    foreign = (LanguageSpan(spans[0], "es", 0.9, "quotation"),) if spans else ()
    words = (Leftover(spans[0], "en", 0.5),) if spans else ()
    document = Document(
        f"sha256:{identity}", text, path=f"{text[:2]}/{identity[:6]}", title=title, url=text[:40] or None
    )
    return Article(document, Languages(language, 0.9, foreign, words), sentences)


ARTICLES = st.builds(article, TEXTS, st.sampled_from(["fr", "de", "vi", "und", "zh-Hans"]), st.none() | TEXTS)


@given(ARTICLES)
@settings(deadline=None)
def test_articles_come_back(one: Article) -> None:
    assert article_of(*record_of(one)) == one


@given(ARTICLES, st.sampled_from(["document", "languages", "sentences", "x"]), JSON)
@settings(deadline=None)
def test_what_is_no_article_is_a_value_error(one: Article, field: str, value: object) -> None:
    record, text = record_of(one)
    data = json.loads(record)
    data[field] = value
    try:
        found = article_of(json.dumps(data).encode(), text)
    except ValueError:
        return
    assert all(s.span.end <= len(found.text) for s in found.sentences)


@given(st.lists(ARTICLES, min_size=1, max_size=6, unique_by=lambda a: a.document.id), ARTICLES)
@settings(deadline=None, max_examples=40)
def test_a_file_answers_as_memory_does(pool: list[Article], query: Article) -> None:
    pool.sort(key=lambda a: ((a.document.path or "").encode("utf-8", "replace").decode().split("/"), a.document.id))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.audit"
        writer = ArchiveWriter(path)
        for one in pool[::-1]:
            writer.put(keep(one, None))
        writer.close()
        file = ArchiveFile(path)
        assert [file.article(i) for i in range(len(file))] == pool
        assert retrieve(query, file, None) == retrieve(query, Archive.of(pool), None)
        file.close()
        assert list(problems_in(path)) == []
