"""A report for a terminal: a few lines per article, one per finding, no colour codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from audit.report.model import without_surrogates
from audit.report.places import Lines
from audit.report.protocol import DEFAULT, Options
from audit.report.verdict import evidence_sentence, is_compared, sibling_sentence, verdict_sentence
from audit.report.words import Words, words
from audit.types import Audit, Finding, Original, Severity, Unreadable

__all__ = ["TextWriter", "one_line", "text_report"]

# Control characters would let a text move the cursor or reorder the line in a terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_QUOTE_CHARS = 60


class TextWriter:
    """Concise text for people."""

    name = "text"
    media_type = "text/plain; charset=utf-8"
    suffix = ".txt"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        """The report as UTF-8 text ending in a line end."""
        return without_surrogates(text_report(audit, options)).encode("utf-8")

    def render_all(
        self,
        audits: Sequence[Audit],
        unreadable: Sequence[Unreadable] = (),  # noqa: ARG002 - they are told on standard error
        options: Options = DEFAULT,
    ) -> bytes:
        """Reports with a blank line between."""
        return b"\n".join(self.render(audit, options) for audit in audits)


def one_line(text: str, limit: int | None = None) -> str:
    """``text`` on one line, control characters shown as escapes, cut after ``limit``."""
    flat = _CONTROL.sub(lambda m: rf"\x{ord(m[0]):02x}" if ord(m[0]) < 256 else rf"\u{ord(m[0]):04x}", _flatten(text))
    return flat if limit is None or len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def text_report(audit: Audit, options: Options = DEFAULT) -> str:
    """The report as a string ending in a line end."""
    return "\n".join(_lines(audit, words(options.language))) + "\n"


def _flatten(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _lines(audit: Audit, say: Words) -> Iterator[str]:
    document, scores = audit.article.document, audit.scores
    item = f" #{document.item}" if document.item is not None else ""
    size = say.count("page.words", len(document.text.split()))
    yield f"{one_line(document.path or '-')}{item}  ({say.language_name(audit.article.languages.main)}, {size})"
    yield f"  {verdict_sentence(audit, say)}. {evidence_sentence(audit, say)}"
    machine = scores.machine_translation_probability
    yield "  " + " · ".join(
        (
            (
                f"{say('score.quality')} {say.number(scores.quality, 0)}"
                f" ({say.number(scores.low, 0)}–{say.number(scores.high, 0)})"
            ),
            f"{say('score.penalty')} {say.number(scores.mqm_penalty_per_1000_words, 0)} / 1000",
            f"{say('score.machine')} {say.probability(machine) if machine is not None else say('score.machine_none')}",
        )
    )
    if not is_compared(audit):
        yield f"  {say('score.alone')}"
    for original in audit.originals:
        if original.decision != "rejected":
            yield "  " + _original(original, say)
    for sibling in audit.siblings:
        yield "  " + one_line(sibling_sentence(sibling, say))
    for passage in audit.article.languages.spans:
        quote = one_line(passage.span.of(document.text), _QUOTE_CHARS)
        kind = say(f"passages.kind.{passage.kind}")
        yield f"  [{passage.span.start}:{passage.span.end}] {passage.language}  {kind}  “{quote}”"
    lines = Lines.of(document.text)
    for finding in audit.findings:
        yield from _finding(finding, lines, say)
    yield "  " + _closing(audit, say)
    for diagnostic in audit.diagnostics:
        status = say(f"diagnostics.status.{diagnostic.status}")
        yield f"  {one_line(diagnostic.stage)} {status}: {one_line(diagnostic.reason)}"


def _original(original: Original, say: Words) -> str:
    document = original.article.document
    name = one_line(document.path or document.url or document.id)
    share = say("originals.covers", share=say.percent(original.target_coverage))
    decision = f"{say(f'originals.decision.{original.decision}')}, {say(f'originals.relation.{original.relation}')}"
    language = original.article.languages.main
    return f"{original.id} {name}  {language}  {decision} ({say.probability(original.probability)}), {share}"


def _finding(finding: Finding, lines: Lines, say: Words) -> Iterator[str]:
    line, column = lines.place(finding.span.start)
    quote = one_line(finding.text, _QUOTE_CHARS)
    yield (
        f"  {line}:{column} {say(f'severity.{finding.severity.value}')} {finding.code} {finding.name}"
        f" ({say.probability(finding.confidence)})  “{quote}”: {one_line(finding.message)}"
    )
    if finding.suggestion is not None:
        yield f"      {say('findings.suggestion')}: {one_line(finding.suggestion)}"
    if finding.source is not None:
        yield f"      {say('findings.source')} ({finding.source.original}): {one_line(finding.source.text, 2 * _QUOTE_CHARS)}"


def _closing(audit: Audit, say: Words) -> str:
    parts = [say.count("findings.total", len(audit.findings))]
    counts = {s: sum(f.severity is s for f in audit.findings) for s in reversed(Severity)}
    if audit.findings:
        parts[0] += ": " + ", ".join(say.count(f"findings.{s.value}", n) for s, n in counts.items() if n)
    return ". ".join([parts[0], *hidden_sentences(audit, say)]).replace("..", ".")


def hidden_sentences(audit: Audit, say: Words) -> tuple[str, ...]:
    """One sentence per reason for which findings are hidden."""
    found = []
    for why in sorted(audit.hidden):
        n = audit.hidden[why]
        if n and why in ("profile", "suppressed"):
            found.append(say.count(f"findings.hidden_{why}", n))
        elif n:
            found.append(f"{n}: {why}")
    return tuple(found)
