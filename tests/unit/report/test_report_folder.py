"""What a run writes once for the whole folder: index and findings table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
from lxml import html

from audit.report import WRITERS, FolderEntry
from audit.report.table import COLUMNS, findings_table
from audit.types import Finding, Sibling, Unreadable
from tests.report_samples import full_audit, original_audit

ENTRIES = [FolderEntry.of(full_audit(), "dir/pont #1"), FolderEntry.of(original_audit(), "council")]


def index(entries: list[FolderEntry], unreadable: list[Unreadable] | None = None) -> html.HtmlElement:
    return html.fromstring(WRITERS["index"].render_folder(entries, unreadable or []))  # type: ignore[union-attr]


def test_the_index_lists_every_article_with_link_verdict_and_counts() -> None:
    rows = index(ENTRIES).xpath("//table[contains(@class, 'sortable')]/tbody/tr")
    assert [row.xpath(".//a/@href")[0] for row in rows] == ["dir/pont%20%231.html", "council.html"]
    cells = [" ".join(cell.text_content().split()) for cell in rows[0]]
    assert cells[1:] == ["French", "translation 94%", "German", "1", "5", "4", "41", "98%"]
    assert "Le pont de Lauenfeld" in cells[0]


def test_the_worst_article_stands_on_top_of_the_index() -> None:
    rows = index([ENTRIES[1], ENTRIES[0]]).xpath("//table/tbody/tr")
    assert [row.xpath(".//a/@href")[0] for row in rows] == ["dir/pont%20%231.html", "council.html"]


def test_the_index_names_unreadable_inputs_with_reason_and_remedy() -> None:
    page = index(ENTRIES, [Unreadable("a/<b>.pdf", "unknown kind", "convert it to text")])
    cells = [cell.text_content() for cell in page.xpath("//section[@id='unreadable']//tbody//*[self::th or self::td]")]
    assert cells == ["a/<b>.pdf", "unknown kind", "convert it to text"]


def test_siblings_link_to_each_other_when_both_were_audited() -> None:
    other = replace(ENTRIES[1], siblings=(Sibling("articles/pont-lauenfeld.txt", 55.0, "s"),))
    row = index([ENTRIES[0], other]).xpath("//table/tbody/tr")[1]
    assert "dir/pont%20%231.html" in row.xpath(".//a/@href")


def test_an_empty_run_still_has_an_index() -> None:
    assert "No article was audited." in index([]).text_content()


def test_the_table_keeps_columns_and_types_even_without_findings() -> None:
    for entries in (ENTRIES, ENTRIES[1:], []):
        table = findings_table(entries)
        assert {name: str(kind) for name, kind in table.dtypes.items()} == COLUMNS
    assert len(findings_table(ENTRIES)) == 10


def test_parquet_gives_back_the_table() -> None:
    content = WRITERS["parquet"].render_folder(ENTRIES)  # type: ignore[union-attr]
    assert content == WRITERS["parquet"].render_folder(ENTRIES)  # type: ignore[union-attr]
    table = pd.read_parquet(io.BytesIO(content))
    pd.testing.assert_frame_equal(table, findings_table(ENTRIES))
    assert table["suggestion"].isna().sum() == 4
    assert list(table["start"]) == [finding.span.start for finding in full_audit().findings]


def test_csv_cells_that_a_spreadsheet_would_run_get_an_apostrophe() -> None:
    audit = full_audit()
    hostile: Finding = replace(audit.findings[0], text='=HYPERLINK("http://x")', message="@SUM(1)", suggestion="-1+2")
    entries = [FolderEntry.of(replace(audit, findings=(hostile,)), "x")]
    (row,) = csv.DictReader(io.StringIO(WRITERS["csv"].render_folder(entries).decode(), newline=""))  # type: ignore[union-attr]
    assert row["text"] == '\'=HYPERLINK("http://x")'
    assert (row["message"], row["suggestion"]) == ("'@SUM(1)", "'-1+2")
    assert row["confidence"] == "0.99"
    exact = pd.read_parquet(io.BytesIO(WRITERS["parquet"].render_folder(entries)))  # type: ignore[union-attr]
    assert exact["text"][0] == '=HYPERLINK("http://x")'


def test_long_quotations_are_cut_in_the_table() -> None:
    audit = full_audit()
    long = replace(audit.findings[0], text="x" * 5000)
    assert len(FolderEntry.of(replace(audit, findings=(long,)), "x").findings[0].text) == 200
