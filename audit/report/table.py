"""All findings of a folder as one table: CSV for spreadsheets, Parquet for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from audit.report.model import without_surrogates
from audit.report.protocol import DEFAULT, FolderEntry, Options
from audit.types import Unreadable

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "CsvWriter", "ParquetWriter", "findings_table"]

COLUMNS: dict[str, str] = {
    "report": "string",
    "path": "string",
    "item": "Int64",
    "title": "string",
    "language": "string",
    "verdict": "string",
    "direct_source_language": "string",
    "code": "string",
    "name": "string",
    "category": "string",
    "kind": "string",
    "severity": "string",
    "confidence": "float64",
    "start": "Int64",
    "end": "Int64",
    "text": "string",
    "message": "string",
    "suggestion": "string",
    "source_original": "string",
    "source_text": "string",
    "explained_by": "string",
    "fingerprint": "string",
}
"""Columns in order, with their pandas types; one row per finding."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Spreadsheets run a cell that begins so (OWASP, CSV injection), full-width forms included."""


class CsvWriter:
    """Findings as CSV, guarded against formulas."""

    name = "csv"
    media_type = "text/csv; charset=utf-8"
    suffix = ".csv"
    filename = "findings.csv"
    scope: Literal["folder"] = "folder"

    def render_folder(
        self,
        entries: Sequence[FolderEntry],
        unreadable: Sequence[Unreadable] = (),  # noqa: ARG002 - the index lists them
        options: Options = DEFAULT,  # noqa: ARG002 - the data has no language
    ) -> bytes:
        """UTF-8, comma, header line. An apostrophe stands before text that a spreadsheet would run."""
        table = findings_table(entries)
        for column, kind in COLUMNS.items():
            if kind == "string":
                table[column] = table[column].map(_guarded, na_action="ignore")
        text = table.to_csv(index=False, lineterminator="\n")
        return text.encode("utf-8")


class ParquetWriter:
    """Findings as Parquet, texts exactly as they are."""

    name = "parquet"
    media_type = "application/vnd.apache.parquet"
    suffix = ".parquet"
    filename = "findings.parquet"
    scope: Literal["folder"] = "folder"

    def render_folder(
        self,
        entries: Sequence[FolderEntry],
        unreadable: Sequence[Unreadable] = (),  # noqa: ARG002 - the index lists them
        options: Options = DEFAULT,  # noqa: ARG002 - the data has no language
    ) -> bytes:
        """One row group per pandas default; absent values are nulls."""
        buffer = BytesIO()
        findings_table(entries).to_parquet(buffer, engine="pyarrow", index=False, compression="zstd")
        return buffer.getvalue()


def findings_table(entries: Sequence[FolderEntry]) -> pd.DataFrame:
    """One row per finding, in the order of the entries; all columns even when there is no row."""
    import pandas as pd

    from audit.report.entry import FindingRow

    columns: dict[str, list[object]] = {name: [] for name in COLUMNS}
    of_finding = [field.name for field in fields(FindingRow)]
    for entry in entries:
        article = {
            "report": entry.stem,
            "path": entry.path,
            "item": entry.item,
            "title": entry.title,
            "language": entry.language,
            "verdict": entry.verdict,
            "direct_source_language": entry.direct_source_language,
        }
        for row in entry.findings:
            for name, value in article.items():
                columns[name].append(_exact(value))
            for name in of_finding:
                columns[name].append(_exact(getattr(row, name)))
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in COLUMNS.items()})


def _exact(value: object) -> object:
    return without_surrogates(value) if isinstance(value, str) else value


def _guarded(text: str) -> str:
    # Python's csv does not quote a cell for a lone CR, and many readers would begin a new row there.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA) else text
