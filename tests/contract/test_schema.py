"""Every report follows the published schema, and the schema describes every field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from audit.report import SCHEMA_VERSION, schema, to_json
from audit.report.model import to_bytes
from audit.types import Audit
from tests.report_samples import empty_audit, full_audit, original_audit
from tests.report_strategies import audits

VALIDATOR = jsonschema.Draft202012Validator(schema())
SAMPLES = {
    "full": full_audit(),
    "original": original_audit(),
    "empty": empty_audit(),
    "surrogate": empty_audit("\ud800"),
}
CONTRACT = {
    "": "schema_version document language_spans sentences originals alignments unsupported omitted findings provenance "
    "scores hidden_findings diagnostics signature",
    "document": "id path language language_probability title url published text",
    "findings": "code name category kind severity confidence start end text message suggestion source explained_by "
    "fingerprint",
    "originals": "id rank path language title published decision relation probability target_coverage source_coverage "
    "evidence",
    "provenance": "verdict direct_source_language chain pivot confidence attributions evidence",
    "scores": "mqm_penalty_per_1000_words quality machine_translation_probability low high",
}


def test_the_schema_is_a_schema_of_the_current_version() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$id"].endswith(SCHEMA_VERSION)


@pytest.mark.parametrize("audit", SAMPLES.values(), ids=SAMPLES.keys())
def test_samples_follow_the_schema(audit: Audit) -> None:
    VALIDATOR.validate(json.loads(to_bytes(to_json(audit))))


@given(audits())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_audit_follows_the_schema_and_survives_json(audit: Audit) -> None:
    report = to_json(audit)
    VALIDATOR.validate(report)
    assert json.loads(to_bytes(report)) == report
    assert len(report["document"]["text"]) == len(audit.article.text)


def test_every_field_of_a_full_report_is_described() -> None:
    undescribed = list(_undescribed(to_json(full_audit()), schema(), ""))
    assert not undescribed


@pytest.mark.parametrize("place", CONTRACT)
def test_the_fields_other_programs_rely_on_are_required(place: str) -> None:
    node: dict[str, Any] = schema()
    if place:
        node = node["properties"][place]
        node = node.get("items", node)
    assert set(CONTRACT[place].split()) <= set(node["required"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("document", "id"), "md5:0"),
        (("findings", 0, "severity"), "neutral"),
        (("findings", 0, "confidence"), 1.2),
        (("scores", "quality"), 101),
        (("unsupported", 0), [3]),
        (("provenance", "verdict"), "proof"),
    ],
)
def test_a_broken_report_is_refused(path: tuple[Any, ...], value: object) -> None:
    report: Any = to_json(full_audit())
    node = report
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(report)


def _undescribed(value: Any, node: dict[str, Any], path: str) -> Iterator[str]:
    if "$ref" in node:
        node = {**schema()["$defs"][node["$ref"].rpartition("/")[2]], **{k: v for k, v in node.items() if k != "$ref"}}
    if "anyOf" in node:
        node = next((n for n in node["anyOf"] if n.get("type") != "null"), node)
        yield from _undescribed(value, node, path)
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in node.get("properties", {}):
                yield f"{path}.{key}"
            else:
                yield from _undescribed(item, node["properties"][key], f"{path}.{key}")
    elif isinstance(value, list) and isinstance(node.get("items"), dict):
        for item in value:
            yield from _undescribed(item, node["items"], path + "[]")
