"""Whatever the text: every writer answers, in valid bytes of its format, the same each time."""

from __future__ import annotations

import csv
import io
import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from audit.report import WRITERS, ArticleWriter, CheckWriter, FolderEntry, FolderWriter
from audit.report.marks import Mark, cut, within
from audit.report.table import COLUMNS
from audit.report.view import view
from audit.types import Audit, Severity, Span, Unreadable
from tests.report_strategies import audits, texts

ARTICLE = [writer for writer in WRITERS.values() if isinstance(writer, ArticleWriter)]
FOLDER = [writer for writer in WRITERS.values() if isinstance(writer, FolderWriter)]
hostile = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("writer", ARTICLE, ids=lambda writer: writer.name)
@given(audit=audits())
@hostile
def test_article_writers_take_any_audit(writer: ArticleWriter, audit: Audit) -> None:
    content = writer.render(audit)
    content.decode("utf-8")
    assert content == writer.render(audit)
    if isinstance(writer, CheckWriter):
        writer.render_all((audit, audit), (Unreadable(audit.article.text, audit.signature),)).decode("utf-8")


@pytest.mark.parametrize("writer", FOLDER, ids=lambda writer: writer.name)
@given(audit=audits(), stem=texts)
@hostile
def test_folder_writers_take_any_audit(writer: FolderWriter, audit: Audit, stem: str) -> None:
    entries = [FolderEntry.of(audit, stem)] * 2
    failed = [Unreadable(stem, audit.article.text)]
    assert writer.render_folder(entries, failed) == writer.render_folder(entries, failed)


@given(audits())
@hostile
def test_the_page_holds_no_element_that_the_text_brought(audit: Audit) -> None:
    page = html.fromstring(WRITERS["html"].render(audit))  # type: ignore[union-attr]
    assert len(page.findall(".//script")) == 1
    assert not page.findall(".//img")
    for element in page.iter(etree.Element):
        assert not [name for name in element.attrib if str(name).startswith("on")]
        assert not str(element.get("href", "#")).lower().lstrip().startswith(("javascript:", "data:"))


@given(audits())
@hostile
def test_structured_formats_parse_again(audit: Audit) -> None:
    etree.fromstring(WRITERS["junit"].render(audit))  # type: ignore[union-attr]
    log = json.loads(WRITERS["sarif"].render(audit))  # type: ignore[union-attr]
    assert len(log["runs"][0]["results"]) == len(audit.findings)
    assert WRITERS["jsonl"].render(audit).count(b"\n") == 1  # type: ignore[union-attr]
    commands = WRITERS["github"].render(audit).decode()  # type: ignore[union-attr]
    assert all(line.startswith("::") for line in commands.split("\n")[:-1])


@given(audits())
@hostile
def test_a_table_has_a_row_per_finding_and_no_cell_that_runs(audit: Audit) -> None:
    text = WRITERS["csv"].render_folder([FolderEntry.of(audit, "=stem")]).decode()  # type: ignore[union-attr]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == len(audit.findings) + 1
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(audits())
@hostile
def test_no_text_is_lost_on_the_page(audit: Audit) -> None:
    shown = "".join(piece.text for block in view(audit).blocks for piece in block.pieces)
    assert "".join(shown.split()) == "".join(audit.article.text.split())


@given(texts, st.data())
@hostile
def test_pieces_put_together_are_the_text(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted), max_size=6))
    marks = [Mark(n, Span(*span), Severity.MAJOR) for n, span in enumerate(spans, 1)]
    edges = sorted(data.draw(st.sets(offsets, max_size=4)) | {0, len(text)})
    pieces = cut(text, marks, (), edges)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        covered = [piece for piece in pieces if mark.number in piece.marks]
        assert "".join(piece.text for piece in covered) == mark.span.of(text)
        assert [mark.number in piece.begins for piece in covered] == [True] + [False] * (len(covered) - 1)
        assert [mark.number in piece.ends for piece in covered] == [False] * (len(covered) - 1) + [True]
    for a, b in itertools.pairwise(edges):
        assert "".join(piece.text for piece in within(pieces, Span(a, b))) == text[a:b]
