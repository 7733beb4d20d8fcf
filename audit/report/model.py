"""Audit → the JSON report, the lossless one from which every other format may be made.

The field list is a contract (``docs/reference/report.md``, ``schema/report-1.0.schema.json``):
a later minor ``schema_version`` only adds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from audit._resources import package_file
from audit.align import is_tie
from audit.report.protocol import DEFAULT, Options
from audit.types import (
    Alignment,
    Attribution,
    Audit,
    Bead,
    Diagnostic,
    Document,
    Evidence,
    Finding,
    HeadMetadata,
    InnerBead,
    Languages,
    LanguageSpan,
    Original,
    Provenance,
    Scores,
    Sentence,
    Span,
    Unreadable,
)

__all__ = ["SCHEMA_VERSION", "JsonLinesWriter", "JsonWriter", "schema", "to_bytes", "to_json", "without_surrogates"]

SCHEMA_VERSION = "1.0"
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(audit: Audit) -> dict[str, Any]:
    """The report as plain dicts, lists and scalars, keys in the order of the contract.

    Floats are rounded to four decimals. Lone surrogates, which no UTF-8 file can hold,
    become U+FFFD one for one, so offsets stay right.
    """
    report = {
        "schema_version": SCHEMA_VERSION,
        "document": _document(audit.article.document, audit.article.languages),
        "language_spans": [_language_span(span) for span in audit.article.languages.spans],
        "sentences": [_sentence(sentence) for sentence in audit.article.sentences],
        "originals": [_original(original) for original in audit.originals],
        "alignments": [
            _alignment(audit, original, original.alignment)
            for original in audit.originals
            if original.alignment is not None
        ],
        "unsupported": [_span(span) for span in audit.unsupported],
        "omitted": [
            {"original": omission.original, "span": _span(omission.span), "weight": _number(omission.weight)}
            for omission in audit.omitted
        ],
        "findings": [_finding(finding) for finding in audit.findings],
        "provenance": _provenance(audit.provenance),
        "scores": _scores(audit.scores),
        "hidden_findings": {name: int(audit.hidden[name]) for name in _hidden_order(audit)},
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in audit.diagnostics],
        "siblings": [
            {"path": sibling.path, "chrf": _number(sibling.chrf), "signature": sibling.signature}
            for sibling in audit.siblings
        ],
        "bitext": [_inner_bead(bead, audit.article.sentences) for bead in audit.bitext],
        "coverage": _coverage(audit),
        "signature": audit.signature,
    }
    return _clean(report)  # type: ignore[no-any-return]


def to_bytes(report: dict[str, Any], *, indent: int | None = 1) -> bytes:
    """UTF-8 JSON with a line end; ``indent=None`` gives one line, as ``check --format json`` prints."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return (text + "\n").encode("utf-8")


@cache
def _schema_text() -> str:
    return package_file("report", "schema", f"report-{SCHEMA_VERSION}.schema.json").read_text("utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every report follows; a fresh copy each time."""
    parsed: dict[str, Any] = json.loads(_schema_text())
    return parsed


class JsonWriter:
    """The lossless report."""

    name = "json"
    media_type = "application/json"
    suffix = ".json"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:  # noqa: ARG002 - the data has no language
        """Indented by one blank per level: small, and still readable in a diff."""
        return to_bytes(to_json(audit))


class JsonLinesWriter:
    """The lossless report on one line; several make JSON Lines."""

    name = "jsonl"
    media_type = "application/x-ndjson"
    suffix = ".jsonl"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:  # noqa: ARG002 - the data has no language
        """One line."""
        return to_bytes(to_json(audit), indent=None)

    def render_all(
        self,
        audits: Sequence[Audit],
        unreadable: Sequence[Unreadable] = (),  # noqa: ARG002 - a line is a report
        options: Options = DEFAULT,
    ) -> bytes:
        """One line per audit."""
        return b"".join(self.render(audit, options) for audit in audits)


def without_surrogates(text: str) -> str:
    """``text`` with every lone surrogate replaced by U+FFFD; the length stays."""
    return _SURROGATE.sub("\ufffd", text)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def _number(value: float) -> float:
    # Adding 0.0 turns -0.0 into 0.0, which would otherwise differ in bytes.
    return round(float(value), 4) + 0.0


def _optional(value: float | None) -> float | None:
    return None if value is None else _number(value)


def _span(span: Span) -> list[int]:
    return [int(span.start), int(span.end)]


def _document(document: Document, languages: Languages) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": document.id,
        "path": document.path,
        "language": languages.main,
        "language_probability": _number(languages.probability),
        "title": document.title,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "media_type": document.media_type,
        "declared_language": document.declared_language,
        "language_reason": languages.reason or None,
        "item": document.item,
    }
    if document.anchors:
        described["anchors"] = [[int(text), int(raw)] for text, raw in document.anchors]
    metadata = _metadata(document.metadata)
    if metadata:
        described["metadata"] = metadata
    return described


def _metadata(head: HeadMetadata) -> dict[str, Any]:
    everything: dict[str, Any] = {
        "canonical": head.canonical,
        "hreflang": [[language, url] for language, url in head.hreflang],
        "site_name": head.site_name,
        "authors": list(head.authors),
        "locale": head.locale,
        "modified": head.modified,
        "is_based_on": list(head.is_based_on),
        "translation_of": list(head.translation_of),
        "other": [[name, value] for name, value in head.other],
    }
    return {name: value for name, value in everything.items() if value}


