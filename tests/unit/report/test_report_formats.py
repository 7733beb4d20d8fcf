"""Formats for terminals and services: text, SARIF, GitHub, JUnit, JSON Lines."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from audit.report import WRITERS
from audit.report.plain import one_line
from audit.report.sarif import sarif_log
from audit.types import Audit, Diagnostic, Unreadable
from tests.report_samples import empty_audit, full_audit, original_audit

FAILED = Unreadable("a/cookie.html", "a cookie wall, no article", "save the page after consenting")


def rendered(name: str, *audits: Audit, unreadable: tuple[Unreadable, ...] = ()) -> str:
    content: bytes = WRITERS[name].render_all(audits, unreadable)  # type: ignore[union-attr]
    return content.decode("utf-8")


def with_document(audit: Audit, **changes: Any) -> Audit:
    return replace(audit, article=replace(audit.article, document=replace(audit.article.document, **changes)))


def test_text_names_line_column_severity_code_and_suggestion() -> None:
    lines = rendered("text", full_audit()).splitlines()
    assert lines[0].startswith("articles/pont-lauenfeld.txt  (French, ")
    assert "  5:33 major AC003 number-mismatch (93%)  “12.500 véhicules”: The original says 15,500." in lines
    assert "      Suggestion: 15 500 véhicules" in lines
    assert any(line.startswith("  10 findings: 1 critical, 5 major, 4 minor. 3 findings are hidden") for line in lines)


def test_text_of_several_articles_has_a_blank_line_between() -> None:
    assert rendered("text", original_audit(), original_audit()).count("\n\narticles/council.txt") == 1


def test_text_lets_nothing_move_the_cursor_or_turn_the_line() -> None:
    assert one_line("a\x1b[2J\u202eb\r\n c\x9b") == r"a\x1b[2J\u202eb c\x9b"
    assert one_line("word " * 40, 20) == "word word word word…"


def test_sarif_places_findings_by_line_and_column_in_code_points() -> None:
    (run,) = sarif_log([full_audit()])["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    result = next(r for r in run["results"] if r["ruleId"] == "AC003")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (5, 33, 49)
    assert region["snippet"]["text"] == "12.500 véhicules"
    assert result["rank"] == 93.0
    assert result["level"] == "warning"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "AC003"
    assert result["partialFingerprints"] == {"audit/v1": full_audit().findings[3].fingerprint}
    related = result["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == "archiv/elbbruecke.txt"
    assert related["region"]["snippet"]["text"] == "15.500 Fahrzeuge"


def test_sarif_tells_what_was_not_checked() -> None:
    (run,) = sarif_log([full_audit()], [FAILED])["runs"]
    (invocation,) = run["invocations"]
    notes = {note["descriptor"]["id"]: note["message"]["text"] for note in invocation["toolExecutionNotifications"]}
    assert notes["archive/skipped"] == "archive skipped: no archive was given"
    assert "cookie wall" in notes["input/unreadable"]
    assert invocation["executionSuccessful"] is False


def test_sarif_keeps_human_languages_out_of_source_language() -> None:
    (run,) = sarif_log([full_audit()])["runs"]
    (artifact,) = run["artifacts"]
    assert "sourceLanguage" not in artifact
    assert artifact["properties"]["language"] == "fr"
    assert len(artifact["hashes"]["sha-256"]) == 64


def test_sarif_gives_raw_offsets_for_extracted_text_and_none_for_records() -> None:
    audit = full_audit()
    page = with_document(audit, media_type="text/html", anchors=((0, 1000), (60, 2000)))
    result = sarif_log([page])["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["charOffset"], "startLine" in region) == (1000 + 50, False)
    record = with_document(audit, item=12)
    location = sarif_log([record])["runs"][0]["results"][0]["locations"][0]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "item 12"


def test_sarif_escapes_paths_and_takes_standard_input() -> None:
    odd = with_document(full_audit(), path="C:/mes articles/été#1.txt")
    uri = sarif_log([odd])["runs"][0]["artifacts"][0]["location"]["uri"]
    assert uri == "C%3A/mes%20articles/%C3%A9t%C3%A9%231.txt"
    location = sarif_log([with_document(full_audit(), path=None)])["runs"][0]["results"][0]["locations"][0]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "standard input"


def test_github_commands_escape_what_would_end_them() -> None:
    odd = with_document(full_audit(), path="a,b:c%.txt")
    first = rendered("github", odd).splitlines()[3]
    assert first.startswith("::warning file=a%2Cb%3Ac%25.txt,line=5,endLine=5,col=33,endColumn=49,title=AC003 ")
    assert "%0ASuggestion: 15 500 véhicules%0A" in first


def test_github_reports_unreadable_inputs_as_errors() -> None:
    assert rendered("github", unreadable=(FAILED,)).startswith("::error file=a/cookie.html,title=not audited::")


def test_junit_fails_on_major_and_lists_minor_findings() -> None:
    root = etree.fromstring(rendered("junit", full_audit(), original_audit(), unreadable=(FAILED,)).encode())
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert cases["AC003 number-mismatch"].find("failure").get("type") == "major"
    assert cases["LO002 quote-mix"].find("failure") is None
    assert "guillemet" in cases["LO002 quote-mix"].findtext("system-out")
    assert cases["stage archive"].find("skipped") is not None
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("6", "1", "2")


def test_junit_counts_a_failed_stage_as_an_error() -> None:
    audit = replace(original_audit(), diagnostics=(Diagnostic("align", "failed", "out of memory"),))
    root = etree.fromstring(rendered("junit", audit).encode())
    assert root.get("errors") == "1"


def test_json_lines_are_one_report_each() -> None:
    lines = rendered("jsonl", full_audit(), original_audit(), empty_audit("\u2028\n")).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["document"]["language"] for line in lines] == ["fr", "en", "und"]


def test_sarif_follows_the_official_schema() -> None:
    place = os.environ.get("AUDIT_SARIF_SCHEMA")
    if not place:
        pytest.skip("set AUDIT_SARIF_SCHEMA to the file sarif-schema-2.1.0.json of oasis-tcs/sarif-spec")
    official = json.loads(Path(place).read_text("utf-8"))
    for audit in (full_audit(), original_audit(), empty_audit("\ud800"), with_document(full_audit(), path=None)):
        jsonschema.validate(json.loads(rendered("sarif", audit, unreadable=(FAILED,))), official)
