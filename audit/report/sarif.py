"""SARIF 2.1.0, the format of code-scanning services (OASIS standard).

Columns count code points from 1. Skipped stages and unreadable inputs are notifications,
so that silence is never taken for a clean text. SARIF's ``sourceLanguage`` means a
programming language; human languages go to ``properties``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import quote

from audit.report.model import without_surrogates
from audit.report.places import Lines, in_raw, is_raw
from audit.report.protocol import DEFAULT, Options
from audit.types import Audit, Document, Finding, Severity, Span, Unreadable

__all__ = ["MOST_RESULTS", "SarifWriter", "sarif_log"]

MOST_RESULTS = 25_000
"""GitHub refuses a run with more; what is left out is counted in a notification."""
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}


class SarifWriter:
    """One SARIF log with one run."""

    name = "sarif"
    media_type = "application/sarif+json"
    suffix = ".sarif"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        """The log of one article."""
        return self.render_all((audit,), (), options)

    def render_all(
        self,
        audits: Sequence[Audit],
        unreadable: Sequence[Unreadable] = (),
        options: Options = DEFAULT,  # noqa: ARG002 - the data has no language
    ) -> bytes:
        """One log for all articles."""
        text = json.dumps(sarif_log(audits, unreadable), ensure_ascii=False, allow_nan=False, indent=1)
        return (without_surrogates(text) + "\n").encode("utf-8")


def sarif_log(audits: Sequence[Audit], unreadable: Sequence[Unreadable] = ()) -> dict[str, Any]:
    """The log as plain dicts and lists."""
    findings = [(audit, finding) for audit in audits for finding in audit.findings]
    # Gravest and surest first where the limit cuts; the order of the log stays that of the text.
    kept = sorted(range(len(findings)), key=lambda i: (-findings[i][1].severity.rank, -findings[i][1].confidence, i))
    chosen = [findings[i] for i in sorted(kept[:MOST_RESULTS])]
    rules = _rules([finding for _, finding in chosen])
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    lines = {id(audit): Lines.of(audit.article.text) for audit in audits}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "audit", "fullName": "Translation quality and provenance audit", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(audit) for audit in audits if audit.article.document.path is not None],
        "results": [_result(audit, finding, lines[id(audit)], places[finding.code]) for audit, finding in chosen],
        "invocations": [
            {
                "executionSuccessful": not unreadable,
                "toolExecutionNotifications": [
                    *_notifications(audits),
                    *(_unreadable(one) for one in unreadable),
                    *_left_out(len(findings) - len(chosen)),
                ],
            }
        ],
        "properties": {
            "signatures": sorted({audit.signature for audit in audits if audit.signature}),
            "hiddenFindings": sum(sum(audit.hidden.values()) for audit in audits),
        },
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.code, finding)
    return [
        {
            "id": code,
            "name": first[code].name,
            "shortDescription": {"text": first[code].name.replace("-", " ")},
            "help": {"text": f"audit explain {code}"},
            "properties": {"category": first[code].category},
        }
        for code in sorted(first)
    ]


def _artifact(audit: Audit) -> dict[str, Any]:
    document = audit.article.document
    return {
        "location": {"uri": _uri(document)},
        "hashes": {"sha-256": document.id.removeprefix("sha256:")},
        "properties": {
            "language": audit.article.languages.main,
            "verdict": audit.provenance.verdict,
            "directSourceLanguage": audit.provenance.direct_source_language,
            "quality": round(audit.scores.quality, 4),
        },
    }


def _result(audit: Audit, finding: Finding, lines: Lines, rule: int) -> dict[str, Any]:
    text = finding.message if finding.suggestion is None else f"{finding.message} → {finding.suggestion}"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "rank": round(finding.confidence * 100, 2),
        "locations": [_location(audit.article.document, finding.span, finding.text, lines)],
        "partialFingerprints": {"audit/v1": finding.fingerprint} if finding.fingerprint else {},
        "properties": {
            "severity": finding.severity.value,
            "category": finding.category,
            "kind": finding.kind,
            "explainedBy": list(finding.explained_by),
        },
    }
    if finding.source is not None:
        original = next((o for o in audit.originals if o.id == finding.source.original), None)
        if original is not None:
            document, source = original.article.document, finding.source
            there = _location(document, source.span, source.text, Lines.of(document.text))
            result["relatedLocations"] = [{"id": 1, "message": {"text": "in the original"}, **there}]
    return result


def _location(document: Document, span: Span, quote_: str, lines: Lines) -> dict[str, Any]:
    if document.path is None:
        return {"logicalLocations": [{"fullyQualifiedName": document.url or "standard input", "kind": "resource"}]}
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(document)}}
    region = _region(document, span, lines)
    if region:
        place["region"] = {**region, "snippet": {"text": quote_}}
    location: dict[str, Any] = {"physicalLocation": place}
    if document.item is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": f"item {document.item}", "kind": "element"}]
    return location


def _region(document: Document, span: Span, lines: Lines) -> dict[str, int] | None:
    start, end = in_raw(document, span.start), in_raw(document, span.end)
    if start is None or end is None or end < start:
        return None
    region = {"charOffset": start, "charLength": end - start}
    if is_raw(document):
        (line, column), (end_line, end_column) = lines.place(span.start), lines.place(span.end)
        region = {
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column, **region,
        }  # fmt: skip
    return region


def _uri(document: Document) -> str:
    assert document.path is not None
    # A drive letter or a colon in a name must not be read as a scheme.
    return quote(without_surrogates(document.path), safe="/")


def _notifications(audits: Sequence[Audit]) -> list[dict[str, Any]]:
    found = []
    for audit in audits:
        document = audit.article.document
        for diagnostic in audit.diagnostics:
            note: dict[str, Any] = {
                "descriptor": {"id": f"{diagnostic.stage}/{diagnostic.status}"},
                "level": "error" if diagnostic.status == "failed" else "note",
                "message": {"text": f"{diagnostic.stage} {diagnostic.status}: {diagnostic.reason}"},
            }
            if document.path is not None:
                note["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(document)}}}]
            found.append(note)
    return found


def _unreadable(one: Unreadable) -> dict[str, Any]:
    text = f"{one.path}: {one.reason}" + (f" ({one.remedy})" if one.remedy else "")
    return {"descriptor": {"id": "input/unreadable"}, "level": "error", "message": {"text": text}}


def _left_out(n: int) -> list[dict[str, Any]]:
    if n <= 0:
        return []
    text = f"{n} findings of lesser severity are left out: a log may hold {MOST_RESULTS}"
    return [{"descriptor": {"id": "report/limit"}, "level": "warning", "message": {"text": text}}]