def _language_span(span: LanguageSpan) -> dict[str, Any]:
    return {
        "start": span.span.start,
        "end": span.span.end,
        "language": span.language,
        "probability": _number(span.probability),
        "kind": span.kind,
        "runner_up": span.runner_up,
        "note": span.note,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"start": sentence.span.start, "end": sentence.span.end, "block": sentence.block}


def _original(original: Original) -> dict[str, Any]:
    document = original.article.document
    described: dict[str, Any] = {
        "id": original.id,
        "rank": original.rank,
        "path": document.path,
        "language": original.article.languages.main,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "decision": original.decision,
        "relation": original.relation,
        "probability": _number(original.probability),
        "target_coverage": _number(original.target_coverage),
        "source_coverage": _number(original.source_coverage),
        "evidence": [_evidence(evidence) for evidence in original.evidence],
        "similarity": _number(original.similarity),
        "document_id": document.id,
        "url": document.url,
        "item": document.item,
    }
    if original.alignment is not None:
        # Offsets into the original mean nothing without its text, and an archive may move on.
        described["text"] = document.text
        described["sentences"] = [_sentence(sentence) for sentence in original.article.sentences]
    return described


def _alignment(audit: Audit, original: Original, alignment: Alignment) -> dict[str, Any]:
    return {
        "original": original.id,
        "beads": [_bead(bead, audit.article.sentences, original.article.sentences) for bead in alignment.beads],
        "target_coverage": _number(alignment.target_coverage),
        "source_coverage": _number(alignment.source_coverage),
        "order": _number(alignment.order),
    }


def _bead(bead: Bead, target: tuple[Sentence, ...], source: tuple[Sentence, ...]) -> dict[str, Any]:
    return {
        "target": [_span(target[index].span) for index in bead.target],
        "source": [_span(source[index].span) for index in bead.source],
        "similarity": _number(bead.similarity),
        "probability": _number(bead.probability),
        "margin": _optional(bead.margin),
        "kind": bead.kind,
        "run": bead.run,
        "runner_up": bead.runner_up,
        "runner_up_gap": _optional(bead.runner_up_gap),
        "tie": is_tie(bead),
        "links": [
            {"target": _span(link.target), "source": _span(link.source), "similarity": _number(link.similarity)}
            for link in bead.links
        ],
    }


def _inner_bead(bead: InnerBead, sentences: tuple[Sentence, ...]) -> dict[str, Any]:
    return {
        "source": [_span(sentences[index].span) for index in bead.source],
        "target": [_span(sentences[index].span) for index in bead.target],
        "language": bead.language,
        "similarity": _number(bead.similarity),
        "probability": _number(bead.probability),
        "kind": bead.kind,
    }


def _coverage(audit: Audit) -> dict[str, Any] | None:
    if audit.carried is None:
        return None
    return {
        "share": _number(audit.carried.value),
        "low": _number(audit.carried.low),
        "high": _number(audit.carried.high),
        "originals": [
            {
                "original": original.id,
                "share": _number(original.alignment.target_coverage),
                "order": _number(original.alignment.order),
                "beads": len(original.alignment.beads),
                "moved": sum(bead.kind == "moved" for bead in original.alignment.beads),
                "tied": sum(map(is_tie, original.alignment.beads)),
            }
            for original in audit.originals
            if original.decision == "source" and original.alignment is not None
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    source = finding.source
    return {
        "code": finding.code,
        "name": finding.name,
        "category": finding.category,
        "kind": finding.kind,
        "severity": finding.severity.value,
        "confidence": _number(finding.confidence),
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "source": None
        if source is None
        else {
            "original": source.original,
            "start": source.span.start,
            "end": source.span.end,
            "text": source.text,
        },
        "explained_by": list(finding.explained_by),
        "fingerprint": finding.fingerprint,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "signal": evidence.signal,
        "value": evidence.value,
        "weight": _number(evidence.weight),
        "note": evidence.note,
        "language": evidence.language,
        "start": evidence.span.start if evidence.span else None,
        "end": evidence.span.end if evidence.span else None,
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "kind": attribution.kind,
        "start": attribution.span.start if attribution.span else None,
        "end": attribution.span.end if attribution.span else None,
        "text": attribution.text,
        "host": attribution.host,
        "language": attribution.language,
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "verdict": provenance.verdict,
        "direct_source_language": provenance.direct_source_language,
        "chain": list(provenance.chain),
        "pivot": provenance.pivot,
        "confidence": _number(provenance.confidence),
        "attributions": [_attribution(attribution) for attribution in provenance.attributions],
        "evidence": [_evidence(evidence) for evidence in provenance.evidence],
    }


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "mqm_penalty_per_1000_words": _number(scores.mqm_penalty_per_1000_words),
        "quality": _number(scores.quality),
        "machine_translation_probability": _optional(scores.machine_translation_probability),
        "low": _number(scores.low),
        "high": _number(scores.high),
    }


def _hidden_order(audit: Audit) -> list[str]:
    named = [name for name in ("profile", "suppressed") if name in audit.hidden]
    return named + sorted(name for name in audit.hidden if name not in named)


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {"stage": diagnostic.stage, "status": diagnostic.status, "reason": diagnostic.reason}
