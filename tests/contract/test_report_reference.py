"""The reference page names every field of the report and every format."""

from __future__ import annotations

from pathlib import Path

from audit.report import WRITERS, schema, to_json
from tests.report_samples import full_audit


def page(root: Path) -> str:
    return (root / "docs" / "reference" / "report.md").read_text("utf-8")


def test_every_field_is_named(root: Path) -> None:
    text = page(root)
    report = to_json(full_audit())
    names = set(schema()["properties"]) | set(report["findings"][0]) | set(report["document"])
    names |= set(report["scores"]) | set(report["provenance"]) | set(report["originals"][0])
    assert sorted(name for name in names if f"`{name}`" not in text) == []


def test_every_format_is_named(root: Path) -> None:
    text = page(root)
    own = {"html", "json", "jsonl", "text", "sarif", "github", "junit", "index", "csv", "parquet"}
    assert own <= set(WRITERS)
    assert sorted(name for name in WRITERS if f"`{name}`" not in text) == []
