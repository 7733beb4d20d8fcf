"""JUnit XML: an article is a suite, a rule that found something is a case.

A case fails on major and critical findings, the ones ``audit check`` fails on unless told
otherwise; minor ones are listed in its output. Skipped and failed stages are cases too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from lxml import etree

from audit.report.model import without_surrogates
from audit.report.places import Lines
from audit.report.plain import one_line
from audit.report.protocol import DEFAULT, Options
from audit.types import Audit, Finding, Severity, Unreadable

__all__ = ["JunitWriter"]

# What XML 1.0 cannot hold at all, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitWriter:
    """One ``testsuites`` document."""

    name = "junit"
    media_type = "application/xml"
    suffix = ".junit.xml"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        """The document of one article."""
        return self.render_all((audit,), (), options)

    def render_all(
        self,
        audits: Sequence[Audit],
        unreadable: Sequence[Unreadable] = (),
        options: Options = DEFAULT,  # noqa: ARG002 - messages come in the language of the rules
    ) -> bytes:
        """One suite per article, one for the inputs that could not be audited."""
        root = etree.Element("testsuites", name="audit")
        for audit in audits:
            _suite(root, audit)
        if unreadable:
            suite = etree.SubElement(root, "testsuite", name="inputs")
            for one in unreadable:
                case = etree.SubElement(suite, "testcase", classname=_xml(one.path), name="audit")
                etree.SubElement(case, "error", type="unreadable", message=_xml(f"{one.reason} {one.remedy}".strip()))
            _count(suite)
        _count(root)
        written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
        return written


def _suite(root: etree._Element, audit: Audit) -> None:
    document = audit.article.document
    name = _xml(document.path or document.url or "standard input")
    name = name if document.item is None else f"{name}#{document.item}"
    suite = etree.SubElement(root, "testsuite", name=name)
    lines = Lines.of(document.text)
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        by_rule[finding.code].append(finding)
    for code in sorted(by_rule):
        _case(suite, name, by_rule[code], lines)
    if not by_rule:
        etree.SubElement(suite, "testcase", classname=name, name="audit")
    for diagnostic in audit.diagnostics:
        case = etree.SubElement(suite, "testcase", classname=name, name=_xml(f"stage {diagnostic.stage}"))
        if diagnostic.status == "failed":
            etree.SubElement(case, "error", type="stage", message=_xml(diagnostic.reason))
        elif diagnostic.status == "skipped":
            etree.SubElement(case, "skipped", message=_xml(diagnostic.reason))
        else:
            etree.SubElement(case, "system-out").text = _xml(f"{diagnostic.status}: {diagnostic.reason}")
    _count(suite)


def _case(suite: etree._Element, name: str, findings: Sequence[Finding], lines: Lines) -> None:
    case = etree.SubElement(suite, "testcase", classname=name, name=_xml(f"{findings[0].code} {findings[0].name}"))
    grave = [finding for finding in findings if finding.severity.at_least(Severity.MAJOR)]
    light = [finding for finding in findings if not finding.severity.at_least(Severity.MAJOR)]
    if grave:
        worst = max(grave, key=lambda finding: finding.severity.rank)
        message = worst.message if len(grave) == 1 else f"{worst.message} (and {len(grave) - 1} more)"
        failure = etree.SubElement(case, "failure", type=worst.severity.value, message=_xml(message))
        failure.text = _xml("\n".join(_line(finding, lines) for finding in grave))
    if light:
        etree.SubElement(case, "system-out").text = _xml("\n".join(_line(finding, lines) for finding in light))


def _line(finding: Finding, lines: Lines) -> str:
    line, column = lines.place(finding.span.start)
    text = f"{line}:{column} {finding.severity.value} “{one_line(finding.text, 80)}”: {one_line(finding.message)}"
    return text if finding.suggestion is None else f"{text} → {one_line(finding.suggestion)}"


def _count(element: etree._Element) -> None:
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(plural, str(sum(case.find(tag) is not None for case in cases)))


def _xml(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", without_surrogates(text))
