"""Workflow commands that GitHub shows as annotations beside the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from audit.report.model import without_surrogates
from audit.report.places import Lines, is_raw
from audit.report.protocol import DEFAULT, Options
from audit.types import Audit, Finding, Severity, Unreadable

__all__ = ["GithubWriter"]

_COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}


class GithubWriter:
    """One ``::error …::`` line per finding."""

    name = "github"
    media_type = "text/plain; charset=utf-8"
    suffix = ".github.txt"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        """Annotations of one article."""
        return self.render_all((audit,), (), options)

    def render_all(
        self,
        audits: Sequence[Audit],
        unreadable: Sequence[Unreadable] = (),
        options: Options = DEFAULT,  # noqa: ARG002 - messages come in the language of the rules
    ) -> bytes:
        """Annotations of all articles; unreadable inputs are errors."""
        lines = [line for audit in audits for line in _annotations(audit)]
        lines += [
            _command("error", {"file": one.path, "title": "not audited"}, f"{one.reason} {one.remedy}".strip())
            for one in unreadable
        ]
        return without_surrogates("".join(f"{line}\n" for line in lines)).encode("utf-8")


def _annotations(audit: Audit) -> Iterator[str]:
    document = audit.article.document
    lines = Lines.of(document.text)
    for finding in audit.findings:
        where: dict[str, str] = {}
        if document.path is not None:
            where["file"] = document.path
        if is_raw(document):
            (line, column), (end_line, end_column) = lines.place(finding.span.start), lines.place(finding.span.end)
            where |= {"line": str(line), "endLine": str(end_line)}
            if line == end_line:  # columns of an annotation over several lines are refused
                where |= {"col": str(column), "endColumn": str(end_column)}
        where["title"] = f"{finding.code} {finding.name} ({finding.severity.value})"
        yield _command(_COMMANDS[finding.severity], where, _message(finding))
    for diagnostic in audit.diagnostics:
        if diagnostic.status == "failed":
            where = {"file": document.path} if document.path is not None else {}
            yield _command("warning", where | {"title": f"{diagnostic.stage} failed"}, diagnostic.reason)


def _message(finding: Finding) -> str:
    parts = [f"“{finding.text}”: {finding.message}"]
    if finding.suggestion is not None:
        parts.append(f"Suggestion: {finding.suggestion}")
    if finding.source is not None:
        parts.append(f"In the original: {finding.source.text}")
    return "\n".join(parts)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
