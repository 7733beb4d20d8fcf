"""What a folder's index and tables keep of one audit, so that memory stays flat over many."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from audit.types import Audit, Severity, Sibling

__all__ = ["FindingRow", "FolderEntry", "title_of"]

QUOTE_CHARS = 200
"""A quotation in the folder's tables is cut after this many code points."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of the findings table. Offsets are code points into the article's text."""

    code: str
    name: str
    category: str
    kind: str
    severity: str
    confidence: float
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None
    source_original: str | None
    source_text: str | None
    explained_by: str
    """BCP 47 tags, blank between."""
    fingerprint: str


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One article of a folder: what its line in the index says."""

    stem: str
    """Report's place in the output folder, forward slashes, no suffix: ``dir/name``."""
    path: str | None
    item: int | None
    title: str | None
    language: str
    words: int
    verdict: str
    confidence: float
    direct_source_language: str | None
    quality: float
    machine_translation_probability: float | None
    originals: int
    """How many probable originals were accepted as source."""
    hidden: int
    counts: tuple[int, ...] = (0,) * len(Severity)
    """Shown findings by severity, lightest first."""
    packed: bytes = b""
    """The findings' rows, compressed: ten thousand articles must fit into memory."""
    siblings: tuple[Sibling, ...] = ()
    diagnostics: int = 0

    @classmethod
    def of(cls, audit: Audit, stem: str) -> FolderEntry:
        """Entry of an audit whose report has ``stem`` as name."""
        from audit.report.model import to_json

        return cls.from_report(to_json(audit), stem)

    @classmethod
    def from_report(cls, report: Mapping[str, Any], stem: str) -> FolderEntry:
        """Entry made from a JSON report, so that a run can be indexed again from its files."""
        document, provenance, scores = report["document"], report["provenance"], report["scores"]
        return cls(
            stem=stem,
            path=document["path"],
            item=document.get("item"),
            title=title_of(report),
            language=document["language"],
            words=len(document["text"].split()),
            verdict=provenance["verdict"],
            confidence=provenance["confidence"],
            direct_source_language=provenance["direct_source_language"],
            quality=scores["quality"],
            machine_translation_probability=scores["machine_translation_probability"],
            originals=sum(original["decision"] == "source" for original in report["originals"]),
            hidden=sum(report["hidden_findings"].values()),
            counts=tuple(sum(f["severity"] == severity for f in report["findings"]) for severity in Severity),
            packed=_packed(report),
            siblings=tuple(Sibling(s["path"], s["chrf"], s["signature"]) for s in report.get("siblings", ())),
            diagnostics=len(report["diagnostics"]),
        )

    @property
    def findings(self) -> tuple[FindingRow, ...]:
        """Shown findings, unpacked each time."""
        rows = json.loads(zlib.decompress(self.packed)) if self.packed else []
        return tuple(FindingRow(*row) for row in rows)

    def count(self, severity: str) -> int:
        """Number of shown findings of a severity."""
        return self.counts[Severity(severity).rank]


def title_of(report: Mapping[str, Any]) -> str | None:
    """Declared title, else the first heading, else ``None``."""
    document = report["document"]
    if document["title"]:
        return str(document["title"])
    for sentence in report["sentences"]:
        if sentence["block"] == "heading":
            return " ".join(document["text"][sentence["start"] : sentence["end"]].split())
    return None


def _packed(report: Mapping[str, Any]) -> bytes:
    rows = [astuple(row) for row in _rows(report)]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")) if rows else b""


def _rows(report: Mapping[str, Any]) -> Iterator[FindingRow]:
    for finding in report["findings"]:
        source = finding["source"]
        yield FindingRow(
            code=finding["code"],
            name=finding["name"],
            category=finding["category"],
            kind=finding["kind"],
            severity=finding["severity"],
            confidence=finding["confidence"],
            start=finding["start"],
            end=finding["end"],
            text=_short(finding["text"]),
            message=finding["message"],
            suggestion=_short(finding["suggestion"]) if finding["suggestion"] is not None else None,
            source_original=source["original"] if source else None,
            source_text=_short(source["text"]) if source else None,
            explained_by=" ".join(finding["explained_by"]),
            fingerprint=finding["fingerprint"],
        )


def _short(text: str) -> str:
    return text if len(text) <= QUOTE_CHARS else text[: QUOTE_CHARS - 1] + "…"
